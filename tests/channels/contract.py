"""What every channel must do, run over each file and package in bot/channels by test_contract.py.

`bot/channels/x.py` brings `tests/channels/x_stage.py` with `stage()`: a context in which the channel is as it really
is, with eyes and hands at its other end. One in the folder without a stage fails.
"""

from __future__ import annotations

from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol

import bot.channels
from bot.messages import Card, Choice, File, Image, Link, Place, Reading, Reply, Span


if TYPE_CHECKING:
    from bot.port import Channel


_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="

WHOLE = Reply(
    "วันศุกร์ที่ 4 ตุลาคม 2562 มี 2 รายการค่ะ",
    cards=(
        Card(
            "พิธีเปิด 🙏🏽",
            "เปิดหลักสูตร",
            facts=(("วันเวลา", "09.00–10.00 น."), ("สถานที่", "ห้องประชุมใหญ่")),
            choices=(Choice("ใครสอน", "พิธีเปิดใครสอน", "who:1"),),
            links=(Link("แผนที่", "https://example.org/?q=13.7,100.5"),),
        ),
        Card("กำลังคนน้ำใจ", facts=(("สถานที่", "ห้อง A & <B>"),), choices=(Choice("ที่ไหน", "กำลังคนน้ำใจที่ไหน"),)),
    ),
    choices=(Choice("พรุ่งนี้", "พรุ่งนี้เรียนอะไร", "day:1"),),
    links=(Link("ทั้งหมด", "https://example.org/all"),),
    files=(File("ตาราง.ics", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),),
    images=(Image("แผนผังห้องประชุม", "image/png", _DOT),),
    places=(
        Place(
            "อุทยานนวัตกรรม",
            "ถนนโยธี กรุงเทพฯ",
            13.7649,
            100.5383,
            Link("ดูแผนที่", "https://example.org/?q=13.7649,100.5383"),
        ),
    ),
    reading=Reading(sessions=("a",), also=("b",), dates=(Span("พรุ่งนี้", "2019-10-04", "2019-10-05"),)),
)
"""A reply with one of everything."""


class Stage(Protocol):
    """A channel with people at the other end of it; one of them, `me`, looks and types."""

    @property
    def channel(self) -> Channel: ...

    def send(self, reply: Reply, key: str, chat: str = "me") -> None:
        """Send `reply` as the outbox would, under `key`."""
        ...

    def shown(self) -> str:
        """Everything that `me` has been shown so far, as text, whatever draws it."""
        ...

    def typed(self, words: str) -> Choice:
        """What the bot hears when `me` types `words`: what is said, and the data of a choice where that is meant."""
        ...


def files() -> list[str]:
    """Every channel there is, by the name of its file or package."""
    return sorted(module.name for module in iter_modules(bot.channels.__path__))

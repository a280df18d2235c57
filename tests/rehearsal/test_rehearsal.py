"""A programme is played on a simulated clock: who would get what and when, and nobody real gets anything."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsal import Heard, Play, Season, acknowledging, cast, entries, lines, season, summary, told, whom
from bot.texts import texts
from tests.dialogs.talk import CCIO, CDE, read


BANGKOK = ZoneInfo("Asia/Bangkok")
FIRST_DAY = Season(datetime(2019, 10, 3, 6, tzinfo=BANGKOK), datetime(2019, 10, 4, 17, tzinfo=BANGKOK))
SAY = texts("th")
PLAYERS = cast(12, SAY)


def _play(start: datetime, end: datetime) -> list[Heard]:
    async def watch() -> list[Heard]:
        play = Play(read(CCIO), PLAYERS, start)
        return [heard async for heard in play.run(end)]

    return asyncio.run(watch())


@pytest.fixture(scope="module")
def heard() -> list[Heard]:
    """The first day of the first sample, and the evening before."""
    return _play(FIRST_DAY.start, FIRST_DAY.end)


def test_everybody_hears_what_they_want_when_they_want_it(heard: list[Heard]) -> None:
    by_way = {player.way: [f"{each.at:%d %H.%M}" for each in heard if each.player is player] for player in PLAYERS[:10]}

    plain = ["03 18.00", "04 07.00", "04 08.30", "04 09.45", "04 12.30", "04 16.00"]
    assert by_way == {
        "": plain,
        "ขอให้เตือนก่อน 1 ชั่วโมง": ["03 18.00", "04 07.00", "04 08.00", "04 09.15", "04 12.00", "04 16.00"],
        "ขอเฉพาะสรุปตอนเช้า": ["04 07.00", "04 16.00"],
        "ไม่รับการเตือน": ["04 16.00"],
        "ขอความเงียบตั้งแต่สองทุ่มถึงเจ็ดโมงครึ่ง": ["03 18.00", "04 07.30", "04 08.30", "04 09.45", "04 12.30", "04 16.00"],
        "ใช้ภาษาอังกฤษ": plain,
        "สั่งหยุดส่งข้อความ": [],
        "ไม่ได้ลงทะเบียน": [],
        "ถามคำถามทุกวันที่มีเรียน": [*plain[:2], "04 07.30", *plain[2:]],
        "กดรับทราบทุกครั้ง": plain,
    }


def test_whoever_hears_the_same_stands_together(heard: list[Heard]) -> None:
    found = [(f"{entry.at:%H.%M}", whom(entry, len(PLAYERS), SAY)) for entry in entries(heard)]

    assert found[:4] == [
        ("18.00", "ถึง 7 จาก 12 คน"),
        ("18.00", "ถึง ผู้ร่วมซ้อม 006"),
        ("07.00", "ถึง 7 จาก 12 คน"),
        ("07.00", "ถึง ผู้ร่วมซ้อม 006"),
    ]
    assert ("07.30", "ผู้ร่วมซ้อม 009 ถาม “วันนี้เรียนอะไรบ้าง”") in found


def test_a_timeline_is_read_line_by_line(heard: list[Heard]) -> None:
    (entry,) = (each for each in entries(heard) if f"{each.at:%H.%M}" == "12.30" and len(each.players) > 1)

    shown = list(lines([entry], len(PLAYERS), SAY))
    assert shown[0] == "  12.30 น. · ถึง 6 จาก 12 คน"
    assert shown[1:-1] == [f"    {line}".rstrip() for line in entry.reply.plain.split("\n")]
    assert shown[-1] == "    [ที่ไหน] [เพิ่มลงปฏิทิน] [รับทราบ]"


def test_what_it_comes_to_is_told(heard: list[Heard]) -> None:
    unasked = sum(not each.said for each in heard)
    assert list(told(summary(heard, PLAYERS), SAY)) == [
        f"รวมส่งเอง {unasked} ข้อความ ตอบคำถาม 1 ครั้ง ผู้ร่วมซ้อม 12 คน",
        "วันที่ได้รับมากที่สุด คนหนึ่งได้ 5 ข้อความ",
        f"ตุลาคม 2562: ถ้าทุกคนใช้ LINE นับเป็น {unasked} ข้อความ",
        "ไม่ได้รับข้อความใดเลย: ผู้ร่วมซ้อม 007 (สั่งหยุดส่งข้อความ)",
        "ไม่ได้รับข้อความใดเลย: ผู้ร่วมซ้อม 008 (ไม่ได้ลงทะเบียน)",
    ]


def test_nothing_is_told_after_what_it_is_about_has_begun(heard: list[Heard]) -> None:
    """The house's own rule, over a whole programme: each nudge comes before a session, and no session has none."""
    starts = {each.start for each in read(CCIO).sessions if each.start < FIRST_DAY.end}
    nudges = {each.at for each in heard if each.player is PLAYERS[0] and 8 <= each.at.hour < 16 and each.at.day == 4}

    assert {at + timedelta(minutes=30) for at in nudges} == starts


def test_a_season_goes_from_before_the_first_reminder_until_after_the_last_session() -> None:
    assert season(read(CCIO)) == Season(
        datetime(2019, 10, 3, 6, tzinfo=BANGKOK), datetime(2019, 12, 13, 17, tzinfo=BANGKOK)
    )
    assert season(read(CDE)).start == min(each.start for each in read(CDE).sessions).replace(hour=6) - timedelta(days=1)


def test_at_the_end_of_the_day_people_are_asked_what_they_thought_of_it(heard: list[Heard]) -> None:
    (asked,) = (entry for entry in entries(heard) if f"{entry.at:%H.%M}" == "16.00" and len(entry.players) > 1)

    assert [card.title for card in asked.reply.cards] == ["1/3 พิธีเปิดและปฐมนิเทศ"]


def test_the_same_rehearsal_tells_the_same(heard: list[Heard]) -> None:
    again = _play(FIRST_DAY.start, FIRST_DAY.end)

    assert [(each.at, each.player, each.reply.plain) for each in again] == [
        (each.at, each.player, each.reply.plain) for each in heard
    ]


def test_every_message_can_be_acknowledged_whether_it_has_one_card_or_several(heard: list[Heard]) -> None:
    mine = [each.reply for each in heard if each.player is PLAYERS[9] and each.at.hour != 16]

    assert {len(reply.cards) > 1 for reply in mine} == {False, True}
    assert [tapped and tapped.label for tapped in map(acknowledging, mine)] == ["รับทราบ"] * 5

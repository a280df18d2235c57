"""A whole programme is rehearsed with its attendance: who comes, and who is warned of missing too much."""

from __future__ import annotations

import asyncio

import pytest

from bot.rehearsal import Heard, Play, cast, season
from bot.texts import texts
from tests.dialogs.talk import CCIO, read


SAY = texts("th")
PLAYERS = cast(12, SAY)


@pytest.fixture(scope="module")
def heard() -> list[Heard]:
    whole = season(read(CCIO))

    async def watch() -> list[Heard]:
        return [each async for each in Play(read(CCIO), PLAYERS, whole.start).run(whole.end)]

    return asyncio.run(watch())


def verdicts(heard: list[Heard]) -> dict[str, list[str]]:
    """Of what each was told about attendance, unasked, when and how it begins."""
    found: dict[str, list[str]] = {}
    for each in heard:
        if "เวลาเรียนใน" in each.reply.text and not each.said:
            found.setdefault(each.player.way, []).append(f"{each.at:%d.%m. %H.%M} {each.reply.text.split(chr(10))[1]}")
    return found


def test_only_whoever_misses_too_much_is_warned_and_in_time(heard: list[Heard]) -> None:
    assert verdicts(heard) == {
        "มาแค่วันแรก": [
            "11.10. 12.30 ยังขาดได้อีก 1 ครั้งค่ะ",
            "11.10. 16.30 ยังขาดได้อีก แต่ไม่ถึง 1 ครั้งเต็มค่ะ",
            "18.10. 12.30 แม้เข้าครบทุกครั้งที่เหลือ เวลาเรียนก็จะไม่ถึงเกณฑ์ค่ะ รบกวนปรึกษาฝ่ายเลขานุการของหลักสูตรนะคะ",
        ]
    }


def test_whoever_rates_is_not_reminded_of_it_and_at_the_end_there_is_a_form(heard: list[Heard]) -> None:
    told = {name: [each.reply for each in heard if each.player.way == name] for name in ("", "กดรับทราบทุกครั้ง")}
    again = {name: sum("ยังรอคำตอบของท่านอยู่" in each.text for each in found) for name, found in told.items()}

    assert again[""] > 0
    assert again["กดรับทราบทุกครั้ง"] == 0
    cards = [card.title for card in told[""][-1].cards]
    assert cards == ["พิธีปิดและมอบประกาศนียบัตร", "แบบประเมินจบหลักสูตร"]


def test_whoever_asks_hears_that_they_were_there(heard: list[Heard]) -> None:
    (asked,) = (each.reply.text.split("\n") for each in heard if each.said == "ฉันเข้าเรียนกี่เปอร์เซ็นต์แล้ว")

    assert asked[1:4] == [
        "ยังขาดได้อีก 2 ครั้งค่ะ",
        "• ของที่จัดไปแล้ว 100% (เข้า 10 ครั้ง จาก 10 ครั้ง)",
        "• ของทั้งหลักสูตร 76.9% (10 ครั้ง จาก 13 ครั้ง)",
    ]

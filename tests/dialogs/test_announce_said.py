"""What is read of what organisers type about announcements, whatever they type."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.handlers.announce import times
from bot.handlers.announce.said import Said, begins, tapped, typed


ZONE = ZoneInfo("Asia/Bangkok")
NOW = datetime(2019, 10, 7, 9, tzinfo=ZONE)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2019, 10, day, hour, minute, tzinfo=ZONE)


@given(st.text(max_size=300) | st.builds("ประกาศ{}{}".format, st.sampled_from([":", " ", "ถึง", "\n", "ที่ "]), st.text()))
@example("ประกาศ:")
@example("ประกาศที่ 99999999999")
def test_anything_typed_is_read(text: str) -> None:
    found = typed(text)

    assert found is None or found.rest.strip() in text
    assert begins(text) == (found is not None and found.wish == "new")
    times.read(text, NOW, ZONE)
    times.read(text, NOW, ZONE, alone=True)


@given(st.text(max_size=60) | st.builds("announce.{}:{}".format, st.text(max_size=9), st.text(max_size=30)))
def test_any_data_of_a_button_is_read(data: str) -> None:
    found = tapped(data)

    assert found is None or data.startswith(f"announce.{found.wish}:")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("หยุดส่งประกาศที่ 3", Said("stop", 3)),
        ("ไม่อนุมัติประกาศที่ ๑๒", Said("decline", 12)),
        ("ดูรายชื่อประกาศ #4", Said("names", 4)),
        ("ประกาศที่ 5", Said("show", 5)),
        ("cancel announcement 6", Said("drop", 6)),
        ("Progress of announcement 7", Said("progress", 7)),
        ("ตอบ 1", None),
        ("ย้ายประกาศที่ 3", None),
        ("ประกาศ", Said("new")),
        ("ประกาศถึงผู้จัด", Said("new", whom="ผู้จัด")),
        ("ประกาศเฉพาะ Telegram: ก", Said("new", rest="ก", whom="เฉพาะ Telegram")),
        ("announce to team North: x", Said("new", rest="x", whom="team North")),
        ("ประกาศถึง team:north: x", Said("new", rest="x", whom="team:north")),
        ("announcements", Said("list")),
        ("ใครยังไม่ได้อ่านประกาศ", Said("names")),
        ("มีใครยังไม่กดรับทราบบ้างคะ", Said("names")),
        ("ประกาศครั้งก่อนมีคนอ่านกี่คน", Said("progress")),
        ("มีคนอ่านประกาศแล้วกี่คน", Said("progress")),
        ("ประกาศนียบัตร", None),
        ("ประกาศนียบัตรถึงใคร: ก", None),
    ],
)
def test_wishes(text: str, wanted: Said | None) -> None:
    assert typed(text) == wanted


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("พรุ่งนี้ 8 โมงเช้า", times.Read(at(8, 8))),
        ("ส่งตอน 13.30 น. ค่ะ", times.Read(at(7, 13, 30))),
        ("วันศุกร์ที่ 11 ตุลาคม 2562 เวลา 09.00 น.", times.Read(at(11, 9))),
        ("tomorrow 8 am", times.Read(at(8, 8))),
        ("วันศุกร์ 4 โมงเย็น", times.Read(at(11, 16))),
        ("ส่ง 8 โมงเช้าของวันที่ 10", times.Read(at(10, 8))),
        ("พรุ่งนี้เช้า", times.Read(choices=(at(8, 7), at(8, 8), at(8, 10)))),
        ("8 โมงเช้า", times.Read(choices=(at(8, 8),), past=True)),
        ("เมื่อวานบ่ายสอง", times.Read(past=True)),
        ("เมื่อไรก็ได้", None),
        ("พรุ่งนี้ 8 โมงเช้า หรือมะรืน 9 โมง", None),
    ],
)
def test_moments(text: str, read: times.Read | None) -> None:
    assert times.read(text, NOW, ZONE) == read


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("พรุ่งนี้ 8 โมงเช้า", True),
        ("ส่งพรุ่งนี้ 8 โมงเช้านะคะ", True),
        ("tomorrow 8 am", True),
        ("พรุ่งนี้", False),
        ("พรุ่งนี้เช้า", False),
        ("พรุ่งนี้ 8 โมงเช้าเรียนอะไร", False),
        ("พรุ่งนี้เรียนกี่โมง", False),
        ("วันศุกร์มีเรียนไหม 9 โมง", False),
    ],
)
def test_by_itself_only_a_moment_and_nothing_else_is_one(text: str, moment: bool) -> None:  # noqa: FBT001 - a case
    assert (times.read(text, NOW, ZONE, alone=True) is not None) is moment

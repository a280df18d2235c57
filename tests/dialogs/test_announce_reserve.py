"""Announcements when LINE's quota is nearly used up."""

from __future__ import annotations

import pytest

from bot.messages import Choice
from storage import quotas
from tests.dialogs.announce_talk import Bureau, about, button, confirming, shown
from tests.dialogs.test_announce import TEXT, said
from tests.dialogs.test_announce_after import BEGINS


@pytest.fixture
def poor() -> Bureau:
    """Of 300 messages 62 are left, of which 60 are kept for reminders."""
    made = Bureau()
    for who in ("kk", "som", "pim"):
        made.got(who)
    with made.database.write() as store:
        quotas.keep(store, "line", quotas.Seen(300, 238, 60, quotas.month_of(made.now), made.now))
    return made


def test_what_would_use_the_reserve_is_not_sent_and_two_ways_are_offered(poor: Bureau) -> None:
    cost = "ส่งถึง 3 คน · LINE 3 ข้อความ เหลือ 62 จาก 300"
    asked = poor.says("som", f"ประกาศ: {TEXT}")
    assert asked == [shown(TEXT, 1), confirming(poor.number(1), cost)]
    poor.got("som")

    only = Choice("เฉพาะ Telegram", "ส่งประกาศที่ 1 เฉพาะ Telegram", "announce.only:1.telegram")
    urge = Choice("ใช้โควตาสำรอง", "ใช้โควตาสำรองส่งประกาศที่ 1", "announce.urge:1")
    assert poor.presses("som", asked[1].cards[0].choices[0]) == [
        said(
            "ประกาศนี้ใช้ข้อความ LINE 3 ข้อความ เดือนนี้เหลือ 62 ข้อความ ซึ่งกันไว้เตือนนัด 60 ข้อความ "
            "ส่งเฉพาะทาง Telegram หรือใช้โควตาสำรองได้ค่ะ",
            only,
            urge,
            button("drop", 1),
        )
    ]
    poor.got("som")
    assert poor.presses("som", only)[1] == confirming(
        poor.number(1),
        "ส่งถึง 0 คน",
        "ทุกคนในหลักสูตร · ทาง Telegram เท่านั้น",
        more=(("ส่งไม่ถึง", "ไม่ได้ใช้น้องนัดทาง Telegram 3 คน"),),
    )


def test_the_reserve_is_used_where_that_is_wanted(poor: Bureau) -> None:
    poor.says("som", f"ประกาศ: {TEXT}")
    poor.says("som", "ส่งเลย")
    poor.got("som")

    (_, asked) = poor.says("som", "ใช้โควตาสำรองส่งประกาศที่ 1")
    assert asked == confirming(
        poor.number(1),
        "ส่งถึง 3 คน · LINE 3 ข้อความ เหลือ 62 จาก 300",
        said="ใช้โควตาสำรองของ LINE ได้แล้ว ส่งเลยไหมคะ",
    )
    assert poor.presses("som", asked.cards[0].choices[0]) == [
        about("กำลังส่งถึง 3 คนค่ะ", 1, "รอส่ง", BEGINS, "progress", "stop")
    ]

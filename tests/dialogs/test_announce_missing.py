"""Organisers write to those who have not checked in."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Reply
from storage import boards
from storage.boards import Place
from tests.dialogs.announce_talk import ASIDE, NOTHING, Bureau, confirming, shown


TEXT = "รีบเข้าห้องนะคะ"


def test_it_is_for_whoever_has_not() -> None:
    office = Bureau()
    with office.database.write() as store:
        boards.open_one(store, Place("ccio-2", "orientation"), office.now - timedelta(minutes=5))

    assert office.says("som", f"ประกาศถึงคนที่ยังไม่เช็กอิน: {TEXT}") == [
        shown(TEXT, 1),
        confirming(office.number(1), "ส่งถึง 1 คน · LINE 1 ข้อความ", "ผู้เข้าอบรมที่ยังไม่เช็กอิน พิธีเปิดและปฐมนิเทศ"),
    ]
    office.says("som", "ส่งเลย")
    office.goes()
    assert [office.got(who) for who in ("kk", "som", "pim")] == [[shown(TEXT, 1)], [], []]


def test_where_nobody_checks_in_it_is_said_and_asked_anew() -> None:
    office = Bureau()

    assert office.says("som", f"ประกาศถึงคนที่ยังไม่เช็กอินวันนี้: {TEXT}") == [
        Reply("วันนี้ยังไม่ได้เปิดให้เช็กอิน จึงยังไม่รู้ว่าใครยังไม่เช็กอินค่ะ", choices=(NOTHING,), reading=ASIDE)
    ]
    assert office.says("som", "ผู้จัด") == [
        shown(TEXT, 1),
        confirming(office.number(1), "ส่งถึง 2 คน · LINE 2 ข้อความ", "ผู้จัด"),
    ]

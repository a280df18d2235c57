"""Whoever takes part asks for what was announced to them, or announces something, which is not theirs to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.handlers.announce.again import announces
from bot.messages import Choice, Reply
from tests.dialogs.announce_talk import ASIDE, Bureau, button, picture, shown
from tests.dialogs.talk import ROOT
from tests.dialogs.test_announce import TEXT
from tests.dialogs.test_announce_after import sends


if TYPE_CHECKING:
    from pathlib import Path


BLIND = ROOT / "tests" / "benchmarks" / "blind"
AT_NINE = "ประกาศเมื่อวันจันทร์ที่ 7 ตุลาคม 2562 เวลา 09.00 น.\n\n"
EARLIER = Choice("ประกาศก่อนหน้า", "ประกาศก่อนหน้าประกาศที่ 2", "announce.earlier:2")
NONE = Reply("ยังไม่มีประกาศถึงท่านค่ะ เมื่อมี น้องนัดจะส่งให้ในแชตนี้นะคะ", reading=ASIDE)
NOT_YOURS = Reply("การส่งประกาศเป็นหน้าที่ของทีมงานหลักสูตรค่ะ ถ้าต้องการฝากเรื่อง แจ้งทีมงานได้ด้วยคำว่า ติดต่อทีมงาน", reading=ASIDE)


@pytest.fixture
def office() -> Bureau:
    """Two have been sent, and have arrived."""
    made = Bureau()
    for words in ("ประกาศ: พรุ่งนี้หยุด", f"ประกาศ: {TEXT}"):
        sends(made, words)
        for who in ("kk", "som", "pim"):
            made.got(who)
    return made


@pytest.mark.parametrize(
    "asked",
    [
        "ประกาศล่าสุด",
        "มีประกาศอะไรบ้างคะ",
        "ขอดูประกาศล่าสุดหน่อยค่ะ",
        "เมื่อกี้ประกาศว่าอะไร",
        "วันนี้ทีมงานประกาศอะไรบ้าง",
        "น้องนัด มีประกาศใหม่ไหม",
        "มีข่าวอะไรใหม่ไหม",
        "the latest announcement",
    ],
)
def test_the_last_one_is_shown_as_it_was_sent(office: Bureau, asked: str) -> None:
    last = replace(shown(AT_NINE + TEXT, 2), choices=(EARLIER,))

    assert office.says("kk", asked) == [last]


def test_a_button_goes_on_to_the_one_before(office: Bureau) -> None:
    assert office.presses("kk", EARLIER) == [shown(AT_NINE + "พรุ่งนี้หยุด", 1)]
    none = Reply("ก่อนหน้านี้ไม่มีประกาศแล้วค่ะ", reading=ASIDE)
    assert office.presses("kk", replace(EARLIER, data="announce.earlier:1")) == [none]


def test_its_picture_comes_again_and_the_button_until_it_is_known() -> None:
    office = Bureau()
    office.says("som", "ประกาศ: แผนที่งานเลี้ยง")
    office.sends("som", "photo", picture())
    office.presses("som", office.says("som", "เสร็จแล้ว")[-1].cards[0].choices[0])
    office.goes()
    (sent,) = office.got("kk")

    again = office.says("kk", "ประกาศ")
    assert again == [replace(sent, text=AT_NINE + "แผนที่งานเลี้ยง")]
    office.presses("kk", again[0].cards[0].choices[0])
    assert office.says("kk", "ประกาศ") == [replace(again[0], cards=())]


def test_what_was_corrected_is_not_shown_any_more(office: Bureau) -> None:
    office.presses("som", button("correct", 2))
    asked = office.says("som", "พรุ่งนี้หยุดครึ่งวัน")[-1]
    office.presses("som", asked.cards[0].choices[0])
    office.goes()
    assert office.says("kk", "ประกาศล่าสุด")[0].text == AT_NINE + TEXT
    (sent,) = office.got("kk")

    (last,) = office.says("kk", "ประกาศล่าสุด")
    assert last.text == AT_NINE + sent.text
    assert office.presses("kk", last.choices[0]) == [shown(AT_NINE + "พรุ่งนี้หยุด", 1)]


def test_whoever_was_told_nothing_is_told_so() -> None:
    office = Bureau()
    office.says("som", "ประกาศ: พรุ่งนี้หยุด")

    assert office.says("kk", "มีประกาศไหม") == [NONE]


@pytest.mark.parametrize(
    "said", ["ประกาศ: พรุ่งนี้หยุด", "ประกาศถึงทุกคน พรุ่งนี้หยุด", "ประกาศ พรุ่งนี้หยุดค่ะ", "แจ้งทุกคนว่าพรุ่งนี้ผมเลี้ยงข้าว"]
)
def test_nobody_but_an_organiser_announces(said: str) -> None:
    office = Bureau()

    assert office.says("kk", said) == [NOT_YOURS]


@pytest.mark.parametrize(
    "said", ["ประกาศพรุ่งนี้หยุด", "ประกาศพรุ่งนี้งดเรียนค่ะ", "ขอประกาศเรื่องที่จอดรถ", "เเจ้งประกาศวันศุกร์เลื่อนเป็นบ่าย"]
)
def test_where_it_may_be_another_that_is_asked_for_that_is_offered(said: str) -> None:
    last = Choice("ประกาศล่าสุด", "ประกาศล่าสุด")

    assert Bureau().says("kk", said) == [replace(NOT_YOURS, choices=(last,))]


@pytest.mark.parametrize("path", sorted(BLIND.glob("*.questions.yaml")), ids=lambda path: path.name)
def test_no_question_of_the_blind_sets_announces(path: Path) -> None:
    said = [text for each in yaml.safe_load(path.read_text("utf-8"))["conversations"] for text in _said(each)]

    assert len(said) > 20
    assert [text for text in said if announces(text)] == []


def _said(conversation: dict[str, Any]) -> list[str]:
    return [turn["q"] for turn in conversation.get("turns", [conversation])]


def test_what_is_for_the_organisers_is_passed_on_to_them() -> None:
    assert Bureau().writes("kk", "บอกทีมงานว่าผมจะมาสาย").text.startswith("ขออภัยค่ะ น้องนัดไม่แน่ใจคำตอบ")


def test_a_guest_is_told_for_whom_announcements_are() -> None:
    office = Bureau("som")

    how = (
        "ลงทะเบียนได้โดยพิมพ์ ลงทะเบียน ตามด้วยรหัส 8 ตัวบนบัตรเชิญ เช่น ลงทะเบียน K7PM-4XQD\nยังไม่มีรหัส ขอได้ที่ฝ่ายเลขานุการของหลักสูตรค่ะ"
    )
    guest = Reply(f"ประกาศส่งให้ผู้ที่ลงทะเบียนแล้วค่ะ\n{how}", reading=ASIDE)
    assert office.writes("a guest", "ประกาศล่าสุด") == guest
    assert office.taps("a guest", EARLIER) == guest
    assert office.writes("a guest", "ประกาศ: พรุ่งนี้หยุด") == NOT_YOURS

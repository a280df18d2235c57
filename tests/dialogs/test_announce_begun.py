"""How organisers begin an announcement in their own words, and what is none although it sounds like one."""

from __future__ import annotations

import pytest

from bot.handlers.announce.opening import opening
from tests.dialogs.announce_talk import Bureau, shown
from tests.dialogs.office import ANSWER_IT, PIM, QUESTION, confirm
from tests.dialogs.people_talk import KK


TEXT = "พรุ่งนี้งดเรียน"
EVERYBODY, ORGANISERS = "ทุกคนในหลักสูตร", "ผู้จัด"


@pytest.fixture
def office() -> Bureau:
    """Monday, 9.00."""
    return Bureau()


@pytest.mark.parametrize(
    ("words", "text", "to"),
    [
        (f"ประกาศ {TEXT}ค่ะ", f"{TEXT}ค่ะ", EVERYBODY),
        (f"ประกาศ{TEXT}", TEXT, EVERYBODY),
        (f"ประกาศว่า{TEXT}", TEXT, EVERYBODY),
        (f"ประกาศค่ะ {TEXT}", TEXT, EVERYBODY),
        (f"📢 ประกาศ {TEXT}", TEXT, EVERYBODY),
        (f"ประกาศ - {TEXT}", TEXT, EVERYBODY),
        (f"ฝากประกาศหน่อยค่ะ {TEXT}", TEXT, EVERYBODY),
        (f"รบกวนประกาศให้หน่อยค่ะว่า{TEXT}", TEXT, EVERYBODY),
        (f"ประกาศด่วน {TEXT}", f"ด่วน {TEXT}", EVERYBODY),
        (f"ประกาศด่วน: {TEXT}", f"ด่วน: {TEXT}", EVERYBODY),
        (f"ประกาศด่วนถึงผู้จัด {TEXT}", f"ด่วน: {TEXT}", ORGANISERS),
        (f"ประกาศทางไลน์: {TEXT}", TEXT, f"{EVERYBODY} · ทาง LINE เท่านั้น"),
        (f"ประกาศทาง LINE ว่า {TEXT}", TEXT, f"{EVERYBODY} · ทาง LINE เท่านั้น"),
        ("ประกาศทางด่วนปิด", "ทางด่วนปิด", EVERYBODY),
        (f"broadcast: {TEXT}", TEXT, EVERYBODY),
        ("ประกาศใครยังไม่ส่งงานให้ส่งวันนี้", "ใครยังไม่ส่งงานให้ส่งวันนี้", EVERYBODY),
        ("ประกาศ ใครยังไม่ส่งรายงาน ส่งได้ถึงพรุ่งนี้", "ใครยังไม่ส่งรายงาน ส่งได้ถึงพรุ่งนี้", EVERYBODY),
        ("ประกาศผลสอบ ดูได้ที่หน้าห้อง", "ผลสอบ ดูได้ที่หน้าห้อง", EVERYBODY),
        (f"ประกาศถึงทุกคน {TEXT}", TEXT, EVERYBODY),
        (f"ประกาศถึงทุกคนว่า{TEXT}", TEXT, EVERYBODY),
        ("ประกาศถึงทุกคน พรุ่งนี้เริ่ม 10:30 น.", "พรุ่งนี้เริ่ม 10:30 น.", EVERYBODY),
        ("ประกาศถึงดร.กิ่งแก้ว ใจงาม ให้ติดต่อกลับ", "ให้ติดต่อกลับ", KK),
        (f"แจ้งทุกคนว่า{TEXT}", TEXT, EVERYBODY),
        (f"เเจ้งทุกคน{TEXT}", TEXT, EVERYBODY),
        (f"ช่วยแจ้งทุกคนด้วยค่ะ {TEXT}", TEXT, EVERYBODY),
        (f"แจ้งผู้เข้าอบรมทุกท่าน {TEXT}", TEXT, "ผู้เข้าอบรม"),
        ("บอกทุกคนว่าเลื่อนเป็นบ่ายสอง", "เลื่อนเป็นบ่ายสอง", EVERYBODY),
        (f"ส่งข้อความถึงผู้จัดว่า {TEXT}", TEXT, ORGANISERS),
        (f"ส่งไลน์บอกทีมงานว่า{TEXT}", TEXT, ORGANISERS),
        (f"แจ้งคุณพิมพ์ว่า{TEXT}", TEXT, PIM),
        (f"tell everyone that {TEXT}", TEXT, EVERYBODY),
    ],
)
def test_what_people_write(office: Bureau, words: str, text: str, to: str) -> None:
    (preview, asked) = office.says("som", words)

    assert preview == shown(text, 1)
    assert dict(asked.cards[0].facts)["ถึง"] == to


@pytest.mark.parametrize("words", ["ฝากประกาศหน่อยค่ะ", "ส่งข้อความถึงทุกคน", "ช่วยประกาศให้ทีค่ะ"])
def test_the_text_is_asked_for_where_there_is_none(office: Bureau, words: str) -> None:
    (asked,) = office.says("som", words)

    assert asked.text.startswith(f"พิมพ์ข้อความประกาศถึง {EVERYBODY} ได้เลยค่ะ")
    assert office.says("som", TEXT)[0] == shown(TEXT, 1)


@pytest.mark.parametrize(
    ("words", "whom"),
    [
        (f"ส่งข้อความถึงทีมดาวอังคารว่า {TEXT}", "ทีมดาวอังคาร"),
        (f"แจ้งทีมดาวอังคารว่า {TEXT}", "ทีมดาวอังคาร"),
        ("ประกาศถึงทีมดาวอังคาร", "ทีมดาวอังคาร"),
    ],
)
def test_whom_nobody_knows_is_asked_about_again(office: Bureau, words: str, whom: str) -> None:
    assert office.says("som", words)[0].text == f"ไม่พบ {whom} ในหลักสูตรนี้ค่ะ"


@pytest.mark.parametrize(
    "words",
    [
        "ประกาศผลวันไหน",
        "ประกาศผลสอบ",
        "ประกาศคะแนนหรือยัง",
        "ประกาศอะไรหรือยังคะ",
        "ประกาศ วันไหนคะ",
        "ประกาศนียบัตรต้องเข้าเรียนเท่าไร",
        "ประกาศนี้ส่งไปแล้ว",
        "บอกหน่อยว่าพรุ่งนี้เรียนอะไร",
        "บอกได้ไหมว่าเรียนห้องไหน",
        "แจ้งลา พรุ่งนี้",
        "แจ้งลาว่าพรุ่งนี้ไม่มา",
        "แจ้งทุกคนเลย",
        "แจ้งทุกคน",
        "เตือนก่อน 1 ชั่วโมง",
        "ส่งข้อความหาใครได้บ้าง",
        "ต้องแจ้งใครคะ",
    ],
)
def test_what_is_none(office: Bureau, words: str) -> None:
    office.says("som", words)

    with pytest.raises(Exception, match=r"announcing\.unknown"):
        office.number(1)


def test_what_was_asked_for_may_begin_as_an_announcement_does(office: Bureau) -> None:
    office.says("som", "ประกาศถึงผู้จัด")
    (preview, asked) = office.says("som", f"แจ้งทุกคนว่า{TEXT}")

    assert preview == shown(f"แจ้งทุกคนว่า{TEXT}", 1)
    assert dict(asked.cards[0].facts)["ถึง"] == ORGANISERS
    office.says("som", "แก้ข้อความ")
    assert office.says("som", f"ประกาศ: {TEXT}")[0] == shown(TEXT, 1)
    office.says("som", "แก้ข้อความ")
    assert office.says("som", f"ประกาศถึงทุกคน: {TEXT}")[0] == shown(TEXT, 2)


def test_a_participant_who_says_so_begins_none(office: Bureau) -> None:
    office.says("kk", f"แจ้งทุกคนว่า{TEXT}")
    office.says("kk", f"ประกาศ {TEXT}")

    with pytest.raises(Exception, match=r"announcing\.unknown"):
        office.number(1)


@pytest.mark.parametrize(
    "words",
    [
        "ประกาศถึงทุกคน " + "ทุกท่าน หน่อยค่ะ ว่า ด้วยนะคะ " * 150,
        "แจ้งทุกคน " + "เลยค่ะ" * 700 + "ก",
        "ประกาศถึงก" + " " * 4000 + "ก",
        "ประกาศ" + " " * 4000 + "ก",
    ],
)
def test_a_long_text_is_read_in_a_few_ways(words: str) -> None:
    """Were it read in every way, this would never end."""
    found = opening(words)

    assert found is not None
    assert len(found.ways) < 20


def test_an_answer_to_a_participant_is_none(office: Bureau) -> None:
    office.writes("kk", QUESTION, message="q")
    office.taps("som", ANSWER_IT)

    assert office.writes("som", "ประกาศวันศุกร์นี้ค่ะ") == confirm("ประกาศวันศุกร์นี้ค่ะ", 1)

"""Answers are changed and taken back until a form closes; organisers see how many have answered, not who said what."""

from __future__ import annotations

import pytest

from bot.messages import Choice, Reading, Reply
from tests.dialogs.feedback_talk import CITY, DONE, MORE, OPENING, STARS, UNTIL, WORKSHOP, Evening, course, labels
from tests.dialogs.test_feedback_forms import END


ASIDE = Reading(aside=True)
CLOSED = "ปิดรับแล้วค่ะ และเมื่อปิดแล้ว ไม่มีใครรู้ได้อีกว่าคำตอบไหนเป็นของใคร จึงแก้ไม่ได้แล้วนะคะ"
NOTHING = "ยังไม่มีคำตอบของท่านที่แก้ได้ค่ะ"


@pytest.fixture
def evening() -> Evening:
    return Evening(course(skip=["orientation", "divercity"]))


def rated(talk: Evening) -> None:
    talk.asked("kk")
    for said in ("2", "แอร์หนาวมาก"):
        talk.says("kk", said)


def test_ones_own_answer_is_shown_sealed_and_changed(evening: Evening) -> None:
    rated(evening)

    shown = evening.says("kk", "แก้คำตอบ")
    assert shown.text == f"คำตอบของท่านเรื่อง “{WORKSHOP}”\nดาวที่ให้: ★★\nความเห็น: แอร์หนาวมาก\n{UNTIL}"
    assert (labels(shown), shown.sealed) == ([*STARS, "เขียนความเห็นใหม่", "ถอนคำตอบ"], True)
    assert evening.taps("kk", STARS[1]).text == MORE
    assert evening.taps("kk", "เท่านี้พอ").text == f"{DONE}\n{UNTIL}"
    assert evening.answer("kk", "civic-workshop").answers == {"stars": 4}


def test_a_comment_is_written_anew(evening: Evening) -> None:
    rated(evening)
    evening.says("kk", "ขอแก้คำตอบค่ะ")

    assert evening.taps("kk", "เขียนความเห็นใหม่").text == "พิมพ์ความเห็นใหม่ได้เลยค่ะ จะแทนความเห็นเดิม"
    evening.says("kk", "แอร์เย็นไปนิดเดียว")
    assert evening.answer("kk", "civic-workshop").words == {"more": "แอร์เย็นไปนิดเดียว"}


@pytest.mark.parametrize("said", ["แก้คำตอบ", "ถอนคำตอบ"])
def test_an_answer_is_taken_back_and_may_be_given_anew(evening: Evening, said: str) -> None:
    rated(evening)
    evening.says("kk", said)

    assert evening.taps("kk", "ถอนคำตอบ").text.startswith("ถอนคำตอบแล้วค่ะ")
    assert (evening.answer("kk", "civic-workshop").answers, evening.state("kk", "civic-workshop")) == ({}, "skipped")
    evening.says("kk", "ให้คะแนนประชาคมเมือง 5 ดาว")
    assert evening.answer("kk", "civic-workshop").answers == {"stars": 5}


def test_of_several_it_is_asked_which() -> None:
    talk = Evening()
    talk.asked("kk")
    for said in ("5", "4", "5"):
        talk.says("kk", said)

    which = talk.says("kk", "แก้คำตอบ")
    assert which.text == f"แก้คำตอบของเรื่องไหนดีคะ\n• {OPENING}\n• {CITY}\n• {WORKSHOP}"
    assert talk.taps("kk", which.choices[1].label).text.startswith(f"คำตอบของท่านเรื่อง “{CITY}”\nดาวที่ให้: ★★★★\n")


def test_after_it_has_closed_nobody_can_change_anything(evening: Evening) -> None:
    (stars, *_) = evening.asked("kk").taps
    evening.says("kk", "2")
    evening.works("2019-10-07T16:00")

    assert evening.says("kk", "", data=stars.data).text == CLOSED
    assert evening.says("kk", "แก้คำตอบ").text == CLOSED
    assert evening.says("wi", "แก้คำตอบ").text == NOTHING
    assert evening.says("wi", "ประเมิน").text == "ตอนนี้ไม่มีอะไรให้ประเมินค่ะ ขอบคุณนะคะ"


def test_before_the_clock_has_closed_it_it_is_closed_all_the_same(evening: Evening) -> None:
    (stars, *_) = evening.asked("kk").taps
    evening.at("2019-10-07T16:00")

    assert evening.says("kk", "", data=stars.data).text == CLOSED


@pytest.mark.parametrize("said", ["ใครยังไม่ตอบแบบประเมิน", "ตอบแบบประเมินกี่คนแล้ว", "สถานะแบบประเมิน", "แบบประเมิน"])
def test_organisers_see_how_many_have_answered(said: str) -> None:
    talk = Evening()
    talk.asked("kk")
    talk.says("kk", "5")
    talk.says("kk", "ข้าม")

    until = "เปิดถึงวันจันทร์ที่ 7 ตุลาคม 2562 16.00 น."
    assert talk.says("som", said) == Reply(
        "แบบประเมินของหลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2\n"
        f"• {OPENING}: ตอบ 1 จาก 3 คน (ขอข้าม 0) {until}\n"
        f"• {CITY}: ตอบ 0 จาก 3 คน (ขอข้าม 1) {until}\n"
        f"• {WORKSHOP}: ตอบ 0 จาก 3 คน (ขอข้าม 0) {until}",
        reading=ASIDE,
    )
    assert talk.says("kk", "ใครยังไม่ตอบแบบประเมิน").text == "เรื่องนี้สำหรับผู้จัดค่ะ"


def test_a_form_stays_open_longer(evening: Evening) -> None:
    asked = evening.says("som", "ขยายเวลาแบบประเมิน")
    assert asked.text == f"“{WORKSHOP}” เปิดถึงวันจันทร์ที่ 7 ตุลาคม 2562 16.00 น. ขยายอีกกี่วันดีคะ"
    assert evening.taps("som", "อีก 3 วัน").text == (
        f"ขยายเวลา “{WORKSHOP}” แล้วค่ะ (เปิดถึงวันพฤหัสบดีที่ 10 ตุลาคม 2562 16.00 น.)"
    )
    evening.works("2019-10-07T16:00")
    assert evening.says("kk", "ให้ 5 ดาว").text == MORE
    assert evening.says("kk", "", data=asked.choices[0].data).text == "เรื่องนี้สำหรับผู้จัดค่ะ"


def test_a_form_is_opened_early() -> None:
    talk = Evening(course(sessions=False, forms=[END]))
    assert talk.told_all("kk") == []

    confirm = talk.says("som", "เปิดแบบประเมินจบโมดูล")
    assert confirm.text == "เปิดแบบประเมิน “แบบประเมินจบโมดูล” ตอนนี้ ถึง 3 คน ยืนยันไหมคะ"
    assert confirm.choices == (Choice("เปิดเลย", "เปิดเลย", "feedback.open:0:0:ccio-2/end/"),)
    assert talk.says("kk", "", data=confirm.choices[0].data).text == "เรื่องนี้สำหรับผู้จัดค่ะ"
    assert talk.taps("som", "เปิดเลย").text == (
        "เปิดแบบประเมิน “แบบประเมินจบโมดูล” แล้วค่ะ (เปิดถึงวันศุกร์ที่ 18 ตุลาคม 2562 16.00 น.)"
    )
    assert talk.says("som", "", data=confirm.choices[0].data).text == "แบบประเมินนี้เปิดไปแล้ว หรือไม่มีแล้วค่ะ"
    assert talk.works() == 3
    assert talk.asked("kk").cards[0].title == "แบบประเมินจบโมดูล"


@pytest.mark.parametrize("named", ["ปฏิบัติการประชาคมเมือง", "วิชาปฏิบัติการประชาคมเมืองหน่อยค่ะ", "civic workshop"])
def test_a_session_that_is_going_on_is_asked_about_early_and_who_comes_later_at_its_end(named: str) -> None:
    talk = Evening(course(skip=["orientation", "divercity"]), now="2019-10-04T15:30", asks=False)
    talk.came("kk", "civic-workshop")

    assert talk.says("som", f"เปิดแบบประเมิน {named}").text == (
        f"“{WORKSHOP}” ยังไม่จบค่ะ ถ้าเปิดตอนนี้ จะถาม 1 คนทันที ผู้ที่เช็กชื่อหลังจากนี้จะถามเมื่อจบ ยืนยันไหมคะ"
    )
    assert talk.taps("som", "เปิดเลย").text == f"เปิดแบบประเมิน “{WORKSHOP}” แล้วค่ะ (เปิดถึงวันจันทร์ที่ 7 ตุลาคม 2562 16.00 น.)"
    assert talk.works() == 1
    talk.asked("kk")
    talk.taps("kk", STARS[0])
    talk.came("wi", "civic-workshop")
    assert talk.works("2019-10-04T15:45") == 0

    assert talk.works("2019-10-04T16:00") == 1
    assert [len(talk.told_all(who)) for who in ("kk", "wi", "da")] == [0, 1, 0]


def test_what_has_not_begun_cannot_be_opened() -> None:
    talk = Evening(course(skip=["orientation", "divercity"]), now="2019-10-04T12:30", asks=False)

    assert talk.says("som", f"เปิดแบบประเมิน {WORKSHOP}").text == "ไม่มีแบบประเมินที่ยังไม่ได้เปิดค่ะ"


def test_what_others_say_of_opening_is_a_question() -> None:
    talk = Evening(course(sessions=False))

    assert talk.says("kk", "เปิดแบบประเมินเมื่อไหร่").text != "เรื่องนี้สำหรับผู้จัดค่ะ"
    assert talk.says("som", "เปิดแบบประเมิน").text == "ไม่มีแบบประเมินที่ยังไม่ได้เปิดค่ะ"
    assert talk.says("som", "ขยายเวลาแบบประเมิน").text == "ตอนนี้ไม่มีแบบประเมินที่เปิดอยู่ค่ะ"
    assert talk.says("som", "สถานะแบบประเมิน").text == "ยังไม่มีแบบประเมินที่เปิดค่ะ"

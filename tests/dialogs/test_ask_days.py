"""Days, weeks and months are read, echoed in full, and answered with what is on; else with what comes next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages import Choice, Reading, Reply, Span
from tests.dialogs import shown
from tests.dialogs.shown import said
from tests.dialogs.talk import CCIO, ORCHARD, Talk, read


MONDAY = "2019-10-07T09:00"
FOURTH = said(
    "วันศุกร์ที่ 4 ตุลาคม 2562 มี 3 รายการค่ะ",
    shown.ORIENTATION.listed(),
    shown.DIVERCITY.listed(),
    shown.CIVIC.listed(),
)
ELEVENTH = said("วันศุกร์ที่ 11 ตุลาคม 2562 มี 2 รายการค่ะ", shown.URBANTECH.listed(), shown.CLINIC_1.listed())
EIGHTEENTH = said("วันศุกร์ที่ 18 ตุลาคม 2562 มี 2 รายการค่ะ", shown.AGING.listed(), shown.BLOCKCHAIN.listed())
FIRST = said("วันศุกร์ที่ 1 พฤศจิกายน 2562 มี 2 รายการค่ะ", shown.STARTUP.listed(), shown.CLINIC_2.listed())


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("ศุกร์นี้เรียนเรื่องไหนบ้าง", ELEVENTH),
        ("วันศุกร์หน้ามีอะไรคะ", EIGHTEENTH),
        ("ศุกร์ที่แล้วเรียนอะไรไปบ้าง", FOURTH),
        ("สัปดาห์นี้มีเรียนอะไรบ้าง", ELEVENTH),
        ("อาทิตย์หน้ามีอะไรบ้างครับ", EIGHTEENTH),
        ("อีก 4 วันเรียนอะไร", ELEVENTH),
        ("วันที่ ๑๑ ตุลาคม ๒๕๖๒ เรียนอะไร", ELEVENTH),
        ("18 ตค 62 เรียนอะไร", EIGHTEENTH),
        ("18/10/2562 มีเรียนอะไรคะ", EIGHTEENTH),
        ("11 Oct 2019 มีอะไร", ELEVENTH),
        ("ต้นเดือนหน้ามีเรียนอะไร", FIRST),
        ("ศุกนี้เรียนอาราย", ELEVENTH),
        ("ศุกร์นี้เรียนอะไรรรรรร", ELEVENTH),
        ("L6diNouhgiupovtwi", ELEVENTH),  # ศุกร์นี้เรียนอะไร, with the keyboard left in English
    ],
)
def test_a_day_with_classes(question: str, answer: str) -> None:
    assert Talk(CCIO, now=MONDAY).say(question).plain == answer


@pytest.mark.parametrize(
    ("question", "sessions"),
    [
        ("เดือนธันวามีอะไรบ้าง", (shown.FINAL, shown.CLOSING)),
        ("เดือนหน้ามีกิจกรรมอะไรบ้าง", (shown.STARTUP, shown.CLINIC_2, shown.DEPARTURE, shown.EXPO)),
        ("ตั้งแต่ 11 ถึง 18 ตุลาเรียนอะไรบ้าง", (shown.URBANTECH, shown.CLINIC_1, shown.AGING, shown.BLOCKCHAIN)),
    ],
)
def test_several_days_are_one_list(question: str, sessions: tuple[shown.Shown, ...]) -> None:
    assert Talk(CCIO, now=MONDAY).say(question).plain == said(
        f"มี {len(sessions)} รายการค่ะ", *(session.listed() for session in sessions)
    )


def test_nothing_on_that_day_offers_the_next_day_that_has_something() -> None:
    talk = Talk(CCIO, now=MONDAY)

    reply = talk.say("วันนี้มีเรียนไหม")

    assert reply == Reply(
        "วันจันทร์ที่ 7 ตุลาคม 2562 ไม่มีกำหนดการค่ะ\nกำหนดการถัดไปคือ วันศุกร์ที่ 11 ตุลาคม 2562 ค่ะ",
        choices=(Choice("ศ. 11 ต.ค. 2562", "วันศุกร์ที่ 11 ตุลาคม 2562 มีอะไรบ้าง", "day:2019-10-11"),),
        reading=Reading(
            also=("urbantech", "project-clinic-1"),
            dates=(Span("วันนี้", "2019-10-07T00:00:00+07:00", "2019-10-08T00:00:00+07:00"),),
        ),
    )
    assert talk.tap(reply.choices[0]).plain == ELEVENTH
    assert talk.say(reply.choices[0].says).plain == ELEVENTH


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("พรุ้งนี้มีเรียนมั้ย", "วันอังคารที่ 8 ตุลาคม 2562"),
        ("มะรืนนี้มีเรียนหรือเปล่า", "วันพุธที่ 9 ตุลาคม 2562"),
        ("วันพฤหัสนี้มีอะไรไหม", "วันพฤหัสบดีที่ 10 ตุลาคม 2562"),
        ("เมื่อวานมีเรียนไหม", "วันอาทิตย์ที่ 6 ตุลาคม 2562"),
    ],
)
def test_the_day_understood_is_echoed(question: str, day: str) -> None:
    reply = Talk(CCIO, now=MONDAY).say(question)

    assert reply.plain == f"{day} ไม่มีกำหนดการค่ะ\nกำหนดการถัดไปคือ วันศุกร์ที่ 11 ตุลาคม 2562 ค่ะ"


def test_two_days_are_each_told() -> None:
    assert Talk(CCIO, now=MONDAY).say("พรุ่งนี้กับมะรืนมีเรียนไหม").plain == (
        "วันอังคารที่ 8 ตุลาคม 2562 ไม่มีกำหนดการค่ะ\nวันพุธที่ 9 ตุลาคม 2562 ไม่มีกำหนดการค่ะ\nกำหนดการถัดไปคือ วันศุกร์ที่ 11 ตุลาคม 2562 ค่ะ"
    )


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "วันปิยมหาราชเรียนไหม",
            "วันพุธที่ 23 ตุลาคม 2562 ไม่มีกำหนดการค่ะ\nกำหนดการถัดไปคือ วันพฤหัสบดีที่ 24 ตุลาคม 2562 ค่ะ",
        ),
        (
            "วันพุธอาทิตย์หน้ามีเรียนไหม",
            "วันพุธที่ 16 ตุลาคม 2562 ไม่มีกำหนดการค่ะ\nกำหนดการถัดไปคือ วันศุกร์ที่ 18 ตุลาคม 2562 ค่ะ",
        ),
        (
            "12-16 ตุลาคมมีเรียนไหม",
            "ช่วงวันเสาร์ที่ 12 ตุลาคม 2562 ถึงวันพุธที่ 16 ตุลาคม 2562 ไม่มีกำหนดการค่ะ\nกำหนดการถัดไปคือ วันศุกร์ที่ 18 ตุลาคม 2562 ค่ะ",
        ),
    ],
)
def test_holidays_weeks_and_ranges_without_classes(question: str, answer: str) -> None:
    assert Talk(CCIO, now=MONDAY).say(question).plain == answer


def test_every_day_of_a_journey_is_a_day_of_it() -> None:
    talk = Talk(CCIO, now=MONDAY)

    for day in ("24 ตุลาคม", "25 ตุลาคม", "26 ตุลาคม"):
        assert talk.say(f"{day} ไปที่ไหน").plain == said(
            f"{shown.PHUKET.title} จัดที่ ศูนย์ข้อมูลเมืองภูเก็ต ค่ะ", shown.PHUKET.alone("where")
        )


def test_a_day_of_a_journey_is_the_day_that_was_asked_about() -> None:
    assert Talk(CCIO, now=MONDAY).say("ภูเก็ตวันที่ 25 มีอะไร").plain == said(
        "วันศุกร์ที่ 25 ตุลาคม 2562 มี 1 รายการค่ะ", shown.PHUKET.alone()
    )


def test_a_day_abroad_is_the_day_there() -> None:
    reply = Talk(CCIO, now=MONDAY).say("21 พฤศจิกายน แต่งตัวอย่างไร")

    assert reply.plain == said(f"{shown.EXPO.title} การแต่งกาย: ชุดสุภาพ และเสื้อกันหนาว ค่ะ", shown.EXPO.alone("wear"))


def test_a_cancelled_class_is_not_on_its_day() -> None:
    reply = Talk(ORCHARD, now="2027-02-01T09:00").say("19 กุมภามีเรียนอะไร")

    assert (reply.reading.sessions, reply.plain) == (
        ("law",),
        said("วันศุกร์ที่ 19 กุมภาพันธ์ 2570 มี 1 รายการค่ะ", shown.LAW.alone()),
    )


def test_a_programme_not_yet_begun() -> None:
    talk = Talk(CCIO, now="2019-08-20T09:00")

    assert talk.say("เรียนครั้งหน้าวันไหน").plain == said(
        "รายการถัดไป วันศุกร์ที่ 4 ตุลาคม 2562 ค่ะ",
        shown.ORIENTATION.listed(),
        shown.DIVERCITY.listed(),
        shown.CIVIC.listed(),
    )
    assert talk.say("วันนี้มีเรียนไหม").plain == (
        "วันอังคารที่ 20 สิงหาคม 2562 ไม่มีกำหนดการค่ะ\nกำหนดการถัดไปคือ วันศุกร์ที่ 4 ตุลาคม 2562 ค่ะ"
    )


def test_a_programme_that_is_over() -> None:
    talk = Talk(CCIO, now="2020-01-06T09:00")
    over = "กำหนดการของหลักสูตรครบทั้งหมดแล้วค่ะ รายการสุดท้ายคือ พิธีปิดและมอบประกาศนียบัตร วันศุกร์ที่ 13 ธันวาคม 2562"

    for question in ("เรียนครั้งหน้าเมื่อไหร่", "เหลือเรียนอีกกี่ครั้ง"):
        reply = talk.say(question)
        assert (reply.plain, reply.reading.sessions, reply.reading.also) == (over, (), ("closing",))
    assert talk.say("วันนี้เรียนอะไร").plain == f"วันจันทร์ที่ 6 มกราคม 2563 ไม่มีกำหนดการค่ะ\n{over}"
    assert talk.say("อีกกี่วันไปภูเก็ต").plain == said(
        f"{shown.PHUKET.title} ผ่านไปแล้วค่ะ ({shown.PHUKET.when})", shown.PHUKET.alone()
    )
    assert talk.say("บล็อกเชนเรียนวันไหน").choices == ()


def test_a_programme_without_sessions() -> None:
    talk = Talk(replace(read(ORCHARD), sessions=()), now="2027-02-01T09:00")

    assert talk.say("วันนี้มีเรียนไหม").plain == "วันจันทร์ที่ 1 กุมภาพันธ์ 2570 ไม่มีกำหนดการค่ะ"
    assert talk.say("กำหนดการทั้งหมด").reading == Reading()
    assert talk.say("ติดต่อใครได้บ้าง").cards[0].title == "โต๊ะประสานงานสวนในเมือง"


BLOCKCHAIN = "Blockchain Technology for Transparency Procurement จัดวันศุกร์ที่ 18 ตุลาคม 2562 เวลา 13.00–16.00 น. ค่ะ"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("บล็อกเชนเรียนวันที่ 18 ใช่ไหม", f"ใช่ค่ะ\n{BLOCKCHAIN}"),
        ("บล็อกเชนเรียนวันศุกร์หน้าใช่ไหม", f"ใช่ค่ะ\n{BLOCKCHAIN}"),
        ("บล็อกเชนเรียนวันที่ 17 ใช่ไหม", f"ไม่ค่ะ\n{BLOCKCHAIN}"),
        ("บล็อกเชน", BLOCKCHAIN),
    ],
)
def test_one_class_and_perhaps_its_day(question: str, words: str) -> None:
    assert Talk(CCIO, now=MONDAY).say(question).plain == said(words, shown.BLOCKCHAIN.alone())


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("ครั้งแรกเรียนอะไร", FOURTH),
        ("ครั้งที่ 3 เรียนอะไร", EIGHTEENTH),
        ("ครั้งที่ 30 เรียนอะไร", "ไม่มีกำหนดการที่ตรงกับคำถามค่ะ"),
        ("ศุกร์นี้เรียนไรบ้างง", ELEVENTH),
    ],
)
def test_a_day_by_its_number_or_loosely(question: str, answer: str) -> None:
    assert Talk(CCIO, now=MONDAY).say(question).plain == answer


@pytest.mark.parametrize("end", ["", "คะ", "ค่ะ", "ค๊ะ", "ครับ", "คับ", "ค้าบ", "นะคะ", "คะ จะได้นัดหมอ", " จะได้จองรถ"])
def test_a_polite_end_or_a_reason_changes_nothing(end: str) -> None:
    reply = Talk(CCIO, now=MONDAY).say(f"ศุกร์นี้มีเรียนไหม{end}")

    assert reply.plain == f"มีค่ะ\n{ELEVENTH}"

"""Where answers have names, and people were told so, organisers are told in chat by whom each is; nobody else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.handlers.results.said import Wish, read
from bot.messages import Address, Choice, Reading, Reply
from bot.services.privacy import seen
from storage import people
from tests.dialogs.test_results import Staff
from tests.services.rated import Rated


if TYPE_CHECKING:
    from collections.abc import Iterator


ASIDE = Reading(aside=True)
REFUSED = "คำตอบเรื่องนี้ไม่มีชื่อกำกับ จึงไม่มีใครดูได้ว่าคำตอบไหนเป็นของใครค่ะ"


@pytest.fixture
def staff() -> Iterator[Staff]:
    """Of four sessions the answers to the last have names."""
    made = Staff()
    Rated(made.database).of("talk", (5, "ชัดเจนดี"), 2, anonymous=False)
    yield made
    made.database.close()


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("ผลประเมินรายคน", ""),
        ("ผลประเมินวิชาการสื่อสารรายคน", "การสื่อสาร"),
        ("ขอดูผลประเมินแยกตามชื่อ วิชาการสื่อสาร ค่ะ", "การสื่อสาร"),
        ("ความเห็นรายคนวิชาการสื่อสาร", "การสื่อสาร"),
        ("ผลประเมินวิชาการสื่อสาร พร้อมชื่อผู้ตอบ", "การสื่อสาร"),
        ("feedback results by name", ""),
    ],
)
def test_answers_are_asked_for_by_name(said: str, about: str) -> None:
    assert read(said) == Wish("names", about)


def test_the_results_of_a_session_lead_to_whose_each_answer_is(staff: Staff) -> None:
    results = staff.asks("ผลประเมินวิชาการสื่อสาร")
    assert results.choices[1] == Choice("รายคน", "ผลประเมินรายคน การสื่อสาร")

    assert staff.tap(results.choices[1], who="som", channel="line") == Reply(
        "คำตอบรายคน: การสื่อสาร\n\nผู้เรียนที่ 1\n• ดาว: 5\n• ความเห็น: ชัดเจนดี\n\nผู้เรียนที่ 2\n• ดาว: 2\n• เหตุผลที่ให้น้อย: เร็วไป",
        reading=ASIDE,
        sealed=True,
    )
    assert staff.asks("ผลประเมินรายคน") == staff.asks("ผลประเมินวิชาการสื่อสารรายคน")


def test_of_several_it_is_asked_which(staff: Staff) -> None:
    Rated(staff.database).form({"friend": 9, "best": ["ดูงาน"]}, words="ขอบคุณทีมงาน", anonymous=False)

    which = staff.asks("ผลประเมินรายคน")
    asked = ("แบบประเมินท้ายหลักสูตร", "แบบประเมินท้ายหลักสูตร"), ("การสื่อสาร", "การสื่อสาร")
    choices = tuple(Choice(label, f"ผลประเมินรายคน {title}") for label, title in asked)
    assert which == Reply("คำตอบของเรื่องไหนคะ", choices=choices, reading=ASIDE)
    assert staff.tap(which.choices[1], who="som", channel="line").text.startswith("คำตอบรายคน: การสื่อสาร\n\nผู้เรียนที่ 1\n")
    assert staff.tap(which.choices[0], who="som", channel="line").text == (
        "คำตอบรายคน: แบบประเมินท้ายหลักสูตร\n\nผู้เรียนที่ 1\n• จะแนะนำเพื่อนไหม: 9\n• ชอบอะไร: ดูงาน\n• อยากบอกอะไร: ขอบคุณทีมงาน"
    )
    assert staff.asks("ผลประเมินแบบประเมินท้ายหลักสูตร").text.startswith(
        "แบบประเมินท้ายหลักสูตร\nหลักสูตรเมือง\nตอบแล้ว 1 จาก 1 คน (100%)"
    )


def test_without_names_there_is_nobody_to_be_told(staff: Staff) -> None:
    results = staff.asks("ผลประเมินวิชา Blockchain")

    assert [choice.label for choice in results.choices] == ["ความเห็น", "ไฟล์ Excel"]
    assert staff.asks("ผลประเมินรายคนวิชา Blockchain") == Reply(REFUSED, reading=ASIDE)


def test_more_than_fit_are_in_the_console() -> None:
    staff = Staff()
    Rated(staff.database).of("talk", *[4] * 13, anonymous=False)

    reply = staff.asks("ผลประเมินรายคน")
    assert (reply.text.count("• ดาว: 4"), reply.text.split("\n\n")[-1]) == (12, "ยังมีอีก ดูทั้งหมดได้ในห้องผู้จัด หน้า ความเห็น")
    assert reply.choices == (Choice("เปิดห้องผู้จัด", "เปิดห้องผู้จัด"),)
    assert staff.tap(reply.choices[0], who="som", channel="line").links[0].url.startswith("https://x.example/")
    staff.database.close()


def test_long_answers_end_before_the_message_is_too_long() -> None:
    staff = Staff()
    Rated(staff.database).of("talk", *[(5, "ยาวมาก" * 100)] * 13, anonymous=False)

    reply = staff.asks("ผลประเมินรายคน")
    assert len(reply.text) < 5000
    assert 5 < reply.text.count("• ดาว: 5") < 13
    assert reply.text.endswith("ยังมีอีก ดูทั้งหมดได้ในห้องผู้จัด หน้า ความเห็น")
    staff.database.close()


def test_nobody_else_is_told_and_nothing_is_in_a_group(staff: Staff) -> None:
    for said in ("ผลประเมินรายคน", "ผลประเมินวิชาการสื่อสารรายคน"):
        assert "ผู้เรียนที่" not in staff.asks(said, who="ann").plain
        assert "ผู้เรียนที่" not in staff.in_group(said, sender="som", called=True).plain


def test_that_an_organiser_has_looked_is_kept(staff: Staff) -> None:
    with staff.database.read() as store:
        ann = people.at(store, Address("line", "ann"))
        assert ann
    staff.asks("ผลประเมินวิชาการสื่อสาร")
    with staff.database.read() as store:
        assert seen(store, ann.id) == []
    staff.asks("ผลประเมินรายคน")
    with staff.database.read() as store:
        assert [(each.who, each.subject) for each in seen(store, ann.id)] == [("som", "feedback")]

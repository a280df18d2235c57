"""What is held of people is erased when they ask for it: after a confirmation, for good, and of nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from bot.messages import Choice
from bot.services.people.leaving import erase_named
from storage.models import Base
from tests.dialogs.people_talk import (
    CLOSED_TO_YOU,
    KK,
    NOTICE,
    OPEN,
    SM,
    code_of,
    everything,
    join,
    meeting,
)
from tests.dialogs.test_people_data import joined, line


if TYPE_CHECKING:
    from tests.dialogs.talk import Talk


REALLY = (Choice("ยืนยันลบ", "ยืนยันลบ"), Choice("ไม่ลบ", "ไม่ลบ"))
ASK = (
    "ถ้าลบ สิ่งเหล่านี้จะหายไปและกู้คืนไม่ได้ค่ะ\n"
    "• ชื่อ หน่วยงาน ตำแหน่ง และข้อมูลติดต่อ\n"
    "• การลงทะเบียนในทุกหลักสูตรและทุกช่องทาง\n"
    "• ข้อความและคำถามทั้งหมดที่คุยกัน\n"
    "สิ่งที่อาจต้องเก็บเป็นหลักฐาน เช่น การเข้าเรียน จะเหลือโดยไม่มีชื่อ ส่วนรายชื่อที่ผู้จัดถืออยู่เอง ต้องแจ้งผู้จัดค่ะ\n"
    "ถ้าแน่ใจ แตะหรือพิมพ์ว่า ยืนยันลบ ค่ะ"
)
GUEST = "ถ้าลบ ข้อความและคำถามทั้งหมดที่คุยกันที่นี่จะหายไปและกู้คืนไม่ได้ค่ะ\nถ้าแน่ใจ แตะหรือพิมพ์ว่า ยืนยันลบ ค่ะ"
ERASED = "ลบข้อมูลเรียบร้อยแล้วค่ะ ขอบคุณที่เคยใช้น้องนัดนะคะ"


def counts(talk: Talk) -> dict[str, int]:
    """How many rows there are of what concerns people."""
    names = ("people", "memberships", "invitations", "addresses", "talks", "questions", "inbox", "outbox")
    with talk.database.read() as store:
        return {
            name: store.execute(select(func.count()).select_from(Base.metadata.tables[name])).scalar_one()
            for name in names
        }


@pytest.mark.parametrize("ask", ["ลบข้อมูล", "ช่วยลบข้อมูลของผมด้วยครับ", "delete my data please"])
def test_erasing_is_confirmed_and_then_leaves_nothing_but_the_last_word(ask: str) -> None:
    talk = joined()
    reply = talk.say(ask, channel="line")

    assert (reply.plain, reply.choices) == (ASK, REALLY)
    assert line(talk, "ยืนยันลบ") == ERASED
    held = everything(talk)
    assert [KK in held, "กิ่งแก้ว" in held, "รถรับส่งจาก" in held, "081-000-0001" in held] == [False] * 4
    assert counts(talk) == {
        "people": 2,  # of the roster, who never joined; and a pseudonym, of whom is known what was done with the data
        "memberships": 1,
        "invitations": 0,
        "addresses": 0,
        "talks": 1,
        "questions": 1,  # its number, without words
        "inbox": 1,
        "outbox": 2,  # one is bare, for its number's sake
    }
    assert line(talk, "พรุ่งนี้เรียนอะไร") == CLOSED_TO_YOU


def test_organisers_can_erase_somebody_who_asks_them_to() -> None:
    talk = joined()
    with talk.database.write() as store:
        assert erase_named(store, "กิ่งแก้ว ใจงาม", talk.now) == KK

    held = everything(talk)
    assert [KK in held, "กิ่งแก้ว" in held, "รถรับส่งจาก" in held, "081-000-0001" in held] == [False] * 4
    assert line(talk, "พรุ่งนี้เรียนอะไร") == CLOSED_TO_YOU


def test_others_are_not_erased() -> None:
    talk = joined()
    join(talk, SM, who="other")
    line(talk, "ลบข้อมูล")
    line(talk, "ยืนยันลบ")

    assert line(talk, "ข้อมูลของฉัน", who="other").splitlines()[:2] == ["ข้อมูลของท่านที่น้องนัดเก็บไว้ค่ะ", f"• ชื่อ: {SM}"]


def test_a_guest_can_have_what_was_said_erased() -> None:
    talk = meeting(OPEN)
    line(talk, "มีรถรับส่งจากสนามบินไหม")

    assert [line(talk, "ลบข้อมูล"), line(talk, "ยืนยันลบ")] == [GUEST, ERASED]
    assert "รถรับส่งจาก" not in everything(talk)
    assert talk.unanswered("ccio-2") == []


def test_nothing_is_erased_without_a_fresh_confirmation() -> None:
    talk = joined()

    assert line(talk, "ยืนยันลบ") == ASK
    for _ in range(2):
        talk.later(6)
        line(talk, "สวัสดีค่ะ")
    assert line(talk, "ยืนยันลบ") == ASK
    assert line(talk, "ไม่ลบ") == "ได้ค่ะ ไม่ได้ลบอะไร ข้อมูลยังอยู่เหมือนเดิม"
    assert line(talk, "ยืนยันลบ") == ASK
    assert counts(talk)["people"] == 2


@pytest.mark.parametrize("no", ["ไม่ค่ะ", "ยกเลิก", "เปลี่ยนใจแล้วครับ", "อย่าลบ", "no"])
def test_a_no_keeps_everything(no: str) -> None:
    talk = joined()
    line(talk, "ลบข้อมูล")

    assert line(talk, no) == "ได้ค่ะ ไม่ได้ลบอะไร ข้อมูลยังอยู่เหมือนเดิม"
    assert line(talk, "ยืนยันลบ") == ASK


def test_a_mere_yes_erases_nothing_for_it_may_be_said_to_anything() -> None:
    talk = joined()
    line(talk, "ลบข้อมูล")

    assert line(talk, "ใช่ค่ะ") == ASK
    assert line(talk, "ลบเลยค่ะ") == ERASED


def test_what_is_kept_as_evidence_names_a_pseudonym() -> None:
    talk = joined()
    with talk.database.write() as store:
        connection = store.connection()
        connection.exec_driver_sql("CREATE TABLE evidence (person_id INTEGER NOT NULL REFERENCES people (id))")
        connection.exec_driver_sql("INSERT INTO evidence SELECT person_id FROM addresses WHERE channel = 'line'")
    line(talk, "ลบข้อมูล")

    assert line(talk, "ยืนยันลบ") == ERASED
    held = everything(talk)
    assert ["กิ่งแก้ว" in held, "081-000-0001" in held, "'P-" in held] == [False, False, True]
    assert counts(talk) | {"people": 2, "memberships": 1, "invitations": 0, "addresses": 0} == counts(talk)


def test_after_being_erased_somebody_may_join_anew() -> None:
    talk = joined()
    line(talk, "ลบข้อมูล")
    line(talk, "ยืนยันลบ")

    assert line(talk, code_of(talk, SM)) == f"สวัสดีค่ะ {SM}\n{NOTICE}"

"""Who may ask about what: of a programme that is not public, only those who are in it."""

from __future__ import annotations

import pytest

from bot.messages import Address
from bot.services import people
from tests.dialogs.people_talk import (
    CLOSED,
    CLOSED_TO_YOU,
    KK,
    OFFERS,
    OPEN,
    SM,
    TITLE,
    join,
    meeting,
    owners_code,
)
from tests.dialogs.talk import CDE, ORCHARD, Talk, read


BLOCKCHAIN = "บล็อกเชนเรียนวันไหน"
HINT = "มีรหัสลงทะเบียนแล้ว พิมพ์ ลงทะเบียน ตามด้วยรหัสได้เลยค่ะ\nน้องนัดเก็บข้อมูลเท่าที่จำเป็น ดูได้ด้วยคำว่า ข้อมูลของฉัน และลบได้ด้วยคำว่า ลบข้อมูล"
OF_CCIO = f"สวัสดีค่ะ น้องนัดของ{TITLE} ถามเรื่องกำหนดการ สถานที่ วิทยากร และสิ่งที่ต้องเตรียมได้เลยค่ะ"
OF_NONE = "สวัสดีค่ะ น้องนัดเอง ถามเรื่องกำหนดการ สถานที่ วิทยากร และสิ่งที่ต้องเตรียมได้เลยค่ะ"


def answered(talk: Talk, question: str = BLOCKCHAIN, *, who: str = "me", channel: str = "line") -> tuple[str, ...]:
    """The sessions that answer."""
    return talk.say(question, who=who, channel=channel).reading.sessions


def test_of_a_public_programme_anybody_may_ask() -> None:
    assert answered(meeting(OPEN)) == ("blockchain",)


def test_of_any_other_only_those_who_are_in_it() -> None:
    talk = meeting(CLOSED)

    for said in (BLOCKCHAIN, "พรุ่งนี้เรียนอะไร", TITLE, "เปลี่ยนหลักสูตร"):
        assert talk.say(said, channel="line").plain == CLOSED_TO_YOU
    assert talk.unanswered("ccio-2") == []
    join(talk, KK)
    assert answered(talk) == ("blockchain",)
    assert answered(talk, who="somebody else") == ()


@pytest.mark.parametrize("data", ["programme:ccio-2", "in:ccio-2", "when:blockchain", "day:2019-10-18"])
def test_buttons_lead_nowhere_else(data: str) -> None:
    assert meeting(CLOSED).say("x", data, channel="line").plain == CLOSED_TO_YOU


def test_organisers_and_owners_may_ask_too() -> None:
    talk = meeting(CLOSED, ORCHARD)
    join(talk, SM, who="organiser")
    talk.say(owners_code(talk, "นางสาวมาลี ดูแล"), channel="line", who="owner")
    talk.say("ยินยอม", channel="line", who="owner")

    assert answered(talk, who="organiser") == ("blockchain",)
    assert answered(talk, who="owner") == ("blockchain",)
    with talk.database.read() as store:
        access = people.Access()
        may = {who: access.may_ask(store, Address("line", who)) for who in ("organiser", "owner", "guest")}
    assert may == {"organiser": ["ccio-2"], "owner": ["ccio-2", "orchard-3"], "guest": []}


def test_whoever_joined_a_programme_is_answered_from_it_without_saying_which() -> None:
    talk = meeting(CLOSED, read(CDE), ORCHARD)
    question = "พิธีเปิดวันไหน"

    assert talk.say(question, channel="line").reading.sessions == ("declaration",)
    join(talk, KK)
    assert talk.say(question, channel="line").reading.sessions == ("orientation",)


def test_the_operators_own_terminal_may_ask_about_everything() -> None:
    assert answered(meeting(CLOSED), channel="test") == ("blockchain",)


@pytest.mark.parametrize("kind", ["text", "started"])
def test_somebody_unknown_is_told_how_to_register_and_what_is_kept(kind: str) -> None:
    opening = {"text": "สวัสดีค่ะ", "started": ""}[kind]

    shut, public = (
        meeting(programme).say(opening, channel="line", kind="started" if kind == "started" else "text")
        for programme in (CLOSED, OPEN)
    )

    assert (shut.plain, [choice.label for choice in shut.choices]) == (
        f"{OF_NONE}\n{HINT}",
        ["ถามอะไรได้บ้าง", "ลงทะเบียน"],
    )
    assert (public.plain, [choice.label for choice in public.choices]) == (f"{OF_CCIO}\n{HINT}", [*OFFERS, "ลงทะเบียน"])


def test_somebody_known_is_simply_greeted() -> None:
    talk = meeting(CLOSED)
    join(talk, KK)

    assert talk.say("", channel="line", kind="started").plain == OF_CCIO
    assert talk.say("สวัสดีค่ะ", channel="line").plain == OF_CCIO


def test_in_a_group_nobody_is_asked_to_register() -> None:
    talk = meeting(CLOSED)

    for said in (BLOCKCHAIN, "เปลี่ยนหลักสูตร"):
        assert talk.say(said, channel="line", who="group", group=True).plain == (
            "น้องนัดยังไม่รู้ว่ากลุ่มนี้เรียนหลักสูตรไหนค่ะ ถามในแชตส่วนตัวได้เลย หรือให้ผู้จัดพิมพ์ในกลุ่มนี้ว่า น้องนัด เปิดประกาศ"
        )
    assert talk.say("สวัสดีค่ะ", channel="line", who="group", group=True).plain == OF_NONE


def test_organisers_are_those_of_the_programme_and_the_owners() -> None:
    talk = meeting(CLOSED, ORCHARD)
    join(talk, SM)
    owners_code(talk, "นางสาวมาลี ดูแล")

    with talk.database.read() as store:
        found = {code: people.organisers(store, code) for code in ("ccio-2", "orchard-3")}
        roles = [people.role_of(store, Address("line", "me"), code) for code in ("ccio-2", "orchard-3")]
    assert {code: [(person.name, places) for person, places in each] for code, each in found.items()} == {
        "ccio-2": [(SM, (Address("line", "me"),)), ("นางสาวมาลี ดูแล", ())],
        "orchard-3": [("นางสาวมาลี ดูแล", ())],
    }
    assert roles == ["organiser", None]

"""Two entries of a roster that are one person: both chats are asked, a code may stand for one, and owners may alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.errors import Refused
from bot.handlers.people.merging import asked
from bot.messages import Address
from bot.services.people import merging
from bot.services.people.merging import Outcome, Wanted
from bot.texts import texts
from storage import audit, people
from storage.people import Details, Membership
from tests.dialogs.people_talk import KK, SM, join, meeting


if TYPE_CHECKING:
    from storage.models import Role


TWICE = "น.ส.กิ่งแก้ว ใจงาม"
LINE, TELEGRAM = Address("line", "kk"), Address("telegram", "kk2")
QUESTION = (
    f"ผู้จัดแจ้งว่า «{KK}» กับ «{TWICE}» อาจเป็นคนเดียวกัน\n"
    f"ถ้าใช่ จะรวมเป็นชื่อ {KK} ทั้งการเข้าเรียน การลา คำถาม และช่องทางแชต แล้วแยกกลับไม่ได้ค่ะ\n"
    "เป็นท่านทั้งสองชื่อไหมคะ"
)
DONE = f"รวมชื่อเรียบร้อยแล้วค่ะ ตอนนี้ท่านคือ {KK} ทุกช่องทาง"
GONE = "เรื่องรวมชื่อนี้ไม่มีแล้วค่ะ"


class Twice:
    """Somebody who is on the roster twice; `joined`: in LINE as the one, and in Telegram as the other."""

    def __init__(self, *joined: Address) -> None:
        self.talk = meeting()
        with self.talk.database.write() as store:
            by_name = {each.person.name: each.person.id for each in people.everybody(store)}
            self.kept, self.owner = by_name[KK], people.add(store, Details("เจ้าของ"))
            people.enrol(store, self.owner, Membership("", "owner"))
            self.organiser = by_name[SM]
            people.link(store, self.organiser, Address("line", "sm"))
            self.gone = people.add(store, Details(TWICE))
            people.enrol(store, self.gone, Membership("ccio-2"))
            for person, place in zip((self.kept, self.gone), (LINE, TELEGRAM), strict=True):
                if place in joined:
                    people.link(store, person, place)

    def merge(self, *proofs: str, by_owner: bool = False, gone: int = 0) -> Outcome:
        by = self.owner if by_owner else self.organiser
        role: Role = "owner" if by_owner else "organiser"
        wanted = Wanted(self.kept, gone or self.gone, "twice", "ccio-2", by, role, proofs)
        with self.talk.database.write() as store:
            return merging.merge(store, wanted, self.talk.now)

    def say(self, text: str, place: Address) -> str:
        return self.talk.say(text, who=place.chat, channel=place.channel).plain

    def tap(self, outcome: Outcome, button: int, place: Address) -> str:
        choice = asked(outcome, texts("th")).taps[button]
        return self.talk.tap(choice, who=place.chat, channel=place.channel).plain

    def told(self, place: Address) -> str:
        return self.talk.told(place.chat, place.channel).plain

    def places(self) -> tuple[Address, ...]:
        with self.talk.database.read() as store:
            return people.addresses(store, self.kept)

    def deeds(self) -> list[str]:
        with self.talk.database.read() as store:
            return [deed.what for deed in audit.about(store, self.kept) if deed.what.startswith("people.")]


def test_both_chats_are_asked_and_when_both_agree_they_are_one() -> None:
    two = Twice(LINE, TELEGRAM)

    outcome = two.merge()
    assert asked(outcome, texts("th")).text == QUESTION
    assert [person.name for person in outcome.unasked()] == [KK, TWICE]
    first = two.tap(outcome, 0, LINE)
    before = two.places()
    second = two.say(f"ใช่ คนเดียวกัน {outcome.merge.id}", TELEGRAM)

    assert (first, second) == ("รับทราบค่ะ รอคำตอบจากอีกแชตหนึ่งนะคะ", DONE)
    assert (before, two.places()) == ((LINE,), (LINE, TELEGRAM))
    assert two.told(LINE) == DONE
    assert two.told(Address("line", "sm")) == f"เรื่องรวมชื่อที่ {outcome.merge.id}: ทั้งสองแชตยืนยันแล้ว รวมเรียบร้อยค่ะ"
    assert two.deeds() == ["people.merge_agreed", "people.merge_agreed", "people.merged"]


def test_one_who_says_no_ends_it() -> None:
    two = Twice(LINE, TELEGRAM)
    outcome = two.merge()

    assert two.tap(outcome, 1, TELEGRAM) == "รับทราบค่ะ จะไม่รวมชื่อ และแจ้งผู้จัดให้แล้วนะคะ"
    assert two.tap(outcome, 0, LINE) == GONE
    assert two.told(Address("line", "sm")) == f"เรื่องรวมชื่อที่ {outcome.merge.id}: เจ้าตัวแจ้งว่าเป็นคนละคน จึงไม่ได้รวมค่ะ"
    assert two.places() == (LINE,)


def test_nobody_else_can_answer_and_after_a_week_nobody_can() -> None:
    two = Twice(LINE, TELEGRAM)
    outcome = two.merge()

    assert two.tap(outcome, 0, Address("line", "sm")) == GONE
    assert two.tap(outcome, 0, Address("line", "stranger")) == GONE
    two.talk.later(timedelta(days=8) / timedelta(minutes=1))
    assert two.tap(outcome, 0, LINE) == GONE


def code(two: Twice, place: Address) -> str:
    """A code for another chat, as whoever is there asks for it."""
    said = two.say("เพิ่มช่องทาง", place)
    return next(word for word in said.split() if len(word) == len("K7PM-4XQD") and word[4] == "-")


def test_a_code_from_the_other_chat_stands_for_its_word() -> None:
    two = Twice(LINE, TELEGRAM)
    outcome = two.merge(code(two, TELEGRAM))
    assert (outcome.merged, [person.name for person in outcome.unasked()]) == (False, [KK])

    assert two.tap(outcome, 0, LINE) == DONE

    two = Twice(LINE, TELEGRAM)
    assert two.merge(code(two, TELEGRAM), code(two, LINE)).merged


def test_a_code_that_proves_nothing_is_refused() -> None:
    two = Twice(LINE, TELEGRAM)
    old = code(two, LINE)
    two.talk.later(20)
    with two.talk.database.write() as store:
        people.link(store, two.owner, Address("line", "owner"))
    others = code(two, Address("line", "owner"))

    for proof in (old, others, "K7PM-4XQD", "ไม่มี"):
        with pytest.raises(Refused, match=r"merging\.wrong_code"):
            two.merge(proof)


def test_where_not_both_have_joined_an_owner_may_and_nobody_else() -> None:
    for joined in ((), (LINE,), (TELEGRAM,)):
        two = Twice(*joined)
        with pytest.raises(Refused, match=r"merging\.owners_only"):
            two.merge()
        assert two.merge(by_owner=True).merged
        assert two.places() == joined


def test_organisers_merge_neither_those_who_organise_nor_those_of_other_programmes() -> None:
    two = Twice(LINE, TELEGRAM)
    with two.talk.database.write() as store:
        other = people.add(store, Details("คนอื่น"))
        people.enrol(store, other, Membership("other"))

    for gone, why in ((two.organiser, "owners_only"), (other, "unknown"), (99_999, "unknown"), (two.kept, "same")):
        with pytest.raises(Refused, match=rf"merging\.{why}"):
            two.merge(gone=gone)
    outcome = two.merge(by_owner=True)
    assert (outcome.merged, len(outcome.unasked())) == (False, 2)


def test_a_chat_that_is_unlinked_is_nobodys() -> None:
    talk, here = meeting(), Address("line", "me")
    join(talk, KK)
    with talk.database.write() as store:
        person = people.at(store, here)
        assert person

        assert merging.unlink(store, person.id, here)
        assert not merging.unlink(store, person.id, here)

        assert people.at(store, here) is None
        assert people.addresses(store, person.id) == ()
        assert people.get(store, person.id).name == KK

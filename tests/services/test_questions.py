"""What could not be answered is kept for the organisers of that programme."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.messages import Address, Inbound
from bot.services import questions
from bot.services.questions import Kept, Question
from storage import people
from storage.people import Details


if TYPE_CHECKING:
    from storage.db import Database


AT, ME = datetime(2026, 1, 5, tzinfo=UTC), Address("web", "1")


def said(text: str, *, address: Address = ME, message: str = "", sender: str = "") -> Inbound:
    return Inbound(address, "1", text, AT, message_id=message or text, group=bool(sender), sender=sender)


def test_questions_are_kept_in_order_with_where_to_answer_them(database: Database) -> None:
    with database.write() as store:
        for programme, text in [("c", "ที่จอดรถ"), ("d", "อาหาร"), ("c", "ห้องพระ")]:
            questions.keep(store, programme, text, AT, said(text))

    with database.read() as store:
        assert questions.unanswered(store, "c") == [
            Question("c", "ที่จอดรถ", AT, ME, "ที่จอดรถ", 1),
            Question("c", "ห้องพระ", AT, ME, "ห้องพระ", 3),
        ]


def test_what_was_asked_a_moment_ago_is_kept_once(database: Database) -> None:
    with database.write() as store:
        first = questions.keep(store, "c", "ที่จอดรถ", AT, said("ที่จอดรถ"))
        again = questions.keep(store, "c", "ที่จอดรถ", AT + timedelta(minutes=59), said("ที่จอดรถ"))
        later = questions.keep(store, "c", "ที่จอดรถ", AT + timedelta(minutes=60), said("ที่จอดรถ"))
        elsewhere = questions.keep(store, "d", "ที่จอดรถ", AT, said("ที่จอดรถ"))

    assert first == Kept(Question("c", "ที่จอดรถ", AT, ME, "ที่จอดรถ", 1), is_new=True, is_brought=True)
    assert again == replace(first, is_new=False)
    assert [(kept.question.id, kept.is_new) for kept in (later, elsewhere)] == [(2, True), (3, True)]


def test_people_are_told_of_five_open_questions_an_hour_from_one_chat(database: Database) -> None:
    other = Address("web", "2")
    with database.write() as store:
        kept = [questions.keep(store, "c", f"{number}", AT, said(f"{number}")) for number in [*range(7), 0, 6]]
        elsewhere = questions.keep(store, "c", "0", AT, said("0", address=other))
        later = questions.keep(store, "c", "9", AT + timedelta(hours=1), said("9"))

    assert [each.is_new for each in kept] == [True] * 7 + [False] * 2
    assert [each.is_brought for each in kept] == [True] * 5 + [False] * 2 + [True, False]
    assert (elsewhere.is_brought, later.is_brought) == (True, True)


def test_who_asked_is_known_in_private_and_in_a_group(database: Database) -> None:
    me, group = Address("line", "U1"), Address("line", "C1")
    with database.write() as store:
        person = people.add(store, Details("ดร.กิ่งแก้ว ใจงาม"))
        people.link(store, person, me)
        private = questions.keep(store, "c", "ที่จอดรถ", AT, said("ที่จอดรถ", address=me))
        shared = questions.keep(store, "c", "ที่จอดรถ", AT, said("ที่จอดรถ", address=group, sender="U1"))
        guest = questions.keep(store, "c", "อาหาร", AT, said("อาหาร", address=group, sender="U2"))

    assert [
        (kept.question.asked_by, kept.question.asker, kept.question.in_group) for kept in (private, shared, guest)
    ] == [
        (person, "ดร.กิ่งแก้ว ใจงาม", False),
        (person, "ดร.กิ่งแก้ว ใจงาม", True),
        (None, "", True),
    ]


def test_an_edited_message_asks_what_it_says_now(database: Database) -> None:
    with database.write() as store:
        questions.keep(store, "c", "ที่จอดรถ", AT, said("ที่จอดรถ", message="m"))
        questions.keep(store, "c", "อาหาร", AT, said("อาหาร", message="n"))
        questions.keep(store, "c", "ที่จอดรถบัส", AT, said("ที่จอดรถบัส", message="m"))

        assert [question.text for question in questions.unanswered(store, "c")] == ["อาหาร", "ที่จอดรถบัส"]


def test_two_buttons_of_one_message_ask_two_things(database: Database) -> None:
    with database.write() as store:
        for text in ("ที่จอดรถ", "อาหาร"):
            questions.keep(store, "c", text, AT, replace(said(text, message="ours"), kind="tap"))

        assert [question.text for question in questions.unanswered(store, "c")] == ["ที่จอดรถ", "อาหาร"]

"""Two people who are one, on each kind of store: nothing of either is lost, and nobody is named who is no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean, Date, DateTime, Float, ForeignKeyConstraint, Integer, LargeBinary, insert, select

from bot.messages import Address, Reply
from storage import announcements, feedback, feedback_answers, merging, people, sheets, talks
from storage.audiences import Audience
from storage.boards import Place
from storage.columns import ReplyJSON, Words
from storage.feedback_answers import Answer
from storage.merging import Merge
from storage.models import AnnouncementRow, Base, DoorAnswerRow, NoticeRow, PersonRow, table
from storage.people import Details, Membership
from storage.programme import Text


if TYPE_CHECKING:
    from sqlalchemy import Column, Table
    from sqlalchemy.orm import Session as Store

    from storage.db import Database


NOW = datetime(2026, 10, 5, 2, tzinfo=UTC)
ANN, ANNA = Details("นางแอน ดี", "เทศบาล ก"), Details("แอน ดี", "", "ปลัด", "ann@example.org")

TWO = Answer({"stars": 2}, {}, complete=True)
FOUR = Answer({"stars": 4}, {"why": "ดี"}, complete=True)


def two(store: Store) -> tuple[int, int]:
    return people.add(store, ANN), people.add(store, ANNA)


class Filler:
    """Rows of any table, with whatever else they need."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._count = 0

    def row(self, kind: Table, **given: Any) -> None:
        """A row of `kind`; what it refers to is made where it is not there."""
        values = {column.name: self._value(column) for column in kind.columns if self._wanted(column)}
        for constraint in kind.constraints:
            if isinstance(constraint, ForeignKeyConstraint):
                for element in constraint.elements:
                    column, to = element.parent, element.column
                    if column.name not in given and not column.nullable:
                        values[column.name] = self._referred(to)
        self._store.execute(insert(kind).values({**values, **given}))

    def _referred(self, to: Column[Any]) -> Any:
        self.row(to.table)
        return self._store.scalars(select(to).order_by(to.desc()).limit(1)).one()

    @staticmethod
    def _wanted(column: Column[Any]) -> bool:
        numbered = column.primary_key and isinstance(column.type, Integer) and not column.foreign_keys
        return not (column.nullable or (numbered and column.autoincrement is not False) or column.foreign_keys)

    def _value(self, column: Column[Any]) -> Any:
        self._count += 1
        kind = column.type
        if isinstance(kind, JSON) and not isinstance(kind, (ReplyJSON, Words)):
            return {} if column.name in ("audience", "sessions", "details", "answers", "settings", "context") else []
        for known, value in (
            (ReplyJSON, Reply("x")),
            (Words, Text("x")),
            (LargeBinary, b"x"),
            (Boolean, False),
            (Integer, self._count),
            (Float, 1.0),
            (Date, NOW.date()),
        ):
            if isinstance(kind, known):
                return value
        moment = isinstance(kind, DateTime) or column.name.endswith("_at") or column.name == "at"
        if moment:
            return NOW
        return f"x{self._count}"[-(getattr(kind, "length", None) or 9) :]


def test_whatever_names_the_one_names_the_other_and_nothing_is_lost(database: Database) -> None:
    columns = [column for column in merging.named() if column.table.name != "merges"]
    with database.write() as store:
        kept, gone = two(store)
        filler = Filler(store)
        for column in columns:
            filler.row(column.table, **{column.name: gone})

    with database.write() as store:
        assert merging.merge(store, kept, gone) == ()

    with database.read() as store:
        named = {str(column): list(store.scalars(select(column).where(column.in_([kept, gone])))) for column in columns}
        left = store.scalars(select(table(PersonRow).c.id).where(table(PersonRow).c.id == gone)).all()
    off_duty = "off_duty.person_id"  # whoever of the two is on duty is
    assert named == {str(column): [] if str(column) == off_duty else [kept] for column in columns}
    assert left == []


def test_blanks_are_filled_and_the_newer_consent_counts(database: Database) -> None:
    with database.write() as store:
        kept, gone = two(store)
        people.agree(store, gone, 3, NOW)
        people.speak(store, gone, "en")
        people.stop(store, gone, stopped=True)

        merging.merge(store, kept, gone)

        filled = Details("นางแอน ดี", "เทศบาล ก", "ปลัด", "ann@example.org")
        assert people.get(store, kept) == people.Person(kept, filled, "en", 3, NOW, stopped=True)


def test_in_a_programme_where_both_are_they_may_do_what_either_may(database: Database) -> None:
    with database.write() as store:
        kept, gone = two(store)
        people.enrol(store, kept, Membership("c", "participant", "", "7", note="มังสวิรัติ"))
        people.enrol(store, gone, Membership("c", "organiser", "t", "9", leads=True, note="รถเข็น"))
        people.enrol(store, gone, Membership("d"))

        merging.merge(store, kept, gone)

        assert people.memberships(store, kept) == (
            Membership("c", "organiser", "t", "7", leads=True, note="มังสวิรัติ · รถเข็น"),
            Membership("d"),
        )


def test_of_two_chats_in_a_channel_the_one_last_used_is_kept(database: Database) -> None:
    old, new, other = Address("line", "U1"), Address("line", "U2"), Address("telegram", "7")
    with database.write() as store:
        kept, gone = two(store)
        for who, place in ((kept, old), (gone, new), (gone, other)):
            people.link(store, who, place)
        for place, at in ((old, NOW), (new, NOW + timedelta(hours=1))):
            talks.keep(store, place, replace(talks.lock(store, place), at=at))

        assert merging.merge(store, kept, gone) == (old,)
        assert people.addresses(store, kept) == (new, other)
        assert people.at(store, old) is None


def test_the_newer_answer_at_the_door_counts_and_what_either_acknowledged(database: Database) -> None:
    door, notices = table(DoorAnswerRow), table(NoticeRow)
    with database.write() as store:
        kept, gone = two(store)
        for who, answer, at in ((kept, "ปกติ", NOW), (gone, "เจ", NOW + timedelta(days=1))):
            values = {"programme": "c", "question": "meal", "person_id": who, "answer": answer, "at": at}
            store.execute(insert(door).values(values))
        store.execute(insert(notices).values(key="k", person_id=kept))
        store.execute(insert(notices).values(key="k", person_id=gone, acknowledged_at=NOW))

        merging.merge(store, kept, gone)

        assert store.execute(select(door.c.person_id, door.c.answer)).all() == [(kept, "เจ")]
        assert store.execute(select(notices.c.person_id, notices.c.acknowledged_at)).all() == [(kept, NOW)]


def test_sheets_and_announcements_that_name_the_one_name_the_other(database: Database) -> None:
    announced = table(AnnouncementRow)
    with database.write() as store:
        kept, gone = two(store)
        sheet = sheets.printed(store, Place("c", "s"), [gone, 77, kept], NOW)
        Filler(store).row(announced, audience=Audience(people=(gone, kept, 77)).kept())

        merging.merge(store, kept, gone)

        printed = sheets.get(store, sheet.id)
        assert printed is not None
        assert printed.people == (kept, 77, kept)
        (number,) = store.scalars(select(announced.c.id)).all()
        written = announcements.get(store, number)
        assert written is not None
        assert written.audience == Audience(people=(kept, 77))


def test_what_they_answered_to_an_open_form_can_still_be_changed_and_counts_once(database: Database) -> None:
    with database.write() as store:
        kept, gone = two(store)
        forms = [
            feedback.open_form(
                store, feedback.About("c", session=code), NOW, NOW + timedelta(days=3), anonymous=code != "n", fewest=5
            )
            for code in ("a", "b", "n")
        ]
        for form in forms:
            assert form is not None
            feedback.ask(store, form.id, [kept, gone])
            feedback.note(store, form.id, gone, "answered")
            feedback_answers.keep(store, form, gone, FOUR, NOW.date(), _unread)
        first = forms[0]
        assert first is not None
        feedback.note(store, first.id, kept, "answered")
        feedback_answers.keep(store, first, kept, TWO, NOW.date(), _unread)

        merging.merge(store, kept, gone)

        found = [feedback_answers.find(store, form, kept) for form in forms if form]
        assert found == [TWO, *[FOUR] * 2]
        counts = feedback.counts(store, [form.id for form in forms if form])
        assert list(counts.values()) == [feedback.Counts(1, 1)] * 3
        kinds = [table(kind) for kind in Base.__subclasses__() if kind.__tablename__ == "feedback_answers"]
        assert [len(store.execute(select(kind)).all()) for kind in kinds] == [3]


def test_a_request_is_open_until_both_have_agreed(database: Database) -> None:
    with database.write() as store:
        kept, gone = two(store)
        asked = Merge("c", kept, gone, "twice", kept, NOW)
        merging.ask(store, asked)
        number = merging.ask(store, asked)
        found = merging.get(store, number)
        assert found is not None
        assert found == merging.about(store, gone)

        once = merging.agree(store, found, gone, "code")
        both = merging.agree(store, once, kept, "chat")

        assert (once.agreed, both.agreed, merging.about(store, kept)) == (False, True, both)
        merging.drop(store, gone)
        assert merging.get(store, number) is None


def _unread(_words: str) -> list[dict[str, Any]]:
    return []

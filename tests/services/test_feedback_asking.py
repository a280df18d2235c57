"""Who is asked what when, told once, reminded once; and that forms close."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from bot.services.feedback import occasions
from storage import feedback, people, programmes, reminders
from storage.models import OutboxRow, SecretRow, table
from storage.reminder_settings import KINDS
from storage.reminders import Wishes
from tests.services.season import lesson
from tests.services.survey import REAL, Survey, asked


if TYPE_CHECKING:
    from storage.db import Database
    from storage.programme import Session


MONDAY = "2026-01-05T"
LONG = lesson("a", f"{MONDAY}09:00")
_outbox = table(OutboxRow)


def dues(*sessions: Session, **settings: object) -> dict[str, str]:
    """When what is asked, on the clock of Bangkok."""
    found = occasions(asked(*sessions, **settings))  # type: ignore[arg-type] # fields of its settings
    return {due.about.session or due.about.form: f"{due.at + timedelta(hours=7):%d %H:%M}" for due in found}


def short(code: str, start: str, **more: object) -> Session:
    return lesson(code, start, hours=1, **more)  # type: ignore[arg-type] # fields of a session


def test_short_sessions_are_asked_about_after_the_last_of_the_day() -> None:
    day = [short("a", f"{MONDAY}09:00"), short("b", f"{MONDAY}10:00"), lesson("c", f"{MONDAY}13:00")]

    assert dues(*day) == {"a": "05 16:00", "b": "05 16:00", "c": "05 16:00"}
    assert dues(*day, short("z", "2026-01-06T09:00"))["z"] == "06 10:00"
    assert dues(lesson("m", f"{MONDAY}09:00"), short("n", f"{MONDAY}15:00")) == {"m": "05 12:00", "n": "05 16:00"}
    assert dues(*day, short_minutes=0, asks_after_minutes=5) == {"a": "05 10:05", "b": "05 11:05", "c": "05 16:05"}


def test_what_is_not_asked_about() -> None:
    day = [
        LONG,
        lesson("x", f"{MONDAY}09:00", status="cancelled"),
        lesson("y", f"{MONDAY}09:00", attendance=False),
        lesson("z", f"{MONDAY}09:00", kind="deadline"),
        lesson("l", f"{MONDAY}12:00", kind="lunch"),
        lesson("s", f"{MONDAY}13:00"),
        lesson("t", f"{MONDAY}13:00", kind="trip"),
    ]

    assert dues(*day, skip=["s", "trip"]) == {"a": "05 12:00"}
    assert dues(*day, sessions=False) == {}


FORM = {"id": "end", "title": "จบ", "questions": [{"id": "q", "title": "ข้อ"}]}


def test_forms_open_when_their_last_session_ends_or_as_the_file_says() -> None:
    day = [lesson("a", f"{MONDAY}09:00", module="m"), lesson("b", "2026-01-07T13:00", module="n")]

    assert dues(*day, sessions=False, forms=[FORM]) == {"end": "07 16:00"}
    assert dues(*day, sessions=False, forms=[{**FORM, "module": "m"}]) == {"end": "05 12:00"}
    assert dues(*day, sessions=False, forms=[{**FORM, "opens": "2026-01-06T10:30"}]) == {"end": "06 10:30"}
    assert dues(*day, sessions=False, forms=[{**FORM, "module": "x"}]) == {}


@pytest.fixture
def survey() -> Survey:
    return Survey(asked(LONG), "ann", "ben", "cat")


def test_those_who_were_there_are_asked_once_stand_ins_too(survey: Survey) -> None:
    survey.joins("olga", "c", role="organiser")
    survey.at(f"{MONDAY}09:00").notes("present", "ann", "olga")
    survey.notes("late", "ben", stand_in="นายแทน")
    survey.notes("absent", "cat")
    survey.at(f"{MONDAY}11:59")
    assert survey.ticks() == 0

    survey.at(f"{MONDAY}12:00")
    assert survey.ticks() == 2
    assert survey.asked("a") == {"ann": "asked", "ben": "asked"}
    assert [survey.told(name) for name in ("ann", "ben", "cat", "olga")] == [["asked: a"], ["asked: a"], [], []]
    survey.restarts()
    assert survey.ticks() == 0


def test_where_nobody_took_attendance_all_but_those_on_leave_are_asked(survey: Survey) -> None:
    survey.at(f"{MONDAY}08:00").notes("excused", "cat")
    survey.at(f"{MONDAY}12:00").ticks()

    assert survey.asked("a") == {"ann": "asked", "ben": "asked"}


def test_who_is_noted_later_is_asked_later(survey: Survey) -> None:
    survey.at(f"{MONDAY}09:00").notes("present", "ann")
    survey.at(f"{MONDAY}12:00").ticks()
    survey.at(f"{MONDAY}12:20").notes("present", "ben")

    assert survey.ticks() == 1
    assert survey.told("ben") == ["asked: a"]
    assert survey.asked("a") == {"ann": "asked", "ben": "asked"}


def test_whoever_was_at_several_gets_one_message_of_what_they_were_at() -> None:
    day = [short("a", f"{MONDAY}09:00"), short("b", f"{MONDAY}10:00"), lesson("d", f"{MONDAY}13:00")]
    survey = Survey(asked(*day, forms=[FORM]), "ann", "ben")
    survey.at(f"{MONDAY}09:00").notes("present", "ann", "ben")
    survey.notes("present", "ann", session="b")
    survey.at(f"{MONDAY}13:00").notes("present", "ben", "ann", session="d")
    survey.at(f"{MONDAY}16:00")

    assert survey.ticks() == 2
    assert (survey.told("ann"), survey.told("ben")) == (["asked: a, b, d, <end>"], ["asked: a, d, <end>"])


def test_late_by_hours_is_not_too_late_and_after_it_closed_nobody_is_asked() -> None:
    survey = Survey(asked(LONG), "ann")
    assert survey.at("2026-01-07T15:00").ticks() == 1
    assert survey.form("a").closes_at == LONG.end + timedelta(hours=72)
    other = Survey(asked(LONG), "ann")

    assert other.at("2026-01-08T12:00").ticks() == 0
    assert other.told("ann") == []


def test_it_follows_a_session_that_moves_or_is_cancelled(survey: Survey) -> None:
    later = lesson("a", f"{MONDAY}10:00")
    with survey.database.write() as store:
        programmes.save(store, asked(later))
    assert survey.at(f"{MONDAY}12:00").ticks() == 0
    with survey.database.write() as store:
        programmes.save(store, asked(replace(later, status="cancelled")))
    assert survey.at(f"{MONDAY}13:30").ticks() == 0


def test_nothing_comes_in_quiet_hours_of_the_programme_or_of_ones_own(survey: Survey) -> None:
    with survey.database.write() as store:
        programmes.save(store, asked(lesson("a", f"{MONDAY}19:00")))
        reminders.wish(store, survey.people["ben"], Wishes(quiet="20:00-09:00"), survey.now)
    assert survey.at(f"{MONDAY}22:00").ticks() == 0
    assert survey.asked("a") == {"ann": "asked", "ben": "asked", "cat": "asked"}

    assert survey.at("2026-01-06T06:30").ticks() == 2
    assert survey.told("ben") == []
    assert survey.at("2026-01-06T09:00").ticks() == 1
    assert survey.told("ben") == ["asked: a"]


def test_whoever_stopped_messages_is_told_nothing_and_each_in_their_language(survey: Survey) -> None:
    with survey.database.write() as store:
        people.stop(store, survey.people["ann"], stopped=True)
        people.speak(store, survey.people["ben"], "en")
    survey.at(f"{MONDAY}12:00").ticks()

    assert [survey.told(name) for name in ("ann", "ben", "cat")] == [[], ["asked: a (en)"], ["asked: a"]]


def test_one_reminder_to_those_who_have_not_answered(survey: Survey) -> None:
    survey.at(f"{MONDAY}12:00").ticks()
    survey.stars("ann", 5)
    with survey.database.write() as store:
        feedback.note(store, survey.form("a").id, survey.people["cat"], "skipped")
    for name in ("ann", "ben", "cat"):
        survey.told(name)
    assert survey.at("2026-01-06T07:59").ticks() == 0
    survey.restarts()

    assert survey.at("2026-01-06T08:00").ticks() == 1
    assert [survey.told(name) for name in ("ann", "ben", "cat")] == [[], ["again: a"], []]
    survey.restarts()
    assert survey.at("2026-01-07T12:00").ticks() == 0


def test_two_sessions_of_a_day_have_one_reminder() -> None:
    survey = Survey(asked(LONG, lesson("b", f"{MONDAY}13:00")), "ann")
    survey.at(f"{MONDAY}12:00").ticks()
    survey.at(f"{MONDAY}16:00").ticks()
    for hour in range(8, 20):
        survey.at(f"2026-01-06T{hour:02}:00").ticks()

    assert survey.told("ann") == ["asked: a", "asked: b", "again: a, b"]


def test_a_reminder_waits_to_go_along_with_an_answer() -> None:
    survey = Survey(asked(LONG), "ann", hold=120)
    survey.at(f"{MONDAY}12:00").ticks()
    survey.at("2026-01-06T08:00").ticks()

    with survey.database.read() as store:
        rows = store.execute(select(_outbox.c.due_at, _outbox.c.expires_at).order_by(_outbox.c.id)).all()
    assert [tuple(row) for row in rows] == [
        (None, survey.form("a").closes_at),
        (REAL + timedelta(hours=2), survey.form("a").closes_at),
    ]


def test_a_reminder_that_waits_does_not_go_along_with_thanks_for_the_answer() -> None:
    survey = Survey(asked(LONG), "ann", "ben", hold=120)
    survey.at(f"{MONDAY}12:00").ticks()
    with survey.database.write() as store:
        store.execute(update(_outbox).values(state="sent"))
    survey.at("2026-01-06T08:00").ticks()
    survey.stars("ann", 4)

    with survey.database.read() as store:
        rows = store.execute(select(_outbox.c.chat, _outbox.c.state).order_by(_outbox.c.id)).all()
    assert [tuple(row) for row in rows] == [("ann", "sent"), ("ben", "sent"), ("ann", "dropped"), ("ben", "waiting")]


def test_no_reminder_where_the_programme_wants_none() -> None:
    survey = Survey(asked(LONG, reminds_after_hours=0), "ann")
    survey.at(f"{MONDAY}12:00").ticks()

    assert survey.at("2026-01-07T12:00").ticks() == 0


def test_a_form_closes_by_the_clock_and_its_secret_is_gone(survey: Survey) -> None:
    survey.at(f"{MONDAY}12:00").ticks()
    survey.stars("ann", 5)
    assert survey.form("a").closed_at is None
    survey.at("2026-01-08T12:00").ticks()

    assert survey.form("a").closed_at == survey.now
    with survey.database.read() as store:
        assert store.scalars(select(SecretRow.name).where(SecretRow.name.startswith("feedback"))).all() == []


def test_several_processes_ask_everybody_once(database: Database) -> None:
    survey = Survey(asked(LONG), *(f"p{number}" for number in range(7)), database=database)
    survey.at(f"{MONDAY}12:00")
    told = 0
    for _ in range(3):
        survey.restarts()
        told += survey.ticks()

    assert told == 7
    assert set(survey.asked("a").values()) == {"asked"}


def test_who_does_not_want_it_is_not_asked_and_without_reminders_nobody_is_reminded(database: Database) -> None:
    survey = Survey(asked(LONG), "ann", "ben", "cat", database=database)
    with survey.database.write() as store:
        for name, off in (("ann", {"digest", "feedback"}), ("ben", set(KINDS)), ("cat", {"digest", "evening"})):
            reminders.wish(store, survey.people[name], Wishes(off=frozenset(off)), survey.now)
    assert survey.at(f"{MONDAY}12:00").ticks() == 2
    assert survey.asked("a") == {"ann": "skipped", "ben": "asked", "cat": "asked"}

    assert survey.at("2026-01-06T08:00").ticks() == 1
    assert [survey.told(name) for name in ("ann", "ben", "cat")] == [[], ["asked: a"], ["asked: a", "again: a"]]
    assert survey.at("2026-01-06T09:00").ticks() == 0


def test_the_next_moment_at_which_something_may_be_due(survey: Survey) -> None:
    programme = asked(LONG)
    moments, at = [], LONG.start
    while following := survey.asker.next(programme, at):
        moments.append(f"{following.astimezone(LONG.start.tzinfo):%d %H:%M}")
        at = following

    assert moments == ["05 12:00", "06 08:00", "08 12:00"]

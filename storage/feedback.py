"""What people are asked afterwards: the forms, who is asked to fill one in, and who has."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from storage.db import insert_new
from storage.many import insert_many
from storage.models import FeedbackAskedRow, FeedbackRow, table


if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row, Select
    from sqlalchemy.orm import Session as Store

    from storage.models import AskedState


_forms, _asked = table(FeedbackRow), table(FeedbackAskedRow)
_OPEN: tuple[AskedState, ...] = ("asked", "begun")


@dataclass(frozen=True, slots=True)
class About:
    """What is asked about: `form` is a form's id in the programme's file, or "" for that of a `session` (a code)."""

    programme: str
    form: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A form that is or was open: see storage.models.FeedbackRow. All times are aware."""

    id: int
    about: About
    anonymous: bool
    fewest: int
    opened_at: datetime
    closes_at: datetime
    reminded_at: datetime | None = None
    closed_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether it can be answered."""
        return self.closed_at is None and now < self.closes_at


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were asked, and how many of these have answered, or said that they would rather not."""

    asked: int = 0
    answered: int = 0
    skipped: int = 0


def open_form(
    store: Store, about: About, now: datetime, closes_at: datetime, *, anonymous: bool, fewest: int
) -> Opened | None:
    """Open a form; None where it was opened before, by another process too."""
    new = {
        "programme": about.programme,
        "form": about.form,
        "session": about.session,
        "anonymous": anonymous,
        "fewest": fewest,
        "opened_at": now,
        "closes_at": closes_at,
    }
    return of(store, about) if insert_new(store, _forms, new) else None


def of(store: Store, about: About) -> Opened | None:
    here = (_forms.c.programme == about.programme, _forms.c.form == about.form, _forms.c.session == about.session)
    row = store.execute(select(_forms).where(*here)).one_or_none()
    return _opened(row) if row else None


def get(store: Store, form: int) -> Opened | None:
    row = store.execute(select(_forms).where(_forms.c.id == form)).one_or_none()
    return _opened(row) if row else None


def of_programme(store: Store, programme: str) -> list[Opened]:
    """Every form of a programme, the first to open first."""
    mine = select(_forms).where(_forms.c.programme == programme).order_by(_forms.c.opened_at, _forms.c.id)
    return [_opened(row) for row in store.execute(mine)]


def to_close(store: Store, now: datetime) -> list[Opened]:
    """The forms whose time is over, and that are not closed."""
    over = select(_forms).where(_forms.c.closed_at.is_(None), _forms.c.closes_at <= now).order_by(_forms.c.id)
    return [_opened(row) for row in store.execute(over)]


def reminded(store: Store, form: int, now: datetime) -> bool:
    """Note that those who have not answered are reminded; False where that was noted before."""
    first = update(_forms).where(_forms.c.id == form, _forms.c.reminded_at.is_(None)).values(reminded_at=now)
    return store.execute(first.returning(_forms.c.id)).first() is not None


def prolong(store: Store, form: int, closes_at: datetime) -> None:
    """It stays open until then; no closed form opens again."""
    store.execute(update(_forms).where(_forms.c.id == form, _forms.c.closed_at.is_(None)).values(closes_at=closes_at))


def ask(store: Store, form: int, people: Sequence[int], refusing: Collection[int] = ()) -> None:
    """These people are asked, none of whom was before; of the `refusing` among them it is as if they had skipped it."""
    states: list[AskedState] = ["skipped" if person in refusing else "asked" for person in people]
    insert_many(store, _asked, {"feedback_id": form}, {"person_id": list(people), "state": states})


def asked_in(store: Store, form: int) -> dict[int, AskedState]:
    """By person, of everybody who is asked."""
    rows = store.execute(select(_asked.c.person_id, _asked.c.state).where(_asked.c.feedback_id == form))
    return {row.person_id: row.state for row in rows}


def state(store: Store, form: int, person: int) -> AskedState | None:
    """How it is with somebody; None for whoever is not asked."""
    return store.execute(select(_asked.c.state).where(*_mine(form, person))).scalar_one_or_none()


def note(store: Store, form: int, person: int, new: AskedState) -> None:
    """How it is with somebody who is asked from here on."""
    store.execute(update(_asked).where(*_mine(form, person)).values(state=new))


def waiting(store: Store, person: int, now: datetime) -> list[Opened]:
    """The open forms that somebody is asked to fill in and has not finished, the first to open first."""
    mine = select(_asked.c.feedback_id).where(_asked.c.person_id == person, _asked.c.state.in_(_OPEN))
    return _open_now(store, now, _forms.c.id.in_(mine))


def answerable(store: Store, person: int, now: datetime) -> list[Opened]:
    """The open forms that somebody is asked to fill in, whether or not they have: answers can be changed."""
    return _open_now(store, now, _forms.c.id.in_(select(_asked.c.feedback_id).where(_asked.c.person_id == person)))


def _open_now(store: Store, now: datetime, *which: ColumnElement[bool]) -> list[Opened]:
    there = (_forms.c.closed_at.is_(None), _forms.c.closes_at > now)
    rows = store.execute(select(_forms).where(*there, *which).order_by(_forms.c.opened_at, _forms.c.id))
    return [_opened(row) for row in rows]


def counts(store: Store, forms: Collection[int]) -> dict[int, Counts]:
    """How far each of these forms is."""
    grouped = (
        select(_asked.c.feedback_id, _asked.c.state, func.count())
        .where(_asked.c.feedback_id.in_(sorted(forms)))
        .group_by(_asked.c.feedback_id, _asked.c.state)
    )
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for form, how, number in store.execute(grouped):
        found[form][how] = number
    return {form: Counts(each.total(), each["answered"], each["skipped"]) for form, each in found.items()}


def unanswered(forms: Collection[int]) -> Select[int]:
    """Who is asked to fill in any of these and has not, nor said that they would rather not: their ids."""
    return select(_asked.c.person_id).where(_asked.c.feedback_id.in_(sorted(forms)), _asked.c.state.in_(_OPEN))


def of_person(store: Store, person: int) -> list[tuple[Opened, AskedState]]:
    """All that somebody was asked, the first to open first."""
    mine = select(_forms, _asked.c.state).join(_asked, _asked.c.feedback_id == _forms.c.id)
    rows = store.execute(mine.where(_asked.c.person_id == person).order_by(_forms.c.opened_at, _forms.c.id))
    return [(_opened(row), row.state) for row in rows]


def moved(store: Store, person: int, to: int) -> None:
    """What one person was asked, `to` was, who is the same; where both were, who has answered has."""
    here = select(_asked.c.feedback_id, _asked.c.state).where(_asked.c.person_id == person)
    for form, how in store.execute(here).all():
        there = state(store, form, to)
        if there is None:
            store.execute(update(_asked).where(*_mine(form, person)).values(person_id=to))
        elif there in _OPEN and how not in _OPEN:
            note(store, form, to, how)


def _mine(form: int, person: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return _asked.c.feedback_id == form, _asked.c.person_id == person


def _opened(row: Row[tuple[object, ...]]) -> Opened:
    about = About(row.programme, row.form, row.session)
    return Opened(
        row.id, about, row.anonymous, row.fewest, row.opened_at, row.closes_at, row.reminded_at, row.closed_at
    )

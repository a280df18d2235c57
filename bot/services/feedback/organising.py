"""What organisers do with forms: see how many have answered, open one early, keep one open longer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services.feedback.asking import in_order, open_one
from bot.services.feedback.occasions import due_of, occasions, settings_of
from bot.services.feedback.whom import there
from storage import audit, feedback
from storage.audit import Deed
from storage.feedback import About, Counts


if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy.orm import Session as Store

    from bot.services.feedback.occasions import Due
    from storage.feedback import Opened
    from storage.programme import Programme


@dataclass(frozen=True, slots=True)
class Share:
    """How many have answered a form."""

    form: Opened
    counts: Counts


def shares(store: Store, programme: Programme) -> list[Share]:
    """Every form that was opened in a programme, as sessions were held."""
    forms = feedback.of_programme(store, programme.code)
    counted = feedback.counts(store, [form.id for form in forms])
    return [Share(form, counted.get(form.id, Counts())) for form in in_order(programme, forms)]


def open_now(store: Store, programme: Programme, now: datetime) -> list[Opened]:
    """The forms that can be answered now."""
    return [form for form in feedback.of_programme(store, programme.code) if form.is_open(now)]


def to_open(store: Store, programme: Programme, now: datetime) -> list[tuple[Due, list[int]]]:
    """What could be opened now, before it opens by itself: sessions that have begun, forms; and who (ids) is asked.

    Who comes to a session later is asked when it would have opened by itself.
    """
    known = {form.about for form in feedback.of_programme(store, programme.code)}
    begun = {each.code for each in programme.sessions if each.start <= now}
    dues = [
        _moved(programme, due, now)
        for due in occasions(programme)
        if due.about not in known and (due.about.form or due.about.session in begun) and now < due.closes_at
    ]
    return list(zip(dues, there(store, programme.code, [due.sessions for due in dues]), strict=True))


def open_early(store: Store, programme: Programme, about: About, now: datetime, by: int | None = None) -> Opened:
    """Open a form now; people are told by the clock. Raises Refused `feedback.opened` where that was done before."""
    for due, people in to_open(store, programme, now):
        if due.about == about and (form := open_one(store, due, people, now)):
            _note(store, "feedback.opened", form, now, by)
            return form
    raise Refused("feedback.opened")


def prolong(store: Store, form: Opened, more: timedelta, now: datetime, by: int | None = None) -> datetime:
    """Keep a form open for so much longer: until when. Raises Refused `feedback.closed`."""
    if not form.is_open(now):
        raise Refused("feedback.closed")
    until = form.closes_at + more
    feedback.prolong(store, form.id, until)
    _note(store, "feedback.prolonged", form, now, by)
    return until


def _moved(programme: Programme, due: Due, now: datetime) -> Due:
    form = settings_of(programme).form(due.about.form)
    return due_of(programme, form, now) if form else due


def _note(store: Store, what: str, form: Opened, now: datetime, by: int | None) -> None:
    subject = form.about.form or form.about.session
    audit.note(store, Deed(what, now, form.about.programme, by, subject))

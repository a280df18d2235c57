"""Who wants to be asked after sessions, and who does not: see storage.reminders.Wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.feedback.occasions import settings_of
from storage import feedback, feedback_told, people
from storage.feedback_told import REMINDS


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.programme import Programme


def asks(store: Store, programmes: Iterable[Programme], person: int) -> bool:
    """Whether any of these programmes asks them at all: whoever takes part in it is asked."""
    mine = {each.programme for each in people.memberships(store, person) if each.role == "participant"}
    found = [settings_of(each) for each in programmes if each.code in mine]
    return any(settings.sessions or settings.forms for settings in found)


def refused(store: Store, person: int, now: datetime) -> None:
    """From here on they would rather not be asked: what waits is as if skipped, and what is begun is left as it is."""
    for form in feedback.waiting(store, person, now):
        feedback_told.take_back(store, form.id, person)
        if feedback.state(store, form.id, person) == "asked":
            feedback.note(store, form.id, person, "skipped")


def unreminded(store: Store, person: int, now: datetime) -> None:
    """From here on they want no reminders: none goes that waits."""
    for form in feedback.waiting(store, person, now):
        feedback_told.take_back(store, form.id, person, (REMINDS,))

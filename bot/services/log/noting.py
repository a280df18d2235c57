"""Keeping what was done, and who has looked at personal data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from storage import audit
from storage.audit import COMMAND, Deed


if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session as Store


def note(store: Store, deed: Deed) -> None:
    """Keep that it was done."""
    audit.note(store, deed)


def note_seen(store: Store, seen: Deed, day: date) -> None:
    """That somebody looked: once for each of them, what it was (`subject`), whose data (`about`), and `day`."""
    key = f"{seen.what} {seen.person} {seen.programme} {seen.subject} {seen.about or ''} {day}"
    audit.note(store, replace(seen, key=key))


def looked(store: Store, by: int, programme: str, subject: str, now: datetime, about: int | None = None) -> None:
    """That `by` was shown personal data in chat, that of `about` or of all in a programme: once a day (UTC).

    `subject` is the word of the console's page for the like.
    """
    note_seen(store, Deed("people.seen", now, programme, by, subject, about), now.date())


def commanded(store: Store, programme: str, subject: str, now: datetime) -> None:
    """That a command at the machine showed personal data of all in a programme, as `looked` has it."""
    note_seen(store, Deed("people.seen", now, programme, None, subject, details=COMMAND), now.date())

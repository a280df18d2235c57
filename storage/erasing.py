"""Erasing a person: who they are, what they said and what they were told. What is evidence names a pseudonym."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_

from storage import (
    audit,
    checkins,
    door,
    feedback_named,
    feeds,
    invitations,
    leaves,
    people,
    people_said,
    questions,
    reminders,
)
from storage.audit import Deed
from storage.models import LinkRow, MergeRow, OffDutyRow, SignedInRow, table


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address


def erase(
    store: Store,
    person: int,
    now: datetime,
    *,
    by: int | None = None,
    programme: str = "",
    talking: Address | None = None,
) -> None:
    """Erase a person, with all that was said at their addresses.

    Kept under a pseudonym is that they came or were away, what they did for others, and the deeds in the audit, to
    which this is added: done by `by`, or by the clock or the command line, because `programme` (its code) is over or
    ("") because it was asked for. The talk at `talking` stays: who answers it forgets what it remembers.
    """
    for place in people.addresses(store, person):
        people_said.erase(store, place)
        if place != talking:
            people_said.end_talk(store, place)
    for room in (invitations, questions, reminders, checkins, door, leaves, feedback_named):
        room.forget(store, person)
    feeds.revoke(store, person)
    for kind in (LinkRow, SignedInRow, OffDutyRow):
        rows = table(kind)
        store.execute(delete(rows).where(rows.c.person_id == person))
    merges = table(MergeRow)
    store.execute(delete(merges).where(or_(merges.c.kept == person, merges.c.gone == person)))
    audit.note(store, Deed("data.erased", now, programme, by, about=person))
    people.forget(store, person, f"P-{secrets.token_hex(4).upper()}")

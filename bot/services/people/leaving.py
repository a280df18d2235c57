"""Erasing somebody who asks the organisers for it, or who is no longer needed on a roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.people.inviting import Chosen, listed
from storage import erasing


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store


def erase_named(store: Store, name: str, now: datetime, by: int | None = None) -> str:
    """Erase the person called `name`, and all that was said at their addresses; the whole name of who that was.

    `by` is the organiser who does it, None the command line. Raises Refused for a name that is nobody's or several
    people's.
    """
    (found,) = listed(store, Chosen(names=(name,)))
    erasing.erase(store, found.person.id, now, by=by)
    return found.person.name

"""Erasing somebody who asks the organisers for it, or who is no longer needed on a roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.people.held import forget
from bot.services.people.inviting import Chosen, listed
from storage import people_said


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store


def erase_named(store: Store, name: str) -> str:
    """Erase the person called `name`, and all that was said at their addresses; the whole name of who that was.

    Raises Refused for a name that is nobody's or several people's.
    """
    (found,) = listed(store, Chosen(names=(name,)))
    for place in found.addresses:
        people_said.erase(store, place)
        people_said.end_talk(store, place)
    forget(store, found.person.id)
    return found.person.name

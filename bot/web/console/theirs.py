"""Which programmes somebody organises: asked of the store for each request, whatever they were signed in for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.services.programme import listed
from storage import people


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store

    from storage.models import Role
    from storage.programme import Text


class Course(NamedTuple):
    """A programme, and what somebody is in it: organiser or owner."""

    code: str
    title: Text
    role: Role


def theirs(store: Store, person: int) -> tuple[Course, ...]:
    """The programmes that a person organises, the first imported first; an owner has all."""
    roles = {mine.programme: mine.role for mine in people.memberships(store, person)}
    owns = "owner" in roles.values()
    return tuple(
        Course(each.code, each.title, "owner" if owns else "organiser")
        for each in listed(store)
        if owns or roles.get(each.code) == "organiser"
    )

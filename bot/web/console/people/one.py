"""One person: what they are in the programme, where they have joined, what they agreed to, attended and asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services import attendance, leave
from bot.services.people import NOTICE, looking
from bot.services.people.merging import UNLINKED_FOR
from bot.web.console.here import Shown


if TYPE_CHECKING:
    from datetime import datetime

    from bot.services.people.looking import Seen
    from bot.web.console.here import Answer, Here
    from storage.models import Role


ROLES: tuple[Role, ...] = ("participant", "scanner", "organiser")
"""What somebody may be in a programme; an owner is one of all."""

_BRANDS = {"line": "LINE", "telegram": "Telegram"}


def member(here: Here) -> Seen:
    """Whom the path names. Raises Refused where nobody is so in this programme."""
    found = looking.one(here.store, here.programme, here.path["id"], here.role, here.now)
    if found is None:
        raise Refused("roster.nobody")
    return found


def only(here: Here, seen: Seen) -> None:
    """What opens a door to somebody's rights, or shuts theirs, is for owners where these are an organiser's.

    Raises Refused: `roster.owners_only`.
    """
    if here.role != "owner" and seen.staff:
        raise Refused("roster.owners_only")


def show(here: Here) -> Answer:
    seen = member(here)
    person, mine = seen.person.id, seen.membership
    takes_part = mine.role == "participant" and mine.programme == here.programme.code
    table, row = attendance.one(here.store, here.programme, person, here.now) if takes_part else (None, None)
    leaves = leave.of_person(here.store, person, here.programme.code)
    sessions = {each.code: each.title.in_(here.language) for each in here.programme.sessions}
    given: tuple[Role, ...] = (*ROLES, "owner") if here.role == "owner" else ROLES[:2]
    return Shown(
        "console/people_one.html",
        {
            "seen": seen,
            "team": _team(here, mine.team),
            "row": row,
            "standing": attendance.Standings(table).of(row.figures) if table and row else None,
            "leaves": [(each, _parts(here, each.sessions)) for each in reversed(leaves)],
            "sessions": sessions,
            "roles": given,
            "may_give": here.role == "owner" or not seen.staff,
            "may_unlink": here.role == "owner" or not seen.staff,
            "unlinked_for": UNLINKED_FOR,
            "notice": NOTICE,
            "brand": lambda channel: brand(here, channel),
            "when": lambda at: moment(here, at),
        },
        about=person,
    )


def brand(here: Here, channel: str) -> str:
    """What people call a channel."""
    return here.say("questions.web") if channel == "web" else _BRANDS.get(channel, channel)


def moment(here: Here, at: datetime | None) -> str:
    """A time, on the clocks of the programme; "" for none."""
    if at is None:
        return ""
    local = at.astimezone(here.zone)
    return f"{here.say.short_day(local.date())} {here.say.hours(local, local)}"


def _team(here: Here, code: str) -> str:
    return next((each.title.in_(here.language) for each in here.programme.groups if each.code == code), code)


def _parts(here: Here, codes: tuple[str, ...]) -> str:
    titles = (part.session.title.in_(here.language) for part in leave.parts_of(here.programme, codes))
    return ", ".join(dict.fromkeys(titles))

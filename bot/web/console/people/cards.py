"""Cards of invitation, to be printed: each with a new code, which is shown this once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

from bot.errors import Refused
from bot.services import log
from bot.services.log import Deed
from bot.services.people import editing
from bot.web import people as printing
from bot.web.console.people.one import member, only


if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.responses import Response

    from bot.web.console.here import Here


def card(here: Here) -> Response:
    """POST …/card: a new code for one person, whether or not they have joined."""
    seen = member(here)
    only(here, seen)
    return printed(here, [seen.person.id])


def printed(here: Here, some: Sequence[int]) -> Response:
    """A page of cards for these people. Raises Refused where there are none, or too many."""
    if not some:
        raise Refused("roster.all_joined")
    made = editing.invite(here.store, some, here.programme.code, here.now)
    about = some[0] if len(some) == 1 else None
    deed = Deed("codes.made", here.now, here.programme.code, here.person, about=about, details={"count": len(made)})
    log.note(here.store, deed)
    page = printing.sheet(printing.cards(made, here.house.accounts, here.say), here.language)
    return HTMLResponse(page, headers={"Content-Security-Policy": printing.policy(page)})

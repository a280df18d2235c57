"""The pages of the people of a programme: the roster, one person, teams, cards of invitation, files, and merging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.web.console.bodies import Bounds
from bot.web.console.people import cards, changing, importing, leaving, merging, one
from bot.web.console.people.listing import Listing


if TYPE_CHECKING:
    from starlette.routing import Route

    from bot.services.attendance import Watch
    from bot.web.console.guard import Room


_TAB = "people"
_FILE = Bounds(files=1, size=importing.LARGEST + 10_000)
_AGAIN = Bounds(size=2 * importing.LARGEST)  # the same as text, and what is around it


def routes(room: Room, risks: Watch) -> list[Route]:
    listing = Listing(risks)
    mine = f"{_TAB}/{{id:int}}"
    return [
        room.page(_TAB, _TAB, listing.show, seen=True),
        room.page(f"{_TAB}/teams", _TAB, listing.teams, seen=True),
        room.page(f"{_TAB}/add", _TAB, changing.new),
        room.deed(f"{_TAB}/add", _TAB, changing.add, again=changing.new),
        room.page(f"{_TAB}/import", _TAB, importing.show),
        room.look(f"{_TAB}/import", _TAB, importing.look, again=importing.show, bounds=_FILE),
        room.look(f"{_TAB}/import/now", _TAB, importing.bring, again=importing.show, bounds=_AGAIN),
        room.deed(f"{_TAB}/cards", _TAB, listing.cards, again=listing.show),
        room.page(mine, _TAB, one.show, seen=True),
        room.page(f"{mine}/change", _TAB, changing.edit, seen=True),
        room.deed(f"{mine}/change", _TAB, changing.change, again=changing.edit),
        room.deed(f"{mine}/role", _TAB, changing.role, again=one.show),
        room.deed(f"{mine}/card", _TAB, cards.card, again=one.show),
        room.deed(f"{mine}/revoke", _TAB, changing.revoke, again=one.show),
        room.deed(f"{mine}/unlink", _TAB, leaving.unlink, again=one.show),
        room.deed(f"{mine}/export", _TAB, leaving.export, again=one.show, owners=True),
        room.page(f"{mine}/erase", _TAB, leaving.ask, seen=True, owners=True),
        room.deed(f"{mine}/erase", _TAB, leaving.erase, again=leaving.ask, owners=True),
        room.page(f"{mine}/merge", _TAB, merging.show, seen=True),
        room.deed(f"{mine}/merge", _TAB, merging.merge, again=merging.show),
        room.deed(f"{mine}/merge/withdraw", _TAB, merging.withdraw, again=one.show),
    ]

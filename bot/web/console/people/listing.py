"""The roster: searched, chosen, a page of it at a time; its teams; and cards for those chosen who have not joined."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from bot.services import attendance
from bot.services.people import editing, looking
from bot.services.people.looking import Wanted
from bot.web.console.here import Shown
from bot.web.console.paging import paging
from bot.web.console.people import cards
from bot.web.console.people.one import ROLES, brand


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.responses import Response

    from bot.services.attendance import Watch
    from bot.services.people.looking import Line
    from bot.web.console.here import Answer, Here
    from storage.roster import Joined


_LONGEST = 80  # letters that are searched for
_TEAMS = 100  # that are chosen from


class Listing:
    def __init__(self, risks: Watch) -> None:
        self._watch = risks

    def show(self, here: Here) -> Answer:
        wanted = self._wanted(here, here.asked)
        store, code = here.store, here.programme.code
        found = paging(here.asked, looking.count(store, code, wanted))
        lines = looking.page(store, code, wanted, found.first, found.most)
        shares, levels = figures(here, lines)
        totals = looking.totals(store, code)
        return Shown(
            "console/people.html",
            {
                "page": found,
                "lines": lines,
                "figures": shares,
                "levels": levels,
                "totals": totals,
                "team_of": {group.code: group.title.in_(here.language) for group in here.programme.groups},
                "teams": self._choices(here),
                "roles": [(each, here.say(f"people.role_{each}")) for each in ROLES],
                "channels": [(each, brand(here, each)) for each in totals.channels],
                "brand": lambda channel: brand(here, channel),
                "chosen": any(value for name, value in here.asked.items() if name != "page"),
                "unjoined": looking.count(store, code, replace(wanted, joined="no")),
                "most_cards": editing.CARDS,
            },
        )

    def teams(self, here: Here) -> Answer:
        found = editing.teams(here.store, here.programme.code)
        titles = {group.code: group.title.in_(here.language) for group in here.programme.groups}
        empty = [code for code in titles if code not in {each.code for each in found}]
        return Shown("console/people_teams.html", {"teams": found, "titles": titles, "empty": empty})

    def cards(self, here: Here) -> Response:
        """Cards for those who were looked at and have not joined; by whose code one is an organiser, owners have."""
        asked = {name: value for name, value in here.posted.items() if isinstance(value, str)}
        wanted = replace(self._wanted(here, asked), joined="no")
        some = looking.ids(here.store, here.programme.code, wanted, editing.CARDS + 1)
        staff = set() if here.role == "owner" else looking.staff(here.store)
        return cards.printed(here, [each for each in some if each not in staff])

    def _wanted(self, here: Here, asked: Mapping[str, str]) -> Wanted:
        role, joined = asked.get("role", ""), asked.get("joined", "")
        among = None
        if asked.get("risk"):
            among = tuple(self._watch.risks(here.store, here.programme, here.now).levels)
        chosen = Wanted(
            asked.get("text", "")[:_LONGEST],
            team=asked.get("team", ""),
            role=role if role in ROLES else "",
            joined=cast("Joined", joined) if joined in ("yes", "no") else "",
            channel=asked.get("channel", ""),
            among=among,
        )
        return looking.wanted(here.programme, chosen)

    def _choices(self, here: Here) -> list[tuple[str, str]]:
        """The teams to choose from; of too many nothing is chosen, but searched for."""
        titles = {group.code: group.title.in_(here.language) for group in here.programme.groups}
        found = dict.fromkeys((*titles, *sorted(looking.team_codes(here.store, here.programme.code, _TEAMS + 1))))
        return [(code, titles.get(code, code)) for code in found] if len(found) <= _TEAMS else []


def figures(here: Here, lines: Sequence[Line]) -> tuple[dict[int, float], dict[int, str]]:
    """Of those shown, how many per cent of what was held each has attended, and how they stand, where that is close."""
    some = [each.person for each in lines if each.role == "participant"]
    if not some:
        return {}, {}
    table = attendance.table(here.store, here.programme, here.now, some)
    standings = attendance.Standings(table)
    shares = {row.member.person: row.figures.of_held for row in table.rows}
    levels = {row.member.person: standings.of(row.figures).level for row in table.rows}
    return (
        {person: share for person, share in shares.items() if share is not None},
        {person: level for person, level in levels.items() if level},
    )

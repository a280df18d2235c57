"""Which participants of a programme words name: people, or everybody of a team."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.handlers.checkin.words import any_of
from bot.services import checkin
from bot.thai.naming import Named, Roll
from bot.thai.text import key


if TYPE_CHECKING:
    from bot.router import Turn
    from bot.services.programme import Programmes


class Names:
    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def meant(self, turn: Turn, code: str, said: str) -> Named:
        """Whom `said` names in the programme `code`."""
        team = any_of("team").match(said)
        mates = self._of_team(turn, code, said[team.end() :].strip()) if team else ()
        return Named(mates) if mates else self._roll(turn, code).named(said, any_of("between"))

    def one_of(self, turn: Turn, code: str, some: tuple[int, ...], typed: str) -> int | None:
        """The one of `some` (ids) that is typed, as they are shown or named; None where that is not one."""
        shown = [person for person, label in self.labels(turn, code, some) if label == typed.strip()]
        known = shown or self._roll(turn, code, some).named(typed, any_of("between")).people
        return known[0] if len(known) == 1 else None

    def labels(self, turn: Turn, code: str, some: tuple[int, ...]) -> list[tuple[int, str]]:
        """What each is called, with where they are from where several are called alike."""
        known = [each for each in checkin.enrolled(turn.store, code) if each.person in some]
        alike = Counter(each.name for each in known)
        return [
            (each.person, f"{each.name} {each.organisation}".strip() if alike[each.name] > 1 else each.name)
            for each in known
        ]

    def _of_team(self, turn: Turn, code: str, said: str) -> tuple[int, ...]:
        """A team is called as the roster has it, or by any name of the group that it is in the programme's file."""
        wanted = key(said)
        if not wanted:
            return ()
        groups = self._programmes.get(turn.store, code).groups
        names = {g.code: {key(name) for name in (g.title.th, g.title.en, *g.aliases, g.code)} for g in groups}
        return tuple(
            each.person
            for each in checkin.enrolled(turn.store, code)
            if each.team and wanted in (names.get(each.team, set()) | _keys(each.team))
        )

    def _roll(self, turn: Turn, code: str, some: tuple[int, ...] = ()) -> Roll:
        known = checkin.enrolled(turn.store, code)
        return Roll((each.person, each.name) for each in known if not some or each.person in some)


def _keys(team: str) -> set[str]:
    """ทีมเหนือ is called เหนือ, too."""
    return {key(team), key(any_of("team").sub("", team, count=1))}

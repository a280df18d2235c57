"""The people of a rehearsal: made up, on a roster, and each with ways of their own."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.messages import Address


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.texts import Texts
    from storage.programme import Programme


CHANNEL = "web"


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody made up. `way` says in words what is special about them, "" where nothing is.

    Once registered they say `says`, in turn. Of those who do not come (`absent`) nothing is heard; others come `late`,
    or after the first day no more (`misses`).
    """

    name: str
    address: Address
    way: str = ""
    says: tuple[str, ...] = ()
    absent: bool = False
    asks: bool = False
    acknowledges: bool = False
    late: bool = False
    misses: bool = False


_WAYS = (
    "plain",
    "lead",
    "mornings",
    "none",
    "quiet",
    "english",
    "stopped",
    "absent",
    "asks",
    "acknowledges",
    "late",
    "misses",
)
"""Each has a text `rehearsal.way_…`; those who begin by saying something also `rehearsal.says_…`, a line each."""
_SAYING = frozenset({"lead", "mornings", "none", "quiet", "english", "stopped"})


def cast(count: int, say: Texts) -> list[Player]:
    """`count` people: one of each way, then plain ones; of few, the first ways."""
    return [_player(number, way, say) for number, way in zip(range(1, count + 1), _ways(), strict=False)]


def _ways() -> Iterator[str]:
    yield from _WAYS
    while True:
        yield "plain"


def _player(number: int, way: str, say: Texts) -> Player:
    return Player(
        say("rehearsal.name", number=f"{number:03}"),
        Address(CHANNEL, f"rehearsal-{number}"),
        "" if way == "plain" else say(f"rehearsal.way_{way}"),
        say.listed(f"rehearsal.says_{way}") if way in _SAYING else (),
        absent=way == "absent",
        asks=way == "asks",
        acknowledges=way == "acknowledges",
        late=way == "late",
        misses=way == "misses",
    )


def roster(players: list[Player], programme: Programme) -> bytes:
    """The players as a roster file, spread over the programme's groups."""
    groups = [group.code for group in programme.groups] or [""]
    text = io.StringIO(newline="")
    rows = [[player.name, groups[number % len(groups)]] for number, player in enumerate(players)]
    csv.writer(text).writerows([["name", "team"], *rows])
    return text.getvalue().encode()

"""What an organiser wants noted, while it is being asked about: kept in the talk between two messages."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Literal
from zlib import crc32

from bot.handlers.checkin.memory import ROOM, recall, remember


if TYPE_CHECKING:
    from bot.handlers.checkin.reading import Status
    from bot.router import Turn


_WHAT = "mark"

Asks = Literal["who", "which", "reason", "confirm"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """`people` (ids) are those meant, or of `everyone` those who are not; `several` are words that name any of some.

    `points` are what may be meant, as (session, point) codes: one, once that is known. `asks` is what was asked last;
    `aside`: something else was said since.
    """

    programme: str
    status: Status
    people: tuple[int, ...] = ()
    several: tuple[tuple[str, tuple[int, ...]], ...] = ()
    everyone: bool = False
    points: tuple[tuple[str, str], ...] = ()
    stand_in: str = ""
    reason: str = ""
    asks: Asks | None = None
    aside: bool = False

    @property
    def number(self) -> int:
        """Stands for all of it on a button, which so does what is over it and nothing else."""
        return crc32(repr(replace(self, aside=False)).encode()) % 1_000_000_000


def wanted(turn: Turn) -> Wanted | None:
    kept = recall(turn, _WHAT)
    if kept is None:
        return None
    several = tuple((words, tuple(people)) for words, people in kept["several"])
    points = tuple((session, point) for session, point in kept["points"])
    return Wanted(**(kept | {"people": tuple(kept["people"]), "several": several, "points": points}))


def keep(turn: Turn, asked: Wanted) -> None:
    remember(turn, _WHAT, **asdict(asked))


def interrupted(turn: Turn) -> None:
    """What is typed from here on is no answer to what was asked; its buttons are good still."""
    context = turn.talk.context
    context[ROOM] = {**context[ROOM], "values": {**context[ROOM]["values"], "aside": True}}

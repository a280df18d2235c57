"""What a comment on a course says: clause by clause, what it is about and how it is meant.

The method is a list of words (locales/*/opinions.toml) and the grammar of complaint: negation, too much, contrast,
wishes. It knows no irony. What it is not sure of is neutral, and about something else; docs/comments.md says how well
it does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap
from typing import TYPE_CHECKING, Literal, get_args

from bot.thai.opinion_clauses import clauses
from bot.thai.opinion_units import cut
from bot.thai.text import LIMIT, repair


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Theme = Literal[
    "content",
    "speaker",
    "materials",
    "venue",
    "equipment",
    "food",
    "time",
    "activity",
    "trip",
    "staff",
    "online",
    "other",
]
"""What a comment is about.

`equipment` is what is built in: air conditioning, sound, screens, sockets; `online` is Wi-Fi, meetings over the net,
checking in by phone and the bot; `other` is the course as a whole and what has no name here.
"""

Tone = Literal["good", "bad", "neutral"]
THEMES: tuple[Theme, ...] = get_args(Theme)

LONGEST = 4000
"""Characters of a comment that are read."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares, 0 to 1, measured on as many `comments`.

    `tone`: of those whose praise, complaint and suggestion are all recognised. `themes`: the F1 of what they are about.
    """

    tone: float
    themes: float
    comments: int


ACCURACY = Accuracy(tone=0.81, themes=0.82, comments=201)
"""For reports: measured on comments on courses that others wrote, each time before the method had seen them.

On those of `tests/benchmarks/comments` it is higher. Where they are from, and all figures: docs/comments.md.
"""

_HELD = re.compile("([ก-ฮ])\\1{2,}(?![ก-๎]|\\1)")  # มากกก at the end of what is written together
_TONE: dict[str, Tone] = {"good": "good", "bad": "bad"}
_SILENT = frozenset({"nothing", "thanks", "light"})
_UNHEARD = frozenset({"polite", "strong", "gap", "blank"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a comment (spelling repaired). One that suggests may complain besides (น่าจะดีกว่านี้)."""

    text: str
    themes: tuple[Theme, ...]
    tone: Tone
    suggests: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """A whole comment; without clauses where it says nothing (ไม่มี, -)."""

    clauses: tuple[Clause, ...] = ()

    @property
    def tone(self) -> Literal["good", "bad", "mixed", "neutral"]:
        tones = {clause.tone for clause in self.clauses} - {"neutral"}
        if len(tones) > 1:
            return "mixed"
        return next(iter(tones), "neutral")

    @property
    def themes(self) -> tuple[Theme, ...]:
        """In the order of THEMES."""
        named = {theme for clause in self.clauses for theme in clause.themes}
        return tuple(theme for theme in THEMES if theme in named)

    @property
    def suggests(self) -> bool:
        return any(clause.suggests for clause in self.clauses)


@lru_cache(maxsize=2_000)  # short comments come again and again
def read(text: str) -> Opinion:
    """What `text` says, at most LONGEST characters of it.

    Half a millisecond; the first call takes half a second, for the lexicon. The last 2,000 stay in memory with their
    text while the process lives, unless `read.cache_clear()` is called.
    """
    return Opinion(tuple(_clauses(text)))


def _clauses(text: str) -> Iterator[Clause]:
    text = _HELD.sub("\\1", text[:LONGEST])
    lines = (" ".join(map(repair, wrap(line, LIMIT, break_on_hyphens=False))) for line in text.splitlines())
    whole = " | ".join(line for line in lines if line)
    lowered = whole.lower()
    if len(lowered) != len(whole):  # a few letters are two in lower case
        whole = lowered
    units = cut(lowered)
    heard = [unit for unit in units if not unit.marks & _UNHEARD]
    if not heard or (any("nothing" in unit.marks for unit in heard) and all(unit.marks & _SILENT for unit in heard)):
        return
    for draft in clauses(units):
        start, end = draft.units[0].start, draft.units[-1].end
        yield Clause(whole[start:end], _themes(draft.themes), _TONE.get(draft.tone, "neutral"), draft.suggests)


def _themes(names: Iterable[str]) -> tuple[Theme, ...]:
    """Without `other` where there is one with a name."""
    found = [theme for theme in THEMES if theme in set(names)]
    return tuple(theme for theme in found if theme != "other" or len(found) == 1) or ("other",)

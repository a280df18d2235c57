"""How well comments are read: tone, themes and both together, on the sets in comments/, and how fast."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bot.thai.opinion_groups import Comment, grouped
from bot.thai.opinions import read


if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from bot.thai.opinions import Opinion

HERE = Path(__file__).resolve().parent / "comments"
MANY = 5000
Mark = tuple[str, str]
_SIGNS = {"good": "+", "bad": "-", "neutral": "0"}


@dataclass(frozen=True)
class Labelled:
    text: str
    marks: frozenset[Mark]


@dataclass(frozen=True)
class Score:
    """Shares, 0 to 1.

    `tone`: what the whole comment has of praise, complaint and suggestion is right. `themes`: the F1 of the themes,
    over all comments. `marks`: the F1 of theme and sign together. `whole`: all marks right and none besides.
    """

    comments: int
    tone: float
    themes: float
    marks: float
    whole: float


def labelled(name: str) -> list[Labelled]:
    """The set `name`; see README.md there."""
    rows = [line.split("\t") for line in (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
    return [
        Labelled(text, frozenset((mark.rstrip("+-0?"), sign) for mark in marks.split() for sign in _signs(mark)))
        for text, marks in rows
    ]


def _signs(mark: str) -> str:
    return mark[len(mark.rstrip("+-0?")) :]


def marks(opinion: Opinion) -> frozenset[Mark]:
    """What `opinion` says, as the sets write it: a theme that is neither praised nor blamed only where no other is."""
    told: set[Mark] = set()
    for clause in opinion.clauses:
        tone = "" if clause.suggests and clause.tone == "neutral" else _SIGNS[clause.tone]
        signs = tone + "?" * clause.suggests
        told |= {(theme, sign) for theme in clause.themes for sign in signs}
    return frozenset(mark for mark in told if mark[1] != "0") or frozenset(told)


def score(rows: list[Labelled]) -> Score:
    found = [marks(read(row.text)) for row in rows]
    wanted = [frozenset(mark for mark in row.marks if mark[1] != "0") or row.marks for row in rows]
    pairs = list(zip(wanted, found, strict=True))
    return Score(
        len(rows),
        tone=sum(_tone(one) == _tone(other) for one, other in pairs) / len(rows),
        themes=_f1(({theme for theme, _ in one}, {theme for theme, _ in other}) for one, other in pairs),
        marks=_f1(pairs),
        whole=sum(one == other for one, other in pairs) / len(rows),
    )


def _tone(found: frozenset[Mark]) -> frozenset[str]:
    return frozenset(sign for _, sign in found) - {"0"}


def _f1(pairs: Iterable[tuple[AbstractSet[object], AbstractSet[object]]]) -> float:
    pairs = list(pairs)
    both = sum(len(one & other) for one, other in pairs)
    return 2 * both / sum(len(one) + len(other) for one, other in pairs)


def table() -> list[tuple[str, str]]:
    """Rows of (measure, figure)."""
    rows = [row for name in ("dev", "blind") for row in _rows(name, score(labelled(name)))]
    texts = many(MANY)
    read("ดี")  # the lexicon is read once
    read.cache_clear()
    begun = time.process_time()
    for text in texts:
        read(text)
    taken = time.process_time() - begun
    read.cache_clear()
    begun = time.process_time()
    grouped(Comment(text) for text in texts)
    return [
        *rows,
        (f"{MANY} different comments read", f"{taken:.1f} s of one core"),
        ("the same read and put together by theme", f"{time.process_time() - begun:.1f} s of one core"),
    ]


def _rows(name: str, found: Score) -> list[tuple[str, str]]:
    return [
        (f"comments, {name}: tone right", f"{100 * found.tone:.1f} % of {found.comments}"),
        (f"comments, {name}: themes, F1", f"{100 * found.themes:.1f} %"),
        (f"comments, {name}: theme with tone, F1", f"{100 * found.marks:.1f} %"),
        (f"comments, {name}: without any fault", f"{100 * found.whole:.1f} %"),
    ]


def many(count: int) -> list[str]:
    """`count` comments, none the same: two of the sets' each."""
    rows = [row.text for name in ("dev", "blind") for row in labelled(name)]
    pairs = ((one, other) for step in range(1, len(rows)) for one, other in zip(rows, rows[step:], strict=False))
    return [f"{one} {other}" for one, other in islice(pairs, count)]

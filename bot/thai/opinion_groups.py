"""Comments of many people put together by what they are about, what needs doing first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from bot.thai.opinions import THEMES, read
from bot.thai.text import key


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.thai.opinions import Clause, Opinion, Theme, Tone

QUOTES = 3
"""Quotes of each kind (praise, complaint, suggestion, neither) that a group has at most."""

_COLUMNS = ("bad", "suggestions", "good", "neutral")
_ALIKE = 88  # of 100; two comments so much alike say the same
_COMPARED = 400  # different comments of a kind and theme among which alike ones are looked for
_TELLING = (12, 120)  # letters of a comment that says enough to be quoted, and not too much


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote, and the stars (1 to 5) given with it."""

    text: str
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A clause that stands for `count` comments that say the same; `comment` is the whole of the one it is from."""

    text: str
    comment: str
    tone: Tone
    suggests: bool
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """The comments on one theme.

    A comment counts once in each column that it belongs to, so that one with praise and complaint counts in both; in
    `neutral` only where it has none of the three others.
    """

    theme: Theme
    comments: int
    good: int
    bad: int
    neutral: int
    suggestions: int
    quotes: tuple[Quote, ...]

    @property
    def to_do(self) -> int:
        """Complaints and suggestions: by this the groups are in order."""
        return self.bad + self.suggestions


@dataclass(frozen=True, slots=True)
class _Said:
    clause: Clause
    comment: str
    stars: int


def grouped(comments: Iterable[Comment], most: int = QUOTES) -> tuple[Group, ...]:
    """The themes of `comments` with most to do first; each with up to `most` quotes of each kind, complaints first.

    Comments that say nothing are in no group.
    """
    said: dict[Theme, dict[str, list[_Said]]] = {}
    counted: Counter[Theme] = Counter()
    for comment in comments:
        opinion = read(comment.text)
        counted.update(opinion.themes)
        for (theme, column), clause in _told(opinion).items():
            one = _Said(clause, comment.text.strip(), comment.stars or 0)
            said.setdefault(theme, {name: [] for name in _COLUMNS})[column].append(one)
    groups = [_group(theme, counted[theme], columns, most) for theme, columns in said.items()]
    return tuple(sorted(groups, key=lambda group: (-group.to_do, -group.comments, THEMES.index(group.theme))))


def _told(opinion: Opinion) -> dict[tuple[Theme, str], Clause]:
    """The first clause of `opinion` for each theme and column that it counts in."""
    told: dict[tuple[Theme, str], Clause] = {}
    for clause in opinion.clauses:
        for theme in clause.themes:
            for column in _columns(clause):
                told.setdefault((theme, column), clause)
    more = {theme for theme, column in told if column != "neutral"}
    return {
        (theme, column): clause for (theme, column), clause in told.items() if column != "neutral" or theme not in more
    }


def _group(theme: Theme, comments: int, columns: dict[str, list[_Said]], most: int) -> Group:
    return Group(
        theme,
        comments,
        good=len(columns["good"]),
        bad=len(columns["bad"]),
        neutral=len(columns["neutral"]),
        suggestions=len(columns["suggestions"]),
        quotes=tuple(quote for held in columns.values() for quote in _quotes(held, most)),
    )


def _columns(clause: Clause) -> Iterable[str]:
    if clause.tone != "neutral":
        yield clause.tone
    if clause.suggests:
        yield "suggestions"
    elif clause.tone == "neutral":
        yield "neutral"


def _quotes(said: Sequence[_Said], most: int) -> list[Quote]:
    """The most frequent of what is said, alike ones folded; of those as frequent, what tells most."""
    folded: dict[str, list[_Said]] = {}
    for one in said:
        folded.setdefault(key(one.clause.text) or one.clause.text, []).append(one)
    leaders: dict[str, list[_Said]] = {}
    for place, spelt in enumerate(sorted(folded, key=lambda spelt: (-len(folded[spelt]), -len(spelt), spelt))):
        near = None
        if place < _COMPARED:
            near = process.extractOne(spelt, leaders.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        leaders.setdefault(near[0] if near else spelt, []).extend(folded[spelt])
    ranked = sorted(leaders.values(), key=lambda alike: (-len(alike), min(map(_dullness, alike))))
    return [_quote(alike) for alike in ranked[:most]]


def _quote(alike: Sequence[_Said]) -> Quote:
    best = min(alike, key=_dullness)
    return Quote(best.clause.text, best.comment, best.clause.tone, best.clause.suggests, len(alike))


def _dullness(said: _Said) -> tuple[bool, int, int, str]:
    """Less for what tells more: of a fair length, with the strongest stars, and rather long than short."""
    length = len(said.clause.text)
    least, longest = _TELLING
    strength = {"good": -(said.stars or 3), "bad": said.stars or 3}.get(said.clause.tone, 0)
    return not least <= length <= longest, strength, -length, said.comment

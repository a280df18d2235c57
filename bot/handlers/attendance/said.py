"""What somebody wants to know of attendance, read from what they typed: every word must say something about it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from bot.texts import LANGUAGES, words
from bot.thai.lexicon import expand
from bot.thai.text import boundaries, function_words, repair


if TYPE_CHECKING:
    from collections.abc import Iterator


What = Literal["mine", "certificate", "risk"]
"""One's own figures, or somebody's; whether that is enough for the certificate; or who may not reach enough."""

_TONES = re.compile("[\u0e47-\u0e4c]")
_BETWEEN = frozenset(" ,.!?…:;\"'“”()*/\n-–")
_LONGEST = 120  # letters
_ABOUT = frozenset({"attend", "lesson", "figures", "hours", "miss"})
_NAMED = 2  # letters of a name
_MOST = 100  # places in which a name may stand; there are few where it is one
_CHANCE = 4  # letters; a shorter name must be a whole word: นา is not in นาที


@dataclass(frozen=True, slots=True)
class Wish:
    """`names`: what may be the name of whom it is about, the longest first; none: of whoever asks, or of everybody.

    `surely`: nothing else can be meant, even by somebody who takes part in nothing.
    """

    what: What
    names: tuple[str, ...] = ()
    surely: bool = False


@lru_cache(maxsize=1000)
def read(typed: str) -> Wish | None:
    """What is wanted; None where it is anything else, or more than that."""
    text = repair(typed).lower()
    bare, offsets = _bare(text)
    if len(text) > _LONGEST or not _is_near(bare):
        return None
    rests = _rests(bare)
    if (said := rests[0]) is not None:
        what = _what(said)
        return Wish(what, surely=bool(said & {"me", "who"}) and not said >= {"miss", "may"}) if what else None
    found: dict[What, list[str]] = {}
    edges = boundaries(text)
    for start, end, said in _named(bare, rests):
        name = text[offsets[start] : offsets[end]].strip()
        what = _what(said | {"me"})
        asked = what == "mine" or (what == "certificate" and "ask" in said)
        whole = len(name) >= _CHANCE or {offsets[start], offsets[end]} <= edges
        if what and asked and whole and not said & {"me", "who"} and name not in function_words():
            found.setdefault(what, []).append(name)
    for what, names in found.items():
        return Wish(what, tuple(sorted(dict.fromkeys(names), key=len, reverse=True)[:_MOST]))
    return None


def _what(said: frozenset[str]) -> What | None:
    """What these words want, where they are all that is said."""
    if "risk" in said:
        if said & {"amount", "percent", "which"} or not said & {"who", "ask"}:
            return None
        return "risk" if "who" in said else "mine" if "me" in said else None
    if "certificate" in said or "finish" in said:
        both = "certificate" in said and "finish" in said  # whether one does get one at the end
        return (
            "certificate"
            if said & {"me", "will"} and (said >= {"me", "will"} or "ask" in said) and not (both or "who" in said)
            else None
        )
    asked = said & {"amount", "percent"}
    if "who" in said or not (asked or said & {"figures", "enough", "which", "may"}):
        return None
    now = said & {"me", "done", "more"}
    of_lesson = "lesson" in said and bool(said & {"percent", "enough"})
    ways = (
        "attend" in said and asked and now,
        of_lesson and asked and now,
        "miss" in said and (now if asked else "which" in said and said & {"me", "done"}),
        said >= {"miss", "may", "more", "ask"},
        "hours" in said and asked and now,
        "figures" in said and now,
        "enough" in said
        and said & {"ask", "me"}
        and (said & {"attend", "hours", "figures"} or of_lesson or said >= {"me", "ask"}),
    )
    return "mine" if any(ways) else None


def _named(bare: str, rests: list[frozenset[str] | None]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Where a name may stand, with what is said around it."""
    for start, before in _beginnings(bare):
        for end in range(start + _NAMED, len(bare) + 1):
            behind = rests[end]
            if behind is not None and (before | behind) & _ABOUT | (before | behind) & {"certificate", "finish"}:
                yield start, end, before | behind


def _beginnings(bare: str) -> list[tuple[int, frozenset[str]]]:
    """How far it can be read from its beginning, and what is said until there."""
    found: dict[int, frozenset[str]] = {0: frozenset()}
    for at in range(len(bare)):
        if at not in found:
            continue
        if bare[at] in _BETWEEN:
            found.setdefault(at + 1, found[at])
        for end, says in _phrases_at(bare, at):
            found.setdefault(end, found[at] | says)
    return sorted(found.items())


def _rests(bare: str) -> list[frozenset[str] | None]:
    """For each place, what is said from there on, where all of that can be read; the longest words count first."""
    rests: list[frozenset[str] | None] = [None] * len(bare) + [frozenset()]
    for at in range(len(bare) - 1, -1, -1):
        if bare[at] in _BETWEEN:
            rests[at] = rests[at + 1]
        for end, says in _phrases_at(bare, at):
            rest = rests[end]
            if rest is not None:
                rests[at] = rest | says
                break
    return rests


def _phrases_at(bare: str, at: int) -> Iterator[tuple[int, frozenset[str]]]:
    """The phrases that stand there, the longest first; one of Latin letters as a whole word."""
    if at and bare[at].isascii() and bare[at].isalpha() and _is_latin(bare[at - 1]):
        return
    for length in _lengths():
        end = at + length
        says = _phrases().get(bare[at:end]) if end <= len(bare) else None
        if says and not (_is_latin(bare[end - 1]) and end < len(bare) and _is_latin(bare[end])):
            yield end, says


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _bare(text: str) -> tuple[str, list[int]]:
    """The text without tone marks, and where each letter of that stands in it."""
    kept = [place for place, letter in enumerate(text) if not _TONES.match(letter)]
    return "".join(text[place] for place in kept), [*kept, len(text)]


def _is_near(bare: str) -> bool:
    """Whether it has a word without which nothing here is meant."""
    return any(word in bare for word in _needed())


@cache
def _needed() -> tuple[str, ...]:
    needed = _ABOUT | {"risk", "certificate", "finish"}
    return tuple(word for word, says in _phrases().items() if says & needed)


@cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(phrase) for phrase in _phrases()}, reverse=True))


@cache
def _phrases() -> dict[str, frozenset[str]]:
    """For each phrase, without its tone marks, what it says."""
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for name, listed in tomllib.loads(words(language, "attendance.toml")).items():
            for phrase in (each for raw in listed for each in expand(raw)):
                found.setdefault(_TONES.sub("", phrase), set()).add(name)
    return {phrase: frozenset(names) for phrase, names in found.items()}

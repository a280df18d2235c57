"""What an organiser asks for, as typed: the wish, and the words for a session or a day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from bot.services.people.words import bare
from bot.services.report.reading import any_of, as_pattern, is_near, named, polished
from bot.thai.text import key, repair


What = Literal["report", "excel", "sheet"]
_WHATS: dict[str, What] = {"report": "report", "excel": "excel", "sheet": "sheet"}
_LONGEST = 150  # letters


@dataclass(frozen=True, slots=True)
class Wish:
    """`about` are the words for a session or a day, "" for what is on; `filled`: None where that was not said."""

    what: What
    about: str = ""
    filled: bool | None = None


@lru_cache(maxsize=1000)
def read(typed: str) -> Wish | None:
    """What is wanted; None where it is anything else. What it is about may still be nothing at all."""
    if len(typed) > _LONGEST or not is_near(typed):
        return None
    if alone(typed) == "report":
        return Wish("report")
    text = polished(typed)
    found = _wishes().match(text)
    if found is None:
        return None
    what = next(name for name in _WHATS if found[name])
    return _about(Wish(_WHATS[what]), text[found.end() :])


@lru_cache(maxsize=1000)
def alone(typed: str) -> str:
    """What all that was typed stands for; "" where it is more, or anything else."""
    known = _known()
    return next((known[said] for said in bare(repair(typed)) if said in known), "")


def _about(wish: Wish, rest: str) -> Wish:
    for filled, name in ((True, "filled"), (False, "blank")):
        if wish.what == "sheet" and (found := any_of(name).search(rest)):
            wish, rest = replace(wish, filled=filled), rest[: found.start()] + rest[found.end() :]
    rest = rest.strip()
    while not any_of("now").fullmatch(rest) and (found := any_of("about").match(rest)):
        rest = rest[found.end() :].strip()
    return replace(wish, about="" if any_of("now").fullmatch(rest) else rest)


@cache
def _wishes() -> re.Pattern[str]:
    """The longest words first, whatever they wish: what asks for a workbook begins like what asks for a report."""
    parts = [
        f"(?P<{name}>{'|'.join(as_pattern(word) for word, wish in named('wishes') if wish == name)})"
        for name in ("excel", "sheet", "report")
    ]
    return re.compile("|".join(parts), re.IGNORECASE)


@cache
def _known() -> dict[str, str]:
    return {key(word): name for word, name in named("alone")}

"""What people wrote: as it is looked for, and put together by what it is about with what stands for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.thai.opinion_groups import Comment, Group, grouped
from bot.thai.opinions import THEMES
from storage import feedback_results
from storage.feedback_results import ANY, Sought, Written


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session as Store

    from bot.services.results.overview import Result


__all__ = ["ANY", "QUOTED", "TONES", "Group", "Page", "Sought", "Written", "page", "put_together", "quotes", "sought"]

TONES = ("good", "bad", "suggestion", "neutral")
"""The tones of what was written, as they are kept."""
QUOTED = 200
"""Of so many comments at most, drawn by lot, are those that stand for the rest."""

_LONGEST = 100  # letters that are looked for


class Page(NamedTuple):
    """Some comments with the results that they belong to; `more`: there are others behind them."""

    comments: tuple[tuple[Result, Written], ...]
    more: bool


def sought(asked: Mapping[str, str]) -> Sought:
    """What a page's query asks for by `theme`, `tone` and `text`; what there is not is not asked."""
    theme, tone = asked.get("theme", ""), asked.get("tone", "")
    text = " ".join(asked.get("text", "").replace("\0", "").split())[:_LONGEST]
    return Sought(theme if theme in THEMES else "", tone if tone in TONES else "", text)


def page(store: Store, results: Iterable[Result], wanted: Sought, first: int, most: int) -> Page:
    """What is sought of what was written to any of the `results` that may be shown, from the `first`-th (0) on."""
    known = {each.id: each for each in results if each.written and _may_have(each, wanted)}
    found = feedback_results.written(store, known, wanted, first, most + 1) if known else []
    return Page(tuple((known[each.form], each) for each in found[:most]), len(found) > most)


def quotes(store: Store, results: Iterable[Result], most: int = QUOTED) -> tuple[Group, ...]:
    """What stands for the rest, by theme: see bot.thai.opinion_groups. Its counts are of at most so many comments."""
    forms = [each.id for each in results if each.written]
    return put_together(feedback_results.sample(store, forms, most) if forms else [])


def put_together(comments: Iterable[Written]) -> tuple[Group, ...]:
    """All of these by theme, what needs doing first."""
    return grouped(Comment(each.words, each.stars) for each in comments)


def _may_have(result: Result, wanted: Sought) -> bool:
    """Whether there is anything of that theme and tone at all."""
    counted = result.tally
    if wanted.theme:
        tones = counted.get(f"#{wanted.theme}", {})
        return bool(tones.get(wanted.tone) if wanted.tone else tones)
    return not wanted.tone or any(tones.get(wanted.tone) for name, tones in counted.items() if name.startswith("#"))

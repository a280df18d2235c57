"""The answers of a form whose answers have names, as its programme's file says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.services.results import words
from storage import feedback_results
from storage.feedback_settings import SESSION


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store

    from bot.services.results.overview import Result
    from bot.texts import Texts


_, _REASONS, _ = SESSION


class Named(NamedTuple):
    """Who answered, and what: each question with its answer."""

    name: str
    answers: tuple[tuple[str, str], ...]


def named(store: Store, say: Texts, result: Result, first: int, most: int) -> list[Named]:
    """By name, from the `first`-th (0) on; of a form without names nothing."""
    if result.opened.anonymous:
        return []
    asked = result.form.questions if result.form else ()
    titles = {each.code: each.title.in_(say.language) for each in asked}
    titles |= {} if asked else {each: say(f"results.column_{each}") for each in SESSION}
    return [
        Named(
            each.name,
            tuple(
                (title, _said(say, code, {**each.answers, **each.words}[code]))
                for code, title in titles.items()
                if code in each.answers or code in each.words
            ),
        )
        for each in feedback_results.named(store, result.id, first, most)
    ]


def _said(say: Texts, question: str, given: object) -> str:
    if isinstance(given, list):
        return ", ".join(words.reason(say, each) if question == _REASONS else str(each) for each in given)
    return str(given)

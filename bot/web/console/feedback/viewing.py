"""What the pages of feedback have in common: their views, and what their templates call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.results import overview, words
from bot.web import plots
from bot.web.console.here import Shown


if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.services.results import Overview, Result
    from bot.web.console.here import Here


VIEWS = ("feedback", "feedback/speakers", "feedback/modules", "feedback/comments", "feedback/shares")


def found(here: Here) -> Overview:
    return overview(here.store, here.programme)


def shown(here: Here, template: str, view: str, **values: object) -> Shown:
    """A page of feedback; `view` is the one of VIEWS to which it belongs."""
    names = {each: each.removeprefix("feedback").removeprefix("/") or "whole" for each in VIEWS}
    views = [(here.say(f"console_feedback.view_{name}"), here.url(each), each == view) for each, name in names.items()]
    return Shown(
        template, {"views": views, "words": words, "plots_of": plots, "method": words.method(here.say), **values}
    )


def written(results: Iterable[Result]) -> int:
    return sum(each.written for each in results)

"""A rehearsal as a page of HTML that needs nothing else: day by day, each message as LINE would show it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bot.texts import texts
from bot.web.preview.line import Line
from bot.web.preview.nodes import Sheet, markup
from bot.web.templating import template


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bot.messages import Language

    Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Moment:
    """One message: `when` and `whom` in words, the names of all who got it, and LINE's calls for it."""

    day: date
    when: str
    whom: str
    names: tuple[str, ...]
    calls: Sequence[Sequence[Json]]


@dataclass(frozen=True, slots=True)
class Story:
    """`ways` are (name, what is special about them, what they say); `totals` what it comes to, in lines."""

    title: str
    period: str
    ways: Sequence[tuple[str, str, str]]
    moments: Sequence[Moment]
    totals: Sequence[str]


def page(story: Story, language: Language) -> str:
    say, sheet = texts(language), Sheet()
    line = Line(say, sheet)
    days: dict[str, list[tuple[Moment, Markup]]] = {}
    for moment in story.moments:
        days.setdefault(say.day(moment.day), []).append((moment, markup(line.draw(moment.calls))))
    style = Markup(_styles(("preview.css", "rehearsal.css")) + sheet.css)  # noqa: S704 - ours, and checked values
    return template("rehearsal.html").render(story=story, days=days, style=style, say=say, language=language)


@cache
def _styles(names: Iterable[str]) -> str:
    folder = resources.files("bot.web") / "static"
    return "".join((folder / name).read_text(encoding="utf-8") for name in names)

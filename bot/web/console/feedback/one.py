"""One session, form, speaker or module: its figures, why few stars were given, and what people say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services.results import Together, words
from bot.services.results.comments import QUOTED, quotes
from bot.services.results.naming import named
from bot.services.results.questions import questions
from bot.web import plots
from bot.web.console.feedback.viewing import found, shown, written
from bot.web.console.paging import paging


if TYPE_CHECKING:
    from bot.services.results import Overview, Result
    from bot.web.console.here import Answer, Here


def session(here: Here) -> Answer:
    whole = found(here)
    result = whole.of_session(here.asked.get("code", ""))
    return _result(here, whole, result)


def form(here: Here) -> Answer:
    whole = found(here)
    return _result(here, whole, whole.of_form(here.asked.get("code", "")))


def speaker(here: Here) -> Answer:
    whole = found(here)
    return _several(here, whole, "speaker", whole.speakers)


def module(here: Here) -> Answer:
    whole = found(here)
    return _several(here, whole, "module", whole.modules)


def names(here: Here) -> Answer:
    """The answers of a form that has names, by them."""
    whole = found(here)
    asked = here.asked.get("id", "")
    result = next((each for each in (*whole.results, *whole.forms) if str(each.id) == asked), None)
    if result is None or result.opened.anonymous:
        raise Refused("console_feedback.gone")
    page = paging(here.asked, result.shown)
    lines = named(here.store, here.say, result, page.first, page.most)
    return shown(here, "console/feedback_names.html", "feedback", result=result, page=page, lines=lines)


def _result(here: Here, whole: Overview, result: Result | None) -> Answer:
    if result is None:
        raise Refused("console_feedback.gone")
    say = here.say
    about = (
        Together("", result.title, (result,))
        if result.opened.about.session
        else Together("", result.title, (), (result,))
    )
    under = (say.day(words.day(result, whole)), words.module(say, result, whole), words.speakers(say, result, whole))
    lines = [text for text in under if text]
    return _shown(here, whole, about, lines, kind="session" if about.results else "form", result=result)


def _several(here: Here, whole: Overview, kind: str, several: tuple[Together, ...]) -> Answer:
    about = next((each for each in several if each.code == here.asked.get("code", "")), None)
    if about is None:
        raise Refused("console_feedback.gone")
    return _shown(here, whole, about, [], kind=kind, result=None)


def _shown(
    here: Here, whole: Overview, about: Together, lines: list[str], *, kind: str, result: Result | None
) -> Answer:
    every = (*about.results, *about.forms)
    view = f"feedback/{kind}s" if kind in ("speaker", "module") else "feedback"
    values = {
        "found": whole,
        "about": about,
        "lines": lines,
        "kind": kind,
        "result": result,
        "asked": [each for form in about.forms for each in questions(form)],
        "trend": plots.trend([(words.day(each, whole), Together("", each.title, (each,))) for each in about.results]),
        "quotes": quotes(here.store, every),
        "sampled": min(QUOTED, written(every)),
        "written": written(every),
    }
    return shown(here, "console/feedback_one.html", view, **values)

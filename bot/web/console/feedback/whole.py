"""The whole programme: what to look at first, how it went from day to day, and its sessions, speakers and modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.results import first
from bot.services.results.questions import questions
from bot.web import plots
from bot.web.console.feedback.viewing import found, shown
from bot.web.console.paging import paging


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.services.results import Together
    from bot.web.console.here import Answer, Here


def show(here: Here) -> Answer:
    whole = found(here)
    page = paging(here.asked, len(whole.results))
    return shown(
        here,
        "console/feedback.html",
        "feedback",
        found=whole,
        about=whole.whole,
        first=first(whole.whole),
        trend=plots.trend(whole.days),
        page=page,
        results=whole.results[page.first : page.last],
        asked=[(form, each) for form in whole.forms for each in questions(form) if each.recommend],
    )


def speakers(here: Here) -> Answer:
    return _several(here, "speaker", found(here).speakers)


def modules(here: Here) -> Answer:
    return _several(here, "module", found(here).modules)


def _several(here: Here, kind: str, several: Sequence[Together]) -> Answer:
    """The lowest first; those of which nothing is shown come last."""
    ranked = sorted(several, key=lambda each: (each.stars.mean is None, each.stars.mean or 0))
    page = paging(here.asked, len(ranked))
    heading = here.say(f"results.sheet_{kind}s")
    values = {"kind": kind, "heading": heading, "page": page, "several": ranked[page.first : page.last]}
    return shown(here, "console/feedback_several.html", f"feedback/{kind}s", **values)

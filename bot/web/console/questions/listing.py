"""What the bot could not answer: what waits, alike questions together, and what became of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services import teaching
from bot.web.console.here import Shown
from bot.web.console.paging import paging


if TYPE_CHECKING:
    from datetime import datetime

    from bot.web.console.here import Answer, Here
    from storage.models import QuestionState


_STATES: tuple[QuestionState, ...] = ("open", "answered", "dismissed")
_MOST = 20  # groups on a page: each has a form
BRANDS = {"line": "LINE", "telegram": "Telegram"}


def show(here: Here) -> Answer:
    wanted = here.asked.get("state", "open")
    state: QuestionState = next((each for each in _STATES if each == wanted), "open")
    counts = teaching.counts(here.store, here.programme.code)
    common = {
        "state": state,
        "states": [(each, counts.get(each, 0)) for each in _STATES],
        "most": teaching.LONGEST,
        "who": lambda question: who(here, question),
        "when": lambda at: moment(here, at),
        "typed": str(here.posted.get("answer", "")),
        "about": here.posted.getlist("question"),
    }
    if state == "open":
        found = teaching.alike(here.store, here.programme.code)
        page = paging(here.asked, len(found), _MOST)
        groups = found[page.first : page.last]
        waiting = sum(len(group.questions) for group in found)
        values = {"page": page, "groups": groups, "older": counts.get("open", 0) - waiting}
        return Shown("console/questions.html", {**common, **values})
    page = paging(here.asked, counts.get(state, 0))
    listed = teaching.page(here.store, here.programme.code, state, page.first, page.most)
    return Shown("console/questions.html", {**common, "page": page, "listed": listed})


def who(here: Here, question: teaching.Listed) -> str:
    """Whoever asked; a guest by the channel, never by an id."""
    brand = here.say("questions.web") if question.channel == "web" else BRANDS.get(question.channel, question.channel)
    return question.asker or here.say("questions.guest", channel=brand)


def moment(here: Here, at: datetime | None) -> str:
    """A time, on the clocks of the programme; "" for none."""
    if at is None:
        return ""
    local = at.astimezone(here.zone)
    return f"{here.say.short_day(local.date())} {here.say.hours(local, local)}"

"""The frame around every page of the console: its head, its navigation, and what was to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

from bot.texts import LANGUAGES, short_title, texts
from bot.web.signin import PRIVATE
from bot.web.templating import template


if TYPE_CHECKING:
    from starlette.responses import Response

    from bot.web.console.here import Here, Shown
    from bot.web.console.told import Told


TABS = ("today", "programme", "people", "announcements", "questions", "attendance", "feedback", "log")
"""The pages of the navigation, in order; what each is called is the text `console.tab_…`."""


class Frame:
    """`tabs` are the pages that there are."""

    def __init__(self, static: str) -> None:
        self._static = static
        self.tabs: list[str] = []

    def draw(self, here: Here, shown: Shown, told: Told | None) -> str:
        """A page as HTML. Beside its own values a template has `here`, `say` and `static`, and what base.html needs."""
        say = here.say
        return template(shown.template).render(
            **shown.values,
            here=here,
            say=say,
            static=self._static,
            other=texts(next(each for each in LANGUAGES if each != say.language)),
            tabs=[(each, say(f"console.tab_{each}"), here.url(each)) for each in TABS if each in self.tabs],
            there=frozenset(self.tabs),
            courses=[(each.code, each.title.in_(say.language)) for each in here.courses],
            title=say(f"console.tab_{here.tab}"),
            short_title=short_title,
            told=told,
            message=say(told.text, **told.values) if told else "",
        )


def aside(static: str, text: str, status: int = 200, *, back: bool = False) -> Response:
    """A page with one sentence on it, in each language: nobody knows who reads it. `back`: and a way to the console."""
    values = {"says": [texts(language) for language in LANGUAGES], "text": text, "static": static, "back": back}
    return HTMLResponse(template("console/aside.html").render(values), status, PRIVATE)


def not_there(static: str) -> Response:
    """For whoever asks for what is not there, or not theirs: which of the two is not told."""
    return aside(static, "console.not_there", 404, back=True)

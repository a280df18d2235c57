"""What people wrote, chosen by theme, tone, words, and what it was written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.results.comments import TONES, page, sought
from bot.thai.opinions import THEMES
from bot.web.console.feedback.viewing import found, shown
from bot.web.console.paging import MOST, number


if TYPE_CHECKING:
    from bot.web.console.here import Answer, Here


_DEEPEST = 1000  # pages


def show(here: Here) -> Answer:
    whole = found(here)
    every = (*whole.results, *whole.forms)
    about = next((each for each in every if str(each.id) == here.asked.get("of")), None)
    wanted = sought(here.asked)
    number = _page(here.asked.get("page", ""))
    comments = page(here.store, (about,) if about else every, wanted, (number - 1) * MOST, MOST)
    return shown(
        here,
        "console/feedback_comments.html",
        "feedback/comments",
        found=whole,
        about=about,
        wanted=wanted,
        number=number,
        comments=comments.comments,
        more=comments.more and number < _DEEPEST,
        several=[each for each in every if each.written],
        all_themes=THEMES,
        all_tones=TONES,
        themes=about.themes if about else whole.whole.themes,
    )


def _page(asked: str) -> int:
    return min(_DEEPEST, max(1, number(asked)))

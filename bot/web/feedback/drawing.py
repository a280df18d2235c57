"""How a speaker's page is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from bot.services.results import Theme, Together, words
from bot.services.results.comments import put_together
from bot.texts import LANGUAGES, texts
from bot.web import plots
from bot.web.console.paging import paging
from bot.web.templating import template


if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.results.sharing import Seen
    from bot.texts import Texts


def drawn(seen: Seen, say: Texts, asked: Mapping[str, str], static: str) -> str:
    """The page as HTML, with as many comments as fit on one; `asked` is its query."""
    programme, about, told = seen.found.programme, seen.about, seen.told
    page = paging(asked, len(told))
    groups = put_together(written for _, written in told)
    days = [(words.day(each, seen.found), Together("", each.title, (each,))) for each in about.results]
    other = next(texts(each) for each in LANGUAGES if each != say.language)
    name = next((each.name.in_(say.language) for each in programme.speakers if each.code == about.code), "")
    return template("feedback.html").render(
        say=say,
        words=words,
        static=static,
        other=other,
        lang=lambda language: "?" + urlencode({**asked, "lang": language}),
        at=lambda number: "?" + urlencode({**asked, "page": number}),
        programme=programme.title.in_(say.language),
        name=name,
        about=about,
        found=seen.found,
        trend=plots.trend(days),
        groups=groups,
        themes=[Theme(each.theme, each.good, each.bad, each.suggestions, each.neutral) for each in groups],
        tones=plots.tones,
        nowhere=lambda _theme: "",
        method=words.method(say),
        comments=told[page.first : page.last],
        page=page,
        with_words=seen.share.words,
        until=seen.share.expires_at.astimezone(ZoneInfo(programme.timezone)).date(),
    )

"""The chat page itself: its template, its words, and its static files under a name that changes with them."""

from __future__ import annotations

import hashlib
from importlib import resources
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.staticfiles import StaticFiles

from bot.texts import LANGUAGES, texts
from bot.web.templating import template


if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from starlette.responses import Response
    from starlette.types import Scope

    from bot.messages import Choice, Language


LONGEST = 500  # characters in one message

# What the scripts say. Placeholders stay as they are: the scripts fill them.
_SCRIPTED = (
    *("name", "language", "about", "skip", "talk", "welcome", "examples", "question", "placeholder", "send", "left"),
    *("you", "bot", "cards", "slide", "choices", "new_tab", "file", "day", "time"),
    *("sending", "waiting", "not_sent", "not_yet_sent", "reconnecting", "check_in"),
)
_UNFILLED = {name: f"{{{name}}}" for name in ("count", "weekday", "day", "month", "year", "hour", "minute", "code")}


class Static(StaticFiles):
    """The files in static/, kept by browsers for a year: their address changes when any of them does."""

    def __init__(self) -> None:
        super().__init__(packages=[("bot.web", "static")])
        folder = resources.files("bot.web") / "static"
        content = b"".join(path.read_bytes() for path in sorted(folder.iterdir(), key=lambda path: path.name))
        self.root = f"/static/{hashlib.sha256(content).hexdigest()[:12]}"

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


class Page:
    """Draws the page."""

    def __init__(self, static: str) -> None:
        self._static = static
        self._template = template("chat.html")
        self._words = {
            language: {f"web.{name}": texts(language)(f"web.{name}", **_UNFILLED) for name in _SCRIPTED}
            for language in LANGUAGES
        }

    def draw(
        self, language: Language, programme: str, talk: Sequence[dict[str, Any]] = (), choices: Sequence[Choice] = ()
    ) -> str:
        """The page as HTML. `talk` (who, words, language) and `choices` are for browsers without scripts."""
        return self._template.render(
            language=language,
            say=texts(language),
            other=texts(next(other for other in LANGUAGES if other != language)),
            programme=programme,
            static=self._static,
            words=self._words,
            longest=LONGEST,
            talk=talk,
            choices=choices,
            new_id=uuid4,
        )

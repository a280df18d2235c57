"""The scanner's page itself: its template, its words, and the points of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.checkin import Place, questions, showing
from bot.services.checkin.scanning import REASON
from bot.texts import LANGUAGES, texts
from bot.web.board.drawing import named
from bot.web.templating import template
from storage import people


if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session as Store

    from bot.messages import Language
    from bot.services.checkin import Window
    from storage.programme import Programme, Session


# What the scripts say. Placeholders stay as they are: the scripts fill them.
_SCRIPTED = (
    *("no_camera", "denied", "offline_camera", "kept", "kept_title", "unsent", "gone", "busy", "away"),
    *("nobody", "more", "letters", "sure", "undo", "moves", "force", "answers", "answer"),
)
_UNFILLED = {name: f"{{{name}}}" for name in ("count", "least")}


def language(store: Store, person: int, wanted: str) -> Language:
    """The one that is wanted, else the person's own, else Thai."""
    return next((each for each in LANGUAGES if each == wanted), people.get(store, person).language or "th")


def drawn(
    programme: Programme,
    points: Sequence[tuple[Session, Window]],
    likely: tuple[Session, Window] | None,
    language: Language,
    **more: object,
) -> str:
    """The page as HTML, with `likely` of the points chosen."""
    say = texts(language)
    return template("scanner.html").render(
        say=say,
        other=texts(next(each for each in LANGUAGES if each != language)),
        programme=programme.title.in_(language),
        points=[
            (showing.name_of(Place(programme.code, session.code, window.code)), named(say, session, window),
             (session, window) == likely)
            for session, window in points
        ],
        leaves=showing.leaves(programme),
        longest=REASON,
        longest_answer=questions.LONGEST,
        words={name: say(f"scanner.{name}", **_UNFILLED) for name in _SCRIPTED},
        **more,
    )  # fmt: skip

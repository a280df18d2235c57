"""The pages of what the bot could not answer: answered, taught, and tried before it is taught."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.web.console.questions import ready, trying
from bot.web.console.questions.answering import Answering
from bot.web.console.questions.listing import show


if TYPE_CHECKING:
    from starlette.routing import Route

    from bot.web.console.guard import Room


_TAB = "questions"


def routes(room: Room) -> list[Route]:
    answering = Answering(room.programmes)
    return [
        room.page(_TAB, _TAB, show, seen=True),
        room.deed(f"{_TAB}/answer", _TAB, answering.answer, again=show),
        room.deed(f"{_TAB}/dismiss", _TAB, answering.dismiss, again=show),
        room.page(f"{_TAB}/ready", _TAB, ready.show),
        room.deed(f"{_TAB}/ready", _TAB, ready.write, again=trying.show),
        room.deed(f"{_TAB}/ready/{{id:int}}", _TAB, ready.change, again=ready.show),
        room.deed(f"{_TAB}/ready/{{id:int}}/remove", _TAB, ready.remove),
        room.page(f"{_TAB}/names", _TAB, ready.names),
        room.deed(f"{_TAB}/names", _TAB, ready.teach, again=trying.show),
        room.deed(f"{_TAB}/names/{{id:int}}/remove", _TAB, ready.unteach),
        room.page(f"{_TAB}/try", _TAB, trying.show),
        room.deed(f"{_TAB}/try", _TAB, trying.tried, again=trying.show),
    ]

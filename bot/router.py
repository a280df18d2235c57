"""Which handler answers: ordered routes, the first that matches wins. A handler is `(Turn) -> Reply`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from bot.messages import Address, Inbound, Language, Reply
    from bot.texts import Texts


@dataclass(slots=True)
class Talk:
    """What is remembered of one address. `context` is JSON, a key a room; `programme` is the chosen one's code."""

    language: Language = "th"
    programme: str = ""
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """One inbound message with what is needed to answer it, inside one transaction. `now` is aware.

    A handler may change `talk`; it is stored with the answer. What is said to somebody else goes to `others`, what is
    a message of its own right before the answer to `before`. `whole` is what was typed, however long: `inbound.text`
    has as much of it as a question needs.
    """

    inbound: Inbound
    talk: Talk
    now: datetime
    store: Session
    say: Texts
    others: list[tuple[Address, Reply]] = field(default_factory=list)
    before: list[Reply] = field(default_factory=list)
    whole: str = ""


Handler = Callable[[Turn], "Reply"]
Route = tuple[Callable[[Turn], bool], Handler]


class Router:
    """Routes in the order in which they are asked; the last should take anything."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self._routes = tuple(routes)

    def answer(self, turn: Turn) -> Reply:
        for matches, handler in self._routes:
            if matches(turn):
                return handler(turn)
        raise LookupError("no route took the message: the last route must take anything")

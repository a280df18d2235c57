"""The answer to one question about one programme, as a value; the words for it are the handler's.

A question is answered only where all of it was understood: every content word explained, something to answer about (a
name, a day, a place in the order, or what was talked about a moment ago), and something asked that a programme holds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.services.ask.asked import Answer, Asked
from bot.services.ask.beyond import asked_again, contact, noted, unclear, unsure
from bot.services.ask.schedule import by_context, by_day, by_order, by_relation, cancelled, remaining, undated, unlisted
from bot.services.ask.whole import organizer, people, places, programme_as_such, which_person


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.services.ask.context import Context
    from bot.services.ask.guide import Guide
    from bot.thai.question import Question

# Asked in this order; the first that has an answer gives it.
_STEPS: tuple[Callable[[Asked], Answer | None], ...] = (
    noted,
    asked_again,
    contact,
    unclear,
    which_person,
    organizer,
    programme_as_such,
    people,
    places,
    by_context,
    unlisted,
    by_relation,
    cancelled,
    remaining,
    undated,
    by_day,
    by_order,
)


def answer(question: Question, guide: Guide, context: Context, now: datetime) -> Answer:
    """What is true of `question` at `now` (aware). Raises nothing."""
    asked = Asked(question, guide, context, now)
    found = next((found for step in _STEPS if (found := step(asked))), None) or unsure(asked)
    if found.subject in {"absent", "unclear"}:
        found = asked_again(asked, sure=False) or found
    if found.subject == "sessions" and not found.sessions:
        found = Answer("none")
    return replace(found, asks=found.asks or asked.asks, yesno="yesno" in asked.asks)

"""Questions that the bot could not answer: kept for the organisers, brought to those on duty, answered by them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.messages import Address
from storage import people, questions, questions_ready
from storage.programme import Text
from storage.questions import Question, answer, answer_further, dismiss, get, quoted, waiting
from storage.questions_duty import enter, language, leave, nearest, off_duty, reach
from storage.questions_ready import take


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Inbound


__all__ = [
    "Kept",
    "Question",
    "answer",
    "answer_further",
    "dismiss",
    "enter",
    "get",
    "keep",
    "language",
    "leave",
    "make_ready",
    "nearest",
    "off_duty",
    "quoted",
    "reach",
    "take",
    "unanswered",
    "waiting",
]

_MOST, _WITHIN = 5, timedelta(hours=1)  # open questions of one chat that are brought to people, who may pay for it
_THAI = re.compile("[\u0e01-\u0e4e]")


@dataclass(frozen=True, slots=True)
class Kept:
    """A question that was kept. `is_new`: not a moment ago already. `is_brought`: people are to have it at once."""

    question: Question
    is_new: bool
    is_brought: bool


def keep(store: Store, programme: str, text: str, asked_at: datetime, asked: Inbound) -> Kept:
    """Keep a question about the programme with this code; `asked_at` is aware, `asked` the message that it was in.

    Asked again a moment later it is the same one, and what a message asks once it was edited takes the place of what it
    asked before. No more than a few from one chat are brought to people in an hour.
    """
    before = questions.asked_at(store, asked.address, asked_at - _WITHIN)
    for count, question in enumerate(before):
        if (question.programme, question.text) == (programme, text):
            return Kept(question, is_new=False, is_brought=count < _MOST)
    if asked.kind == "text" and asked.message_id in {question.message_id for question in before} - {""}:
        questions.erase(store, asked.address, asked.message_id)
    person = people.at(store, Address(asked.address.channel, asked.sender) if asked.group else asked.address)
    who, name = (person.id, person.name) if person else (None, "")
    new = Question(programme, text, asked_at, asked.address, asked.message_id, 0, who, name, asked.group)
    made = replace(new, id=questions.add(store, new))
    return Kept(made, is_new=True, is_brought=len(before) < _MOST)


def unanswered(store: Store, programme: str) -> list[Question]:
    """The questions about the programme with this code that wait for an answer, oldest first."""
    return waiting(store, [programme])


def make_ready(store: Store, question: Question, person: int, now: datetime) -> bool:
    """Add a question with its answer to its programme's ready answers; False where that was done before."""
    words = question.answer
    answered = Text(th=words) if _THAI.search(words) else Text(en=words)
    return questions_ready.add(store, question, answered, person, now)

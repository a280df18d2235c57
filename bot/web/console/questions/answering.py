"""Questions are answered, or found to be none for the team: whoever asked hears of it in their chat, as from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.handlers.questions.drawing import Drawing
from bot.handlers.questions.passing import Passing
from bot.messages import Address, Inbound
from bot.outbox import put
from bot.router import Talk, Turn
from bot.services import people, questions, teaching
from bot.services.people import Access
from bot.texts import texts
from bot.web.console.here import Done
from bot.web.console.paging import number


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.messages import Reply
    from bot.services.programme import Programmes
    from bot.services.questions import Question
    from bot.web.console.here import Answer, Here

    Drawn = Callable[[Drawing, Question], Reply]


_MOST = 50  # questions that are answered at once


class Answering:
    def __init__(self, programmes: Programmes) -> None:
        self._passing = Passing(programmes, Access())

    def answer(self, here: Here) -> Answer:
        """The same answer to each of the questions; with `ready`, it is kept as a ready answer to the first of them."""
        asked = self._asked(here)
        words = str(here.posted.get("answer", "")).strip()
        if not words:
            raise Refused("console_questions.no_answer")
        if len(words) > teaching.LONGEST:
            raise Refused("questions.too_long", most=str(teaching.LONGEST))
        told = sum(self._give(here, each, words) for each in asked)
        kept = bool(here.posted.get("ready"))
        if kept:
            first = questions.get(here.store, asked[0].id)
            if first:
                questions.make_ready(here.store, first, here.person, here.now)
        text = "console_questions.answered_kept" if kept else "console_questions.answered"
        counts = {"count": len(asked), "told": told}
        return Done("questions", text, "question.answered", str(asked[0].id), details=counts, values=counts)

    def dismiss(self, here: Here) -> Answer:
        """They are not for the team: whoever asked is told so, and may still be answered."""
        asked = self._asked(here)
        for each in asked:
            if questions.dismiss(here.store, each.id, here.person, here.now):
                self._tell(here, each, "questions.told_outside", "")
                self._reach(here, each, lambda draw, question: draw.outside(question))
        counts = {"count": len(asked)}
        return Done("questions", "console_questions.dismissed", "question.dismissed", str(asked[0].id), details=counts,
                    values=counts)  # fmt: skip

    def _asked(self, here: Here) -> list[Question]:
        """Those of this programme that are named and wait. Raises Refused where there are none."""
        numbers = [number(str(each)) for each in here.posted.getlist("question")][:_MOST]
        found = [questions.get(here.store, each) for each in numbers if each]
        waits = [each for each in found if each and each.text and each.programme == here.programme.code]
        waits = [each for each in waits if each.state != "answered"]
        if not waits:
            raise Refused("console_questions.gone")
        return waits

    def _give(self, here: Here, question: Question, words: str) -> bool:
        """Whether the answer reaches whoever asked."""
        if not questions.answer(here.store, question.id, here.person, words, here.now):
            return False
        self._tell(here, question, "questions.told_answered", words)
        return self._reach(here, question, lambda draw, asked: draw.answered(asked, words))

    @staticmethod
    def _reach(here: Here, question: Question, drawn: Drawn) -> bool:
        to = questions.reach(here.store, question)
        if to:
            put(here.store, to, [drawn(Drawing(texts(questions.language(here.store, to))), question)])
        return to is not None

    def _tell(self, here: Here, question: Question, message: str, words: str) -> None:
        """The others on duty hear what was done."""
        me = next(
            person for person, _ in people.organisers(here.store, here.programme.code) if person.id == here.person
        )
        inbound = Inbound(Address("console", ""), "", "", here.now)
        turn = Turn(inbound, Talk(here.language), here.now, here.store, here.say)
        self._passing.tell_others(turn, question, message, me, words)
        for address, reply in turn.others:
            put(here.store, address, [reply])

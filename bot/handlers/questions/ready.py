"""An answer that people gave becomes one of the ready answers, by one tap; and is taken out again by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.questions.drawing import Drawing
from bot.services import programme as programmes
from bot.services import questions


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.questions.said import Said
    from bot.messages import Reply
    from bot.router import Turn
    from bot.services.people import Person
    from bot.services.questions import Question
    from storage.programme import Programme


class Ready:
    """`answers` says what the bot would answer to a question about a programme."""

    def __init__(self, answers: Callable[[Turn, Programme, str], Reply]) -> None:
        self._answers = answers

    def store(self, turn: Turn, me: Person, question: Question, _: Said) -> Reply:
        """Keep it, and show how the same question is answered from here on."""
        say, draw = turn.say, Drawing(turn.say)
        if not question.answer:
            text = say("questions.no_answer", number=question.id)
            return draw.about(question, text, *draw.buttons(question, "answer"))
        questions.make_ready(turn.store, question, me.id, turn.now)
        # Not from what is kept at hand: this may still be taken back, and then was never so.
        programme = programmes.kept(turn.store, question.programme)
        shown = self._answers(turn, programme, question.text)
        told = "questions.stored" if shown.text == question.answer else "questions.stored_aside"
        return draw.about(question, say(told, answer=shown.plain), *draw.buttons(question, "take"))

    def take(self, turn: Turn, _me: Person, question: Question, _: Said) -> Reply:
        draw = Drawing(turn.say)
        taken = questions.take(turn.store, question)
        text = turn.say("questions.taken_out" if taken else "questions.not_stored")
        return draw.about(question, text, *draw.buttons(question, "store"))

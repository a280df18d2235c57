"""What organisers do with questions, each thing allowed anew: taps and typed numbers are anybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.questions.answering import Answering, pending
from bot.handlers.questions.duty import Duty
from bot.handlers.questions.ready import Ready
from bot.handlers.questions.said import Said, pressed, tapped, typed
from bot.messages import Reading, Reply
from bot.services import people, questions


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.questions.passing import Passing
    from bot.router import Turn
    from bot.services.people import Person
    from bot.services.programme import Programmes
    from bot.services.questions import Question
    from storage.programme import Programme

    Seen = Callable[[Turn, Person, Question, Said], Reply]
    Alone = Callable[[Turn, Person, list[str], Said], Reply]


_ORGANISING = ("organiser", "owner")


class Room:
    def __init__(
        self, passing: Passing, programmes: Programmes, answers: Callable[[Turn, Programme, str], Reply]
    ) -> None:
        answering, ready, duty = Answering(passing), Ready(answers), Duty(passing)
        self._programmes = programmes
        self._about: dict[str, Seen] = {
            "quoted": answering.quoted,
            "answer": answering.begin,
            "more": answering.more,
            "draft": answering.typed,
            "send": answering.send,
            "change": answering.change,
            "drop": answering.drop,
            "later": answering.later,
            "dismiss": answering.dismiss,
            "store": ready.store,
            "take": ready.take,
        }
        self._alone: dict[str, Alone] = {
            "enter": duty.enter,
            "leave": duty.leave,
            "who": duty.who,
            "list": duty.waiting,
            "which": duty.which,
        }

    def said(self, turn: Turn) -> Said | None:
        """What is wanted of this room; None: nothing.

        A number, an answer and a quoted message count from organisers alone: others may well mean something else.
        """
        here = turn.inbound
        if here.data:
            wanted = tapped(here.data)
            return wanted if wanted and wanted.wish in (self._about | self._alone) else None
        if here.kind != "text":
            return None
        wanted = typed(here.text)
        if here.group or (wanted and not wanted.number):
            return None if wanted and wanted.number else wanted
        meant = wanted or pending(turn)
        if not (meant or here.quoted) or not self._organised(turn):
            return None
        return self._quoted(turn) or meant

    def answer(self, turn: Turn) -> Reply:
        if turn.inbound.group:
            return _aside(turn, "questions.private")
        said, me = self.said(turn), people.at(turn.store, turn.inbound.address)
        codes = self._organised(turn)
        if said is None or me is None or not codes:
            return _aside(turn, "questions.organisers_only")
        if said.wish in self._alone:
            return self._alone[said.wish](turn, me, codes, said)
        question = questions.get(turn.store, said.number)
        if not said.number or (question and not question.text and said.wish != "take"):
            return _aside(turn, "questions.withdrawn")
        if question is None or question.programme not in codes:
            return _aside(turn, "questions.no_such")
        return self._about[said.wish](turn, me, question, said)

    def _quoted(self, turn: Turn) -> Said | None:
        """An answer to a message of ours with a question in it, unless it is the answer to one's own question."""
        here = turn.inbound
        about = questions.quoted(turn.store, here.address, here.quoted) if here.quoted else ()
        if len(about) > 1:
            return Said("which")
        if not about:
            return None
        question = questions.get(turn.store, about[0])
        own = question is not None and question.address == here.address
        if own:
            return None
        wish = pressed(here.text)  # typed instead of tapped: to whoever asked it is no answer
        return Said(wish, about[0]) if wish in self._about else Said("quoted", about[0], here.text)

    def _organised(self, turn: Turn) -> list[str]:
        """The codes of the programmes that whoever is here organises."""
        store, address = turn.store, turn.inbound.address
        return [code for code in self._programmes.codes(store) if people.role_of(store, address, code) in _ORGANISING]


def _aside(turn: Turn, message: str) -> Reply:
    return Reply(turn.say(message), reading=Reading(aside=True))

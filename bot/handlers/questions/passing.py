"""Bringing questions, and what became of them, to the organisers on duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.handlers.questions.drawing import Drawing
from bot.services import people, questions
from bot.texts import texts


if TYPE_CHECKING:
    from bot.messages import Address
    from bot.router import Turn
    from bot.services.people import Access, Person
    from bot.services.programme import Programmes
    from bot.services.questions import Question
    from bot.texts import Texts


class Passing:
    def __init__(self, programmes: Programmes, access: Access) -> None:
        self._programmes = programmes
        self._access = access

    def pass_on(self, turn: Turn, programme: str, text: str) -> bool:
        """Keep what could not be answered, and bring it to whoever is on duty; says whether anybody has it now.

        What the operator tries at their own machine is not brought to anybody.
        """
        kept = questions.keep(turn.store, programme, text, turn.now, turn.inbound)
        if self._access.trusts(turn.inbound.address):
            return False
        organisers = [each for each in self.on_duty(turn, programme) if each[0].id != kept.question.asked_by]
        if kept.is_new and kept.is_brought:
            for _, address in organisers:
                say = self.say(turn, address)
                turn.others.append((address, Drawing(say).brought(kept.question, self.title(turn, programme, say))))
        return bool(organisers) and kept.is_brought

    def tell_others(self, turn: Turn, question: Question, message: str, me: Person, answer: str = "") -> None:
        """Tell the others on duty what `me` has done with the question."""
        for person, address in self.on_duty(turn, question.programme):
            if person.id not in (me.id, question.asked_by):
                say = self.say(turn, address)
                turn.others.append((address, Drawing(say).told(question, message, me.name, answer)))

    def on_duty(self, turn: Turn, programme: str) -> list[tuple[Person, Address]]:
        """Who answers the questions about a programme now, each with where they are nearest at hand."""
        away = questions.off_duty(turn.store)
        found = [
            (person, questions.nearest(turn.store, places))
            for person, places in people.organisers(turn.store, programme)
            if person.id not in away
        ]
        return [(person, address) for person, address in found if address]

    def title(self, turn: Turn, programme: str, say: Texts) -> str:
        try:
            return self._programmes.get(turn.store, programme).title.in_(say.language)
        except Refused:  # a roster may name one that is not imported
            return programme

    def say(self, turn: Turn, address: Address) -> Texts:
        """In the language of the talk there."""
        return texts(questions.language(turn.store, address))

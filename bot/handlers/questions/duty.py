"""Coming on duty and going off, who is on duty, and the questions that wait."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.handlers.questions.drawing import Drawing
from bot.messages import Reading, Reply
from bot.services import questions


if TYPE_CHECKING:
    from bot.handlers.questions.passing import Passing
    from bot.handlers.questions.said import Said
    from bot.router import Turn
    from bot.services.people import Person


_ASIDE = Reading(aside=True)


class Duty:
    """`codes` are those of the programmes that `me` organises."""

    def __init__(self, passing: Passing) -> None:
        self._passing = passing

    def enter(self, turn: Turn, me: Person, codes: list[str], said: Said) -> Reply:
        """On duty again, with what came in the meantime."""
        questions.enter(turn.store, me.id)
        waiting = self.waiting(turn, me, codes, said)
        return replace(waiting, text=f"{turn.say('questions.entered')}\n{waiting.text}")

    def leave(self, turn: Turn, me: Person, codes: list[str], _: Said) -> Reply:
        """Off duty; where that leaves nobody, it is said."""
        questions.leave(turn.store, me.id)
        empty = [self._on_duty(turn, code) for code in codes if not self._passing.on_duty(turn, code)]
        return Reply("\n".join([turn.say("questions.left"), *empty]), reading=_ASIDE)

    def who(self, turn: Turn, _me: Person, codes: list[str], _: Said) -> Reply:
        return Reply("\n".join(self._on_duty(turn, code) for code in codes), reading=_ASIDE)

    def waiting(self, turn: Turn, _me: Person, codes: list[str], said: Said) -> Reply:
        """The questions that wait, from the oldest, or after the one with the number that was said."""
        waiting = questions.waiting(turn.store, codes, said.number)
        titled = [(each, self._passing.title(turn, each.programme, turn.say)) for each in waiting]
        return Drawing(turn.say).listed(titled)

    def which(self, turn: Turn, _me: Person, _codes: list[str], _: Said) -> Reply:
        """A list was quoted: which of its questions is meant, nobody knows."""
        return Reply(turn.say("questions.which"), reading=_ASIDE)

    def _on_duty(self, turn: Turn, code: str) -> str:
        names = ", ".join(person.name for person, _ in self._passing.on_duty(turn, code))
        title = self._passing.title(turn, code, turn.say)
        if not names:
            return turn.say("questions.nobody_on_duty", title=title)
        return turn.say("questions.on_duty", title=title, names=names)

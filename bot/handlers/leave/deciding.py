"""Organisers decide on leave: each thing allowed anew, and the first decision counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.handlers.leave.drawing import Drawing
from bot.handlers.leave.memory import Memory, forget, recall, remember
from bot.messages import File, Reading, Reply
from bot.services import leave, people
from bot.services.log.noting import looked
from bot.texts import texts


if TYPE_CHECKING:
    from bot.router import Turn
    from bot.services.leave import Leave
    from bot.services.people import Person
    from bot.services.programme import Programmes


_ORGANISING = ("organiser", "owner")
_ASIDE = Reading(aside=True)
_LISTED = 5


class Deciding:
    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def organised(self, turn: Turn) -> list[str]:
        """The codes of the programmes that whoever is here organises."""
        store, address = turn.store, turn.inbound.address
        return [code for code in self._programmes.codes(store) if people.role_of(store, address, code) in _ORGANISING]

    def waiting(self, turn: Turn) -> Reply:
        """What is to be decided on, the oldest first."""
        found = leave.waiting(turn.store, self.organised(turn))
        if not found:
            return Reply(turn.say("leave.none_waiting"), reading=_ASIDE)
        cards = []
        for each in found[:_LISTED]:
            draw = self._draw(turn, each)
            cards.append(draw.card(each, *draw.decisions(each), named=True))
        return Reply(turn.say("leave.waiting", count=len(found)), tuple(cards), reading=_ASIDE)

    def show(self, turn: Turn, _me: Person, asked: Leave) -> Reply:
        """How it is with a request."""
        draw = self._draw(turn, asked)
        wishes = draw.decisions(asked) if asked.state == "asked" else draw.decisions(asked)[2:]
        state = turn.say(f"leave.state_{asked.state}")
        return Reply(state, (draw.card(asked, *wishes, named=True),), reading=_ASIDE)

    def approve(self, turn: Turn, me: Person, asked: Leave, note: str = "") -> Reply:
        programme = self._programmes.get(turn.store, asked.programme)
        if not leave.approve(turn.store, programme, asked, me.id, turn.now, note):
            return self._already(turn, asked)
        return self._done(turn, me, asked)

    def decline(self, turn: Turn, me: Person, asked: Leave) -> Reply:
        """What to say with it is asked for first."""
        if me.id == asked.person:
            raise Refused("leave.own")
        if asked.state != "asked":
            return self._already(turn, asked)
        remember(turn, Memory("note", asked.programme, leave=asked.id))
        return self._draw(turn, asked).about(asked, turn.say("leave.type_note", who=asked.asker), "bare", "back")

    def bare(self, turn: Turn, me: Person, asked: Leave) -> Reply:
        return self.declined(turn, me, asked, "")

    def noted(self, turn: Turn, _me: Person, asked: Leave) -> Reply:
        """What was typed is shown before it goes: it may have been meant for somebody else."""
        note = (turn.whole or turn.inbound.text).strip()
        if len(note) > leave.LONGEST:
            raise Refused("leave.too_long", most=str(leave.LONGEST))
        remember(turn, Memory("note", asked.programme, leave=asked.id, typed=note))
        text = turn.say("leave.confirm_note", who=asked.asker, note=note)
        return self._draw(turn, asked).about(asked, text, "refuse", "bare", "back")

    def refuse(self, turn: Turn, me: Person, asked: Leave) -> Reply:
        """With the note that was typed."""
        memory = recall(turn)
        if memory is None or memory.leave != asked.id or not memory.typed:
            return self.decline(turn, me, asked)
        return self.declined(turn, me, asked, memory.typed)

    def declined(self, turn: Turn, me: Person, asked: Leave, note: str) -> Reply:
        """With a note for whoever asked, or ""."""
        forget(turn)
        if not leave.decline(turn.store, asked, me.id, turn.now, note):
            return self._already(turn, asked)
        return self._done(turn, me, asked)

    def back(self, turn: Turn, _me: Person, asked: Leave) -> Reply:
        """Nothing is decided yet."""
        forget(turn)
        return self._draw(turn, asked).about(asked, turn.say("leave.undecided"))

    def paper(self, turn: Turn, me: Person, asked: Leave) -> Reply:
        found = leave.file(turn.store, asked.id)
        if found is None:
            raise Refused("leave.no_paper")
        looked(turn.store, me.id, asked.programme, "leave", turn.now, asked.person)
        text = turn.say("leave.paper_of", number=asked.id, who=asked.asker)
        shown = leave.paper(found, found.name or turn.say("leave.picture"))
        button = self._draw(turn, asked).choice("show", asked)
        if isinstance(shown, File):
            return Reply(text, files=(shown,), choices=(button,), reading=_ASIDE)
        return Reply(text, images=(shown,), choices=(button,), reading=_ASIDE)

    def _done(self, turn: Turn, me: Person, before: Leave) -> Reply:
        """Whoever asked hears of it, and so do those who would have decided."""
        asked = leave.get(turn.store, before.id) or before
        programme = self._programmes.get(turn.store, asked.programme)
        to = leave.place_of(turn.store, asked.person)
        if to:
            draw = Drawing(texts(leave.language(turn.store, to)), programme)
            turn.others.append((to, draw.about(asked, draw.decided(asked), "mine")))
        for person, address in leave.deciders(turn.store, asked.programme, me.id):
            if person.id != asked.person:
                say = texts(leave.language(turn.store, address))
                told = say(f"leave.others_{asked.state}", name=me.name, who=asked.asker, number=asked.id)
                turn.others.append((address, Drawing(say, programme).about(asked, told)))
        text = turn.say(f"leave.done_{asked.state}", who=asked.asker)
        if not to:
            text = f"{text}\n{turn.say('leave.not_reached', who=asked.asker)}"
        return self._draw(turn, asked).about(asked, text)

    def _already(self, turn: Turn, before: Leave) -> Reply:
        asked = leave.get(turn.store, before.id) or before
        values = {"name": asked.decider or turn.say("leave.colleague"), "who": asked.asker}
        return self._draw(turn, asked).about(asked, turn.say(f"leave.already_{asked.state}", **values))

    def _draw(self, turn: Turn, asked: Leave) -> Drawing:
        return Drawing(turn.say, self._programmes.get(turn.store, asked.programme))

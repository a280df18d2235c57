"""What people want with leave: read from a button, from words alone, or from what was asked for before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.handlers.leave.asking import Asking, pending
from bot.handlers.leave.deciding import Deciding
from bot.handlers.leave.meaning import meant
from bot.handlers.leave.memory import is_latest, recall
from bot.handlers.leave.reading import Wanted, may_ask, request, takes_back
from bot.handlers.leave.words import alone, numbered
from bot.messages import Address, Reading, Reply
from bot.services import leave, people
from bot.services.ask import Guides
from bot.services.people.words import wish as of_people
from bot.thai.manners import manners


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.leave.asking import PassOn
    from bot.handlers.leave.memory import Memory
    from bot.router import Turn
    from bot.services.people import Person
    from bot.services.programme import Programmes


_TAP = re.compile(r"leave\.([a-z]+):([0-9]{1,9})(?:\.([0-9]{1,2}))?")
_GOING = ("send", "change", "drop", "tell")
_MEDIA = ("photo", "file")
_YES = {"send": "tell"}  # where it is too late to ask


@dataclass(frozen=True, slots=True)
class Said:
    """A wish, with the number on its button (of a request, or standing for one that is being made) and a place there.

    A request is `wanted` in the programme `code`.
    """

    wish: str
    number: int = 0
    place: int = 0
    code: str = ""
    wanted: Wanted | None = None


class Room:
    def __init__(self, programmes: Programmes, pass_on: PassOn = lambda *_: False) -> None:
        self._programmes = programmes
        self._guides = Guides()
        self._asking = asking = Asking(programmes, self._guides, pass_on)
        self._deciding = deciding = Deciding(programmes)
        self._decisions = {
            "approve": deciding.approve,
            "decline": deciding.decline,
            "bare": deciding.bare,
            "back": deciding.back,
            "noted": deciding.noted,
            "refuse": deciding.refuse,
            "paper": deciding.paper,
            "show": deciding.show,
        }
        self._steps: dict[str, Callable[[Turn, Person, Memory], Reply]] = {
            "send": asking.send,
            "change": lambda turn, _, memory: asking.change(turn, memory),
            "drop": lambda turn, _, memory: asking.drop(turn, memory),
            "tell": lambda turn, _, memory: asking.tell(turn, memory),
            "answer": asking.more,
            "added": lambda turn, _, memory: asking.added(turn, memory),
        }

    def said(self, turn: Turn) -> Said | None:
        """What is wanted of this room; None: nothing."""
        here = turn.inbound
        if here.data:
            found = _TAP.fullmatch(here.data)
            known = (
                found and found[1] in (*self._decisions, *_GOING, "pick", "withdraw", "mine") and found[1] != "noted"
            )
            return Said(found[1], int(found[2]), int(found[3] or 0)) if found and known else None
        if here.group:
            sender = Address(here.address.channel, here.sender)
            return self._asked_in_group(turn, sender) if here.called and here.kind == "text" else None
        if here.kind in _MEDIA:
            return self._shown(turn)
        return self._typed(turn) if here.kind == "text" else None

    def wants(self, turn: Turn) -> bool:
        """Whether what is attached goes with a request."""
        return not turn.inbound.group and turn.inbound.kind in _MEDIA and self.said(turn) is not None

    def answer(self, turn: Turn) -> Reply:
        said, me = self.said(turn), people.at(turn.store, turn.inbound.address)
        if turn.inbound.group:
            return _aside(turn, "people.private")
        if said is None or me is None:
            return _aside(turn, "leave.guests")
        try:
            return self._answered(turn, me, said)
        except Refused as refused:
            return Reply(turn.say(refused.code, **refused.values), reading=Reading(aside=True))

    def _answered(self, turn: Turn, me: Person, said: Said) -> Reply:
        if said.wish == "waiting":
            return self._deciding.waiting(turn)
        if said.wish in ("mine", "undo"):
            listed = self._asking.mine if said.wish == "mine" else self._asking.undo
            return listed(turn, me, self._taken_part_in(turn, turn.inbound.address))
        if said.wish in (*self._decisions, "withdraw"):
            return self._about(turn, me, said)
        if said.wish == "request" and said.wanted:
            return self._asking.begin(turn, me, said.code, said.wanted)
        memory = pending(turn)
        if memory is None or memory.programme not in self._taken_part_in(turn, turn.inbound.address):
            raise Refused("leave.expired")
        if said.wish == "pick":
            fits = memory.state == "which" and said.number == memory.mark
            return self._asking.picked(turn, memory, said.place) if fits else self._asking.again(turn, memory)
        return self._step(turn, me, memory, said)

    def _step(self, turn: Turn, me: Person, memory: Memory, said: Said) -> Reply:
        stale = said.number not in (0, memory.mark) and said.wish != "drop"
        fits = {"send": memory.state == "confirm", "tell": memory.state == "late"}.get(said.wish, True)
        if memory.state == "late" and not fits:
            raise Refused("leave.expired")
        if stale or not fits:
            return self._asking.again(turn, memory)
        return self._steps[said.wish](turn, me, memory)

    def _about(self, turn: Turn, me: Person, said: Said) -> Reply:
        """About one request: one's own, or in a programme that is organised here. Looked at anew with every tap."""
        asked = leave.get(turn.store, said.number)
        organises = asked is not None and asked.programme in self._deciding.organised(turn)
        if asked is None or not (organises or asked.person == me.id):
            raise Refused("leave.no_such")
        if said.wish == "withdraw":
            if asked.person != me.id:
                raise Refused("leave.no_such")
            return self._asking.withdraw(turn, me, asked)
        if not organises:
            raise Refused("leave.organisers_only")
        return self._decisions[said.wish](turn, me, asked)

    def _typed(self, turn: Turn) -> Said | None:
        text, memory = turn.inbound.text, recall(turn)
        if about := numbered(text):
            known = self._taken_part_in(turn, turn.inbound.address) or self._deciding.organised(turn)
            return Said(*about) if known else None
        going = memory is not None and is_latest(turn)
        if memory and going and memory.state == "note":
            return self._written(turn, memory)
        if wish := alone("alone", text) or ("undo" if takes_back(text) else ""):
            here = self._deciding.organised(turn) if wish == "waiting" else None
            known = self._taken_part_in(turn, turn.inbound.address) if here is None else here
            if known and not (going and wish == "undo"):
                return Said(wish)
        if memory and going and (said := self._going_on(turn, memory)):
            return said
        return self._request(turn, self._taken_part_in(turn, turn.inbound.address)) if may_ask(text) else None

    def _written(self, turn: Turn, memory: Memory) -> Said | None:
        """What an organiser writes with a request that is declined, or one of the buttons in words."""
        if memory.programme not in self._deciding.organised(turn):
            return None
        wish = alone("deciding", turn.inbound.text)
        return Said(wish or "noted", memory.leave)

    def _going_on(self, turn: Turn, memory: Memory) -> Said | None:
        """What was typed while a request is being made: a button in words, an answer, a new one, or something else."""
        codes = self._taken_part_in(turn, turn.inbound.address)
        if memory.programme not in codes:
            return None
        text = turn.inbound.text
        wish = alone("going", text)
        if memory.state == "late":
            wish = _YES.get(wish, wish)
            return Said("tell" if wish == "note" else wish) if wish in ("tell", "note", "drop") else None
        if wish == "drop" or (wish in _GOING and memory.state in ("confirm", "change")):
            return Said(wish)
        if wish or of_people(text) or manners(text):
            return None
        anew = self._request(turn, codes) if may_ask(text) else None
        if anew and anew.wanted and anew.wanted.says_what and (anew.wanted.firm or memory.state != "reason"):
            return anew
        return Said("answer") if self._asking.is_answer(turn, memory) else None

    def _shown(self, turn: Turn) -> Said | None:
        """A photo or a file: with a request that is being made, or with one in the words under it."""
        codes = self._taken_part_in(turn, turn.inbound.address)
        text = turn.inbound.text
        if codes and text and may_ask(text) and (found := self._request(turn, codes)):
            return found
        memory = pending(turn)
        mine = memory and memory.programme in codes and memory.state != "late" and is_latest(turn)
        return Said("added") if mine else None

    def _request(self, turn: Turn, codes: list[str]) -> Said | None:
        """A request, in the programme that it says most in; a mere reason to be away, only where something is on."""
        found = []
        for code in sorted(codes, key=lambda code: code != turn.talk.programme):
            guide = self._asking.guide(turn, code)
            wanted = request(turn.inbound.text, guide, turn.now)
            if wanted:
                read = meant(wanted, guide, self._asking.programme(turn, code), turn.now)
                found.append((Said("request", code=code, wanted=wanted), read))
        for ahead in (True, False):
            for said, read in found:
                if read.ahead if ahead else read.begun:
                    return said
        return next((said for said, _ in found if said.wanted and said.wanted.sure), None)

    def _asked_in_group(self, turn: Turn, sender: Address) -> Said | None:
        """In a group it is only said that this is for elsewhere."""
        text = turn.inbound.text
        if alone("alone", text) in ("mine", "undo"):
            return Said("private") if self._taken_part_in(turn, sender) else None
        if not may_ask(text):
            return None
        found = self._request(turn, self._taken_part_in(turn, sender))
        return Said("private") if found and found.wanted and found.wanted.firm else None

    def _taken_part_in(self, turn: Turn, address: Address) -> list[str]:
        """The codes of the programmes in which whoever is at `address` is a participant."""
        person = people.at(turn.store, address)
        if person is None:
            return []
        mine = people.memberships(turn.store, person)
        here = set(self._programmes.codes(turn.store))
        return [each.programme for each in mine if each.role == "participant" and each.programme in here]


def _aside(turn: Turn, message: str) -> Reply:
    return Reply(turn.say(message), reading=Reading(aside=True))

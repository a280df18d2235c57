"""What organisers do with a timetable in chat, each thing allowed anew: taps and typed words are anybody's."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.handlers.changes.altering import Altering
from bot.handlers.changes.commands import commands
from bot.handlers.changes.deciding import Deciding, aside
from bot.handlers.changes.drawing import Drawing
from bot.handlers.changes.memory import forget, recall
from bot.handlers.changes.reading import meant, sessions
from bot.handlers.changes.words import alone, any_verb
from bot.services import changes, groups, people
from bot.services import programme as programmes
from bot.services.ask import Guides


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.changes.commands import Command
    from bot.handlers.changes.memory import Memory
    from bot.handlers.changes.reading import Meant
    from bot.messages import Reply
    from bot.router import Turn
    from bot.services.people import Access, Person
    from bot.services.programme import Programmes

    Step = Callable[[Turn, Person, list[str], "Said"], Reply]


_TAP = re.compile(r"change\.([a-z]+):([0-9]{1,9})")
_ORGANISING = ("organiser", "owner")
_DECISIONS = frozenset({"send", "now", "note", "hold", "hush"})
_STEPS = frozenset({"tell", "keep", "drop"})


@dataclass(frozen=True, slots=True)
class Said:
    """What is wanted: a `wish` with the number on its button, or a command `read` in the programme `code`."""

    wish: str
    number: int = 0
    code: str = ""
    read: Meant | None = None
    typed: str = ""


class Room:
    def __init__(self, known: Programmes, access: Access) -> None:
        self._programmes, self._access = known, access
        self._guides = Guides()
        self._deciding = Deciding()
        self._altering = Altering(self._deciding)
        self._steps: dict[str, Step] = {
            "list": self._listed,
            "command": self._commanded,
            "pick": self._picked,
            "noted": self._noted,
            "again": self._confirmed,
            **dict.fromkeys(_DECISIONS, self._decide),
            **dict.fromkeys(_STEPS, self._confirmed),
        }

    def said(self, turn: Turn) -> Said | None:
        """What is wanted of this room; None: nothing."""
        here = turn.inbound
        if here.data:
            found = _TAP.fullmatch(here.data)
            return (
                Said(found[1], int(found[2])) if found and found[1] in (_DECISIONS | _STEPS | {"pick", "all"}) else None
            )
        if here.kind != "text":
            return None
        if here.group:
            return self._in_group(turn)
        memory = recall(turn)
        if not memory and not alone("alone", here.text) and not any_verb().search(here.text.lower()):
            return None
        codes = self._organised(turn)
        if not codes:
            return self._of_others(turn)
        return self._going_on(turn, codes, memory) or self._begun(turn, codes)

    def answer(self, turn: Turn) -> Reply:
        said, me, codes = self.said(turn), people.at(turn.store, turn.inbound.address), self._organised(turn)
        if said and said.wish == "all":
            return self._whole(turn, said.number)
        if turn.inbound.group:
            return aside(turn, "changes.private")
        if said is None or me is None or not codes:
            return aside(turn, "changes.organisers_only")
        return self._steps[said.wish](turn, me, codes, said)

    def _listed(self, turn: Turn, _me: Person, codes: list[str], _: Said) -> Reply:
        return self._deciding.listed(turn, codes)

    def _commanded(self, turn: Turn, _me: Person, _codes: list[str], said: Said) -> Reply:
        if said.read is None:
            return aside(turn, "changes.expired")
        return self._altering.wanted(turn, programmes.to_edit(turn.store, said.code), said.read, said.typed)

    def _begun(self, turn: Turn, codes: list[str]) -> Said | None:
        """A wish in words alone, or a command about something in one of the programmes."""
        if wish := alone("alone", turn.inbound.text):
            return Said(wish)
        return self._command(turn, codes, turn.inbound.text)

    def _command(self, turn: Turn, codes: list[str], typed: str) -> Said | None:
        ways = commands(typed)
        if not ways:
            return None
        mine = turn.talk.programme
        found = [
            Said("command", code=code, read=read, typed=typed)
            for code in sorted(codes, key=lambda code: code != mine)
            if (read := self._read(turn, code, ways))
        ]
        named = [each for each in found if each.read and each.read.sessions]
        whole = [each for each in named if each.read and each.read.is_whole]
        return next(iter(whole or named or found), None)

    def _read(self, turn: Turn, code: str, ways: list[Command]) -> Meant | None:
        return meant(ways, self._guides.of(self._programmes.get(turn.store, code)), turn.now)

    def _going_on(self, turn: Turn, codes: list[str], memory: Memory | None) -> Said | None:
        """What was typed in the middle of something here: an answer to what was asked, or something else."""
        if memory is None or memory.programme not in codes:
            return None
        text = turn.inbound.text
        if memory.state == "confirm":
            step = alone("confirm", text)
            if step == "cancel":  # of what is to be cancelled, that may be a yes or a no
                step = "again" if memory.kind == "cancel" else "drop"
            return Said(step, memory.number) if step else None
        if alone("confirm", text) in ("drop", "cancel"):
            return Said("drop")
        if memory.state == "note":
            return None if alone("alone", text) else Said("noted")
        if commands(text):
            return None
        return self._completed(turn, memory, text)

    def _completed(self, turn: Turn, memory: Memory, text: str) -> Said | None:
        """The command that was typed before, with what was asked of it put to it."""
        guide = self._guides.of(self._programmes.get(turn.store, memory.programme))
        if memory.state == "which":
            named = [each.code for each in sessions(guide, text, turn.now, "restore") if each.code in memory.sessions]
            return Said("pick", memory.sessions.index(named[0])) if len(named) == 1 else None
        (code,) = memory.sessions
        session = guide.by_code.get(code)
        read = meant(commands(memory.typed), guide, turn.now)
        if session is None or read is None:
            return None
        typed = f"{memory.typed} {text}" if read.command.target else f"{memory.typed} {_INTO} {text}"
        again = meant(commands(typed), guide, turn.now)
        if again is None or not again.is_whole or again.target == read.target:
            return None
        return Said("command", code=memory.programme, read=replace(again, sessions=(session,)), typed=typed)

    def _of_others(self, turn: Turn) -> Said | None:
        """Whoever does not organise says a command all the same: a whole one, for anything less may be a question."""
        codes = self._access.may_ask(turn.store, turn.inbound.address)
        found = self._command(turn, codes, turn.inbound.text)
        sure = found and found.read and found.read.sessions and found.read.is_whole and found.read.command.firm
        return found if sure and found and found.read and found.read.command.target else None

    def _in_group(self, turn: Turn) -> Said | None:
        """In a group organisers alone are told that this is for elsewhere."""
        if not any_verb().search(turn.inbound.text.lower()):
            return None
        codes = groups.organised_by(turn.store, turn.inbound.address, turn.inbound.sender)
        found = self._command(turn, codes, turn.inbound.text)
        return found if found and found.read and found.read.sessions else None

    def _organised(self, turn: Turn) -> list[str]:
        """The codes of the programmes that whoever is here organises."""
        store, address = turn.store, turn.inbound.address
        return [code for code in self._programmes.codes(store) if people.role_of(store, address, code) in _ORGANISING]

    def _decide(self, turn: Turn, me: Person, codes: list[str], said: Said) -> Reply:
        if said.number:
            release = changes.get(turn.store, said.number)
            if release is None or release.programme not in codes:
                return aside(turn, "changes.no_such")
            return self._deciding.decide(turn, me, release, said.wish)
        waiting = [found for code in codes if (found := changes.pending(turn.store, code, turn.now))]
        if len(waiting) != 1:
            return self._deciding.listed(turn, codes)
        return self._deciding.decide(turn, me, waiting[0].release, said.wish)

    def _confirmed(self, turn: Turn, me: Person, codes: list[str], said: Said) -> Reply:
        memory = recall(turn)
        if said.wish == "drop":
            forget(turn)
            noting = memory is not None and memory.state == "note" and memory.programme in codes
            return self._deciding.listed(turn, codes) if noting else aside(turn, "changes.dropped")
        if memory is None or memory.state != "confirm" or memory.programme not in codes:
            return aside(turn, "changes.expired")
        if said.wish == "again" or said.number != memory.number:
            programme = programmes.to_edit(turn.store, memory.programme)
            return self._altering.show(turn, programme, memory.sessions[0], memory.edit, memory.kind)
        return self._altering.make(turn, me, memory, tell=said.wish == "tell")

    def _picked(self, turn: Turn, _me: Person, codes: list[str], said: Said) -> Reply:
        memory = recall(turn)
        fitting = memory and memory.state == "which" and memory.programme in codes
        if memory is None or not fitting or said.number >= len(memory.sessions):
            return aside(turn, "changes.expired")
        guide = self._guides.of(self._programmes.get(turn.store, memory.programme))
        session = guide.by_code.get(memory.sessions[said.number])
        read = meant(commands(memory.typed), guide, turn.now)
        if session is None or read is None:
            return aside(turn, "changes.expired")
        programme = programmes.to_edit(turn.store, memory.programme)
        return self._altering.picked(turn, programme, session, read, memory.typed)

    def _noted(self, turn: Turn, _me: Person, codes: list[str], _: Said) -> Reply:
        memory = recall(turn)
        release = changes.get(turn.store, memory.release) if memory else None
        if release is None or release.programme not in codes:
            return aside(turn, "changes.expired")
        return self._deciding.noted(turn, release, turn.inbound.text.strip())

    def _whole(self, turn: Turn, number: int) -> Reply:
        """All that a notice told, for whoever got it."""
        release = changes.get(turn.store, number)
        if release is None or release.programme not in self._access.may_ask(turn.store, turn.inbound.address):
            return aside(turn, "changes.no_such")
        found = changes.told_by(turn.store, release, turn.now)
        programme = self._programmes.get(turn.store, release.programme)
        notice = Drawing(turn.say, programme).notice(found, release.note, release.id, whole=True)
        return notice or aside(turn, "changes.nothing_left")


_INTO = "เป็น"

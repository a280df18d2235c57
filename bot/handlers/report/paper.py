"""A signed sheet is typed back in: shown, confirmed, noted as what the paper says, and taken back if need be.

What is shown is worked out anew when it is confirmed: a tap says no more than that it was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.handlers.report.memory import Memory, forget, recall, remember
from bot.handlers.report.said import alone
from bot.messages import Choice, Reading, Reply
from bot.services import checkin, people, report
from bot.services.checkin import Mark, Place
from bot.services.people.words import wish
from bot.services.report import paper
from bot.services.report.reading import is_near


if TYPE_CHECKING:
    from bot.handlers.report.memory import State
    from bot.router import Turn
    from bot.services.people import Person
    from bot.services.programme import Programmes
    from bot.services.report import Back
    from bot.texts import Texts


_TAP = re.compile(r"report\.(note|drop|undo):([0-9]{1,9})")
_ORGANISING = ("organiser", "owner")
_QUIET = frozenset({"report", "ask"})  # rooms that ask nothing else that is answered by yes or no
_MOST_NAMES = 12
_ASIDE = Reading(aside=True)


class Papers:
    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def takes(self, turn: Turn) -> bool:
        return bool(self._wanted(turn))

    def answer(self, turn: Turn) -> Reply:
        me = people.at(turn.store, turn.inbound.address)
        if turn.inbound.group or me is None or not self._organises(turn):
            return _aside(turn, "people.private" if turn.inbound.group else "report.organisers_only")
        try:
            return self._done(turn, me, self._wanted(turn))
        except Refused as refused:
            return _aside(turn, refused.code, **refused.values)

    def _done(self, turn: Turn, me: Person, wanted: str) -> Reply:
        if wanted == "typed":
            return self._show(turn, turn.inbound.text)
        state: State = "done" if wanted == "undo" else "confirm"
        memory, tap = recall(turn, state), _TAP.fullmatch(turn.inbound.data)
        if memory is None or (tap and int(tap[2]) != memory.number):
            return _aside(turn, "report.paper_expired")
        forget(turn, state)
        if wanted == "drop":
            return _aside(turn, "report.paper_dropped")
        return self._note(turn, me, memory) if wanted == "note" else self._undo(turn, me, memory)

    def _wanted(self, turn: Turn) -> str:
        here = turn.inbound
        if here.data:
            found = _TAP.fullmatch(here.data)
            return found[1] if found else ""
        if here.kind != "text":
            return ""
        return "typed" if _is_paper(here.text) else _answered(turn)

    def _show(self, turn: Turn, typed: str) -> Reply:
        say = turn.say
        back = self._read(turn, typed)
        if not back.said:
            return Reply(say("report.paper_how", number=back.number), reading=_ASIDE)
        lines = [f"{say('report.sheet')} {back.number} · {back.session}", back.when]
        for status, changes in back.changes.items():
            names = _listed(say, [f"{each.line}. {each.name}" for each in changes])
            lines.append(f"{say(f'report.status_{status}')} ({say('report.people', count=len(changes))}): {names}")
        if back.same:
            lines.append(say("report.paper_same", count=back.same))
        if others := [each for changes in back.changes.values() for each in changes if each.before]:
            before = [
                say(
                    "report.paper_was",
                    line=each.line,
                    name=each.name,
                    before=say(f"report.status_{each.before}"),
                    after=say(f"report.status_{each.after}"),
                )
                for each in others
            ]
            lines.append(say("report.paper_other", names=_listed(say, before)))
        if not back.changes:
            return Reply("\n".join([*lines, say("report.paper_nothing")]), reading=_ASIDE)
        memory = Memory("confirm", typed)
        remember(turn, memory)
        return Reply(
            "\n".join([*lines, say("report.paper_sure")]),
            choices=(_choice(say, "note", memory), _choice(say, "drop", memory)),
            reading=_ASIDE,
        )

    def _note(self, turn: Turn, me: Person, memory: Memory) -> Reply:
        say, back = turn.say, self._read(turn, memory.typed)
        place = Place(back.programme, back.session_code, back.point)
        written = []
        for status, changes in back.changes.items():
            mark = Mark(status, me.id, "paper", say("report.sheet_number", number=back.number))
            written += checkin.mark(turn.store, place, [each.person for each in changes], mark, turn.now)
        done = Memory("done", entries=tuple(entry.id for entry in written))
        remember(turn, done)
        text = say("report.paper_done", count=len(written), number=back.number)
        return Reply(text, choices=(_choice(say, "undo", done),), reading=_ASIDE)

    def _undo(self, turn: Turn, me: Person, memory: Memory) -> Reply:
        for number in memory.entries:
            checkin.undo(turn.store, number, me.id, turn.now)
        return _aside(turn, "report.paper_undone", count=len(memory.entries))

    def _read(self, turn: Turn, typed: str) -> Back:
        """What the paper says, of a sheet of a programme that whoever is here organises. Raises Refused."""
        said = paper.read(typed)
        if said is None:
            raise Refused("report.paper_unread")
        back = report.back(turn.store, self._programmes.get, said, turn.say, turn.now)
        if back is None or people.role_of(turn.store, turn.inbound.address, back.programme) not in _ORGANISING:
            raise Refused("report.no_sheet", number=str(said.sheet))
        return back

    def _organises(self, turn: Turn) -> bool:
        store, address = turn.store, turn.inbound.address
        return any(people.role_of(store, address, code) in _ORGANISING for code in self._programmes.codes(store))


def _answered(turn: Turn) -> str:
    """What is said to what is shown. A mere yes or no counts where no other room has asked anything."""
    typed, asked = turn.inbound.text, recall(turn, "confirm") is not None
    said = alone(typed) if asked or is_near(typed) else ""
    if said == "undo" or not asked:
        return said if said == "undo" else ""
    if said in ("note", "drop"):
        return said
    plain = wish(typed) if turn.talk.context.keys() <= _QUIET else ""
    return {"nod": "note", "shake": "drop"}.get(plain, "")


def _is_paper(typed: str) -> bool:
    """Whether it is a sheet with its number, what follows being clear or not."""
    try:
        return paper.read(typed) is not None
    except Refused:
        return True


def _listed(say: Texts, names: list[str]) -> str:
    more = len(names) - _MOST_NAMES
    some = ", ".join(names[:_MOST_NAMES])
    return say("report.names_more", names=some, count=more) if more > 0 else some


def _choice(say: Texts, name: str, memory: Memory) -> Choice:
    label = say(f"report.button_{name}")
    return Choice(label, label, f"report.{name}:{memory.number}")


def _aside(turn: Turn, message: str, **values: object) -> Reply:
    return Reply(turn.say(message, **values), reading=_ASIDE)

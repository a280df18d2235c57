"""An organiser changes a session: what is unclear is asked, what would become of it is shown, and then it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.handlers.changes import telling
from bot.handlers.changes.deciding import aside
from bot.handlers.changes.drawing import Drawing
from bot.handlers.changes.memory import Memory, forget, remember
from bot.handlers.changes.offering import OPENS, choice, priced
from bot.handlers.changes.reading import CANNOT, Unclear, edit
from bot.messages import Card, Choice, Reading, Reply
from bot.services import changes
from bot.services import programme as programmes
from bot.services.programme import Edit, clashes, edited
from bot.texts import short


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handlers.changes.deciding import Deciding
    from bot.handlers.changes.reading import Meant
    from bot.router import Turn
    from bot.services.people import Person
    from storage.programme import Programme, Session


_OFFERED = 10  # sessions to choose from
_STEPS = ("tell", "keep", "drop")
_CLASHES = 5  # that are named
_SORTS = {"cancel": "cancel", "restore": "restore", "move": "move"}  # of buttons; all else is a change


class Altering:
    """Each of these is allowed: `programme` is one that whoever speaks organises."""

    def __init__(self, deciding: Deciding) -> None:
        self._deciding = deciding

    def wanted(self, turn: Turn, programme: Programme, read: Meant, typed: str) -> Reply:
        """A command was typed."""
        if read.command.wish in CANNOT:
            return aside(turn, f"changes.no_{read.command.wish}")
        found = self._to_come(turn, read, programme)
        if not found and read.sessions:
            title = read.sessions[-1].title.in_(turn.say.language)
            return aside(turn, "changes.past", title=title)
        if len(found) != 1:
            return self._which(turn, programme, found or self._coming(turn, programme), typed)
        return self._propose(turn, programme, found[0], read, typed)

    def picked(self, turn: Turn, programme: Programme, session: Session, read: Meant, typed: str) -> Reply:
        """It was said which session is meant."""
        return self._propose(turn, programme, session, read, typed)

    def _to_come(self, turn: Turn, read: Meant, programme: Programme) -> list[Session]:
        """What was cancelled can only be restored; what is over stays as it was."""
        known = {session.code: session for session in programme.sessions}
        found = [known[each.code] for each in read.sessions if each.code in known and each.end > turn.now]
        if read.command.wish == "restore":
            return [each for each in found if each.status == "cancelled"] or found
        return [each for each in found if each.status == "confirmed"] or found

    def _coming(self, turn: Turn, programme: Programme) -> list[Session]:
        ahead = [each for each in programme.sessions if each.status == "confirmed" and each.start > turn.now]
        return sorted(ahead, key=lambda each: (each.start, each.code))

    def _which(self, turn: Turn, programme: Programme, found: Sequence[Session], typed: str) -> Reply:
        """Several may be meant, or none was named."""
        offered = found[:_OFFERED]
        if not offered:
            return aside(turn, "changes.none_to_come")
        remember(turn, Memory("which", programme.code, typed, tuple(each.code for each in offered)))
        titles = [each.title.in_(turn.say.language) for each in offered]
        days = [turn.say.short_day(each.start.date()) for each in offered]
        buttons = tuple(Choice(short(title), title, f"{OPENS}pick:{place}") for place, title in enumerate(titles))
        listed = [turn.say("changes.candidate", title=title, day=day) for title, day in zip(titles, days, strict=True)]
        return Reply("\n".join([turn.say("changes.which"), *listed]), choices=buttons, reading=Reading(aside=True))

    def _propose(self, turn: Turn, programme: Programme, session: Session, read: Meant, typed: str) -> Reply:
        """Show what would become of it, or ask what is missing."""
        wish, title = read.command.wish, session.title.in_(turn.say.language)
        if session.status == "cancelled" and wish != "restore":
            return aside(turn, "changes.is_cancelled", title=title)
        if not read.is_whole:
            return self._ask(turn, programme, session, typed, f"changes.ask_{wish}")
        try:
            if wish == "restore":
                wanted = changes.restoring(turn.store, programme, session.code)
            else:
                wanted = edit(read, session, turn.now)
        except Unclear as unclear:
            return self._ask(turn, programme, session, typed, f"changes.ask_{unclear.args[0]}", read)
        return self.show(turn, programme, session.code, wanted, wish)

    def _ask(
        self, turn: Turn, programme: Programme, session: Session, typed: str, message: str, read: Meant | None = None
    ) -> Reply:
        """More must be said of it; what is typed next is put to what was typed."""
        remember(turn, Memory("when", programme.code, typed, (session.code,)))
        rooms = read.target.venues if read else ()
        names = [each.name.in_(turn.say.language) for each in programme.venues if each.code in rooms]
        buttons = tuple(Choice(short(name), name) for name in names)
        text = turn.say(message, title=session.title.in_(turn.say.language))
        return Reply(text, choices=buttons, reading=Reading(aside=True))

    def show(self, turn: Turn, programme: Programme, code: str, wanted: Edit, wish: str) -> Reply:
        """What it was and would be, what that clashes with, who would be told and what that costs."""
        say, session = turn.say, programmes.session_of(programme, code)
        try:
            newer = edited(programme, code, wanted, new_venue=True)
        except Refused as refused:
            forget(turn)
            return self._refused(turn, session, refused)
        becomes = programmes.session_of(newer, code)
        if becomes.status == "confirmed" and becomes.start <= turn.now and becomes.start != session.start:
            forget(turn)
            return aside(turn, "changes.would_be_past", when=say.period(becomes.start, becomes.end))
        memory = Memory("confirm", programme.code, "", (code,), wanted, wish, self._version(turn, programme.code))
        remember(turn, memory)
        text = [say(f"changes.confirm_{wish}", title=session.title.in_(say.language))]
        text += self._warnings(turn, programme, newer, code)
        text.append(say("changes.would_tell", cost=priced(say, changes.cost(turn.store, programme.code))))
        sort = _SORTS.get(wish, "change")
        buttons = tuple(choice(say, step, memory.number, say(f"changes.button_{sort}_{step}")) for step in _STEPS)
        draw = Drawing(say, newer)
        cards = tuple(
            Card(change.after.title.in_(say.language), draw.kinds(change), draw.facts(change))
            for change in changes.between(programme, newer)
        )
        return Reply("\n".join(text), cards, choices=buttons, reading=Reading(aside=True))

    def _warnings(self, turn: Turn, programme: Programme, newer: Programme, code: str) -> list[str]:
        say = turn.say
        found = clashes(newer, programme, code)
        told = [
            say(
                f"changes.clash_{clash.kind}",
                title=clash.session.title.in_(say.language),
                when=say.period(clash.session.start, clash.session.end),
            )
            for clash in found[:_CLASHES]
        ]
        told = [*self._new(turn, programme, newer), *told]
        if len(found) > _CLASHES:
            told.append(say("changes.further", count=len(found) - _CLASHES))
        pending = changes.pending(turn.store, programme.code, turn.now)
        others = [change for change in pending.changes if change.code != code] if pending else []
        return [*told, say("changes.also", count=len(others))] if others else told

    def _new(self, turn: Turn, programme: Programme, newer: Programme) -> list[str]:
        """What the programme does not know yet may be a slip."""
        found = programmes.added(programme, newer)
        return [turn.say("changes.added", name=name.in_(turn.say.language)) for name in found]

    def _refused(self, turn: Turn, session: Session, refused: Refused) -> Reply:
        title = session.title.in_(turn.say.language)
        if refused.code == "programme.nothing":
            return aside(turn, "changes.same", title=title)
        if refused.code == "programme.ends_early":
            return aside(turn, "changes.ends_early")
        return aside(turn, refused.code, **refused.values)

    def make(self, turn: Turn, me: Person, memory: Memory, *, tell: bool) -> Reply:
        """It was confirmed: make it, and tell everybody or nobody yet."""
        (code,) = memory.sessions
        programme = programmes.to_edit(turn.store, memory.programme)
        if self._version(turn, memory.programme) != memory.version:
            return self.show(turn, programme, code, memory.edit, memory.kind)
        forget(turn)
        try:
            newer = edited(programme, code, memory.edit, new_venue=True)
        except Refused as refused:
            return self._refused(turn, programmes.session_of(programme, code), refused)
        programmes.change(turn.store, newer, now=turn.now, by=me.id)
        made, found = programmes.kept(turn.store, newer.code), changes.pending(turn.store, newer.code, turn.now)
        done = turn.say(
            f"changes.done_{memory.kind}", title=programmes.session_of(made, code).title.in_(turn.say.language)
        )
        if found is None:
            return Reply(f"{done}\n{turn.say('changes.nothing_to_tell')}", reading=Reading(aside=True))
        if not tell:
            return self._kept(turn, me, found.release.id, made, done)
        text = self._deciding.told(turn, me, found, made, at_once=False)
        turn.others.extend(telling.made(turn.store, me, programme, made, "changes.others_changed_told"))
        buttons = tuple(choice(turn.say, step, found.release.id) for step in self._deciding.later(turn, found.release))
        return Reply(f"{done}\n{text}", choices=buttons, reading=Reading(aside=True))

    def _kept(self, turn: Turn, me: Person, release: int, made: Programme, done: str) -> Reply:
        """Nobody is told yet; the other organisers see what there is to tell."""
        kept = changes.get(turn.store, release)
        if kept:
            changes.hold(turn.store, kept, me.id, turn.now)
        found = changes.pending(turn.store, made.code, turn.now)
        if found is None:
            return Reply(done, reading=Reading(aside=True))
        turn.others.extend(telling.untold(turn.store, me, made, found))
        return self._deciding.offer(turn, found, made, lead=f"{done}\n{turn.say('changes.not_told')}")

    def _version(self, turn: Turn, code: str) -> int:
        return next(each.version for each in programmes.listed(turn.store) if each.code == code)

"""Organisers say what becomes of changes: tell everybody, say something with it, not now, or nobody at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.handlers.changes.drawing import Drawing
from bot.handlers.changes.memory import Memory, forget, remember
from bot.handlers.changes.offering import choice, moment, offer
from bot.handlers.changes.telling import decided
from bot.messages import Reading, Reply
from bot.services import changes
from bot.services import programme as programmes


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.router import Turn
    from bot.services.changes import Pending, Release
    from bot.services.people import Person
    from storage.programme import Programme


_MOST = 480  # letters of what is said with it: see bot/conversation


def aside(turn: Turn, message: str, **values: object) -> Reply:
    return Reply(turn.say(message, **values), reading=Reading(aside=True))


class Deciding:
    """Each of these is allowed. `release` is the one that was tapped."""

    def __init__(self) -> None:
        self._steps: dict[str, Callable[[Turn, Person, Pending, Programme], Reply]] = {
            "send": self._send,
            "now": self._now,
            "note": self._note,
            "hold": self._hold,
            "hush": self._hush,
        }

    def decide(self, turn: Turn, me: Person, release: Release, wish: str) -> Reply:
        """What was tapped is done to what was shown, and to nothing else."""
        found = changes.pending(turn.store, release.programme, turn.now)
        programme = programmes.kept(turn.store, release.programme)
        if found is None:
            return self._decided(turn, changes.newest(turn.store, release.programme) or release, programme)
        if found.release.id != release.id:
            again = turn.say("changes.newer", title=programme.title.in_(turn.say.language), count=len(found.changes))
            return self.offer(turn, found, programme, lead=again)
        return self._steps[wish](turn, me, found, programme)

    def listed(self, turn: Turn, codes: list[str]) -> Reply:
        """What nobody was told of yet, in all these programmes."""
        found = [each for code in codes if (each := changes.pending(turn.store, code, turn.now))]
        if not found:
            return aside(turn, "changes.nothing_pending")
        shown = [self.offer(turn, each, programmes.kept(turn.store, each.release.programme)) for each in found]
        return replace(
            shown[0],
            text="\n\n".join(each.text for each in shown),
            cards=tuple(card for each in shown for card in each.cards),
        )

    def offer(self, turn: Turn, found: Pending, programme: Programme, *, lead: str = "") -> Reply:
        return offer(turn.say, programme, found, changes.cost(turn.store, programme.code), lead=lead)

    def noted(self, turn: Turn, release: Release, note: str) -> Reply:
        """What is said with it was typed: the notice as people will get it, still to be sent."""
        found = changes.pending(turn.store, release.programme, turn.now)
        programme = programmes.kept(turn.store, release.programme)
        if found is None or found.release.id != release.id:
            forget(turn)
            return self.decide_again(turn, release)
        if len(note) > _MOST:
            return aside(turn, "changes.long_note", most=_MOST)
        forget(turn)
        changes.annotate(turn.store, release.id, note)
        notice = Drawing(turn.say, programme).notice(found.changes, note, release.id)
        body = notice.plain if notice else ""
        buttons = tuple(choice(turn.say, wish, release.id) for wish in ("send", "note", "hold"))
        return Reply(turn.say("changes.noted", notice=body), choices=buttons, reading=Reading(aside=True))

    def decide_again(self, turn: Turn, release: Release) -> Reply:
        return self.listed(turn, [release.programme])

    def told(self, turn: Turn, me: Person, found: Pending, programme: Programme, *, at_once: bool) -> str:
        """Have everybody told; in words, when."""
        at = changes.tell(turn.store, found, me.id, turn.now, at_once=at_once)
        count = changes.cost(turn.store, programme.code).people
        if at is None or at <= turn.now:
            return turn.say("changes.sending", count=count)
        return turn.say("changes.scheduled", when=moment(turn.say, at, programme), count=count)

    def later(self, turn: Turn, release: Release) -> tuple[str, ...]:
        """What may still be wished while it waits for its time."""
        fresh = changes.get(turn.store, release.id)
        return ("now", "hold") if fresh and fresh.told_at and fresh.told_at > turn.now else ()

    def _send(self, turn: Turn, me: Person, found: Pending, programme: Programme) -> Reply:
        return self._sent(turn, me, found, programme, at_once=False)

    def _now(self, turn: Turn, me: Person, found: Pending, programme: Programme) -> Reply:
        return self._sent(turn, me, found, programme, at_once=True)

    def _sent(self, turn: Turn, me: Person, found: Pending, programme: Programme, *, at_once: bool) -> Reply:
        release = found.release
        if release.state == "told" and not at_once:
            return self.offer(turn, found, programme)
        text = self.told(turn, me, found, programme, at_once=at_once)
        self.tell_others(turn, me, programme, "changes.others_sent")
        buttons = tuple(choice(turn.say, wish, release.id) for wish in self.later(turn, release))
        return Reply(text, choices=buttons, reading=Reading(aside=True))

    def _note(self, turn: Turn, _me: Person, found: Pending, _programme: Programme) -> Reply:
        remember(turn, Memory("note", found.release.programme, release=found.release.id))
        drop = choice(turn.say, "drop", found.release.id, turn.say("changes.button_no_note"))
        return Reply(turn.say("changes.type_note"), choices=(drop,), reading=Reading(aside=True))

    def _hold(self, turn: Turn, me: Person, found: Pending, programme: Programme) -> Reply:
        changes.hold(turn.store, found.release, me.id, turn.now)
        self.tell_others(turn, me, programme, "changes.others_held")
        return aside(turn, "changes.held")

    def _hush(self, turn: Turn, me: Person, found: Pending, programme: Programme) -> Reply:
        changes.hush(turn.store, found.release, me.id, turn.now)
        self.tell_others(turn, me, programme, "changes.others_hushed")
        return aside(turn, "changes.hushed")

    def _decided(self, turn: Turn, newest: Release, programme: Programme) -> Reply:
        """There is nothing (more) to decide: who did, where somebody did."""
        if newest.state not in ("told", "quiet") or not newest.decided_by:
            return aside(turn, "changes.nothing_pending")
        who = newest.decider
        if newest.state == "quiet":
            return aside(turn, "changes.already_hushed", name=who)
        return aside(
            turn, "changes.already_sent", name=who, when=moment(turn.say, newest.told_at or turn.now, programme)
        )

    def tell_others(self, turn: Turn, me: Person, programme: Programme, message: str, **values: object) -> None:
        """Tell the other organisers what `me` has decided."""
        turn.others.extend(decided(turn.store, me, programme, message, **values))

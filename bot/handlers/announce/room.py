"""What organisers do with announcements, each thing allowed anew: taps and typed numbers are anybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.handlers.announce.composing import Composing
from bot.handlers.announce.following import Following
from bot.handlers.announce.going import Going
from bot.handlers.announce.heard import Hearing
from bot.handlers.announce.here import noted, organiser
from bot.handlers.announce.memory import Memory, forget, interrupted, recall
from bot.messages import Reading, Reply
from bot.services import announce


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.announce.here import Here
    from bot.handlers.announce.said import Said
    from bot.router import Turn
    from bot.services.announce import Announcement
    from bot.services.programme import Programmes

    Alone = Callable[[Turn, Here, Said], Reply]
    About = Callable[[Turn, Here, Announcement, Said], Reply]


_LAST = ("progress", "stop", "names", "chase", "correct")  # typed without a number: of the last one that went
_BEFORE = ("draft", "approval", "scheduled")
_MEANT_BEFORE = {"stop": "drop", "correct": "text"}  # of one that has not begun to go
_MEANT_AFTER = {"drop": "stop", "text": "correct", "reword": "corrected"}  # of one that has


class Room:
    def __init__(self, programmes: Programmes, site: str) -> None:
        self._programmes = programmes
        self._composing = composing = Composing(programmes, site)
        going, self._following = Going(programmes, site, composing), Following(composing)
        following = self._following
        self._alone: dict[str, Alone] = {
            "new": composing.new,
            "in": composing.chosen,
            "named": composing.named,
            "made": composing.made,
            "towhom": composing.whom,
            "first": composing.first,
            "nothing": composing.nothing,
            "left": _left,
            "other": _other,
            "list": following.list,
            "waiting": following.waiting,
        }
        self._own: dict[str, About] = {
            "send": going.send,
            "now": going.now,
            "rest": going.rest,
            "when": going.when,
            "once": going.once,
            "at": going.at,
            "timed": going.timed,
            "whom": composing.ask_whom,
            "aim": composing.aim,
            "aimed": composing.aimed,
            "only": composing.only,
            "urge": composing.urge,
            "text": composing.ask_text,
            "reword": composing.reword,
            "add": composing.add,
            "bare": composing.bare,
        }
        self._shared: dict[str, About] = {
            "show": self._show,
            "drop": self._drop,
            "approve": going.approve,
            "decline": going.decline,
            "declined": going.declined,
            "back": going.back,
            "progress": following.progress,
            "stop": following.stop,
            "names": following.names,
            "chase": following.chase,
            "correct": following.correct,
            "corrected": following.corrected,
        }
        self._hearing = Hearing(programmes, {*self._alone, *self._own, *self._shared})

    def said(self, turn: Turn) -> Said | None:
        """What is wanted of this room; None: nothing, and what is said next is no answer to what was asked for here."""
        wanted = self._hearing.said(turn)
        if wanted is None:
            interrupted(turn)
        return wanted

    def wants(self, turn: Turn) -> bool:
        """Whether what is attached goes with an announcement."""
        return not turn.inbound.group and self._hearing.said(turn) is not None

    def answer(self, turn: Turn) -> Reply:
        if turn.inbound.group:
            return _aside(turn, "announce.private")
        said, here = self._hearing.said(turn), organiser(turn, self._programmes)
        if said is None or here is None:
            return _aside(turn, "announce.organisers_only")
        try:
            if said.wish in self._alone:
                return self._alone[said.wish](turn, here, said)
            return self._about(turn, here, said)
        except Refused as refused:
            turn.before.clear()
            return self._refused(turn, here, refused)

    def _about(self, turn: Turn, here: Here, said: Said) -> Reply:
        """About one announcement, of a programme that whoever is here organises; a draft is its author's own."""
        number = said.number
        if not number and said.wish in _LAST and (last := self._following.last(turn, here)):
            number = last.id
        if not number:
            return _aside(turn, "announce.none_yet")
        found = announce.get(turn.store, number)
        mine = found.author in (None, here.me.id)
        wish = _meant(found, said.wish, here)
        if found.programme not in here.codes or (found.state == "draft" and not mine):
            asked = found.programme in here.codes and wish in ("approve", "decline", "back")
            raise Refused("announcing.not_waiting" if asked else "announcing.unknown", number=str(number))
        if wish in self._shared:
            return self._shared[wish](turn, here, found, said)
        if not mine:
            raise Refused("announce.not_yours", number=str(number))
        return self._own[wish](turn, here, found, said)

    def _show(self, turn: Turn, here: Here, found: Announcement, said: Said) -> Reply:
        """A draft to whoever wrote it, anything else by how far it is."""
        if found.author in (None, here.me.id) and found.state in _BEFORE:
            return self._composing.show(turn, found)
        return self._following.progress(turn, here, found, said)

    def _drop(self, turn: Turn, here: Here, found: Announcement, _said: Said) -> Reply:
        """Cancelled, by any organiser where it waits to go."""
        announce.cancel(turn.store, found.id)
        noted(turn, here, "cancelled", found)
        forget(turn)
        return self._composing.dropped(turn, found.reply.text if found.state == "draft" else "")

    def _refused(self, turn: Turn, here: Here, refused: Refused) -> Reply:
        """Why not, with the draft that is at hand, which is as it was."""
        draw, memory = self._composing.draw(turn), recall(turn) or Memory()
        found = announce.get(turn.store, memory.draft) if memory.draft else None
        if found is None or found.state != "draft" or found.author != here.me.id:
            return draw.refused(refused)
        return draw.refused(refused, draw.choice("show", found), draw.choice("drop", found))


def _meant(found: Announcement, wish: str, here: Here) -> str:
    """What a button does that was drawn before the announcement began to go, or what somebody did not know of."""
    if found.state == "cancelled":
        return wish
    if wish == "approve" and found.state not in ("draft", "approval") and found.approved_by == here.me.id:
        return "progress"  # tapped once more
    return (_MEANT_BEFORE if found.state in _BEFORE else _MEANT_AFTER).get(wish, wish)


def _left(turn: Turn, _here: Here, _said: Said) -> Reply:
    """What was asked for is not wanted any more."""
    forget(turn)
    return _aside(turn, "announce.left")


def _other(_turn: Turn, _here: Here, _said: Said) -> Reply:
    raise Refused("announce.not_addable")


def _aside(turn: Turn, message: str) -> Reply:
    return Reply(turn.say(message), reading=Reading(aside=True))

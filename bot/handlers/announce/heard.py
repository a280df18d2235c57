"""What an organiser means, by what was said and by what was asked for before."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.errors import Refused
from bot.handlers.announce import times
from bot.handlers.announce.here import organiser
from bot.handlers.announce.memory import OPEN, elsewhere, recall
from bot.handlers.announce.opening import opening
from bot.handlers.announce.said import Said, among, tapped, typed
from bot.services import announce, questions


if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from bot.handlers.announce.here import Here
    from bot.handlers.announce.memory import Memory
    from bot.handlers.announce.opening import Opening
    from bot.router import Turn
    from bot.services.announce import Announcement
    from bot.services.programme import Programmes


_ADDED = ("photo", "file", "location")
_OTHERS = ("video", "voice", "contact")
_DRAFTS = {"text": "reword", "whom": "aimed", "time": "timed", "reason": "declined", "correct": "corrected"}
_WENT = {"drop": "drop", "send": "progress", "show": "progress", "text": "correct", "when": "when"}  # just confirmed
_NEW = {"text": "made", "whom": "towhom", "programme": "named"}


class Hearing:
    """`wishes` are all that a button may want."""

    def __init__(self, programmes: Programmes, wishes: AbstractSet[str]) -> None:
        self._programmes = programmes
        self._wishes = wishes

    def said(self, turn: Turn) -> Said | None:
        """None: nothing of this room. Only a button's wish is also anybody else's."""
        event = turn.inbound
        if event.data:
            wanted = tapped(event.data)
            return wanted if wanted and wanted.wish in self._wishes else None
        if event.group:
            wanted = typed(turn.whole) if event.called else None
            return wanted if wanted and wanted.wish == "new" else None
        if event.kind == "text":
            return self._text(turn)
        return self._added(turn) if event.kind in (*_ADDED, *_OTHERS) else None

    def _text(self, turn: Turn) -> Said | None:
        wanted, memory = typed(turn.whole), recall(turn)
        if not (wanted or memory or opening(turn.whole) or among("draft", turn.inbound.text)):
            return None
        here = organiser(turn, self._programmes)
        if here is None:
            return None
        if (about := turn.inbound.quoted) and questions.quoted(turn.store, turn.inbound.address, about):
            return None  # an answer to that question
        if (wanted is None or wanted.wish == "new") and (begun := opening(turn.whole)):
            loose = begun.loose and elsewhere(turn)
            wanted = None if loose else self._answered(begun, turn, memory) or self._begun(turn, here, begun)
        if memory and memory.message and memory.message == turn.inbound.message_id:  # it was edited
            return Said("reword", memory.draft, wanted.rest if wanted and wanted.wish == "new" else turn.whole)
        return wanted or (self._meant(turn, memory) if memory else self._left(turn, here))

    def _left(self, turn: Turn, here: Here) -> Said | None:
        """ส่งเลย long after a draft was made: that is shown again."""
        wish = among("draft", turn.inbound.text)
        number = self._open(turn, here, None) if wish in ("send", "show") and not elsewhere(turn) else 0
        return Said("show", number) if number else None

    def _answered(self, begun: Opening, turn: Turn, memory: Memory | None) -> Said | None:
        """What was asked for, though it begins as an announcement does: unless that says for whom it is, or nothing."""
        way = begun.ways[-1]
        if memory is None or memory.asks not in ("text", "correct", "reason") or not way.text:
            return None
        if begun.plain and way.whom:
            return None
        return self._asked(memory, way.text if begun.plain and memory.asks != "reason" else turn.whole)

    def _begun(self, turn: Turn, here: Here, begun: Opening) -> Said | None:
        """An announcement in one go, read in the way in which whom it is for is known."""
        known = (way for way in begun.ways if not way.whom or self._is_known(turn, here, way.whom))
        way = next(known, begun.ways[-1] if begun.sure else None)
        return Said("new", rest=way.text, whom=way.whom) if way else None

    def _is_known(self, turn: Turn, here: Here, whom: str) -> bool:
        """Whether that names somebody in a programme that is organised here, or may be one of several."""
        for code in here.codes:
            try:
                announce.whom(turn.store, self._programmes.get(turn.store, code), whom, turn.now)
            except Refused as refused:
                if refused.code == "announcing.no_such":
                    continue
            return True
        return False

    def _meant(self, turn: Turn, memory: Memory) -> Said | None:
        """What was asked for, or one of the buttons of the draft at hand in words."""
        wish = among("draft", turn.inbound.text)
        if memory.asks == "went":
            return Said(_WENT[wish], memory.draft) if wish in _WENT else None
        if memory.asks:
            if wish and (memory.draft or wish == "drop"):
                return self._instead(wish, memory, turn.whole)
            return self._asked(memory, turn.whole)
        found = announce.get(turn.store, memory.draft) if memory.draft else None
        if found is None or found.state != "draft" or elsewhere(turn):
            return None
        return _pressed(wish, memory) if wish else self._timed(turn, found)

    def _timed(self, turn: Turn, found: Announcement) -> Said | None:
        """When the draft at hand is to go."""
        zone = ZoneInfo(self._programmes.get(turn.store, found.programme).timezone)
        is_moment = times.read(turn.inbound.text, turn.now, zone, alone=True)
        return Said("timed", found.id, turn.inbound.text) if is_moment else None

    def _asked(self, memory: Memory, text: str) -> Said:
        return Said((_DRAFTS if memory.draft else _NEW)[memory.asks], memory.draft, text)

    def _instead(self, wish: str, memory: Memory, text: str) -> Said:
        """In place of what was asked for: that it is not wanted, or one of the draft's buttons in words."""
        if memory.asks in ("reason", "correct"):
            return Said("left") if wish == "drop" else self._asked(memory, text)
        return _pressed(wish, memory) if memory.draft else Said("nothing")

    def _added(self, turn: Turn) -> Said | None:
        """What goes with the draft at hand, or begins an announcement."""
        event, memory, here = turn.inbound, recall(turn), organiser(turn, self._programmes)
        if here is None:
            return None
        if event.text and event.kind in _ADDED and (begun := opening(turn.whole)):
            wanted = self._begun(turn, here, begun)
            if wanted:
                return wanted
        first = memory is not None and memory.asks == "text" and not memory.draft
        number = 0 if first else self._open(turn, here, memory)
        if not first and not number:
            return None
        if event.kind in _OTHERS:
            return Said("other") if memory else None
        return Said("first") if first else Said("add", number)

    def _open(self, turn: Turn, here: Here, memory: Memory | None) -> int:
        """The draft at hand, or the last one that whoever is here has begun and not sent; 0: none."""
        if memory and memory.draft and announce.get(turn.store, memory.draft).state == "draft":
            return memory.draft
        drafts = announce.latest(turn.store, here.codes, ["draft"])
        own = (each for each in drafts if each.author == here.me.id and turn.now - each.made_at < OPEN)
        return next((each.id for each in own), 0)


def _pressed(wish: str, memory: Memory) -> Said:
    """A button of the draft at hand, in words."""
    return Said(wish, memory.draft, mark="telegram" if wish == "only" else memory.mark)

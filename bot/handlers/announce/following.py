"""After a draft was confirmed: how far it is, what became of it with whom, stopping, chasing and correcting it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.handlers.announce.here import noted
from bot.handlers.announce.memory import OPEN, Memory, remember
from bot.handlers.announce.said import choice
from bot.messages import Reply
from bot.services import announce


if TYPE_CHECKING:
    from datetime import datetime

    from bot.handlers.announce.composing import Composing
    from bot.handlers.announce.here import Here
    from bot.handlers.announce.said import Said
    from bot.router import Turn
    from bot.services.announce import Announcement, Each
    from storage.models.announcements import AnnouncementState


_LISTED = 5  # announcements at once
_NAMES = 30  # people at once
_WAITING: tuple[AnnouncementState, ...] = ("draft", "approval", "scheduled", "sending")
_BEGUN: tuple[AnnouncementState, ...] = ("sending", "sent", "stopped")


class Following:
    """Each of these is allowed: see `room`."""

    def __init__(self, composing: Composing) -> None:
        self._composing = composing

    def list(self, turn: Turn, here: Here, _said: Said) -> Reply:
        """The last ones."""
        found = [each for each in announce.latest(turn.store, here.codes) if _is_seen(each, here, turn.now)][:_LISTED]
        draw = self._composing.draw(turn)
        return draw.listed(found, "announce.latest") if found else draw.aside("announce.none_yet")

    def waiting(self, turn: Turn, here: Here, _said: Said) -> Reply:
        """Those that are still to go."""
        found = announce.latest(turn.store, here.codes, _WAITING)
        found = [each for each in found if _is_seen(each, here, turn.now)][:_LISTED]
        draw = self._composing.draw(turn)
        return draw.listed(found, "announce.waiting") if found else draw.aside("announce.none_waiting")

    def last(self, turn: Turn, here: Here) -> Announcement | None:
        """The last one that goes or went; where there is none, the last one that waits for its time."""
        found = announce.latest(turn.store, here.codes, ("approval", "scheduled", *_BEGUN))
        return next(
            (each for each in found if each.state in _BEGUN or _is_due(each, turn.now)), next(iter(found), None)
        )

    def progress(self, turn: Turn, _here: Here, found: Announcement, _said: Said) -> Reply:
        draw = self._composing.draw(turn)
        if _is_due(found, turn.now):
            return draw.about(found, turn.say("announce.begins"), "progress", "stop")
        if found.state not in _BEGUN:
            when = draw.when(found)
            text = turn.say("announce.not_begun", state=turn.say(f"announce.is_{found.state}"), when=when)
            return draw.about(found, text, *(("show", "drop") if found.state != "cancelled" else ()))
        return draw.progress(announce.progress(turn.store, found.id))

    def stop(self, turn: Turn, here: Here, found: Announcement, _said: Said) -> Reply:
        stopped = announce.stop(turn.store, found.id, turn.now)
        noted(turn, here, "stopped", found)
        draw = self._composing.draw(turn)
        text = turn.say("announce.stopped_now", dropped=f"{stopped.dropped:,}", gone=f"{stopped.gone:,}")
        return draw.about(stopped.announcement, text, "progress", *(("correct",) if stopped.gone else ()))

    def names(self, turn: Turn, _here: Here, found: Announcement, said: Said) -> Reply:
        """Who got it and who did not, so many at a time; those first of whom it is to be known."""
        after = int(said.mark) if said.mark.isdecimal() else 0
        people = announce.listing(turn.store, found.id, after=after, limit=_NAMES + 1)
        draw, say = self._composing.draw(turn), turn.say
        zone = ZoneInfo(draw.programme(found).timezone)
        lines = [_line(turn, each, zone) for each in people[:_NAMES]]
        more = []
        if len(people) > _NAMES:
            last = str(people[_NAMES - 1].person)
            more = [
                choice(
                    say("announce.button_more"), say("announce.says_names", number=found.id), "names", found.id, last
                )
            ]
        text = "\n".join([say("announce.names", number=found.id), *(lines or [say("announce.nobody_yet")])])
        return Reply(text, choices=(*more, draw.choice("progress", found, label="back_to")))

    def chase(self, turn: Turn, here: Here, found: Announcement, _said: Said) -> Reply:
        """To be confirmed as any other: it may have to be paid for."""
        return self._composing.show(
            turn, announce.chase(turn.store, found.id, here.me.id, turn.now), "announce.chasing"
        )

    def correct(self, turn: Turn, _here: Here, found: Announcement, _said: Said) -> Reply:
        remember(turn, Memory("correct", found.id))
        draw = self._composing.draw(turn)
        return draw.aside("announce.type_correct", draw.choice("progress", found, label="keep"))

    def corrected(self, turn: Turn, here: Here, found: Announcement, said: Said) -> Reply:
        new = announce.correct(turn.store, found.id, here.me.id, Reply(said.rest.strip()), turn.now)
        remember(turn, Memory("", new.id, message=turn.inbound.message_id))
        return self._composing.show(turn, new, "announce.correcting")


def _is_due(found: Announcement, now: datetime) -> bool:
    """Whether it was confirmed and goes at the next tick."""
    return found.state == "scheduled" and found.send_at is not None and found.send_at <= now


def _is_seen(found: Announcement, here: Here, now: datetime) -> bool:
    """Drafts are their author's own, and forgotten after a day."""
    if found.state == "draft":
        return found.author == here.me.id and now - found.made_at < OPEN
    return found.state != "cancelled"


def _line(turn: Turn, each: Each, zone: ZoneInfo) -> str:
    say, known = turn.say, each.acknowledged_at
    state = say(f"announce.each_{each.ended}")
    if known:
        local = known.astimezone(zone)
        state = say("announce.each_acknowledged", day=say.short_day(local.date()), time=say.hours(local, local))
    return f"• {each.name} · {state}"

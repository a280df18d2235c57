"""A draft goes: now or at a time, by oneself or with another organiser's approval; or it is sent back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.errors import Refused
from bot.handlers.announce import times
from bot.handlers.announce.drawing import version
from bot.handlers.announce.here import noted
from bot.handlers.announce.memory import Memory, forget, recall, remember
from bot.handlers.announce.said import Said, among, choice
from bot.handlers.announce.telling import Telling
from bot.services import announce, people


if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.handlers.announce.composing import Composing
    from bot.handlers.announce.here import Here
    from bot.messages import Choice, Reply
    from bot.router import Turn
    from bot.services.announce import Announcement, Confirmed
    from bot.services.programme import Programmes


_LATEST = 10_000_000_000  # seconds since 1970


class Going:
    """Each of these is allowed: see `room`."""

    def __init__(self, programmes: Programmes, site: str, composing: Composing) -> None:
        self._programmes = programmes
        self._site = site
        self._composing = composing

    def send(self, turn: Turn, here: Here, found: Announcement, said: Said) -> Reply:
        """What is under the button goes, or, where it has changed since, is shown as it is now."""
        draw = self._composing.draw(turn)
        if found.state == "draft" and said.mark != version(found):
            return self._composing.show(turn, found, "announce.changed")
        rest = announce.quiet_until(draw.programme(found), turn.now)
        if found.state == "draft" and found.send_at is None and rest and not found.urgent:
            return self._offer_rest(turn, found, rest)
        return self._confirm(turn, here, found)

    def now(self, turn: Turn, here: Here, found: Announcement, said: Said) -> Reply:
        """In quiet hours all the same."""
        if found.state == "draft" and said.mark != version(found):
            return self._composing.show(turn, found, "announce.changed")
        return self._confirm(turn, here, found)

    def when(self, turn: Turn, _here: Here, found: Announcement, _said: Said) -> Reply:
        remember(turn, Memory("time", found.id))
        draw = self._composing.draw(turn)
        return draw.aside("announce.type_time", draw.choice("once", found), draw.choice("show", found, label="keep"))

    def once(self, turn: Turn, _here: Here, found: Announcement, _said: Said) -> Reply:
        """As soon as it is confirmed."""
        return self._composing.show(turn, announce.schedule(turn.store, found.id, None, turn.now))

    def at(self, turn: Turn, _here: Here, found: Announcement, said: Said) -> Reply:
        """At the moment that is on a button, in seconds since 1970."""
        known = said.mark.isdecimal() and int(said.mark) <= _LATEST
        moment = datetime.fromtimestamp(int(said.mark), UTC) if known else turn.now
        return self._composing.show(turn, announce.schedule(turn.store, found.id, moment, turn.now))

    def timed(self, turn: Turn, _here: Here, found: Announcement, said: Said) -> Reply:
        """The moment was typed; what is not told whole, or is past, is asked about."""
        draw, words = self._composing.draw(turn), said.rest
        if among("moments", words) == "once":
            return self._composing.show(turn, announce.schedule(turn.store, found.id, None, turn.now))
        zone = ZoneInfo(draw.programme(found).timezone)
        read = times.read(words, turn.now, zone)
        if read and read.at:
            return self._composing.show(turn, announce.schedule(turn.store, found.id, read.at, turn.now))
        remember(turn, Memory("time", found.id))
        buttons = self._moments(turn, found, read.choices) if read else []
        message = "announce.which_time" if read and buttons else "announce.no_time"
        if read and read.past:
            message = "announce.past_time"
        return draw.aside(message, *buttons, draw.choice("show", found, label="keep"))

    def approve(self, turn: Turn, here: Here, found: Announcement, said: Said) -> Reply:
        draw = self._composing.draw(turn)
        if found.state == "approval" and said.mark and said.mark != version(found):
            price = announce.cost(turn.store, found)
            return draw.asking(found, price, self._author(turn, found), draw.links(found))
        approved = announce.approve(turn.store, draw.programme(found), found.id, here.me.id, turn.now)
        self._tell_author(turn, approved, "announce.approved_by", name=here.me.name)
        return self._going(turn, approved)

    def decline(self, turn: Turn, here: Here, found: Announcement, _said: Said) -> Reply:
        """Why is asked first; the reason goes to whoever wrote it."""
        if found.state != "approval":
            raise Refused("announcing.not_waiting", number=str(found.id))
        if found.author == here.me.id:
            raise Refused("announcing.own")
        remember(turn, Memory("reason", found.id))
        draw = self._composing.draw(turn)
        return draw.aside("announce.type_reason", draw.choice("back", found))

    def back(self, turn: Turn, here: Here, found: Announcement, _said: Said) -> Reply:
        return self.declined(turn, here, found, Said("back"))

    def declined(self, turn: Turn, here: Here, found: Announcement, said: Said) -> Reply:
        reason = said.rest.strip()
        if found.author == here.me.id:
            raise Refused("announcing.own")
        forget(turn)
        declined = announce.decline(turn.store, found.id)
        noted(turn, here, "declined", found)
        message = "announce.declined_why" if reason else "announce.declined_by"
        self._tell_author(turn, declined, message, "show", "drop", name=here.me.name, reason=reason)
        return self._composing.draw(turn).aside("announce.declined", number=found.id)

    def _confirm(self, turn: Turn, here: Here, found: Announcement) -> Reply:
        draw, before = self._composing.draw(turn), found.state
        try:
            confirmed = announce.confirm(turn.store, draw.programme(found), found.id, here.me.id, turn.now)
        except Refused as refused:
            if refused.code == "announcing.reserve":
                ways = [
                    choice(
                        turn.say("announce.button_only_telegram"),
                        turn.say("announce.says_only", number=found.id),
                        "only",
                        found.id,
                        "telegram",
                    )
                ]
                return draw.refused(refused, *ways, draw.choice("urge", found), draw.choice("drop", found))
            raise
        memory = recall(turn)
        source = memory.message if memory and memory.draft == found.id else ""
        remember(turn, Memory("went", found.id, message=source))
        if confirmed.announcement.state == "approval":
            if before == "draft":
                self._ask_others(turn, here, confirmed)
            names = ", ".join(person.name for person, _ in confirmed.approvers)
            return draw.about(confirmed.announcement, turn.say("announce.waits", names=names), "drop")
        return self._going(turn, confirmed.announcement)

    def _going(self, turn: Turn, found: Announcement) -> Reply:
        draw = self._composing.draw(turn)
        if found.state == "scheduled" and found.send_at and found.send_at > turn.now:
            return draw.about(
                found, turn.say("announce.scheduled", when=draw.moment(found, found.send_at)), "when", "text", "drop"
            )
        price = announce.cost(turn.store, found)
        return draw.about(found, turn.say("announce.sending", people=f"{price.people:,}"), "progress", "stop")

    def _offer_rest(self, turn: Turn, found: Announcement, rest: datetime) -> Reply:
        draw, say = self._composing.draw(turn), turn.say
        local = rest.astimezone(ZoneInfo(draw.programme(found).timezone))
        hour = say.hours(local, local)
        later = choice(
            say("announce.at_rest", time=hour),
            say("announce.says_rest", number=found.id, time=hour),
            "rest",
            found.id,
            version(found),
        )
        return draw.aside(
            "announce.quiet",
            later,
            draw.choice("now", found, version(found)),
            draw.choice("drop", found),
            when=say.period(local, local),
        )

    def rest(self, turn: Turn, here: Here, found: Announcement, said: Said) -> Reply:
        """At the end of the quiet hours, confirmed with that."""
        if found.state == "draft" and said.mark != version(found):
            return self._composing.show(turn, found, "announce.changed")
        rest = announce.quiet_until(self._composing.draw(turn).programme(found), turn.now)
        if found.state == "draft" and rest:
            found = announce.schedule(turn.store, found.id, rest, turn.now)
        return self._confirm(turn, here, found)

    def _moments(self, turn: Turn, found: Announcement, moments: Iterable[datetime]) -> list[Choice]:
        say, draw = turn.say, self._composing.draw(turn)
        return [
            choice(
                f"{say.short_day(each.date())} {say.hours(each, each)}",
                draw.moment(found, each),
                "at",
                found.id,
                str(int(each.timestamp())),
            )
            for each in moments
        ]

    def _ask_others(self, turn: Turn, here: Here, confirmed: Confirmed) -> None:
        turn.others.extend(self._telling(turn).others(confirmed, here.me.name, self._composing.draw(turn)))

    def _tell_author(self, turn: Turn, found: Announcement, message: str, *wishes: str, **values: object) -> None:
        turn.others.extend(self._telling(turn).author(found, message, *wishes, **values))

    def _telling(self, turn: Turn) -> Telling:
        return Telling(turn.store, self._programmes, self._site)

    def _author(self, turn: Turn, found: Announcement) -> str:
        named = [
            person.name for person, _ in people.organisers(turn.store, found.programme) if person.id == found.author
        ]
        return named[0] if named else turn.say("questions.colleague")

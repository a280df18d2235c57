"""How changes of a timetable are shown: as a notice to those who are to come, and as a list to organisers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.messages import Card, Choice, Reading, Reply
from bot.services import changes
from bot.showing import button
from bot.texts import short_title


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.services.changes import Changed, Seen
    from bot.services.programme import Programmes
    from bot.texts import Texts
    from storage.programme import Programme
    from storage.reminders import Occasion


ALL = "change.all:"
"""Opens the data of the button that shows all of a release."""
_MOST = 10  # cards; LINE takes 12
_ALIKE = 3  # sessions that go from one room to another are told together
_NAMED = 6  # of those, are named


class Drawer:
    """Draws the notices of releases, see bot.services.reminders."""

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def draw(self, store: Store, occasions: Sequence[Occasion], say: Texts, now: datetime) -> Reply | None:
        """What is different still at `now`, in one message; None where all of it has begun or was taken back."""
        drawn = [reply for each in occasions if (reply := self._one(store, int(each.subject), say, now))]
        if not drawn:
            return None
        return Reply(
            "\n\n".join(reply.text for reply in drawn),
            tuple(card for reply in drawn for card in reply.cards),
            tuple(dict.fromkeys(choice for reply in drawn for choice in reply.choices)),
            reading=Reading(aside=True),
        )

    def _one(self, store: Store, number: int, say: Texts, now: datetime) -> Reply | None:
        release = changes.get(store, number)
        if release is None:
            return None
        drawing = Drawing(say, self._programmes.get(store, release.programme))
        return drawing.notice(changes.told_by(store, release, now), release.note, release.id)


class Drawing:
    """Draws changes of one programme in one language."""

    def __init__(self, say: Texts, programme: Programme) -> None:
        self._say = say
        self._zone = ZoneInfo(programme.timezone)
        self._title = short_title(programme.title.in_(say.language))
        self._programme = programme.code
        self._sessions = {session.code: session for session in programme.sessions}

    def notice(
        self, found: Sequence[Changed], note: str = "", release: int = 0, *, whole: bool = False
    ) -> Reply | None:
        """What those who are to come are told, all of it or (not `whole`) the first; None where that is nothing."""
        say = self._say
        if not found:
            return None
        cards, lead = self.cards(found), self._lead(found)
        if whole and len(cards) > _MOST:
            return Reply("\n\n".join([lead, *(_plain(card) for card in cards)]), reading=Reading(aside=True))
        buttons = [Choice(say("changes.button_timetable"), say("changes.says_timetable"))]
        lines = [lead, note]
        if len(cards) > _MOST:
            lines.append(say("changes.further", count=len(cards) - _MOST))
            buttons.insert(0, Choice(say("changes.button_all"), say("changes.says_all"), f"{ALL}{release}"))
        text = "\n".join(line for line in lines if line)
        return Reply(text, tuple(cards[:_MOST]), choices=tuple(buttons), reading=Reading(aside=True))

    def _lead(self, found: Sequence[Changed]) -> str:
        """What is most important, first: it is all that a locked telephone shows."""
        say, change = self._say, found[0]
        if len(found) > 1:
            return say("changes.several", title=self._title, count=len(found))
        known = change.before if change.before and "cancelled" in change.kinds else change.after
        name = change.after.title.in_(say.language)
        return say(f"changes.lead_{change.kinds[0]}", name=name, when=self.when(known), where=self._place(known))

    def cards(self, found: Sequence[Changed]) -> list[Card]:
        """A card a session; those that go together from one room to another on one."""
        alike: defaultdict[tuple[object, ...], list[Changed]] = defaultdict(list)
        for change in found:
            if change.kinds == ("reroomed",) and change.before:
                alike[_place(change.before), _place(change.after)].append(change)
        joined = {id(change): several for several in alike.values() if len(several) >= _ALIKE for change in several}
        cards = []
        for change in found:
            several = joined.get(id(change), [change])
            if several[0] is change:
                cards.append(self._several(several) if len(several) > 1 else self._card(change))
        return cards

    def _card(self, change: Changed) -> Card:
        say, after = self._say, change.after
        title = after.title.in_(say.language)
        session = self._sessions.get(change.code)
        dated = session and {"moved", "new", "restored"} & set(change.kinds)
        choices = (button(say, "calendar", session, self._programme),) if session and dated else ()
        return Card(title, self.kinds(change), self.facts(change), choices)

    def _several(self, found: Sequence[Changed]) -> Card:
        """They are in the order of time."""
        say, before, after = self._say, found[0].before, found[0].after
        named = [
            say("changes.named", title=each.after.title.in_(say.language), day=say.short_day(each.after.start.date()))
            for each in found[:_NAMED]
        ]
        if len(found) > _NAMED:
            named.append(say("changes.further", count=len(found) - _NAMED))
        facts = (
            *self._both(self._place(before, after) if before else "", self._place(after, before)),
            (say("changes.sessions"), ", ".join(named)),
        )
        return Card(say("changes.together", count=len(found)), say("changes.kind_reroomed"), facts)

    def kinds(self, change: Changed) -> str:
        return " · ".join(self._say(f"changes.kind_{kind}") for kind in change.kinds)

    def facts(self, change: Changed) -> tuple[tuple[str, str], ...]:
        """What it was and what it is, as far as that is different; and when and where it is in any case."""
        say, before, after = self._say, change.before, change.after
        when, where, who = say("ask.fact_when"), say("ask.fact_where"), say("ask.fact_who")
        if before is None or "restored" in change.kinds:
            return _said((when, self.when(after)), (where, self._place(after)), (who, self._who(after)))
        if "cancelled" in change.kinds:
            return _said((say("changes.before"), self.when(before)), (where, self._place(before)))
        facts = [(when, self.when(after)), (where, self._place(after))]
        if "moved" in change.kinds:
            facts = self._both(self._where_and_when(before, after), self._where_and_when(after, before))
        elif "reroomed" in change.kinds:
            facts = [facts[0], *self._both(self._place(before, after), self._place(after, before))]
        if "restaffed" in change.kinds:
            names = [self._who(each) or say("changes.unset") for each in (before, after)]
            facts.append((who, say("changes.from_to", before=names[0], after=names[1])))
        if "renamed" in change.kinds:
            facts.append((say("changes.named_before"), before.title.in_(say.language)))
        return _said(*facts)

    def line(self, change: Changed) -> str:
        """The same for a list."""
        title = change.after.title.in_(self._say.language)
        facts = [f"  {label}: {value}" for label, value in self.facts(change)]
        return "\n".join([self._say("changes.line", kinds=self.kinds(change), title=title), *facts])

    def when(self, session: Seen) -> str:
        """When it is, in the zone where it is held; said so where that is not the programme's."""
        said = self._say.period(session.start, session.end)
        elsewhere = session.start.utcoffset() != session.start.astimezone(self._zone).utcoffset()
        return self._say("ask.local_time", period=said) if elsewhere else said

    def _where_and_when(self, session: Seen, other: Seen) -> str:
        return " · ".join(part for part in (self.when(session), self._place(session, other)) if part)

    def _both(self, before: str, after: str) -> list[tuple[str, str]]:
        say = self._say
        return [(say("changes.before"), before or say("changes.unset")), (say("changes.after"), after)]

    def _place(self, session: Seen, other: Seen | None = None) -> str:
        """Its room; and where people meet and join it, where `other` has something else."""
        language = self._say.language
        parts = [session.room.in_(language)]
        if other and session.meeting != other.meeting and session.meeting:
            parts.append(self._say("changes.meeting", where=session.meeting.in_(language)))
        if other and session.url != other.url and session.url:
            parts.append(session.url)
        said = " · ".join(part for part in parts if part)
        return said or (self._say("changes.unset") if other else "")

    def _who(self, session: Seen) -> str:
        return ", ".join(name.in_(self._say.language) for name in session.speakers)


def _place(session: Seen) -> tuple[object, ...]:
    return session.room, session.meeting, session.url


def _said(*facts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in facts if value)


def _plain(card: Card) -> str:
    return "\n".join([f"{card.title} ({card.note})", *(f"{label}: {value}" for label, value in card.facts)])

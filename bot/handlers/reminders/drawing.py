"""What a reminder says: when and where first, as that is all a locked telephone shows; then a card a session."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.messages import Card, Reading, Reply
from bot.services.reminders import DEADLINE, TRIPS, Timetable
from bot.showing import Frame, button, is_abroad, length, links, period, where, who
from bot.texts import short_title


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Choice
    from bot.services.programme import Programmes
    from bot.services.reminders import Occasion
    from bot.texts import Texts
    from storage.programme import Session


_CARDS = 10  # LINE takes 12
_LONG = timedelta(hours=12)  # from then on, a time on another day is told in days
_ORDER = ("nudge", "evening", "digest", "deadline")


class Drawer:
    """Draws reminders of any programmes."""

    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def draw(self, store: Store, occasions: Sequence[Occasion], say: Texts, now: datetime) -> Reply | None:
        """One message that says all of it as it is at `now`; None where nothing is left to say."""
        codes = list(dict.fromkeys(each.programme for each in occasions))
        texts, cards = [], []
        for code in codes:
            drawing = Drawing(say, Timetable(self._programmes.get(store, code)), now)
            mine = sorted(
                (each for each in occasions if each.programme == code), key=lambda each: _ORDER.index(each.kind)
            )
            days = {each.subject for each in mine if each.kind == "digest"}
            told = [each for each in mine if each.kind != "evening" or each.subject not in days]  # a day once
            said = [text for each in told if (text := drawing.text(each))]
            if said:
                texts += [drawing.title, *said] if len(codes) > 1 else said
                cards += drawing.cards(mine)
        if not texts:
            return None
        return Reply("\n\n".join(texts), tuple(cards[:_CARDS]), reading=Reading(aside=True))


class Drawing:
    """Draws reminders of one programme in one language at one moment."""

    def __init__(self, say: Texts, timetable: Timetable, now: datetime) -> None:
        self._say = say
        self._timetable = timetable
        self._now = now
        self._course = Frame(timetable.programme)
        self._texts: dict[str, Callable[[Occasion], str]] = {
            "nudge": self._nudge,
            "evening": self._evening,
            "digest": self._digest,
            "deadline": self._deadline,
        }

    @property
    def title(self) -> str:
        return short_title(self._timetable.programme.title.in_(self._say.language))

    def text(self, occasion: Occasion) -> str:
        """In words; "" where what it is about is not there any more, or has begun."""
        return self._texts[occasion.kind](occasion) if self._about(occasion) else ""

    def cards(self, occasions: Sequence[Occasion]) -> list[Card]:
        """A card for each session that one of them is about; a day's breaks and deadlines have none."""
        sessions = {each.code for each in self._timetable.sessions}
        found: dict[str, Session] = {}
        dressed: set[str] = set()
        for item in occasions:
            alone = item.kind in ("nudge", "deadline")
            mine = {each.code: each for each in self._about(item) if alone or each.code in sessions}
            found |= mine
            dressed |= mine.keys() if item.kind == "evening" else set()
        return [self._card(each, dressed=code in dressed or each.kind in TRIPS) for code, each in found.items()]

    def _about(self, occasion: Occasion) -> list[Session]:
        """The sessions that it is about and that have not begun; of a day, those too that last and are not over."""
        ahead = [each for each in self._listed(occasion) if each.start > self._now]
        return [*ahead, *self._lasting(occasion)]

    def _lasting(self, occasion: Occasion) -> list[Session]:
        """What began on a day before the one that is told, and goes on."""
        if occasion.kind != "digest":
            return []
        found = self._timetable.lasting.get(date.fromisoformat(occasion.subject), ())
        return [each for each in found if each.start <= self._now < each.end]

    def _listed(self, occasion: Occasion) -> Sequence[Session]:
        if occasion.kind == "digest":
            return self._timetable.days.get(date.fromisoformat(occasion.subject), ())
        if occasion.kind == "evening":
            return self._timetable.before(date.fromisoformat(occasion.subject))
        session = self._timetable.by_code.get(occasion.subject)
        return (session,) if session else ()

    def _nudge(self, occasion: Occasion) -> str:
        session = self._about(occasion)[0]
        begins = self._begins(session, self._say("reminders.in", left=self._left(session)))
        lines = [begins, session.title.in_(self._say.language)]
        if self._days_to(session):
            lines.append(period(self._say, self._course, session))
        return "\n".join(lines)

    def _evening(self, occasion: Occasion) -> str:
        sessions = self._about(occasion)
        day = self._say.day(sessions[0].start.date())
        lines = [self._begins(sessions[0], self._day(sessions[0])), day]
        return "\n".join([*lines, *map(self._entry, sessions)])

    def _digest(self, occasion: Occasion) -> str:
        sessions, lasting = self._about(occasion), self._lasting(occasion)
        day = self._say.day(date.fromisoformat(occasion.subject))
        head = self._say("reminders.day", day=day, count=len(sessions))
        entries = [self._goes_on(each) if each in lasting else self._entry(each) for each in sessions]
        ahead = [each for each in sessions if each not in lasting]
        if not ahead:
            return "\n".join([head, *entries])
        begin = next((each for each in ahead if each.kind != DEADLINE), ahead[0])
        return "\n".join([self._begins(begin, self._day(begin)), head, *entries])

    def _deadline(self, occasion: Occasion) -> str:
        session = self._about(occasion)[0]
        title = session.title.in_(self._say.language)
        when = period(self._say, self._course, session)
        return self._say("reminders.due", left=self._left(session), title=title, period=when)

    def _begins(self, session: Session, when: str) -> str:
        say, place = self._say, where(self._say, self._course, session)
        time = say.hours(session.start, session.start)
        if is_abroad(self._course, session):
            time = say("ask.local_time", period=time)
        if not place:
            return say("reminders.begins", when=when, time=time)
        return say("reminders.begins_at", when=when, time=time, where=place)

    def _entry(self, session: Session) -> str:
        say, place = self._say, where(self._say, self._course, session)
        same = session.start.date() == session.end.date()
        hours = say.hours(session.start, session.end if same else session.start)
        title = session.title.in_(say.language)
        if not place:
            return say("reminders.entry", hours=hours, title=title)
        return say("reminders.entry_at", hours=hours, title=title, where=place)

    def _goes_on(self, session: Session) -> str:
        say = self._say
        until = say.hours(session.end, session.end)
        if session.end.date() > self._now.astimezone(ZoneInfo(session.timezone)).date():
            until = f"{say.day(session.end.date())} {until}"
        return say("reminders.goes_on", title=session.title.in_(say.language), until=until)

    def _day(self, session: Session) -> str:
        """Today, tomorrow, or the day in full."""
        days = self._days_to(session)
        if days > 1:
            return self._say.day(session.start.date())
        return self._say("reminders.tomorrow" if days else "reminders.today")

    def _left(self, session: Session) -> str:
        """How long it is until then: in days, as the calendar has them, or in hours and minutes."""
        days = self._days_to(session)
        if days and session.start - self._now > _LONG:
            return self._say("ask.days_left", count=days)
        return length(self._say, session.start - self._now)

    def _days_to(self, session: Session) -> int:
        """By the calendar of where the session is held."""
        return (session.start.date() - self._now.astimezone(ZoneInfo(session.timezone)).date()).days

    def _card(self, session: Session, *, dressed: bool) -> Card:
        say, language = self._say, self._say.language
        facts = (
            ("when", period(say, self._course, session)),
            ("where", where(say, self._course, session)),
            ("meet", session.meeting.in_(language)),
            ("bring", session.bring.in_(language)),
            ("wear", session.dress.in_(language) if dressed else ""),
        )
        return Card(
            session.title.in_(language),
            facts=tuple((say(f"ask.fact_{fact}"), value) for fact, value in facts if value),
            choices=tuple(self._choices(session)),
            links=links(say, self._course, session),
        )

    def _choices(self, session: Session) -> Iterator[Choice]:
        code = self._timetable.programme.code
        asks = {
            "where": bool(session.venue),
            "who": bool(who(self._say, self._course, session)),
            "calendar": True,
        }
        return (button(self._say, ask, session, code) for ask, there in asks.items() if there)

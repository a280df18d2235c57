"""A command read in a programme: which sessions it may mean, and what they are to become."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.handlers.changes.words import listed
from bot.services.ask.select import named, on
from bot.services.programme import LINK, Edit


if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.handlers.changes.commands import Command
    from bot.services.ask import Guide
    from bot.thai.dates import When
    from bot.thai.question import Question
    from storage.programme import Session


CANNOT: frozenset[str] = frozenset({"swap", "add"})
"""What organisers say and cannot be done in chat."""
_LAST_MINUTE = 59
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Target:
    """What a session is to become: days, times of day, a part of the day that is no time yet, venues, words, people.

    `weekly`: its day was said by its name alone, and is the next of that name.
    """

    first: date | None = None
    last: date | None = None
    start: time | None = None
    end: time | None = None
    part: tuple[time, time] | None = None
    venues: tuple[str, ...] = ()
    words: str = ""
    names: tuple[str, ...] = ()
    weekly: bool = False

    @property
    def says_when(self) -> bool:
        return bool(self.first or self.start or self.part)


@dataclass(frozen=True, slots=True)
class Meant:
    """A command as read in one programme. `sessions` are those that it may mean."""

    command: Command
    sessions: tuple[Session, ...]
    target: Target

    @property
    def is_whole(self) -> bool:
        """Whether it says what the session is to become, as far as that must be said."""
        wish, target = self.command.wish, self.target
        if wish in {"cancel", "restore", *CANNOT} or self.command.later is not None:
            return True
        if wish == "end":
            return target.start is not None
        if wish == "move":
            return target.says_when or bool(target.venues)
        return bool(target.words)


def meant(ways: Iterable[Command], guide: Guide, now: datetime) -> Meant | None:
    """The reading of a command that says most in this programme; None where it is about nothing in it."""
    read = [
        Meant(way, sessions(guide, way.about, now, way.wish), target(guide, way.target, now, way.wish)) for way in ways
    ]
    read += [again for each in read if (again := _undivided(each, guide, now))]
    about = [each for each in read if each.sessions]
    bare = [each for each in read if _is_bare(each) or _is_of_a_day(each, guide, now)]
    found = [*(each for each in (*about, *bare) if each.is_whole), *about, *bare]
    return next(iter(found), None)


def _is_bare(read: Meant) -> bool:
    """It is a command, and only the session is missing."""
    command = read.command
    if command.wish in CANNOT:
        return True
    if command.about or not command.firm or command.wish not in {"move", "room"}:
        return False
    return read.is_whole or not command.target


def _is_of_a_day(read: Meant, guide: Guide, now: datetime) -> bool:
    """It says what becomes of a day's sessions, and there are none on that day."""
    about = read.command.about
    if not about or read.sessions or not read.is_whole or read.command.wish not in {"move", "room"}:
        return False
    return _is_day(about, guide.reader.read(about, now.astimezone(guide.zone), guide.span).dates)


def _undivided(read: Meant, guide: Guide, now: datetime) -> Meant | None:
    """`ย้าย X บ่ายสอง`: no word stands between the session and what it becomes."""
    if read.command.target or read.command.wish != "move" or read.command.later or not read.sessions:
        return None
    question = guide.reader.read(read.command.about, now.astimezone(guide.zone), guide.span)
    if not question.codes("session"):
        return None
    found = target(guide, read.command.about, now, "move")
    same = any(session.start.date() == found.first for session in read.sessions)  # the day that it is on, not a new one
    return None if same and not found.start else Meant(read.command, read.sessions, found)


def sessions(guide: Guide, about: str, now: datetime, wish: str) -> tuple[Session, ...]:
    """The sessions that `about` names, or describes by day; those that are held, unless one is to be restored."""
    if not about:
        return ()
    question = guide.reader.read(about, now.astimezone(guide.zone), guide.span)
    whens = tuple(when for when in question.dates if when.first)
    called = question.mentions or question.kinds or question.codes("session")
    if not called and not _is_day(about, whens):
        return ()
    if question.unknown and not any(mention.kind == "session" for mention in question.mentions):
        return ()
    chosen = named(question, guide) if called else None
    pool = chosen.sessions if chosen and not chosen.absent else ()
    if whens:
        everything = guide.sessions if wish == "restore" else guide.held
        pool = on(whens, guide, pool or everything)[0] or pool
    return pool


def _is_day(about: str, whens: Iterable[When]) -> bool:
    """Whether a day, and no more, is said."""
    for when in whens:
        about = about.replace(when.text, "")
    for noun in listed("nouns"):
        about = about.replace(noun, "")
    return not about.strip()


def target(guide: Guide, words: str, now: datetime, wish: str) -> Target:
    """What `words` say that a session is to become."""
    if not words or wish in {"cancel", "restore", *CANNOT}:
        return Target()
    if wish in {"rename", "meet"}:
        return Target(words=words)
    if wish == "staff":
        return Target(words=words, names=tuple(_person(guide, name, now) for name in people(words)))
    plain = LINK.sub(" ", words)  # the figures in an address are no time
    question = guide.reader.read(plain, now.astimezone(guide.zone), guide.span)
    venues = question.codes("venue") if plain == words else ()
    venues = venues or _online(guide, words)
    if wish == "room":
        return Target(venues=venues, words=words)
    first, last, weekly = _days(question.dates)
    start, end, part = _times(question.dates)
    venues = venues or _new_room(words, question)
    return Target(first, last, start, end, part, venues, weekly=weekly)


def _person(guide: Guide, name: str, now: datetime) -> str:
    """The speaker (code) whom the programme knows by `name`; `name` itself where that is nobody's, or of several."""
    question = guide.reader.read(name, now.astimezone(guide.zone), guide.span)
    codes = question.codes("speaker")
    return codes[0] if len(codes) == 1 and not question.unknown and not question.topic else name


def _days(whens: Iterable[When]) -> tuple[date | None, date | None, bool]:
    """From when to when, and whether that is a day of the week that may be another week's too."""
    dated = [when for when in whens if when.first and (not _is_time(when) or _says_this(when))]
    if not dated:
        return None, None, False
    return dated[0].first, dated[0].last, dated[0].unit == "weekday" and bool(dated[0].others)


def _is_time(when: When) -> bool:
    """Whether it says no day; a range may be of days or of times."""
    return when.unit in {"time", "part"} or (when.unit == "range" and when.from_ is not None)


def _says_this(when: When) -> bool:
    return any(word in when.text for word in ("นี้", "this", "tonight"))


def _times(whens: Iterable[When]) -> tuple[time | None, time | None, tuple[time, time] | None]:
    """From when to when; or the part of the day."""
    part = None
    for when in whens:
        if when.from_ is None or when.to is None:
            continue
        if when.from_ == when.to:
            return when.from_, None, None
        if when.to.minute != _LAST_MINUTE:
            return when.from_, when.to, None
        part = part or (when.from_, when.to)
    return None, None, part


def _online(guide: Guide, words: str) -> tuple[str, ...]:
    """Where the programme has one way of meeting online, that one is meant, unless another address is given."""
    rooms = [venue.code for venue in guide.programme.venues if venue.url]
    said = any(word in words.lower() for word in listed("online")) and not LINK.search(words)
    return tuple(rooms) if said and len(rooms) == 1 else ()


def _new_room(words: str, question: Question) -> tuple[str, ...]:
    """A room that the programme does not know yet, by the words for it."""
    for when in question.dates:
        words = words.replace(when.text, " ")
    found = re.search("|".join(map(re.escape, (*listed("rooms"), *listed("online")))), words, re.IGNORECASE)
    found = found or LINK.search(words)
    return (" ".join(words[found.start() :].split()),) if found else ()


class Unclear(Exception):  # noqa: N818 - reads as what it is
    """The day is clear, the time is not; or it is one of several rooms."""


def edit(read: Meant, session: Session, now: datetime) -> Edit:
    """What `session` is to become, as said at `now` (aware). Raises Unclear where that is not known yet."""
    wish, said = read.command.wish, read.target
    plain = {
        "cancel": Edit(status="cancelled"),
        "rename": Edit(title=said.words),
        "staff": Edit(speakers=said.names),
        "meet": Edit(meeting=said.words),
    }
    if wish in plain:
        return plain[wish]
    if wish == "end":
        return _ended(read, session)
    if len(said.venues) > 1:
        raise Unclear("venues")
    venue = said.venues[0] if said.venues else said.words or None
    if wish == "room":
        return Edit(venue=venue)
    start, end = _moved(read, session, now.astimezone(session.start.tzinfo).replace(tzinfo=None))
    return Edit(start, end, venue)


def people(words: str) -> tuple[str, ...]:
    """The names in `words`."""
    pattern = "|".join(re.escape(joint) for joint in listed("joints"))
    return tuple(name.strip() for name in re.split(pattern, words, flags=re.IGNORECASE) if name.strip())


def _ended(read: Meant, session: Session) -> Edit:
    """It begins as it did, unless both hours were said."""
    said, end = read.target, session.end.replace(tzinfo=None)
    if read.command.later is not None:
        return Edit(end=end + read.command.later)
    if said.start is None:
        raise Unclear("end")
    day = said.last or end.date()
    if said.end is not None:
        return Edit(datetime.combine(said.first or session.start.date(), said.start), datetime.combine(day, said.end))
    return Edit(end=datetime.combine(day, said.start))


def _moved(read: Meant, session: Session, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Its new start, and its end where that was said: on the same day at another hour, or at the same hour elsewhen."""
    said, begun = read.target, session.start.replace(tzinfo=None)
    if read.command.later is not None:
        return begun + read.command.later, None
    if not said.says_when:
        return None, None
    if said.part and not (said.part[0] <= begun.time() <= said.part[1]):
        raise Unclear("time")
    day = _day(said, begun.date())
    start = datetime.combine(day, said.start or begun.time())
    if said.weekly and start <= now:  # said on a Monday afternoon, Monday morning is next week's
        day, start = day + timedelta(days=_WEEK), start + timedelta(days=_WEEK)
    if said.end is None:
        several = said.first and said.last and said.first < said.last and session.end.date() > session.start.date()
        return start, datetime.combine(said.last, session.end.time()) if several and said.last else None
    end = datetime.combine(day, said.end)
    return start, end if end > start or said.end > start.time() else end + timedelta(days=1)  # past midnight


def _day(said: Target, day: date) -> date:
    """The day said; of a whole week, the same day of the week."""
    if said.first is None:
        return day
    if said.last and (said.last - said.first).days == _WEEK - 1:
        return said.first + timedelta(days=(day.weekday() - said.first.weekday()) % _WEEK)
    return said.first

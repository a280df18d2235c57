"""Which sessions a question is about: by name, kind, place, person, day, and their place in the order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.thai.dates import When, bounds
from bot.thai.text import key


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bot.services.ask.guide import Guide
    from bot.thai.question import Question
    from storage.programme import Session

Sessions = tuple["Session", ...]

_GUESSED = 80  # a name less sure than this was guessed from a misspelling


@dataclass(frozen=True, slots=True)
class Chosen:
    """`sessions` are what the question names; `near` those to offer where there are none, for `absent` things."""

    sessions: Sessions
    near: Sessions = ()
    absent: bool = False


def named(question: Question, guide: Guide) -> Chosen | None:
    """The sessions that are named or described, whatever their day; None where none are."""
    pool: Sessions = guide.held
    narrowed = False
    by_name = any(mention.kind == "session" for mention in question.mentions)
    confirming = "yesno" in question.asks and bool(question.codes("session"))
    choosing = "either" in question.asks and bool(question.dates)  # "at the hotel or at home?" asks which, of that day
    if (codes := question.codes("session")) and (by_name or not choosing):
        wanted_codes = set(codes)
        pool, narrowed = tuple(session for session in guide.sessions if session.code in wanted_codes), True
    for wanted in () if choosing and not by_name else _filters(question, guide):
        left = tuple(session for session in pool if wanted(session))
        if not left and narrowed and (places := set(question.codes("venue"))):
            left = tuple(session for session in pool if places & guide.bound_for[session.code])
        if not left and narrowed and (by_name or confirming):
            continue  # a session's own name is surer than a word beside it
        if not left:
            return Chosen((), tuple(session for session in pool if narrowed)[:3], absent=True)
        pool, narrowed = left, True
    if not narrowed:
        return None
    return Chosen(_numbered(question, guide, pool))


def _filters(question: Question, guide: Guide) -> Iterator[Callable[[Session], bool]]:
    asks, speakers = question.asks, set(question.codes("speaker"))
    modules, venues = set(question.codes("module")), set(question.codes("venue"))
    if modules and (not question.codes("session") or "modules" in asks):
        yield lambda session: session.module in modules
    if speakers:
        yield lambda session: not speakers.isdisjoint(session.speakers)
    surely = any(mention.kind == "session" and mention.sure > _GUESSED for mention in question.mentions)
    if len(venues) > 1:  # from the airport to Taipei: held at one, bound for the other
        journeys = {
            session.code
            for session in guide.held
            if session.venue in venues and venues & guide.bound_for[session.code] - {session.venue}
        }
        venues = venues if not journeys else set()
        if journeys:
            yield lambda session: session.code in journeys
    if venues and (question.dates or not surely):
        taught = "lesson" in asks  # where something is handed in online, nothing is taught online
        yield lambda session: session.venue in venues and not (taught and session.kind == "deadline")
    yield from _of_kind(question, guide)
    if asks & {"online", "onsite"}:
        online = "online" in asks
        yield lambda session: guide.is_online(session) is online and session.kind not in {"deadline", "break"}


def _of_kind(question: Question, guide: Guide) -> Iterator[Callable[[Session], bool]]:
    for kind in sorted(question.kinds - {"abroad"}):
        yield partial(_is, guide, "trip" if kind == "visit" else kind)
    if "abroad" in question.kinds:
        yield guide.is_abroad
    if "domestic" in question.asks:
        yield lambda session: _is(guide, "trip", session) and not guide.is_abroad(session)


def _is(guide: Guide, kind: str, session: Session) -> bool:
    return kind in guide.kinds[session.code]


def _numbered(question: Question, guide: Guide, pool: Sessions) -> Sessions:
    """Of `pool`, the one with the number that was asked for: its own number in a series, else its place in time."""
    if question.ordinal is None or len(pool) == 0:
        return pool
    for mention in question.mentions:
        series = guide.reader.gazetteer.series.get(key(mention.name), {})
        if (code := series.get(question.ordinal)) and code in guide.by_code:
            return (guide.by_code[code],)
    return numbered(question.ordinal, guide, pool)


def numbered(ordinal: int, guide: Guide, pool: Sessions) -> Sessions:
    """The session numbered `ordinal` in the series that `pool` is of, else the one at that place of `pool`."""
    codes = {session.code for session in pool}
    for series in guide.reader.gazetteer.series.values():
        if codes & set(series.values()) and (code := series.get(ordinal)) and (code in codes or len(codes) == 1):
            return (guide.by_code[code],)
    return pool[ordinal - 1 : ordinal] if len(pool) > 1 else pool


def on(whens: Sequence[When], guide: Guide, pool: Sequence[Session]) -> tuple[Sessions, tuple[When, ...]]:
    """The sessions of `pool` on the days and at the times said, and the readings used.

    Another fair reading of a day is taken where the first has no session.
    """
    chosen: dict[str, Session] = {}
    used: list[When] = []
    for when in whens:
        if when.first is None:
            continue
        readings = [when, *(replace(when, first=first, last=last) for first, last in when.others)]
        for reading in readings:
            if found := _within(reading, guide, pool):
                chosen.update({session.code: session for session in found})
                used.append(reading)
                break
        else:
            used.append(when)
    return tuple(session for session in pool if session.code in chosen), tuple(used)


def _within(when: When, guide: Guide, pool: Sequence[Session]) -> Sessions:
    """A day is the day where the session is held: the 19th in Barcelona is the 19th there."""
    spans: dict[str, tuple[float, float]] = {}
    found = []
    for session in pool:
        if session.timezone not in spans:
            first, last = bounds(when, ZoneInfo(session.timezone))
            spans[session.timezone] = first.timestamp(), last.timestamp()
        since, until = spans[session.timezone]
        start, end = guide.stamps[session.code]
        if start < until and (end > since or start == end >= since):
            found.append(session)
    return tuple(found)


def relative(question: Question, pool: Sequence[Session], now: datetime) -> Sessions | None:
    """Of `pool`, what stands where the question says: now, next, before, first, last. None where it says nothing so."""
    asks = question.asks
    if "now" in asks and not question.dates:
        return tuple(session for session in pool if session.start <= now < session.end)
    if asks & {"next_day", "next"}:
        ahead = [session for session in pool if session.start > now]
        return _together(ahead, ahead[:1], whole_day="next_day" in asks)
    if "previous" in asks:
        behind = [session for session in pool if session.end <= now]
        return _together(behind, behind[-1:], whole_day=any(word in question.text for word in ("ครั้ง", "คราว")))
    if "first" in asks:
        return _together(pool, pool[:1], whole_day=_days_asked(question))
    if "last" in asks:
        return _together(pool, sorted(pool, key=lambda session: session.end)[-1:], whole_day=_days_asked(question))
    return None


def _days_asked(question: Question) -> bool:
    """Whether "the first" is a day (วันแรกเรียนอะไร) and not a session (ดูงานครั้งแรก)."""
    return not question.named and any(word in question.text.lower() for word in ("วันแรก", "วันสุดท้าย", "day"))


def _together(pool: Iterable[Session], one: Sequence[Session], *, whole_day: bool) -> Sessions:
    """`one` with what runs beside it: at the same hour, or on the same day."""
    if not one:
        return ()
    start = one[0].start
    if whole_day:
        return tuple(session for session in pool if _day(session) == _day(one[0]))
    return tuple(session for session in pool if session.start == start)


def related(question: Question, guide: Guide, pool: Sequence[Session]) -> Sessions:
    """What comes just before or after the named `pool` (หลังปาฐกถามีอะไรต่อ)."""
    held = [
        session for session in guide.held if "lesson" not in question.asks or session.kind not in {"travel", "break"}
    ]
    if question.relation == "after":
        ahead = [
            session for session in held if session.start >= max(named.end for named in pool) and session not in pool
        ]
        return _together(ahead, ahead[:1], whole_day=False)
    behind = [session for session in held if session.end <= min(named.start for named in pool) and session not in pool]
    return _together(behind, behind[-1:], whole_day=False)


def beside(question: Question, guide: Guide, about: Sessions) -> Sessions:
    """What comes before or after what was just talked about (มีอะไรก่อนหน้านั้นในวันเดียวกัน), or is on the same day."""
    day = [session for session in guide.held if _day(session) == _day(about[0])]
    if "before" in question.asks:
        behind = [session for session in guide.held if session.end <= about[0].start]
        if "same_day" in question.asks:
            return tuple(session for session in day if session in behind)
        return _together(behind, behind[-1:], whole_day=False)
    if "after" in question.asks:
        last = max(session.end for session in about)
        ahead = [session for session in guide.held if session.start >= last and session not in about]
        return _together(ahead, ahead[:1], whole_day=False)
    return tuple(day)


def same_day(when: When, days: Sequence[str]) -> When:
    """`when`, said without a day ("แล้วตอนบ่ายล่ะ"), on the days that were talked about."""
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    return replace(when, first=first, last=last, others=())


def next_day(guide: Guide, after: datetime) -> Sessions:
    """The sessions of the first day with any that begins after `after`."""
    ahead = [session for session in guide.held if session.start >= after]
    return _together(ahead, ahead[:1], whole_day=True)


def after_days(whens: Sequence[When], guide: Guide, now: datetime) -> datetime:
    """The end of the days asked about, or now where that is later."""
    ends = [datetime.combine(when.last, time(), guide.zone) + timedelta(days=1) for when in whens if when.last]
    return max([now, *ends])


def _day(session: Session) -> date:
    return session.start.date()

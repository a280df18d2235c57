"""Answers about sessions: by what is named, by the day, by their place in the order, or by what was said before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.services.ask.asked import BESIDE, DETAILS, LISTS, ORDER, Answer
from bot.services.ask.select import after_days, beside, next_day, numbered, on, related, relative, same_day
from bot.thai.dates import bounds


if TYPE_CHECKING:
    from bot.services.ask.asked import Asked
    from bot.services.ask.select import Sessions
    from storage.programme import Session


def by_context(asked: Asked) -> Answer | None:
    """What comes before or after what was just talked about, or on the same day."""
    if not asked.asks & BESIDE or not asked.talked or asked.question.named or asked.question.dates:
        return None
    found = beside(asked.question, asked.guide, asked.talked)
    order = "before" if "before" in asked.asks else "after" if "after" in asked.asks else ""
    return Answer("sessions", found, order=order) if found else Answer("none")


def unlisted(asked: Asked) -> Answer | None:
    """Something that is not there; of a day, what there is instead (เย็นนี้เรียนออนไลน์ใช่ไหม)."""
    if asked.chosen is None or not asked.chosen.absent:
        return None
    confirmed = asked.asks & {"yesno", "either"} and not asked.question.mentions
    if asked.days and confirmed and (found := on(asked.days, asked.guide, asked.guide.held)[0]):
        return Answer("sessions", found, whens=asked.days)
    return Answer("absent", also=asked.chosen.near)


def by_relation(asked: Asked) -> Answer | None:
    """What comes just before or after something named, or some day (หลังปีใหม่เรียนวันไหน)."""
    order = "" if "until" in asked.asks else asked.question.relation
    if order and asked.days and not asked.question.named:
        return _around_day(asked, order)
    if not asked.chosen or not order or not asked.chosen.sessions:
        return None
    found = related(asked.question, asked.guide, asked.chosen.sessions)
    return Answer("sessions", found, order=order) if found else Answer("none")


def _around_day(asked: Asked, order: str) -> Answer:
    """After a day, the next day with something; before it, all that is still to come until then."""
    if order == "after":
        ahead = next_day(asked.guide, after_days(asked.days, asked.guide, asked.now))
        return Answer("sessions", ahead, order=order) if ahead else Answer("over", also=asked.guide.held[-1:])
    until = bounds(asked.days[0], asked.guide.zone)[0]
    return Answer("sessions", tuple(one for one in asked.guide.held if asked.now < one.end and one.start < until))


def remaining(asked: Asked) -> Answer | None:
    """What is left of the programme, or of what is named."""
    if "remaining" not in asked.asks or asked.days or "until" in asked.asks:
        return None
    left = tuple(session for session in asked.pool if session.end > asked.now)
    return Answer("sessions", left) if left else Answer("over", also=asked.guide.held[-1:])


def cancelled(asked: Asked) -> Answer | None:
    """Which sessions were cancelled, where none is named."""
    if "changed" not in asked.asks or asked.chosen or asked.days or not asked.asks & {"what", "which"}:
        return None
    found = tuple(session for session in asked.guide.sessions if session.status == "cancelled")
    return Answer("sessions", found) if found else Answer("none")


def undated(asked: Asked) -> Answer | None:
    """A question that names nothing: about what was just talked about, else about the coming class."""
    asks, talked, ordinal = asked.asks, asked.talked, asked.question.ordinal
    if asked.chosen or asked.days:
        return None
    if talked and ordinal:
        return Answer(
            "sessions", numbered(ordinal, asked.guide, talked) or talked, asks=asks | (asked.context.asks & DETAILS)
        )
    if ordinal and asks & {"lesson", "what", "when", "which"}:
        return _nth(asked, ordinal)
    if len(talked) > 1 and asks & {"first", "last"} and not asks & {"lesson", "whole"}:
        return Answer("sessions", talked[:1] if "first" in asks else talked[-1:])
    return None if asks & ORDER else _going_on(asked)


def _nth(asked: Asked, ordinal: int) -> Answer:
    """The day of classes of that number (ครั้งที่ 3 เรียนอะไร)."""
    classes = tuple(one for one in asked.guide.held if one.kind not in {"travel", "break", "deadline"})
    days = sorted({one.start.date() for one in classes})[ordinal - 1 : ordinal]
    found = tuple(one for one in classes if one.start.date() in days)
    return Answer("sessions", found) if found else Answer("none")


def _going_on(asked: Asked) -> Answer | None:
    asks = asked.asks
    if asked.talked and asks & DETAILS:
        return Answer("sessions", asked.talked)
    if asks & {"lesson", "whole", "wear", "bring"} or {"start", "time"} <= asks or {"end", "time"} <= asks:
        return _coming(asked)
    return None


def _coming(asked: Asked) -> Answer:
    """The classes to come: all where the timetable is asked for, else those of the coming day."""
    asks, held = asked.asks, asked.guide.held
    ahead = next_day(asked.guide, asked.now)
    today = tuple(
        one
        for one in held
        if one.start.astimezone(asked.guide.zone).date() == asked.now.astimezone(asked.guide.zone).date()
    )
    if "end" in asks and any(one.end > asked.now for one in today):
        return Answer("sessions", today)
    if not ahead and "whole" not in asks:
        return Answer("over", also=held[-1:])
    listed = asks & {"when", "whole"} and not asks & (DETAILS - {"when"})
    if listed or not asks & (DETAILS | LISTS - {"lesson"}):
        return Answer(
            "sessions", held if "whole" in asks else tuple(session for session in held if session.end > asked.now)
        )
    return Answer("sessions", ahead, assumed=True)


def by_day(asked: Asked) -> Answer | None:
    """The sessions of the days asked about."""
    if not asked.days:
        return None
    found, used = on(asked.days, asked.guide, asked.pool)
    if not found:
        return _empty_day(asked)
    if "remaining" in asked.asks:
        found = tuple(session for session in found if session.end > asked.now)
    if asked.question.ordinal and not asked.chosen:
        found = found[asked.question.ordinal - 1 : asked.question.ordinal]
    placed = relative(asked.question, found, asked.now)
    if placed is None or (not placed and "next" in asked.asks):
        placed = found if placed is None else tuple(session for session in found if session.end > asked.now)
    if placed:
        return Answer("sessions", placed, whens=used, asks=_wanted(asked), named=bool(asked.chosen))
    if asked.asks & {"remaining", "next"} and not asked.chosen:  # all of that day is over
        ahead = next_day(asked.guide, after_days(used, asked.guide, asked.now))
        return Answer("none", also=ahead, whens=used, asks=asked.asks)
    return Answer("none")


def _empty_day(asked: Asked) -> Answer | None:
    asks, chosen = asked.asks, asked.chosen
    partly = all(when.unit in {"part", "time"} for when in asked.days)
    if not chosen and asked.talked and asks & DETAILS and partly:
        return _going_on(asked)
    if chosen and len(chosen.sessions) == 1:
        return _elsewhen(asked, chosen.sessions[0], partly=partly)
    choosing = not asks & {"yesno", "what"} or "either" in asks or len(asked.days) > 1
    if chosen and choosing and any(mention.kind == "session" for mention in asked.question.mentions):
        return Answer("sessions", chosen.sessions, asks=_wanted(asked), named=True)  # on another day: when, then
    whole = tuple(replace(when, from_=None, to=None) for when in asked.days)
    that_day = () if chosen else on(whole, asked.guide, asked.guide.held)[0]
    ahead = that_day or next_day(asked.guide, after_days(asked.days, asked.guide, asked.now))
    also = chosen.sessions[:3] if chosen else ahead
    return Answer("none", also=also, whens=asked.days, asks=_wanted(asked), named=bool(chosen))


def _elsewhen(asked: Asked, session: Session, *, partly: bool) -> Answer:
    """One session is meant, and is not on that day: then when it is (งานเลี้ยงวันศุกร์ใช่ไหม)."""
    own = (
        tuple(same_day(when, (str(session.start.date()), str(session.end.date()))) for when in asked.days)
        if partly
        else ()
    )
    right = bool(own) and bool(on(own, asked.guide, (session,))[0])
    return Answer("sessions", (session,), asks=_wanted(asked) | {"when"}, named=True, wrong=not right)


def by_order(asked: Asked) -> Answer | None:
    """What is on now, what is next, first or last, of what is named or of everything; or simply what is named."""
    placed = relative(asked.question, asked.pool, asked.now)
    if placed:
        return Answer("sessions", placed, asks=_wanted(asked), named=bool(asked.chosen))
    if placed is None:
        if asked.chosen and not asked.pool:
            return Answer("absent")
        return Answer("sessions", _with_departure(asked), asks=_wanted(asked), named=True) if asked.chosen else None
    ahead = next_day(asked.guide, asked.now)
    if asked.asks & {"next", "next_day"} and not ahead:
        return Answer("over", also=asked.guide.held[-1:])
    return Answer("none", also=ahead)


def _with_departure(asked: Asked) -> Sessions:
    """What is named; of a journey whose own card says nothing to bring, also the departure that does."""
    places = set(asked.question.codes("venue"))
    if "bring" not in asked.asks or not places or any(session.bring for session in asked.pool):
        return asked.pool
    bound = [session for session in asked.guide.held if places & asked.guide.bound_for[session.code] and session.bring]
    return (*bound, *(session for session in asked.pool if session not in bound))


def _wanted(asked: Asked) -> frozenset[str]:
    """What is asked, or else what was asked a moment ago of something else (แล้ววันศุกร์ล่ะ)."""
    asks = asked.asks
    return asks if asks & DETAILS or "what" in asks else asks | (asked.context.asks & DETAILS)

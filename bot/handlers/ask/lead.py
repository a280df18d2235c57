"""The first words of an answer about sessions: what was asked, answered at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.handlers.ask.cards import period, where, who


if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.services.ask import Answer, Guide
    from bot.texts import Texts
    from storage.programme import Session


_LINES = 6  # more sessions than this are told on their cards alone
_ASKED = (
    ("until", "until"),
    ("bring", "bring"),
    ("wear", "wear"),
    ("link", "link"),
    ("length", "length"),
    ("who", "who"),
    ("person", "who"),
    ("where", "where"),
    ("place", "where"),
    ("when", "when"),
    ("time", "when"),
    ("start", "when"),
    ("end", "when"),
    ("clock", "when"),
    ("days", "length"),
    ("about", "about"),
)


def lead(answer: Answer, guide: Guide, say: Texts, now: datetime) -> str:
    """One or a few lines: the heading where several sessions answer, then what was asked of each."""
    sessions = answer.sessions
    if answer.wrong:
        return "\n".join([say("ask.no_but"), *(fact("when", session, guide, say, now) for session in sessions)])
    facets = list(dict.fromkeys(facet for ask, facet in _ASKED if ask in answer.asks))
    if "carry" in answer.asks and answer.yesno and not facets:
        facets = ["bring"]
    if "count" in answer.asks or ("days" in answer.asks and len(sessions) > 1):
        return say("ask.count", count=len(sessions), days=len(_days(sessions)))
    if len(sessions) > 1 and not answer.named and "what" in answer.asks:
        facets = [facet for facet in facets if facet != "about"]  # "about what" of a day asks which sessions it has
    lines = _heading(answer, say, facets)
    if facets == ["when"] and len(sessions) > 1:
        facets = []  # the cards say when, each its own
    if len(sessions) <= _LINES:
        for facet in facets:
            said = [fact(facet, session, guide, say, now) for session in sessions]
            lines += [line if len(sessions) == 1 else f"• {line}" for line in dict.fromkeys(said)]
    return "\n".join(lines)


def _heading(answer: Answer, say: Texts, facets: list[str]) -> list[str]:
    sessions = answer.sessions
    days = sorted({session.start.date() for session in sessions})
    lines = []
    if answer.assumed:
        lines.append(say("ask.assumed", day=say.day(days[0])))
    elif answer.yesno and not facets:
        lines.append(say("ask.yes"))
    if answer.assumed or (len(sessions) == 1 and facets):
        return lines
    if "now" in answer.asks and len(sessions) == 1:
        return [say("ask.now", title=sessions[0].title.in_(say.language))]
    if len(days) == 1:
        return [*lines, say("ask.on_day", day=say.day(days[0]), count=len(sessions))]
    return [*lines, say("ask.found", count=len(sessions))]


def _days(sessions: tuple[Session, ...]) -> set[date]:
    """The days on which there is something, each day of a journey too."""
    spans = ((session.start.date(), (session.end.date() - session.start.date()).days) for session in sessions)
    return {first + timedelta(days=more) for first, length in spans for more in range(length + 1)}


def fact(facet: str, session: Session, guide: Guide, say: Texts, now: datetime) -> str:
    """One sentence: what is asked of one session, or that it is not given."""
    title = session.title.in_(say.language)
    if facet == "when":
        return say("ask.when", title=title, period=period(say, guide, session))
    if facet == "until":
        return _until(session, guide, say, now)
    if facet == "length":
        return say("ask.length", title=title, length=_length(session, say))
    if facet == "link":
        venue = guide.venues.get(session.venue)
        link = session.url or (venue.url if venue else "")
        return (
            say("ask.link", title=title, link=link)
            if link
            else say("ask.link_unset", title=title, where=where(say, guide, session))
        )
    value = {
        "where": where(say, guide, session),
        "who": who(say, guide, session),
        "bring": session.bring.in_(say.language),
        "wear": session.dress.in_(say.language),
        "about": session.description.in_(say.language),
    }[facet]
    return say(f"ask.{facet}", title=title, **{facet: value}) if value else say(f"ask.{facet}_unset", title=title)


def _length(session: Session, say: Texts) -> str:
    days = (session.end.date() - session.start.date()).days
    if days:
        return say("ask.days_left", count=days + 1)
    return _hours(session.end - session.start, say)


def _hours(length: timedelta, say: Texts) -> str:
    hours, minutes = divmod(round(length.total_seconds() / 60), 60)
    parts = [say("ask.hours_left", count=hours)] if hours else []
    return " ".join([*parts, say("ask.minutes_left", count=minutes)] if minutes or not parts else parts)


def _until(session: Session, guide: Guide, say: Texts, now: datetime) -> str:
    title = session.title.in_(say.language)
    if session.start <= now < session.end:
        return say("ask.until_on", title=title)
    if session.start <= now:
        return say("ask.until_over", title=title, period=period(say, guide, session))
    days = (session.start.astimezone(guide.zone).date() - now.astimezone(guide.zone).date()).days
    left = say("ask.days_left", count=days) if days else _hours(session.start - now, say)
    return say("ask.until", left=left, title=title, period=period(say, guide, session))

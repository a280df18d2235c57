"""The first words of an answer about sessions: what was asked, answered at once."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.handlers.ask.facts import Facts
from bot.services.ask.asked import ORDER


if TYPE_CHECKING:
    from datetime import date

    from bot.services.ask import Answer, Guide
    from bot.texts import Texts
    from bot.thai.dates import When
    from storage.programme import Session


_LINES = 6  # more sessions than this are told on their cards alone
_ASKED = (
    ("changed", "changed"),
    ("until", "until"),
    ("bring", "bring"),
    ("wear", "wear"),
    ("link", "link"),
    ("length", "length"),
    ("who", "who"),
    ("person", "who"),
    ("meet", "meet"),
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
_AFTER = frozenset({"next", "next_day", "after"})


def lead(answer: Answer, guide: Guide, say: Texts, now: datetime) -> str:
    """One or a few lines: the heading where several sessions answer, then what was asked of each."""
    facts, sessions = Facts(guide, say, now), answer.sessions
    if answer.wrong:
        return "\n".join([say("ask.no_but"), *(facts.sentence("when", session) for session in sessions)])
    if "count" in answer.asks or ("days" in answer.asks and len(sessions) > 1):
        return say(
            "ask.left" if "remaining" in answer.asks else "ask.count", count=len(sessions), days=len(days_of(sessions))
        )
    facets = _facets(answer)
    if hours := _hours_alone(answer, say):
        return hours
    if len(sessions) == 1 and facets and sessions[0].start <= now < sessions[0].end and {"until", "end"} <= answer.asks:
        return facts.sentence("until_end", sessions[0])
    if _is_one_thing(answer) and not facets:
        facets = ["when"]
    if len(sessions) == 1 and facets:
        opening = [say("ask.assumed", day=say.day(sessions[0].start.date()))] if answer.assumed else []
        if answer.yesno and answer.named and answer.whens and "changed" not in answer.asks:
            opening = [say("ask.yes_right")]
        return "\n".join([*opening, *dict.fromkeys(facts.sentence(facet, sessions[0]) for facet in facets)])
    return "\n".join([*_heading(answer, say), *_listed(facets, sessions, facts, say)])


def _is_one_thing(answer: Answer) -> bool:
    """Whether one session is named and nothing more is asked of it than its day (บล็อกเชนเรียนวันที่ 18 ใช่ไหม)."""
    other = ORDER | {"what", "which", "remaining", "calendar"}
    return len(answer.sessions) == 1 and answer.named and not answer.asks & other and not answer.order


def _facets(answer: Answer) -> list[str]:
    """What is asked, in the order in which it is told."""
    asks, several = answer.asks, len(answer.sessions) > 1
    facets = list(dict.fromkeys(facet for ask, facet in _ASKED if ask in asks))
    if "carry" in asks and answer.yesno and not facets:
        facets = ["bring"]
    idle = {"about"} if several and not answer.named and "what" in asks else set()  # which sessions the day has
    if "until" in asks:
        idle |= {"when"}  # it is told with it
    if "meet" in asks:
        given = "where" in asks and any(session.meeting for session in answer.sessions)
        idle |= {"where" if given else "meet"}
    if "where" not in asks and len(facets) > 1:
        idle |= {"where"}  # ห้องแล็บใช้วันไหน tells of the room
    return [facet for facet in facets if facet not in idle]


def _hours_alone(answer: Answer, say: Texts) -> str:
    """When a day begins or ends, where that is asked of all its sessions (พรุ่งนี้เริ่มกี่โมง เลิกกี่โมง)."""
    sessions, asks = answer.sessions, answer.asks & {"start", "end"}
    days = days_of(sessions)
    if answer.named or not asks or len(days) != 1 or answer.asks & {"when", "until", "first", "last", "length"}:
        return ""
    start, end = min(session.start for session in sessions), max(session.end for session in sessions)
    hours = {"start": say.hours(start, start), "end": say.hours(end, end)}
    said = " ".join(say(f"ask.{ask}s", hour=hours[ask]) for ask in ("start", "end") if ask in asks)
    return say("ask.day_hours", day=say.day(days.pop()), hours=said)


def _heading(answer: Answer, say: Texts) -> list[str]:
    """How many there are and on which day, or where they stand in the order."""
    sessions, asks, count = answer.sessions, answer.asks, len(answer.sessions)
    days = sorted({session.start.date() for session in sessions})
    whens = [when for when in answer.whens if when.first]
    day = whens[0].first if len(whens) == 1 and whens[0].first == whens[0].last else days[0] if len(days) == 1 else None
    if answer.assumed:
        return [say("ask.assumed", day=say.day(days[0]))]
    if "now" in asks and count == 1:
        return [say("ask.now", title=sessions[0].title.in_(say.language))]
    if day and (placed := _placed(answer)):
        return [say(placed, day=say.day(day))]
    confirmed = answer.yesno and "changed" not in asks
    lines = [say("ask.yes_right" if answer.named and answer.whens else "ask.yes")] if confirmed else []
    if "remaining" in asks:
        lines.append(say("ask.left", count=count, days=len(days_of(sessions))))
    elif day:
        lines.append(say("ask.on_day", day=part_of(whens, day, say), count=count))
    else:
        lines.append(say("ask.found", count=count))
    return lines


def _placed(answer: Answer) -> str:
    if answer.asks & _AFTER or answer.order == "after":
        return "ask.next_on"
    return "ask.previous_on" if "previous" in answer.asks or answer.order == "before" else ""


def part_of(whens: list[When], day: date, say: Texts) -> str:
    """The day asked about, with its hours where only a part of it was."""
    if len(whens) != 1 or whens[0].from_ is None:
        return say.day(day)
    start, end = (datetime.combine(day, at) for at in (whens[0].from_, whens[0].to or whens[0].from_))
    if end.time().minute == time.max.minute:
        end += timedelta(minutes=1)  # a part of day ends with its last minute: said as the full hour
    return say("texts.one_day", day=say.day(day), hours=say.hours(start, end))


def _listed(facets: list[str], sessions: tuple[Session, ...], facts: Facts, say: Texts) -> list[str]:
    """What is asked of each of several sessions, a line each; when it is, each tells on its card."""
    if len(sessions) > _LINES or facets == ["when"]:
        return []
    lines = []
    for facet in facets:
        if facet == "until":
            lines += [say("ask.bullet", line=facts.sentence(facet, session)) for session in sessions]
            continue
        told = [(session.title.in_(say.language), facts.value(facet, session)) for session in sessions]
        given = [say("ask.item", title=title, fact=value) for title, value in told if value]
        lines += given or [say(f"ask.none_{facet}")]
    return lines


def days_of(sessions: tuple[Session, ...]) -> set[date]:
    """The days on which there is something, each day of a journey too."""
    spans = ((session.start.date(), (session.end.date() - session.start.date()).days) for session in sessions)
    return {first + timedelta(days=more) for first, length in spans for more in range(length + 1)}

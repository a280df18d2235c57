"""Answers about the programme as such, its people and its places, and not about single sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.ask.asked import BESIDE, DETAILS, ORDER, Answer


if TYPE_CHECKING:
    from bot.services.ask.asked import Asked


def which_person(asked: Asked) -> Answer | None:
    """A name that several people bear, and nothing tells which is meant."""
    speakers = asked.question.codes("speaker")
    for mention in asked.question.mentions:
        if mention.kind == "speaker" and len(mention.codes) > 1 and len(speakers) == len(mention.codes):
            return Answer("which_speaker", codes=mention.codes)
    return None


def organizer(asked: Asked) -> Answer | None:
    return Answer("organizer") if "organizer" in asked.asks and not _names_something(asked) else None


def programme_as_such(asked: Asked) -> Answer | None:
    """Its modules, groups and speakers; when it begins and ends; how much of it there is."""
    if _names_something(asked) or asked.question.dates:
        return None
    return _its_parts(asked) or (_its_time(asked) if asked.guide.held else None)


def _its_parts(asked: Asked) -> Answer | None:
    asks, guide = asked.asks, asked.guide
    if asks & {"modules", "count_modules"} and asked.question.ordinal is None:
        return Answer("modules", codes=tuple(guide.modules))
    if asks & {"groups", "count_groups"}:
        return Answer("groups", codes=tuple(group.code for group in guide.programme.groups))
    return Answer("speakers", codes=tuple(guide.speakers)) if _all_speakers(asks) else None


def _its_time(asked: Asked) -> Answer | None:
    asks = asked.asks
    if "until" in asks and asks & {"start", "end"} and not asks & (ORDER | BESIDE):
        return _until_end(asked)
    spanned = asks & {"lesson", "whole"} and not asks & (ORDER | BESIDE | {"until", "remaining"})
    return _ends(asked) if spanned else None


def _until_end(asked: Asked) -> Answer | None:
    """How long until it begins or ends: what is on now, else the programme."""
    held, now = asked.guide.held, asked.now
    on = tuple(session for session in held if session.start <= now < session.end)
    if "start" in asked.asks:
        ahead = tuple(session for session in held if session.start > now)
        return Answer("sessions", ahead[:1]) if ahead else Answer("over", also=held[-1:])
    if on and not asked.asks & {"whole", "lesson"}:
        return Answer("sessions", on, asks=asked.asks | {"when"})
    return Answer("sessions", (max(held, key=lambda session: session.end),))


def _all_speakers(asks: frozenset[str]) -> bool:
    if asks & {"count_people"} or ("whole" in asks and asks & {"person", "who"}):
        return True
    other = ORDER | BESIDE | {"that", "lesson", "where", "when"}
    return "person" in asks and bool(asks & {"who", "what"}) and not asks & other


def _ends(asked: Asked) -> Answer | None:
    asks, held = asked.asks, asked.guide.held
    last = max(held, key=lambda session: session.end)
    when = bool(asks & {"when", "time"}) or not asks & (DETAILS - {"start", "end", "when", "time"})
    whole = bool(asks & {"whole", "when"}) and when
    if {"start", "end", "when"} <= asks:
        return Answer("sessions", (held[0], last))
    if whole and "start" in asks:
        return Answer("sessions", held[:1], asks=asks | {"when", "first"})
    if whole and "end" in asks:
        return Answer("sessions", (last,), asks=asks | {"when", "last"})
    if asks & {"count", "days", "length"}:
        return Answer("count", codes=tuple(session.code for session in held))
    return None


def people(asked: Asked) -> Answer | None:
    """Who somebody is."""
    asks, question = asked.asks, asked.question
    speakers = question.codes("speaker")
    who = "role" in asks or ("who" in asks and not asks & {"lesson", "when", "time", "where"})
    return (
        Answer("speaker", codes=speakers)
        if speakers and who and _alone(asked) and not question.codes("venue")
        else None
    )


def places(asked: Asked) -> Answer | None:
    """Where a place is."""
    asks, question = asked.asks, asked.question
    venues = question.codes("venue")
    where = bool(asks & {"where", "link"}) and not asks & (ORDER | {"when", "time", "who", "lesson", "what", "meet"})
    return (
        Answer("venue", codes=venues) if venues and where and _alone(asked) and not question.codes("speaker") else None
    )


def _alone(asked: Asked) -> bool:
    question = asked.question
    return not question.dates and not question.codes("session") and not question.kinds and not question.relation


def _names_something(asked: Asked) -> bool:
    """Whether anything smaller than the programme is named."""
    question = asked.question
    return any(mention.kind != "programme" for mention in question.mentions) or bool(question.topic or question.kinds)

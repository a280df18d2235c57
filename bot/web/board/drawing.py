"""What a board shows, in words and as JSON for its script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.services.checkin import codes, showing
from bot.showing import Frame, period, where
from bot.web.board.ways import drawn, ways


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from bot.services.checkin import Window
    from bot.services.checkin.entering import Spot
    from bot.services.checkin.showing import Arrival, Code, Crowd, Team
    from bot.texts import Texts
    from storage.programme import Programme, Session

    Json = dict[str, Any]


def head(say: Texts, at: Spot, now: datetime) -> Json:
    """Of which session it is, and from when to when codes are taken."""
    frame, window = Frame(at.programme), at.window
    shown = showing.phase(at, now)
    clock = now.astimezone(window.starts.tzinfo)
    return {
        "clock": say.hours(clock, clock),
        "programme": at.programme.title.in_(say.language),
        "title": at.session.title.in_(say.language),
        "point": point(say, window),
        "when": period(say, frame, at.session),
        "where": where(say, frame, at.session),
        "phase": shown,
        "rule": _rule(say, at, shown),
    }


def point(say: Texts, window: Window) -> str:
    """Which of several points it is; "" for the only one of a session."""
    if window.title:
        return window.title.in_(say.language)
    return say.day(window.starts.date()) if window.code else ""


def named(say: Texts, session: Session, window: Window) -> str:
    """A point in a list of those of a day."""
    begins = say.hours(window.starts, window.starts)
    which = window.title.in_(say.language) if window.title else ""
    return " · ".join(part for part in (begins, session.title.in_(say.language), which) if part)


def shown_code(say: Texts, code: Code, accounts: Mapping[str, str], site: str) -> Json:
    """The code, for how long it is shown, and the ways to send it; the first is drawn largest.

    `left` of `whole` milliseconds, and where no other comes then, `held` more: for half of its grace, so that whoever
    scans it last still has the other half to send it.
    """
    found = [
        {"channel": way.channel, "label": _label(say, way.channel), **drawn(way.link)._asdict()}
        for way in ways(accounts, site, code.text, say)
    ]
    whole, held, left = (round(time.total_seconds() * 1000) for time in (codes.SLOT, codes.GRACE / 2, code.left))
    return {"text": codes.spaced(code.text), "left": left, "whole": whole, "held": held, "ways": found}


def crowd(say: Texts, found: Crowd, *, leaving: bool, names: bool) -> Json:
    """Who is there, or (`leaving`) has left, in figures; `names`: those of the last to come, too."""
    came = found.present + found.late
    figures = (
        [("left", say("board.left"), found.left), ("inside", say("board.inside"), came - found.left)]
        if leaving
        else [
            ("present", say("board.present"), found.present),
            ("late", say("board.late"), found.late),
            ("missing", say("board.missing"), found.missing),
            *([("excused", say("board.excused"), found.excused)] if found.excused else []),
        ]
    )
    done, whole = (found.left, came) if leaving else (came, found.everybody)
    return {
        "done": done,
        "whole": whole,
        "of": say("board.of", whole=whole),
        "figures": [{"kind": kind, "label": label, "count": count} for kind, label, count in figures],
        "teams": [] if leaving else [_team(say, team) for team in found.teams],
        "full": "" if leaving or not found.teams else _full(say, found.teams),
        "newest": [{"key": each.entry, "name": _greeted(say, each)} for each in found.newest] if names else [],
    }


def choices(say: Texts, programme: Programme, points: Iterable[tuple[str, Session, Window]]) -> list[tuple[str, str]]:
    """The boards that a screen may show: their names and what is said of each."""
    several = [(name, named(say, session, window)) for name, session, window in points]
    if not showing.leaves(programme):
        return several
    return [
        each
        for name, label in several
        for each in ((name, label), (showing.leaving(name), say("board.for_leaving", title=label)))
    ]


def _rule(say: Texts, at: Spot, phase: str) -> str:
    window, comes = at.window, at.place.what == "in"
    first, last = (window.opens, window.closes) if comes else (window.starts, window.leaves_by)
    if phase == "before":
        return say("board.before" if comes else "board.before_leaving", time=say.hours(first, first))
    if phase == "over":
        return say("board.over" if comes else "board.over_leaving", time=say.hours(last, last))
    if not comes:
        return say("board.open_leaving", time=say.hours(last, last))
    late = say.hours(window.late, window.late)
    return say("board.open", late=late, time=say.hours(last, last))


def _label(say: Texts, channel: str) -> str:
    return {"line": "LINE", "telegram": "Telegram"}.get(channel) or say("board.web")


def _team(say: Texts, team: Team) -> Json:
    title = team.title if isinstance(team.title, str) else team.title.in_(say.language)
    return {"title": title, "came": team.came, "whole": team.everybody, "there": team.is_there}


def _full(say: Texts, teams: tuple[Team, ...]) -> str:
    return say("board.teams", there=sum(team.is_there for team in teams), count=len(teams))


def _greeted(say: Texts, arrival: Arrival) -> str:
    if not arrival.title:
        return say("board.honorific", name=arrival.name)
    joined = " " if arrival.name.isascii() else ""
    return f"{arrival.title}{joined}{arrival.name}"

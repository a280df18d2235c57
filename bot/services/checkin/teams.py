"""Whoever is there checks in others of their team, who may say that it is not so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services.checkin.marking import Mark, mark, object_to
from bot.services.checkin.noted import Point, going_on, points_of
from storage import checkins, members, people, questions_duty
from storage.attended import states
from storage.boards import Place
from storage.checkpoints import settings_of


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address, Language
    from storage.checkins import Entry
    from storage.members import Enrolled
    from storage.people import Person
    from storage.programme import Programme

    Get = Callable[[Store, str], Programme]


@dataclass(frozen=True, slots=True)
class Team:
    """Those of a team who are not in yet at a point that is open, where whoever may check them in is."""

    point: Point
    name: str
    mates: tuple[Enrolled, ...]


def team_of(store: Store, get: Get, person: int, now: datetime) -> Team | None:
    """Whom `person` may check in now; None: nobody, for they are nowhere themselves or the programme lets them not."""
    for member in people.memberships(store, person):
        if member.role != "participant" or not member.team:
            continue
        programme = get(store, member.programme)
        by = settings_of(programme).team_by
        if by == "none" or (by == "leader" and not member.leads):
            continue
        for point in going_on(programme, now):
            if team := _at(store, point, person, member.team):
                return team
    return None


def _at(store: Store, point: Point, person: int, name: str) -> Team | None:
    """Whoever an organiser has noted, or who has said that they were not there, stays as they are."""
    session, window = point.session, point.window
    team = [each for each in members.enrolled(store, point.programme.code) if each.team == name]
    lines = checkins.counted(store, point.programme.code, [session.code], [each.person for each in team])
    known = states(lines)
    mine = known.get((session.code, window.code, person))
    if mine is None or not mine.since:
        return None
    not_so = ("undo", "objected", window.code)
    objected = {each.person for each in lines if (each.what, each.reason, each.point) == not_so}
    there = {who: state for (_, at, who), state in known.items() if at == window.code}
    mates = [
        each
        for each in team
        if each.person not in {person, *objected} and (each.person not in there or there[each.person].way == "leave")
    ]
    return Team(point, name, tuple(mates))


def bring(
    store: Store, get: Get, person: int, mates: Sequence[int], now: datetime, *, stand_in: str = ""
) -> tuple[Team, list[Entry]]:
    """`person` checks these in, whoever of them is of their team and not in yet.

    Raises Refused: `checkin.no_team` (they may not, or it is not the time).
    """
    team = team_of(store, get, person, now)
    if team is None:
        raise Refused("checkin.no_team")
    chosen = [each.person for each in team.mates if each.person in mates]
    for each in chosen:
        members.lock(store, each, team.point.programme.code)
    window = team.point.window
    said = Mark("late" if now > window.late else "present", person, "team", stand_in=stand_in)
    place = Place(team.point.programme.code, team.point.session.code, window.code)
    return team, mark(store, place, chosen, said, now)


def objected(store: Store, get: Get, number: int, person: int, now: datetime) -> tuple[Entry, Point | None]:
    """A person was not there, whatever their team says: the line that was taken back, and of which point it is.

    Raises Refused as `object_to` does.
    """
    object_to(store, number, person, now)
    line = checkins.get(store, number)
    if line is None:
        raise Refused("checkin.no_entry")
    points = points_of(get(store, line.programme))
    point = next((each for each in points if (each.session.code, each.window.code) == (line.session, line.point)), None)
    return line, point


def brought(store: Store, person: int, since: datetime) -> int | None:
    """The last line by which somebody of their team has checked a person in since then."""
    mine = [each for each in checkins.of_person(store, person) if each.way == "team" and each.noted_at >= since]
    taken_back = {each.about for each in mine if each.what == "undo"}
    lines = [each.id for each in mine if each.what == "mark" and each.id not in taken_back]
    return lines[-1] if lines else None


def reach(store: Store, person: int) -> Address | None:
    """Where somebody is nearest at hand; None where nowhere, or where they want nothing sent."""
    if people.get(store, person).stopped:
        return None
    return questions_duty.nearest(store, people.addresses(store, person))


def on_duty(store: Store, programme: str) -> list[tuple[Person, Address]]:
    """The organisers who are on duty, each with where they are nearest at hand."""
    away = questions_duty.off_duty(store)
    found = [
        (person, questions_duty.nearest(store, people.addresses(store, person.id)))
        for person in people.with_role(store, programme, ("organiser", "owner"))
        if person.id not in away
    ]
    return [(person, address) for person, address in found if address]


def spoken_at(store: Store, address: Address) -> Language:
    """The language of the talk there."""
    return questions_duty.language(store, address)

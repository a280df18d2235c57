"""Whom an announcement may be for, to be chosen from a list, and what it would cost before there is a draft."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services.announce.cost import calls, cost
from storage import feedback, members, missing
from storage.announcements import Announcement
from storage.audiences import Audience


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store

    from bot.messages import Language, Reply
    from bot.services.announce.cost import Cost, Parts
    from storage.programme import Programme


def teams(store: Store, programme: Programme, language: Language) -> list[tuple[str, str]]:
    """The groups of the programme and the teams of its roster, as memberships have them, with what they are called."""
    groups = {group.code: group.title.in_(language) for group in programme.groups}
    return [*groups.items(), *((team, team) for team in members.teams(store, programme.code) if team not in groups)]


def absent(store: Store, programme: Programme, now: datetime) -> Audience:
    """Those who have not checked in where people do now. Raises Refused where nobody checks in anywhere today."""
    if not (points := missing.points(store, programme, now)):
        raise Refused("announcing.no_board")
    return Audience(missing=points)


def unanswered(store: Store, programme: Programme, now: datetime) -> Audience:
    """Those who are asked something now and have not answered. Raises Refused where nothing can be answered."""
    forms = [each for each in feedback.of_programme(store, programme.code) if each.is_open(now)]
    if not forms:
        raise Refused("announcing.no_form")
    return Audience(unanswered=tuple(each.id for each in forms))


def estimate(
    store: Store, programme: str, audience: Audience, reply: Reply, *, asks: bool = True, parts: Parts = calls
) -> Cost:
    """What it would cost to announce `reply` in the programme with this code."""
    nowhen = datetime(1970, 1, 1, tzinfo=UTC)
    wanted = Announcement(
        id=0,
        programme=programme,
        author=None,
        reply=reply,
        audience=audience,
        state="draft",
        made_at=nowhen,
        send_at=None,
        begun_at=None,
        ended_at=None,
        expires_at=None,
        approved_by=None,
        planned_to=0,
        corrects=None,
        chases=None,
        asks=asks,
        urgent=False,
    )
    return cost(store, wanted, parts)

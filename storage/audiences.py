"""Whom an announcement is for: the statement that gives their ids."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from storage import feedback, missing
from storage.models import MembershipRow, NoticeRow, OutboxRow, table


if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy import ColumnElement, Select

    from storage.models.people import Role


_memberships, _notices, _outbox = table(MembershipRow), table(NoticeRow), table(OutboxRow)
_ON_ITS_WAY = ("waiting", "sending", "sent", "uncertain")


KEYS = "announcement "
"""With the number of an announcement after it, its key (see storage.notices)."""


def key_of(number: int) -> str:
    """The key of the announcement with this number."""
    return f"{KEYS}{number}"


@dataclass(frozen=True, slots=True)
class Audience:
    """Some of the people of one programme: what is empty asks for nothing, and all that is asked for must be true.

    `teams` as memberships have them and `people` by their ids, any one of each. `unheard`: who does not know yet what
    the announcement with this number said. `told`: who is told one of these. `missing`: participants who have checked
    in at none of these points (session, point). `unanswered`: who is asked to fill in one of these forms (ids), and
    has not. `channel`: told there and nowhere else.
    """

    teams: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    people: tuple[int, ...] = ()
    unheard: int = 0
    told: tuple[int, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    unanswered: tuple[int, ...] = ()
    channel: str = ""

    def kept(self) -> dict[str, Any]:
        """As JSON, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}


def of(kept: Mapping[str, Any]) -> Audience:
    """The audience that was kept as JSON."""
    values: dict[str, Any] = {name: _tuple(value) for name, value in kept.items()}
    return Audience(**values)


def _tuple(value: Any) -> Any:
    return tuple(_tuple(each) for each in value) if isinstance(value, list) else value


def who(programme: str, audience: Audience) -> Select[int]:
    """The ids of an audience in the programme with this code: those of its own people, not of owners of all."""
    return select(_memberships.c.person_id).where(_memberships.c.programme == programme, *_asked(programme, audience))


def _asked(programme: str, audience: Audience) -> Iterator[ColumnElement[bool]]:
    """What must be true of a membership, a condition for each kind that is asked for."""
    if audience.teams:
        yield _memberships.c.team.in_(audience.teams)
    if audience.roles:
        yield _memberships.c.role.in_(audience.roles)
    if audience.people:
        yield _memberships.c.person_id.in_(audience.people)
    if audience.unheard:
        yield _has_notice(select(_notices.c.id).where(_notices.c.acknowledged_at.is_(None)), [audience.unheard])
    if audience.told:
        went = or_(_outbox.c.state.in_(_ON_ITS_WAY), _outbox.c.reason == "corrected")
        told = select(_notices.c.id).join(_outbox, _outbox.c.id == _notices.c.outbox_id).where(went)
        yield _has_notice(told, audience.told)
    if audience.missing:
        yield _memberships.c.role == "participant"
        yield _memberships.c.person_id.not_in(missing.noted(programme, audience.missing))
    if audience.unanswered:
        yield _memberships.c.person_id.in_(feedback.unanswered(audience.unanswered))


def _has_notice(notices: Select[int], numbers: Collection[int]) -> ColumnElement[bool]:
    """Whether the member has one of these notices, of announcements with one of these numbers.

    Counted member by member: asked whether there is any, a database would rather put all of them together first, for
    every slice of the members.
    """
    keys = [key_of(number) for number in sorted(numbers)]
    mine = notices.where(_notices.c.person_id == _memberships.c.person_id, _notices.c.key.in_(keys))
    counted = mine.with_only_columns(func.count()).correlate(_memberships).scalar_subquery()
    return counted > 0

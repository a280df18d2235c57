"""Whom an announcement is for: the statement that gives their ids."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from storage import notices
from storage.models import MembershipRow, NoticeRow, OutboxRow, table


if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy import ColumnElement, Select

    from storage.models.people import Role


_memberships, _notices, _outbox = table(MembershipRow), table(NoticeRow), table(OutboxRow)
_ON_ITS_WAY = ("waiting", "sending", "sent", "uncertain")


def key_of(number: int) -> str:
    """The key (see storage.notices) of the announcement with this number."""
    return f"announcement {number}"


@dataclass(frozen=True, slots=True)
class Audience:
    """Some of the people of one programme: what is empty asks for nothing, and all that is asked for must be true.

    `teams` as memberships have them and `people` by their ids, any one of each. `unheard`: who does not know yet what
    the announcement with this number said. `told`: who is told one of these. `channel`: told there and nowhere else.
    """

    teams: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    people: tuple[int, ...] = ()
    unheard: int = 0
    told: tuple[int, ...] = ()
    channel: str = ""

    def kept(self) -> dict[str, Any]:
        """As JSON, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}


def of(kept: Mapping[str, Any]) -> Audience:
    """The audience that was kept as JSON."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    return Audience(**values)


def who(programme: str, audience: Audience) -> Select[int]:
    """The ids of an audience in the programme with this code: those of its own people, not of owners of all."""
    return select(_memberships.c.person_id).where(_memberships.c.programme == programme, *_asked(audience))


def _asked(audience: Audience) -> Iterator[ColumnElement[bool]]:
    """What must be true of a membership, a condition for each kind that is asked for."""
    if audience.teams:
        yield _memberships.c.team.in_(audience.teams)
    if audience.roles:
        yield _memberships.c.role.in_(audience.roles)
    if audience.people:
        yield _memberships.c.person_id.in_(audience.people)
    if audience.unheard:
        yield _memberships.c.person_id.in_(notices.unheard(key_of(audience.unheard)))
    if audience.told:
        yield _memberships.c.person_id.in_(_told([key_of(number) for number in audience.told]))


def _told(keys: Collection[str]) -> Select[int]:
    """Those to whom a message about one of `keys` went or will go, or would have gone but for its correction."""
    went = or_(_outbox.c.state.in_(_ON_ITS_WAY), _outbox.c.reason == "corrected")
    return (
        select(_notices.c.person_id)
        .join(_outbox, _outbox.c.id == _notices.c.outbox_id)
        .where(_notices.c.key.in_(sorted(keys)), went)
    )

"""Who was shown somebody's data, as the audit has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from storage.models import AuditRow, MembershipRow, PersonRow, table


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store


_audit, _people, _memberships = table(AuditRow), table(PersonRow), table(MembershipRow)
_SHOWN = ("people.seen", "data.exported")


def of(store: Store, person: int, most: int) -> list[tuple[str, str, str, str, datetime]]:
    """Name ("" for the command line), deed, subject, programme and time; of all in a programme, while they were in it.

    Nobody is told that they looked at their own.
    """
    mine = select(_memberships.c.programme).where(_memberships.c.person_id == person)
    of_all = and_(_audit.c.about.is_(None), _audit.c.programme.in_(mine))
    wanted = (
        select(func.coalesce(_people.c.name, ""), _audit.c.what, _audit.c.subject, _audit.c.programme, _audit.c.at)
        .outerjoin(_people, _people.c.id == _audit.c.person_id)
        .where(_audit.c.what.in_(_SHOWN), or_(_audit.c.about == person, of_all))
        .where(or_(_audit.c.person_id.is_(None), _audit.c.person_id != person))
        .order_by(_audit.c.at.desc(), _audit.c.id.desc())
        .limit(most)
    )
    return [tuple(row) for row in store.execute(wanted)]

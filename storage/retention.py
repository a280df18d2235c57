"""Personal data that is kept no longer: which programmes are over, whose people go with them, and whose words stay.

Everything here is done by slices, each a small transaction, and may be done twice or by several processes at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, or_, select, update

from storage import leaves, privacy_settings, questions
from storage.models import (
    AuditRow,
    CheckinRow,
    DoorAnswerRow,
    LeaveRow,
    MembershipRow,
    PersonRow,
    ProgrammeRow,
    QuestionRow,
    SessionRow,
    table,
)


if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Select
    from sqlalchemy.orm import Session as Store

    from storage.privacy_settings import PrivacySettings
    from storage.programme import Text


TOLD = "retention.told"
"""The deed by which organisers were told that a programme's data will go; its subject is the day on which it may."""

_people, _memberships, _programmes = table(PersonRow), table(MembershipRow), table(ProgrammeRow)
_sessions, _audit, _log = table(SessionRow), table(AuditRow), table(CheckinRow)
_leaves, _questions, _door = table(LeaveRow), table(QuestionRow), table(DoorAnswerRow)


@dataclass(frozen=True, slots=True)
class Term:
    """How long a programme's people are kept: until `goes_at`, `settings.keep_days` after its last session ended.

    `told_at` is when organisers were told so; None before. `people` is how many are in it.
    """

    programme: str
    title: Text
    ended_at: datetime
    settings: PrivacySettings
    told_at: datetime | None
    people: int

    @property
    def goes_at(self) -> datetime:
        return self.ended_at + timedelta(days=self.settings.keep_days)


def terms(store: Store) -> list[Term]:
    """Of every programme that has sessions; those that end first, first. What has none is not over."""
    ends = dict(
        tuple(row)
        for row in store.execute(
            select(_sessions.c.programme_id, func.max(_sessions.c.ends_at)).group_by("programme_id")
        )
    )
    counted = select(_memberships.c.programme, func.count()).group_by(_memberships.c.programme)
    people = dict(tuple(row) for row in store.execute(counted))
    found = []
    for row in store.execute(select(_programmes).where(_programmes.c.id.in_(ends))):
        settings = privacy_settings.read(row.settings.get("privacy"))
        found.append(Term(row.code, row.title, ends[row.id], settings, None, people.get(row.code, 0)))
    deeds = select(_audit.c.key, _audit.c.at).where(_audit.c.key.in_([key_of(term) for term in found]))
    told = dict(tuple(row) for row in store.execute(deeds))
    found = [replace(term, told_at=told.get(key_of(term))) for term in found]
    return sorted(found, key=lambda term: (term.goes_at, term.programme))


def day_of(term: Term) -> str:
    """The day (UTC) on which it may go. Organisers are told of it: where it becomes another, they are told anew."""
    return f"{term.goes_at:%Y-%m-%d}"


def key_of(term: Term) -> str:
    """That of the deed by which organisers are told."""
    return f"{TOLD} {term.programme} {day_of(term)}"


def goers(over: Collection[str]) -> Select[int]:
    """Who is in one of these programmes (codes) and in no other, and owns none: the statement that gives their ids."""
    here = select(_memberships.c.id).where(_memberships.c.person_id == _people.c.id).correlate(_people)
    elsewhere = here.where(or_(_memberships.c.programme.not_in(sorted(over)), _memberships.c.role == "owner"))
    return select(_people.c.id).where(~_people.c.erased, here.exists(), ~elsewhere.exists()).order_by(_people.c.id)


def organisers(programme: str) -> Select[int]:
    """Who organises it, and every owner: the statement that gives their ids, each once."""
    mine = and_(_memberships.c.programme == programme, _memberships.c.role == "organiser")
    return select(_memberships.c.person_id).where(or_(mine, _memberships.c.role == "owner")).distinct()


def scrub(store: Store, programme: str, asked_before: datetime, most: int = 200) -> bool:
    """Of a programme that is over, take away words of those who stay, at most so many rows; whether there may be more.

    What they answered at the door, why they were away, with the papers, what was written when they were checked in,
    and what anybody asked the organisers before then.
    """
    answered = select(_door.c.id).where(_door.c.programme == programme).limit(most)
    done = len(store.execute(delete(_door).where(_door.c.id.in_(answered)).returning(_door.c.id)).all())
    worded = or_(_log.c.reason != "", _log.c.stand_in != "", _log.c.metres.is_not(None))
    lines = select(_log.c.id).where(_log.c.programme == programme, worded).limit(most)
    bare = update(_log).where(_log.c.id.in_(lines)).values(reason="", stand_in="", metres=None)
    done += len(store.execute(bare.returning(_log.c.id)).all())
    said = or_(_leaves.c.reason != "", _leaves.c.note != "", _leaves.c.file.is_not(None))
    away = select(_leaves.c.id).where(_leaves.c.programme == programme, said).limit(most)
    done += leaves.scrub(store, store.scalars(away).all())
    asked = select(_questions.c.id).where(_questions.c.programme == programme, _questions.c.text != "")
    done += questions.scrub(store, store.scalars(asked.where(_questions.c.asked_at < asked_before).limit(most)).all())
    return done > 0

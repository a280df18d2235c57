"""Which organisers are on duty for people's questions, and where each is nearest at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, tuple_

from bot.messages import Address
from storage import addresses, people
from storage.db import insert_new
from storage.models import AddressRow, OffDutyRow, TalkRow, table


if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from bot.messages import Language
    from storage.questions import Question


_off, _addresses, _talks = table(OffDutyRow), table(AddressRow), table(TalkRow)
_same_chat = (_talks.c.channel == _addresses.c.channel) & (_talks.c.chat == _addresses.c.chat)


def off_duty(session: Session) -> set[int]:
    """The ids of the people who are off duty."""
    return set(session.scalars(select(_off.c.person_id)))


def leave(session: Session, person: int) -> None:
    insert_new(session, _off, {"person_id": person})


def enter(session: Session, person: int) -> None:
    session.execute(delete(_off).where(_off.c.person_id == person))


def nearest(session: Session, places: Sequence[Address]) -> Address | None:
    """The one of a person's `places` that is open and where they were last; the first where nothing is known of that.

    None where none is open.
    """
    wanted = [(place.channel, place.chat) for place in places]
    rows = session.execute(
        select(_addresses.c.channel, _addresses.c.chat, _talks.c.updated_at)
        .outerjoin(_talks, _same_chat)
        .where(tuple_(_addresses.c.channel, _addresses.c.chat).in_(wanted), _addresses.c.state == "open")
        .order_by(_addresses.c.id)
    ).all()
    last = max(rows, key=lambda row: row.updated_at.timestamp() if row.updated_at else 0, default=None)
    return Address(last.channel, last.chat) if last else None


def reach(session: Session, question: Question) -> Address | None:
    """Where an answer reaches whoever asked: where they asked; where that is closed or no longer theirs, elsewhere."""
    places = people.addresses(session, question.asked_by) if question.asked_by else ()
    theirs = not places or question.in_group or question.address in places
    if theirs and addresses.reachable(session, question.address):
        return question.address
    return nearest(session, places)


def language(session: Session, address: Address) -> Language:
    """The language that is spoken at `address`; Thai before anything was said there."""
    here = (_talks.c.channel == address.channel, _talks.c.chat == address.chat)
    spoken: Language | None = session.scalars(select(_talks.c.language).where(*here)).one_or_none()
    return spoken or "th"

"""Where people and groups can be reached, and whether they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, delete, or_, select, update

from bot.messages import Address
from storage.db import insert_new
from storage.models import AddressRow, InboxRow, OutboxRow, QuestionRow, TalkRow, table


if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.models.people import AddressState


_addresses, _talks = table(AddressRow), table(TalkRow)
_ONE_EACH = (_addresses, _talks)
_MOVED = (*_ONE_EACH, table(InboxRow), table(OutboxRow), table(QuestionRow))
_here = (_addresses.c.channel == bindparam("at_channel"), _addresses.c.chat == bindparam("at_chat"))
_state = select(_addresses.c.state).where(*_here)
_set = update(_addresses).where(*_here).values(state=bindparam("now"))
_closed = select(_addresses.c.channel, _addresses.c.chat).where(
    or_(_addresses.c.state != "open", and_(_addresses.c.is_group, ~_addresses.c.pushes))
)
_refuses = _closed.where(*_here)


def opened(session: Session, address: Address, *, is_group: bool = False) -> None:
    """Somebody is there: they wrote, came back, or let the bot into their group."""
    state = session.execute(_state, _at(address)).scalar_one_or_none()
    if state is None:
        new = {"is_group": is_group, "state": "open", "programme": "", "pushes": False}
        insert_new(session, _addresses, {"channel": address.channel, "chat": address.chat, **new})
    elif state != "open":
        session.execute(_set, {**_at(address), "now": "open"})


def close(session: Session, address: Address, state: AddressState, *, is_group: bool = False) -> None:
    """Nobody is there, until they come back (`blocked`) or for good (`gone`). A group is then asked anew."""
    opened(session, address, is_group=is_group)
    session.execute(_set, {**_at(address), "now": state})
    settle(session, address, "", pushes=False)


def reachable(session: Session, address: Address) -> bool:
    """Whether nothing is known against writing there unasked."""
    return session.execute(_refuses, _at(address)).first() is None


def closed(session: Session) -> set[Address]:
    """Every address that is not to be written to unasked."""
    return {Address(channel, chat) for channel, chat in session.execute(_closed)}


def programme_of(session: Session, group: Address) -> str:
    """The code of the programme that the group is of, or ""."""
    found = select(_addresses.c.programme).where(
        _addresses.c.channel == group.channel, _addresses.c.chat == group.chat, _addresses.c.is_group
    )
    return session.execute(found).scalar_one_or_none() or ""


def settle(session: Session, group: Address, programme: str | None, *, pushes: bool) -> None:
    """Whose the group is (None: as before), and whether it may be written to unasked."""
    values = {"pushes": pushes} | ({} if programme is None else {"programme": programme})
    session.execute(
        update(_addresses)
        .where(_addresses.c.channel == group.channel, _addresses.c.chat == group.chat, _addresses.c.is_group)
        .values(values)
    )


def move(session: Session, old: Address, chat: str) -> None:
    """A group's chat has another id now: what is known of it, and what is still to be said there, goes along.

    To be told so again, as by a refused message and then by the chat itself, changes nothing.
    """
    for moved in _MOVED:
        here = [moved.c.channel == old.channel, moved.c.chat == old.chat]
        if moved is _talks:
            here.append(_talks.c.updated_at.is_not(None))  # one that has only begun here has gone along before
        if moved in _ONE_EACH and session.execute(select(moved.c.id).where(*here)).first():
            # Begun a moment ago, by the first message there.
            session.execute(delete(moved).where(moved.c.channel == old.channel, moved.c.chat == chat))
        session.execute(update(moved).where(*here).values(chat=chat))


def _at(address: Address) -> dict[str, str]:
    return {"at_channel": address.channel, "at_chat": address.chat}

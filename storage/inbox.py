"""The inbox: every event that a channel brought, once, until it is answered."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, case, func, literal, select, update

from bot.messages import Address, Attached, Inbound, Spot
from storage import media, questions, talks
from storage.db import insert_new
from storage.models import InboxRow, TalkRow, table


if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy import Row
    from sqlalchemy.orm import Session


_inbox, _talks = table(InboxRow), table(TalkRow)
_DETAILS = ("quoted", "group", "sender", "called", "reply_token", "language")  # and reply_until, attached, spot
_MOMENT = timedelta(seconds=10)
# Written into the statement, where a database sees that the index of unfinished rows fits.
_waits = _inbox.c.state == literal("waiting", literal_execute=True)
_first = (
    select(*(_inbox.c[name] for name in ("id", "event_id", "text", "at", "data", "kind", "message_id", "details")))
    .where(_inbox.c.channel == bindparam("channel"), _inbox.c.chat == bindparam("chat"), _waits)
    .order_by(_inbox.c.at, _inbox.c.id)
    .limit(2)
)
_end = (
    update(_inbox)
    .where(_inbox.c.id == bindparam("event"))
    # The words of an edit are those of its message now, and are kept there.
    .values(state=bindparam("state"), details={}, text=case((_inbox.c.kind == "edited", ""), else_=_inbox.c.text))
)
_count = (
    update(_inbox)
    .where(_inbox.c.id == bindparam("event"), _waits)
    .values(attempts=_inbox.c.attempts + 1)
    .returning(_inbox.c.attempts)
)
_said = (
    _inbox.c.channel == bindparam("at_channel"),
    _inbox.c.chat == bindparam("at_chat"),
    _inbox.c.message_id == bindparam("message"),
)
_taken_back = select(_inbox.c.id).where(*_said, _inbox.c.kind == "unsent").limit(1)
_erase = (
    update(_inbox)
    .where(*_said, _inbox.c.kind != "unsent")
    .values(text="", data="", details={}, erased=True, state=case((_waits, "done"), else_=_inbox.c.state))
)
_forget = (
    update(_talks)
    .where(_talks.c.channel == bindparam("at_channel"), _talks.c.chat == bindparam("at_chat"))
    .values(context={})
)
_overheard = update(_inbox).where(*_said, ~_waits).values(text="", data="")
_latest = (
    select(_inbox.c.kind, _inbox.c.at)
    .where(_inbox.c.channel == bindparam("channel"), _inbox.c.chat == bindparam("chat"), ~_waits)
    .order_by(_inbox.c.id.desc())
    .limit(1)
)
_first_said = (
    select(_inbox.c.id, _inbox.c.text, _inbox.c.state).where(*_said, _inbox.c.kind == "text", ~_inbox.c.erased).limit(1)
)
_reword = update(_inbox).where(_inbox.c.id == bindparam("event")).values(text=bindparam("words"))
_seal = update(_inbox).where(_inbox.c.id == bindparam("event")).values(text="", data="", details={}, erased=True)
_pending = (
    select(_inbox.c.channel, _inbox.c.chat)
    .where(_waits)
    .group_by(_inbox.c.channel, _inbox.c.chat)
    .order_by(func.min(_inbox.c.id))
)


def add(session: Session, events: Sequence[Inbound]) -> list[Inbound]:
    """Keep the events that are new, by channel and event id; says which of those wait for an answer, in order.

    A message that was taken back loses its words, whether it came before or comes after; its row stays.
    """
    return [event for event in events if _add(session, event)]


def _add(session: Session, event: Inbound) -> bool:
    here = {"at_channel": event.address.channel, "at_chat": event.address.chat, "message": event.message_id}
    if event.kind == "unsent":
        talks.lock(
            session, event.address
        )  # before the rest, as whoever answers does: else each might wait for the other
        insert_new(session, _inbox, {**_row(event), "state": "done"})
        session.execute(_erase, here)
        questions.erase(session, event.address, event.message_id)
        media.drop(session, event.address, event.message_id)
        session.execute(_forget, here)
        return False
    if event.message_id and session.execute(_taken_back, here).first():
        insert_new(session, _inbox, {**_row(event), "text": "", "data": "", "erased": True, "state": "done"})
        return False
    return insert_new(session, _inbox, _row(event))


def _row(event: Inbound) -> dict[str, Any]:
    return {
        "channel": event.address.channel,
        "chat": event.address.chat,
        "event_id": event.event_id,
        "text": event.text,
        "data": event.data,
        "kind": event.kind,
        "message_id": event.message_id,
        "details": _details(event),
        "erased": False,
        "at": event.at,
        "state": "waiting",
        "attempts": 0,
    }


def _details(event: Inbound) -> dict[str, Any]:
    """What has no column, as JSON, as far as it is given."""
    given = {name: getattr(event, name) for name in _DETAILS if getattr(event, name)}
    if event.reply_until:
        given["reply_until"] = event.reply_until.isoformat()
    return given | {name: asdict(part) for name in ("attached", "spot") if (part := getattr(event, name))}


def oldest(session: Session, address: Address) -> tuple[int, Inbound] | None:
    """The event of `address` that was said first of those that wait for their answer, with its id here."""
    found = first_two(session, address)
    return found[0] if found else None


def first_two(session: Session, address: Address) -> list[tuple[int, Inbound]]:
    """As `oldest`, with the one after it: by one statement, since nearly always there is none."""
    rows = session.execute(_first, {"channel": address.channel, "chat": address.chat})
    return [(row.id, _inbound(address, row)) for row in rows]


def _inbound(address: Address, row: Row[Any]) -> Inbound:
    details = dict(row.details)
    if until := details.pop("reply_until", ""):
        details["reply_until"] = datetime.fromisoformat(until)
    if attached := details.pop("attached", None):
        details["attached"] = Attached(**attached)
    if spot := details.pop("spot", None):
        details["spot"] = Spot(**spot)
    return Inbound(address, row.event_id, row.text, row.at, row.data, row.kind, row.message_id, **details)


def changed(session: Session, edit: Inbound) -> bool:
    """A message was edited: whether it is to be answered anew.

    Where the message still waits for its answer it is answered as it reads now, and where nothing of it is known, or
    it reads as before, there is nothing to answer.
    """
    here = {"at_channel": edit.address.channel, "at_chat": edit.address.chat, "message": edit.message_id}
    row = session.execute(_first_said, here).one_or_none()
    if row is None or row.text == edit.text:
        return False
    session.execute(_reword, {"event": row.id, "words": edit.text})
    return bool(row.state != "waiting")


def began(session: Session, start: Inbound) -> bool:
    """Whether the last thing done at the same address was to open the chat, a moment before or after `start`."""
    last = session.execute(_latest, {"channel": start.address.channel, "chat": start.address.chat}).one_or_none()
    return last is not None and last.kind == "started" and abs(last.at - start.at) <= _MOMENT


def overheard(session: Session, event: Inbound) -> None:
    """What was said in a group was not for us: the words of that message are not kept."""
    if event.message_id:
        here = {"at_channel": event.address.channel, "at_chat": event.address.chat, "message": event.message_id}
        session.execute(_overheard, here)


def finish(session: Session, event: int) -> None:
    session.execute(_end, {"event": event, "state": "done"})


def seal(session: Session, event: int) -> None:
    """The words of an event that is answered are not kept: who has said what must not be known."""
    session.execute(_seal, {"event": event})


def fail(session: Session, event: int) -> None:
    """It could not be answered, and is not tried again."""
    session.execute(_end, {"event": event, "state": "failed"})


def count_attempt(session: Session, event: int) -> int | None:
    """One more try failed: how many that makes, or None where somebody else has answered it since."""
    return session.execute(_count, {"event": event}).scalar_one_or_none()


def pending(session: Session) -> list[Address]:
    """Everybody who waits for an answer, the longest waiting first."""
    return [Address(channel, chat) for channel, chat in session.execute(_pending)]

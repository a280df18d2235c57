"""The web chat reads a talk back: what was said and what was answered, in order, from the inbox and the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, func, literal, or_, select

from storage import bodies
from storage.models import InboxRow, OutboxRow, ProgrammeRow, TalkRow


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from bot.messages import Address, Language, Reply
    from storage.programme import Text


class Mark(NamedTuple):
    """How far somebody has read: the last inbox id and the last outbox id."""

    inbox: int = 0
    outbox: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What the person said. `event_id` is the channel's."""

    mark: Mark
    event_id: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply, by its outbox id (in `mark`). `at` is when what it answers was said; None: it answers nothing."""

    mark: Mark
    reply: Reply
    at: datetime | None


Entry = Said | Answered


def talk(session: Session, address: Address, now: datetime, after: Mark = Mark(), limit: int = 100) -> list[Entry]:  # noqa: B008 - a tuple of two zeros
    """At most the last `limit` things said at `address` since `after`, an answer behind what it answers.

    Each entry's mark covers all entries up to and including it. A message counts once it is on its way, and not
    expired at `now` (the clock's): the outbox of one address leaves in the order of its ids, so none is passed over.
    """
    answer = (
        select(func.min(OutboxRow.id))
        .where(OutboxRow.inbox_id == InboxRow.id)
        .correlate(InboxRow)
        .scalar_subquery()
        .label("answer")
    )
    said = session.execute(
        select(InboxRow.id, InboxRow.event_id, InboxRow.text, InboxRow.at, answer)
        .where(InboxRow.channel == address.channel, InboxRow.chat == address.chat, InboxRow.id > after.inbox)
        .order_by(InboxRow.id.desc())
        .limit(limit)
    ).all()
    answered = session.execute(
        select(OutboxRow.id, bodies.said.label("reply"), InboxRow.at)
        .outerjoin(InboxRow, InboxRow.id == OutboxRow.inbox_id)
        .where(
            OutboxRow.channel == address.channel,
            OutboxRow.chat == address.chat,
            OutboxRow.id > after.outbox,
            or_(
                OutboxRow.state.in_(["sent", "uncertain"]),
                and_(OutboxRow.state == "sending", or_(OutboxRow.expires_at.is_(None), OutboxRow.expires_at > now)),
            ),
        )
        .order_by(OutboxRow.id.desc())
        .limit(limit)
    ).all()
    # A thing said goes before its first answer, or to the end while it has none. (Key: outbox id, what kind, inbox id.)
    unanswered = float("inf")
    rows = [((row.answer or unanswered, 0, row.id), row) for row in said]
    rows += [((row.id, 1, 0), row) for row in answered]
    entries: list[Entry] = []
    for (_, kind, _), row in sorted(rows, key=itemgetter(0)):
        if kind == 0:
            after = after._replace(inbox=row.id)
            entries.append(Said(after, row.event_id, row.text, row.at))
        else:
            after = after._replace(outbox=row.id)
            entries.append(Answered(after, row.reply, row.at))
    return entries[-limit:] if limit else []


@dataclass(frozen=True, slots=True)
class Seen:
    """What there was of a channel at one moment: the last ids, and the messages not finished, as (id, chat, state)."""

    inbox: int
    outbox: int
    unfinished: frozenset[tuple[int, str, str]]


def seen(session: Session, channel: str) -> Seen:
    inbox = session.scalar(select(func.max(InboxRow.id))) or 0
    outbox = session.scalar(select(func.max(OutboxRow.id))) or 0
    return Seen(inbox, outbox, _unfinished(session, channel))


def news(session: Session, channel: str, before: Seen) -> tuple[Seen, set[str]]:
    """What there is now, and the chats of the channel in which something was said, sent or dropped since `before`."""
    said = session.execute(select(InboxRow.id, InboxRow.channel, InboxRow.chat).where(InboxRow.id > before.inbox)).all()
    # Of what is put, only this channel's: an announcement may just have been put for a hundred thousand others.
    newest = session.scalar(select(func.max(OutboxRow.id)).where(OutboxRow.id > before.outbox)) or before.outbox
    put = session.execute(
        select(OutboxRow.channel, OutboxRow.chat).where(OutboxRow.id > before.outbox, OutboxRow.channel == channel)
    ).all()
    unfinished = _unfinished(session, channel)
    chats = {row.chat for row in (*said, *put) if row.channel == channel}
    chats |= {chat for _, chat, _ in unfinished ^ before.unfinished}
    now = Seen(
        max((row.id for row in said), default=before.inbox),
        newest,
        unfinished,
    )
    return now, chats


def _unfinished(session: Session, channel: str) -> frozenset[tuple[int, str, str]]:
    # The states are written into the statement, where a database sees that the index of unfinished rows fits.
    states = [literal(state, literal_execute=True) for state in ("waiting", "sending")]
    rows = session.execute(
        select(OutboxRow.id, OutboxRow.chat, OutboxRow.state).where(
            OutboxRow.state.in_(states), OutboxRow.channel == channel
        )
    )
    return frozenset((row.id, row.chat, row.state) for row in rows)


def reply(session: Session, address: Address, outbox: int) -> Reply | None:
    """The reply with this outbox id, if it is one to `address`."""
    return session.execute(
        select(bodies.said).where(
            OutboxRow.id == outbox, OutboxRow.channel == address.channel, OutboxRow.chat == address.chat
        )
    ).scalar_one_or_none()


def setting(session: Session, address: Address) -> tuple[Language, Text | None]:
    """The language of the talk at `address` (Thai before it has begun) and the title of its programme, once chosen."""
    row = session.execute(
        select(TalkRow.language, ProgrammeRow.title)
        .outerjoin(ProgrammeRow, ProgrammeRow.code == TalkRow.programme)
        .where(TalkRow.channel == address.channel, TalkRow.chat == address.chat)
    ).one_or_none()
    return ("en" if row and row[0] == "en" else "th"), row[1] if row else None

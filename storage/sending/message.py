"""A message on its way, and how one is read from the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import literal, select

from bot.messages import Address
from storage.models import OutboxRow, table


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Row

    from bot.messages import Reply


outbox = table(OutboxRow)
# Written into the statement, in the words of the indexes of unfinished rows, so that a database sees that they fit.
WAITING = literal("waiting", literal_execute=True)
SENDING = literal("sending", literal_execute=True)
unfinished = outbox.c.state.in_([WAITING, SENDING])
_FIELDS = (
    *("id", "channel", "chat", "reply", "retry_key", "attempts", "expires_at", "part", "doubted", "token"),
    *("token_until", "tried_at", "replaces", "message_id", "batch", "claimed_at", "urgency"),
)
messages = select(*(outbox.c[name] for name in _FIELDS))


@dataclass(frozen=True, slots=True)
class Message:
    """A message with its id here; see bot.port.Outbound and storage.models.OutboxRow.

    `key` is the same for every try; `attempts` counts those of this part, this one included. `claimed_at` is this
    try's.
    """

    id: int
    address: Address
    reply: Reply
    key: str
    attempts: int
    expires_at: datetime | None
    part: int = 0
    doubted: bool = False
    token: str = ""
    token_until: datetime | None = None
    tried_at: datetime | None = None
    replaces: str = ""
    message_id: str = ""
    claimed_at: datetime | None = None
    urgency: int = 0


def said_by(row: Row[Any], said: Mapping[str, Reply]) -> Reply:
    """What the message says, its own or its batch's, of which `said` has those that were read."""
    return said.get(row.batch, row.reply)


def of_row(row: Row[Any], said: Mapping[str, Reply], **now: Any) -> Message:
    """The message as its row has it, but for what is otherwise `now`."""
    values = {
        "key": row.retry_key,
        **{name: getattr(row, name) for name in ("attempts", "expires_at", "part", "doubted", "token", "token_until")},
        **{name: getattr(row, name) for name in ("tried_at", "replaces", "message_id", "claimed_at", "urgency")},
    }
    return Message(row.id, Address(row.channel, row.chat), said_by(row, said), **(values | now))

"""The port of a channel: what it is given to show, and what it must be able to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.messages import Address, Inbound, Reply


@dataclass(frozen=True, slots=True)
class Outbound:
    """One message on its way to one address.

    `key` (a UUID) is the same for every try of it, whatever its part. A reply that a channel shows by several calls
    goes by parts: `part` counts from 0. `token` is a reply token that is still young, or ""; then what is `along`, to
    the same address, goes after it by the same token. `replaces` is the channel's own id of the message whose place
    this one takes, or "".
    """

    address: Address
    reply: Reply
    key: str
    part: int = 0
    token: str = ""
    replaces: str = ""
    along: tuple[Outbound, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that a channel has taken: its own id for it, where it gives one, and those of what went `along`."""

    message_id: str = ""
    along: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or a file that somebody sent; `media_type` and `name` are as the platform has them, perhaps ""."""

    content: bytes
    media_type: str
    name: str


LARGEST = 5 * 1024 * 1024
"""The most bytes of what people send that are fetched."""


class Channel(Protocol):
    """A place where people talk. One file a channel; the contract suite in tests/channels runs over each."""

    name: str
    idempotent: bool
    """Whether it shows a message once, however often it is sent under the same key."""

    def parts(self, reply: Reply) -> int:
        """By how many calls `reply` is shown, each a message that counts; at least 1."""
        ...

    async def send(self, message: Outbound) -> Sent:
        """Show one part of the message.

        Raises Retry or Never where it certainly was not shown. Whatever else is raised means that nobody knows.
        """
        ...


@dataclass(frozen=True, slots=True)
class Pace:
    """The most that a platform takes of one bot: `overall` and for one `chat` in any second, a `group` in a minute."""

    overall: int
    chat: int
    group: int


class Platform(Channel, Protocol):
    """A channel on somebody else's server, reached over the network."""

    pace: Pace
    most: int
    """How many addresses one call of `send_many` reaches; 1: it has none."""

    def read(self, body: bytes, headers: Mapping[str, str], received: datetime) -> list[Inbound]:
        """What the platform brings to its webhook, oldest first, without what is unknown or none of ours.

        `headers` have lower-case names; `received` is real time, aware. Raises Forged before anything is parsed where
        the body is not the platform's. Anything else in the body, however odd, raises nothing.
        """
        ...

    async def open(self) -> None:
        """Called once in the running loop before anything else that is asynchronous."""
        ...

    async def close(self) -> None: ...

    async def heard(self, event: Inbound) -> None:
        """Show that the event was heard and is being seen to, where the platform can show that; raises nothing."""
        ...

    async def fetch(self, event: Inbound) -> Media:
        """What is `attached` to the event, `LARGEST` bytes at the most: no more of it is read than that.

        Raises Retry where a later try may succeed, and Never.
        """
        ...

    def is_group(self, chat: str) -> bool: ...

    def fits(self, parts: Sequence[tuple[Reply, int]]) -> int:
        """How many of these, each a part (from 0) of a reply, go whole by one reply token, from the first; at least 1.

        1, too, where the platform has no such tokens.
        """
        ...

    async def send_many(self, chats: Sequence[str], message: Outbound) -> Sent:
        """Show one part of a message, that of `message`, to at most `most` private chats by one call.

        Raises as `send` does.
        """
        ...


@runtime_checkable
class Metered(Protocol):
    """A platform, too, whose messages are paid for by the month, but for answers by a reply token."""

    async def quota(self) -> tuple[int | None, int]:
        """The month's paid messages, None where they have no limit; and how many are used.

        Raises Retry or Never where that cannot be known, or what the network does.
        """
        ...

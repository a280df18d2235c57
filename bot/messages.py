"""The words that every floor shares: who is spoken to, what came in, what goes out, and the port of a channel.

A channel must be able to show plain text; `plain` is what it shows of a reply where it can show nothing better, so
everything that matters is in it, and every choice can be typed as well as tapped.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol


if TYPE_CHECKING:
    from datetime import datetime


Language = Literal["th", "en"]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person (or a group) can be reached: a channel's name and its own id for the chat there."""

    channel: str
    chat: str


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing that somebody did in a channel.

    `event_id` is the channel's own: the same id again is the same event, and is answered once. `text` is what was
    typed, or the words of the button that was tapped; `data` is then the button's own, and is not to be trusted.
    `at` is aware.
    """

    address: Address
    event_id: str
    text: str
    at: datetime
    data: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `label` is on it (20 graphemes at most), `says` is what tapping it says, `data` is for us alone."""

    label: str
    says: str
    data: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class File:
    """A small text file to keep, such as a calendar entry."""

    name: str
    media_type: str
    content: str


@dataclass(frozen=True, slots=True)
class Card:
    """One thing (mostly a session) with its facts: `facts` are (label, value) pairs, in the order to be read."""

    title: str
    note: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    choices: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A date or time that was read: the words, and local ISO times; `end` is exclusive."""

    text: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was understood: for the organisers' log and for tests, never drawn by a channel.

    `sessions` are the ids of those that answer the question itself; `also` of those only offered beside it. `aside`:
    it was no question but a greeting, thanks or the like.
    """

    understood: bool = True
    sessions: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    dates: tuple[Span, ...] = ()
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered, in the order in which it is shown."""

    text: str
    cards: tuple[Card, ...] = ()
    choices: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()
    files: tuple[File, ...] = ()
    reading: Reading = field(default_factory=Reading)

    @property
    def plain(self) -> str:
        """The whole reply as text, a card a paragraph, without its buttons."""
        return "\n\n".join(
            part
            for part in (
                self.text,
                *("\n".join(_plain(card)) for card in self.cards),
                "\n".join(f"{link.label}: {link.url}" for link in self.links),
                "\n".join(file.name for file in self.files),
            )
            if part
        )


def _plain(card: Card) -> list[str]:
    lines = [card.title, card.note, *(f"{label}: {value}" for label, value in card.facts)]
    links = [f"{link.label}: {link.url}" for link in card.links if link.url.startswith("http")]  # tel: only taps
    return [line for line in lines if line] + links


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that a channel has taken: its own id for it, where it gives one."""

    message_id: str = ""


class Channel(Protocol):
    """A place where people talk. One file a channel; the contract suite in tests/channels runs over each."""

    name: str
    idempotent: bool
    """Whether it shows a message once, however often it is sent under the same key."""

    async def send(self, address: Address, reply: Reply, key: str) -> Sent:
        """Show `reply` at `address`. `key` is the same for every try of one message.

        Raises Retry or Never.
        """
        ...

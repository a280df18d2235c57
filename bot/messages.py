"""The words that every floor shares: who is spoken to, what came in, what goes out.

A channel must be able to show plain text; `plain` is what it shows of a reply where it can show nothing better, so
everything that matters is in it, and every choice can be typed as well as tapped.
"""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal


if TYPE_CHECKING:
    from datetime import datetime


Language = Literal["th", "en"]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person (or a group) can be reached: a channel's name and its own id for the chat there."""

    channel: str
    chat: str


Kind = Literal[
    "text", "tap", "sticker", "photo", "voice", "video", "file", "location", "contact",
    "edited", "unsent", "started", "blocked", "joined", "left", "moved",
]  # fmt: skip
"""What was done. The first nine are said by somebody. `edited`: the message `message_id` now reads `text`. `unsent`:
it was taken back. `started`: a private chat was opened or opened again (followed, /start, unblocked); `blocked`: it
was closed. `joined`, `left`: the bot is now in the group, is no more. `moved`: the chat's new id is `data`."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture or a file that came with a message: the channel's own `id`, by which it can be fetched.

    The rest is what is said of it, which nobody has looked at yet; `size` is in bytes, 0 where nobody has said.
    """

    id: str
    name: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map that somebody has sent, in degrees (WGS 84): chosen by hand, it need not be where they are."""

    latitude: float
    longitude: float
    title: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing that somebody did in a channel.

    `event_id` is the channel's own: the same id again is the same event, and is answered once. `text` is what was
    typed, or the words of the button that was tapped; `data` is then the button's own, and is not to be trusted.
    `at` is aware.

    `message_id` is the channel's own id of the message meant: the one said, changed or taken back, or, of a tap, the
    one that the button is on. `quoted` is that of the message which this one answers, where the channel says so.
    In a group, `sender` is who said it ("" where the channel does not tell), and `called` whether the bot was named.
    `reply_token` may be used for one answer until `reply_until` (real time, aware). `language` is what the person has
    set in their own app, "" where that is not known. `attached` comes with a photo or a file, `spot` with a location.
    """

    address: Address
    event_id: str
    text: str
    at: datetime
    data: str = ""
    kind: Kind = "text"
    message_id: str = ""
    quoted: str = ""
    group: bool = False
    sender: str = ""
    called: bool = False
    reply_token: str = ""
    reply_until: datetime | None = None
    language: str = ""
    attached: Attached | None = None
    spot: Spot | None = None


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
    """A file to keep, such as a calendar entry: `content` is its text, or with `base64` its bytes so written."""

    name: str
    media_type: str
    content: str
    base64: bool = False

    @property
    def data(self) -> bytes:
        """What is in it."""
        return b64decode(self.content) if self.base64 else self.content.encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: PNG or JPEG as base64. `alt` says what is on it, for whoever cannot see it."""

    alt: str
    media_type: str
    content: str


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go, in degrees (WGS 84). `link` opens it on a map where the channel shows no place itself."""

    title: str
    address: str
    latitude: float
    longitude: float
    link: Link


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
    """What is answered: the text, images, cards, places, links and files are shown in this order, the choices last.

    `replaces`: where it answers a tap, it takes the place of the message with the button, if the channel can do so; the
    answer to an edited message always takes that of the answer before.
    `about`, never drawn, are the ids of the questions for people whose words are in it: by them an answer to it is
    known, and its words are erased with theirs. `sealed`: what it says, or what it answers, is kept no longer than is
    needed, because it tells who has said what; see bot.conversation.
    """

    text: str
    cards: tuple[Card, ...] = ()
    choices: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()
    files: tuple[File, ...] = ()
    images: tuple[Image, ...] = ()
    places: tuple[Place, ...] = ()
    replaces: bool = False
    about: tuple[int, ...] = ()
    sealed: bool = False
    reading: Reading = field(default_factory=Reading)

    @property
    def plain(self) -> str:
        """The whole reply as text, a card a paragraph, without its buttons."""
        return "\n\n".join(
            part
            for part in (
                self.text,
                "\n".join(image.alt for image in self.images),
                *("\n".join(_plain(card)) for card in self.cards),
                *("\n".join(_place(place, self.text)) for place in self.places),
                "\n".join(f"{link.label}: {link.url}" for link in self.links),
                "\n".join(file.name for file in self.files),
            )
            if part
        )

    @property
    def taps(self) -> tuple[Choice, ...]:
        """Every choice in it, in the order by which `tap_data` counts them: those on the cards, then its own."""
        return (*(choice for card in self.cards for choice in card.choices), *self.choices)


SILENCE = Reply("")
"""The answer to what needs none: nothing is shown."""


def tap_data(key: str, number: int) -> str:
    """What a button carries where others can write buttons too: at most 40 ASCII characters that say nothing else.

    They name choice `number` (from 0, see `Reply.taps`) of the message that was sent under `key`.
    """
    return f"{key}:{number}"


def _plain(card: Card) -> list[str]:
    lines = [card.title, card.note, *(f"{label}: {value}" for label, value in card.facts)]
    links = [f"{link.label}: {link.url}" for link in card.links if link.url.startswith("http")]  # tel: only taps
    return [line for line in lines if line] + links


def _place(place: Place, said: str) -> list[str]:
    """What the text has said already is not said again."""
    words = [line for line in (place.title, place.address) if line and line not in said]
    return [*words, f"{place.link.label}: {place.link.url}"]

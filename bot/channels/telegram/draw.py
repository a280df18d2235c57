"""Drawing a reply: the calls by which Telegram shows it, each within its limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.channels.telegram.buttons import Button, keyboard, label, opens, room
from bot.channels.telegram.lines import Block, clean, messages
from bot.lengths import cut, utf16
from bot.messages import File, Image, Place, tap_data


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from telegram import InlineKeyboardMarkup

    from bot.lengths import Words
    from bot.messages import Card, Choice, Link, Reply


_CAPTION = 1024  # UTF-16 units
_NAME = 200  # UTF-16 units of a place's title and address, and of a file's name; their limits are nowhere written
_NOTHING = "…"


@dataclass(frozen=True, slots=True)
class Text:
    """Sent as HTML."""

    html: str


@dataclass(frozen=True, slots=True)
class Call:
    """One message, and the buttons under it."""

    content: Text | Image | Place | File
    keyboard: InlineKeyboardMarkup | None = None


def calls(reply: Reply, key: str, words: Words) -> list[Call]:
    """The messages that show `reply`, at least one; how many does not depend on `key`.

    The buttons are under the last text, where there is one, and otherwise under the last message.
    """
    buttons = list(_buttons(reply, key))
    fitting = room(buttons)
    opening = Block("", clean(reply.text))
    cards = [_card(card, number) for card, number in zip(reply.cards, _numbers(reply), strict=True)]
    rest = Block("", _lines([*_spelt(reply.links), *(button.line for button in buttons[fitting:])]))
    before, after = ([opening], [*cards, rest]) if reply.images else ([], [opening, *cards, rest])
    found = [
        *(Call(Text(html)) for html in messages(before, words)),
        *(Call(replace(image, alt=cut(clean(image.alt), _CAPTION, utf16))) for image in reply.images),
        *(Call(Text(html)) for html in messages(after, words)),
        *(Call(_named(place)) for place in reply.places),
        *(Call(_kept(file)) for file in reply.files),
    ] or [Call(Text(_NOTHING))]
    texts = [number for number, call in enumerate(found) if isinstance(call.content, Text)]
    under = texts[-1] if texts else -1
    found[under] = replace(found[under], keyboard=keyboard(buttons[:fitting]))
    return found


def _numbers(reply: Reply) -> list[str]:
    """What stands before each card's title and buttons: its number, where one must see which button is whose."""
    links = [link for card in reply.cards for link in card.links if opens(link.url)]
    several = len(reply.cards) > 1 and (bool(links) or any(card.choices for card in reply.cards))
    return [str(number) if several else "" for number in range(1, len(reply.cards) + 1)]


def _card(card: Card, number: str) -> Block:
    title = clean(f"{number}. {clean(card.title)}" if number else card.title)
    facts = [_joined(name, value) for name, value in card.facts]
    return Block(title, _lines([clean(card.note), *facts, *_spelt(card.links)]))


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(line for line in lines if line))  # a number to call is often a fact already


def _joined(name: str, value: str) -> str:
    return ": ".join(part for part in (clean(name), clean(value)) if part)


def _spelt(links: Iterable[Link]) -> list[str]:
    """The links that no button can open, to be read."""
    return [_line(link) for link in links if not opens(link.url)]


def _line(link: Link) -> str:
    return _joined(link.label, link.url.removeprefix("tel:").removeprefix("mailto:"))


def _buttons(reply: Reply, key: str) -> Iterator[Button]:
    """Those of each card, then the reply's own; the choices counted as in `Reply.taps`."""
    parts: list[tuple[str, Card | Reply]] = [*zip(_numbers(reply), reply.cards, strict=True), ("", reply)]
    taps = 0
    for card, part in parts:
        for link in part.links:
            if opens(link.url):
                yield Button(label(link.label, link.url, card), card, _line(link), url=link.url)
        for choice in part.choices:
            yield Button(label(choice.label, choice.says, card), card, _says(choice), data=tap_data(key, taps))
            taps += 1


def _says(choice: Choice) -> str:
    """What can be typed in the button's place."""
    return clean(choice.says) or clean(choice.label)


def _named(place: Place) -> Place:
    title = clean(place.title) or clean(place.address) or _NOTHING
    address = clean(place.address) or title
    return replace(place, title=cut(title, _NAME, utf16), address=cut(address, _NAME, utf16))


def _kept(file: File) -> File:
    name = " ".join(clean(file.name).split()) or _NOTHING
    return replace(file, name=cut(name, _NAME, utf16), content=file.content or "\n")  # an empty one is refused

"""Somebody in Telegram: what their app shows of messages and keyboards, and what it brings to the bot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.messages import Address, Reply
from storage import outbox
from tests.dialogs.over.place import Button, File, Seen, on_map, pressed, unsaid


if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.dialogs.over.house import House

    Json = dict[str, Any]


_NUMBERED = re.compile(r"(\d+)(?:\.| ·) (.*)", re.DOTALL)


@dataclass(frozen=True)
class On(Button):
    """A button on the message with this id."""

    message: int = 0


class Telegram:
    """In private, where nobody can write before they press Start, or in a `group`.

    What the bot changes in place counts as new.
    """

    known = False

    def __init__(self, house: House, group: int | None = None) -> None:
        self.house, self.telegram, self.group = house, house.telegram, group
        self.me = house.telegram.person("สมหญิง")
        self._begun = group is not None
        self._before = self.shown()
        self._shown: list[Json] = []
        self._buttons: list[list[Button]] = []

    def opens(self) -> Seen:
        self._begun = True
        self.telegram.start(self.me)
        return self.looks()

    def says(self, text: str, *, mention: bool = False, reply_to: int | None = None) -> Seen:
        if not self._begun:
            self.opens()
        self.telegram.say(self.me, text, self.group, reply_to, mention=mention)
        return self.looks()

    def taps(self, label: str, number: int = 1) -> Seen:
        button = pressed(self._buttons, label, number)
        assert isinstance(button, On)
        self.telegram.tap(self.me, button.message, button.data, self.group)
        return self.looks()

    def got(self) -> list[File]:
        return [File(each["document"], each["content"].decode()) for each in self._shown if "document" in each]

    def shown(self) -> list[Json]:
        """What the bot has said here, as it reads now."""
        return [message for message in self.telegram.shown(self.group or self.me) if message["bot"]]

    def looks(self) -> Seen:
        """What has come since."""
        self.house.settled()
        shown = self.shown()
        new = [message for message in shown if message not in self._before]
        self._before = shown
        if new:
            self._shown = new
            self._buttons.append([button for message in new for button in _taps(message)])
        buttons = [button.label for button in self._buttons[-1]] if new else []
        words: list[str] = []
        for each in new:
            words += _spot(each["venue"], words) if "venue" in each else seen(each)
        return Seen("\n\n".join(words), tuple(buttons))


def seen(message: Json) -> list[str]:
    """The words of one message by paragraphs; a card's links are buttons here, and go back to it."""
    if "document" in message:
        return [message["document"]]
    titles = [_at(message["text"], mark) for mark in message["entities"] if mark["type"] == "bold"]
    paragraphs = [block.split("\n") for block in message["text"].split("\n\n")]
    cards = [block for block in paragraphs if block[0] in titles]
    for button in (button for button in _keyboard(message) if "url" in button):
        number = _NUMBERED.fullmatch(button["text"])
        link = f"{number[2] if number else button['text']}: {button['url']}"
        if cards:
            cards[int(number[1]) - 1 if number else -1].append(link)
        else:
            paragraphs.append([link])
    if len(cards) > 1:
        for card in cards:
            card[0] = _unnumbered(card[0])
    return ["\n".join(block) for block in paragraphs]


def _spot(venue: Json, before: list[str]) -> list[str]:
    at = venue["location"]
    place = on_map(venue["title"], venue["address"], at["latitude"], at["longitude"])
    return [unsaid(place, "\n".join(before))]


def _taps(message: Json) -> list[On]:
    return [
        On(_unnumbered(button["text"]), button["callback_data"], message=message["message_id"])
        for button in _keyboard(message)
        if "callback_data" in button
    ]


def _keyboard(message: Json) -> list[Json]:
    return [button for row in (message["reply_markup"] or {}).get("inline_keyboard", []) for button in row]


def _unnumbered(words: str) -> str:
    """Without the number of the card that it belongs to."""
    return _NUMBERED.sub(r"\2", words, count=1) if _NUMBERED.fullmatch(words) else words


def _at(text: str, mark: Json) -> str:
    units = text.encode("utf-16-le")
    return units[2 * mark["offset"] : 2 * (mark["offset"] + mark["length"])].decode("utf-16-le")


def held(at: House, *events: Callable[[], object]) -> list[Json]:
    """What would be brought of these events, each something to do, and is not."""
    at.telegram.hook, hook = None, at.telegram.hook
    for does in events:
        does()
    updates = at.telegram.courier.poll(0, 100, None)
    at.telegram.courier.drop()
    at.telegram.hook = hook
    return updates


def tell(at: House, chat: int | str, words: str) -> None:
    """Say it unasked."""
    with at.database.write() as store:
        outbox.put(store, Address("telegram", str(chat)), [Reply(words)])

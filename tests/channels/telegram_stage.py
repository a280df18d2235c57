"""Telegram: the real channel, a fake of the Bot API, and what a person's app shows of what that was given."""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.channels.telegram import TelegramChannel
from bot.messages import Address, Choice, Reply
from bot.port import Outbound
from bot.thai.text import words
from tests.fakes.telegram import SECRET, FakeTelegram


if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from bot.messages import Inbound


class Phone:
    """One person's phone; other chats' names are Telegram's own ids."""

    def __init__(self, telegram: FakeTelegram, patience: float = 10.0) -> None:
        self.telegram = telegram
        self.me = telegram.person("สมหญิง")
        telegram.start(self.me)
        telegram.courier.drop()
        self.channel = TelegramChannel(telegram.token, SECRET, telegram.url, words, patience=patience)
        self._loop = asyncio.new_event_loop()
        self.run(self.channel.open())

    def close(self) -> None:
        self.run(self.channel.close())
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """On the one loop that the channel's connections are bound to; what hangs fails."""
        return self._loop.run_until_complete(asyncio.wait_for(work, 60))

    def outbound(self, reply: Reply, key: str = "1", part: int = 0, chat: str = "me", replaces: str = "") -> Outbound:
        address = Address("telegram", str(self.me) if chat == "me" else chat)
        return Outbound(address, reply, key, part, replaces=replaces)

    def send(self, reply: Reply, key: str, chat: str = "me") -> None:
        for part in range(self.channel.parts(reply)):
            self.run(self.channel.send(self.outbound(reply, key, part, chat)))

    def send_in(self, group: int, text: str) -> None:
        self.send(Reply(text), "1", str(group))

    def shown(self) -> str:
        return "\n".join(line for message in self.messages() for line in seen(message))

    def messages(self) -> list[dict[str, Any]]:
        """What the bot has said that is still to be seen."""
        return [message for message in self.telegram.shown(self.me) if message["bot"]]

    def typed(self, words: str) -> Choice:
        self.telegram.say(self.me, words)
        (event,) = self.brought()
        return Choice("", event.text, event.data)

    def brought(self) -> list[Inbound]:
        """What the channel reads of everything that happened since, each as a webhook's body."""
        updates = self.telegram.courier.poll(0, 100, None)
        self.telegram.courier.drop()
        return [event for update in updates for event in self.reads(json.dumps(update).encode())]

    def reads(self, body: bytes) -> list[Inbound]:
        return self.channel.read(body, {"x-telegram-bot-api-secret-token": SECRET}, RECEIVED)


RECEIVED = datetime(2026, 11, 21, 9, tzinfo=UTC)


def seen(message: dict[str, Any]) -> Iterator[str]:
    """The lines that a person can read of one message, its buttons last."""
    yield message["text"]
    if place := message.get("venue"):
        yield from (place["title"], place["address"])
    if name := message.get("document"):
        yield name
    for button in (button for row in (message["reply_markup"] or {}).get("inline_keyboard", []) for button in row):
        yield f"{button['text']}: {button['url']}" if "url" in button else button["text"]


@contextmanager
def stage() -> Iterator[Phone]:
    with phone() as made:
        yield made


@contextmanager
def phone(patience: float = 10.0) -> Iterator[Phone]:
    """A phone whose bot waits `patience` seconds for an answer."""
    with FakeTelegram() as telegram:
        made = Phone(telegram, patience)
        yield made
        made.close()

"""Telegram as a channel: the port of `bot.port.Platform`."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections import OrderedDict
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from telegram.constants import ChatAction

from bot.channels.telegram import poll
from bot.channels.telegram.client import Client, answered
from bot.channels.telegram.commands import set_profiles, set_webhook
from bot.channels.telegram.draw import calls
from bot.channels.telegram.read import NAME, Me, inbound
from bot.channels.telegram.send import Uploads, replaced, sent
from bot.errors import Forged, Never, Undelivered
from bot.messages import Address
from bot.port import Media, Pace, Sent


if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping, Sequence
    from typing import Any

    from bot.channels.telegram.commands import Profile, Step
    from bot.lengths import Words
    from bot.messages import Inbound, Reply
    from bot.port import Outbound


log = logging.getLogger(__name__)

_SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of a header
_REMEMBERED = 1000  # taps that may still be shown as heard


class TelegramChannel:
    """A bot in Telegram.

    `url` is the Bot API's; `secret` (1-256 of A-Z a-z 0-9 _ -) comes with every webhook; `words` cuts a text into its
    words, by which long ones are split. `patience` is how many seconds an answer is waited for, and how long it takes
    until what nobody else repeats (asking for updates, for the bot's own name) is tried again.
    """

    name = NAME
    idempotent = False
    pace = Pace(overall=30, chat=1, group=20)
    most = 1

    def __init__(self, token: str, secret: str, url: str, words: Words, *, patience: float = 10.0) -> None:
        self._client = Client(token, url, patience)
        self._secret = secret.encode()
        self._words = words
        self._patience = patience
        number = token.partition(":")[0]
        self._me = Me(int(number) if number.isdecimal() else 0, "")
        self._naming: asyncio.Task[None] | None = None
        self._queries: OrderedDict[str, str] = OrderedDict()
        self._uploads = Uploads()

    def read(self, body: bytes, headers: Mapping[str, str], received: datetime) -> list[Inbound]:
        given = headers.get(_SECRET, "").encode("utf-8", "replace")
        if not self._secret or not hmac.compare_digest(given, self._secret):
            raise Forged(self.name)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return []
        return self._read([update], received)

    async def open(self) -> None:
        """Asks Telegram for the bot's own name, by which groups call it, until it is told."""
        if not await self._named():
            self._naming = asyncio.create_task(self._keep_asking())

    async def close(self) -> None:
        if self._naming:
            self._naming.cancel()
        await self._client.close()

    async def send(self, message: Outbound) -> Sent:
        call = calls(message.reply, message.key, self._words)[message.part]
        bot, chat = self._client.bot, message.address.chat
        if message.replaces and not message.part and await replaced(bot, chat, message.replaces, call):
            return Sent(message.replaces)
        return Sent(await sent(bot, chat, call, self._uploads))

    async def send_many(self, chats: Sequence[str], message: Outbound) -> Sent:
        """To the one chat that there may be."""
        (chat,) = chats
        return await self.send(replace(message, address=Address(self.name, chat)))

    async def heard(self, event: Inbound) -> None:
        bot, query = self._client.bot, self._queries.pop(event.event_id, None)
        try:
            if query:
                await answered(bot.answer_callback_query(query))
            elif not event.group and event.kind not in ("tap", "edited", "blocked"):
                await answered(bot.send_chat_action(event.address.chat, ChatAction.TYPING))
        except (Undelivered, OSError) as error:
            log.info("not shown as heard: %s", type(error).__name__)  # it may be too old, or nobody there: no matter

    async def fetch(self, event: Inbound) -> Media:
        if event.attached is None:
            raise Never("nothing is attached")
        return Media(await self._client.content(event.attached.id), "", event.attached.name)

    def parts(self, reply: Reply) -> int:
        return len(calls(reply, "", self._words))

    def is_group(self, chat: str) -> bool:
        return chat.startswith("-")

    def fits(self, parts: Sequence[tuple[Reply, int]]) -> int:  # noqa: ARG002 - there are no reply tokens
        return 1

    async def poll(self) -> AsyncGenerator[list[Inbound], None]:
        """What comes, batch by batch, where Telegram brings nothing; oldest first, and for ever.

        Telegram forgets a batch when the next is asked for: whoever stores it before that loses nothing.
        """
        async for updates in poll.updates(self._client, self._patience):
            if events := self._read(updates, datetime.now(UTC)):
                yield events

    async def setup(self, hook: str, profiles: Mapping[str, Profile]) -> list[Step]:
        """Set up the bot at Telegram: its webhook at `hook` (https; "" leaves it), and `profiles` by language.

        What is right already is left as it is. Raises as `send` does; the reason of Never says what is not taken.
        """
        bot = self._client.bot
        return [
            *([await set_webhook(bot, hook, self._secret.decode())] if hook else ()),
            *await set_profiles(bot, profiles),
        ]

    def _read(self, updates: Sequence[Any], received: datetime) -> list[Inbound]:
        found = [(update, event) for update in updates if (event := inbound(update, self._me, received))]
        for update, event in found:
            if event.kind == "tap":
                self._queries[event.event_id] = str(update["callback_query"]["id"])
                if len(self._queries) > _REMEMBERED:
                    self._queries.popitem(last=False)
        return [event for _, event in found]

    async def _named(self) -> bool:
        try:
            me = await answered(self._client.bot.get_me())
        except (Undelivered, OSError) as error:
            log.warning("Telegram does not answer who the bot is: %s", error)  # our own words: see `answered`
            return False
        self._me = Me(me.id, me.username or "")
        return True

    async def _keep_asking(self) -> None:
        while not await self._named():  # noqa: ASYNC110 - nobody here knows when Telegram is back
            await asyncio.sleep(self._patience)

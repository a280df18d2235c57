"""LINE as a channel: what it brings, and what is sent to it once."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from aiohttp import ClientError
from linebot.v3.messaging import ApiException

from bot.channels.line.client import SECONDS, Line, ask
from bot.channels.line.draw import Drawing
from bot.channels.line.read import read
from bot.errors import Never
from bot.port import Media, Pace, Sent


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.channels.line.client import Answer
    from bot.lengths import Words
    from bot.messages import Inbound, Reply
    from bot.port import Outbound

    Json = dict[str, Any]


log = logging.getLogger(__name__)

_TAKEN_BEFORE = 409  # the retry key is known
_UNANSWERED = ("edited", "unsent", "blocked", "joined", "left")
_LOADING_SECONDS = 20  # a multiple of five; the answer ends it


class LineChannel:
    """Its `url` is LINE's API, or what stands in for it; each call there gets `seconds`.

    `files_url` as in `bot.channels.line.draw.Drawing`; `words` splits a text where it is too long for a message.
    A push shows one key once: LINE knows the retry key for 24 hours. A reply by token has no key, but the token
    itself is taken once.
    """

    name = "line"
    idempotent = True
    pace = Pace(overall=500, chat=10, group=600)  # LINE takes 2,000 calls a second, and has no limit for a chat
    most = 500

    def __init__(
        self, secret: str, access_token: str, url: str, files_url: str, words: Words, seconds: float = SECONDS
    ) -> None:
        self._secret = secret
        self._line_of = partial(Line, access_token, url, seconds)
        self._drawing = Drawing(files_url, words)
        self._line: Line | None = None

    async def open(self) -> None:
        self._line = self._line_of()

    async def close(self) -> None:
        if self._line:
            await self._line.close()
        self._line = None

    def read(self, body: bytes, headers: Mapping[str, str], received: datetime) -> list[Inbound]:
        return read(self._secret, body, headers, received)

    def is_group(self, chat: str) -> bool:
        return chat.startswith(("C", "R"))

    def parts(self, reply: Reply) -> int:
        return max(1, len(self._drawing.calls(reply, str(UUID(int=0)))))

    async def send(self, message: Outbound) -> Sent:
        """Only the first part can go by the reply token; each later one is a push by a key of its own."""
        objects = self._objects(message)
        if not objects:
            return Sent()
        line = self._opened
        if message.token and message.part == 0:
            reply = {"replyToken": message.token, "messages": objects}
            return _sent(await ask(line.post("/v2/bot/message/reply", reply)))
        push = {"to": message.address.chat, "messages": objects}
        return _sent(await ask(line.post("/v2/bot/message/push", push, _key(message)), but=(_TAKEN_BEFORE,)))

    async def send_many(self, chats: Sequence[str], message: Outbound) -> Sent:
        objects = self._objects(message)
        if objects:
            line = self._opened
            many = {"to": list(dict.fromkeys(chats)), "messages": objects}
            await ask(line.post("/v2/bot/message/multicast", many, _key(message)), but=(_TAKEN_BEFORE,))
        return Sent()

    def _objects(self, message: Outbound) -> list[Json]:
        """The part as LINE's message objects; empty where nothing of it can be seen."""
        calls = self._drawing.calls(message.reply, message.key)
        return calls[message.part] if message.part < len(calls) else []

    async def heard(self, event: Inbound) -> None:
        """Dots that move until the answer comes; LINE has them in private chats alone."""
        if event.group or event.kind in _UNANSWERED:
            return
        line = self._opened
        dots = {"chatId": event.address.chat, "loadingSeconds": _LOADING_SECONDS}
        try:
            await line.post("/v2/bot/chat/loading/start", dots)
        except (ApiException, ClientError, TimeoutError) as error:
            log.info("no loading animation: %s", type(error).__name__)

    async def fetch(self, event: Inbound) -> Media:
        if event.attached is None:
            raise Never("nothing is attached")
        content, media_type = await self._opened.content(event.attached.id)
        return Media(content, media_type, event.attached.name)

    async def quota(self) -> tuple[int | None, int]:
        """The month's paid messages, None where they have no limit; and how many are used. Raises as `send` does."""
        line = self._opened
        limit = await ask(line.api.get_message_quota_with_http_info(**line.within))
        used = await ask(line.api.get_message_quota_consumption_with_http_info(**line.within))
        return (limit.data["value"] if limit.data.get("type") == "limited" else None), used.data["totalUsage"]

    @property
    def _opened(self) -> Line:
        if self._line is None:
            raise RuntimeError("the channel is not open")
        return self._line


def _key(message: Outbound) -> str:
    """LINE takes a retry key once, so each part has its own, the same at every try."""
    return message.key if message.part == 0 else str(uuid5(UUID(message.key), str(message.part)))


def _sent(answer: Answer) -> Sent:
    """With LINE's id of the first message object, which has the text."""
    sent = answer.data.get("sentMessages")
    first = sent[0] if isinstance(sent, list) and sent else None
    return Sent(str(first.get("id", "")) if isinstance(first, dict) else "")

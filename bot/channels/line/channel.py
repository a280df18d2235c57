"""LINE as a channel: what it brings, and what is sent to it once."""

from __future__ import annotations

import logging
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from aiohttp import ClientError
from linebot.v3.messaging import ApiException

from bot.channels.line.client import SECONDS, Line, ask
from bot.channels.line.draw import IN_A_CALL, Drawing, together
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
_NO_KEY = str(UUID(int=0))  # as long as any
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
        return max(1, len(self._drawing.calls(reply, _NO_KEY)))

    async def send(self, message: Outbound) -> Sent:
        """By the reply token, with all that goes along; without one each part is a push by a key of its own."""
        drawn = [self._objects(each) for each in (message, *message.along)]
        if not any(drawn):
            return Sent()
        line, objects = self._opened, together(drawn)
        if message.token:
            reply = {"replyToken": message.token, "messages": objects}
            return _sent(await ask(line.post("/v2/bot/message/reply", reply)), drawn)
        push = {"to": message.address.chat, "messages": objects}
        return _sent(await ask(line.post("/v2/bot/message/push", push, _key(message)), but=(_TAKEN_BEFORE,)), drawn)

    async def send_many(self, chats: Sequence[str], message: Outbound) -> Sent:
        objects = self._objects(message)
        if objects:
            line = self._opened
            many = {"to": list(dict.fromkeys(chats)), "messages": objects}
            await ask(line.post("/v2/bot/message/multicast", many, _key(message)), but=(_TAKEN_BEFORE,))
        return Sent()

    def _objects(self, message: Outbound) -> list[Json]:
        return self._drawing.part(message.reply, message.key, message.part)

    def fits(self, parts: Sequence[tuple[Reply, int]]) -> int:
        """By LINE's number of message objects in a call."""
        room = IN_A_CALL
        for number, (reply, part) in enumerate(parts):
            room -= len(self._drawing.part(reply, _NO_KEY, part))
            if room < 0:
                return max(1, number)
        return len(parts)

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


def _sent(answer: Answer, drawn: Sequence[Sequence[Json]]) -> Sent:
    """With LINE's id of the first message object of each message that was `drawn`, which has the text."""
    sent = answer.data.get("sentMessages")
    told = [one if isinstance(one, dict) else {} for one in sent] if isinstance(sent, list) else []
    firsts = accumulate((len(objects) for objects in drawn[:-1]), initial=0)
    ids = [
        str(told[at].get("id", "")) if objects and at < len(told) else ""
        for at, objects in zip(firsts, drawn, strict=True)
    ]
    return Sent(ids[0], tuple(ids[1:]))

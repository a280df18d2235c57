"""Calling Telegram: the client, and what its errors mean to us."""

from __future__ import annotations

import json
import logging
import os
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from bot.errors import Gone, Halt, Locked, Moved, Never, Retry
from bot.port import LARGEST


if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence
    from typing import TypeVar

    Answer = TypeVar("Answer")


_CONNECT_SECONDS = 5.0
_AT_ONCE = 100  # connections
_PIECE = 65_536  # bytes
_TOKEN_REFUSED, _FLOOD = 300.0, 30.0  # seconds to rest; the second only where Telegram does not say how long
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_GONE = (
    ("blocked by the user", "blocked"),
    ("user is deactivated", "deactivated"),
    ("kicked", "removed"),
    ("not a member", "removed"),
    ("group chat was deleted", "removed"),
    ("chat not found", "unknown"),
    ("peer_id_invalid", "unknown"),
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the kit's own switch: without it, each RetryAfter warns
for _kit in ("httpx", "telegram"):
    logging.getLogger(_kit).setLevel(logging.WARNING)  # below, they write the token and what people said


class _Requests(HTTPXRequest):
    """The kit's own client, but for its log: that would hold an answer that it cannot read."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or not {"result", "description"} & set(answer):
            raise TelegramError("an answer that cannot be read")
        return answer

    async def download(self, url: str) -> bytes:
        """What is there, if it is no more than `LARGEST` bytes: the kit would read it whole, however much it is.

        Raises Retry or Never.
        """
        content = bytearray()
        try:
            async with self._client.stream("GET", url) as found:
                if found.is_client_error:
                    raise Never(str(found.status_code))
                if not found.is_success:
                    raise Retry(str(found.status_code))
                async for part in found.aiter_raw(_PIECE):
                    content += part
                    if len(content) > LARGEST:
                        raise Never("too large")
        except httpx.HTTPError:
            raise Retry("no answer") from None  # its text has the address, which has the token
        return bytes(content)


class Client:
    """`bot` makes the calls and waits `patience` seconds for an answer; `updates` asks what there is."""

    def __init__(self, token: str, url: str, patience: float) -> None:
        self._calls = _requests(_AT_ONCE, patience)
        self._wait = round(3 * patience)  # seconds; Telegram lets nobody wait longer than 50
        self._updates = _requests(1, patience + self._wait)
        self.bot = Bot(token, f"{url}/bot", f"{url}/file/bot", request=self._calls, get_updates_request=self._updates)

    async def updates(self, offset: int, kinds: Sequence[str]) -> list[dict[str, Any]]:
        """The updates from `offset` on, none where none comes for a while. Raises as `answered` does.

        As they come, not parsed: the kit would lose all of them for one that it cannot parse.
        """
        asked = urlencode({"offset": offset, "timeout": self._wait, "allowed_updates": json.dumps(kinds)})
        body = await answered(self._updates.retrieve(f"{self.bot.base_url}/getUpdates?{asked}"))
        try:
            return [update for update in json.loads(body)["result"] if isinstance(update["update_id"], int)]
        except (ValueError, TypeError, KeyError):
            raise ConnectionError("no answer") from None

    async def content(self, file_id: str) -> bytes:
        """The file with this id. Raises Retry, an Undelivered of all files, or Never."""
        try:
            found = await answered(self.bot.get_file(file_id))
        except OSError:
            raise Retry("no answer") from None  # asking twice does nothing twice
        if not found.file_path or (found.file_size or 0) > LARGEST:
            raise Never("too large" if found.file_path else "gone")
        return await self._calls.download(found.file_path)

    async def close(self) -> None:
        await self._calls.shutdown()
        await self._updates.shutdown()


def _requests(size: int, patience: float) -> _Requests:
    return _Requests(
        connection_pool_size=size,
        connect_timeout=_CONNECT_SECONDS,
        pool_timeout=patience,
        read_timeout=patience,
        write_timeout=patience,
        media_write_timeout=patience,
    )


async def answered(call: Awaitable[Answer]) -> Answer:
    """What Telegram answers to `call`.

    Raises an Undelivered where it certainly did nothing, and an OSError where nobody knows. None of them holds the
    token, or words of a person.
    """
    try:
        return await call
    except TelegramError as error:
        raise meant(error) from None


def meant(error: TelegramError) -> Exception:
    """The error by which the rest of the house knows `error`: by its status, and by its text where that says more."""
    found: Exception
    match error:
        case RetryAfter():
            found = Halt("too many requests", after=_seconds(error))
        case ChatMigrated():
            found = Moved(str(error.new_chat_id))
        case InvalidToken():
            found = Locked("unauthorized", after=_TOKEN_REFUSED)
        case Forbidden():
            found = Gone(_absence(error) or "refused")
        case BadRequest():
            found = Gone(_absence(error)) if _absence(error) else Never(_described(error))
        case Conflict():
            found = Retry("conflict")
        case TelegramError(__cause__=cause) if isinstance(cause, _NOT_SENT):
            found = Retry("not connected")
        case TelegramError(message=said) if said.startswith("Too Many Requests"):
            found = Halt("too many requests", after=_FLOOD)
        case TimedOut():
            found = TimeoutError("no answer")
        case _:
            found = ConnectionError("no answer")
    return found


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()


def _absence(error: TelegramError) -> str:
    return next((reason for words, reason in _GONE if words in error.message.lower()), "")


def _described(error: TelegramError) -> str:
    """Telegram's words up to what they quote, which may be a person's."""
    return _QUOTED.sub("…", error.message).partition(":")[0]

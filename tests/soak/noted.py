"""The platforms, which note when whom they showed which words."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.fakes.line import FakeLine
from tests.fakes.telegram import FakeTelegram


if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.fakes.telegram_call import Call


class Shown(NamedTuple):
    """`at` is monotonic."""

    at: float
    channel: str
    chat: str
    text: str


class NotedLine(FakeLine):
    def __init__(self) -> None:
        super().__init__()
        self.noted: list[Shown] = []

    def show(self, chat: str, messages: Iterable[dict[str, Any]], *, seen: bool = True) -> list[dict[str, str]]:
        said = list(messages)
        if seen:
            self.noted += [Shown(time.monotonic(), "line", chat, each.get("text", "")) for each in said]
        return super().show(chat, said, seen=seen)


class NotedTelegram(FakeTelegram):
    def __init__(self) -> None:
        super().__init__()
        self.noted: list[Shown] = []

    async def perform(self, call: Call) -> Any:
        result = await super().perform(call)
        if isinstance(result, dict) and "chat" in result:
            text = result.get("text") or result.get("caption") or ""
            self.noted.append(Shown(time.monotonic(), "telegram", str(result["chat"]["id"]), text))
        return result

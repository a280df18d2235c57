"""LINE: the real channel, a fake of LINE's API, and what a person's app draws of what that was given."""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from bot.channels.line import LineChannel
from bot.messages import Address, Choice, Reply
from bot.port import Outbound
from bot.thai.text import words
from tests.fakes import line_events
from tests.fakes.line import FakeLine
from tests.fakes.line_hook import signed


if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from bot.messages import Inbound

    Json = dict[str, Any]


FILES = "https://example.org/files"


class Phone:
    """One person's phone; other chats' names are LINE's own ids."""

    def __init__(self, line: FakeLine, **more: float) -> None:
        self.line = line
        self.me = line.friend("สมหญิง")
        self.channel = LineChannel(line.secret, line.token, line.url, FILES, words, **more)
        self._loop = asyncio.new_event_loop()
        self.run(self.channel.open())

    def close(self) -> None:
        self.run(self.channel.close())
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """On the one loop that the channel's connections are bound to."""
        return self._loop.run_until_complete(work)

    def outbound(self, reply: Reply, key: str, part: int = 0, token: str = "", chat: str = "me") -> Outbound:
        address = Address("line", self.me if chat == "me" else chat)
        return Outbound(address, reply, str(uuid5(NAMESPACE_URL, key)), part, token)

    def send(self, reply: Reply, key: str, chat: str = "me") -> None:
        for part in range(self.channel.parts(reply)):
            self.run(self.channel.send(self.outbound(reply, key, part, chat=chat)))

    def shown(self) -> str:
        return "\n".join(line for drawn in self.line.shown(self.me) for line in seen(drawn))

    def typed(self, words: str) -> Choice:
        said = line_events.text("1", words)
        (event,) = self.reads(line_events.event("message", 0, line_events.source(self.me), message=said))
        return Choice("", event.text, event.data)

    def reads(self, *events: Json) -> list[Inbound]:
        """What the channel reads of a webhook with these events."""
        body = json.dumps({"destination": self.line.bot, "events": events}).encode()
        return self.channel.read(body, {"x-line-signature": signed(self.line.secret, body)}, datetime.now(UTC))


def seen(drawn: Json) -> Iterator[str]:
    """The lines that a person can read of one message object, its quick replies last."""
    yield from (drawn[name] for name in ("text", "title", "address") if name in drawn)
    if drawn["type"] == "flex":
        yield from _seen_in(drawn["contents"])
    yield from (_button(item["action"]) for item in drawn.get("quickReply", {}).get("items", []))


def _seen_in(part: Json) -> Iterator[str]:
    if part["type"] in ("bubble", "carousel"):
        for block in (
            *(part[name] for name in ("header", "body", "footer") if name in part),
            *part.get("contents", []),
        ):
            yield from _seen_in(block)
    elif part["type"] == "box":
        lines = [line for inner in part["contents"] for line in _seen_in(inner)]
        yield from [": ".join(lines)] if _is_fact(part) else lines
    else:
        yield _button(part["action"]) if part["type"] == "button" else part["text"]


def _is_fact(box: Json) -> bool:
    """Two texts, the second the larger: a fact's name over the fact."""
    return [(inner["type"], inner.get("size")) for inner in box["contents"]] == [("text", "md"), ("text", "lg")]


def _button(action: Json) -> str:
    return f"{action['label']}: {action['uri']}" if action["type"] == "uri" else str(action["label"])


@contextmanager
def stage(**more: float) -> Iterator[Phone]:
    """`more` as LineChannel takes it."""
    with FakeLine() as line:
        phone = Phone(line, **more)
        yield phone
        phone.close()

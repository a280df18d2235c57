"""LINE as a load: events brought at a pace or as fast as they are answered, and when each answer arrived.

The strict fake (tests/fakes) would be slower than what is measured. This one believes everything it is told.
"""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import time
from abc import ABC, abstractmethod
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from tests.fakes import line_events
from tests.fakes.line_hook import signed
from tests.soak.crowd import QUESTIONS


if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence


SECRET, TOKEN = "benchmark-secret", "benchmark-token"
_PEOPLE = 300
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_TAKEN = b'{"sentMessages":[{"id":"600000000000000001"}]}'
_QUOTA = (b'{"type":"limited","value":1000000}', b'{"totalUsage":0}')  # how much, and how much of it is used
_IDLE = 2  # seconds after which a connection is not used again: servers close it after 5
_PATIENCE = 60  # seconds until the last answer of a round must have come


@dataclass(frozen=True)
class Event:
    """`request` is the whole HTTP request that brings it."""

    token: str
    request: bytes


@dataclass(frozen=True)
class Times:
    """Seconds from when each event was brought: until it was acknowledged, until its answer arrived. In order."""

    acknowledged: Sequence[float]
    answered: Sequence[float]
    took: float

    @property
    def rate(self) -> float:
        """Events a second, from the first that was brought to the last answer."""
        return len(self.answered) / self.took


def percentile(seconds: Sequence[float], share: int) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[share - 1]


class _Wire(asyncio.Protocol, ABC):
    """A connection over which whole HTTP messages come."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while True:
            head, ended, rest = self._read.partition(b"\r\n\r\n")
            found = _LENGTH.search(head)
            length = int(found[1]) if found else 0
            if not ended or len(rest) < length:
                return
            self._read = rest[length:]
            self.came(head, rest[:length])

    @abstractmethod
    def came(self, head: bytes, body: bytes) -> None:
        """A whole message has come."""


class _Api(_Wire):
    """A connection of the bot's to LINE."""

    def __init__(self, arrived: dict[str, asyncio.Future[float]]) -> None:
        super().__init__()
        self._arrived = arrived

    def came(self, head: bytes, body: bytes) -> None:
        waits = self._arrived.get(json.loads(body).get("replyToken", "")) if body else None
        if waits and not waits.done():
            waits.set_result(time.perf_counter())
        answer = _TAKEN if body else _QUOTA[b"consumption" in head.partition(b"\r\n")[0]]
        head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(answer)
        self.transport.write(head + answer)


class _Bringing(_Wire):
    """A connection of LINE's to the bot, for one event after another."""

    answer: asyncio.Future[float]

    def came(self, head: bytes, body: bytes) -> None:  # noqa: ARG002 - the body says nothing
        if head.startswith(b"HTTP/1.1 200 "):
            self.answer.set_result(time.perf_counter())
        else:
            self.answer.set_exception(RuntimeError(head.partition(b"\r\n")[0].decode()))

    def connection_lost(self, error: Exception | None) -> None:
        if hasattr(self, "answer") and not self.answer.done():
            self.answer.set_exception(error or ConnectionResetError())


class Line:
    """`url` is where its API is. One bot at a time is brought events."""

    def __init__(self) -> None:
        self.url = ""
        self._arrived: dict[str, asyncio.Future[float]] = {}
        self._free: dict[str, list[_Bringing]] = {}
        self._number = count(1)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Self]:
        server = await asyncio.get_running_loop().create_server(lambda: _Api(self._arrived), "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield self
        for free in self._free.values():
            for wire in free:
                wire.transport.close()
        server.close()

    async def paced(self, hook: str, events: int, a_second: float) -> Times:
        """Bring so many events evenly, whatever becomes of them."""
        prepared = self._events(hook, events)
        begun = time.perf_counter()
        tasks = []
        for number, event in enumerate(prepared):
            await asyncio.sleep(begun + number / a_second - time.perf_counter())
            tasks.append(asyncio.create_task(self._bring(hook, event)))
        return _times(await asyncio.gather(*tasks), begun)

    async def crowded(self, hook: str, events: int, at_once: int) -> Times:
        """Bring so many events, always `at_once` of them unanswered."""
        waiting = iter(self._events(hook, events))
        begun = time.perf_counter()

        async def one_after_another() -> list[tuple[float, float]]:
            return [await self._bring(hook, event) for event in waiting]

        ended = await asyncio.gather(*(one_after_another() for _ in range(at_once)))
        return _times([times for each in ended for times in each], begun)

    def _events(self, hook: str, events: int) -> list[Event]:
        """People ask in turn, each one thing; to be brought soon, for a reply token is young for a minute."""
        return [self._event(urlsplit(hook).netloc, next(self._number)) for _ in range(events)]

    def _event(self, host: str, number: int) -> Event:
        said = line_events.text(str(number), QUESTIONS[number % len(QUESTIONS)])
        event = line_events.event("message", time.time(), line_events.source(f"U{number % _PEOPLE:032x}"), message=said)
        body = json.dumps({"destination": f"U{0:032x}", "events": [event]}, ensure_ascii=False).encode()
        head = (
            f"POST /hooks/line HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json; charset=utf-8\r\n"
            f"x-line-signature: {signed(SECRET, body)}\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        return Event(event["replyToken"], head.encode() + body)

    async def _bring(self, hook: str, event: Event) -> tuple[float, float]:
        loop = asyncio.get_running_loop()
        arrived = self._arrived[event.token] = loop.create_future()
        wire = await self._wire(hook)
        wire.answer = loop.create_future()
        begun = time.perf_counter()
        wire.transport.write(event.request)
        async with asyncio.timeout(_PATIENCE):
            acknowledged = await wire.answer - begun
            self._free[hook].append(wire)
            answered = await arrived - begun
        del self._arrived[event.token]
        return acknowledged, answered

    async def _wire(self, hook: str) -> _Bringing:
        free = self._free.setdefault(hook, [])
        while free:
            wire = free.pop()
            if not wire.transport.is_closing() and time.perf_counter() - wire.answer.result() < _IDLE:
                return wire
            wire.transport.close()
        host, _, port = urlsplit(hook).netloc.partition(":")
        return (await asyncio.get_running_loop().create_connection(_Bringing, host, int(port)))[1]


def _times(each: Sequence[tuple[float, float]], begun: float) -> Times:
    took = time.perf_counter() - begun
    return Times(sorted(first for first, _ in each), sorted(last for _, last in each), took)

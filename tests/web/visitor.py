"""A visitor of the site without a browser: keeps its cookie, posts messages, listens to the stream."""

from __future__ import annotations

import json
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

import httpx

from tests.plain import PLAIN


if TYPE_CHECKING:
    from collections.abc import Iterator


class Event(NamedTuple):
    kind: str
    id: str
    data: Any


class Visitor:
    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=10, trust_env=False, verify=PLAIN)
        self.http.get("/")

    def say(self, text: str, **more: str) -> httpx.Response:
        return self.http.post("/chat/messages", json={"id": str(uuid4()), "text": text, **more})

    @contextmanager
    def listen(self, after: str = "", **headers: str) -> Iterator[Iterator[Event]]:
        with self.http.stream("GET", "/chat/events", params={"after": after}, headers=headers) as stream:
            yield _events(stream)

    def hear(self, count: int, after: str = "") -> list[Event]:
        """The next `count` entries."""
        with self.listen(after) as events:
            return list(islice((event for event in events if event.kind == "entry"), count))

    def talk(self, after: str = "", **headers: str) -> list[Event]:
        """The entries that are there already."""
        with self.listen(after, **headers) as events:
            there = []
            for event in events:
                if event.kind == "ready":
                    break
                there.append(event)
        return [event for event in there if event.kind == "entry"]


def _events(stream: httpx.Response) -> Iterator[Event]:
    fields: dict[str, str] = {}
    for line in stream.iter_lines():
        name, _, value = line.partition(": ")
        if line:
            fields[name] = value
        elif fields:
            yield Event(fields.get("event", "message"), fields.get("id", ""), json.loads(fields.get("data", "null")))
            fields = {}

"""The web chat: a real server over a real store, and what a visitor's page is given to draw."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from starlette.requests import Request

from bot.messages import Address, Choice, Reply
from bot.outbox import Delivery
from bot.port import Outbound
from bot.web.visitors import Flood, chat_of
from storage import outbox
from storage.models import InboxRow
from tests.web.served import Place, database_in, place, served
from tests.web.visitor import Visitor


if TYPE_CHECKING:
    from collections.abc import Iterator


class Page:
    def __init__(self, house: Place, visitor: Visitor) -> None:
        self.channel = house.web
        self._house = house
        self._visitor = visitor
        self._sent: set[str] = set()

    def send(self, reply: Reply, key: str, chat: str = "me") -> None:
        address = Address("web", self._me() if chat == "me" else chat)
        if key in self._sent:
            asyncio.run(self.channel.send(Outbound(address, reply, key)))
            return
        self._sent.add(key)
        with self._house.database.write() as store:
            outbox.put(store, address, [reply])
        asyncio.run(Delivery(self._house.database, self._house.clock, [self.channel]).deliver(address))

    def shown(self) -> str:
        return "\n".join(_drawn(event.data) for event in self._visitor.talk())

    def typed(self, words: str) -> Choice:
        assert self._visitor.say(words).status_code == 202
        with self._house.database.read() as store:
            text, data = store.execute(select(InboxRow.text, InboxRow.data).order_by(InboxRow.id.desc()).limit(1)).one()
        return Choice("", text, data)

    def _me(self) -> str:
        cookie = f"nongnat={self._visitor.http.cookies['nongnat']}".encode()
        chat = chat_of(Request({"type": "http", "headers": [(b"cookie", cookie)]}))
        assert chat is not None
        return chat


def _drawn(entry: dict[str, Any]) -> str:
    """What there is to read of an entry, in the page's order."""
    parts = [entry, *entry.get("cards", [])]
    lines = [words for part in parts for words in _lines(part)]
    lines += [image["alt"] for image in entry.get("images", [])]
    return "\n".join([*lines, *(file["name"] for file in entry.get("files", []))])


def _lines(part: dict[str, Any]) -> list[str]:
    return [
        *(part.get(name, "") for name in ("text", "title", "note")),
        *(f"{label}: {value}" for label, value in part.get("facts", [])),
        *(choice["label"] for choice in part.get("choices", [])),
        *(f"{link['label']}: {link['url']}" for link in part.get("links", [])),
    ]


@contextmanager
def stage() -> Iterator[Page]:
    with tempfile.TemporaryDirectory() as folder:
        database = database_in(Path(folder))
        house = place(database)
        with served(house, flood=Flood(burst=1000)) as url:
            visitor = Visitor(url)
            yield Page(house, visitor)
            visitor.http.close()
        database.close()

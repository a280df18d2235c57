"""What platforms bring is safe in the inbox before they are told so, and only the store's failure is ours."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.channels.line import LineChannel
from bot.channels.telegram import TelegramChannel
from bot.messages import Address, File, Image, Reply
from storage import outbox
from storage.models import InboxRow, OutboxRow
from tests.channels.contract import WHOLE
from tests.fakes.line_hook import signed
from tests.plain import PLAIN
from tests.web.served import database_in, place, served


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.conversation import Desk
    from bot.messages import Inbound
    from storage.db import Database


SECRET = "s"  # noqa: S105 - of nothing
NOWHERE = "http://127.0.0.1:9"
LINE = LineChannel(SECRET, "token", NOWHERE, f"{NOWHERE}/files", str.split)
TELEGRAM = TelegramChannel("1:x", SECRET, NOWHERE, str.split)
EVENT = {
    "type": "message",
    "mode": "active",
    "timestamp": 1570000000000,
    "webhookEventId": "01",
    "deliveryContext": {"isRedelivery": False},
    "source": {"type": "user", "userId": "U1"},
    "replyToken": "t",
    "message": {"type": "text", "id": "1", "quoteToken": "q", "text": "สวัสดี"},
}
UPDATE = {
    "update_id": 7,
    "message": {
        "message_id": 1,
        "date": 1570000000,
        "chat": {"id": 5, "type": "private", "first_name": "ก"},
        "from": {"id": 5, "is_bot": False, "first_name": "ก"},
        "text": "สวัสดี",
    },
}


class Full:
    """A desk whose store is full."""

    async def take(self, _events: list[Inbound]) -> list[Inbound]:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    async def close(self) -> None: ...


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Database]]:
    """The site with both platforms, which are nowhere: nothing is delivered."""
    database = database_in(tmp_path)
    with served(place(database, platforms=[LINE, TELEGRAM])) as url:
        yield url, database
    database.close()


def line(url: str, *events: object, signature: str | None = None) -> int:
    body = json.dumps({"destination": "U0", "events": events}).encode()
    headers = {"X-Line-Signature": signed(SECRET, body) if signature is None else signature}
    return httpx.post(f"{url}/hooks/line", content=body, headers=headers, verify=PLAIN).status_code


def telegram(url: str, update: object, secret: str = SECRET) -> int:
    headers = {b"X-Telegram-Bot-Api-Secret-Token": secret.encode()}
    return httpx.post(f"{url}/hooks/telegram", json=update, headers=headers, verify=PLAIN).status_code


def kept(database: Database) -> list[tuple[str, str, str]]:
    with database.read() as store:
        rows = store.execute(select(InboxRow.channel, InboxRow.chat, InboxRow.event_id).order_by(InboxRow.id))
        return [(row.channel, row.chat, row.event_id) for row in rows]


def test_what_is_brought_is_kept_once(site: tuple[str, Database]) -> None:
    url, database = site

    assert [line(url, EVENT), line(url, EVENT, EVENT), telegram(url, UPDATE), telegram(url, UPDATE)] == [200] * 4
    assert kept(database) == [("line", "U1", "01"), ("telegram", "5", "7")]


def test_an_empty_list_of_events_is_fine(site: tuple[str, Database]) -> None:
    assert (line(site[0]), kept(site[1])) == (200, [])


@pytest.mark.parametrize("odd", [None, 1, "x", [], {}, {"type": "new"}, EVENT | {"source": None}, EVENT | {"mode": 1}])
def test_one_odd_event_does_not_fail_the_others(site: tuple[str, Database], odd: object) -> None:
    url, database = site

    assert line(url, odd, EVENT | {"webhookEventId": "02"}) == 200
    assert ("line", "U1", "02") in kept(database)


def test_a_forged_body_is_refused_unread(site: tuple[str, Database]) -> None:
    url, database = site
    other = signed(SECRET, b"{}")

    assert [line(url, EVENT, signature=wrong) for wrong in ("", signed("x", b"{}"), other)] == [401] * 3
    assert [telegram(url, UPDATE, wrong) for wrong in ("", "x", "ส")] == [401] * 3
    assert kept(database) == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'"x"', b"null", b'{"events": 5}'])
def test_nonsense_with_the_right_signature_is_taken_and_nothing_comes_of_it(
    site: tuple[str, Database], body: bytes
) -> None:
    url, database = site
    by_line = httpx.post(
        f"{url}/hooks/line", content=body, headers={"X-Line-Signature": signed(SECRET, body)}, verify=PLAIN
    )
    by_telegram = httpx.post(
        f"{url}/hooks/telegram", content=body, headers={"X-Telegram-Bot-Api-Secret-Token": SECRET}, verify=PLAIN
    )

    assert (by_line.status_code, by_telegram.status_code, kept(database)) == (200, 200, [])


def test_other_doors_are_shut(site: tuple[str, Database]) -> None:
    url, _ = site

    assert httpx.post(f"{url}/hooks/email", content=b"{}", verify=PLAIN).status_code == 404
    assert httpx.get(f"{url}/hooks/line", verify=PLAIN).status_code == 405
    assert httpx.post(f"{url}/hooks/line", content=b"x" * 1_000_001, verify=PLAIN).status_code == 413


def test_where_the_store_fails_it_is_to_be_brought_again(tmp_path: Path) -> None:
    database = database_in(tmp_path)
    house = place(database, platforms=[LINE])
    with served(replace(house, desk=cast("Desk", Full()))) as url:
        assert line(url, EVENT) == 503
    database.close()


def test_a_messages_files_are_had_by_its_key(site: tuple[str, Database]) -> None:
    url, database = site
    picture = Image("จุด", "image/png", WHOLE.images[0].content)
    with database.write() as store:
        files = (*WHOLE.files, File("แผน.pdf", "application/pdf", b64encode(b"\xff\x00").decode(), base64=True))
        outbox.put(store, Address("line", "U1"), [Reply("", images=(picture,), files=files)])
        key = store.scalar(select(OutboxRow.retry_key))
    image, file, plan, beyond, unknown = (
        httpx.get(f"{url}/files/{place}", verify=PLAIN)
        for place in (f"{key}/0", f"{key}/1", f"{key}/2", f"{key}/3", f"{'0' * 36}/0")
    )

    assert (image.headers["content-type"], image.content[:4]) == ("image/png", b"\x89PNG")
    assert (file.text, file.headers["content-disposition"]) == (
        WHOLE.files[0].content,
        "attachment; filename*=UTF-8''%E0%B8%95%E0%B8%B2%E0%B8%A3%E0%B8%B2%E0%B8%87.ics",
    )
    assert (plan.content, plan.headers["content-type"]) == (b"\xff\x00", "application/pdf")
    assert (beyond.status_code, unknown.status_code) == (404, 404)

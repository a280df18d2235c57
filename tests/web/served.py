"""The site over the real heart, served on this machine for a test; only what is answered is the tests' own."""

from __future__ import annotations

import socket
import threading
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import uvicorn

from bot.app.previewing import drawn
from bot.channels.web import WebChannel
from bot.clock import SetClock
from bot.conversation import Conversation, Desk
from bot.messages import Card, Choice, File, Link, Reply
from bot.outbox import Delivery
from bot.router import Router
from bot.web.site import site
from tests.stores import in_file


if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from starlette.applications import Starlette

    from bot.app import App
    from bot.clock import Clock
    from bot.port import Platform
    from bot.router import Turn
    from bot.web.preview import Drawn
    from bot.web.visitors import Flood
    from storage.db import Database


NOON = datetime(2019, 10, 2, 5, tzinfo=UTC)

WHERE = Choice("สถานที่", "เรียนที่ไหน", "where")
ONE = Card(
    "นวัตกรรมกับการพัฒนาเมือง",
    "โมดูล เมืองแห่งนวัตกรรม",
    (
        ("วันเวลา", "วันพุธที่ 2 ตุลาคม 2562 เวลา 09.00–12.00 น."),
        ("สถานที่", "ห้องประชุมใหญ่ อุทยานนวัตกรรม ถนนโยธี เขตราชเทวี กรุงเทพฯ"),
        ("วิทยากร", "ดร.พันธุ์อาจ ชัยรัตน์ ผู้อำนวยการสำนักงานนวัตกรรมแห่งชาติ"),
    ),
    (Choice("ต้องเตรียมอะไร", "ต้องเตรียมอะไรบ้าง"), Choice("ใครสอน", "ใครสอน")),
    (Link("แผนที่", "https://maps.example.org/?q=13.76,100.52"), Link("ไม่ควรมี", "javascript:alert(1)")),
)
CALENDAR = File("ตารางเรียน 2 ต.ค.ics", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
TODAY = Reply("วันนี้มีเรียน 1 หัวข้อค่ะ", (ONE,), (WHERE, Choice("พรุ่งนี้เรียนอะไร", "พรุ่งนี้เรียนอะไร")), files=(CALENDAR,))


def answer(turn: Turn) -> Reply:
    """What these tests' bot says: enough to see every part of the page."""
    said = turn.inbound.text
    if said in ("English", "ภาษาไทย"):
        turn.talk.language = "en" if said == "English" else "th"
        return Reply("From now on in English." if said == "English" else "เปลี่ยนเป็นภาษาไทยแล้วค่ะ")
    if "วันนี้" in said:
        return TODAY
    if turn.inbound.data == "where":
        return Reply("ห้องประชุมใหญ่ อุทยานนวัตกรรมค่ะ", choices=(Choice("ขอบคุณ", "ขอบคุณ"),))
    if said.startswith("ลับ"):
        return Reply(f"ไม่เก็บ {said}", sealed=True)
    return Reply(f"ได้รับแล้วค่ะ: {said}")


class Watch:
    """A watch moved by hand, in seconds."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@dataclass(frozen=True)
class Place:
    """A house with nothing in it but the web chat."""

    database: Database
    clock: Clock
    desk: Desk
    delivery: Delivery
    web: WebChannel
    public_url: str = ""
    platforms: Mapping[str, Platform] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)
    ticks: dict[str, datetime] = field(default_factory=dict)

    def drawn(self, reply: Reply) -> Drawn:
        return drawn(reply, self.platforms, self.public_url)


def place(
    database: Database,
    router: Router | None = None,
    clock: Clock | None = None,
    public_url: str = "",
    platforms: Sequence[Platform] = (),
) -> Place:
    """Migrates `database`. Nothing is sent to `platforms`, which only bring.

    To be made anew for each server: a channel that is closed stays closed.
    """
    database.migrate()
    clock = clock or SetClock(NOON)
    web = WebChannel()
    conversation = Conversation(database, clock, router or Router([(lambda _turn: True, answer)]))
    delivery = Delivery(database, clock, [web])
    desk = Desk(conversation, delivery)
    return Place(database, clock, desk, delivery, web, public_url, {platform.name: platform for platform in platforms})


def database_in(folder: Path) -> Database:
    return in_file(folder / "web.db")


@contextmanager
def served(
    house: Place | App,
    port: int = 0,
    flood: Flood | None = None,
    *,
    work: AbstractAsyncContextManager[None] | None = None,
) -> Iterator[str]:
    """The site of `house` on 127.0.0.1, in a thread of its own: its address. `work` is what goes on meanwhile."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with work or nullcontext():
            yield
        await house.desk.close()

    config = uvicorn.Config(site(house, lifespan, flood), log_config=None, timeout_graceful_shutdown=5)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", port)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            house.web.close()
            server.should_exit = True
            thread.join()

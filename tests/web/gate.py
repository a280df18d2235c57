"""A door with a scanner: the site over the store in which people check in, and whoever is signed in to its page."""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import httpx
import segno
from PIL import Image

from bot.clock import SetClock
from bot.services import signin
from bot.services.signin import Pass
from storage.programme import Text
from tests.plain import PLAIN
from tests.services.door import Door
from tests.services.season import course, lesson
from tests.web.served import database_in, place, served


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from storage.programme import Programme
    from tests.web.served import Place


ANN, BEN = "นางสาวกิ่งแก้ว ใจงาม", "นายสมหมาย ตั้งต้น"
DAY = course(
    replace(lesson("a", "2026-01-05T09:00"), title=Text("เมืองอัจฉริยะกับข้อมูลเปิด", "Smart cities and open data")),
    lesson("b", "2026-01-05T13:00"),
    lesson("x", "2026-01-05T09:30"),
)
LEAVING = replace(DAY, settings={"attendance": {"leaving": True}})
FIRST = "a//in"


class Gate:
    """Ann and Ben take part, "sam" scans, "olga" organises. It is ten minutes before the first class."""

    def __init__(self, door: Door, house: Place, clock: SetClock) -> None:
        self.door, self.house, self._clock, self.url = door, house, clock, ""
        self.at("2026-01-05T08:50")

    def at(self, moment: str) -> None:
        self._clock.set(self.door.at(moment).now)

    def later(self, **time: float) -> None:
        self.door.now += timedelta(**time)
        self._clock.set(self.door.now)

    def link(self, who: str = "sam", programme: str = "c") -> str:
        with self.house.database.write() as store:
            return signin.link(store, Pass(self.door.people[who], "scanner", programme), self.url, self.door.now)

    @contextmanager
    def signs_in(self, who: str = "sam", programme: str = "c") -> Iterator[Guard]:
        with httpx.Client(base_url=self.url, trust_env=False, verify=PLAIN) as client:
            answer = client.post("/enter", json={"token": self.link(who, programme).partition("#")[2]})
            assert answer.json() == {"page": "/scanner"}
            yield Guard(client)


class Guard:
    """Somebody with the page open, without a browser."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.page = client.get("/scanner").text
        found = re.search(r'data-token="([0-9a-f]{64})"', self.page)
        assert found
        self.headers = {"X-Form-Token": found[1]}
        self._nonces = count(1)

    def posts(self, door: str, **fields: Any) -> httpx.Response:
        return self.client.post(f"/scanner/{door}", json=fields, headers=self.headers)

    def scans(self, code: str = "", **fields: Any) -> dict[str, Any]:
        nonce = f"nonce-{next(self._nonces):04}"
        answer = self.posts("checkins", **{"place": FIRST, "nonce": nonce, "code": code, **fields})
        assert answer.status_code == 200
        said: dict[str, Any] = answer.json()
        return said

    def shows(self, picture: bytes) -> httpx.Response:
        headers = {**self.headers, "Content-Type": "image/jpeg"}
        return self.client.post("/scanner/pictures", content=picture, headers=headers)


def photo(text: str, size: tuple[int, int] = (640, 480), turned: float = 8) -> bytes:
    """A JPEG of a QR code that somebody holds before a camera, none too straight; "": of nothing."""
    whole, drawn, written = Image.new("RGB", size, "#8a949a"), io.BytesIO(), io.BytesIO()
    if text:
        segno.make(text, micro=False, error="m").save(drawn, kind="png", scale=size[1] // 60, border=4)
        with Image.open(drawn) as code:
            whole.paste(code.convert("RGB"), ((size[0] - code.width) // 2, (size[1] - code.height) // 2))
    whole.rotate(turned, Image.Resampling.BICUBIC, fillcolor="#8a949a").save(written, "JPEG", quality=70)
    return written.getvalue()


@contextmanager
def gate(folder: Path, programme: Programme = DAY, *, public_url: str = "") -> Iterator[Gate]:
    database = database_in(folder)
    door = Door(programme, ANN, BEN, database=database)
    clock = SetClock(door.now)
    made = Gate(door, place(database, clock=clock, public_url=public_url), clock)
    with served(made.house) as url:
        made.url = url
        yield made
    database.close()

"""The feed as calendar programs ask for it."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.routing import Route

from bot.handlers import routes
from bot.messages import Address
from bot.router import Router
from bot.services import calendar
from bot.services.people import Access
from bot.services.programme import Programmes
from bot.web.calendar import CalendarPages
from bot.web.visitors import Flood
from storage import people, programmes
from tests.dialogs.talk import CCIO, read
from tests.plain import PLAIN
from tests.storage.followed import NAME, follower
from tests.web.served import Watch, database_in, place, served
from tests.web.visitor import Visitor


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.served import Place

ONE = read(CCIO)
GONE = (
    "ลิงก์ปฏิทินนี้ใช้ไม่ได้ค่ะ\nขอลิงก์ใหม่ได้ในแชต พิมพ์ว่า ปฏิทินของฉัน\n"
    "This calendar link does not work.\nFor a new one, type in the chat: my calendar"
)
SLOW = (
    "มีการเปิดลิงก์ที่ไม่ถูกต้องหลายครั้ง รบกวนรอสักครู่แล้วลองใหม่นะคะ\n"
    "Links that are not right were opened too often. Please wait a moment and try again."
)
CALLED = {
    "content-type": "text/calendar; charset=utf-8",
    "content-disposition": 'inline; filename="nongnat.ics"',
    "cache-control": "private, no-cache",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
    "x-content-type-options": "nosniff",
}


@pytest.fixture
def client(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, trust_env=False, verify=PLAIN) as made:
        yield made


def path_of(house: Place, ending: str = ".ics") -> str:
    return f"/calendar/{follower(house.database, ONE)[1]}{ending}"


def test_the_feed_is_a_calendar(house: Place, client: httpx.Client) -> None:
    response = client.get(path_of(house))

    assert (response.status_code, {name: response.headers.get(name) for name in CALLED}) == (200, CALLED)
    assert len(Calendar.from_ical(response.content).events) == len(ONE.sessions)
    assert NAME not in response.text


def test_whoever_has_it_already_gets_nothing_more(house: Place, client: httpx.Client) -> None:
    path = path_of(house)
    tag = client.get(path).headers["etag"]
    asked = [tag, tag.removeprefix("W/"), f'"old", {tag}', "*", '"old"', ""]
    answers = [client.get(path, headers={"If-None-Match": each}) for each in asked]

    assert [answer.status_code for answer in answers] == [304, 304, 304, 304, 200, 200]
    assert {(len(answer.content), answer.headers["etag"]) for answer in answers[:4]} == {(0, tag)}
    assert client.head(path).headers["etag"] == tag


def test_a_change_is_in_it_at_once(house: Place, client: httpx.Client) -> None:
    path = path_of(house)
    tag = client.get(path).headers["etag"]
    with house.database.write() as store:
        programmes.save(store, replace(ONE, sessions=ONE.sessions[1:]))
    response = client.get(path, headers={"If-None-Match": tag})
    (gone,) = (
        event for event in Calendar.from_ical(response.content).events if str(event["UID"]) == ONE.sessions[0].uid
    )

    assert (response.status_code, response.headers["etag"] == tag) == (200, False)
    assert (gone.sequence, str(gone["STATUS"])) == (1, "CANCELLED")


def test_it_is_packed_for_whoever_unpacks(house: Place, client: httpx.Client) -> None:
    path = path_of(house)
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    plain = client.get(path, headers={"Accept-Encoding": "identity"})

    assert (packed.headers["content-encoding"], "content-encoding" in plain.headers) == ("gzip", False)
    assert (packed.headers["vary"], plain.headers["vary"]) == ("Accept-Encoding", "Accept-Encoding")
    assert int(packed.headers["content-length"]) * 3 < int(plain.headers["content-length"])
    assert packed.content == plain.content


@pytest.mark.parametrize("secret", ["nothing", "a" * 32, "ปฏิทิน", "a" * 31 + '"', "x.y", "%00" * 32, "a" * 2000])
def test_what_is_unknown_is_kindly_said_to_be(client: httpx.Client, secret: str) -> None:
    response = client.get(f"/calendar/{secret}.ics")

    assert (response.status_code, response.text, response.headers["cache-control"]) == (404, GONE, "private, no-store")


def test_what_is_revoked_is_gone_at_once(house: Place, client: httpx.Client) -> None:
    person, secret = follower(house.database, ONE)
    paths = [f"/calendar/{secret}{ending}" for ending in (".ics", "")]
    before = [client.get(path).status_code for path in paths]
    tag = client.get(paths[0]).headers["etag"]
    with house.database.write() as store:
        calendar.revoke(store, person)
    after = [client.get(path, headers={"If-None-Match": tag}) for path in paths]

    assert (before, [answer.status_code for answer in after]) == ([200, 200], [404, 404])
    assert after[0].text == GONE


def test_it_takes_no_other_verbs(house: Place, client: httpx.Client) -> None:
    path = path_of(house)

    assert [client.request(verb, path).status_code for verb in ("POST", "PUT", "PROPFIND")] == [405] * 3


def test_guessing_is_slowed_down_and_being_right_is_not(tmp_path: Path) -> None:
    database = database_in(tmp_path)
    house, watch = place(database), Watch()
    pages = CalendarPages(house, "/static", Flood(rate=0.5, burst=2, now=watch))
    right, wrong, page = path_of(house), "/calendar/wrong.ics", "/wrong"
    site = Starlette(routes=[Route("/calendar/{secret}.ics", pages.feed), Route("/{secret}", pages.page)])

    def get(*paths: str) -> list[httpx.Response]:
        async def asking() -> list[httpx.Response]:
            transport = httpx.ASGITransport(site)
            async with httpx.AsyncClient(transport=transport, base_url="http://bot.example") as client:
                return [await client.get(path) for path in paths]

        return asyncio.run(asking())

    first = get(*[right] * 5, wrong, page)
    slowed = get(wrong, page)
    beside = get(right)
    watch.at = 2
    again = get(wrong, wrong)
    database.close()

    assert [each.status_code for each in first] == [200] * 5 + [404] * 2
    assert [(each.status_code, each.text, each.headers["retry-after"]) for each in slowed] == [(429, SLOW, "2")] * 2
    assert [each.status_code for each in (*beside, *again)] == [200, 404, 429]


@pytest.mark.parametrize("public", ["", "http://bot.example"])
def test_whoever_asks_in_the_chat_gets_a_link_to_it(tmp_path: Path, public: str) -> None:
    """Without an address of the site too: the chat's page is on it."""
    database = database_in(tmp_path)
    house = place(database, Router(routes(Programmes(), Access(), public)), public_url=public)
    person, _ = follower(database, ONE)
    with served(house) as url:
        visitor = Visitor(url)
        chat = hashlib.sha256(visitor.http.cookies["nongnat"].encode()).hexdigest()[:32]
        with database.write() as store:
            people.link(store, person, Address("web", chat))
        visitor.say("ปฏิทินของฉัน")
        (_, said) = visitor.hear(2)
        (link,) = said.data["links"]
        page = visitor.http.get(link["url"].removeprefix(public))
        visitor.http.close()
    database.close()

    assert (link["label"], link["url"].startswith(f"{public}/calendar/")) == ("เปิดปฏิทินของฉัน", True)
    assert (page.status_code, ONE.title.th in page.text) == (200, True)


def test_the_secret_is_in_no_log(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    database = database_in(tmp_path)
    house = place(database)
    secret = path_of(house, "").rpartition("/")[2]
    with served(house) as url:
        for ending in (".ics", "", "x", ".ics?x=1"):
            httpx.get(f"{url}/calendar/{secret}{ending}", trust_env=False, verify=PLAIN)
    database.close()
    out, err = capfd.readouterr()
    ours = [record for record in caplog.records if not record.name.startswith("http")]  # this test's own client

    assert secret not in out + err + "".join(record.getMessage() for record in ours)

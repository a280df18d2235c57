"""Signing in to pages over HTTP, and in a real Chromium."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

from bot.clock import SetClock
from bot.services import signin
from bot.services.signin import ROSTER, UNJOINED, Pass
from bot.web.signin import SignIn, form_token, is_ours, sign_out, signed_in, turned_away
from bot.web.visitors import Flood
from storage import people
from storage.people import Details, Membership
from tests.plain import PLAIN
from tests.web.served import Watch, database_in, place, served


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from tests.web.served import Place

MORNING = datetime(2026, 1, 5, 1, 50, tzinfo=UTC)
CALLED = {
    "cache-control": "private, no-store",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
    "x-content-type-options": "nosniff",
}


def token(house: Place, *, role: str = "organiser", purpose: signin.Purpose = "board", subject: str = "7") -> str:
    """Of a link for somebody new."""
    with house.database.write() as store:
        person = people.add(store, Details("โอลกา"))
        people.enrol(store, person, Membership("c", role))  # type: ignore[arg-type] # a role
        link = signin.link(store, Pass(person, purpose, "c", subject), "", house.clock.now())
    return link.partition("#")[2]


@pytest.fixture
def client(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, trust_env=False, verify=PLAIN) as made:
        yield made


def test_the_page_itself_knows_nobody(client: httpx.Client) -> None:
    answer = client.get("/enter")

    assert (answer.status_code, {name: answer.headers.get(name) for name in CALLED}) == (200, CALLED)
    assert "set-cookie" not in answer.headers


def test_a_good_link_gives_a_cookie_that_no_script_reads_and_no_other_site_sends(
    house: Place, client: httpx.Client
) -> None:
    answer = client.post("/enter", json={"token": token(house)})
    cookie = re.sub(r"=[\w-]{43};", "=…;", answer.headers["set-cookie"])

    assert (answer.status_code, answer.json()) == (200, {"page": "/board"})
    assert cookie == "nongnat-board=…; HttpOnly; Max-Age=43200; Path=/; SameSite=strict"
    assert {name: answer.headers.get(name) for name in CALLED} == CALLED


def test_a_link_may_lead_to_the_roster(house: Place, client: httpx.Client) -> None:
    pages = [
        client.post("/enter", json={"token": token(house, purpose="console", subject=each)})
        for each in ("", ROSTER, UNJOINED)
    ]

    assert [each.json()["page"] for each in pages] == ["/console", "/console/c/people", "/console/c/people?joined=no"]


def test_by_https_the_cookie_is_this_very_sites(tmp_path: Path) -> None:
    database = database_in(tmp_path)
    house = place(database, public_url="https://bot.example")
    with served(house) as url:
        answer = httpx.post(
            f"{url}/enter", json={"token": token(house, purpose="sheet")}, trust_env=False, verify=PLAIN
        )
    database.close()
    cookie = re.sub(r"=[\w-]{43};", "=…;", answer.headers["set-cookie"])

    assert cookie == "__Host-nongnat-sheet=…; HttpOnly; Max-Age=7200; Path=/; SameSite=strict; Secure"


def test_what_is_not_good_is_refused_alike(house: Place, client: httpx.Client) -> None:
    used, guest = token(house), token(house, role="participant")
    assert client.post("/enter", json={"token": used}).status_code == 200
    answers = [
        client.post("/enter", json={"token": used}),
        client.post("/enter", json={"token": guest}),
        client.post("/enter", json={"token": "a" * 43}),
        client.post("/enter", json={"token": 7}),
        client.post("/enter", json=["token"]),
        client.post("/enter", json={"token": "a" * 2000}),
        client.post("/enter", data={"token": token(house)}),
        client.post("/enter", content=b"[" * 900, headers={"Content-Type": "application/json"}),
        client.post("/enter", json={"token": token(house)}, headers={"Sec-Fetch-Site": "cross-site"}),
        client.post("/enter", json={"token": token(house)}, headers={"Origin": "https://evil.example"}),
    ]

    assert {(each.status_code, each.text, each.headers.get("set-cookie")) for each in answers} == {(403, "{}", None)}


def _asks(app: Starlette, *calls: tuple[str, str, dict[str, object]]) -> list[httpx.Response]:
    async def asking() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot.example") as client:
            return [await client.request(verb, path, **options) for verb, path, options in calls]  # type: ignore[arg-type] # what a request takes

    return asyncio.run(asking())


def test_guessing_is_slowed_down_and_being_right_is_not(house: Place) -> None:
    watch = Watch()
    pages = SignIn(house, "/static", Flood(rate=0.5, burst=2, now=watch))
    app = Starlette(routes=[Route("/enter", pages.enter, methods=["POST"])])
    wrong: tuple[str, str, dict[str, object]] = ("POST", "/enter", {"json": {"token": "a" * 43}})
    right: tuple[str, str, dict[str, object]] = ("POST", "/enter", {"json": {"token": token(house)}})
    answers = _asks(app, wrong, wrong, wrong, right)
    watch.at = 2
    again = _asks(app, wrong, wrong)

    assert [each.status_code for each in (*answers, *again)] == [403, 403, 429, 200, 403, 429]
    assert answers[2].headers["retry-after"] == "2"


def test_a_page_knows_who_asks_and_that_it_was_the_page(house: Place) -> None:
    """A page of its own, made as the others are."""

    async def page(request: Request) -> Response:
        found = await signed_in(request, house, "board")
        return PlainTextResponse(form_token(request, house, "board")) if found else turned_away("/static")

    async def change(request: Request) -> Response:
        if not await signed_in(request, house, "board") or not is_ours(request, house, "board"):
            return JSONResponse({}, 403)
        await sign_out(request, house, "board")
        return JSONResponse({})

    signing = SignIn(house, "/static")
    app = Starlette(
        routes=[
            Route("/enter", signing.enter, methods=["POST"]),
            Route("/board", page),
            Route("/board", change, methods=["POST"]),
        ]
    )
    first, second = (
        str(_asks(app, ("POST", "/enter", {"json": {"token": token(house)}}))[0].cookies["nongnat-board"])
        for _ in range(2)
    )
    mine, theirs = {"Cookie": f"nongnat-board={first}"}, {"Cookie": f"nongnat-board={second}"}
    nobody, shown, other = _asks(
        app, ("GET", "/board", {}), ("GET", "/board", {"headers": mine}), ("GET", "/board", {"headers": theirs})
    )
    answers = _asks(
        app,
        ("POST", "/board", {"headers": mine}),
        ("POST", "/board", {"headers": {**mine, "X-Form-Token": other.text}}),
        ("POST", "/board", {"headers": {**mine, "X-Form-Token": shown.text, "Origin": "https://evil.example"}}),
        ("POST", "/board", {"headers": {"X-Form-Token": ""}}),
        ("POST", "/board", {"headers": {**mine, "X-Form-Token": shown.text, "Origin": "http://bot.example"}}),
        ("GET", "/board", {"headers": mine}),
        ("GET", "/board", {"headers": theirs}),
    )

    assert (nobody.status_code, len(shown.text), first in shown.text) == (403, 64, False)
    assert [each.status_code for each in answers] == [403, 403, 403, 403, 200, 403, 200]
    assert "ขอลิงก์ใหม่อีกครั้งนะคะ" in answers[5].text


def test_the_link_is_in_no_log(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    database = database_in(tmp_path)
    house = place(database, clock=SetClock(MORNING))
    secret = token(house)
    with served(house) as url:
        for _ in range(2):
            httpx.post(f"{url}/enter", json={"token": secret}, trust_env=False, verify=PLAIN)
    database.close()
    out, err = capfd.readouterr()

    assert secret not in out + err + "".join(record.getMessage() for record in caplog.records)

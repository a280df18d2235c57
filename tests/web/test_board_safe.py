"""Who sees the board and who may change it; what is kept of it, and where."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest

from storage import programmes
from tests.plain import PLAIN
from tests.services.season import course, lesson
from tests.web.boarding import DAY, FIRST, PEOPLE, SECOND, Screen, opens, screen, state, token_of


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Screen]:
    with screen(tmp_path) as made:
        yield made


@pytest.fixture
def client(hall: Screen) -> Iterator[httpx.Client]:
    with hall.signs_in() as made:
        yield made


@pytest.mark.parametrize(
    "place", ["", "a", "a//out", "nothing//in", "a/x/in", "a//mark", "a///in", "%00//in", "a//in/", "ก" * 900]
)
def test_there_is_no_board_for_what_is_not_there(client: httpx.Client, place: str) -> None:
    assert opens(client, place) == 404
    assert client.get("/board/state", params={"place": place}).status_code == 404


def test_nobody_sees_it_who_is_not_signed_in(hall: Screen, client: httpx.Client) -> None:
    opens(client)
    scanner = httpx.Client(base_url=hall.url, trust_env=False, verify=PLAIN)
    scanner.cookies.set("nongnat-board", "a" * 43)
    for stranger in (httpx.Client(base_url=hall.url, trust_env=False, verify=PLAIN), scanner):
        with stranger:
            page = stranger.get("/board")
            answers = [
                stranger.get("/board/state", params={"place": FIRST}),
                stranger.post("/board/open", json={"place": FIRST}),
                stranger.post("/board/leave", json={}),
            ]
            assert (page.status_code, "ขอลิงก์ใหม่อีกครั้งนะคะ" in page.text) == (403, True)
            assert [(each.status_code, each.text) for each in answers] == [(403, "{}")] * 3


def test_an_organiser_of_another_programme_sees_their_own_alone(hall: Screen, client: httpx.Client) -> None:
    """Whatever place is asked for, it is one of the programme that somebody is signed in to."""
    with hall.house.database.write() as store:
        programmes.save(store, course(lesson("other", "2026-01-05T09:00"), code="d"))
    opens(client)
    hall.hall.joins("dora", "d", role="organiser")
    link = hall.link(who="dora")
    refused = httpx.post(f"{hall.url}/enter", json={"token": link.partition("#")[2]}, trust_env=False, verify=PLAIN)

    assert (refused.status_code, refused.json()) == (403, {})
    places = (FIRST, "other//in")
    with hall.signs_in(who="dora", programme="d") as dora:
        seen = [
            [each.get("/board/state", params={"place": place}).status_code for place in places]
            for each in (client, dora)
        ]
        assert (seen, [opens(dora, place) for place in places]) == ([[200, 404], [404, 200]], [404, 200])


def test_who_organises_no_more_is_out_at_once(hall: Screen, client: httpx.Client) -> None:
    opens(client)
    hall.hall.joins("olga", "c", role="participant")

    assert client.get("/board/state", params={"place": FIRST}).status_code == 403
    assert client.get("/board").status_code == 403


def test_no_other_site_can_change_anything(client: httpx.Client) -> None:
    token = token_of(client)
    sent: list[dict[str, str]] = [
        {},
        {"X-Form-Token": "0" * 64},
        {"X-Form-Token": token, "Origin": "https://evil.example"},
        {"X-Form-Token": token, "Sec-Fetch-Site": "cross-site"},
        {"X-Form-Token": token, "Sec-Fetch-Site": "same-site"},
    ]

    assert [client.post("/board/open", json={"place": FIRST}, headers=each).status_code for each in sent] == [403] * 5
    assert [client.post("/board/leave", json={}, headers=each).status_code for each in sent] == [403] * 5
    assert client.post("/board/open", data={"place": FIRST}, headers={"X-Form-Token": token}).status_code == 404
    assert "code" not in state(client)


def test_leaving_signs_this_screen_out_and_no_other(hall: Screen, client: httpx.Client) -> None:
    opens(client)
    with hall.signs_in() as other:
        left = client.post("/board/leave", json={}, headers={"X-Form-Token": token_of(client)})

        assert (left.status_code, client.get("/board").status_code, "code" in state(other)) == (200, 403, True)


def test_it_is_kept_by_nobody(client: httpx.Client) -> None:
    opens(client)
    names = ("cache-control", "referrer-policy", "x-robots-tag", "x-content-type-options")
    wanted = ["private, no-store", "no-referrer", "noindex, nofollow", "nosniff"]
    answers = [client.get("/board"), client.get("/board/state", params={"place": FIRST})]

    assert [[each.headers[name] for name in names] for each in answers] == [wanted] * 2
    assert "default-src 'none'; script-src 'self'" in answers[0].headers["content-security-policy"]


def test_the_places_of_the_day_are_there_to_choose_from(hall: Screen, client: httpx.Client) -> None:
    def choices(who: httpx.Client) -> list[tuple[str, str, str]]:
        return re.findall(r'<option value="([^"]*)"( selected)?>([^<]*)</option>', who.get("/board").text)

    title = "09.00 น. · เมืองอัจฉริยะกับข้อมูลเปิด"
    assert choices(client) == [(FIRST, " selected", title), (SECOND, "", "13.00 น. · วิชา b")]
    with hall.signs_in(SECOND) as other:
        assert choices(other) == [(FIRST, "", title), (SECOND, " selected", "13.00 น. · วิชา b")]


def test_names_are_written_as_they_are_and_nothing_more(tmp_path: Path) -> None:
    wild = replace(DAY.sessions[0], title=replace(DAY.title, th="</option><script>alert(1)</script>"))
    with screen(tmp_path, replace(DAY, sessions=(wild,))) as hall, hall.signs_in() as client:
        page = client.get("/board").text

    assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_the_code_is_in_no_log_and_in_no_address_of_ours(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with screen(tmp_path, accounts={"line": "@999abcde"}) as hall, hall.signs_in() as client:
        opens(client)
        found = state(client)
        code = hall.hall.code("a")
        page = client.get("/board").text
        hall.comes(PEOPLE[0])
    out, err = capfd.readouterr()

    assert found["code"]["text"].replace(" ", "") == code
    assert code not in page + out + err + "".join(record.getMessage() for record in caplog.records)

"""Who may do what at the scanner's doors, and what may be posted there."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.web.scanner.reading import LARGEST
from storage import programmes
from tests.plain import PLAIN
from tests.services.season import course, lesson
from tests.web.gate import ANN, BEN, DAY, FIRST, Gate, Guard, gate


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Gate]:
    with gate(tmp_path) as made:
        yield made


@pytest.fixture
def sam(hall: Gate) -> Iterator[Guard]:
    """A scanner."""
    with hall.signs_in() as made:
        yield made


@pytest.fixture
def olga(hall: Gate) -> Iterator[Guard]:
    """An organiser."""
    with hall.signs_in("olga") as made:
        yield made


def test_nobody_does_anything_who_is_not_signed_in(hall: Gate, sam: Guard) -> None:
    with httpx.Client(base_url=hall.url, trust_env=False, verify=PLAIN) as stranger:
        stranger.cookies.set("nongnat-scanner", "a" * 43)
        page = stranger.get("/scanner")
        answers = [
            stranger.get("/scanner/state", params={"place": FIRST}),
            *(stranger.post(f"/scanner/{door}", json={}, headers=sam.headers) for door in DOORS),
        ]

    assert (page.status_code, "ขอลิงก์ใหม่อีกครั้งนะคะ" in page.text) == (403, True)
    assert [(each.status_code, each.text) for each in answers] == [(403, "{}")] * 6


DOORS = ("checkins", "people", "pictures", "undo", "leave")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "headers",
    [
        {"X-Form-Token": ""},
        {"X-Form-Token": "0" * 64},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_no_other_page_can_ask_in_their_name(hall: Gate, sam: Guard, door: str, headers: dict[str, str]) -> None:
    code = hall.door.own(ANN)
    fields = {"place": FIRST, "nonce": "nonce-forged", "code": code, "text": "สมหมาย"}
    answer = sam.client.post(f"/scanner/{door}", json=fields, headers={**sam.headers, **headers})

    assert (answer.status_code, answer.text) == (403, "{}")
    assert hall.door.log() == []


def test_a_board_or_a_sheet_is_not_opened_by_it_nor_it_by_a_board(hall: Gate, sam: Guard) -> None:
    (cookie,) = sam.client.cookies.jar
    assert cookie.value
    with httpx.Client(base_url=hall.url, trust_env=False, verify=PLAIN) as other:
        other.cookies.set("nongnat-board", cookie.value)
        assert other.get("/board").status_code == 403


def test_whoever_is_a_scanner_no_more_is_so_at_once(hall: Gate, sam: Guard) -> None:
    hall.door.joins("sam", "c", role="participant")

    assert sam.client.get("/scanner").status_code == 403
    assert sam.posts("checkins", place=FIRST, nonce="nonce-1234", code=hall.door.own(ANN)).status_code == 403
    assert hall.door.log() == []


def test_in_another_programme_nobody_is_seen_nor_noted(hall: Gate) -> None:
    with hall.house.database.write() as store:
        programmes.save(store, course(lesson("a", "2026-01-05T09:00"), code="other"))
    hall.door.joins("otto", "other", role="organiser")
    hall.door.joins("zoe", "other")
    with hall.signs_in("otto", "other") as otto:
        found = otto.posts("people", text="สมหมาย").json()
        said = otto.scans(hall.door.own(ANN))

    assert found == {"people": [], "more": False}
    assert (said["title"], said["name"]) == ("อยู่หลักสูตรอื่น", "")
    assert hall.door.statuses() == {}


def test_signing_out(sam: Guard) -> None:
    assert sam.posts("leave").status_code == 200
    assert sam.client.get("/scanner").status_code == 403


def test_the_page_alone_may_use_the_camera_and_is_kept_nowhere(sam: Guard) -> None:
    headers = sam.client.get("/scanner").headers

    assert headers["permissions-policy"] == "camera=(self), geolocation=(), microphone=()"
    assert "camera=()" in sam.client.get("/").headers["permissions-policy"]
    assert headers["cache-control"] == "private, no-store"
    assert "script-src 'self'" in headers["content-security-policy"]


def test_no_code_and_no_id_is_on_the_page(hall: Gate, sam: Guard) -> None:
    assert [code for code in (hall.door.own(ANN), hall.door.own(BEN), ANN, BEN) if code in sam.page] == []


# What is posted


@pytest.mark.parametrize(
    "fields",
    [
        {}, {"nonce": "short"}, {"nonce": "x" * 65}, {"nonce": 12345678}, {"ago": "1"}, {"ago": None},
        {"ago": -1}, {"ago": 10**400}, {"ago": -(10**400)}, {"ago": 1e300},
        {"code": 5},
        {"answers": "a"}, {"answers": ["a"]}, {"answers": [{"question": "meal", "text": 5}]},
        {"chosen": ["a"]}, {"place": 1}, {"reason": {}}, {"reason": "a\0b"}, {"code": "\0"},
    ],
)  # fmt: skip
def test_what_is_no_scan_is_turned_down(hall: Gate, sam: Guard, fields: dict[str, object]) -> None:
    whole = {"place": FIRST, "nonce": "nonce-1234", "code": hall.door.own(ANN)} if fields else {}

    assert sam.posts("checkins", **{**whole, **fields}).status_code == 400
    assert hall.door.log() == []


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
_GOOD = {
    "place": FIRST,
    "nonce": "nonce-1234",
    "ago": 5,
    "code": "C2C2C2C2C2",
    "chosen": "0" * 64,
    "text": "สมหมาย",
    "moves": True,
    "force": True,
    "reason": "รถติด",
    "lang": "en",
}
_FIELDS = st.fixed_dictionaries({}, optional={name: _JSON | st.text() | st.just(good) for name, good in _GOOD.items()})


@given(st.sampled_from(["checkins", "people", "undo"]), _FIELDS | _JSON)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_posted_breaks_it_nor_makes_a_record(hall: Gate, olga: Guard, door: str, said: object) -> None:
    headers = {**olga.headers, "Content-Type": "application/json"}
    answer = olga.client.post(f"/scanner/{door}", content=json.dumps(said).encode(), headers=headers)

    assert answer.status_code in (200, 400, 422, 429)
    assert hall.door.statuses() == {}


@pytest.mark.parametrize(
    "place", ["", "a", "a//out", "nothing//in", "a/x/in", "a//mark", "a///in", "%00//in", "a//in/"]
)
def test_where_nobody_checks_in_nobody_is_noted(hall: Gate, sam: Guard, place: str) -> None:
    answer = sam.posts("checkins", place=place, nonce="nonce-1234", code=hall.door.own(ANN))

    assert (answer.status_code, answer.json()) == (422, {"message": "ไม่มีจุดเช็กอินนี้แล้วค่ะ รบกวนเปิดหน้านี้ใหม่"})
    assert sam.client.get("/scanner/state", params={"place": place}).status_code == 404


def test_a_session_that_was_cancelled_meanwhile(hall: Gate, sam: Guard) -> None:
    with hall.house.database.write() as store:
        programmes.save(store, replace(DAY, sessions=(replace(DAY.sessions[0], status="cancelled"), *DAY.sessions[1:])))

    assert sam.scans(hall.door.own(ANN))["title"] == "คาบนี้ไม่จัดแล้ว"
    assert [line.outcome for line in hall.door.log()] == ["cancelled"]


def test_too_much_is_not_read(sam: Guard) -> None:
    assert sam.posts("checkins", reason="x" * 17_000).status_code == 400
    assert sam.shows(b"\xff\xd8" + b"x" * LARGEST).status_code == 413


def test_too_fast_is_told_when_to_come_again(sam: Guard) -> None:
    answers = [sam.posts("people", text="สมหมาย") for _ in range(12)]

    assert [each.status_code for each in answers][:10] == [200] * 10
    assert (answers[-1].status_code, answers[-1].headers["retry-after"]) == (429, "1")

"""The scanner without a browser: what each request does, and for whom."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.web.scanner.reading import LARGEST, read
from storage import programmes
from storage.people import Details, Membership
from tests.services.season import course, lesson
from tests.web.gate import ANN, BEN, DAY, FIRST, LEAVING, Gate, Guard, gate, photo


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


def test_whoever_shows_their_code_is_noted(hall: Gate, sam: Guard) -> None:
    assert sam.scans(hall.door.own(ANN)) == {
        "tone": "good",
        "title": "เช็กอินแล้ว",
        "name": ANN,
        "organisation": "",
        "note": "เวลา 08.50 น.",
        "asks": "",
        "undo": True,
        "crowd": "มาแล้ว 1/2 · สาย 0 · ยังไม่มา 1",
    }
    assert hall.door.statuses() == {f"a {ANN}": "present"}


def test_each_outcome_is_said(hall: Gate, sam: Guard) -> None:
    ann, ben = hall.door.own(ANN), hall.door.own(BEN)
    said = []

    def scans(code: str, **fields: object) -> None:
        answer = sam.scans(code, **fields)
        said.append((answer["tone"], answer["title"], answer["note"]))

    hall.at("2026-01-05T08:10")
    scans(ann)
    hall.at("2026-01-05T09:20")
    scans(ann)
    scans(ann)
    scans(ann, place="x//in")
    scans("C2C2C2C2C2")
    hall.at("2026-01-05T12:40")
    scans(ben)

    assert said == [
        ("ask", "ยังไม่ถึงเวลา", "เปิดเช็กอิน 08.15 น."),
        ("late", "เช็กอินแล้ว · สาย", "เวลา 09.20 น."),
        ("known", "เช็กอินไว้แล้ว", "ตั้งแต่ 09.20 น."),
        ("ask", "เช็กอินอยู่อีกห้อง", "อยู่ใน “เมืองอัจฉริยะกับข้อมูลเปิด” ถ้าย้ายมาที่นี่แล้ว แตะ ย้ายมาคาบนี้"),
        ("bad", "ไม่รู้จักรหัสนี้", "ให้เจ้าของพิมพ์ โค้ดของฉัน ในแชตเพื่อขอรหัสของวันนี้ หรือค้นด้วยชื่อ"),
        ("ask", "หมดเวลาแล้ว", "ปิดเมื่อ 12.00 น."),
    ]


def test_yesterdays_code_is_told_from_one_that_nobody_has(hall: Gate) -> None:
    code = hall.door.own(ANN)
    hall.at("2026-01-06T08:50")
    with hall.signs_in() as sam:
        assert sam.scans(code) == {
            "tone": "bad",
            "title": "รหัสของเมื่อวาน",
            "name": ANN,
            "organisation": "",
            "note": "ให้เจ้าของพิมพ์ โค้ดของฉัน ในแชตเพื่อขอรหัสของวันนี้ หรือค้นด้วยชื่อ",
            "asks": "",
            "undo": False,
            "crowd": "มาแล้ว 0/2 · สาย 0 · ยังไม่มา 2",
        }


def test_in_english(hall: Gate, sam: Guard) -> None:
    hall.at("2026-01-05T08:10")
    answer = sam.scans(hall.door.own(ANN), lang="en")

    assert (answer["title"], answer["note"]) == ("Too early", "opens at 08:15")
    assert "Check-in scanner" in sam.client.get("/scanner?lang=en").text


def test_leaving_is_noted_where_the_programme_asks_for_it(tmp_path: Path) -> None:
    with gate(tmp_path, LEAVING) as hall, hall.signs_in() as sam:
        code = hall.door.own(ANN)
        first = sam.scans(code, place="a//out")
        sam.scans(code)
        hall.at("2026-01-05T11:30")
        said = [sam.scans(code, place="a//out") for _ in range(2)]

    assert [(each["title"], each["note"]) for each in (first, *said)] == [
        ("ยังไม่ได้เช็กอินเข้า", ""),
        ("บันทึกการออกแล้ว", "เวลา 11.30 น."),
        ("ออกไปแล้ว", "ตั้งแต่ 11.30 น."),
    ]
    assert said[0]["crowd"] == "ออกแล้ว 1 · ยังอยู่ 0"


def test_what_was_kept_without_a_connection_has_its_own_time(hall: Gate, sam: Guard) -> None:
    code = hall.door.own(ANN)
    hall.at("2026-01-05T14:00")

    assert sam.scans(code, ago=5 * 3600_000)["note"] == "เวลา 09.00 น."
    assert sam.scans(hall.door.own(BEN), ago=12 * 3600_000 + 60_000)["title"] == "สแกนไว้นานเกินไป"


def test_the_same_nonce_counts_once(hall: Gate, sam: Guard) -> None:
    said = [sam.scans(hall.door.own(ANN), nonce="the-same-one") for _ in range(3)]

    assert said == [said[0]] * 3
    assert len(hall.door.log()) == 1


def test_an_organiser_sets_the_time_aside_with_a_reason_and_a_scanner_does_not(
    hall: Gate, sam: Guard, olga: Guard
) -> None:
    hall.at("2026-01-05T12:40")
    code = hall.door.own(ANN)
    asks = [guard.scans(code)["asks"] for guard in (sam, olga)]
    fields = {"place": FIRST, "code": code, "force": True, "nonce": "nonce-forced"}
    refused = [sam.posts("checkins", **fields, reason="รถติด"), olga.posts("checkins", **fields, reason=" ")]

    assert asks == ["", "force"]
    assert [(each.status_code, each.json()["message"]) for each in refused] == [
        (422, "เฉพาะผู้จัดเท่านั้นที่ให้เช็กอินนอกเวลาได้ค่ะ"),
        (422, "รบกวนพิมพ์เหตุผล ไม่เกิน 200 ตัวอักษรค่ะ"),
    ]
    assert olga.scans(code, force=True, reason="รถติด")["title"] == "เช็กอินแล้ว · สาย"


def test_who_has_moved_is_noted_after_a_tap(hall: Gate, sam: Guard) -> None:
    hall.at("2026-01-05T09:20")
    code = hall.door.own(ANN)
    sam.scans(code)

    assert sam.scans(code, place="x//in")["asks"] == "moves"
    assert sam.scans(code, place="x//in", moves=True)["title"] == "เช็กอินแล้ว"
    assert hall.door.statuses() == {f"x {ANN}": "present"}


def test_a_scanner_finds_by_four_letters_and_sees_names_alone(hall: Gate, sam: Guard, olga: Guard) -> None:
    with hall.house.database.write() as store:
        from storage import people

        person = people.add(store, Details("นายสมศักดิ์ รักดี", "เทศบาลนครตัวอย่าง", "ปลัด", "s@example.org", "081"))
        people.enrol(store, person, Membership("c"))
    short = sam.posts("people", text="สมศ")
    (found,) = sam.posts("people", text="สมศัก").json()["people"]

    assert (short.status_code, short.json()) == (422, {"message": "พิมพ์ชื่ออย่างน้อย 4 ตัวอักษรนะคะ"})
    assert found == {"handle": found["handle"], "name": "นายสมศักดิ์ รักดี", "organisation": "เทศบาลนครตัวอย่าง"}
    assert len(found["handle"]) == 64
    assert [each["name"] for each in olga.posts("people", text="ส").json()["people"]] == [BEN, "นายสมศักดิ์ รักดี"]
    assert sam.posts("people", text="ไม่มีใคร").json() == {"people": [], "more": False}
    assert sam.scans(chosen=found["handle"])["name"] == "นายสมศักดิ์ รักดี"


def test_who_was_found_cannot_be_noted_from_another_browser(hall: Gate, sam: Guard, olga: Guard) -> None:
    (found,) = sam.posts("people", text="สมหมาย").json()["people"]

    assert olga.scans(chosen=found["handle"])["title"] == "ไม่รู้จักรหัสนี้"
    assert hall.door.statuses() == {}


@pytest.mark.parametrize("chosen", ["1", "2", "0" * 64, "นายสมหมาย ตั้งต้น", "../1"])
def test_nobody_is_noted_by_a_handle_that_was_made_up(hall: Gate, sam: Guard, chosen: str) -> None:
    assert sam.scans(chosen=chosen)["title"] == "ไม่รู้จักรหัสนี้"
    assert hall.door.statuses() == {}


def test_a_scan_is_taken_back_once_by_whoever_made_it(hall: Gate, sam: Guard, olga: Guard) -> None:
    sam.scans(hall.door.own(ANN), nonce="to-be-undone")
    others = olga.posts("undo", nonce="to-be-undone")
    said = [sam.posts("undo", nonce="to-be-undone") for _ in range(2)]

    assert [(each.status_code, each.json()) for each in (others, *said)] == [
        (422, {"message": "ไม่พบรายการนี้แล้วค่ะ"}),
        (200, {"title": "ย้อนกลับแล้ว"}),
        (422, {"message": "รายการนี้ย้อนกลับไปแล้วค่ะ"}),
    ]
    assert hall.door.statuses() == {}


def test_too_late_to_take_it_back(hall: Gate, sam: Guard) -> None:
    sam.scans(hall.door.own(ANN), nonce="to-be-undone")
    hall.later(minutes=16)

    assert sam.posts("undo", nonce="to-be-undone").status_code == 422
    assert hall.door.statuses() == {f"a {ANN}": "present"}


# Who may


def test_nobody_does_anything_who_is_not_signed_in(hall: Gate, sam: Guard) -> None:
    with httpx.Client(base_url=hall.url, trust_env=False) as stranger:
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
    with httpx.Client(base_url=hall.url, trust_env=False) as other:
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
    assert sam.posts("checkins", reason="x" * 5000).status_code == 400
    assert sam.shows(b"\xff\xd8" + b"x" * LARGEST).status_code == 413


def test_too_fast_is_told_when_to_come_again(sam: Guard) -> None:
    answers = [sam.posts("people", text="สมหมาย") for _ in range(12)]

    assert [each.status_code for each in answers][:10] == [200] * 10
    assert (answers[-1].status_code, answers[-1].headers["retry-after"]) == (429, "1")


# Pictures


def test_a_picture_is_read(hall: Gate, sam: Guard) -> None:
    code = hall.door.own(ANN)

    assert sam.shows(photo(code)).json() == {"code": code}
    assert sam.shows(photo(code, (640, 360), 37)).json() == {"code": code}
    assert sam.shows(_jpeg(Image.new("RGB", (640, 480), "gray"))).json() == {"code": ""}
    assert hall.door.log() == []


@pytest.mark.parametrize("size", [(1281, 10), (10, 1281), (20_000, 20_000)])
def test_a_picture_that_is_too_large_is_not_unpacked(sam: Guard, size: tuple[int, int]) -> None:
    made = Image.new("L", (8, 8))
    plain = bytearray(_jpeg(made))
    frame = plain.index(b"\xff\xc0") + 5
    plain[frame : frame + 4] = size[1].to_bytes(2, "big") + size[0].to_bytes(2, "big")

    assert sam.shows(bytes(plain)).status_code == 422


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_nothing_but_a_jpeg_is_read(kind: str) -> None:
    written = io.BytesIO()
    with Image.open(io.BytesIO(photo("K7P4XQRM29"))) as picture:
        picture.save(written, kind)

    assert read(written.getvalue()) is None


@given(st.binary(max_size=600), st.integers(0, 4000), st.integers(0, 4000))
@settings(max_examples=300, deadline=None)
def test_no_picture_is_too_broken(junk: bytes, start: int, end: int) -> None:
    whole = photo("K7P4XQRM29", (160, 120))

    assert read(whole[:start] + junk + whole[end:]) in (None, "", "K7P4XQRM29")
    assert read(junk) is None


def _jpeg(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG")
    return written.getvalue()

"""The timetable in the console: changed in place, looked at before it is so, told, and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address
from bot.services import changes
from bot.services import programme as programmes
from storage import outbox
from storage.programme import Speaker, Text, Venue
from tests.services.season import lesson
from tests.web.browser import turns
from tests.web.console.looks import looking
from tests.web.console.office import DAY, OTHER, office, post, queries, told, words


if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx
    from playwright.sync_api import Browser

    from storage.programme import Programme, Session
    from tests.web.console.client import Client
    from tests.web.console.office import Office


PLACED = replace(
    DAY,
    venues=(Venue("a", Text("ห้อง A")), Venue("b", Text("ห้อง B"))),
    speakers=(Speaker("x", Text("ดร.เอกชัย สุขใจ")),),
    sessions=tuple(replace(each, venue="a", speakers=("x",)) for each in DAY.sessions),
)
SECOND = {
    "session": "b",
    "title": "วิชา b",
    "start": "2026-01-05T13:00",
    "end": "2026-01-05T16:00",
    "venue": "a",
    "elsewhere": "",
    "speakers": "ดร.เอกชัย สุขใจ",
    "meeting": "",
    "status": "confirmed",
}


@pytest.fixture
def here() -> Iterator[Office]:
    with office(PLACED, OTHER) as made:
        with made.database.write() as store:
            programmes.keep(store, PLACED, now=made.clock.now())
        yield made


def _now(here: Office) -> Programme:
    with here.database.read() as store:
        return programmes.kept(store, "c")


def _session(here: Office, code: str = "b") -> Session:
    return next(each for each in _now(here).sessions if each.code == code)


def _sure(answer: httpx.Response) -> str:
    return answer.text.partition('name="sure" value="')[2].partition('"')[0]


def _changed(client: Client, **fields: str) -> httpx.Response:
    """Shown, and confirmed."""
    wanted = {**SECOND, **fields}
    shown = post(client, "programme/session", wanted)
    assert shown.status_code == 200, words(shown)
    return post(client, "programme/session", {**wanted, "sure": _sure(shown)})


def _said(here: Office, who: str) -> list[str]:
    with here.database.read() as store:
        return [left.reply.text for left in outbox.sent_to(store, Address("line", who))]


def test_a_session_is_changed_once_it_was_seen_what_that_means(here: Office) -> None:
    client = here.client()
    shown = post(
        client, "programme/session", {**SECOND, "start": "2026-01-05T14:00", "end": "2026-01-05T17:00", "venue": "b"}
    )
    text = words(shown)
    assert "เลื่อนเวลา" in text
    assert "ห้อง B" in text
    assert "LINE" in text
    assert _session(here).venue == "a"

    done = _changed(client, start="2026-01-05T14:00", end="2026-01-05T17:00", venue="b")
    assert told(client, done) == "บันทึกแล้วค่ะ ยังไม่ได้แจ้งผู้เรียน เลือกด้านล่างว่าจะแจ้งหรือไม่"
    assert (_session(here).venue, f"{_session(here).start:%H:%M}") == ("b", "14:00")
    assert len(_said(here, "otto")) == 1
    assert [deed.what for deed in here.deeds() if deed.what != "people.seen"] == ["session.changed"]


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"title": "ชื่อใหม่"}, {"title": Text("ชื่อใหม่")}),
        ({"elsewhere": "ห้องประชุมชั้น 5"}, {"venue": "venue-1"}),
        ({"elsewhere": "https://example.org/z"}, {"venue": "venue-1"}),
        ({"venue": ""}, {"venue": ""}),
        ({"speakers": "ดร.เอกชัย สุขใจ, นางสาวใหม่ มากดี"}, {"speakers": ("x", "speaker-1")}),
        ({"meeting": "ล็อบบี้โรงแรม"}, {"meeting": Text("ล็อบบี้โรงแรม")}),
        ({"status": "cancelled"}, {"status": "cancelled"}),
    ],
)
def test_each_field_counts(here: Office, fields: dict[str, str], wanted: dict[str, object]) -> None:
    assert _changed(here.client(), **fields).status_code == 303
    assert {name: getattr(_session(here), name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"title": ""}, "กรุณากรอกช่องนี้ค่ะ"),
        ({"end": "2026-01-05T12:00"}, "สิ้นสุด"),
        ({"start": "พรุ่งนี้"}, "aria-invalid"),
        ({}, "วิชา b"),
    ],
)
def test_what_makes_no_sense_is_said_and_changes_nothing(here: Office, fields: dict[str, str], complaint: str) -> None:
    before = _now(here)
    answer = post(here.client(), "programme/session", {**SECOND, **fields})
    assert answer.status_code == 422
    assert complaint in answer.text
    assert _now(here) == before


def test_two_who_change_it_at_once_both_see_what_the_other_did(here: Office) -> None:
    olga, otto = here.client(), here.client("otto")
    wanted = {**SECOND, "meeting": "ล็อบบี้"}
    first = post(olga, "programme/session", wanted)
    _changed(otto, venue="b")

    again = post(olga, "programme/session", {**wanted, "sure": _sure(first)})
    assert again.status_code == 200
    assert "เพิ่งถูกแก้จากที่อื่น" in words(again)
    assert not _session(here).meeting


def test_a_session_is_added_and_its_clashes_are_said(here: Office) -> None:
    client = here.client()
    new = {**SECOND, "session": "", "title": "เสวนาพิเศษ"}
    shown = post(client, "programme/session", new)
    assert "ห้อง" in words(shown)
    assert 'class="notice warn"' in shown.text
    done = post(client, "programme/session", {**new, "sure": _sure(shown)})
    assert done.status_code == 303
    assert _session(here, "session-1").title == Text("เสวนาพิเศษ")
    assert (_session(here, "session-1").venue, _session(here, "session-1").speakers) == ("a", ("x",))


@pytest.mark.parametrize(
    ("wish", "said", "states"),
    [
        ("send", "กำลังแจ้ง 5 คนค่ะ", ("told",)),
        ("now", "กำลังแจ้ง 5 คนค่ะ", ("told",)),
        ("hold", "ได้ค่ะ ยังไม่แจ้งใคร", ("held",)),
        ("hush", "ได้ค่ะ ไม่แจ้งเรื่องนี้", ("quiet",)),
    ],
)
def test_what_becomes_of_it_is_decided(here: Office, wish: str, said: str, states: tuple[str, ...]) -> None:
    client = here.client()
    _changed(client, venue="b")
    with here.database.read() as store:
        newest = changes.newest(store, "c")
    assert newest
    fields = {"release": str(newest.id), "wish": wish, "note": "ขออภัยค่ะ"}
    assert told(client, post(client, "programme/notify", fields)) == said
    with here.database.read() as store:
        decided = changes.newest(store, "c")
    assert decided
    assert (decided.state, decided.note) == (*states, "ขออภัยค่ะ")
    again = post(client, "programme/notify", {**fields, "release": "9999"})
    assert told(client, again).startswith("กำหนดการเพิ่งเปลี่ยนไป")


def test_a_version_is_taken_back_and_that_too(here: Office) -> None:
    client = here.client()
    _changed(client, venue="b")
    for venue in ("a", "b"):
        with here.database.read() as store:
            newest = changes.newest(store, "c")
        assert newest
        shown = post(client, "programme/undo", {"release": str(newest.id)})
        assert shown.status_code == 200
        done = post(client, "programme/undo", {"release": str(newest.id), "sure": _sure(shown)})
        assert done.status_code == 303
        assert _session(here).venue == venue
    page = words(client.get("/console/c/programme/releases"))
    assert page.count("เปลี่ยน 1 หัวข้อ") == 3
    first = post(client, "programme/undo", {"release": "1"})
    assert first.status_code == 422
    assert "ฉบับแรก" in first.text


def test_what_is_of_another_programme_is_not_there(here: Office) -> None:
    _changed(here.client(), venue="b")
    assert here.client().get("/console/d/programme").status_code == 404
    otto = here.client("otto")
    token = post(otto, "programme/undo", {"release": "2"})
    assert token.status_code == 200
    assert here.stranger().get("/console/c/programme").status_code == 403
    assert here.client().get("/console/c/programme/session?session=nothing").status_code == 404


def test_the_store_is_asked_as_often_for_many_as_for_few() -> None:
    counts = []
    for many in (5, 200):
        days = [f"2026-{1 + number // 25:02d}-{1 + number % 25:02d}T09:00" for number in range(many)]
        season = replace(PLACED, sessions=tuple(lesson(f"n{number}", day) for number, day in enumerate(days)))
        with office(season, OTHER) as here:
            here.crowd(many)
            client, asked = here.client(), []
            for path in ("programme", "programme/session?session=n1", "programme/releases"):
                client.get(f"/console/c/{path}")
                with queries() as found:
                    assert client.get(f"/console/c/{path}").status_code == 200
                asked.append(found.count)
            counts.append(asked)
    assert counts[0] == counts[1]
    assert max(counts[0]) < 20


def test_how_it_looks(there: Office, browser: Browser) -> None:
    moved = replace(PLACED, sessions=(replace(PLACED.sessions[0], venue="b"), *PLACED.sessions[1:]))
    with there.database.write() as store:
        for each in (PLACED, moved):
            programmes.keep(store, each, now=there.clock.now(), by=there.people["olga"])
    with looking(browser, there) as desk:
        desk.looks("programme")
        desk.looks("programme/releases")
        desk.looks("programme/session?session=b", "programme-session")
        desk.page.get_by_label("จุดนัดพบ").fill("ล็อบบี้โรงแรม")
        turns(desk.page.get_by_role("button", name="ดูว่าจะเปลี่ยนอะไร"))
        desk.page.get_by_role("heading", name="ตรวจก่อนยืนยัน").wait_for()
        desk.seen("programme-sure")
        turns(desk.page.get_by_role("button", name="ยืนยันการเปลี่ยนแปลง"))
        desk.page.get_by_text("ยังไม่ได้แจ้งผู้เรียน เลือกด้านล่าง").wait_for()

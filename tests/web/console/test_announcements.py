"""Announcements in the console: written, looked at, approved by another, sent once, stopped, told again, corrected."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address, Reply
from bot.services import announce
from bot.services.notices import acknowledge_choice
from storage import feedback, outbox
from storage.audiences import Audience
from storage.feedback import About
from storage.programme import Group, Text, Venue
from tests.web.console.looks import looking
from tests.web.console.office import DAY, OTHER, office, post, queries, told


if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from storage.announcements import Announcement
    from tests.web.console.client import Client
    from tests.web.console.office import Office


MAPPED = replace(
    DAY,
    venues=(Venue("hall", Text("หอประชุม NIA"), address=Text("กรุงเทพฯ"), latitude=13.75, longitude=100.5),),
    groups=(Group("north", Text("ภาคเหนือ"), "region"),),
)
BUS = {"text": "รถออก 8.00 น. จากหน้าโรงแรม", "to": "everyone", "when": "now", "asks": "y"}
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0"
    b"\x03\x01\x01\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82"
)


@pytest.fixture
def here() -> Iterator[Office]:
    with office(MAPPED, OTHER) as made:
        yield made


def _the(here: Office, number: int = 1) -> Announcement:
    with here.database.read() as store:
        return announce.get(store, number)


def _mark(client: Client, number: int = 1) -> str:
    found = re.search(r'name="mark" value="([0-9a-f]{8})"', client.get(f"/console/c/announcements/{number}").text)
    assert found
    return found[1]


def _plan(here: Office) -> None:
    with here.database.write() as store:
        while announce.plan(store, here.clock.now(), acknowledge_choice):
            pass


def _said(here: Office) -> list[str]:
    """What waits to leave, by who gets it."""
    with here.database.read() as store:
        return [
            f"{name}: {left.reply.text}"
            for name in here.people
            for left in outbox.sent_to(store, Address("line", name))
        ]


def test_nothing_goes_before_it_was_confirmed_and_then_once(here: Office) -> None:
    client = here.client()
    written = post(client, "announcements/new", BUS)
    assert written.status_code == 303
    assert told(client, written) == "บันทึกประกาศที่ 1 แล้วค่ะ ยังไม่ส่งถึงใคร ตรวจตัวอย่างแล้วกดยืนยันนะคะ"
    page = client.get("/console/c/announcements/1").text
    assert "ส่งถึง 5 คน · LINE 5 ข้อความ" in page
    _plan(here)
    assert _said(here) == []

    mark = _mark(client)
    sent = post(client, "announcements/1/confirm", {"mark": mark})
    assert told(client, sent) == "กำลังส่งประกาศที่ 1 ค่ะ"
    assert "data-goes" in client.get("/console/c/announcements/1").text
    post(client, "announcements/1/confirm", {"mark": mark})
    _plan(here)
    assert _said(here) == [f"{name}: {BUS['text']}" for name in here.people]
    done = [deed.what for deed in here.deeds() if deed.what != "people.seen"]
    assert done == ["announcement.drafted", "announcement.confirmed", "announcement.confirmed"]


def test_what_was_changed_meanwhile_is_looked_at_again(here: Office) -> None:
    client = here.client()
    post(client, "announcements/new", BUS)
    mark = _mark(client)
    post(here.client("otto"), "announcements/1/edit", {**BUS, "text": "รถออก 9.00 น."})

    answer = post(client, "announcements/1/confirm", {"mark": mark})
    assert answer.status_code == 422
    assert "ประกาศนี้เพิ่งถูกแก้ไข" in answer.text
    assert _the(here).state == "draft"


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"to": "everyone"}, Audience()),
        ({"to": "participant"}, Audience(roles=("participant",))),
        ({"to": "organiser", "channel": "telegram"}, Audience(roles=("organiser",), channel="telegram")),
        ({"to": "teams", "teams": ["north"]}, Audience(teams=("north",))),
        ({"to": "absent"}, Audience(missing=(("a", ""),))),
        ({"to": "words", "words": "คุณกิ่งแก้ว"}, Audience(people=(1,))),
    ],
)
def test_whom_it_is_for(here: Office, fields: dict[str, str | list[str]], wanted: Audience) -> None:
    client = here.client()
    assert post(client, "announcements/new", {**BUS, **fields}).status_code == 303
    assert _the(here).audience == wanted
    again = client.get("/console/c/announcements/1/edit")
    assert again.status_code == 200
    assert post(client, "announcements/1/edit", {**BUS, **fields, **({"to": "kept"} if "words" in fields else {})})
    assert _the(here).audience == wanted


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"text": ""}, "aria-invalid"),
        ({"to": "teams"}, "เลือกอย่างน้อยหนึ่งทีมค่ะ"),
        ({"to": "words", "words": "นายไม่มี ใครรู้จัก"}, "นายไม่มี ใครรู้จัก"),
        ({"when": "at", "at": "2026-01-05T08:00"}, "ผ่านไปแล้ว"),
        ({"when": "at"}, "วันและเวลา"),
        ({"link": "javascript:alert(1)"}, "https://"),
        ({"to": "nobody"}, "เลือก"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_written(here: Office, fields: dict[str, str], complaint: str) -> None:
    answer = post(here.client(), "announcements/new", {**BUS, "label": "แผนที่", **fields})
    assert answer.status_code == 422
    assert complaint in answer.text
    assert "แผนที่" in answer.text
    with here.database.read() as store:
        assert announce.latest(store, ["c"]) == []


def test_those_who_have_not_answered_what_they_are_asked(here: Office) -> None:
    client, fields = here.client(), {**BUS, "to": "unanswered"}
    nothing = post(client, "announcements/new", fields)
    assert nothing.status_code == 422
    with here.database.write() as store:
        until = here.clock.now() + timedelta(days=2)
        form = feedback.open_form(store, About("c", session="a"), here.clock.now(), until, anonymous=True, fewest=5)
        assert form
        feedback.ask(store, form.id, [here.people["ann"], here.people["ben"]])
        feedback.note(store, form.id, here.people["ben"], "answered")
    assert post(client, "announcements/new", fields).status_code == 303
    assert _the(here).audience == Audience(unanswered=(form.id,))
    assert "ส่งถึง 1 คน · LINE 1 ข้อความ" in client.get("/console/c/announcements/1").text


def test_a_picture_a_file_a_place_and_a_link_go_with_it(here: Office) -> None:
    client = here.client()
    fields = {**BUS, "place": "hall", "link": "https://example.org/map", "label": "แผนที่"}
    files = {
        "picture": ("bus.png", PNG, "image/png"),
        "file": ("C:\\docs\\กำหนดการ.pdf", b"%PDF-1.7", "application/pdf"),
    }
    assert post(client, "announcements/new", fields, files=files).status_code == 303
    reply = _the(here).reply
    assert [len(each) for each in (reply.images, reply.files, reply.places, reply.links)] == [1, 1, 1, 1]
    assert (reply.files[0].name, reply.places[0].title, reply.links[0].url) == (
        "กำหนดการ.pdf",
        "หอประชุม NIA",
        "https://example.org/map",
    )
    post(client, "announcements/1/edit", fields)
    assert len(_the(here).reply.images) == 1
    post(client, "announcements/1/edit", {**BUS, "bare": "y", "link": ""})
    assert (_the(here).reply.images, _the(here).reply.links) == ((), ())
    broken = post(client, "announcements/new", BUS, files={"picture": ("x.png", b"no picture", "image/png")})
    assert broken.status_code == 422


def test_another_organiser_approves_and_is_told_in_their_chat() -> None:
    with office(replace(MAPPED, settings={**MAPPED.settings, "announcements": {"approval": True}})) as here:
        olga, otto = here.client(), here.client("otto")
        post(olga, "announcements/new", BUS)
        asked = post(olga, "announcements/1/confirm", {"mark": _mark(olga)})
        assert told(olga, asked) == "ส่งประกาศที่ 1 ให้ผู้จัดอีกคนอนุมัติแล้วค่ะ"
        assert len(_said(here)) == 1
        assert _said(here)[0].startswith("otto: ")

        own = post(olga, "announcements/1/approve", {"mark": "00000000"})
        assert own.status_code == 422
        back = post(otto, "announcements/1/decline", {"reason": "ขาดชื่อโรงแรม"})
        assert told(otto, back) == "ส่งประกาศที่ 1 กลับให้ผู้เขียนแล้วค่ะ"
        assert any(each.startswith("olga: ") and "ขาดชื่อโรงแรม" in each for each in _said(here))

        post(olga, "announcements/1/confirm", {"mark": _mark(olga)})
        assert told(otto, post(otto, "announcements/1/approve", {"mark": _mark(otto)})) == "อนุมัติประกาศที่ 1 แล้วค่ะ"
        assert _the(here).state == "scheduled"


def test_in_quiet_hours_it_waits_unless_it_is_said_otherwise(here: Office) -> None:
    here.at("2026-01-05T22:00")
    client = here.client()
    for _ in range(2):
        post(client, "announcements/new", BUS)
    assert "ตอนนี้เป็นเวลางดรบกวน" in client.get("/console/c/announcements/1").text
    later = post(client, "announcements/1/confirm", {"mark": _mark(client), "at": "rest"})
    assert told(client, later) == "ตั้งเวลาประกาศที่ 1 แล้วค่ะ"
    now = post(client, "announcements/2/confirm", {"mark": _mark(client, 2), "at": "now"})
    assert told(client, now) == "กำลังส่งประกาศที่ 2 ค่ะ"


def test_it_is_stopped_told_again_and_corrected(here: Office) -> None:
    client = here.client()
    post(client, "announcements/new", BUS)
    post(client, "announcements/1/confirm", {"mark": _mark(client)})
    _plan(here)
    bars = re.findall("<meter(.*?)aria-label", client.get("/console/c/announcements/1").text)
    assert bars == [' min="0" max="5" low="0.1" high="5" optimum="0" value="5" ']  # amber: nobody has it yet
    stopped = post(client, "announcements/1/stop")
    assert told(client, stopped) == "หยุดประกาศที่ 1 แล้วค่ะ ยังไม่ส่ง 5 ข้อความ ส่งไปแล้ว 0"
    post(client, "announcements/1/correct", {"text": "รถออก 9.00 น."})
    assert (_the(here, 2).corrects, _the(here, 2).state, _the(here, 2).reply.text) == (1, "draft", "รถออก 9.00 น.")
    post(client, "announcements/2/cancel")
    assert _the(here, 2).state == "cancelled"
    post(client, "announcements/1/chase")
    assert _the(here, 3).chases == 1


def test_how_many_it_is_for_is_counted_while_it_is_written(here: Office) -> None:
    client = here.client()
    counted = client.get("/console/c/announcements/count?to=participant&asks=y").json()
    assert counted == {"line": "ส่งถึง 2 คน · LINE 2 ข้อความ", "missing": ["ผู้เข้าอบรม"]}
    nobody = client.get("/console/c/announcements/count?to=words&words=ใครก็ไม่รู้").json()
    assert "ใครก็ไม่รู้" in nobody["line"]


def test_the_preview_may_be_framed_by_the_console_alone(here: Office) -> None:
    client = here.client()
    post(client, "announcements/new", BUS)
    preview = client.get("/console/c/announcements/1/preview")
    assert BUS["text"] in preview.text
    assert preview.headers["content-security-policy"] == "frame-ancestors 'self'"
    assert "frame-src 'self'" in client.get("/console/c/announcements/1").headers["content-security-policy"]


def test_those_of_another_programme_are_not_there(here: Office) -> None:
    post(here.client(), "announcements/new", BUS)
    otto = here.client("otto")
    assert otto.get("/console/d/announcements/1").status_code == 404
    assert here.client().get("/console/d/announcements").status_code == 404
    assert here.stranger().get("/console/c/announcements").status_code == 403


def test_the_store_is_asked_as_often_for_many_as_for_few(here: Office) -> None:
    client = here.client()
    counts = []
    for crowd in (20, 200):
        here.crowd(crowd)
        for _ in range(crowd // 10):
            post(client, "announcements/new", BUS)
        asked = []
        for path in ("announcements", "announcements/new", "announcements/1"):
            client.get(f"/console/c/{path}")
            with queries() as found:
                assert client.get(f"/console/c/{path}").status_code == 200
            asked.append(found.count)
        counts.append(asked)
    assert counts[0] == counts[1]
    assert max(counts[0]) < 25


def test_how_they_look(there: Office, browser: Browser) -> None:
    with there.database.write() as store:
        for text in (BUS["text"], f"{BUS['text']}\nแต่งกายสุภาพ สวมรองเท้าที่เดินสบาย"):
            made = announce.draft(store, "c", there.people["olga"], Reply(text), there.clock.now())
        announce.confirm(store, DAY, made.id, there.people["olga"], there.clock.now())
    _plan(there)
    with looking(browser, there) as desk:
        desk.looks("announcements/new")
        assert desk.page.locator("#count").text_content() == "ส่งถึง 5 คน · LINE 5 ข้อความ\nทุกคนในหลักสูตร"
        desk.page.get_by_label("ผู้เข้าอบรมทั้งหมด").check()
        desk.page.get_by_text("ส่งถึง 2 คน").wait_for()
        desk.looks("announcements/1")
        desk.looks("announcements/2")
        desk.looks("announcements")

"""What becomes of a form: done and told, refused and shown again, kept as evidence; and how much it may send."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from bot.errors import Refused
from bot.services.log import Deed
from bot.web.console.bodies import Bounds
from bot.web.console.forms import Form
from bot.web.console.guard import Room
from bot.web.console.here import Done, Here, Shown
from bot.web.console.told import Told, keep
from storage import people
from storage.db import Unavailable
from tests.web.console.client import Client
from tests.web.console.office import told, words


if TYPE_CHECKING:
    from bot.web.console.here import Answer
    from tests.web.console.office import Office


class Renaming(Form):
    name = StringField(validators=[InputRequired(), Length(max=10)])
    age = IntegerField(validators=[NumberRange(20, 90)], default=50)


def page(here: Here) -> Answer:
    why = f"{here.refused.code}: {here.posted['name']}" if here.refused else ""
    return Shown("console/refused.html", {"refused": Refused("console.form_most", max=why or "-")})


def one(here: Here) -> Answer:
    return Shown("console/refused.html", {"refused": Refused("console.left")}, about=here.path["id"])


def rename(here: Here) -> Answer:
    form = Renaming.of(here)
    if not form.validate():
        return PlainTextResponse(" ".join(str(each) for found in form.errors.values() for each in found), 422)
    person = here.path["id"]
    people.add(here.store, people.Details(form.name.data or ""))
    if form.name.data == "ไม่":
        raise Refused("console.form_choice")
    if form.name.data == "ดูก่อน":
        return Shown("console/refused.html", {"refused": Refused("console.form_url")})
    return Done("log", "console.form_least", "people.seen", "today", person, {"age": 50}, {"min": form.name.data or ""})


def busy(_here: Here) -> Answer:
    raise Unavailable("BEGIN", None, TimeoutError())


def size(here: Here) -> Answer:
    file = here.posted["file"]
    return PlainTextResponse(str(file if isinstance(file, str) else len(file.file.read())))


@pytest.fixture
def olga(here: Office) -> Client:
    return Client(site(here), here.cookie())


def site(here: Office) -> Starlette:
    room = Room(here.house, "/static")
    return Starlette(
        routes=[
            room.page("today", "today", page),
            room.page("people", "people", page, seen=True),
            room.page("people/{id:int}", "people", one, seen=True),
            room.page("log", "log", page, owners=True),
            room.deed("people/{id:int}", "today", rename),
            room.deed("people/{id:int}/again", "today", rename, again=page),
            room.deed("people/{id:int}/owned", "today", rename, owners=True),
            room.page("busy", "today", busy),
            room.deed("busy", "today", busy),
            room.deed("file", "today", size, bounds=Bounds(fields=2, files=1, size=2_000)),
        ]
    )  # fmt: skip


def sends(client: Client, path: str, name: str = "ใหม่", **more: str) -> tuple[int, str]:
    """The status, and what is told on the page that comes."""
    answer = client.post(f"/console/c/{path}", data={"token": token(client), "name": name, **more})
    return answer.status_code, told(client, answer)


def token(client: Client) -> str:
    return client.get("/console/c/today").text.partition('name="token" value="')[2][:64]


def names(here: Office) -> list[str]:
    with here.database.read() as store:
        return [each.person.name for each in people.everybody(store)][5:]


def test_what_was_done_is_told_on_the_next_page_once_and_kept_as_evidence(here: Office, olga: Client) -> None:
    answer = olga.post("/console/c/people/1", data={"token": token(olga), "name": "ใหม่"})

    assert (answer.status_code, answer.headers["location"], names(here)) == (303, "/console/c/log", ["ใหม่"])
    assert told(olga, olga.get("/console/c/today")) == "ต้องไม่น้อยกว่า ใหม่ ค่ะ"
    assert told(olga, olga.get("/console/c/today")) == "ต้องไม่เกิน - ค่ะ"
    assert here.deeds() == [
        Deed("people.seen", here.clock.now(), "c", here.people["olga"], "today", 1, {"age": 50}),
    ]


def test_what_is_refused_changes_nothing_and_is_told(here: Office, olga: Client) -> None:
    assert sends(olga, "people/1", "ไม่") == (303, "กรุณาเลือกจากรายการค่ะ")
    assert sends(olga, "people/1/again", "ไม่") == (422, "กรุณาเลือกจากรายการค่ะ")
    assert (names(here), here.deeds()) == ([], [])


def test_the_page_with_the_form_is_shown_again_with_what_was_posted(olga: Client) -> None:
    answer = olga.post("/console/c/people/1/again", data={"token": token(olga), "name": "ไม่"})

    assert words(answer) == "กรุณาเลือกจากรายการค่ะ วันนี้ ต้องไม่เกิน console.form_choice: ไม่ ค่ะ"


def test_what_only_shows_is_no_deed(here: Office, olga: Client) -> None:
    assert sends(olga, "people/1", "ดูก่อน")[0] == 200
    assert here.deeds() == []


def test_what_is_for_owners_is_done_by_them_alone(here: Office, olga: Client) -> None:
    otto = Client(site(here), here.cookie("otto"))

    assert sends(olga, "people/1/owned") == (303, "รายการนี้ทำได้เฉพาะเจ้าของระบบค่ะ")
    assert [client.get("/console/c/log").status_code for client in (olga, otto)] == [404, 200]
    assert sends(otto, "people/1/owned") == (303, "ต้องไม่น้อยกว่า ใหม่ ค่ะ")


@pytest.mark.parametrize("given", ["", "0" * 64, "ก"])
def test_what_no_page_of_ours_sent_is_not_done(here: Office, olga: Client, given: str) -> None:
    answer = olga.post("/console/c/people/1/again", data={"token": given, "name": "ใหม่"})

    assert told(olga, answer) == "ทำรายการไม่สำเร็จค่ะ เพราะหน้านี้เปิดไว้นานแล้ว โหลดหน้าใหม่แล้วลองอีกครั้งนะคะ"
    assert names(here) == []


def test_nor_from_another_site_nor_by_others(here: Office, olga: Client) -> None:
    data, path = {"token": token(olga), "name": "ใหม่"}, "/console/c/people/1"
    answers = [
        olga.post(path, data=data, headers={"Sec-Fetch-Site": "cross-site"}),
        Client(site(here)).post(path, data=data),
        olga.post("/console/d/people/1", data=data),
    ]

    assert [each.status_code for each in answers] == [303, 403, 404]
    assert names(here) == []


def test_complaints_are_in_the_readers_language(olga: Client) -> None:
    answer = olga.post("/console/c/people/1", data={"token": token(olga), "name": "ก" * 11, "age": "x"})
    olga.get("/console/c/today?lang=en")
    english = olga.post("/console/c/people/1", data={"token": token(olga), "age": "19"})

    assert answer.text == "ต้องยาวไม่เกิน 10 ตัวอักษรค่ะ กรุณาใส่เป็นตัวเลขค่ะ ต้องอยู่ระหว่าง 20 ถึง 90 ค่ะ"
    assert english.text == "Please fill this in. It must be between 20 and 90."


def test_a_file_is_taken_as_far_as_it_may_be_large(olga: Client) -> None:
    sent = [
        olga.post("/console/c/file", data={"token": token(olga)}, files={"file": ("a.txt", io.BytesIO(b"x" * length))})
        for length in (1_000, 2_000)
    ]

    assert (sent[0].text, told(olga, sent[1])) == ("1000", "สิ่งที่ส่งมามีขนาดใหญ่เกินไปค่ะ")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"x" * 3_000, "application/x-www-form-urlencoded"),
        (b"a=1&b=2&c=3", "application/x-www-form-urlencoded"),
        (b"name=%00", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x\r\n", "multipart/form-data"),
        (b"{}", "application/json"),
        (b"", "text/plain"),
    ],
)
def test_no_body_whatever_does_harm(here: Office, olga: Client, content: bytes, kind: str) -> None:
    answer = olga.post("/console/c/file", content=content, headers={"Content-Type": kind})

    assert (answer.status_code, answer.headers["location"]) == (303, "/console/c/today")
    assert here.deeds() == []


def test_who_looked_at_personal_data_is_kept_once_a_day(here: Office, olga: Client) -> None:
    for path in ("people", "people", "people/1", "today"):
        olga.get(f"/console/c/{path}")
    here.at("2026-01-06T00:01")
    olga.cookies.update(here.cookie())
    olga.get("/console/c/people")

    assert [(each.what, each.person, each.subject, each.about, f"{each.at:%d}") for each in here.deeds()] == [
        ("people.seen", here.people["olga"], "people", None, "05"),
        ("people.seen", here.people["olga"], "people", 1, "05"),
        ("people.seen", here.people["olga"], "people", None, "05"),
    ]


def test_what_another_process_noted_is_not_noted_again(here: Office) -> None:
    for _ in range(2):
        Client(site(here), here.cookie()).get("/console/c/people")

    assert len(here.deeds()) == 1


def test_long_words_are_told_as_far_as_a_cookie_holds_them(olga: Client) -> None:
    answer = olga.post("/console/c/people/1", data={"token": token(olga), "name": "กำ" * 5})
    wide = Told("console.form_between", {"min": "ที่" * 400, "max": "ที่" * 400})
    response = Response()
    keep(response, wide, "key", secure=True)

    assert told(olga, answer) == f"ต้องไม่น้อยกว่า {'กำ' * 5} ค่ะ"
    assert len(response.headers["set-cookie"]) < 4_000


def test_what_others_wrote_into_the_cookie_is_not_told(olga: Client) -> None:
    olga.post("/console/c/people/1", data={"token": token(olga), "name": "ใหม่"})
    for broken in ("", "x", ".", "W10=.x", f"W10=.{'0' * 64}"):
        olga.cookies.set("nongnat-console-told", broken, domain="office.local", path="/console")
        assert told(olga, olga.get("/console/c/today")) == "ต้องไม่เกิน - ค่ะ"


def test_what_is_shown_after_a_form_leads_back_to_its_page_and_not_to_the_form(olga: Client) -> None:
    answer = olga.post("/console/c/people/1", data={"token": token(olga), "name": "ดูก่อน"})

    assert 'href="/console/c/today?lang=en"' in answer.text


def test_while_the_store_is_away_it_says_that_nothing_was_done(olga: Client) -> None:
    answers = [olga.get("/console/c/busy"), olga.post("/console/c/busy", data={"token": token(olga)})]

    assert [each.status_code for each in answers] == [503, 503]
    assert words(answers[1]).startswith("ห้องผู้จัด ตอนนี้ระบบไม่ว่าง ยังไม่ได้ทำรายการค่ะ")

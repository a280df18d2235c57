"""Workbooks in the console: taken away, and brought in once it was said what was understood of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from bot.services import programme as programmes
from bot.services import workbook
from storage import media, people
from storage.db import Database
from storage.programme import Text, Venue
from tests.web.browser import turns
from tests.web.console.looks import looking
from tests.web.console.office import DAY, OTHER, office, post, token_of, told, words


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import httpx
    from playwright.sync_api import Browser
    from sqlalchemy.orm import Session as Store

    from storage.programme import Programme
    from tests.web.console.client import Client
    from tests.web.console.office import Office


PLACED = replace(DAY, venues=(Venue("a", Text("ห้อง A")), Venue("b", Text("ห้อง B"))))
AGENDA = [
    ("กำหนดการอบรม รุ่นที่ 2",),
    ("วันที่", "เวลา", "เรื่อง", "สถานที่"),
    ("5 ม.ค. 69", "09.00-12.00 น.", "เมืองอัจฉริยะกับข้อมูลเปิด", "ห้อง B"),
    ("", "13.00-16.00 น.", "วิชา b", "ห้อง A"),
    ("6 ม.ค. 69", "09.00-12.00 น.", "วิชา z", "ห้อง A"),
]


@pytest.fixture
def here() -> Iterator[Office]:
    with office(PLACED, OTHER) as made:
        with made.database.write() as store:
            programmes.keep(store, PLACED, now=made.clock.now())
        yield made


def _book(rows: list[tuple[str, ...]], sheet: str = "กำหนดการ") -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        page = made.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return out.getvalue()


def _sent(client: Client, data: bytes, name: str = "กำหนดการ.xlsx") -> httpx.Response:
    return post(client, "programme/file", files={"file": (name, data, "application/octet-stream")})


def _hidden(page: httpx.Response, name: str) -> str:
    return page.text.partition(f'name="{name}" value="')[2].partition('"')[0]


def _confirm(client: Client, seen: httpx.Response) -> httpx.Response:
    return post(client, "programme/import", {name: _hidden(seen, name) for name in ("upload", "sure")})


def _now(here: Office, code: str = "c") -> Programme:
    with here.database.read() as store:
        return programmes.kept(store, code)


def test_what_was_understood_is_said_before_anything_changes(here: Office) -> None:
    client, before = here.client(), _now(here)
    seen = _sent(client, _book(AGENDA))
    assert seen.status_code == 200
    assert "เปลี่ยนสถานที่" in words(seen)
    assert "ห้อง B" in words(seen)
    assert _now(here) == before

    done = _confirm(client, seen)
    assert told(client, done).startswith("นำเข้าแล้วค่ะ")
    first = next(each for each in _now(here).sessions if each.title.th == "เมืองอัจฉริยะกับข้อมูลเปิด")
    assert (first.code, first.venue) == ("a", "b")
    assert len([each for each in _now(here).sessions if each.status == "confirmed"]) == 3
    again = _confirm(client, seen)
    assert again.status_code == 422
    assert "เลือกไฟล์ใหม่อีกครั้ง" in again.text


def test_a_file_is_not_said_to_be_optional(here: Office) -> None:
    page = words(here.client().get("/console/c/programme/file"))

    assert "เลือกไฟล์ Excel, CSV หรือไฟล์กำหนดการอื่น ไม่เกิน 10 MB" in page


def test_the_same_file_again_changes_nothing(here: Office) -> None:
    client = here.client()
    for _ in range(2):
        _confirm(client, _sent(client, _book(AGENDA)))
    seen = _sent(client, _book(AGENDA))
    assert "ไม่มีอะไรที่ผู้เรียนเห็นต่างไปจากเดิม" in words(seen)


def test_each_fault_is_said_by_its_cell_and_nothing_is_kept(here: Office) -> None:
    client, before = here.client(), _now(here)
    seen = _sent(client, _book([*AGENDA[:3], ("32 ม.ค. 69", "09.00-12.00 น.", "วิชา x", "ห้อง A")]))
    assert seen.status_code == 422
    assert "A4" in words(seen)
    assert _hidden(seen, "upload") == ""
    assert _now(here) == before


@pytest.mark.parametrize(
    ("name", "data"),
    [("x.xlsx", b"no workbook"), ("x.yaml", b"programme: ["), ("x.exe", b"MZ"), ("x.xlsx", b"PK\x03\x04")],
)
def test_what_cannot_be_read_is_said_kindly(here: Office, name: str, data: bytes) -> None:
    answer = _sent(here.client(), data, name)
    assert answer.status_code == 422
    assert "<h1>" in answer.text
    assert 'class="lines"' in answer.text or 'role="alert"' in answer.text


def test_nothing_chosen_and_too_much(here: Office) -> None:
    client = here.client()
    nothing = post(client, "programme/file", files={"file": ("", b"", "application/octet-stream")})
    assert "กรุณาเลือกไฟล์ก่อนค่ะ" in nothing.text
    large = _sent(client, b"x" * (workbook.LARGEST + 20_000))
    assert large.status_code == 422 or large.is_redirect
    assert _hidden(large, "upload") == ""


def test_who_changes_it_meanwhile_is_seen(here: Office) -> None:
    client = here.client()
    seen = _sent(client, _book(AGENDA))
    _confirm(
        here.client("otto"), _sent(here.client("otto"), _book([*AGENDA, ("7 ม.ค. 69", "09.00-12.00 น.", "ใหม่", "")]))
    )
    again = _confirm(client, seen)
    assert again.status_code == 200
    assert "เพิ่งถูกแก้จากที่อื่น" in words(again)
    assert any(each.title.th == "ใหม่" and each.status == "confirmed" for each in _now(here).sessions)


class Beside(Database):
    """A store in which somebody else writes once, while it is being read for the second time: first it is who asks."""

    meanwhile: Callable[[Store], object] | None = None
    reads = 0

    def next(self, meanwhile: Callable[[Store], object]) -> None:
        self.meanwhile, self.reads = meanwhile, 0

    @contextmanager
    def read(self) -> Iterator[Store]:
        with super().read() as store:
            yield store
            self.reads += 1
            if self.meanwhile and self.reads > 1:
                work, self.meanwhile = self.meanwhile, None
                with ThreadPoolExecutor(1) as other:
                    other.submit(self._write, work).result(timeout=60)

    def _write(self, work: Callable[[Store], object]) -> None:
        with self.write() as store:
            work(store)


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Office]:
    database = Beside(f"sqlite:///{tmp_path}/nongnat.db")
    with office(PLACED, OTHER, database=database) as made:
        yield made
    database.close()


def _adds(made: list[int], store: Store) -> None:
    made.append(people.add(store, people.Details("ใครสักคน")))


def test_others_write_while_a_file_is_looked_at(beside: Office) -> None:
    client, store = beside.client(), beside.database
    assert isinstance(store, Beside)
    names = _book([("ชื่อ-สกุล",), ("นายใหม่ มาเพิ่ม",)], "รายชื่อ")
    for path, data in (("programme/file", _book(AGENDA)), ("people/import", names)):
        token = token_of(client)
        written: list[int] = []
        store.next(partial(_adds, written))
        files = {"file": ("x.xlsx", data)}
        seen = client.post(f"/console/c/{path}", data={"token": token}, files=files)
        assert (seen.status_code, len(written)) == (200, 1)


def test_who_changes_it_between_the_last_look_and_the_writing_is_seen(beside: Office) -> None:
    client, store = beside.client(), beside.database
    assert isinstance(store, Beside)
    seen = _sent(client, _book(AGENDA))
    form = {"token": token_of(client), **{name: _hidden(seen, name) for name in ("upload", "sure")}}
    other = replace(PLACED, title=Text("ชื่อใหม่"))
    store.next(lambda store: programmes.keep(store, other, now=beside.clock.now()))

    again = client.post("/console/c/programme/import", data=form)

    assert (again.status_code, "เพิ่งถูกแก้จากที่อื่น" in words(again)) == (200, True)
    assert _now(beside).title == Text("ชื่อใหม่")
    assert told(client, _confirm(client, again)).startswith("นำเข้าแล้วค่ะ")


def test_who_changes_the_roster_between_the_last_look_and_the_writing_is_seen(beside: Office) -> None:
    client, store = beside.client(), beside.database
    assert isinstance(store, Beside)
    seen = post(client, "people/import", files={"file": ("r.csv", "ชื่อ-สกุล\nนายใหม่ มาเพิ่ม\n".encode())})
    form = {"token": token_of(client), **{name: _hidden(seen, name) for name in ("name", "content", "seen")}}
    new = people.Details("นายใหม่ มาเพิ่ม")
    store.next(lambda store: people.enrol(store, people.add(store, new), people.Membership("c")))

    again = client.post("/console/c/people/import/now", data=form)

    assert (again.status_code, "รายชื่อเพิ่งเปลี่ยนไปจากที่ดูไว้" in words(again)) == (200, True)


def test_another_programme_and_organisers_are_for_owners(here: Office) -> None:
    with here.database.read() as store:
        other = workbook.export(store, "d")
        own = workbook.export(store, "c")
    refused = _sent(here.client(), other)
    assert "ไฟล์นี้เป็นของหลักสูตร d ไม่ใช่ c" in words(refused)
    assert _sent(here.client("otto"), other).status_code == 200
    assert "เฉพาะเจ้าของระบบ" in _sent(here.client(), own).text
    assert _sent(here.client("otto"), own).status_code == 200


def test_whoever_brings_in_another_programme_goes_on_there(here: Office) -> None:
    client = here.client("otto")
    with here.database.read() as store:
        other = workbook.export(store, "d")
    changed = _confirm(client, _sent(client, other, "อีกหลักสูตร.xlsx"))
    made = programmes.write(replace(DAY, code="new", title=Text("หลักสูตรใหม่ (NEW) รุ่นที่ 3")), "new.yaml")
    begun = _confirm(client, _sent(client, made, "new.yaml"))

    assert [each.headers["location"] for each in (changed, begun)] == ["/console/d/programme", "/console/new/programme"]
    assert told(client, begun) == "นำเข้าหลักสูตร NEW รุ่นที่ 3 แล้วค่ะ ตอนนี้กำลังดูหลักสูตรนี้อยู่"
    assert [(each.what, each.subject) for each in here.deeds("new")] == [("programme.imported", "new.yaml")]
    assert here.deeds() == []


def test_a_file_of_one_is_not_anothers(here: Office) -> None:
    seen = _sent(here.client(), _book(AGENDA))
    stolen = _confirm(here.client("otto"), seen)
    assert stolen.status_code == 422
    here.at("2026-01-07T09:00")
    with here.database.write() as store:
        media.sweep(store, here.clock.now())
    assert _confirm(here.client(), seen).status_code == 422


def test_workbooks_are_taken_away_with_people_and_without(here: Office) -> None:
    client = here.client()
    filled = client.get("/console/c/programme/workbook.xlsx")
    assert filled.headers["content-disposition"] == "attachment; filename*=UTF-8''c.xlsx"
    assert "ดร.กิ่งแก้ว ใจงาม" in _cells(filled.content)
    assert "ดร.กิ่งแก้ว ใจงาม" not in _cells(client.get("/console/c/programme/workbook.xlsx?people=0").content)
    assert client.get("/console/c/programme/template.xlsx").status_code == 200
    assert [deed.what for deed in here.deeds()] == ["people.seen"]
    with here.database.write() as store:
        people.change(store, here.people["ann"], people.Details("=cmd|'/C calc'!A0"))
    assert "=cmd|'/C calc'!A0" in _cells(client.get("/console/c/programme/workbook.xlsx").content)


def _cells(data: bytes) -> set[str]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row}


def test_how_it_looks(there: Office, browser: Browser) -> None:
    with looking(browser, there) as desk:
        desk.looks("programme/file", "programme-file")
        for rows, name in ((AGENDA, "good"), ([*AGENDA[:3], ("32 ม.ค. 69", "9.00", "ผิด", "")], "wrong")):
            desk.opens("programme/file").get_by_label("เลือกไฟล์").set_input_files(
                {"name": "กำหนดการ.xlsx", "mimeType": "application/octet-stream", "buffer": _book(rows)}
            )
            turns(desk.page.get_by_role("button", name="ตรวจไฟล์"))
            desk.page.get_by_role("heading", name="น้องนัดอ่านไฟล์ได้ว่า").wait_for()
            desk.seen(f"programme-file-{name}")

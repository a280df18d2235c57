"""Rosters from files: looked at before they are brought in, and nobody rises by one."""

from __future__ import annotations

import io
from base64 import b64encode
from typing import TYPE_CHECKING

import xlsxwriter

from storage import people
from storage.people import Details, Membership
from tests.web.console.office import post, told, words
from tests.web.console.persons import hidden, known, role_of


if TYPE_CHECKING:
    import httpx

    from tests.web.console.client import Client
    from tests.web.console.office import Office


ROSTER = "ชื่อ-สกุล,หน่วยงาน,กลุ่ม\nดร.กิ่งแก้ว ใจงาม,เทศบาลนครตัวอย่าง,เหนือ\nนายใหม่ มาเพิ่ม,เทศบาลเมืองใหม่,ใต้\n"


def upload(client: Client, content: bytes, name: str = "roster.csv") -> httpx.Response:
    return post(client, "people/import", files={"file": (name, content)})


def workbook(*rows: list[str]) -> bytes:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet = book.add_worksheet("รายชื่อผู้เข้าอบรม")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return written.getvalue()


def test_a_file_is_looked_at_before_it_is_brought_in(here: Office, olga: Client) -> None:
    seen = upload(olga, ROSTER.encode())
    with here.database.read() as store:
        before = [each.person.name for each in people.everybody(store)]

    assert "เพิ่ม 2 · เปลี่ยน 0 · เหมือนเดิม 0 · ไม่มีในไฟล์แล้ว 5 (ยังคงไว้)" in words(seen)
    assert "นายใหม่ มาเพิ่ม" not in before
    brought = post(olga, "people/import/now", hidden(seen, "name", "content", "seen"))

    assert told(olga, brought) == "นำเข้าแล้วค่ะ เพิ่ม 2 เปลี่ยน 0 เหมือนเดิม 0"
    assert known(here, "นายใหม่ มาเพิ่ม")


def test_where_the_roster_has_changed_meanwhile_it_is_shown_anew(here: Office, olga: Client) -> None:
    seen = upload(olga, ROSTER.encode())
    with here.database.write() as store:
        person = people.add(store, Details("นายใหม่ มาเพิ่ม", "เทศบาลเมืองใหม่"))
        people.enrol(store, person, Membership("c"))

    again = post(olga, "people/import/now", hidden(seen, "name", "content", "seen"))

    assert again.status_code == 200
    assert "รายชื่อเพิ่งเปลี่ยนไปจากที่ดูไว้" in words(again)
    assert "เพิ่ม 1 · เปลี่ยน 1" in words(again)


def test_a_file_with_faults_changes_nothing(here: Office, olga: Client) -> None:
    broken = upload(olga, "ชื่อ,อีเมล\nใคร,ไม่ใช่อีเมล\n".encode())
    empty = post(olga, "people/import")
    forged = post(olga, "people/import/now", {"name": "x.csv", "content": "ก", "seen": ""})

    assert broken.status_code == 422
    assert "ยังนำเข้าไม่ได้ แก้ในไฟล์ก่อนนะคะ" in words(broken)
    assert told(olga, empty) == "เลือกไฟล์ก่อนนะคะ"
    assert told(olga, forged) == "เลือกไฟล์ก่อนนะคะ"
    assert told(olga, upload(olga, b"x" * 2_100_000)) == "สิ่งที่ส่งมามีขนาดใหญ่เกินไปค่ะ"
    assert not [deed for deed in here.deeds() if deed.what == "roster.imported"]


def test_a_sheet_of_a_workbook_is_brought_in(here: Office, olga: Client) -> None:
    heads = ["ลำดับ", "ชื่อ-สกุล", "หน่วยงาน", "อีเมล"]
    good = workbook(["รายชื่อรุ่นที่ 2"], heads, ["1", "นายใหม่ มาเพิ่ม", "เทศบาลเมืองใหม่", "n@example.org"])
    seen = upload(olga, good, "รายชื่อ.xlsx")
    assert "เพิ่ม 1 · เปลี่ยน 0" in words(seen)
    assert told(olga, post(olga, "people/import/now", hidden(seen, "name", "content", "seen"))).startswith("นำเข้าแล้วค่ะ")
    assert known(here, "นายใหม่ มาเพิ่ม")

    wrong = upload(olga, workbook(heads, ["1", "ใคร", "", "ไม่ใช่อีเมล"]), "x.xlsx")
    assert (wrong.status_code, "D2" in words(wrong)) == (422, True)
    assert told(olga, upload(olga, workbook(["ไม่", "มี"]), "x.xlsx")) == "ไม่พบตารางรายชื่อในไฟล์นี้ค่ะ"


def test_a_file_makes_and_unmakes_no_organisers_unless_by_an_owner(here: Office, olga: Client) -> None:
    staff = "ชื่อ,บทบาท\n"
    escalations = {
        f"{staff}ดร.กิ่งแก้ว ใจงาม,ผู้ดูแลระบบ\n": "ผู้จัดและผู้ดูแลระบบ",
        f"{staff}ดร.กิ่งแก้ว ใจงาม,ผู้จัด\n": "ผู้จัดและผู้ดูแลระบบ",
        f"{staff}ใครสักคน,ผู้จัด\n": "ผู้จัดและผู้ดูแลระบบ",
        f"{staff}อดุลย์,ผู้เข้าอบรม\n": "ผู้จัดและผู้ดูแลระบบ",
        "ชื่อ,ตำแหน่ง\nอดุลย์,คนสวน\n": "ผู้จัดและผู้ดูแลระบบ",
        "ชื่อ,รหัสหลักสูตร\nใครสักคน,d\n": "หลักสูตรอื่น",
    }

    for content, why in escalations.items():
        assert why in told(olga, upload(olga, content.encode()))
        forged = {"name": "x.csv", "content": b64encode(content.encode()).decode(), "seen": ""}
        assert why in told(olga, post(olga, "people/import/now", forged))
    otto = here.client("otto")
    seen = upload(otto, f"{staff}ดร.กิ่งแก้ว ใจงาม,ผู้จัด\n".encode())
    assert told(otto, post(otto, "people/import/now", hidden(seen, "name", "content", "seen"))).startswith("นำเข้าแล้วค่ะ")
    assert role_of(here, "ann") == (Membership("c", "organiser"),)
    assert role_of(here, "otto") == (Membership("c", "owner"),)


def test_a_workbook_for_the_timetable_unmakes_no_owner_either(here: Office, olga: Client) -> None:
    book = workbook(["ชื่อ-สกุล", "บทบาท"], ["อดุลย์", "ผู้เข้าอบรม"])

    seen = post(olga, "programme/file", files={"file": ("x.xlsx", book)})

    assert "ผู้จัดและผู้ดูแลระบบ" in told(olga, seen)
    assert role_of(here, "otto") == (Membership("c", "owner"),)

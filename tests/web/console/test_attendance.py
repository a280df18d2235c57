"""The console's attendance: everybody by session, one session marked by hand, one person, leave, risk and rules."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from bot.messages import Address
from bot.port import Media
from bot.services import checkin, leave
from bot.services import programme as programmes
from bot.services.checkin import Mark, Place
from storage import outbox, people
from storage.people import Membership
from tests.web.console.office import DAY, post, queries, told, words


if TYPE_CHECKING:
    from tests.web.console.client import Client
    from tests.web.console.office import Office

A, B = Place("c", "a"), Place("c", "b")
SESSION = {"session": "a", "point": ""}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def marked(here: Office, place: Place, **who: str) -> None:
    """Noted by somebody else than who looks."""
    with here.database.write() as store:
        for name, status in who.items():
            assert status in ("present", "late", "absent", "excused")
            checkin.mark(store, place, [here.people[name]], Mark(status, here.people["otto"]), here.clock.now())  # type: ignore[arg-type] # asked above


def cells(page: str) -> list[list[str]]:
    """The table of everybody: a name, and what stands under each session."""
    rows = re.findall(r'<th scope="row"><a[^>]*>(.*?)</a>(.*?)</tr>', page, re.DOTALL)
    return [[name, *re.findall(r'<td class="\w+" data-label="[^"]*">(.*?)</td>', rest)] for name, rest in rows]


def roll(client: Client, **asked: str) -> list[tuple[str, str]]:
    """One session: each name with how it is."""
    query = "&".join(f"{name}={value}" for name, value in (SESSION | asked).items())
    page = client.get(f"/console/c/attendance/session?{query}").text
    rows = re.findall(r"<tr role=\"row\"><td role=\"cell\" class=\"main\">(.*?)</tr>", page, re.DOTALL)
    names = [re.findall(r"<span>([^<]+)", row)[0] for row in rows]
    return list(zip(names, [re.findall(r'class="badge \w+">(.*?)<', row)[0] for row in rows], strict=True))


def test_everybody_by_session_with_their_share(here: Office, olga: Client) -> None:
    here.at("2026-01-05T17:00")
    marked(here, A, ann="present", ben="absent")
    marked(here, B, ann="late")

    page = olga.get("/console/c/attendance")
    found = olga.get("/console/c/attendance?text=สมหมาย")

    assert cells(page.text) == [["ดร.กิ่งแก้ว ใจงาม", "มา", "สาย", "–"], ["นายสมหมาย ตั้งต้น", "ขาด", "–", "–"]]
    assert [row[0] for row in cells(found.text)] == ["นายสมหมาย ตั้งต้น"]
    assert "100%" in words(page)
    assert "มา 1 (สาย 0) ลา 0 จาก 2 คน" in words(page)


def test_a_line_for_each_team(here: Office, olga: Client) -> None:
    here.at("2026-01-05T17:00")
    with here.database.write() as store:
        for who in ("ann", "ben"):
            people.enrol(store, here.people[who], Membership("c", team="เหนือ"))
    marked(here, A, ann="present", ben="absent")

    assert cells(olga.get("/console/c/attendance?by=team").text) == [["เหนือ", "1/2", "–", "–"]]


def test_one_session_says_who_is_there_and_who_is_not(here: Office, olga: Client) -> None:
    marked(here, A, ann="late")

    everybody = [("ดร.กิ่งแก้ว ใจงาม", "สาย"), ("นายสมหมาย ตั้งต้น", "ยังไม่มีบันทึก")]
    assert roll(olga) == everybody
    assert [roll(olga, how=how) for how in ("late", "none", "absent", "x")] == [
        everybody[:1],
        everybody[1:],
        [],
        everybody,
    ]
    assert roll(olga, text="สมหมาย") == everybody[1:]
    assert olga.get("/console/c/attendance/session?session=x&point=").status_code == 404


def test_marks_by_hand_are_noted_with_a_reason_and_taken_back(here: Office, olga: Client) -> None:
    both = [str(here.people[who]) for who in ("ann", "ben")]
    fields = SESSION | {"status": "present", "reason": "เซ็นบนกระดาษ"}

    assert told(olga, post(olga, "attendance/session/mark", fields)) == "ติ๊กชื่อและเลือกสถานะก่อนนะคะ"
    done = post(olga, "attendance/session/mark", {**fields, "person": both})
    assert told(olga, done) == "บันทึกแล้ว 2 คนค่ะ"
    page = olga.get("/console/c/attendance/session?session=a&point=")
    assert [how for _, how in roll(olga)] == ["มา", "มา"]
    assert "เซ็นบนกระดาษ" in words(page)
    entry = re.findall(r'name="entry" value="(\d+)"', page.text)[0]
    otto = here.client("otto")

    assert told(otto, post(otto, "attendance/session/undo", SESSION | {"entry": entry})) != ""
    assert [how for _, how in roll(olga)] == ["มา", "มา"]
    assert told(olga, post(olga, "attendance/session/undo", SESSION | {"entry": entry})) == "เลิกทำแล้ว 2 คนค่ะ"
    assert [how for _, how in roll(olga)] == ["ยังไม่มีบันทึก"] * 2
    deeds = [(deed.what, deed.subject) for deed in here.deeds() if deed.what.startswith("attendance.")]
    assert deeds == [("attendance.marked", "a"), ("attendance.undone", "a")]


def test_nobody_else_is_marked_and_nothing_too_early(here: Office, olga: Client) -> None:
    ann, scanner = str(here.people["ann"]), str(here.people["sam"])
    late = SESSION | {"status": "late"}
    wrong = {
        "ติ๊กชื่อและเลือกสถานะก่อนนะคะ": [late | {"person": scanner}, late | {"person": "x"}, SESSION | {"person": ann}],
        "ยังไม่ถึงเวลาเปิดเช็กอินของคาบนี้ค่ะ": [late | {"person": ann, "session": "z"}],
        "ไม่พบคาบนี้แล้วค่ะ": [late | {"person": ann, "session": "nothing"}],
        "ผู้มาแทนใช้ได้เมื่อติ๊กคนเดียวที่มาหรือสายค่ะ": [SESSION | {"person": ann, "status": "absent", "stand_in": "ใคร"}],
        "ยาวเกิน 200 ตัวอักษรค่ะ": [late | {"person": ann, "reason": "ก" * 201}],
    }

    assert {
        why: [told(olga, post(olga, "attendance/session/mark", each)) for each in some] for why, some in wrong.items()
    } == {why: [why] * len(some) for why, some in wrong.items()}
    assert [how for _, how in roll(olga)] == ["ยังไม่มีบันทึก"] * 2


def test_the_board_and_the_sheet_are_opened_by_links_that_are_good_once(here: Office, olga: Client) -> None:
    links = [
        post(olga, f"attendance/session/{what}", SESSION | more).headers["location"]
        for what, more in (("board", {}), ("sheet", {}), ("sheet", {"filled": "yes"}))
    ]
    purposes = [olga.post("/enter", json={"token": link.partition("#")[2]}).json()["page"] for link in links]

    assert all(link.startswith("/enter#") for link in links)
    assert purposes == ["/board", "/sheet", "/sheet"]
    assert "ดร.กิ่งแก้ว ใจงาม" in olga.get("/sheet").text
    assert olga.get("/sheet/pdf").content.startswith(b"%PDF")
    here.at("2026-01-05T20:00")
    assert told(olga, post(olga, "attendance/session/board", SESSION)) == "คาบนี้ปิดรับเช็กอินแล้วค่ะ"


def test_the_workbook_is_handed_out(here: Office, olga: Client) -> None:
    marked(here, A, ann="present")
    answer = olga.get("/console/c/attendance/workbook")

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert "ดร.กิ่งแก้ว ใจงาม" in str(book.get_sheet_by_index(0).to_python())
    assert answer.headers["content-disposition"].startswith("attachment")
    here.crowd(2_000)
    assert "attendance/workbook" not in olga.get("/console/c/attendance").text
    refused = olga.get("/console/c/attendance/workbook")
    assert (refused.status_code, "2002 คน" in words(refused)) == (404, True)


def test_one_person_session_by_session(here: Office, olga: Client) -> None:
    here.at("2026-01-05T17:00")
    marked(here, A, ann="present")
    page = words(olga.get(f"/console/c/attendance/people/{here.people['ann']}"))

    assert "100% ของที่เรียนไปแล้ว" in page
    assert "เมืองอัจฉริยะกับข้อมูลเปิด" in page
    assert olga.get(f"/console/c/attendance/people/{here.people['sam']}").status_code == 404


def asked(here: Office, who: str, reason: str, file: Media | None = None) -> int:
    with here.database.write() as store:
        programme = programmes.kept(store, "c")
        return leave.ask(store, programme, here.people[who], ["z"], reason, here.clock.now(), file=file).id


def said(here: Office, who: str) -> list[str]:
    with here.database.read() as store:
        return [each.reply.plain for each in outbox.sent_to(store, Address("line", who))]


def test_leave_is_decided_with_a_note_and_whoever_asked_hears_of_it(here: Office, olga: Client) -> None:
    first, second = asked(here, "ann", "ติดประชุมสภา"), asked(here, "ben", "ป่วย")
    page = words(olga.get("/console/c/attendance/leaves"))
    assert "รอทีมงานพิจารณา (2)" in page
    assert "ติดประชุมสภา" in page

    path = f"attendance/leaves/{first}/decide"
    assert told(olga, post(olga, path)) == "เลือกอนุมัติหรือไม่อนุมัตินะคะ"
    assert "อนุมัติ" in told(olga, post(olga, path, {"wish": "approve", "note": "ขอให้ประชุมดี"}))
    post(olga, f"attendance/leaves/{second}/decide", {"wish": "decline", "note": "ขอใบรับรองแพทย์"})

    assert [
        any(note in each for each in said(here, who)) for who, note in (("ann", "ขอให้ประชุมดี"), ("ben", "ขอใบรับรองแพทย์"))
    ] == [
        True,
        True,
    ]
    assert "อรสา" in told(olga, post(olga, path, {"wish": "decline"}))
    assert "ขอให้ประชุมดี" in words(olga.get(f"/console/c/attendance/leaves/{first}"))
    deeds = [(deed.what, deed.about) for deed in here.deeds() if deed.what.startswith("leave.")]
    assert deeds == [("leave.approved", here.people["ann"]), ("leave.declined", here.people["ben"])]


@pytest.mark.parametrize(("sent", "given"), [("image/png", "image/png"), ("text/html", "application/octet-stream")])
def test_a_paper_is_only_ever_a_file_to_be_kept(here: Office, olga: Client, sent: str, given: str) -> None:
    number = asked(here, "ann", "ป่วย", Media(PNG, sent, "ใบรับรอง.png"))

    answer = olga.get(f"/console/c/attendance/leaves/{number}/paper")

    assert answer.content == PNG
    assert answer.headers["content-type"].partition(";")[0] == given
    assert answer.headers["content-disposition"].startswith("attachment")
    assert (answer.headers["x-content-type-options"], answer.headers["content-security-policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )


def test_leave_of_other_programmes_is_not_there(here: Office) -> None:
    number = asked(here, "ann", "ป่วย")
    otto = here.client("otto")

    for path in (f"d/attendance/leaves/{number}", f"d/attendance/leaves/{number}/paper", "c/attendance/leaves/999999"):
        assert otto.get(f"/console/{path}").status_code == 404
    assert told(otto, post(otto, f"attendance/leaves/{number + 1}/decide", {"wish": "approve"})) == "ไม่พบใบลานี้ค่ะ"


def test_nobody_decides_on_their_own(here: Office, olga: Client) -> None:
    with here.database.write() as store:
        people.enrol(store, here.people["ann"], Membership("c", "organiser"))
    number, ann = asked(here, "ann", "ป่วย"), here.client("ann")

    assert post(ann, f"attendance/leaves/{number}/decide", {"wish": "approve"}).status_code == 422
    assert "รอทีมงานพิจารณา" in words(olga.get(f"/console/c/attendance/leaves/{number}"))


def test_who_is_at_risk_and_by_which_rules(here: Office, olga: Client) -> None:
    here.at("2026-01-05T17:00")
    marked(here, A, ann="present", ben="absent")
    with here.database.write() as store:
        programmes.keep(
            store, replace(DAY, settings={"attendance": {"required_percent": 70, "late_after_minutes": 20}})
        )

    risk, rules = (words(olga.get(f"/console/c/attendance/{page}")) for page in ("risk", "rules"))

    assert "นายสมหมาย ตั้งต้น ไม่ถึงเกณฑ์แล้ว" in risk
    assert "ดร.กิ่งแก้ว" not in risk
    assert "ต้องเข้าเรียน (%) 70" in rules
    assert "สายเมื่อเกิน (นาที) 20" in rules
    assert "เสี่ยงไม่ผ่าน" in words(olga.get("/console/c/people?risk=yes"))
    assert re.findall(r'<a class="who"[^>]*>(.*?)</a>', olga.get("/console/c/people?risk=yes").text) == [
        "นายสมหมาย ตั้งต้น"
    ]


def test_the_store_is_asked_as_often_for_many_people_as_for_few(here: Office, olga: Client) -> None:
    here.at("2026-01-05T17:00")
    asked(here, "ann", "ป่วย")
    session = "attendance/session?session=a&point="
    paths = (
        "attendance", "attendance?by=team", "attendance/sessions", session, f"{session}&how=absent", "attendance/risk",
        "attendance/rules", "attendance/leaves", f"attendance/people/{here.people['ann']}",
    )  # fmt: skip
    counts: dict[str, list[int]] = {path: [] for path in paths}
    for more in (300, 2_700):
        here.crowd(more)
        with here.database.write() as store:
            everybody = [each.person for each in checkin.enrolled(store, "c")]
            checkin.mark(store, A, everybody[::3], Mark("present", here.people["otto"]), here.clock.now())
            checkin.mark(store, A, everybody[1::3], Mark("absent", here.people["otto"]), here.clock.now())
        for path in paths:
            olga.get(f"/console/c/{path}")
            with queries() as counted:
                assert olga.get(f"/console/c/{path}").status_code == 200
            counts[path].append(counted.count)

    assert {path: few == many < 30 for path, (few, many) in counts.items()} == dict.fromkeys(paths, True)

"""The console's people, questions and attendance, looked at in a browser: each tells what it needs to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.messages import Address
from bot.port import Media
from bot.services import checkin, leave
from bot.services import programme as programmes
from bot.services.checkin import Mark, Place
from storage import people, questions
from storage.people import Details, Membership
from storage.programme import Faq, Group, Text
from storage.questions import Question
from tests.web.browser import turns
from tests.web.console.looks import looking
from tests.web.console.office import DAY


if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.web.console.office import Office


TEAMS = (Group("north", Text("ทีมเทศบาลนครภาคเหนือตอนบน")), Group("south", Text("ทีมภาคใต้")))
FAQ = Faq(("แต่งกายอย่างไร", "ใส่ชุดอะไร"), Text("ชุดสุภาพค่ะ"))


def filled(here: Office) -> None:
    """People in teams, some of whom have joined; what was noted of them, asked by them and not yet answered."""
    here.crowd(12)
    with here.database.write() as store:
        programmes.keep(store, replace(DAY, groups=TEAMS, faqs=(FAQ,)))
        people.change(store, here.people["ann"], Details("ดร.กิ่งแก้ว ใจงาม", "องค์การบริหารส่วนตำบลบ้านใหม่สามัคคี", "ปลัด"))
        people.enrol(store, here.people["ann"], Membership("c", team="north", leads=True, note="อาหารเจ"))
        people.agree(store, here.people["ann"], 2, here.clock.now())
        for name in ("นางหนึ่ง มาใหม่", "กิ่งแก้ว ใจงาม"):
            people.enrol(store, people.add(store, Details(name, "เทศบาลเมืองตัวอย่าง")), Membership("c", team="south"))
        everybody = [each.person for each in checkin.enrolled(store, "c")]
        otto = here.people["otto"]
        checkin.mark(store, Place("c", "a"), everybody[1:8], Mark("present", otto), here.clock.now())
        checkin.mark(store, Place("c", "a"), everybody[8:10], Mark("late", otto, reason="รถติด"), here.clock.now())
        checkin.mark(store, Place("c", "a"), everybody[:1], Mark("absent", otto), here.clock.now())
        paper = Media(b"\x89PNG", "image/png", "ใบรับรองแพทย์.png")
        kept = programmes.kept(store, "c")
        leave.ask(store, kept, here.people["ann"], ["z"], "ติดประชุมสภาเทศบาลสมัยวิสามัญ", here.clock.now(), file=paper)
        for place, text in enumerate(("ที่จอดรถอยู่ตรงไหน", "มีอาหารเจไหม", "ที่จอดรถอยู่ตรงไหนคะ")):
            at = here.clock.now() + timedelta(minutes=place)
            questions.add(store, Question("c", text, at, Address("line", "ann"), asked_by=here.people["ann"]))
    here.at("2026-01-05T17:00")


def test_people(there: Office, browser: Browser) -> None:
    filled(there)
    ann = there.people["ann"]
    with looking(browser, there, "otto") as desk:
        for path in ("people", "people/teams", "people/add", "people/import", f"people/{ann}/merge?text=กิ่งแก้ว"):
            desk.looks(path, f"people-{path.replace('/', '-').partition('?')[0]}")
        desk.looks(f"people/{ann}", "people-one")
        desk.looks(f"people/{ann}/erase", "people-erase")
        page = desk.opens(f"people/{ann}/merge?text=กิ่งแก้ว")
        turns(page.get_by_role("link", name="กิ่งแก้ว ใจงาม").last)
        desk.seen("people-merge-with")
        page = desk.opens("people")
        page.get_by_label("ค้นหาชื่อ หน่วยงาน หรือกลุ่ม").fill("กิ่งแก้ว")
        turns(page.get_by_role("button", name="ค้นหา"))
        assert page.locator("tbody tr").count() == 2
        page.locator("input[type=search]").press("Tab")
        turns(page.get_by_role("button", name="พิมพ์บัตรเชิญ"))
        assert page.locator("article h2").all_inner_texts() == ["กิ่งแก้ว ใจงาม"]


def test_questions(there: Office, browser: Browser) -> None:
    filled(there)
    with looking(browser, there) as desk:
        for path in ("questions", "questions/ready", "questions/names"):
            desk.looks(path)
        page = desk.opens("questions")
        turns(page.get_by_role("link", name="สอนน้องนัด").first)
        page.get_by_label("คำตอบสำเร็จรูป").fill("ชั้นใต้ดินของอาคาร เข้าทางประตู 2 ค่ะ")
        turns(page.get_by_role("button", name="ดูว่าจะตอบอย่างไร"))
        desk.seen("questions-try")
        turns(page.get_by_role("button", name="เก็บคำตอบสำเร็จรูปนี้"))
        desk.seen("questions-ready-added")
        page = desk.opens("questions")
        page.get_by_text("ตอบ", exact=True).first.click()
        page.locator("textarea").first.fill("ชั้นใต้ดินค่ะ")
        desk.seen("questions-answering")
        turns(page.get_by_role("button", name="ส่งคำตอบ").first)
        assert "ตอบแล้ว 2 คำถามค่ะ" in page.locator(".notice").inner_text()


def test_attendance(there: Office, browser: Browser) -> None:
    filled(there)
    with looking(browser, there) as desk:
        for path in ("", "/sessions", "/risk", "/rules", "/leaves"):
            desk.looks(f"attendance{path}")
        desk.looks("attendance?by=team", "attendance-teams")
        desk.looks(f"attendance/people/{there.people['ann']}", "attendance-person")
        page = desk.opens("attendance/leaves")
        turns(page.get_by_role("link", name="ดร.กิ่งแก้ว ใจงาม"))
        desk.seen("attendance-leave")
        page = desk.opens("attendance/session?session=a&point=")
        page.locator("tbody input[type=checkbox]").nth(3).check()
        desk.seen("attendance-session")
        page.get_by_label("เหตุผล").fill("เซ็นบนกระดาษ")
        turns(page.get_by_role("button", name="บันทึก"))
        desk.seen("attendance-session-marked")
        turns(page.get_by_role("button", name="เลิกทำ"))
        assert "เลิกทำแล้ว 1 คนค่ะ" in page.locator(".notice").first.inner_text()

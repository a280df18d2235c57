"""The frame of the console, its page of the day and its log, looked at; and used by keyboard, and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from bot.messages import Address
from storage import feedback, people, questions, quotas
from storage.feedback import About
from storage.people import Details, Membership
from storage.questions import Question
from storage.quotas import Seen
from tests.web.browser import turns
from tests.web.console.looks import looking
from tests.web.console.work import work


if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.web.console.office import Office


def waits(here: Office) -> None:
    """Something of everything that the page of the day can show."""
    work(here)
    here.at("2026-01-05T12:20")
    here.crowd(12, chats=False)
    now = here.clock.now()
    with here.database.write() as store:
        questions.add(store, Question("c", "ที่จอดรถ", now, Address("line", "ann")))
        form = feedback.open_form(store, About("c", session="a"), now, now.replace(day=8), anonymous=True, fewest=5)
        assert form
        feedback.ask(store, form.id, [here.people["ann"], here.people["ben"]])
        feedback.note(store, form.id, here.people["ann"], "answered")
        quotas.keep(store, "line", Seen(1000, 820, 200, "2026-01", now))
        for name in ("นางสาวเพ็ญพิชชา วัฒนประเสริฐสิริกุลโรจน์", "พลเรือเอก ศาสตราจารย์พิเศษ ดร.กิตติคุณ"):
            people.enrol(store, people.add(store, Details(name)), Membership("c", "organiser"))


def test_everything_is_well_to_be_seen(there: Office, browser: Browser) -> None:
    with looking(browser, there, "otto") as desk:
        desk.looks("today", "today-quiet")
        waits(there)
        desk.looks("today")
        desk.looks("log")
        desk.page.locator(".courses summary").click()
        expect(desk.page.get_by_role("link", name="หลักสูตรอื่น (CDE) รุ่นที่ 1")).to_be_visible()
        desk.seen("courses")
        desk.page.keyboard.press("Escape")
        expect(desk.page.get_by_role("link", name="หลักสูตรอื่น (CDE) รุ่นที่ 1")).to_be_hidden()
        desk.page.goto(f"{there.url}/console/x/today")
        desk.seen("nothing")


def test_it_is_used_by_keyboard_alone(there: Office, browser: Browser) -> None:
    with looking(browser, there) as desk:
        page = desk.opens("today")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="ข้ามไปยังเนื้อหา")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="เปิดจอเช็กอิน").first).to_be_focused()
        page.get_by_role("link", name="บันทึกการใช้งาน").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="บันทึกการใช้งาน")).to_be_visible()


def test_it_works_without_scripts_and_a_board_opens(there: Office, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="th-TH")
    context.add_cookies([{"name": name, "value": value, "url": there.url} for name, value in there.cookie().items()])
    page = context.new_page()
    page.goto(f"{there.url}/console")
    expect(page.get_by_role("heading", name="วันจันทร์ที่ 5 มกราคม 2569")).to_be_visible()
    turns(page.get_by_role("button", name="เปิดจอเช็กอิน").first)
    page.wait_for_url("**/enter#*")
    page.goto(f"{there.url}/console/c/log")
    page.get_by_label("เรื่อง").select_option("attendance")
    turns(page.get_by_role("button", name="ค้นดู"))
    expect(page.get_by_role("cell", name="เปิดจอเช็กอินของ เมืองอัจฉริยะกับข้อมูลเปิด")).to_be_visible()
    turns(page.get_by_role("button", name="ออกจากระบบ"))
    expect(page.get_by_text("ออกจากระบบแล้วค่ะ", exact=False)).to_be_visible()
    context.close()


def test_who_comes_is_counted_while_one_looks(there: Office, browser: Browser) -> None:
    with looking(browser, there) as desk:
        desk.page.clock.install()
        page = desk.opens("today")
        expect(page.get_by_text("มาแล้ว 0 จาก 2 คน").last).to_be_visible()
        there.comes("ann")
        page.clock.run_for(16_000)
        expect(page.get_by_text("มาแล้ว 1 จาก 2 คน").last).to_be_visible()
        assert page.locator("meter").first.evaluate("meter => meter.value") == 1

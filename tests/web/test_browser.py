"""The chat in a real Chromium, from the first question to a server that went away and came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from bot.web.visitors import Flood
from tests.web.browser import PHONE, Reader
from tests.web.served import Watch, place, served


if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.web.browser import Open
    from tests.web.served import Place


ASKED = ["คุณ: วันนี้เรียนอะไร", "น้องนัด: วันนี้มีเรียน 1 หัวข้อค่ะ"]


def test_an_answer_appears_without_a_reload_and_its_buttons_ask_on(url: str, visit: Open) -> None:
    reader = visit(url)
    reader.measure("() => { window.stayed = true }")

    reader.ask("วันนี้เรียนอะไร")
    reader.sees("วันนี้มีเรียน 1 หัวข้อค่ะ")
    reader.page.get_by_role("group", name="แตะเพื่อถามต่อ").get_by_role("button", name="สถานที่").click()
    reader.sees("ห้องประชุมใหญ่ อุทยานนวัตกรรมค่ะ")

    assert reader.talk() == [*ASKED, "คุณ: เรียนที่ไหน", "น้องนัด: ห้องประชุมใหญ่ อุทยานนวัตกรรมค่ะ"]
    assert reader.measure("() => window.stayed") is True
    expect(reader.page.locator(".chips button")).to_have_text(["ขอบคุณ"])
    expect(reader.page.locator(".typing")).to_have_count(0)


def test_a_reload_keeps_the_talk(url: str, visit: Open) -> None:
    reader = visit(url)
    reader.ask("วันนี้เรียนอะไร")
    reader.sees("วันนี้มีเรียน 1 หัวข้อค่ะ")

    reader.page.reload()
    reader.settled()

    assert reader.talk() == ASKED
    expect(reader.page.locator(".chips button")).to_have_text(["สถานที่", "พรุ่งนี้เรียนอะไร"])
    expect(reader.page.locator(".day")).to_have_text(["วันพุธที่ 2 ตุลาคม 2562"])
    expect(reader.page.locator(".stamp")).to_have_text(["12.00 น.", "12.00 น."])


def test_what_is_not_kept_stays_on_the_page_and_is_no_empty_bubble_after_a_reload(url: str, visit: Open) -> None:
    reader = visit(url)
    for asked in ("ลับ 1", "ลับ 2"):
        reader.ask(asked)
        reader.sees(f"ไม่เก็บ {asked}")
    assert reader.talk() == ["คุณ: ลับ 1", "น้องนัด: ไม่เก็บ ลับ 1", "คุณ: ลับ 2", "น้องนัด: ไม่เก็บ ลับ 2"]

    reader.page.reload()
    reader.settled()
    assert reader.talk() == ["น้องนัด: ไม่เก็บ ลับ 2"]


def test_a_first_visit_is_greeted_with_something_to_ask(url: str, visit: Open) -> None:
    reader = visit(url)
    expect(reader.page.locator(".chips button")).to_have_text(["วันนี้เรียนอะไร", "ครั้งหน้าเรียนวันไหน", "ถามอะไรได้บ้าง"])

    reader.page.get_by_role("button", name="วันนี้เรียนอะไร").click()
    reader.sees("วันนี้มีเรียน 1 หัวข้อค่ะ")

    assert reader.talk() == ASKED


def test_a_card_shows_its_facts_and_only_harmless_links(url: str, visit: Open) -> None:
    reader = visit(url)
    reader.ask("วันนี้เรียนอะไร")
    card = reader.page.get_by_role("list", name="1 รายการ").get_by_role("listitem")

    expect(card.get_by_role("heading")).to_have_text("นวัตกรรมกับการพัฒนาเมือง")
    expect(card.get_by_role("term")).to_have_text(["วันเวลา", "สถานที่", "วิทยากร"])
    expect(card.get_by_role("link")).to_have_count(1)
    expect(card.get_by_role("link", name="แผนที่ (เปิดในหน้าใหม่)")).to_have_attribute(
        "href", "https://maps.example.org/?q=13.76,100.52"
    )
    with reader.page.expect_download() as download:
        reader.page.get_by_role("link", name="ตารางเรียน 2 ต.ค.ics (ดาวน์โหลดไฟล์)").click()
    assert download.value.suggested_filename == "ตารางเรียน 2 ต.ค.ics"


def test_by_keyboard_alone(url: str, visit: Open) -> None:
    """Skip link, field, Shift+Enter for a new line, Enter to send, buttons by Enter; the focus is never lost."""
    reader = visit(url, has_touch=True, is_mobile=True)
    keys = reader.page.keyboard

    keys.press("Tab")
    expect(reader.page.get_by_role("link", name="ข้ามไปที่ช่องพิมพ์คำถาม")).to_be_focused()
    keys.press("Enter")
    expect(reader.field).to_be_focused()
    keys.type("วันนี้")
    keys.press("Shift+Enter")
    keys.type("เรียนอะไร")
    keys.press("Enter")
    reader.sees("วันนี้มีเรียน 1 หัวข้อค่ะ")
    expect(reader.field).to_be_focused()
    for _ in range(2):
        keys.press("Shift+Tab")
    expect(reader.page.locator(".chips button").first).to_be_focused()
    keys.press("Enter")
    reader.sees("ห้องประชุมใหญ่ อุทยานนวัตกรรมค่ะ")

    expect(reader.field).to_be_focused()
    assert reader.talk()[0] == "คุณ: วันนี้\nเรียนอะไร"


def test_nothing_is_sent_while_a_word_is_being_composed(url: str, visit: Open) -> None:
    """Enter ends the choice of an input method; it does not send."""
    reader = visit(url)
    reader.field.fill("にほん")
    reader.field.evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )

    assert (reader.talk(), reader.field.input_value()) == ([], "にほん")


def test_english_for_whoever_wants_it(url: str, visit: Open) -> None:
    reader = visit(url)
    reader.page.get_by_role("button", name="English").click()

    expect(reader.page.get_by_role("button", name="ภาษาไทย")).to_be_visible()
    expect(reader.page.get_by_role("textbox", name="Your question")).to_be_visible()
    assert reader.measure("() => [document.documentElement.lang, document.title]") == ["en", "Nong Nat"]
    languages = reader.measure("() => [...document.querySelectorAll('.message .words[lang]')].map(e => e.lang)")
    assert languages == ["en", "en"]


def test_what_was_typed_is_shown_as_it_was_typed(url: str, visit: Open) -> None:
    """Never as markup: not when sent, not when heard again, not in the page without scripts."""
    reader = visit(url)
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt;"
    reader.ask(evil)
    reader.sees(f"ได้รับแล้วค่ะ: {evil}")
    reader.page.reload()
    reader.settled()

    assert reader.talk() == [f"คุณ: {evil}", f"น้องนัด: ได้รับแล้วค่ะ: {evil}"]
    assert reader.measure("() => document.querySelectorAll('#log img, #log script').length") == 0


def test_too_fast_is_said_kindly_and_nothing_is_lost(house: Place, visit: Open) -> None:
    watch = Watch()
    asked = [f"ข้อ {number}" for number in range(12)]
    with served(house, flood=Flood(now=watch)) as url:
        reader = visit(url)
        for words in asked:
            reader.ask(words)
        status = reader.page.get_by_role("status")
        expect(status).to_have_text("ข้อความเข้ามาเร็วไปนิดค่ะ น้องนัดจะส่งต่อให้ในไม่กี่วินาที")
        expect(reader.page.locator(".pending .stamp")).to_have_text(["รอส่ง", "รอส่ง"])
        watch.at = 60
        reader.sees("ได้รับแล้วค่ะ: ข้อ 11")
        expect(status).to_have_text("")

        answers = [f"น้องนัด: ได้รับแล้วค่ะ: {one}" for one in asked]
        assert sorted(reader.talk()) == sorted([*(f"คุณ: {one}" for one in asked), *answers])


def test_a_server_that_went_away_comes_back_and_gets_what_was_typed(house: Place, visit: Open) -> None:
    """Offline is said; what is typed meanwhile is kept, and sent once."""
    with served(house) as url:
        reader = visit(url)
        reader.ask("ก่อนดับ")
        reader.sees("ได้รับแล้วค่ะ: ก่อนดับ")
    expect(reader.page.get_by_role("status")).to_contain_text("กำลังเชื่อมต่อใหม่")
    reader.ask("ระหว่างดับ")
    expect(reader.page.locator(".pending .stamp")).to_have_text("รอส่ง")

    with served(place(house.database), int(url.rpartition(":")[2])):
        reader.sees("ได้รับแล้วค่ะ: ระหว่างดับ")
        expect(reader.page.get_by_role("status")).to_have_text("")
        talk = reader.talk()
        reader.page.reload()
        reader.settled()

        assert (
            talk
            == reader.talk()
            == [
                "คุณ: ก่อนดับ",
                "น้องนัด: ได้รับแล้วค่ะ: ก่อนดับ",
                "คุณ: ระหว่างดับ",
                "น้องนัด: ได้รับแล้วค่ะ: ระหว่างดับ",
            ]
        )


def test_two_pages_of_one_visitor_show_one_talk(url: str, visit: Open) -> None:
    reader = visit(url)
    second = Reader(reader.page.context.new_page(), url)

    reader.ask("วันนี้เรียนอะไร")
    second.sees("วันนี้มีเรียน 1 หัวข้อค่ะ")

    assert second.talk() == ASKED


def test_without_scripts_the_form_still_works(url: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(url)
    page.get_by_role("textbox", name="พิมพ์คำถาม").fill("วันนี้เรียนอะไร")
    page.get_by_role("button", name="ส่งข้อความ").click()
    expect(page.get_by_text("วันนี้มีเรียน 1 หัวข้อค่ะ")).to_be_visible()
    page.get_by_role("button", name="สถานที่").click()
    expect(page.get_by_text("ห้องประชุมใหญ่ อุทยานนวัตกรรมค่ะ").last).to_be_visible()
    context.close()

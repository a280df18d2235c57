"""What the handbook's new user does, in its order: ten minutes to the first announcement, then the first day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import xlsxwriter
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.web.browser import turns
from tests.web.walk import PATIENCE, asks, seen, shows, taps


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.web.browser import Reader
    from tests.web.walk import Walk


OWNER = "เลขานุการ ตัวอย่าง"
FLOWERS = "มะลิ กุหลาบ บานชื่น พุดซ้อน ชบา ลีลาวดี ทานตะวัน ดาวเรือง กล้วยไม้ บัวหลวง"
PEOPLE = [f"คุณ{flower} ตัวอย่าง" for flower in FLOWERS.split()]
OTHERS = [f"other {number}" for number in range(7)]  # whose chats have no browser
CODE = "smart-1"
HEAD = {
    "รหัสหลักสูตร": CODE,
    "ชื่อหลักสูตร": "หลักสูตรผู้บริหารเมืองอัจฉริยะ (SMART) รุ่นที่ 1",
    "ผู้จัด": "สถาบันตัวอย่าง",
    "ใครก็ถามได้": "ไม่",
}
SESSIONS = [
    {"วันที่": "5 ม.ค. 69", "เวลาเริ่ม": "09.00-12.00", "ชื่อรายการ": "เมืองอัจฉริยะกับข้อมูลเปิด", "สถานที่": "ห้องประชุมใหญ่"},
    {"วันที่": "", "เวลาเริ่ม": "13.00-16.00", "ชื่อรายการ": "ปัญญาประดิษฐ์กับงานเมือง", "สถานที่": "ห้องประชุมใหญ่"},
    {"วันที่": "6 ม.ค. 69", "เวลาเริ่ม": "09.00-12.00", "ชื่อรายการ": "การออกแบบบริการสาธารณะ", "สถานที่": "ห้องปฏิบัติการ"},
]
TABLES: Mapping[str, Sequence[Mapping[str, str]]] = {
    "กำหนดการ": SESSIONS,
    "รายชื่อ": [
        {"ชื่อ": name, "หน่วยงาน": "หน่วยงานตัวอย่าง", "กลุ่ม": "เหนือ" if number % 2 else "ใต้"}
        for number, name in enumerate(PEOPLE)
    ],
    "คำถามที่พบบ่อย": [{"คำถาม": "จอดรถที่ไหน", "คำตอบ": "จอดได้ที่อาคาร B ชั้น 1–3 ค่ะ"}],
}


SAID = [
    (5, "วิทยากรสอนสนุก เข้าใจง่าย"),
    (4, "เนื้อหาดี แต่แอร์หนาวไปหน่อย"),
    (3, "แอร์หนาวมาก"),
    (5, "ตัวอย่างใช้ได้จริง"),
    (4, "อยากให้มีเวลาฝึกมากกว่านี้"),
    (5, "ชอบกรณีศึกษา"),
    (2, "เสียงไม่ค่อยได้ยิน"),
]


def fill_in(template: Path, filled: Path) -> None:
    """A secretariat at work in Excel: what they know, under the headings that they found."""
    found = CalamineWorkbook.from_path(template)
    book = xlsxwriter.Workbook(filled)
    for name in found.sheet_names:
        sheet, rows = book.add_worksheet(name), found.get_sheet_by_name(name).to_python()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
            if name == "หลักสูตร" and str(row[0]) in HEAD:
                sheet.write(at, 1, HEAD[str(row[0])])
        if name.startswith("_"):
            sheet.very_hidden()  # as it was: the lists behind the drop-downs
        for at, known in enumerate(TABLES.get(name, ()), start=1):
            for heading, value in known.items():
                sheet.write(at, rows[0].index(heading), value)
    book.close()


def first_look(walk: Walk) -> None:
    """A question, without any account."""
    reader = walk.reader()
    asks(reader, "ใครสอนบล็อกเชน")
    walk.shoots(reader.page, "ask")


def joins(walk: Walk, reader: Reader, code: str) -> None:
    """By the code of a card, and the privacy notice."""
    asks(reader, f"ลงทะเบียน {code}")
    walk.presses(reader.page)
    taps(reader.page.get_by_role("button", name="ยินยอม", exact=True))
    shows(reader.page, "ยินดีต้อนรับค่ะ")


def owner(walk: Walk) -> Reader:
    """The first owner joins by the code that the command line gives."""
    code = code_in(walk.types("people", "invite", "--owner", OWNER))
    chat = walk.reader()
    joins(walk, chat, code)
    return chat


def console(walk: Walk, chat: Reader, picture: str = "") -> Page:
    """The organisers' room, by a link from the chat."""
    asks(chat, "เปิดห้องผู้จัด")
    link = chat.page.get_by_role("link", name="เปิดห้องผู้จัด").last
    seen(link)
    if picture:
        walk.shoots(chat.page, picture)
    desk = walk.follows(link)
    shows(desk, "สิ่งที่รอผู้จัด")
    return desk


def programme(walk: Walk, desk: Page, folder: Path) -> None:
    """The workbook: taken away empty, filled in, looked at, brought in."""
    empty, filled = folder / "แบบฟอร์ม.xlsx", folder / "หลักสูตรของเรา.xlsx"
    turns(desk.get_by_role("link", name="กำหนดการ", exact=True))
    turns(desk.get_by_role("link", name="ไฟล์ Excel"))
    shows(desk, "ตรวจไฟล์")
    walk.presses(desk)
    with desk.expect_download() as download:
        desk.get_by_role("link", name="แบบฟอร์มเปล่า").click()
    download.value.save_as(empty)
    fill_in(empty, filled)
    desk.get_by_label("เลือกไฟล์").set_input_files(filled)
    turns(desk.get_by_role("button", name="ตรวจไฟล์"))
    seen(desk.get_by_role("button", name="ยืนยันนำเข้า"))
    walk.shoots(desk, "file", whole=True)
    turns(desk.get_by_role("button", name="ยืนยันนำเข้า"))
    shows(desk, "แล้วค่ะ ตอนนี้กำลังดูหลักสูตรนี้อยู่")
    turns(desk.get_by_role("link", name="วันนี้", exact=True))
    shows(desk, "คาบถัดไป")
    walk.shoots(desk, "today")


def cards(walk: Walk, desk: Page) -> Reader:
    """Cards are printed; one of the people joins by hers."""
    turns(desk.get_by_role("link", name="รายชื่อ", exact=True))
    shows(desk, PEOPLE[-1])
    walk.shoots(desk, "people")
    turns(desk.get_by_role("button", name="พิมพ์บัตรเชิญ"))
    shows(desk, PEOPLE[0])
    walk.shoots(desk, "cards")
    codes = re.findall(_CODE, desk.locator("body").inner_text())
    assert len(set(codes)) == len(PEOPLE)
    learner = walk.reader()
    joins(walk, learner, codes[0])
    for who, code in zip(OTHERS, codes[1:], strict=False):
        walk.said(who, f"ลงทะเบียน {code}")
        walk.said(who, "ยินยอม")
    return learner


def announcement(walk: Walk, desk: Page, learner: Reader) -> None:
    """Written, looked at, sent; and what somebody gets."""
    desk.goto(f"{walk.url}/console/{CODE}/announcements")
    walk.presses(desk)
    turns(desk.get_by_role("link", name="เขียนประกาศใหม่"))
    desk.get_by_role("textbox", name="ข้อความ", exact=True).fill("พรุ่งนี้ลงทะเบียน 8.30 น. หน้าห้องประชุมใหญ่ แต่งกายสุภาพค่ะ")
    walk.presses(desk)
    turns(desk.get_by_role("button", name="ดูตัวอย่างและค่าใช้จ่าย"))
    shows(desk, "ผู้รับและค่าใช้จ่าย")
    seen(desk.frame_locator("iframe.preview").get_by_text("Telegram").first)
    walk.shoots(desk, "announcement", whole=True)
    turns(desk.get_by_role("button", name="ยืนยันและส่ง"))
    button = learner.page.get_by_role("button", name="รับทราบ", exact=True).last
    seen(button)
    walk.shoots(learner.page, "received")
    taps(button)
    desk.reload()
    shows(desk, "ส่งไปถึงไหนแล้ว")
    walk.shoots(desk, "delivered", whole=True)


def first_day(walk: Walk, chat: Reader, learner: Reader) -> None:
    """From the first who comes to what they all thought of it."""
    arrivals(walk, chat, learner)
    absence(walk, chat, learner)
    desk = console(walk, chat)
    attendance(walk, desk)
    feedback(walk, desk, learner)
    change(walk, desk)
    question(walk, desk)


def arrivals(walk: Walk, chat: Reader, learner: Reader) -> None:
    """The morning of the first day: the board, a code, and marks by hand."""
    walk.at("2026-01-05T08:40")
    asks(chat, "เปิดจอเช็กอิน")
    link = chat.page.get_by_role("link", name="เปิดจอเช็กอิน").last
    seen(link)
    board = walk.follows(link)
    seen(board.locator("#code"))
    code = board.locator("#code").inner_text()
    for who in OTHERS[:5]:
        walk.said(who, f"เช็กอิน {code}")
    asks(learner, f"เช็กอิน {code}")
    shows(learner.page, "เช็กอินแล้ว")
    expect(board.locator("#done")).to_have_text("6", timeout=PATIENCE)
    walk.shoots(board, "board")
    asks(chat, f"ทุกคนมายกเว้น {PEOPLE[-1]}")
    yes = chat.page.get_by_role("button", name="ยืนยัน", exact=True).last
    seen(yes)
    walk.shoots(chat.page, "by-hand")
    taps(yes)


def attendance(walk: Walk, desk: Page) -> None:
    """Who came to what, on one page; and one person, with all that is theirs."""
    turns(desk.get_by_role("link", name="การเข้าเรียน", exact=True))
    shows(desk, PEOPLE[-1])
    walk.shoots(desk, "attendance", whole=True)
    turns(desk.get_by_role("link", name="รายชื่อ", exact=True))
    turns(desk.get_by_role("link", name=PEOPLE[0]))
    shows(desk, "ข้อมูลส่วนบุคคล")
    walk.presses(desk)


def absence(walk: Walk, chat: Reader, learner: Reader) -> None:
    """Leave is asked for, and granted by a tap."""
    asks(learner, "ขอลาพรุ่งนี้เช้า ติดประชุมสภา")
    send = learner.page.get_by_role("button", name="ส่งคำขอ", exact=True).last
    seen(send)
    walk.presses(learner.page)
    taps(send)
    grant = chat.page.get_by_role("button", name="อนุมัติ", exact=True).last
    seen(grant)
    walk.shoots(chat.page, "leave")
    taps(grant)


def change(walk: Walk, desk: Page) -> None:
    """A session is moved once it was seen what that means."""
    walk.at("2026-01-05T12:30")
    desk.goto(f"{walk.url}/console/{CODE}/programme")
    walk.presses(desk)
    turns(desk.get_by_role("link", name="การออกแบบบริการสาธารณะ"))
    desk.get_by_label("เริ่ม", exact=True).fill("2026-01-06T10:00")
    desk.get_by_label("สิ้นสุด", exact=True).fill("2026-01-06T13:00")
    walk.presses(desk)
    turns(desk.get_by_role("button", name="ดูว่าจะเปลี่ยนอะไร"))
    shows(desk, "ตรวจก่อนยืนยัน")
    walk.shoots(desk, "change")
    turns(desk.get_by_role("button", name="ยืนยันการเปลี่ยนแปลง"))
    shows(desk, "ยังไม่ได้แจ้งผู้เรียน")
    walk.presses(desk)
    turns(desk.get_by_role("button", name="แจ้งผู้เรียน"))
    shows(desk, "กำลังแจ้ง")
    turns(desk.get_by_role("link", name="ประวัติและย้อนกลับ"))
    shows(desk, "ฉบับตั้งต้น")
    walk.presses(desk)


def question(walk: Walk, desk: Page) -> None:
    """What the bot could not answer is answered in the console."""
    walk.said(OTHERS[0], "มีที่ฝากกระเป๋าเดินทางไหม")
    turns(desk.get_by_role("link", name="คำถาม", exact=True))
    desk.locator("summary", has_text="ตอบ").first.click()
    desk.get_by_label("คำตอบ", exact=True).fill("ฝากได้ที่โต๊ะลงทะเบียนค่ะ")
    walk.shoots(desk, "question")
    desk.get_by_label("เก็บเป็นคำตอบสำเร็จรูปด้วย").check()
    turns(desk.get_by_role("button", name="ส่งคำตอบ"))
    shows(desk, "ส่งถึงผู้ถาม")
    turns(desk.get_by_role("link", name="ลองถามน้องนัด"))
    shows(desk, "ถ้าสอนชื่อเรียกใหม่")
    walk.presses(desk)


def feedback(walk: Walk, desk: Page, learner: Reader) -> None:
    """After the class people rate it; the report says what they said."""
    walk.at("2026-01-05T12:05")
    five = learner.page.get_by_role("button", name="★★★★★ ดีมาก").last
    seen(five)
    walk.shoots(learner.page, "rate", five)
    taps(five)
    for who, (stars, words) in zip(OTHERS, SAID, strict=True):
        for said in (f"ให้ {stars} ดาว", words, "เท่านี้พอ"):
            walk.said(who, said)
    desk.goto(f"{walk.url}/console/{CODE}/feedback")
    shows(desk, "ควรดูก่อน")
    walk.shoots(desk, "feedback", whole=True)
    turns(desk.get_by_role("link", name="บันทึกการใช้งาน", exact=True))
    shows(desk, "ค้นดู")
    walk.presses(desk)


def code_in(printed: str) -> str:
    found = re.search(_CODE, printed)
    assert found
    return found[0]


_CODE = "[CDFHJKMNPQRTVWXY2-9]{4}-[CDFHJKMNPQRTVWXY2-9]{4}"

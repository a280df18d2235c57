"""Organisers ask how it is, for the workbook and for the sign-in sheet; others hear kindly that it is not for them."""

from __future__ import annotations

import io
from base64 import b64decode
from dataclasses import replace

import pytest
from PIL import Image as Picture
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import delete

from bot.messages import Choice, Reply
from bot.services import signin
from bot.services.checkin import Mark
from storage.models import MembershipRow
from tests.dialogs.people_talk import OPEN, join
from tests.dialogs.report_talk import ASIDE, FIRST, HALL, NAMES, SOM, TITLE, WHEN, Office
from tests.dialogs.talk import CDE, read


EXCEL = Choice("ไฟล์ Excel", "ขอไฟล์ Excel การเข้าเรียน")
SHEET = Choice("ใบเซ็นชื่อ", "ขอใบเซ็นชื่อ")
PROGRAMME = OPEN.title.th
NO_FILES = (
    "ไลน์รับไฟล์ตรง ๆ ไม่ได้ และยังไม่ได้ตั้งค่า PUBLIC_URL ซึ่งเป็นที่อยู่เว็บไซต์ของน้องนัดค่ะ "
    "ระหว่างนี้ขอไฟล์ทางเทเลแกรม หรือให้ผู้ดูแลระบบใช้คำสั่ง nongnat report attendance ได้นะคะ"
)
NOT_YOURS = "เรื่องนี้สำหรับทีมผู้จัดค่ะ ถ้าอยากทราบของตัวเอง พิมพ์ ฉันเข้าเรียนกี่เปอร์เซ็นต์แล้ว ได้เลยนะคะ"


@pytest.fixture
def office() -> Office:
    """Of five, three have come, one of them late; one has leave."""
    made = Office()
    made.marks(Mark("present", 1), *NAMES[:2])
    made.marks(Mark("late", 1), NAMES[2])
    made.marks(Mark("excused", 1, "leave"), NAMES[3])
    return made


@pytest.mark.parametrize(
    "said",
    [
        "รายงานวันนี้",
        "ขอรายงานวันนี้หน่อยค่ะ",
        "สรุปการเข้าเรียนวันนี้",
        "สรุปการเช็กอิน",
        "สรุปการเข้าเรียนของทุกคน",
        "ขอดูยอดเช็คอินตอนนี้",
        "รายงานการเข้าเรียน ของวันนี้ ครับ",
        "รายงานสรุปผู้เข้าเรียน",
        "today's report",
        "attendance report please",
    ],
)
def test_how_it_is_in_words_and_as_a_picture(office: Office, said: str) -> None:
    reply = office.writes("som", said)

    text = f"{TITLE}\n{WHEN}\nมาแล้ว 3 จาก 5 คน · สาย 1 · ลา 1 · ยังไม่มา 1\nยังไม่มา: {NAMES[4]}"
    (image,) = reply.images
    assert reply == Reply(text, images=(image,), choices=(EXCEL, SHEET), reading=ASIDE)
    assert image.alt == f"ภาพสรุปการเข้าเรียน {TITLE}"
    with Picture.open(io.BytesIO(b64decode(image.content))) as picture:
        assert (picture.format, picture.width) == ("PNG", 1080)


def test_after_it_has_closed_who_did_not_come_is_absent_and_the_next_one_is_on(office: Office) -> None:
    office.at("2019-10-04T10:20")
    office.ticks()

    assert office.writes("som", "รายงานวันนี้").text == (
        "City of Innovation: DiverCity การพัฒนาเมืองที่หลากหลาย\n"
        "วันศุกร์ที่ 4 ตุลาคม 2562 เวลา 10.15–12.00 น.\n"
        f"มาแล้ว 0 จาก 5 คน · ยังไม่มา 5\nยังไม่มา: {', '.join(NAMES)}\n\n"
        f"ก่อนหน้านี้ของวันเดียวกัน\n• {TITLE}: มาแล้ว 3 จาก 5 คน · สาย 1 · ลา 1 · ขาด 1"
    )


def test_a_session_or_a_day_may_be_named(office: Office) -> None:
    office.at("2019-10-11T08:30")

    named = office.writes("som", f"รายงานการเข้าเรียน {TITLE}")
    assert named.text == f"{TITLE}\n{WHEN}\nมาแล้ว 3 จาก 5 คน · สาย 1 · ลา 1 · ขาด 1\nขาด: {NAMES[4]}"
    day = office.writes("som", "สรุปการเช็กอินวันที่ 4 ตุลาคม")
    assert [image.alt.removeprefix("ภาพสรุปการเข้าเรียน ") for image in day.images] == [
        each.title.th for each in OPEN.sessions[:3]
    ]


@pytest.mark.parametrize(
    ("now", "said", "answer"),
    [
        (
            "2019-10-04T07:00",
            "รายงานวันนี้",
            f"ยังไม่เปิดเช็กอินค่ะ ({PROGRAMME})\n{TITLE} เปิดเช็กอินวันศุกร์ที่ 4 ตุลาคม 2562 เวลา 08.15 น.",
        ),
        (
            "2019-10-07T09:00",
            "รายงานวันนี้",
            (
                f"ไม่มีคาบที่ต้องเช็กอินค่ะ ({PROGRAMME})\n"
                "UrbanTech for City Transformation เปิดเช็กอินวันศุกร์ที่ 11 ตุลาคม 2562 เวลา 08.15 น."
            ),
        ),
        (
            "2019-10-07T09:00",
            "รายงานการเข้าเรียนวิชา UrbanTech",
            (
                f"ยังไม่เปิดเช็กอินค่ะ ({PROGRAMME})\n"
                "UrbanTech for City Transformation เปิดเช็กอินวันศุกร์ที่ 11 ตุลาคม 2562 เวลา 08.15 น."
            ),
        ),
    ],
)
def test_before_anybody_can_come_it_is_said_when(now: str, said: str, answer: str) -> None:
    assert Office(now=now).writes("som", said) == Reply(answer, choices=(EXCEL, SHEET), reading=ASIDE)


@pytest.mark.parametrize(
    "said",
    ["ขอไฟล์ Excel การเข้าเรียน", "ขอ excel หน่อย", "รายงานการเข้าเรียนเป็น Excel", "ไฟล์เอ็กเซลเช็กชื่อครับ", "attendance excel"],
)
def test_the_workbook_comes_as_a_file(office: Office, said: str) -> None:
    reply = office.writes("som", said)

    (file,) = reply.files
    text = f"ไฟล์ Excel การเข้าเรียนของ {PROGRAMME} ค่ะ ผู้เข้าอบรม 5 คน\n{NO_FILES}"
    assert reply == Reply(text, files=(file,), reading=ASIDE)
    assert (file.name, file.media_type) == (
        "การเข้าเรียน ccio-2 4 ต.ค. 2562.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    assert CalamineWorkbook.from_filelike(io.BytesIO(file.data)).sheet_names == ["สรุป", "ศ. 4 ต.ค. 2562"]


def _sheet(number: int, count: int = 5) -> str:
    return (
        f"ใบเซ็นชื่อใบที่ {number} ({count} คน) พร้อมพิมพ์แล้วค่ะ\n{TITLE}\n{WHEN}\n{HALL}\n"
        f"หลังเก็บใบแล้ว พิมพ์ลำดับที่เซ็นกลับเข้ามาได้ เช่น ใบเซ็นชื่อ {number}: 1-15, 17 มา"
    )


def test_without_an_address_of_the_site_the_sheet_comes_as_a_file(office: Office) -> None:
    reply = office.writes("som", "ขอใบเซ็นชื่อ")

    (file,) = reply.files
    assert reply == Reply(f"{_sheet(1)}\n{NO_FILES}", files=(file,), reading=ASIDE)
    assert (file.name, file.media_type) == ("ใบเซ็นชื่อ 1.pdf", "application/pdf")
    assert len(PdfReader(io.BytesIO(file.data)).pages) == 1


@pytest.mark.parametrize(
    ("said", "title", "filled"),
    [
        ("ขอใบเซ็นชื่อ", TITLE, False),
        ("พิมพ์ใบลงชื่อให้หน่อย", TITLE, False),
        ("ขอใบเซ็นชื่อเป็น PDF", TITLE, False),
        ("print the sign-in sheet", TITLE, False),
        ("ใบเซ็นชื่อแบบเปล่าของวันที่ 18 ต.ค.", "Innovative City for Aging Society การวางแผนเมืองเพื่อรองรับสังคมสูงอายุ", False),
        (f"ขอใบเซ็นชื่อ {TITLE} พร้อมเวลา", TITLE, True),
        ("ใบเซ็นชื่อวันศุกร์หน้า", "UrbanTech for City Transformation", False),
        ("ใบเซ็นชื่อวิชา Blockchain พร้อมเวลา", "Blockchain Technology for Transparency Procurement", False),
    ],
)
def test_which_sheet(office: Office, said: str, title: str, filled: bool) -> None:  # noqa: FBT001 - a value among others
    """That of the class that is on, or named; before it begins there is nothing to fill in."""
    first, named, *_ = office.writes("som", said).text.split("\n")

    ready = "พร้อมเวลาที่มาแล้วค่ะ" if filled else "พร้อมพิมพ์แล้วค่ะ"
    assert (first, named) == (f"ใบเซ็นชื่อใบที่ 1 (5 คน) {ready}", title)


@pytest.mark.parametrize("said", ["รายงานวันนี้", "ขอใบเซ็นชื่อ", "ขอไฟล์ Excel การเข้าเรียน", "ใบเซ็นชื่อ 1: 1 มา"])
def test_whoever_does_not_organise_hears_so(office: Office, said: str) -> None:
    assert office.writes("kk", said) == Reply(NOT_YOURS, reading=ASIDE)
    assert office.writes("guest", said) == Reply(NOT_YOURS, reading=ASIDE)
    assert office.writes("C1", said, group=True).text == "เรื่องส่วนตัวขอคุยในแชตส่วนตัวนะคะ"


@pytest.mark.parametrize(
    "said", ["พรุ่งนี้เรียนอะไร", "สรุปวิชา Blockchain", "ใบเซ็นชื่ออยู่ที่ไหน", "ยอดเยี่ยมเลย", "รายงานกลุ่มส่งวันไหน"]
)
def test_other_questions_are_not_taken(office: Office, said: str) -> None:
    reply = office.writes("kk", said)

    assert (reply.text == NOT_YOURS, reply.files, reply.images) == (False, (), ())


def test_of_several_programmes_it_asks_which() -> None:
    office = Office(read(CDE), now="2019-10-07T09:00")

    reply = office.writes("som", "ขอไฟล์ Excel การเข้าเรียน")

    assert (reply.text, [choice.says for choice in reply.choices]) == (
        "หลักสูตรไหนดีคะ",
        ["ขอไฟล์ Excel การเข้าเรียน"] * 2,
    )
    chosen = office.taps("som", reply.choices[0])
    assert chosen.text == f"ไฟล์ Excel การเข้าเรียนของ {PROGRAMME} ค่ะ ผู้เข้าอบรม 5 คน\n{NO_FILES}"


def test_a_button_of_somebody_else_s_programme_opens_nothing() -> None:
    office = Office(now="2019-10-07T09:00")
    with_code = Choice("x", "ขอไฟล์ Excel การเข้าเรียน", "report.in:ccio-2")

    assert office.taps("kk", with_code) == Reply(NOT_YOURS, reading=ASIDE)
    assert FIRST == "orientation"


def test_on_the_site_itself_the_sheet_is_a_link() -> None:
    """Good once, for this person and this sheet."""
    office = Office()
    join(office, SOM, channel="web", who="desk")

    reply = office.writes("desk", "ขอใบเซ็นชื่อ", channel="web")

    (link,) = reply.links
    kind = "แตะเปิดได้ครั้งเดียวภายใน 10 นาที แล้วพิมพ์หรือบันทึกเป็น PDF ได้เลย ลิงก์นี้เป็นของท่านคนเดียว อย่าส่งต่อนะคะ"
    assert reply == Reply(f"{_sheet(1)}\n{kind}", links=(link,), sealed=True, reading=ASIDE)
    assert (link.label, link.url.partition("#")[0], len(link.url.partition("#")[2])) == ("เปิดใบเซ็นชื่อ", "/enter", 43)
    with office.database.write() as store:
        found = signin.enter(store, link.url.partition("#")[2], office.now)
    assert found
    assert (found[1].purpose, found[1].programme, found[1].subject) == ("sheet", "ccio-2", "1")


def test_where_the_site_has_an_address_so_it_is_in_line() -> None:
    """It opens in the telephone's own browser, which can print; and files come from the site."""
    office = Office(site="https://bot.example")

    (link,) = office.writes("som", "ขอใบเซ็นชื่อ").links

    assert link.url.partition("#")[0] == "https://bot.example/enter?openExternalBrowser=1"
    assert office.writes("som", "ขอไฟล์ Excel การเข้าเรียน").text == (
        f"ไฟล์ Excel การเข้าเรียนของ {PROGRAMME} ค่ะ ผู้เข้าอบรม 5 คน"
    )


def test_of_a_journey_it_is_the_day_that_is_meant() -> None:
    office = Office(now="2019-10-25T08:20")

    assert office.writes("som", "รายงานวันนี้").text.split("\n")[1] == "วันศุกร์ที่ 25 ตุลาคม 2562 เวลา 08.30 น."
    assert office.writes("som", "ใบเซ็นชื่อวันพรุ่งนี้").text.split("\n")[2] == ("วันเสาร์ที่ 26 ตุลาคม 2562 เวลา 08.30 น.")


def test_where_nobody_is_on_the_roster_there_is_nothing_to_sign() -> None:
    office = Office(replace(read(CDE), code="empty"))
    with office.database.write() as store:
        store.execute(
            delete(MembershipRow).where(MembershipRow.programme == "ccio-2", MembershipRow.role == "participant")
        )

    assert office.writes("som", f"ขอใบเซ็นชื่อ {TITLE}").text == (
        "ยังไม่มีรายชื่อผู้เข้าอบรมในหลักสูตรนี้ค่ะ นำเข้ารายชื่อก่อนแล้วขอใบเซ็นชื่อใหม่นะคะ"
    )


def test_in_english(office: Office) -> None:
    office.writes("som", "English")

    reply = office.writes("som", "today's report")

    assert reply.text.split("\n")[1:] == [
        "Friday 4 October 2019, 09:00–10:00",
        "3 of 5 are here · late 1 · on leave 1 · not here yet 1",
        f"not here yet: {NAMES[4]}",
    ]
    assert [choice.says for choice in reply.choices] == ["attendance Excel file", "sign-in sheet"]
    assert office.writes("som", "sign-in sheet").text.startswith("Sign-in sheet 1 with 5 people, ready to print.")
    assert office.taps("som", reply.choices[0]).files[0].name == "attendance ccio-2 4 Oct 2019.xlsx"
    shown = office.writes("som", "sign-in sheet 1: 4-5 present")
    assert shown.text.split("\n")[2:] == [
        f"present (2 people): 4. {NAMES[3]}, 5. {NAMES[4]}",
        f"Other than noted: 4. {NAMES[3]} (on leave → present)",
        "Shall it be noted so?",
    ]

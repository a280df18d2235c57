"""Organisers ask what people answered: figures with a picture, comments, the workbook, a link for a speaker."""

from __future__ import annotations

import io
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Picture
from python_calamine import CalamineWorkbook

from bot.app import build
from bot.handlers.results.said import Wish, read
from bot.messages import Address, Choice, Reading, Reply
from storage import audit, people
from storage.people import Details, Membership
from tests.dialogs.talk import Talk
from tests.services.rated import PROGRAMME, Rated


if TYPE_CHECKING:
    from collections.abc import Iterator

ASIDE = Reading(aside=True)
COMMENTS, EXCEL = "ความเห็น", Choice("ไฟล์ Excel", "ขอไฟล์ Excel ผลประเมิน")
METHOD = (
    "น้องนัดอ่านประเด็นและน้ำเสียงจากคำในความเห็น ผลวัดกับความเห็น 201 ข้อความ: "
    "น้ำเสียงถูกครบทุกส่วน 81% ประเด็นแม่น 82% (F1) จับคำประชดไม่ได้"
)


class Staff(Talk):
    """In LINE "som" organises, and "ann" takes part."""

    def __init__(self, site: str = "https://x.example") -> None:
        super().__init__(PROGRAMME, now="2026-07-02T17:00")
        self._app = build(self.database, self._clock, public_url=site, trusted={"test"})
        with self.database.write() as store:
            for who, role in (("som", "organiser"), ("ann", "participant")):
                person = people.add(store, Details(who))
                people.enrol(store, person, Membership("a", role))  # type: ignore[arg-type] # a role
                people.link(store, person, Address("line", who))
        rated = Rated(self.database)
        rated.closes(rated.of("chain", (5, "อาหารอร่อยมาก"), (4, "อยากให้แจกเอกสารก่อนเรียน"), (2, "แอร์หนาวไป"), asked=4))
        rated.of("tax", (1, "ลับสุดยอด"), 1)
        rated.of("data", (3, "แอร์หนาวไป"), 3, 2)

    def asks(self, text: str, *, who: str = "som") -> Reply:
        return self.say(text, who=who, channel="line")


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = Staff()
    yield made
    made.database.close()


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("ผลประเมินวันนี้", Wish("results", "วันนี้")),
        ("ขอดูผลประเมินวิชา Blockchain หน่อยค่ะ", Wish("results", "Blockchain")),
        ("สรุปผลประเมิน", Wish("results")),
        ("ผลการประเมินทั้งหลักสูตร", Wish("results")),
        ("ผลประเมินของ ดร.กิ่งแก้ว เป็นยังไงบ้าง", Wish("results", "ดร.กิ่งแก้ว")),
        ("ความเห็นเรื่องอาหาร", Wish("comments", "อาหาร")),
        ("ขออ่านความคิดเห็นของผู้เรียนวิชาภาษีที่ดิน", Wish("comments", "ภาษีที่ดิน")),
        ("มีข้อเสนอแนะอะไรบ้าง", Wish("comments", "อะไร")),
        ("แชร์ผลประเมินให้ ดร.กิ่งแก้ว", Wish("share", "ดร.กิ่งแก้ว")),
        ("ส่งผลประเมินให้วิทยากร นายสมหมาย ด้วยนะคะ", Wish("share", "นายสมหมาย")),
        ("ขอไฟล์ Excel ผลประเมิน", Wish("excel")),
        ("feedback results today", Wish("results", "today")),
        ("comments about food please", Wish("comments", "food")),
        ("share the feedback with Somchai", Wish("share", "Somchai")),
        ("ประเมินวิชา Blockchain", None),
        ("ผลประเมินออกเมื่อไหร่", None),
        ("ใครดูผลประเมินได้บ้าง", None),
        ("แก้คำตอบแบบประเมิน", None),
        ("พรุ่งนี้เรียนอะไร", None),
    ],
)
def test_what_is_asked_for(said: str, wish: Wish | None) -> None:
    assert read(said) == wish


def test_a_session_in_words_and_as_a_picture(staff: Staff) -> None:
    reply = staff.asks("ผลประเมินวิชา Blockchain")

    text = (
        "Blockchain เพื่อเมือง\nวันพุธที่ 1 กรกฎาคม 2569 · ดร.กิ่งแก้ว ใจงาม\nตอบแล้ว 3 จาก 4 คน (75%)\n"
        "เฉลี่ย 3.7 จาก 5 ดาว · มัธยฐาน 4.0\n5 ดาว 1 · 4 ดาว 1 · 3 ดาว 0 · 2 ดาว 1 · 1 ดาว 0\n"
        "เหตุผลที่ให้น้อย: เร็วไป 1\nประเด็น: เอกสาร 1 · แอร์ เสียง และอุปกรณ์ 1 · อาหารและเบรก 1"
    )
    (image,) = reply.images
    choices = (Choice(COMMENTS, "ความเห็น Blockchain"), EXCEL)
    assert reply == Reply(text, images=(image,), choices=choices, reading=ASIDE)
    assert image.alt == "ภาพสรุปผลประเมิน Blockchain เพื่อเมือง เฉลี่ย 3.7 ดาว"
    with Picture.open(io.BytesIO(b64decode(image.content))) as picture:
        assert (picture.format, picture.width) == ("PNG", 1080)


def test_a_day_with_the_lowest_first_and_what_is_withheld(staff: Staff) -> None:
    assert staff.asks("ผลประเมินวันนี้").text == (
        "วันพฤหัสบดีที่ 2 กรกฎาคม 2569\nหลักสูตรเมือง\nตอบแล้ว 5 จาก 5 ครั้งที่ถาม (100%)\n"
        "เฉลี่ย 2.7 จาก 5 ดาว · มัธยฐาน 3.0 · คิดจาก 3 คำตอบ\n5 ดาว 0 · 4 ดาว 0 · 3 ดาว 2 · 2 ดาว 1 · 1 ดาว 0\n"
        "เหตุผลที่ให้น้อย: เร็วไป 3\n\n• ข้อมูลเปิด: 2.7 (3/3)\n• ภาษีที่ดิน: – (2/2)"
    )


def test_the_whole_a_speaker_and_a_module(staff: Staff) -> None:
    whole = staff.asks("ขอสรุปผลประเมิน").text
    assert whole.startswith("ผลประเมินทั้งหลักสูตร\nหลักสูตรเมือง\nตอบแล้ว 8 จาก 9 ครั้งที่ถาม (89%)\nเฉลี่ย 3.2 จาก 5 ดาว")
    assert whole.endswith("ควรดูก่อน: แอร์ เสียง และอุปกรณ์ ถูกติ 2 ครั้ง")
    speaker = staff.asks("ผลประเมินของ ดร.กิ่งแก้ว")
    assert speaker.text.startswith("ดร.กิ่งแก้ว ใจงาม\nหลักสูตรเมือง\nตอบแล้ว 6 จาก 7 ครั้งที่ถาม (86%)")
    assert speaker.choices[1] == Choice("แชร์ให้วิทยากร", "แชร์ผลประเมินให้ ดร.กิ่งแก้ว ใจงาม")
    assert staff.asks("ผลประเมินโมดูลการเงิน").text.startswith("การเงิน\nหลักสูตรเมือง\nตอบแล้ว 2 จาก 2 คน (100%)\nยังไม่แสดงผล")


def test_of_what_there_is_nothing_it_is_said(staff: Staff) -> None:
    none = "ยังไม่มีผลประเมินของ การสื่อสาร ค่ะ น้องนัดจะถามผู้ที่เข้าเรียนเมื่อจบวิชานะคะ"
    assert staff.asks("ผลประเมินวิชาการสื่อสาร") == Reply(none, reading=ASIDE)
    unknown = staff.asks("ผลประเมินวิชาดาราศาสตร์")
    assert unknown.text.startswith("ไม่พบ “ดาราศาสตร์” ในหลักสูตรค่ะ")
    assert unknown.choices == (Choice("ทั้งหลักสูตร", "ผลประเมินทั้งหลักสูตร"),)


def test_comments_by_theme_and_on_a_session(staff: Staff) -> None:
    cold = staff.asks("ความเห็นเรื่องแอร์")
    assert cold.text.startswith("ความเห็น: แอร์ เสียง และอุปกรณ์\n\n“แอร์หนาวไป” – ")
    assert cold.sealed
    chain = staff.asks("ความเห็นวิชา Blockchain").text
    assert chain == (
        "ความเห็น: Blockchain เพื่อเมือง\nจากความเห็น 3 จาก 3 ข้อความ\n\nเอกสาร · ข้อเสนอแนะ 1\n“อยากให้แจกเอกสารก่อนเรียน”\n\n"
        f"แอร์ เสียง และอุปกรณ์ · ติ 1\n“แอร์หนาวไป”\n\nอาหารและเบรก · ชม 1\n“อาหารอร่อยมาก”\n\n{METHOD}"
    )
    assert staff.asks("ความเห็นเรื่องที่จอดรถ").text == "ยังไม่มีความเห็นที่แสดงได้เรื่อง ที่จอดรถ ค่ะ"
    assert "ลับสุดยอด" not in staff.asks("ความเห็นวิชาภาษีที่ดิน").text


def test_the_workbook(staff: Staff) -> None:
    reply = staff.asks("ขอไฟล์ Excel ผลประเมิน")
    (file,) = reply.files
    assert (reply.text, file.name) == ("ไฟล์ผลประเมินของหลักสูตรเมืองค่ะ", "ผลประเมิน a.xlsx")
    assert CalamineWorkbook.from_filelike(io.BytesIO(b64decode(file.content))).sheet_names[0] == "สรุป"


def test_a_link_for_a_speaker_is_made_by_a_tap(staff: Staff) -> None:
    asked = staff.asks("แชร์ผลประเมินให้ ดร.กิ่งแก้ว")
    assert [choice.label for choice in asked.choices] == ["ตัวเลขอย่างเดียว", "ตัวเลขและความเห็น"]
    made = staff.tap(asked.choices[1], who="som", channel="line")
    (link,) = made.links
    assert link.url.partition("#")[0] == "https://x.example/feedback"
    assert made.sealed
    with staff.database.read() as store:
        ((_, deed),) = audit.of_programme(store, "a")
    assert (deed.what, deed.subject, deed.details) == ("feedback.shared", "kk", {"words": True})
    assert staff.asks("แชร์ผลประเมิน").text.startswith("แชร์ให้วิทยากรคนไหนคะ")
    refused = staff.tap(asked.choices[1], who="ann", channel="line")
    assert refused == Reply("ผลประเมินดูได้เฉพาะทีมผู้จัดค่ะ", reading=ASIDE)


def test_without_an_address_there_is_no_link() -> None:
    staff = Staff(site="")
    assert staff.asks("แชร์ผลประเมินให้ ดร.กิ่งแก้ว").text.startswith("ยังไม่ได้ตั้งค่า PUBLIC_URL")
    staff.database.close()


def test_others_are_kindly_refused_and_nothing_is_told_in_groups(staff: Staff) -> None:
    refused = Reply("ผลประเมินดูได้เฉพาะทีมผู้จัดค่ะ", reading=ASIDE)
    assert [staff.asks(said, who="ann") for said in ("ผลประเมินวันนี้", "แชร์ผลประเมินให้ ดร.กิ่งแก้ว")] == [refused] * 2
    assert "แอร์หนาว" not in staff.asks("ความเห็นเรื่องแอร์", who="ann").text
    assert "3.7" not in staff.in_group("ผลประเมินวิชา Blockchain", sender="som", called=True).text


def test_in_english(staff: Staff) -> None:
    staff.asks("English")
    assert staff.asks("feedback results today").text.startswith(
        "Thursday 2 July 2026\nCity course\n5 answers of 5 times asked (100%)"
    )

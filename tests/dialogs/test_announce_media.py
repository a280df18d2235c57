"""Pictures, files and places in announcements: what they really are, and when they are none of ours."""

from __future__ import annotations

from base64 import b64encode

import pytest

from bot.handlers.announce.drawing import Drawing
from bot.messages import Choice, File, Image, Kind, Link, Place, Reply, Spot
from bot.services import announce
from bot.services.programme import Programmes
from bot.texts import texts
from tests.dialogs.announce_talk import ASIDE, Bureau, button, confirming, picture, shown
from tests.dialogs.people_talk import KK
from tests.dialogs.test_announce import COST, TEXT, said


PHOTO = picture()
JPEG = picture("JPEG")
PDF = b"%PDF-1.7\n"
CANNOT_SEE = "น้องนัดยังดูรูปไม่ได้ค่ะ"
WITH = ("send", "when", "whom", "text", "bare", "drop")
UNSEEN = "ผู้ที่ใช้ LINE จะไม่เห็น{} เพราะระบบยังไม่มีเว็บที่ LINE เปิดได้ รบกวนแจ้งผู้ดูแลระบบ"
PICTURE, BOTH = (("ข้อควรรู้", UNSEEN.format("รูป")),), (("ข้อควรรู้", UNSEEN.format("รูปและไฟล์")),)
LAB = Spot(13.7649, 100.5268, "ห้องแล็บ", "ถนนโยธี")
PLACE = Place(
    "ห้องแล็บ",
    "ถนนโยธี",
    13.7649,
    100.5268,
    Link("เปิดแผนที่", "https://www.google.com/maps/search/?api=1&query=13.7649,100.5268"),
)


@pytest.fixture
def office() -> Bureau:
    """An organiser has a draft at hand."""
    made = Bureau()
    made.says("som", f"ประกาศ: {TEXT}")
    return made


def image(content: bytes, media_type: str = "image/png") -> Image:
    return Image("", media_type, b64encode(content).decode())


def added(parts: str) -> Reply:
    text = f"เพิ่มในประกาศแล้วค่ะ ตอนนี้มี: {parts}\nส่งเพิ่มได้อีก หรือแตะ ดูตัวอย่าง"
    return said(text, button("show", 1), button("drop", 1))


def refused(reason: str) -> Reply:
    return said(f"{reason}ค่ะ", button("show", 1), button("drop", 1))


def test_a_picture_a_file_and_a_place_go_with_the_text(office: Bureau) -> None:
    assert office.sends("som", "photo", PHOTO) == [added("ข้อความ · รูป 1")]
    assert office.sends("som", "file", PDF, name="กำหนดการ.pdf") == [added("ข้อความ · รูป 1 · ไฟล์ 1")]
    assert office.sends("som", "location", spot=LAB) == [added("ข้อความ · รูป 1 · ไฟล์ 1 · ตำแหน่ง 1")]

    whole = {
        "images": (image(PHOTO),),
        "files": (File("กำหนดการ.pdf", "application/pdf", b64encode(PDF).decode(), base64=True),),
        "places": (PLACE,),
    }
    found = office.says("som", "เสร็จแล้ว")
    assert found == [shown(TEXT, 1, **whole), confirming(office.number(1), COST, wishes=WITH, more=BOTH)]
    office.presses("som", found[1].cards[0].choices[0])
    office.goes()
    assert office.got("kk") == [shown(TEXT, 1, **whole)]


def test_they_may_come_before_the_text(office: Bureau) -> None:
    office.says("som", "ยกเลิก")
    office.says("som", "ประกาศถึงผู้จัด")

    assert office.sends("som", "photo", JPEG) == [
        said(
            "เพิ่มในประกาศแล้วค่ะ ตอนนี้มี: รูป 1\nพิมพ์ข้อความประกาศต่อได้เลย",
            Choice("ส่งโดยไม่มีข้อความ", "ดูประกาศที่ 2", "announce.show:2"),
            button("drop", 2),
        )
    ]
    assert office.says("som", TEXT) == [
        shown(TEXT, 2, images=(image(JPEG, "image/jpeg"),)),
        confirming(office.number(2), "ส่งถึง 2 คน · LINE 2 ข้อความ", "ผู้จัด", wishes=WITH, more=PICTURE),
    ]


def test_under_a_picture_may_stand_the_whole_announcement(office: Bureau) -> None:
    assert office.sends("som", "photo", PHOTO, text="ประกาศถึงผู้จัด: ดูแผนที่นี้") == [
        shown("ดูแผนที่นี้", 2, images=(image(PHOTO),)),
        confirming(office.number(2), "ส่งถึง 2 คน · LINE 2 ข้อความ", "ผู้จัด", wishes=WITH, more=PICTURE),
    ]


def test_what_stands_under_a_further_picture_is_added_to_the_text(office: Bureau) -> None:
    office.sends("som", "photo", PHOTO, text="ตามภาพ")

    assert office.says("som", "ดูตัวอย่าง")[0] == shown(f"{TEXT}\nตามภาพ", 1, images=(image(PHOTO),))


def test_they_can_be_taken_out_again(office: Bureau) -> None:
    office.sends("som", "photo", PHOTO)
    (_, asked) = office.says("som", "ดูตัวอย่าง")

    assert office.presses("som", asked.cards[0].choices[4]) == [shown(TEXT, 1), confirming(office.number(1), COST)]


@pytest.mark.parametrize(
    ("kind", "content", "name", "reason"),
    [
        ("photo", PDF, "", "รูปต้องเป็น PNG หรือ JPEG ที่เปิดดูได้"),
        ("photo", picture("GIF"), "", "รูปต้องเป็น PNG หรือ JPEG ที่เปิดดูได้"),
        ("photo", PHOTO[:40], "", "รูปต้องเป็น PNG หรือ JPEG ที่เปิดดูได้"),
        ("file", picture("JPEG")[:200], "ภาพ.jpg", "รูปต้องเป็น PNG หรือ JPEG ที่เปิดดูได้"),
        ("photo", picture(size=(8000, 8000)), "", "รูปใหญ่หรือยาวเกินไป ใช้รูปไม่เกิน 10 ล้านไบต์"),
        ("photo", b"", "", "รับไฟล์นี้ไม่สำเร็จ จึงยังไม่ได้ใส่ในประกาศ รบกวนส่งใหม่อีกครั้ง ไม่เกิน 5 เมกะไบต์"),
        ("video", b"", "", "ในประกาศใส่ได้แค่ข้อความ รูป ไฟล์ และตำแหน่ง"),
        ("voice", b"", "", "ในประกาศใส่ได้แค่ข้อความ รูป ไฟล์ และตำแหน่ง"),
        ("location", b"", "", "ในประกาศใส่ได้แค่ข้อความ รูป ไฟล์ และตำแหน่ง"),
    ],
)
def test_what_cannot_go_with_it_is_said_and_nothing_is_changed(
    office: Bureau, kind: Kind, content: bytes, name: str, reason: str
) -> None:
    assert office.sends("som", kind, content, name=name) == [refused(reason)]
    assert office.number(1).reply == Reply(TEXT)


def test_a_picture_sent_as_a_file_is_a_picture_whatever_it_is_called(office: Bureau) -> None:
    office.sends("som", "file", JPEG, name="กำหนดการ.pdf")

    assert office.number(1).reply == Reply(TEXT, images=(image(JPEG, "image/jpeg"),))


def test_a_file_without_a_name_has_one(office: Bureau) -> None:
    office.sends("som", "file", PDF)

    assert office.number(1).reply.files == (
        File("ไฟล์", "application/octet-stream", b64encode(PDF).decode(), base64=True),
    )


def test_without_a_draft_a_picture_is_what_it_always_was(office: Bureau) -> None:
    office.says("som", "ยกเลิก")
    before = office.sends("kk", "photo", PHOTO)

    assert office.sends("som", "photo", PHOTO) == before


def test_a_draft_takes_pictures_for_a_day(office: Bureau) -> None:
    office.later(23 * 60)
    assert office.sends("som", "photo", PHOTO) == [added("ข้อความ · รูป 1")]
    office.later(2 * 60)
    assert office.sends("som", "photo", PHOTO) == office.sends("kk", "photo", PHOTO)


def test_anothers_draft_takes_none(office: Bureau) -> None:
    assert office.sends("pim", "photo", PHOTO) == office.sends("kk", "photo", PHOTO)
    assert office.presses("pim", button("show", 1)) == [Reply("ไม่มีประกาศที่ 1 ค่ะ", reading=ASIDE)]


def test_a_voice_long_after_is_no_part_of_a_draft(office: Bureau) -> None:
    office.later(11)

    assert office.sends("som", "voice") == office.sends("kk", "voice")


def test_where_line_can_open_the_site_there_is_nothing_to_beware_of(office: Bureau) -> None:
    office.sends("som", "photo", PHOTO)

    with office.database.read() as store:
        found = announce.get(store, 1)
        price = announce.cost(store, found)
        facts = [
            dict(Drawing(store, Programmes(), texts("th"), site).asking(found, price, KK).cards[0].facts)
            for site in ("", "http://127.0.0.1:8000", "https://example.org")
        ]
    assert [shown.get("ข้อควรรู้") for shown in facts] == [UNSEEN.format("รูป"), UNSEEN.format("รูป"), None]

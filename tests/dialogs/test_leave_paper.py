"""A photo or a file that goes with a request for leave: what it really is, and when it is none of ours."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image as Picture

from tests.dialogs.leave_talk import APPROVE, CLINIC, DECLINE, PAPER, SENT, Leaving, brought, confirm, said
from tests.dialogs.test_leave import NEXT, WHY


PDF = b"%PDF-1.7\n"


@pytest.fixture
def talk() -> Leaving:
    return Leaving()


def photo(size: tuple[int, int] = (40, 30)) -> bytes:
    kept = BytesIO()
    Picture.new("RGB", size, "white").save(kept, "PNG")
    return kept.getvalue()


def test_a_photo_or_a_file_goes_with_it(talk: Leaving) -> None:
    talk.writes("kk", "ขอลาวันศุกร์บ่าย ติดประชุมสภา")
    assert said(talk.sends("kk", "photo", photo())) == confirm(CLINIC, why=WHY, paper="รูปภาพ")
    assert said(talk.sends("kk", "file", PDF, name="หนังสือเชิญ.pdf")) == confirm(CLINIC, why=WHY, paper="หนังสือเชิญ.pdf")
    talk.writes("kk", "ส่งคำขอ")

    assert talk.sent("som") == [brought(APPROVE, DECLINE, PAPER, more=(("เอกสารแนบ", "หนังสือเชิญ.pdf"),))]


def test_under_a_photo_may_stand_the_whole_request_and_it_may_come_first(talk: Leaving) -> None:
    asked = talk.sends("kk", "photo", photo(), text="ขอลาวันศุกร์บ่าย ติดประชุมสภา")
    assert said(asked) == confirm(CLINIC, why=WHY, paper="รูปภาพ")
    talk.writes("kk", "ยกเลิก")
    talk.writes("kk", "ขอลา ป่วย")
    assert talk.sends("kk", "photo", photo()).plain == f"ได้รับเอกสารแล้วค่ะ จะขอลาวันไหนหรือคาบไหนคะ\n{NEXT}"
    assert said(talk.writes("kk", "ศุกร์บ่าย")) == confirm(CLINIC, why="ป่วย", paper="รูปภาพ")


@pytest.mark.parametrize(
    ("kind", "content", "name", "answer"),
    [
        ("photo", PDF, "", "รูปต้องเป็น PNG หรือ JPEG ที่เปิดดูได้"),
        ("file", photo()[:40], "ภาพ.png", "รูปต้องเป็น PNG หรือ JPEG ที่เปิดดูได้"),
        ("file", b"", "ใหญ่.pdf", "รับไฟล์นี้ไม่สำเร็จค่ะ รบกวนส่งใหม่อีกครั้ง ไม่เกิน 5 เมกะไบต์"),
    ],
)
def test_what_cannot_be_shown_is_refused_and_the_request_stays(
    talk: Leaving, kind: str, content: bytes, name: str, answer: str
) -> None:
    shown = talk.writes("kk", "ขอลาวันศุกร์บ่าย ติดประชุมสภา")

    assert talk.sends("kk", kind, content, name=name).plain == answer  # type: ignore[arg-type] # a Kind
    assert talk.taps("kk", shown.choices[0]).plain == SENT.format(1)
    assert talk.papers() == 0


def test_a_photo_without_a_request_is_none(talk: Leaving) -> None:
    assert talk.sends("kk", "photo", photo()).plain == "ได้รับรูปแล้วค่ะ แต่น้องนัดยังอ่านรูปไม่ได้ รบกวนพิมพ์เป็นข้อความนะคะ"


def test_what_is_too_large_is_not_taken(talk: Leaving) -> None:
    talk.writes("kk", "ขอลาวันศุกร์บ่าย ติดประชุมสภา")

    assert talk.sends("kk", "file", PDF, size=6_000_000).plain == "ไฟล์ใหญ่เกินไปค่ะ ส่งได้ไม่เกิน 5 เมกะไบต์"


def test_it_is_fetched_only_where_a_request_is_made(talk: Leaving) -> None:
    before = talk.fetches("kk")
    with_words = talk.fetches("kk", "ขอลาวันศุกร์บ่าย ติดประชุมสภา")
    talk.writes("kk", "ขอลาวันศุกร์บ่าย ติดประชุมสภา")
    meanwhile, guests = talk.fetches("kk"), talk.fetches("guest", "ขอลาวันศุกร์")
    talk.writes("kk", "ยกเลิก")

    assert (before, with_words, meanwhile, guests, talk.fetches("kk")) == (False, True, True, False, False)

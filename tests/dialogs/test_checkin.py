"""Checking in by the code on a screen, typed or brought by its QR code; and seeing what is noted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.messages import Address, Choice, Spot
from bot.services.people.enrolling import enrol
from storage import people
from storage.programme import Venue
from tests.dialogs.door import CH, URBAN, Door, aside
from tests.dialogs.people_talk import HOW as REGISTER
from tests.dialogs.people_talk import NOTICE, OPEN, TITLE, code_of
from tests.dialogs.talk import CDE, read


IN = f"เช็กอินแล้วค่ะ มาถึง 08.50 น.\n{URBAN}"
UNKNOWN = "ไม่พบรหัสเช็กอินนี้ค่ะ รหัสบนจอเปลี่ยนอยู่เสมอ รบกวนดูที่จออีกครั้ง แล้วสแกนหรือพิมพ์รหัส 6 ตัวใหม่นะคะ"
OLD = "รหัสนี้หมดเวลาแล้วค่ะ รบกวนสแกนหรือพิมพ์รหัสที่อยู่บนจอตอนนี้นะคะ"
MOVE = Choice("ย้ายมาห้องนี้", "ย้ายมาห้องนี้", "checkin.move:0")
AGREE, DECLINE = (Choice(label, label) for label in ("ยินยอม", "ไม่ยินยอม"))
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.mark.parametrize(
    "written",
    [
        "{}",
        "เช็กอิน {0} {1}",
        "เช็คอิน{0}{1}ค่ะ",
        "{0}-{1}",
        "{0} \u200b{1}",
        "รหัส {0}{1} ครับ",
        "check in {0} {1} please",
    ],
)
def test_a_code_may_be_written_in_many_ways(door: Door, written: str) -> None:
    code = door.code()
    text = written.format(code) if written == "{}" else written.format(code[:3], code[3:])

    assert door.says("kk", text) == aside(IN)
    assert door.says("wi", text.lower()) == aside(IN)
    assert door.says("ch", text.translate(THAI)) == aside(IN)
    assert door.statuses() == dict.fromkeys(["kk", "wi", "ch"], "present")


def test_the_link_of_telegram_brings_the_code(door: Door) -> None:
    assert door.says("kk", "", kind="started", data=f"checkin-{door.code()}") == aside(IN)


def test_late_and_twice(door: Door) -> None:
    door.at("2019-10-11T09:20")

    assert door.says("kk", door.code()) == aside(f"เช็กอินแล้วค่ะ มาถึง 09.20 น. บันทึกเป็นมาสายนะคะ\n{URBAN}")
    door.later(10)
    assert door.says("kk", door.code()) == aside(f"เช็กอินไว้แล้วตั้งแต่ 09.20 น. ค่ะ ไม่ต้องทำซ้ำนะคะ\n{URBAN}")


def test_too_early_and_too_late(door: Door) -> None:
    door.at("2019-10-11T08:00")
    assert door.says("kk", door.code()) == aside(f"ยังไม่ถึงเวลาเช็กอินค่ะ ส่งรหัสบนจอได้อีกครั้งตั้งแต่ 08.15 น.\n{URBAN}")
    door.at("2019-10-11T12:01")
    assert door.says("kk", door.code()) == aside(
        f"ปิดเช็กอินไปแล้วเมื่อ 12.00 น. ค่ะ ถ้าท่านอยู่ในห้อง รบกวนแจ้งเจ้าหน้าที่ให้ช่วยบันทึกนะคะ\n{URBAN}"
    )


def test_an_old_code_and_one_that_is_none(door: Door) -> None:
    code = door.code()
    door.later(4)

    assert door.says("kk", code) == aside(OLD)
    assert door.says("kk", "C2C2C2") == aside(UNKNOWN)


def test_what_was_sent_in_time_counts_however_late_it_comes(door: Door) -> None:
    code = door.code()
    door.later(60)

    assert door.says("kk", code, sent=timedelta(hours=1)) == aside(IN)
    assert door.says("wi", code, sent=timedelta(days=2000)) == aside(UNKNOWN)  # the clock is a rehearsal's


def test_nobody_is_ahead_of_the_clock(door: Door) -> None:
    assert door.says("kk", door.code(), sent=timedelta(hours=-1)) == aside(IN)


def test_guessing(door: Door) -> None:
    for digit in "23456":
        door.says("kk", f"C2C2C{digit}")

    assert door.says("kk", door.code()) == aside(
        "ใส่รหัสไม่ถูกหลายครั้งแล้ว ขอพักอีก 10 นาทีนะคะ ระหว่างนี้พิมพ์ โค้ดของฉัน แล้วให้เจ้าหน้าที่สแกนให้ได้เลยค่ะ"
    )


def test_who_is_no_participant(door: Door) -> None:
    code = door.code()

    assert door.says("stranger", code) == aside(
        "ยังไม่รู้จักท่านในแชตนี้ จึงเช็กอินให้ไม่ได้ค่ะ ลงทะเบียนก่อน แล้วสแกนจออีกครั้งนะคะ\n" + f"ลงทะเบียนได้โดย{REGISTER}"
    )
    assert door.says("som", code) == aside(f"ท่านเป็นทีมงานของ {TITLE} จึงไม่ต้องเช็กอินค่ะ รหัสนี้สำหรับผู้เข้าอบรม")


def test_who_is_of_another_programme(door: Door) -> None:
    door.imports(read(CDE))
    with door.database.write() as store:
        enrol(store, "roster.csv", "ชื่อ\nนางมาลี งามตา\n".encode(), "cde-1")
        person = next(each.person.id for each in people.everybody(store) if each.person.name == "นางมาลี งามตา")
        people.link(store, person, Address("line", "ma"))

    assert door.says("ma", door.code()) == aside(
        f"รหัสนี้เป็นของ {TITLE} ซึ่งไม่มีชื่อของท่านค่ะ ถ้าไม่ถูกต้อง รบกวนแจ้งเจ้าหน้าที่หน้างานนะคะ"
    )
    assert door.statuses() == {}


def test_a_session_that_is_not_held() -> None:
    off = [replace(each, status="cancelled") if each.code == "urbantech" else each for each in OPEN.sessions]
    door = Door(replace(OPEN, sessions=tuple(off)))

    assert door.says("kk", door.code()) == aside(f"รายการนี้ยกเลิกแล้วค่ะ จึงไม่ต้องเช็กอิน\n{URBAN}")


def both_rooms() -> Door:
    """Another class at the same hour."""
    beside = [
        replace(each, start=each.start.replace(hour=9), end=each.end.replace(hour=12))
        if each.code == "project-clinic-1"
        else each
        for each in OPEN.sessions
    ]
    door = Door(replace(OPEN, sessions=tuple(beside)))
    door.shows("project-clinic-1")
    return door


CLINIC = "คลินิกโครงงานครั้งที่ 1\nวันศุกร์ที่ 11 ตุลาคม 2562 เวลา 09.00–12.00 น. · ห้องปฏิบัติการนวัตกรรม ชั้น 3"
TWO = f"ท่านเช็กอินอยู่ที่ UrbanTech for City Transformation ซึ่งจัดเวลาเดียวกันค่ะ ถ้าย้ายมาห้องนี้จริง แตะ ย้ายมาห้องนี้ นะคะ\n{CLINIC}"


@pytest.mark.parametrize("data", ["checkin.move:0", ""])
def test_who_changes_rooms_says_so_though_the_screen_shows_another_code_by_then(data: str) -> None:
    door = both_rooms()
    door.says("kk", door.code())
    assert door.says("kk", door.code("project-clinic-1")) == aside(TWO, MOVE)
    door.later(9)

    assert door.says("kk", "ย้ายมาห้องนี้", data=data) == aside(f"เช็กอินแล้วค่ะ มาถึง 08.50 น.\n{CLINIC}")
    assert (door.statuses(), door.statuses("project-clinic-1")) == ({}, {"kk": "present"})


def test_the_button_is_good_for_ten_minutes_and_for_nobody_else() -> None:
    door = both_rooms()
    door.says("kk", door.code())
    door.says("kk", door.code("project-clinic-1"))
    gone = aside("เรื่องย้ายห้องค้างไว้นานแล้วค่ะ รบกวนสแกนรหัสบนจอของห้องที่อยู่ตอนนี้อีกครั้งนะคะ")

    assert door.taps("wi", MOVE) == gone
    door.later(11)
    assert door.taps("kk", MOVE) == gone
    assert (door.statuses(), door.statuses("project-clinic-1")) == ({"kk": "present"}, {})


def test_leaving_and_coming_back(door: Door) -> None:
    door.shows("urbantech", what="out")
    assert door.says("kk", door.code(what="out")) == aside(
        f"ยังไม่มีบันทึกว่าท่านเข้ามา จึงบันทึกเวลาออกไม่ได้ค่ะ ถ้าท่านมาจริง รบกวนแจ้งเจ้าหน้าที่หน้างานนะคะ\n{URBAN}"
    )
    door.says("kk", door.code())
    assert door.says("kk", door.code(what="out")) == aside(f"ยังบันทึกเวลาออกไม่ได้ค่ะ ทำได้ตั้งแต่ 09.00 น.\n{URBAN}")
    door.at("2019-10-11T10:20")
    assert door.says("kk", door.code(what="out")) == aside(f"บันทึกเวลาออกแล้วค่ะ 10.20 น. อยู่ในห้อง 1 ชั่วโมง 30 นาที\n{URBAN}")
    door.later(1)
    assert door.says("kk", door.code(what="out")) == aside(f"บันทึกเวลาออกไว้แล้วเมื่อ 10.20 น. ค่ะ\n{URBAN}")
    assert door.says("kk", door.code()) == aside(f"กลับเข้าห้องแล้วค่ะ 10.21 น.\n{URBAN}")


def test_what_is_noted_of_today(door: Door) -> None:
    nothing = (
        "การเช็กอินของท่านวันนี้ค่ะ\n"
        "• UrbanTech for City Transformation (09.00–12.00 น.): {}\n"
        "• คลินิกโครงงานครั้งที่ 1 (13.00–16.00 น.): ยังไม่ได้เช็กอิน"
    )
    assert door.says("kk", "ฉันเช็กอินหรือยัง") == aside(nothing.format("ยังไม่ได้เช็กอิน"))
    door.says("kk", door.code())
    assert door.says("kk", "วันนี้เช็คอินแล้วหรือยังคะ") == aside(nothing.format("มา 08.50 น."))
    assert door.says("som", "ฉันเช็กอินหรือยัง") == aside("วันนี้ไม่มีรายการที่ต้องเช็กอินค่ะ")


def test_where_somebody_is_is_asked_for_where_the_programme_wants_it() -> None:
    venues = [
        replace(each, latitude=13.7649, longitude=100.5268) if isinstance(each, Venue) else each for each in OPEN.venues
    ]
    door = Door(replace(OPEN, venues=tuple(venues), settings={**OPEN.settings, "attendance": {"location_metres": 300}}))
    unread = door.says("kk", "", kind="location", spot=Spot(13.765, 100.527)).text

    assert door.says("kk", door.code()) == aside(f"{IN}\nรบกวนส่งตำแหน่งที่อยู่ตอนนี้มาในแชตนี้ด้วยนะคะ ใช้เป็นหลักฐานประกอบเท่านั้น")
    assert door.says("kk", "", kind="location", spot=Spot(13.765, 100.527)) == aside(
        "ได้รับตำแหน่งแล้วค่ะ อยู่ที่งานเรียบร้อย ขอบคุณนะคะ"
    )
    assert door.says("kk", "", kind="location", spot=Spot(13.865, 100.527)) == aside(
        "ได้รับตำแหน่งแล้วค่ะ อยู่ห่างจากสถานที่จัดประมาณ 11.1 กิโลเมตร การเช็กอินยังอยู่เหมือนเดิม ถ้าตำแหน่งคลาดเคลื่อน ส่งใหม่ได้นะคะ"
    )
    assert door.says("wi", "", kind="location", spot=Spot(13.765, 100.527)).text == unread


def test_an_invitation_is_no_code_to_check_in_by(door: Door) -> None:
    assert door.says("new", f"ลงทะเบียน {code_of(door, CH)}") == aside(f"สวัสดีค่ะ {CH}\n{NOTICE}", AGREE, DECLINE)


def test_in_a_group_nobody_checks_in(door: Door) -> None:
    said = door.says("C1", f"เช็กอิน {door.code()}", group=True, called=True, sender="kk")

    assert said == aside("การเช็กอินขอให้ทำในแชตส่วนตัวกับน้องนัดนะคะ")
    assert door.statuses() == {}


def test_what_an_organiser_types_while_they_write_an_announcement_is_its_text(door: Door) -> None:
    code = door.code()
    door.says("som", "ประกาศ")

    assert door.says("som", f"เช็กอิน {code}").text == "ข้อความข้างบนคือสิ่งที่ผู้รับจะเห็น ส่งเลยไหมคะ"
    assert door.says("kk", code) == aside(IN)


def test_english(door: Door) -> None:
    door.says("kk", "english")

    assert door.says("kk", door.code()) == aside(
        "You are checked in at 08:50.\n"
        "UrbanTech for City Transformation\n"
        "Friday 11 October 2019, 09:00–12:00 · Main hall, Innovation Park"
    )
    assert door.says("kk", "am I checked in?") == aside(
        "Your check-ins today\n"
        "• UrbanTech for City Transformation (09:00–12:00): there at 08:50\n"
        "• Project clinic 1 (13:00–16:00): not checked in yet"
    )


HOW = "ดูที่จอหน้าห้องนะคะ สแกนคิวอาร์ หรือพิมพ์รหัส 6 ตัวบนจอส่งมาที่นี่ เช่น K7P 4XQ\nถ้าสแกนไม่ได้ พิมพ์ โค้ดของฉัน แล้วให้เจ้าหน้าที่สแกนให้ได้เลยค่ะ"
MISREAD = "อ่านรหัสไม่ออกค่ะ รหัสเช็กอินมี 6 ตัว เช่น K7P 4XQ รบกวนดูที่จอแล้วพิมพ์อีกครั้งนะคะ"


@pytest.mark.parametrize("said", ["เช็กอิน", "ขอเช็คอินค่ะ", "เช็คชื่อยังไง", "สแกนไม่ได้ค่ะ", "เช็กอินไม่ผ่าน", "how do I check in?"])
def test_who_does_not_know_how_is_told(door: Door, said: str) -> None:
    assert door.says("kk", said) == aside(HOW)


def test_who_says_that_they_are_there_is_told_how_where_they_are_expected(door: Door) -> None:
    assert door.says("kk", "มาถึงแล้วค่ะ") == aside(HOW)
    door.says("kk", door.code())
    assert door.says("kk", "มาถึงแล้วค่ะ") != aside(HOW)


@pytest.mark.parametrize("said", ["ลืมเช็กอิน", "ลืมเช็คชื่อเมื่อวานค่ะ", "เช็กอินไม่ทัน"])
def test_who_forgot_is_told_whom_to_ask(door: Door, said: str) -> None:
    contact = Choice("ติดต่อทีมงาน", "ติดต่อทีมงาน")
    assert door.says("kk", said) == aside(
        "ถ้ามาเรียนแต่ลืมเช็กอิน แจ้งเจ้าหน้าที่หน้างานหรือทีมงานหลักสูตรนะคะ ทีมงานบันทึกย้อนหลังพร้อมเหตุผลให้ได้ค่ะ", contact
    )


@pytest.mark.parametrize("said", ["เช็กอิน K7P4X", "เช็กอิน K7P 4XQ2 ค่ะ", "เช็คอิน IS9 012"])
def test_a_code_that_cannot_be_read_is_asked_for_again(door: Door, said: str) -> None:
    assert door.says("kk", said) == aside(MISREAD)


@pytest.mark.parametrize("said", ["เข้าเรียน CCIO 2", "เช็กอินโรงแรมภูเก็ตกี่โมง", "รหัสอาคาร 12 คืออะไร"])
def test_what_is_asked_beside_is_answered_by_others(door: Door, said: str) -> None:
    assert door.says("kk", said) not in (aside(HOW), aside(MISREAD), aside(UNKNOWN))

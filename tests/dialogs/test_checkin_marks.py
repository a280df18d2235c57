"""Organisers note who was there, one by one or all but some, with a reason, and take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import Choice
from storage import checkins
from tests.dialogs.door import CH, DA, KK, URBAN, WI, Door, aside


if TYPE_CHECKING:
    from bot.messages import Reply


NO = Choice("ยกเลิก", "ยกเลิก", "checkin.no:0")
EVERYBODY = dict.fromkeys(["kk", "wi", "da", "ch"], "present")


@pytest.fixture
def door() -> Door:
    """The class is on."""
    return Door(now="2019-10-11T09:30")


def confirms(reply: Reply, *lines: str, count: int = 1) -> Choice:
    """That is what is asked; the button to confirm it."""
    yes = reply.choices[0]
    text = "\n".join([f"บันทึกตามนี้ {count} คนนะคะ", URBAN, *lines])
    assert reply == aside(text, Choice("ยืนยัน", "ยืนยัน", yes.data), NO)
    return yes


def done(reply: Reply, what: str) -> Choice:
    undo = reply.choices[0]
    assert reply == aside(f"บันทึกแล้วค่ะ {what}\n{URBAN}", Choice("ย้อนกลับ", "ย้อนกลับการเช็กอิน", undo.data))
    return undo


@pytest.mark.parametrize(
    "said",
    [
        "เช็กอินให้ คุณวิไล",
        "ช่วยเช็คอินให้วิไลหน่อยค่ะ",
        "วิไลมาแล้ว",
        "นางวิไล ทองดี มา",
        "บันทึกว่าวิไลมา",
        "เช็คชื่อให้ ทองดี",
        "check in วิไล",
    ],
)
def test_one_is_checked_in(door: Door, said: str) -> None:
    yes = confirms(door.says("som", said), f"• {WI}: มา")
    assert door.statuses() == {}

    undo = done(door.taps("som", yes), "มา 1 คน")
    assert door.statuses() == {"wi": "present"}
    assert door.says("wi", "ฉันเช็กอินหรือยัง").text.split("\n")[1] == (
        "• UrbanTech for City Transformation (09.00–12.00 น.): มา 09.30 น. · ทีมงานบันทึกให้"
    )
    assert door.taps("som", undo) == aside("ย้อนกลับแล้วค่ะ 1 คน")
    assert door.statuses() == {}


@pytest.mark.parametrize(
    ("said", "status", "word"),
    [
        ("วิไลมาสาย", "late", "มาสาย"),
        ("คุณวิไลขาด", "absent", "ขาด"),
        ("วิไลไม่มา", "absent", "ขาด"),
        ("วิไล ลา", "excused", "ลา"),
        ("คุณวิไลเข้าสาย 20 นาที", "late", "มาสาย"),
        ("ขอแก้คุณวิไลเป็นมาสาย", "late", "มาสาย"),
        ("คนที่ขาดคือวิไล", "absent", "ขาด"),
        ("ขาดวิไลคนเดียวค่ะ", "absent", "ขาด"),
    ],
)
def test_how_it_was_is_said_behind_the_name(door: Door, said: str, status: str, word: str) -> None:
    done(door.taps("som", confirms(door.says("som", said), f"• {WI}: {word}")), f"{word} 1 คน")

    assert door.statuses() == {"wi": status}


def test_several_and_a_reason(door: Door) -> None:
    yes = confirms(
        door.says("som", "เช็กอินให้ วิไล, ดำรง และ ชัย เพราะมือถือแบตหมด"),
        *(f"• {name}: มา" for name in (WI, DA, CH)),
        "เหตุผล: มือถือแบตหมด",
        count=3,
    )

    done(door.says("som", yes.says), "มา 3 คน")
    assert door.statuses() == dict.fromkeys(["wi", "da", "ch"], "present")


def test_a_reason_behind_a_polite_word(door: Door) -> None:
    confirms(door.says("som", "เช็กอินให้วิไลด้วยค่ะ แบตหมด"), f"• {WI}: มา", "เหตุผล: แบตหมด")


def test_today_is_what_is_on(door: Door) -> None:
    confirms(door.says("som", "วันนี้ขาด วิไล ชัย"), f"• {WI}: ขาด", f"• {CH}: ขาด", count=2)


def test_what_kind_of_leave_it_is_is_the_reason(door: Door) -> None:
    confirms(door.says("som", "วิไลลาป่วย"), f"• {WI}: ลา", "เหตุผล: ลาป่วย")


@pytest.mark.parametrize(
    "said", ["เช็กอินทุกคนยกเว้น วิไล กับ ชัย", "ทุกคนมายกเว้น ชัย, วิไล", "มาครบยกเว้นวิไลและชัย", "มาครบ ขาดวิไลและชัย"]
)
def test_all_but_some(door: Door, said: str) -> None:
    door.says("kk", door.code())
    yes = confirms(door.says("som", said), f"• {DA}: มา", f"ยกเว้น: {WI}, {CH}")

    done(door.taps("som", yes), "มา 1 คน")
    assert door.statuses() == {"kk": "late", "da": "present"}


def test_everybody_is_taken_back_at_once_for_a_quarter_of_an_hour(door: Door) -> None:
    yes = confirms(door.says("som", "มาครบทุกคน"), *(f"• {name}: มา" for name in (KK, WI, DA, CH)), count=4)
    undo = done(door.taps("som", yes), "มา 4 คน")
    assert door.statuses() == EVERYBODY
    assert door.taps("pim", undo) == aside("รายการนี้ย้อนกลับได้เฉพาะคนที่บันทึกค่ะ")
    assert door.taps("kk", undo) == aside("รายการนี้ย้อนกลับได้เฉพาะคนที่บันทึกค่ะ")

    door.later(15)
    assert door.says("som", "ย้อนกลับ") == aside("ย้อนกลับแล้วค่ะ 4 คน")
    assert door.statuses() == {}
    assert door.taps("som", undo) == aside("รายการนี้ย้อนกลับไปแล้วค่ะ")


def test_later_than_that_it_is_not_taken_back(door: Door) -> None:
    undo = done(door.taps("som", confirms(door.says("som", "วิไลมา"), f"• {WI}: มา")), "มา 1 คน")
    door.later(16)

    assert door.taps("som", undo) == aside("ผ่านไปเกิน 15 นาทีแล้ว จึงย้อนกลับไม่ได้ค่ะ ถ้าต้องการแก้ บันทึกใหม่พร้อมเหตุผลได้นะคะ")
    assert door.says("som", "ย้อนกลับการเช็กอิน") == aside("ไม่พบรายการนี้แล้วค่ะ")


def test_to_correct_something_takes_a_reason(door: Door) -> None:
    door.says("kk", door.code())
    was = f"• {KK}: ขาด (เดิม: มาสาย 09.30 น.)"
    assert door.says("som", "กิ่งแก้วขาด") == aside(f"มีบันทึกเดิมอยู่แล้ว ขอเหตุผลที่แก้ด้วยค่ะ พิมพ์มาได้เลยนะคะ\n{was}", NO)

    yes = confirms(door.says("som", "สแกนแทนกัน"), was, "เหตุผล: สแกนแทนกัน")
    done(door.taps("som", yes), "ขาด 1 คน")
    assert door.statuses() == {"kk": "absent"}
    with door.database.read() as store:
        (*_, last) = checkins.everything(store, "ccio-2", "urbantech")
    assert (last.reason, last.by, last.way, last.status) == ("สแกนแทนกัน", door.ids["som"], "organiser", "absent")


def test_what_was_noted_of_the_wrong_one_is_cleared(door: Door) -> None:
    door.says("wi", door.code())
    yes = confirms(
        door.says("som", "ยกเลิกเช็กอินคุณวิไล เพราะสแกนผิดคน"),
        f"• {WI}: ยังไม่ได้เช็กอิน (เดิม: มาสาย 09.30 น.)",
        "เหตุผล: สแกนผิดคน",
    )

    done(door.taps("som", yes), "ยังไม่ได้เช็กอิน 1 คน")
    assert door.statuses() == {}
    assert door.says("som", "ยกเลิกเช็กอินวิไล") == aside(f"บันทึกไว้แบบนี้อยู่แล้วค่ะ ไม่มีอะไรต้องเปลี่ยน\n{URBAN}")


def test_what_is_so_already_is_not_noted_again(door: Door) -> None:
    door.taps("som", confirms(door.says("som", "วิไลมา"), f"• {WI}: มา"))

    assert door.says("pim", "วิไลมา") == aside(f"บันทึกไว้แบบนี้อยู่แล้วค่ะ ไม่มีอะไรต้องเปลี่ยน\n{URBAN}")


@pytest.mark.parametrize("said", ["นายแดงมาแทนคุณวิไล", "คุณวิไลส่งนายแดงมาแทน", "ให้นายแดงเข้าแทนวิไล"])
def test_a_stand_in_is_shown_as_one(door: Door, said: str) -> None:
    yes = confirms(door.says("som", said), f"• {WI}: มา ผู้แทน: นายแดง")

    done(door.taps("som", yes), "มา 1 คน")
    assert door.says("wi", "ฉันเช็กอินหรือยัง").text.split("\n")[1] == (
        "• UrbanTech for City Transformation (09.00–12.00 น.): มา 09.30 น. · ผู้แทน: นายแดง · ทีมงานบันทึกให้"
    )


def test_a_session_is_named_or_asked_for(door: Door) -> None:
    door.at("2019-10-12T09:00")
    last = door.says("som", "วิไลขาด")
    assert (last.text, [each.label for each in last.choices]) == (
        "บันทึกของรายการไหนคะ",
        [
            "คลินิกโครงงานครั้งที่ 1",
            "UrbanTech for City…",
            "ปฏิบัติการประชาคมเมือง",
            "City of Innovation:…",
            "พิธีเปิดและปฐมนิเทศ",
            "ยกเลิก",
        ],
    )
    confirms(door.taps("som", last.choices[1]), f"• {WI}: ขาด")
    confirms(door.says("som", "วิไลขาด วิชา UrbanTech"), f"• {WI}: ขาด")
    confirms(door.says("som", "เมื่อวานเช้า วิไลขาด วิชา UrbanTech"), f"• {WI}: ขาด")


def test_before_its_time_nobody_was_there(door: Door) -> None:
    assert door.says("som", "วิไลมา วิชา Blockchain") == aside(
        "ยังไม่ถึงเวลาบันทึกค่ะ เริ่มได้ตั้งแต่ 12.15 น.\n"
        "Blockchain Technology for Transparency Procurement\n"
        "วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 13.00–16.00 น. · ห้องประชุมใหญ่ อุทยานนวัตกรรม"
    )


def test_it_may_be_left_or_be_forgotten(door: Door) -> None:
    yes = confirms(door.says("som", "วิไลมา"), f"• {WI}: มา")
    assert door.says("som", "ยกเลิก") == aside("ได้ค่ะ ไม่ได้บันทึกอะไร")
    gone = aside("เรื่องนี้ค้างไว้นานแล้ว รบกวนพิมพ์อีกครั้งนะคะ")
    assert door.taps("som", yes) == gone

    yes = confirms(door.says("som", "วิไลมา"), f"• {WI}: มา")
    door.later(11)
    assert door.taps("som", yes) == gone
    assert door.statuses() == {}


@pytest.mark.parametrize("said", ["เช็กอินให้ วิไล", "วิไลขาด", "ทุกคนมา"])
def test_nobody_else_may(door: Door, said: str) -> None:
    door.says("kk", said)
    door.says("kk", "ยืนยัน")
    door.says("stranger", said)

    assert door.statuses() == {}


def test_a_button_that_was_somebody_elses_does_nothing(door: Door) -> None:
    yes = confirms(door.says("som", "วิไลมา"), f"• {WI}: มา")

    assert door.taps("kk", yes) == aside("การบันทึกให้ผู้อื่นทำได้เฉพาะทีมงานหลักสูตรค่ะ")
    assert door.taps("pim", yes) == aside("เรื่องนี้ค้างไว้นานแล้ว รบกวนพิมพ์อีกครั้งนะคะ")
    assert door.statuses() == {}


@pytest.mark.parametrize("said", ["ทีมเหนือมาครบ", "เช็กอินให้ทีมเหนือ", "เช็กอินให้ทุกคนในทีมเหนือ"])
def test_a_whole_team(door: Door, said: str) -> None:
    yes = confirms(door.says("som", said), *(f"• {name}: มา" for name in (KK, WI, DA)), count=3)

    done(door.taps("som", yes), "มา 3 คน")
    assert door.statuses() == dict.fromkeys(["kk", "wi", "da"], "present")


def test_all_but_a_team(door: Door) -> None:
    confirms(door.says("som", "ทุกคนมายกเว้นทีมเหนือ"), f"• {CH}: มา", f"ยกเว้น: {KK}, {WI}, {DA}")


def test_a_yes_to_something_else_confirms_nothing(door: Door) -> None:
    yes = confirms(door.says("som", "วิไลมา"), f"• {WI}: มา")
    door.says("som", "พรุ่งนี้เรียนอะไร")
    door.says("som", "ตกลง")
    assert door.statuses() == {}

    done(door.taps("som", yes), "มา 1 คน")


@pytest.mark.parametrize(
    "said",
    [
        "ใครมาสาย",
        "วิทยากรมาสาย",
        "ทุกคนต้องใส่ชุดอะไร",
        "ทุกคนมากี่โมง",
        "ขาดได้กี่ครั้ง",
        "ลาได้กี่วัน",
        "มีรถรับส่งจากสนามบินมา",
        "check in at the hotel",
        "วิไลมาหรือยัง",
        "ส่งใครมาแทนได้ไหม",
    ],
)
def test_what_is_no_command(door: Door, said: str) -> None:
    for who in ("som", "kk"):
        heard = door.says(who, said)
        assert "บันทึกตามนี้" not in heard.text
        assert "รายชื่อผู้เข้าอบรม" not in heard.text
        assert "เช็กอินแทนกัน" not in heard.text


def test_a_stand_in_comes_for_one(door: Door) -> None:
    assert door.says("som", "นายแดงมาแทนวิไลและชัย") == aside("บันทึกผู้แทนได้ทีละคนค่ะ รบกวนพิมพ์ทีละชื่อนะคะ")


def test_before_the_first_session_there_is_nothing_to_note() -> None:
    door = Door(now="2019-09-01T09:00", opens="")

    assert door.says("som", "วิไลมา") == aside("ยังไม่มีรายการที่บันทึกการเข้าเรียนได้ค่ะ")
    assert door.says("som", "วิไลมา วิชาที่ไม่มีอยู่") == aside("ยังไม่มีรายการที่บันทึกการเข้าเรียนได้ค่ะ")

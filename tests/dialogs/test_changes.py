"""An organiser changes the timetable in chat: said, shown as it was and would be, confirmed, made."""

from __future__ import annotations

import pytest

from bot.messages import Choice, Reply
from tests.dialogs.changing import ASIDE, AT_ONE, AT_TWO, BLOCKCHAIN, HALL, LAB, Changing


MOVE, CANCEL, CHANGE, RESTORE = (
    [f"{verb}และแจ้งทุกคน", f"{verb} ยังไม่แจ้ง", f"ไม่{verb}"] for verb in ("ย้าย", "ยกเลิก", "เปลี่ยน", "คืน")
)
AGING = "Innovative City for Aging Society การวางแผนเมืองเพื่อรองรับสังคมสูงอายุ"
URBAN = "UrbanTech for City Transformation"
CLINIC_1, CLINIC_2 = "คลินิกโครงงานครั้งที่ 1", "คลินิกโครงงานครั้งที่ 2"
PHUKET = "ศึกษาดูงานภูเก็ต: Data Science for Innovative City"
PHUKET_DAYS = "วันพฤหัสบดีที่ 24 ตุลาคม 2562 เวลา 08.30 น. ถึงวันเสาร์ที่ 26 ตุลาคม 2562 เวลา 16.00 น."
IN_ONE = [f"เดิม: {AT_ONE} · {HALL}"]


def shown(reply: Reply) -> tuple[str, list[str]]:
    return reply.plain, [choice.label for choice in reply.taps]


def moved(title: str, kinds: str, *facts: str, warned: str = "") -> tuple[str, list[str]]:
    return confirm(f"ย้าย {title} ตามนี้นะคะ", title, kinds, *facts, warned=warned), MOVE


def confirm(asked: str, title: str, kinds: str, *facts: str, warned: str = "") -> str:
    lead = [asked, *([warned] if warned else []), "ถ้าแจ้ง จะส่งถึง 3 คน · LINE 3 ข้อความ"]
    return "\n".join(lead) + "\n\n" + "\n".join([title, kinds, *facts])


TO_TWO_IN_THE_LAB = moved(BLOCKCHAIN, "เลื่อนเวลา · เปลี่ยนสถานที่", *IN_ONE, f"ใหม่: {AT_TWO} · {LAB}")
TO_TWO = moved(BLOCKCHAIN, "เลื่อนเวลา", *IN_ONE, f"ใหม่: {AT_TWO} · {HALL}")


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("ย้าย Blockchain ไป 14.00 ห้องแล็บ", TO_TWO_IN_THE_LAB),
        ("ช่วยย้ายบล็อกเชนไปบ่ายสองที่ห้องแลปหน่อยค่ะ", TO_TWO_IN_THE_LAB),
        ("ย้าย Blockchain บ่ายสอง ห้องแล็บ", TO_TWO_IN_THE_LAB),
        ("Blockchain ย้ายไป 14.00 ห้องแล็บ", TO_TWO_IN_THE_LAB),
        ("ขอเลื่อนคาบ Blockchain เป็นบ่ายสองได้ไหมคะ", TO_TWO),
        ("เปลี่ยนเวลา Blockchain เป็น 14.00-17.00 น.", TO_TWO),
        ("เลื่อน Blockchain ออกไป 1 ชั่วโมง", TO_TWO),
        ("move Blockchain to 2pm", TO_TWO),
        (
            "เลื่อน UrbanTech เป็นวันที่ 15 พ.ย. 9 โมงถึงเที่ยง",
            moved(
                URBAN,
                "เลื่อนเวลา",
                f"เดิม: วันศุกร์ที่ 11 ตุลาคม 2562 เวลา 09.00–12.00 น. · {HALL}",
                f"ใหม่: วันศุกร์ที่ 15 พฤศจิกายน 2562 เวลา 09.00–12.00 น. · {HALL}",
            ),
        ),
        (
            "ย้ายทริปภูเก็ตไปวันที่ 7-9 พ.ย.",
            moved(
                PHUKET,
                "เลื่อนเวลา",
                f"เดิม: {PHUKET_DAYS} · ศูนย์ข้อมูลเมืองภูเก็ต",
                "ใหม่: วันพฤหัสบดีที่ 7 พฤศจิกายน 2562 เวลา 08.30 น. ถึงวันเสาร์ที่ 9 พฤศจิกายน 2562 เวลา 16.00 น."
                " · ศูนย์ข้อมูลเมืองภูเก็ต",
            ),
        ),
        (
            "เลื่อน Blockchain ออกไป 1 สัปดาห์",
            moved(
                BLOCKCHAIN,
                "เลื่อนเวลา",
                *IN_ONE,
                f"ใหม่: วันศุกร์ที่ 25 ตุลาคม 2562 เวลา 13.00–16.00 น. · {HALL}",
                warned=f"เวลาซ้อนกับ {PHUKET} {PHUKET_DAYS}",
            ),
        ),
        (
            "ย้าย Blockchain ไป 11 โมง",
            moved(
                BLOCKCHAIN,
                "เลื่อนเวลา",
                *IN_ONE,
                f"ใหม่: วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 11.00–14.00 น. · {HALL}",
                warned=f"ห้องซ้อนกับ {AGING} วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 09.00–12.00 น.",
            ),
        ),
        (
            "ยกเลิกคลินิกโครงงานครั้งที่ 1",
            (
                confirm(
                    f"ยกเลิก {CLINIC_1} นะคะ",
                    CLINIC_1,
                    "ยกเลิก",
                    "เดิม: วันศุกร์ที่ 11 ตุลาคม 2562 เวลา 13.00–16.00 น.",
                    f"สถานที่: {LAB}",
                ),
                CANCEL,
            ),
        ),
        (
            "เปลี่ยนห้อง Aging Society เป็นห้องแล็บ",
            (
                confirm(
                    f"เปลี่ยนสถานที่ของ {AGING} ตามนี้นะคะ",
                    AGING,
                    "เปลี่ยนสถานที่",
                    "วันเวลา: วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 09.00–12.00 น.",
                    f"เดิม: {HALL}",
                    f"ใหม่: {LAB}",
                ),
                CHANGE,
            ),
        ),
        (
            "เปลี่ยนห้อง Blockchain เป็นห้อง 405",
            (
                confirm(
                    f"เปลี่ยนสถานที่ของ {BLOCKCHAIN} ตามนี้นะคะ",
                    BLOCKCHAIN,
                    "เปลี่ยนสถานที่",
                    f"วันเวลา: {AT_ONE}",
                    f"เดิม: {HALL}",
                    "ใหม่: ห้อง 405",
                    warned="ห้อง 405 ยังไม่มีในหลักสูตร จะเพิ่มให้ใหม่ค่ะ",
                ),
                CHANGE,
            ),
        ),
        (
            "เปลี่ยนชื่อ Blockchain เป็น “สัญญาอัจฉริยะ”",
            (
                confirm(
                    f"เปลี่ยนชื่อ {BLOCKCHAIN} ตามนี้นะคะ",
                    "สัญญาอัจฉริยะ",
                    "เปลี่ยนชื่อ",
                    f"วันเวลา: {AT_ONE}",
                    f"สถานที่: {HALL}",
                    f"ชื่อเดิม: {BLOCKCHAIN}",
                ),
                CHANGE,
            ),
        ),
        (
            "เปลี่ยนวิทยากร Blockchain เป็น อ.พันธุ์อาจ และ นางสาวใหม่ มาแล้ว",
            (
                confirm(
                    f"เปลี่ยนวิทยากรของ {BLOCKCHAIN} ตามนี้นะคะ",
                    BLOCKCHAIN,
                    "เปลี่ยนวิทยากร",
                    f"วันเวลา: {AT_ONE}",
                    f"สถานที่: {HALL}",
                    "วิทยากร: เดิม คณะวิทยากรจัดซื้อจัดจ้างโปร่งใส → ใหม่ ดร.พันธุ์อาจ ชัยรัตน์, นางสาวใหม่ มาแล้ว",
                    warned="นางสาวใหม่ มาแล้ว ยังไม่มีในหลักสูตร จะเพิ่มให้ใหม่ค่ะ",
                ),
                CHANGE,
            ),
        ),
    ],
)
def test_a_command_is_shown_before_it_is_made(said: str, answered: tuple[str, list[str]]) -> None:
    assert shown(Changing().writes("som", said)) == answered


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("ย้าย Blockchain ไป 13.00", f"{BLOCKCHAIN} เป็นอย่างนั้นอยู่แล้วค่ะ"),
        ("ย้าย Blockchain กลับ", f"{BLOCKCHAIN} เป็นอย่างนั้นอยู่แล้วค่ะ"),
        (
            "ย้าย Blockchain ไปเมื่อวาน",
            "วันอาทิตย์ที่ 6 ตุลาคม 2562 เวลา 13.00–16.00 น. ผ่านไปแล้วค่ะ รบกวนบอกวันเวลาใหม่อีกครั้งนะคะ",
        ),
        ("ย้ายปฐมนิเทศไปพรุ่งนี้", "พิธีเปิดและปฐมนิเทศ ผ่านไปแล้วค่ะ จึงเปลี่ยนไม่ได้"),
    ],
)
def test_what_makes_no_sense_is_said_so(said: str, answered: str) -> None:
    assert Changing().writes("som", said) == Reply(answered, reading=ASIDE)


@pytest.mark.parametrize("who", ["som", "kk"])
@pytest.mark.parametrize(
    "asked",
    [
        "Blockchain เลื่อนไหม",
        "ย้าย Blockchain ไปห้องไหน",
        "ยกเลิก Blockchain หรือเปล่า",
        "เลื่อน Blockchain เป็นวันไหนคะ",
        "has Blockchain been moved?",
    ],
)
def test_a_question_stays_one(who: str, asked: str) -> None:
    reply = Changing().writes(who, asked)

    assert not reply.reading.aside
    assert "change." not in str(reply.taps)


@pytest.mark.parametrize(
    "said", ["เปลี่ยนเป็นภาษาอังกฤษ", "เปลี่ยนหลักสูตร", "ยกเลิกการแจ้งเตือน", "ย้ายรถไปจอดตึกใหม่", "เลื่อนขั้นเดือนหน้า"]
)
def test_what_is_about_no_session_is_for_others(said: str) -> None:
    assert "change." not in str(Changing().writes("som", said).taps)


# What is unclear


def test_several_sessions_may_be_meant() -> None:
    office = Changing()

    which = office.writes("som", "ย้ายคลินิกโครงงานไปวันที่ 15 พ.ย.")
    assert which == Reply(
        f"หมายถึงรายการไหนคะ\n• {CLINIC_1} (ศ. 11 ต.ค. 2562)\n• {CLINIC_2} (ศ. 1 พ.ย. 2562)",
        choices=(Choice(CLINIC_1, CLINIC_1, "change.pick:0"), Choice(CLINIC_2, CLINIC_2, "change.pick:1")),
        reading=ASIDE,
    )
    answer = moved(
        CLINIC_2,
        "เลื่อนเวลา",
        f"เดิม: วันศุกร์ที่ 1 พฤศจิกายน 2562 เวลา 13.00–16.00 น. · {LAB}",
        f"ใหม่: วันศุกร์ที่ 15 พฤศจิกายน 2562 เวลา 13.00–16.00 น. · {LAB}",
    )
    assert shown(office.taps("som", which.choices[1])) == answer
    office.writes("som", "ย้ายคลินิกโครงงานไปวันที่ 15 พ.ย.")
    assert shown(office.writes("som", CLINIC_2)) == answer


def test_what_is_missing_is_asked() -> None:
    office = Changing()

    assert office.writes("som", "ย้าย Blockchain") == Reply(f"ย้าย {BLOCKCHAIN} ไปวันไหน กี่โมง หรือห้องไหนคะ", reading=ASIDE)
    assert shown(office.writes("som", "บ่ายสอง ห้องแล็บ")) == TO_TWO_IN_THE_LAB
    assert office.writes("som", "เลื่อน UrbanTech ไปตอนบ่าย") == Reply(f"{URBAN} ย้ายไปกี่โมงคะ", reading=ASIDE)
    assert shown(office.writes("som", "14.00")) == moved(
        URBAN,
        "เลื่อนเวลา",
        f"เดิม: วันศุกร์ที่ 11 ตุลาคม 2562 เวลา 09.00–12.00 น. · {HALL}",
        f"ใหม่: วันศุกร์ที่ 11 ตุลาคม 2562 เวลา 14.00–17.00 น. · {HALL}",
        warned=f"เวลาซ้อนกับ {CLINIC_1} วันศุกร์ที่ 11 ตุลาคม 2562 เวลา 13.00–16.00 น.",
    )


def test_which_session_is_asked_where_none_is_named() -> None:
    office = Changing()

    which = office.writes("som", "เลื่อนคาบไปบ่ายสอง")
    assert (which.text.split("\n")[0], len(which.choices)) == ("หมายถึงรายการไหนคะ", 10)
    assert shown(office.taps("som", which.choices[3])) == TO_TWO


def test_a_question_in_between_is_answered() -> None:
    office = Changing()
    office.writes("som", "ย้าย Blockchain")

    assert office.writes("som", "พรุ่งนี้เรียนอะไร").plain.startswith("วันอังคารที่ 8 ตุลาคม 2562 ไม่มีกำหนดการค่ะ")
    assert shown(office.writes("som", "บ่ายสอง")) == TO_TWO


# Confirmed


def test_it_can_be_left_as_it_was() -> None:
    office = Changing()
    reply = office.writes("som", "ย้าย Blockchain ไป 14.00 ห้องแล็บ")
    dropped = Reply("ได้ค่ะ กำหนดการยังเหมือนเดิม", reading=ASIDE)

    assert office.taps("som", reply.choices[2]) == dropped
    assert office.taps("som", reply.choices[0]) == Reply("เรื่องนี้ค้างไว้นานแล้ว รบกวนพิมพ์อีกครั้งนะคะ", reading=ASIDE)
    office.writes("som", "ย้าย Blockchain ไป 14.00 ห้องแล็บ")
    assert office.writes("som", "ไม่ย้าย") == dropped
    assert office.writes("som", "Blockchain กี่โมง").plain.startswith(f"{BLOCKCHAIN} จัด{AT_ONE} ค่ะ")


def test_yes_is_asked_whether_people_are_told() -> None:
    office = Changing()
    reply = office.writes("som", "ย้าย Blockchain ไป 14.00 ห้องแล็บ")

    assert office.writes("som", "ตกลง") == reply
    assert office.writes("som", "ย้าย ยังไม่แจ้ง").text.startswith(f"ย้าย {BLOCKCHAIN} แล้วค่ะ\nยังไม่ได้แจ้งผู้เรียนค่ะ")


def test_a_button_does_what_is_over_it_and_nothing_else() -> None:
    office = Changing()
    first = office.writes("som", "ย้าย Blockchain ไป 14.00 ห้องแล็บ")
    second = office.writes("som", "ยกเลิกคลินิกโครงงานครั้งที่ 1")

    assert office.taps("som", first.choices[0]) == second
    assert shown(office.writes("som", "ย้าย Blockchain ไป 14.00 ห้องแล็บ")) == TO_TWO_IN_THE_LAB


def test_what_was_changed_meanwhile_is_shown_anew() -> None:
    office = Changing()
    first = office.writes("som", "ย้าย Blockchain ไป 14.00")
    office.changed(venue="nia-lab")

    again = office.taps("som", first.choices[0])
    assert shown(again) == (
        confirm(
            f"ย้าย {BLOCKCHAIN} ตามนี้นะคะ",
            BLOCKCHAIN,
            "เลื่อนเวลา",
            f"เดิม: {AT_ONE} · {LAB}",
            f"ใหม่: {AT_TWO} · {LAB}",
        ),
        MOVE,
    )
    assert office.taps("som", again.choices[0]).text == f"ย้าย {BLOCKCHAIN} แล้วค่ะ\nกำลังส่งแจ้ง 3 คนค่ะ"


def test_what_was_cancelled_comes_back() -> None:
    office = Changing()
    office.taps("som", office.writes("som", "ยกเลิก Blockchain").choices[0])

    assert office.writes("som", "ย้าย Blockchain ไป 14.00") == Reply(
        f"{BLOCKCHAIN} ยกเลิกอยู่ค่ะ ถ้าจะจัด พิมพ์ คืน {BLOCKCHAIN}", reading=ASIDE
    )
    back = office.writes("som", f"คืน {BLOCKCHAIN}")
    assert shown(back) == (
        confirm(
            f"คืน {BLOCKCHAIN} ตามนี้นะคะ",
            BLOCKCHAIN,
            "กลับมาจัด",
            f"วันเวลา: {AT_ONE}",
            f"สถานที่: {HALL}",
            "วิทยากร: คณะวิทยากรจัดซื้อจัดจ้างโปร่งใส",
        ),
        RESTORE,
    )
    assert office.taps("som", back.choices[0]).text == f"คืน {BLOCKCHAIN} แล้วค่ะ\nกำลังส่งแจ้ง 3 คนค่ะ"


def test_what_was_moved_goes_back_to_where_it_was() -> None:
    office = Changing()
    office.taps("som", office.writes("som", "ย้าย Blockchain ไป 14.00 ห้องแล็บ").choices[0])

    assert shown(office.writes("som", "ย้าย Blockchain กลับที่เดิม")) == (
        confirm(
            f"คืน {BLOCKCHAIN} ตามนี้นะคะ",
            BLOCKCHAIN,
            "เลื่อนเวลา · เปลี่ยนสถานที่",
            f"เดิม: {AT_TWO} · {LAB}",
            f"ใหม่: {AT_ONE} · {HALL}",
        ),
        RESTORE,
    )


def test_by_its_old_name_it_is_still_found() -> None:
    office = Changing()
    office.taps("som", office.writes("som", "เปลี่ยนชื่อ Blockchain เป็น สัญญาอัจฉริยะ").choices[1])

    assert office.writes("kk", "สัญญาอัจฉริยะกี่โมง").text == f"สัญญาอัจฉริยะ จัด{AT_ONE} ค่ะ"
    assert office.writes("kk", "Blockchain กี่โมง").text == f"สัญญาอัจฉริยะ จัด{AT_ONE} ค่ะ"


# Who may


def test_participants_are_told_whose_matter_it_is() -> None:
    office = Changing()

    assert office.writes("kk", "ย้าย Blockchain ไป 14.00 ห้องแล็บ") == Reply(
        "การเปลี่ยนกำหนดการเป็นเรื่องของทีมงานหลักสูตรค่ะ ถ้าต้องการเสนอ แจ้งทีมงานได้ด้วยคำว่า ติดต่อทีมงาน", reading=ASIDE
    )


def test_a_button_is_no_authority() -> None:
    office = Changing()
    reply = office.writes("som", "ย้าย Blockchain ไป 14.00 ห้องแล็บ")
    only = "การเปลี่ยนกำหนดการเป็นเรื่องของทีมงานหลักสูตรค่ะ ถ้าต้องการเสนอ แจ้งทีมงานได้ด้วยคำว่า ติดต่อทีมงาน"

    assert office.taps("kk", reply.choices[0]) == Reply(only, reading=ASIDE)
    assert office.taps("pim", reply.choices[0]) == Reply("เรื่องนี้ค้างไว้นานแล้ว รบกวนพิมพ์อีกครั้งนะคะ", reading=ASIDE)


def test_in_a_group_it_is_for_elsewhere() -> None:
    office = Changing()

    assert office.calls("som", "ย้าย Blockchain ไป 14.00 ห้องแล็บ") == Reply(
        "เรื่องกำหนดการของทีมงาน ขอคุยในแชตส่วนตัวนะคะ", reading=ASIDE
    )

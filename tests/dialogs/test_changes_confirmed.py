"""What is unclear of a change is asked, what is confirmed is made, and only by those who may."""

from __future__ import annotations

from bot.handlers.changes.words import alone
from bot.messages import Choice, Reply
from bot.texts import LANGUAGES, texts
from tests.dialogs.changing import (
    ASIDE,
    AT_ONE,
    AT_TWO,
    BLOCKCHAIN,
    CLINIC_1,
    CLINIC_2,
    HALL,
    LAB,
    MOVE,
    RESTORE,
    TO_TWO,
    TO_TWO_IN_THE_LAB,
    URBAN,
    Changing,
    confirm,
    moved,
    shown,
)


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


def test_never_mind_is_taken_for_that_where_nothing_is_to_be_cancelled() -> None:
    office = Changing()
    dropped = Reply("ได้ค่ะ กำหนดการยังเหมือนเดิม", reading=ASIDE)

    for begun in ("ย้าย Blockchain ไป 14.00 ห้องแล็บ", "ย้าย Blockchain", "เลื่อนคาบไปบ่ายสอง"):
        office.writes("som", begun)
        assert office.writes("som", "ยกเลิกค่ะ") == dropped
    asked = office.writes("som", "ยกเลิกคลินิกโครงงานครั้งที่ 1")
    assert office.writes("som", "ยกเลิก") == asked


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


def test_every_button_can_be_typed() -> None:
    for say in map(texts, LANGUAGES):
        for step in ("send", "now", "note", "hold", "hush"):
            assert alone("alone", say(f"changes.button_{step}")) == step
        for sort in ("move", "cancel", "change", "restore"):
            for step in ("tell", "keep", "drop"):
                assert alone("confirm", say(f"changes.button_{sort}_{step}")) == step


def test_what_organisers_answered_is_no_part_of_the_file() -> None:
    office = Changing()
    office.writes("kk", "โรงแรมที่ภูเก็ตชื่ออะไร")
    office.writes("som", "ตอบ 1 โรงแรมริมหาดค่ะ")
    office.writes("som", "ส่ง")
    office.writes("som", "เก็บเป็นคำตอบสำเร็จรูป 1")
    office.taps("som", office.writes("som", "ย้าย Blockchain ไป 14.00").choices[1])

    assert office.writes("kk", "โรงแรมที่ภูเก็ตชื่ออะไร").text == "โรงแรมริมหาดค่ะ"
    office.writes("som", "เอาออก 1")
    assert office.writes("kk", "โรงแรมที่ภูเก็ตชื่ออะไร").text != "โรงแรมริมหาดค่ะ"

"""In groups: silent unless called, never personal, and announcing only where an organiser let it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import SILENCE, Address, Inbound
from storage import addresses, people
from storage.models.people import AddressRow
from storage.people import Details, Membership
from tests.dialogs.shown import ORIENTATION, said
from tests.dialogs.talk import CCIO, CDE, Talk


if TYPE_CHECKING:
    from storage.models.people import Role


GROUP = Address("line", "C1")


@pytest.fixture
def talk() -> Talk:
    return Talk(CCIO, now="2019-10-03T19:00")


def enrol(talk: Talk, chat: str, role: Role, programme: str = "ccio-2") -> None:
    """Somebody on the roster, who is in LINE at `chat`."""
    with talk.database.write() as store:
        person = people.add(store, Details(name=f"นาย {chat}"))
        people.enrol(store, person, Membership(programme, role))
        addresses.opened(store, Address("line", chat))
        store.query(AddressRow).filter_by(chat=chat).update({"person_id": person})


@pytest.mark.parametrize("text", ["พรุ่งนี้เรียนอะไร", "สวัสดีครับ", "ลบข้อมูล", "ลงทะเบียน", "555", "ปิดประกาศ"])
def test_what_people_say_to_each_other_is_not_answered(talk: Talk, text: str) -> None:
    assert talk.in_group(text) == SILENCE


@pytest.mark.parametrize(
    "text", ["น้องนัด พิธีเปิดเรียนวันไหน", "พิธีเปิดเรียนวันไหนคะน้องนัด", "Nong Nat พิธีเปิดเรียนวันไหน", "น้องนัดพิธีเปิดเรียนวันไหน"]
)
def test_called_by_name_it_answers(talk: Talk, text: str) -> None:
    assert talk.in_group(text).plain == said(
        "พิธีเปิดและปฐมนิเทศ จัดวันศุกร์ที่ 4 ตุลาคม 2562 เวลา 09.00–10.00 น. ค่ะ", ORIENTATION.alone("when")
    )


def test_a_mention_or_an_answer_to_it_calls_it_too(talk: Talk) -> None:
    assert talk.in_group("พิธีเปิดเรียนวันไหน", called=True) == talk.in_group("น้องนัด พิธีเปิดเรียนวันไหน")


def test_when_it_comes_into_a_group_it_says_how_to_call_it(talk: Talk) -> None:
    joined = Inbound(GROUP, "j", "", talk.now, kind="joined", group=True)

    assert talk.hear(joined).plain == (
        "สวัสดีค่ะทุกท่าน น้องนัดมาช่วยตอบเรื่องกำหนดการ\n"
        "ถามในกลุ่มได้ โดยเรียกชื่อก่อน เช่น น้องนัด พรุ่งนี้เรียนอะไร\n"
        "เรื่องส่วนตัวทักน้องนัดในแชตส่วนตัวได้เลยค่ะ"
    )


@pytest.mark.parametrize("role", ["participant", "scanner", None])
def test_only_organisers_switch_announcements(talk: Talk, role: Role | None) -> None:
    if role:
        enrol(talk, "U1", role)

    for text in ("น้องนัด เปิดประกาศ", "น้องนัด ปิดประกาศ"):
        assert talk.in_group(text, sender="U1").plain == ("เรื่องประกาศในกลุ่ม ขอให้ผู้จัดหลักสูตรที่ลงทะเบียนกับน้องนัดแล้วเป็นคนสั่งนะคะ")
    with talk.database.read() as store:
        assert addresses.reachable(store, GROUP) is False


def test_an_organiser_switches_them_on_and_off(talk: Talk) -> None:
    enrol(talk, "U1", "organiser")

    on = talk.in_group("น้องนัด เปิดประกาศในกลุ่มนี้ด้วย", sender="U1")
    with talk.database.read() as store:
        let = addresses.reachable(store, GROUP)
    off = talk.in_group("น้องนัด ปิดประกาศ", sender="U1")
    with talk.database.read() as store:
        quiet = addresses.reachable(store, GROUP)

    assert on.plain == (
        "กลุ่มนี้จะได้รับประกาศของหลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2 ค่ะ\n"
        "ใน LINE ประกาศเข้ากลุ่มหนึ่งครั้งนับเป็นข้อความตามจำนวนสมาชิก\n"
        "ถ้าจะหยุด พิมพ์ว่า น้องนัด ปิดประกาศ"
    )
    assert off.plain == "น้องนัดจะไม่ส่งประกาศในกลุ่มนี้แล้วค่ะ แต่ยังถามได้เหมือนเดิม"
    assert (let, quiet) == (True, False)


def test_of_several_programmes_the_organiser_chooses_and_nobody_else_can() -> None:
    talk = Talk(CCIO, CDE, now="2019-10-03T19:00")
    enrol(talk, "U1", "owner")
    asked = talk.in_group("น้องนัด เปิดประกาศ", sender="U1")
    choice = asked.choices[1]

    assert (asked.plain, [each.label for each in asked.choices]) == (
        "กลุ่มนี้ของหลักสูตรไหนคะ",
        ["CCIO รุ่นที่ 2", "พมส. รุ่นที่ 1"],
    )
    refused = talk.in_group(choice.says, data=choice.data, sender="U2")
    done = talk.in_group(choice.says, data=choice.data, sender="U1")
    assert refused.plain == "เรื่องประกาศในกลุ่ม ขอให้ผู้จัดหลักสูตรที่ลงทะเบียนกับน้องนัดแล้วเป็นคนสั่งนะคะ"
    assert done.plain.split("\n")[0] == "กลุ่มนี้จะได้รับประกาศของหลักสูตรประกาศนียบัตรนักพัฒนาเมืองระดับสูง (พมส.) รุ่นที่ 1 ค่ะ"


def test_a_groups_programme_is_for_its_own_organisers_to_change() -> None:
    talk = Talk(CCIO, CDE, now="2019-10-03T19:00")
    enrol(talk, "U1", "organiser", "ccio-2")
    enrol(talk, "U2", "organiser", "cde-1")
    talk.in_group("น้องนัด เปิดประกาศ", sender="U1")

    for text in ("น้องนัด เปิดประกาศ", "น้องนัด ปิดประกาศ"):
        assert talk.in_group(text, sender="U2").plain == ("เรื่องประกาศในกลุ่ม ขอให้ผู้จัดหลักสูตรที่ลงทะเบียนกับน้องนัดแล้วเป็นคนสั่งนะคะ")
    with talk.database.read() as store:
        assert (addresses.programme_of(store, GROUP), addresses.reachable(store, GROUP)) == ("ccio-2", True)


def test_a_group_that_the_bot_left_is_asked_anew_when_it_comes_back(talk: Talk) -> None:
    enrol(talk, "U1", "organiser")
    talk.in_group("น้องนัด เปิดประกาศ", sender="U1")
    talk.hear(Inbound(GROUP, "left", "", talk.now, kind="left", group=True))
    talk.hear(Inbound(GROUP, "back", "", talk.now, kind="joined", group=True))

    with talk.database.read() as store:
        assert (addresses.programme_of(store, GROUP), addresses.reachable(store, GROUP)) == ("", False)

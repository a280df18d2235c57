"""What people are sent by the clock, and what its buttons answer."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot.messages import Address, Card, Choice, Link, Reading, Reply
from bot.services import people
from storage.models import NoticeRow, PreferenceRow
from storage.people import Membership, enrol
from storage.programme import Text
from tests.dialogs import shown
from tests.dialogs.people_talk import CLOSED, KK, join, meeting
from tests.dialogs.talk import CDE


if TYPE_CHECKING:
    from storage.programme import Programme
    from tests.dialogs.talk import Talk


HALL = "ห้องประชุมใหญ่ อุทยานนวัตกรรม"
MAP = Link("แผนที่", "https://www.google.com/maps/search/?api=1&query=13.764900,100.526800")
PHUKET_MAP = Link("แผนที่", "https://www.google.com/maps/search/?api=1&query=7.880400,98.392300")
ASIDE = Reading(aside=True)
URBAN = "UrbanTech for City Transformation"
KEY = "nudge ccio-2 urbantech 2019-10-11T02:00Z"


def asks(code: str, title: str, programme: str = "ccio-2") -> dict[str, Choice]:
    """The buttons of a session."""
    return {
        "where": Choice("ที่ไหน", f"{title} จัดที่ไหน", f"of:{programme}:where:{code}"),
        "who": Choice("ใครสอน", f"{title} ใครสอน", f"of:{programme}:who:{code}"),
        "calendar": Choice("เพิ่มลงปฏิทิน", f"เพิ่ม {title} ลงปฏิทิน", f"of:{programme}:calendar:{code}"),
    }


def known(*keys: str) -> Choice:
    return Choice("รับทราบ", "รับทราบ", f"ack:{'|'.join(keys)}")


def reminded(*about: Programme | str, at: str, begins: str = "2019-10-09T12:00") -> Talk:
    """KK has joined; then the clock goes from one moment at which something is due to the next, up to this one."""
    talk = meeting(*about, now=begins)
    join(talk, KK)
    following = talk.ticks()
    until = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Asia/Bangkok"))
    while following and following <= until:
        talk.at(following.isoformat())
        following = talk.ticks()
    return talk


def test_before_a_session_time_and_room_come_first_and_each_button_answers() -> None:
    talk = reminded(at="2019-10-11T08:30")

    buttons = asks("urbantech", URBAN)
    assert talk.told() == Reply(
        f"อีก 30 นาที เริ่ม 09.00 น. ที่ {HALL}\n{URBAN}",
        (
            Card(
                URBAN,
                facts=(("วันเวลา", shown.URBANTECH.when), ("สถานที่", HALL)),
                choices=(*buttons.values(), known(KEY)),
                links=(MAP,),
            ),
        ),
        reading=ASIDE,
    )
    assert talk.tap(buttons["where"], channel="line").plain.startswith(f"{URBAN} จัดที่ {HALL} ค่ะ")
    assert talk.tap(buttons["who"], channel="line").plain.startswith(f"{URBAN} โดย คณะวิทยากรเทคโนโลยีเมือง ค่ะ")
    assert talk.tap(buttons["calendar"], channel="line").files[0].name == "urbantech.ics"
    assert talk.tap(known(KEY), channel="line").plain == "บันทึกแล้วว่ารับทราบ เวลา 08.30 น. ขอบคุณค่ะ"


def test_the_morning_is_one_message_with_a_card_a_session() -> None:
    talk = reminded(at="2019-10-11T07:00")

    reply = talk.told()
    assert reply.text == (
        f"วันนี้ เริ่ม 09.00 น. ที่ {HALL}\n"
        "วันศุกร์ที่ 11 ตุลาคม 2562 มี 2 รายการค่ะ\n"
        f"• 09.00–12.00 น. {URBAN} ที่ {HALL}\n"
        "• 13.00–16.00 น. คลินิกโครงงานครั้งที่ 1 ที่ ห้องปฏิบัติการนวัตกรรม ชั้น 3"
    )
    assert [(card.title, card.links) for card in reply.cards] == [(URBAN, (MAP,)), ("คลินิกโครงงานครั้งที่ 1", (MAP,))]
    assert reply.cards[1].facts[2] == ("ต้องเตรียม", "หัวข้อโครงงานกลุ่มละ 1 หน้า")
    assert reply.choices == (known("digest ccio-2 2019-10-11"),)


def test_the_evening_before_a_journey_says_where_to_meet_what_to_bring_and_to_wear() -> None:
    gate = Text("หน้าอาคาร 1 เวลา 05.30 น.")
    sessions = [replace(each, meeting=gate) if each.code == "phuket-visit" else each for each in CLOSED.sessions]
    talk = reminded(replace(CLOSED, sessions=tuple(sessions)), at="2019-10-23T18:00")

    place = "ศูนย์ข้อมูลเมืองภูเก็ต"
    buttons = asks("phuket-visit", shown.PHUKET.title)
    assert talk.told() == Reply(
        f"พรุ่งนี้ เริ่ม 08.30 น. ที่ {place}\nวันพฤหัสบดีที่ 24 ตุลาคม 2562\n• 08.30 น. {shown.PHUKET.title} ที่ {place}",
        (
            Card(
                shown.PHUKET.title,
                facts=(
                    ("วันเวลา", shown.PHUKET.when),
                    ("สถานที่", place),
                    ("จุดนัดพบ", gate.th),
                    ("ต้องเตรียม", "บัตรประชาชน และรองเท้าที่เดินสบาย"),
                    ("การแต่งกาย", "เสื้อโปโลของหลักสูตร"),
                ),
                choices=(buttons["where"], buttons["calendar"], known("evening ccio-2 2019-10-24")),
                links=(PHUKET_MAP,),
            ),
        ),
        reading=ASIDE,
    )


def test_on_the_further_days_of_a_journey_it_is_said_until_when_it_goes_on() -> None:
    talk = reminded(at="2019-10-25T07:00")

    reply = talk.told()
    place = "ศูนย์ข้อมูลเมืองภูเก็ต"
    assert reply.text == (
        f"วันศุกร์ที่ 25 ตุลาคม 2562 มี 1 รายการค่ะ\n• ต่อเนื่อง {shown.PHUKET.title} ถึง วันเสาร์ที่ 26 ตุลาคม 2562 16.00 น."
    )
    assert [(card.title, card.facts[1]) for card in reply.cards] == [(shown.PHUKET.title, ("สถานที่", place))]
    talk.at("2019-10-26T07:00")
    talk.ticks()
    assert talk.told().text.endswith(f"\n• ต่อเนื่อง {shown.PHUKET.title} ถึง 16.00 น.")


def test_before_an_online_session_the_way_in_is_a_button() -> None:
    talk = reminded(CDE, at="2022-10-14T08:30", begins="2022-10-13T12:00")

    reply = talk.told()
    assert reply.text == "อีก 30 นาที เริ่ม 09.00 น. ที่ ออนไลน์ทาง Zoom\nทุนวัฒนธรรมกับเมือง"
    assert reply.cards[0].links == (Link("เข้าเรียนออนไลน์", "https://example.org/cde-zoom"),)


def test_a_button_is_of_its_own_programme_in_whichever_the_talk_is() -> None:
    talk = meeting(now="2019-10-11T08:29")
    talk.imports(replace(CLOSED, code="twin: 2/3", sessions=(replace(CLOSED.sessions[3], venue="nia-lab"),)))
    join(talk, KK)
    with talk.database.write() as store:
        person = people.at(store, Address("line", "me"))
        assert person
        enrol(store, person.id, Membership("twin: 2/3"))
    talk.at("2019-10-11T08:30")
    talk.ticks()

    cards = [card for card in talk.told().cards if card.title == URBAN]
    assert [talk.tap(card.choices[0], channel="line").text for card in (*cards, *cards)] == 2 * [
        f"{URBAN} จัดที่ {HALL} ค่ะ",
        f"{URBAN} จัดที่ ห้องปฏิบัติการนวัตกรรม ชั้น 3 ค่ะ",
    ]


def test_whoever_is_not_in_the_programme_any_more_learns_nothing_by_an_old_button() -> None:
    talk = reminded(at="2019-10-11T08:30")

    answer = talk.tap(asks("urbantech", URBAN)["where"], channel="line", who="a guest")
    assert answer.plain.startswith("เรื่องนี้น้องนัดตอบให้ผู้ที่ลงทะเบียนแล้วค่ะ")


def test_how_somebody_wants_it_and_what_they_were_told_are_theirs_to_see_and_to_erase() -> None:
    talk = reminded(at="2019-10-11T08:30")
    for said in ("เตือนก่อน 1 ชั่วโมง", "ไม่ต้องเตือนตอนเย็น"):
        talk.say(said, channel="line")

    (file,) = talk.say("ข้อมูลของฉัน", channel="line").files
    assert json.loads(file.content)["reminders"] == [{"channel": "", "lead": 60, "off": ["evening"], "quiet": ""}]
    for said in ("ลบข้อมูล", "ยืนยันลบ"):
        talk.say(said, channel="line")
    with talk.database.read() as store:
        left = [store.scalar(select(func.count()).select_from(kind)) for kind in (PreferenceRow, NoticeRow)]
    assert left == [0, 0]

"""Buttons: what they ask is answered; what they carry is checked, for it may be old or forged."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from tests.dialogs import shown
from tests.dialogs.shown import said
from tests.dialogs.talk import CCIO, ORCHARD, Talk, read


if TYPE_CHECKING:
    from bot.messages import File


MONDAY = "2019-10-07T09:00"
BLOCKCHAIN_WHEN = said(f"{shown.BLOCKCHAIN.title} จัด{shown.BLOCKCHAIN.when} ค่ะ", shown.BLOCKCHAIN.alone())


@pytest.fixture
def talk() -> Talk:
    """A talk in which a question has been answered."""
    begun = Talk(CCIO, now=MONDAY)
    begun.say("วันนี้มีเรียนไหม")
    return begun


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        ("when:blockchain", BLOCKCHAIN_WHEN),
        (
            "where:blockchain",
            said(f"{shown.BLOCKCHAIN.title} จัดที่ ห้องประชุมใหญ่ อุทยานนวัตกรรม ค่ะ", shown.BLOCKCHAIN.alone("where")),
        ),
        (
            "who:divercity",
            said(f"{shown.DIVERCITY.title} โดย ดร.พันธุ์อาจ ชัยรัตน์ ค่ะ", shown.DIVERCITY.alone("who")),
        ),
        (
            "bring:civic-workshop",
            said(f"{shown.CIVIC.title} สิ่งที่ต้องเตรียม: {shown.CIVIC.bring} ค่ะ", shown.CIVIC.alone("bring")),
        ),
        ("wear:closing", said(f"{shown.CLOSING.title} การแต่งกาย: ชุดสูทสากล ค่ะ", shown.CLOSING.alone("wear"))),
        ("about:aging-city", said(f"{shown.AGING.title}: {shown.AGING.about} ค่ะ", shown.AGING.alone("about"))),
        (
            "day:2019-10-11",
            said("วันศุกร์ที่ 11 ตุลาคม 2562 มี 2 รายการค่ะ", shown.URBANTECH.listed(), shown.CLINIC_1.listed()),
        ),
    ],
)
def test_what_a_button_asks(talk: Talk, data: str, answer: str) -> None:
    assert talk.say("ปุ่ม", data).plain == answer


def test_every_button_can_be_typed_as_well_as_tapped(talk: Talk) -> None:
    for card in talk.say("11 ตุลาคมเรียนอะไร").cards:
        for choice in card.choices:
            assert talk.say(choice.says).plain == talk.tap(choice).plain


@pytest.mark.parametrize(
    "data",
    [
        "day:garbage", "day:", "day:2019-10-12", "day:2019-13-45", "day:0001-01-01", "day:9999-12-31", "when:nothing",
        "when:", "where:../../etc/passwd", "speaker:nobody", "speaker:", "calendar:",
        "calendar:blockchain; DROP TABLE sessions", "delete:blockchain", "where:" + "x" * 3000, ":", "บล็อกเชน",
        "when:บล็อกเชน\n",
    ],
)  # fmt: skip
def test_forged_or_old_data_leaves_the_words_of_the_button(talk: Talk, data: str) -> None:
    assert talk.say("บล็อกเชนเรียนวันไหน", data).plain == BLOCKCHAIN_WHEN


def test_a_button_for_a_session_that_was_taken_out_cancels_the_calendar_entry() -> None:
    programme = read(ORCHARD)
    talk = Talk(programme, now="2027-02-01T09:00")
    calendar = talk.say("ตลาดนัดวันไหน").cards[0].choices[-1]
    (before,) = _events(talk.tap(calendar).files[0])

    left = tuple(session for session in programme.sessions if session.code != "market")
    talk.imports(replace(programme, sessions=left))

    (after,) = _events(talk.tap(calendar).files[0])
    assert after["UID"] == before["UID"]
    assert [(event.sequence, str(event["STATUS"]), str(event["SUMMARY"])) for event in (before, after)] == [
        (0, "CONFIRMED", "ตลาดนัดของคนปลูก"),
        (1, "CANCELLED", "ยกเลิก: ตลาดนัดของคนปลูก"),
    ]


def test_a_button_for_a_session_that_was_cancelled_says_so() -> None:
    reply = Talk(ORCHARD, now="2027-02-01T09:00").say("เสวนาคนปลูกรุ่นใหม่ ที่ไหน", "where:panel")

    assert reply.plain == said(f"เสวนาคนปลูกรุ่นใหม่ ยกเลิกแล้วค่ะ (เดิม{shown.PANEL.when})", shown.PANEL.alone("where"))
    assert reply.cards[0].choices == ()


def test_a_moved_session_is_answered_as_it_is_now() -> None:
    programme = read(ORCHARD)
    talk = Talk(programme, now="2027-02-01T09:00")
    talk.say("กฎหมายที่ดินว่างวันไหน")

    (law,) = (session for session in programme.sessions if session.code == "law")
    moved = replace(law, start=law.start + timedelta(hours=4), end=law.end + timedelta(hours=4))
    talk.imports(
        replace(programme, sessions=tuple(moved if session is law else session for session in programme.sessions))
    )

    later = replace(shown.LAW, when="วันศุกร์ที่ 19 กุมภาพันธ์ 2570 เวลา 13.00–16.00 น.")
    assert talk.say("x", "when:law").plain == said(f"กฎหมายที่ดินว่าง จัด{later.when} ค่ะ", later.alone())


def _events(file: File) -> list[Event]:
    return Calendar.from_ical(file.content).events


def test_a_calendar_file_by_tap_and_by_typing(talk: Talk) -> None:
    tapped = talk.tap(talk.say("บล็อกเชนเรียนวันไหน").cards[0].choices[0])
    typed = talk.say("เพิ่มบล็อกเชนลงปฏิทินให้หน่อย")

    assert tapped == typed
    assert tapped.plain == "ไฟล์ปฏิทินของ Blockchain Technology for Transparency Procurement ค่ะ\n\nblockchain.ics"
    (file,) = tapped.files
    (event,) = _events(file)
    assert (file.name, file.media_type) == ("blockchain.ics", "text/calendar")
    assert str(event["SUMMARY"]) == "Blockchain Technology for Transparency Procurement"
    assert event.start == datetime(2019, 10, 18, 13, tzinfo=ZoneInfo("Asia/Bangkok"))
    assert event.end == datetime(2019, 10, 18, 16, tzinfo=ZoneInfo("Asia/Bangkok"))
    assert event["DTSTART"].params["TZID"] == "Asia/Bangkok"
    assert str(event["LOCATION"]) == "ห้องประชุมใหญ่ อุทยานนวัตกรรม, ถนนโยธี เขตราชเทวี กรุงเทพฯ"
    assert (event.sequence, str(event["STATUS"])) == (0, "CONFIRMED")


def test_a_calendar_entry_abroad_is_in_the_time_there(talk: Talk) -> None:
    (event,) = _events(talk.say("x", "calendar:smart-city-expo").files[0])

    assert event.start == datetime(2019, 11, 19, 9, 30, tzinfo=ZoneInfo("Europe/Madrid"))
    assert event.end == datetime(2019, 11, 21, 17, tzinfo=ZoneInfo("Europe/Madrid"))
    assert event["DTSTART"].params["TZID"] == "Europe/Madrid"


def test_a_calendar_entry_keeps_its_id() -> None:
    first, second = (
        _events(Talk(CCIO, now=now).say("เพิ่มปฐมนิเทศลงปฏิทิน").files[0])[0]["UID"] for now in (MONDAY, "2019-10-08T09:00")
    )

    assert first == second


def test_a_tap_is_part_of_the_talk(talk: Talk) -> None:
    talk.say("x", "when:startup-city")

    assert talk.say("ใครสอน").plain == said(
        f"{shown.STARTUP.title} โดย คณะวิทยากรสตาร์ทอัพเชียงใหม่ ค่ะ", shown.STARTUP.alone("who")
    )


def test_a_tap_in_a_store_without_programmes() -> None:
    reply = Talk(now=MONDAY).say("x", "when:blockchain")

    assert (reply.plain, reply.reading.understood) == ("ยังไม่มีหลักสูตรในระบบค่ะ", False)


def test_what_people_ask_next_of_one_session_is_a_button() -> None:
    """What was asked is none, nor what is not given: no one is told to bring anything to the blockchain lecture."""
    talk = Talk(CCIO, now="2019-10-07T09:00")

    when = talk.say("บล็อกเชนเรียนวันไหน")

    assert [choice.label for choice in when.choices] == ["ที่ไหน", "ใครสอน", "ครั้งถัดไป"]
    assert talk.tap(when.choices[0]).text == (
        "Blockchain Technology for Transparency Procurement จัดที่ ห้องประชุมใหญ่ อุทยานนวัตกรรม ค่ะ"
    )
    assert [choice.label for choice in talk.tap(when.choices[1]).choices] == ["ที่ไหน", "ครั้งถัดไป"]

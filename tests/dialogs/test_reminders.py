"""People say how they want to be reminded: what is answered, and what is kept of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address, Choice
from bot.services import people
from storage import reminders
from storage.people import Membership, enrol
from storage.reminders import Wishes
from tests.dialogs.people_talk import CLOSED, KK, OPEN, SM, join, meeting
from tests.dialogs.talk import CDE, Talk, read
from tests.stores import remembered


if TYPE_CHECKING:
    from bot.messages import Reply


EVENING = "2019-10-12T17:00"
"""Nothing is due, and will not be for five days."""
EVERY = frozenset({"digest", "evening", "nudge", "deadline"})
DAILY = frozenset({"digest", "evening"})
MINE = Choice("การเตือนของฉัน", "การเตือนของฉัน")
HOW = "พิมพ์ ลงทะเบียน ตามด้วยรหัส 8 ตัวบนบัตรเชิญ เช่น ลงทะเบียน K7PM-4XQD"


def joined(now: str = EVENING, *channels: str) -> Talk:
    talk = meeting(CLOSED, now=now)

    def all_join() -> None:
        for channel in channels or ("line",):
            join(talk, KK, channel=channel)

    remembered(talk.database, f"joined at {now} in {channels}", all_join)
    return talk


def line(talk: Talk, text: str) -> Reply:
    return talk.say(text, channel="line")


def kept(talk: Talk) -> Wishes:
    with talk.database.read() as store:
        person = people.at(store, Address("line", "me"))
        assert person
        return reminders.wishes(store, person.id)


@pytest.mark.parametrize(
    ("typed", "answer", "wanted"),
    [
        ("เตือนก่อน 1 ชั่วโมง", "ได้ค่ะ จะเตือนก่อนเริ่ม 1 ชั่วโมง", Wishes(lead=60)),
        ("เตือนล่วงหน้าครึ่งชั่วโมง", "ได้ค่ะ จะเตือนก่อนเริ่ม 30 นาที", Wishes(lead=30)),
        ("เตือนก่อนเรียน 15 นาที", "ได้ค่ะ จะเตือนก่อนเริ่ม 15 นาที", Wishes(lead=15)),
        ("ช่วยเตือนก่อนเรียนสักสิบนาทีด้วยนะครับ", "ได้ค่ะ จะเตือนก่อนเริ่ม 10 นาที", Wishes(lead=10)),
        ("ขอให้เตือนล่วงหน้า ๑ วันได้ไหมคะ", "ได้ค่ะ จะเตือนก่อนเริ่ม 1 วัน", Wishes(lead=1440)),
        ("เตื่อน 1 ชม.ครึ่ง ก่อนเรียน", "ได้ค่ะ จะเตือนก่อนเริ่ม 1 ชั่วโมง 30 นาที", Wishes(lead=90)),
        ("Remind me half an hour before class", "ได้ค่ะ จะเตือนก่อนเริ่ม 30 นาที", Wishes(lead=30)),
        ("ไม่ต้องเตือนก่อนเรียน", "ได้ค่ะ ปิดเตือนก่อนเริ่มแล้ว", Wishes(off=frozenset({"nudge"}))),
        ("เลิกส่งสรุปเช้า", "ได้ค่ะ ปิดสรุปตอนเช้าแล้ว", Wishes(off=frozenset({"digest"}))),
        ("ไม่ต้องส่งมาตอนเช้าแล้วครับ", "ได้ค่ะ ปิดสรุปตอนเช้าแล้ว", Wishes(off=frozenset({"digest"}))),
        ("ขอเตือนเฉพาะตอนเช้า", "ได้ค่ะ จะส่งเฉพาะสรุปตอนเช้า", Wishes(off=EVERY - {"digest"})),
        ("เตือนแค่ก่อนเรียนกับกำหนดส่งงาน", "ได้ค่ะ จะส่งเฉพาะเตือนก่อนเริ่ม และเตือนกำหนดส่ง", Wishes(off=DAILY)),
        ("เตือน 15 นาทีก่อน", "ได้ค่ะ จะเตือนก่อนเริ่ม 15 นาที", Wishes(lead=15)),
        ("แจ้งล่วงหน้า 1 วัน", "ได้ค่ะ จะเตือนก่อนเริ่ม 1 วัน", Wishes(lead=1440)),
        ("ช่วยบอกก่อนเรียน 10 นาที", "ได้ค่ะ จะเตือนก่อนเริ่ม 10 นาที", Wishes(lead=10)),
        ("ไม่ต้องแจ้งตอนเช้า", "ได้ค่ะ ปิดสรุปตอนเช้าแล้ว", Wishes(off=frozenset({"digest"}))),
        ("ไม่ต้องเตือนก่อนส่งงาน 1 วัน", "ได้ค่ะ ปิดเตือนกำหนดส่งแล้ว", Wishes(off=frozenset({"deadline"}))),
        ("เตือนตอนเย็นวันก่อน", "ได้ค่ะ เปิดแจ้งตอนเย็นก่อนวันเรียนแล้ว", Wishes()),
        ("เตือนเย็นก่อนเรียน 1 วัน", "ได้ค่ะ เปิดแจ้งตอนเย็นก่อนวันเรียนแล้ว", Wishes()),
        ("turn reminders back on", "ได้ค่ะ จะเตือนตามปกติ", Wishes()),
        ("ส่งตอนดึกได้", "ได้ค่ะ จะส่งตามเวลาเตือน ไม่มีช่วงเงียบ", Wishes(quiet="none")),
        ("ส่งเข้าไลน์แทน", "ได้ค่ะ จะส่งทาง LINE", Wishes(channel="line")),
        ("ขอรับทางไลน์", "ได้ค่ะ จะส่งทาง LINE", Wishes(channel="line")),
        ("เปลี่ยนเป็นไลน์", "ได้ค่ะ จะส่งทาง LINE", Wishes(channel="line")),
        ("send to LINE instead", "ได้ค่ะ จะส่งทาง LINE", Wishes(channel="line")),
        ("อย่าส่งตอนกลางคืน", "ได้ค่ะ จะไม่ส่งในช่วง 21.00–06.30 น.\nถ้าถึงเวลาเตือนในช่วงนั้น จะส่งก่อนหรือหลังช่วงนี้แทน", Wishes()),
        ("ส่งได้ตลอดเวลา", "ได้ค่ะ จะส่งตามเวลาเตือน ไม่มีช่วงเงียบ", Wishes(quiet="none")),
    ],
)  # fmt: skip
def test_what_is_wanted_is_done_and_kept(typed: str, answer: str, wanted: Wishes) -> None:
    talk = joined()

    reply = line(talk, typed)
    assert (reply.plain, reply.choices) == (answer, (MINE,))
    assert kept(talk) == wanted


@pytest.mark.parametrize(
    ("typed", "hours", "wanted"),
    [
        ("อย่าส่งหลังสองทุ่มถึงเจ็ดโมงเช้า", "20.00–07.00 น.", "20:00-07:00"),
        ("ห้ามรบกวน 22.00-07.00", "22.00–07.00 น.", "22:00-07:00"),
        ("อย่าเตือนหลังสามทุ่มครึ่ง", "21.30–06.30 น.", "21:30-06:30"),
        ("ไม่ต้องส่งก่อน 8 โมงเช้านะคะ", "21.00–08.00 น.", "21:00-08:00"),
        ("อย่าส่งข้อความระหว่าง 3 ทุ่มถึง 6 โมงเช้า", "21.00–06.00 น.", "21:00-06:00"),
        ("do not send after 9 pm until 7 am", "21.00–07.00 น.", "21:00-07:00"),
    ],
)
def test_quiet_hours_are_said_in_any_way(typed: str, hours: str, wanted: str) -> None:
    talk = joined()

    assert line(talk, typed).plain.split("\n")[0] == f"ได้ค่ะ จะไม่ส่งในช่วง {hours}"
    assert kept(talk) == Wishes(quiet=wanted)


def test_a_whole_day_of_quiet_is_refused() -> None:
    talk = joined()

    refused = "ช่วงที่ไม่ส่งยาวได้ไม่เกิน 16 ชั่วโมงค่ะ พิมพ์ใหม่ได้ เช่น อย่าส่งหลัง 21.00 ถึง 06.30"
    assert line(talk, "อย่าส่งตั้งแต่ 8 โมงเช้าถึง 7 โมงเช้า").plain == refused
    assert kept(talk) == Wishes()


@pytest.mark.parametrize(
    "typed", ["เตือนก่อน 2 นาที", "เตือนก่อน 1 สัปดาห์", "เตือนล่วงหน้า 4 วัน", "เตือนก่อน 15", "เตือนช้าไป", "เตือนให้เร็วกว่านี้"]
)
def test_too_little_and_too_much_are_said_kindly_with_what_can_be_had(typed: str) -> None:
    talk = joined()

    reply = line(talk, typed)
    assert reply.plain == "เตือนล่วงหน้าได้ตั้งแต่ 5 นาที ถึง 3 วันค่ะ เลือกหรือพิมพ์ใหม่ได้เลยนะคะ"
    assert [choice.label for choice in reply.choices] == ["เตือนก่อน 15 นาที", "เตือนก่อน 30 นาที", "เตือนก่อน 1 ชั่วโมง"]
    assert kept(talk) == Wishes()
    assert talk.tap(reply.choices[2], channel="line").plain == "ได้ค่ะ จะเตือนก่อนเริ่ม 1 ชั่วโมง"


def test_no_reminders_at_all_and_again() -> None:
    talk = joined()

    reply = line(talk, "ไม่ต้องเตือน")
    assert reply.plain == (
        "ได้ค่ะ จะไม่เตือนแล้ว แต่ประกาศ การเปลี่ยนตาราง และคำถามความเห็นหลังเรียน (ถามครั้งเดียว ไม่เตือนซ้ำ) ยังส่งให้อยู่\n"
        "ถ้าไม่อยากรับอะไรเลย พิมพ์ หยุด ค่ะ"
    )
    assert [choice.says for choice in reply.choices] == ["เตือนเหมือนเดิม", "ไม่ต้องถามความเห็น", "หยุด", "การเตือนของฉัน"]
    assert kept(talk) == Wishes(off=EVERY)
    assert talk.tap(reply.choices[0], channel="line").plain == "ได้ค่ะ จะเตือนตามปกติ"
    assert kept(talk) == Wishes()


def test_to_be_told_nothing_at_all_is_another_wish() -> None:
    talk = joined()

    stopped = "ตอนนี้หยุดส่งข้อความไว้ทั้งหมด พิมพ์ เริ่ม เพื่อรับอีกครั้งค่ะ"
    assert line(talk, "หยุดแจ้งเตือน").plain.startswith("หยุดส่งข้อความเตือนและประกาศแล้วค่ะ")
    reply = line(talk, "เตือนก่อน 1 ชั่วโมง")
    assert reply.plain == f"ได้ค่ะ จะเตือนก่อนเริ่ม 1 ชั่วโมง\n{stopped}"
    assert [choice.says for choice in reply.choices] == ["เริ่ม", "การเตือนของฉัน"]
    assert line(talk, "เปิดการแจ้งเตือน").plain == "ได้ค่ะ จะเตือนตามปกติ"
    assert stopped not in line(talk, "การแจ้งเตือนของฉัน").plain


@pytest.mark.parametrize(
    "typed",
    [
        "การแจ้งเตือนของฉัน",
        "ตั้งค่าการเตือน",
        "มีการแจ้งเตือนไหม",
        "เตือนอะไรบ้าง",
        "จะเตือนกี่โมงคะ",
        "ทำไมไม่เตือนเลย",
        "เมื่อเช้าไม่เห็นเตือนเลย",
        "อย่าลืมเตือนพรุ่งนี้นะคะ",
        "เตือนบ่อยไป",
        "รำคาญการแจ้งเตือน",
        "ส่งข้อความมากเกินไป",
        "เตือนซ้ำอีกที",
        "เตือนสองครั้งได้ไหม",
        "เตือนแค่วันละครั้ง",
        "ปิดแจ้งเตือนกลุ่ม",
        "too many notifications",
        "reminder settings",
    ],
)
def test_what_is_set_is_shown(typed: str) -> None:
    reply = line(joined(), typed)

    assert reply.plain == (
        "การเตือนของท่านค่ะ\n"
        "• สรุปตอนเช้า เวลา 07.00 น.\n"
        "• แจ้งตอนเย็นก่อนวันเรียน เวลา 18.00 น.\n"
        "• เตือนก่อนเริ่ม 30 นาที\n"
        "• เตือนกำหนดส่ง ล่วงหน้า 7 วัน, 1 วัน, 3 ชั่วโมง\n"
        "• ช่วงที่ไม่ส่ง 21.00–06.30 น.\n"
        "• ถามความเห็นหลังเรียน เมื่อจบวิชาหรือจบวัน\n"
        "• ส่งทาง LINE"
    )
    assert [choice.says for choice in reply.choices] == [
        "เตือนก่อน 15 นาที",
        "เตือนก่อน 1 ชั่วโมง",
        "ไม่ต้องส่งสรุปเช้า",
        "ไม่ต้องเตือนตอนเย็น",
        "ไม่ต้องเตือนก่อนเรียน",
        "ไม่ต้องเตือนส่งงาน",
        "ไม่ต้องเตือน",
        "ไม่ต้องถามความเห็น",
    ]


def test_what_was_changed_is_shown_and_each_button_does_what_it_says() -> None:
    talk = joined(EVENING, "line", "telegram")
    for typed in ("ไม่ต้องเตือนตอนเย็น", "เตือนก่อน 2 ชั่วโมง", "ส่งได้ตลอดเวลา", "เตือนทางไลน์"):
        line(talk, typed)

    reply = line(talk, "การเตือนของฉัน")
    assert reply.plain == (
        "การเตือนของท่านค่ะ\n"
        "• สรุปตอนเช้า เวลา 07.00 น.\n"
        "• แจ้งตอนเย็นก่อนวันเรียน: ปิดไว้\n"
        "• เตือนก่อนเริ่ม 2 ชั่วโมง\n"
        "• เตือนกำหนดส่ง ล่วงหน้า 7 วัน, 1 วัน, 3 ชั่วโมง\n"
        "• ส่งได้ทุกเวลา\n"
        "• ถามความเห็นหลังเรียน เมื่อจบวิชาหรือจบวัน\n"
        "• ส่งทาง LINE"
    )
    there, again = reply.choices[-1], reply.choices[3]
    assert (there.says, again.says) == ("เตือนทาง Telegram", "เตือนตอนเย็นด้วย")
    assert talk.tap(again, channel="line").plain == "ได้ค่ะ เปิดแจ้งตอนเย็นก่อนวันเรียนแล้ว"
    assert talk.tap(there, channel="line").plain == "ได้ค่ะ จะส่งทาง Telegram"
    assert kept(talk) == Wishes(lead=120, quiet="none", channel="telegram")


def test_where_programmes_differ_each_is_shown() -> None:
    talk = joined()
    talk.imports(replace(read(CDE), settings={"reminders": {"digest": "06:45", "off": ["evening"], "quiet": "none"}}))
    with talk.database.write() as store:
        person = people.at(store, Address("line", "me"))
        assert person
        enrol(store, person.id, Membership("cde-1"))

    assert line(talk, "การเตือนของฉัน").plain.split("\n")[1:8:6] == ["CCIO รุ่นที่ 2", "พมส. รุ่นที่ 1"]


def test_it_goes_to_the_app_that_was_chosen_where_that_is_linked() -> None:
    talk = joined()

    reply = line(talk, "เตือนทางเทเลแกรม")
    assert reply.plain == "ท่านยังไม่ได้ลงทะเบียนใน Telegram ค่ะ พิมพ์ เพิ่มช่องทาง แล้วใช้รหัสที่ได้ใน Telegram นะคะ"
    assert [choice.says for choice in reply.choices] == ["เพิ่มช่องทาง"]
    assert kept(talk) == Wishes()
    join(talk, KK, channel="telegram")
    assert line(talk, "ขอแจ้งเตือนผ่านเทเลแกรมแทน").plain == "ได้ค่ะ จะส่งทาง Telegram"
    assert kept(talk) == Wishes(channel="telegram")


def test_what_is_due_by_a_new_wish_is_told_in_the_same_breath() -> None:
    """It is 8.15; the first session of the day begins at 9."""
    talk = joined("2019-10-11T08:15")

    reply = line(talk, "เตือนก่อน 1 ชั่วโมง")
    assert reply.text == (
        "ได้ค่ะ จะเตือนก่อนเริ่ม 1 ชั่วโมง\n\n"
        "อีก 45 นาที เริ่ม 09.00 น. ที่ ห้องประชุมใหญ่ อุทยานนวัตกรรม\n"
        "UrbanTech for City Transformation"
    )
    assert [card.title for card in reply.cards] == ["UrbanTech for City Transformation"]
    assert line(talk, "เตือนก่อน 2 ชั่วโมง").text == "ได้ค่ะ จะเตือนก่อนเริ่ม 2 ชั่วโมง"
    assert line(talk, "เตือนก่อน 15 นาที").text == "ได้ค่ะ จะเตือนก่อนเริ่ม 15 นาที"


def test_guests_are_told_how_to_register_and_groups_where_to_talk() -> None:
    talk = meeting(OPEN)

    assert line(talk, "เตือนก่อน 1 ชั่วโมง").plain.split("\n")[:2] == [
        "น้องนัดส่งข้อความเตือนให้ผู้ที่ลงทะเบียนแล้วค่ะ",
        f"ลงทะเบียนได้โดย{HOW}",
    ]
    assert talk.in_group("น้องนัด เตือนก่อน 1 ชั่วโมง", called=True).plain == "เรื่องส่วนตัวขอคุยในแชตส่วนตัวนะคะ"


def test_an_organiser_is_reminded_like_everybody() -> None:
    talk = meeting(CLOSED, now=EVENING)
    join(talk, SM)

    assert line(talk, "เตือนก่อน 1 ชั่วโมง").plain == "ได้ค่ะ จะเตือนก่อนเริ่ม 1 ชั่วโมง"


def test_in_english() -> None:
    talk = joined()
    line(talk, "English")

    assert line(talk, "remind me 2 hours before").plain == "All right: I will remind you 2 hours before each session."
    assert line(talk, "my reminders").plain == (
        "Your reminders\n"
        "• morning summary: 07:00\n"
        "• note the evening before: 18:00\n"
        "• before each session: 2 hours\n"
        "• before deadlines: 7 days, 1 day, 3 hours\n"
        "• quiet hours: 21:00–06:30\n"
        "• asked after sessions: when they end, or at the end of the day\n"
        "• sent in LINE"
    )

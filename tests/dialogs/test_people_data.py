"""What is held of people: seen and taken along; and what they want sent, in which language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address, Choice
from bot.services import people
from tests.dialogs.people_talk import (
    KK,
    NOTICE,
    OPEN,
    TITLE,
    code_of,
    join,
    meeting,
)


if TYPE_CHECKING:
    from tests.dialogs.talk import Talk


HELD = (
    "ข้อมูลของท่านที่น้องนัดเก็บไว้ค่ะ\n"
    f"• ชื่อ: {KK}\n"
    "• หน่วยงาน: เทศบาลนครตัวอย่าง\n"
    "• ตำแหน่ง: นายกเทศมนตรี\n"
    "• อีเมล: kk@example.org\n"
    "• โทรศัพท์: 081-000-0001\n"
    f"• หลักสูตร: {TITLE} (บทบาท: ผู้เข้าอบรม, กลุ่ม: ภาครัฐ)\n"
    "• ให้ความยินยอมเมื่อวันจันทร์ที่ 7 ตุลาคม 2562\n"
    "• ข้อความแจ้งเตือน: รับอยู่\n"
    "• ช่องทางที่คุยกัน: LINE, Telegram\n"
    "• คำถามที่ฝากถึงผู้จัด: 1 ข้อ\n"
    "• ข้อความที่เก็บไว้: 5 ข้อความ\n"
    "ทั้งหมดอยู่ในไฟล์ค่ะ ถ้าต้องการให้ลบ พิมพ์ ลบข้อมูล"
)


def line(talk: Talk, text: str, *, who: str = "me") -> str:
    return talk.say(text, who=who, channel="line").plain


def joined() -> Talk:
    """Somebody with two channels, who has asked something that the bot does not know."""
    talk = meeting()
    join(talk, KK)
    talk.say(f"ลงทะเบียน {code_of(talk, KK)}", channel="telegram")
    line(talk, "มีรถรับส่งจากสนามบินไหม")
    return talk


@pytest.mark.parametrize(
    "ask",
    [
        "ข้อมูลของฉัน",
        "ขอดูข้อมูลของผมหน่อยครับ",
        "มีข้อมูลอะไรของฉันบ้าง",
        "เก็บข้อมูลอะไรของฉัน",
        "ข้อมูลส่วนตัว",
        "my data",
        "What do you know about me?",
    ],
)
def test_what_is_held_can_be_seen_and_taken_along(ask: str) -> None:
    reply = joined().say(ask, channel="line")

    (file,) = reply.files
    assert (reply.text, reply.choices) == (HELD, (Choice("ลบข้อมูล", "ลบข้อมูล"),))
    assert (file.name, file.media_type) == ("nongnat-my-data.json", "application/json")
    at = "2019-10-07T02:00:00+00:00"
    content = json.loads(file.content)
    messages = content.pop("messages")
    assert messages["count"] == len(messages["latest"]) == 5
    assert {"ยินยอม", "มีรถรับส่งจากสนามบินไหม", ask} < {said["text"] for said in messages["latest"]}
    answers = content.pop("answers")
    assert answers["count"] == len(answers["latest"]) == 4
    assert NOTICE in answers["latest"][0]["text"]
    assert {name: content[name] for name in content if content[name]} == {
        "profile": {
            "name": KK,
            "organisation": "เทศบาลนครตัวอย่าง",
            "position": "นายกเทศมนตรี",
            "email": "kk@example.org",
            "phone": "081-000-0001",
            "language": "th",
            "privacy_notice": people.NOTICE,
            "consented_at": at,
            "messages_stopped": False,
        },
        "programmes": [
            {"programme": "ccio-2", "role": "participant", "team": "public", "code": "", "leads": False, "note": ""}
        ],
        "channels": [{"channel": "line", "state": "open"}, {"channel": "telegram", "state": "open"}],
        "invitations": [
            {
                "programme": "ccio-2",
                "channel": channel,
                "created_at": at,
                "expires_at": None,
                "used_at": at,
                "revoked_at": None,
            }
            for channel in ("line", "telegram")
        ],
        "questions_for_organisers": [
            {
                "programme": "ccio-2",
                "text": "มีรถรับส่งจากสนามบินไหม",
                "asked_at": at,
                "state": "open",
                "answer": "",
                "answered_at": None,
            }
        ],
        "talks": [
            {"channel": channel, "language": "th", "programme": "ccio-2", "updated_at": at}
            for channel in ("line", "telegram")
        ],
        "done": [
            {
                "at": at,
                "programme": "ccio-2",
                "what": "consent.given",
                "subject": "",
                "details": {"version": people.NOTICE, "channel": "line"},
            },
            {"at": at, "programme": "", "what": "data.exported", "subject": "", "details": {}},
        ],
        "done_with_the_data": [
            {"at": at, "programme": "ccio-2", "what": "consent.given"},
            {"at": at, "programme": "", "what": "data.exported"},
        ],
    }


def test_of_a_guest_only_what_was_said_is_held() -> None:
    talk = meeting(OPEN)
    line(talk, "พรุ่งนี้เรียนอะไร")

    assert line(talk, "ข้อมูลของฉัน") == (
        "ข้อมูลของท่านที่น้องนัดเก็บไว้ค่ะ\n"
        "• ยังไม่ได้ลงทะเบียน จึงไม่มีชื่อหรือข้อมูลติดต่อ\n"
        "• ช่องทางที่คุยกัน: LINE\n"
        "• คำถามที่ฝากถึงผู้จัด: 0 ข้อ\n"
        "• ข้อความที่เก็บไว้: 2 ข้อความ\n"
        "ทั้งหมดอยู่ในไฟล์ค่ะ ถ้าต้องการให้ลบ พิมพ์ ลบข้อมูล\n\n"
        "nongnat-my-data.json"
    )


def wants(talk: Talk, channel: str) -> bool:
    with talk.database.read() as store:
        return people.wants(store, Address(channel, "me"))


@pytest.mark.parametrize(("stop", "start"), [("หยุด", "เริ่ม"), ("หยุดส่งข้อความด้วยค่ะ", "เริ่มส่งข้อความค่ะ"), ("stop", "start")])
def test_messages_can_be_stopped_and_started_everywhere_at_once(stop: str, start: str) -> None:
    talk = joined()

    reply = talk.say(stop, channel="line")
    assert reply.plain == ("หยุดส่งข้อความเตือนและประกาศแล้วค่ะ ถามมาเมื่อไหร่น้องนัดยังตอบเหมือนเดิม ถ้าอยากรับอีก พิมพ์ เริ่ม ค่ะ")
    assert reply.choices == (Choice("เริ่ม", "เริ่ม"),)
    assert [wants(talk, "line"), wants(talk, "telegram")] == [False, False]
    assert talk.say(start, channel="telegram").plain == ("จะส่งข้อความเตือนและประกาศให้ค่ะ ถ้าไม่อยากรับ พิมพ์ หยุด ได้ทุกเมื่อ")
    assert [wants(talk, "line"), wants(talk, "telegram")] == [True, True]


def test_to_a_guest_nothing_is_sent_unasked_anyway() -> None:
    assert line(meeting(OPEN), "หยุด") == ("ที่นี่ยังไม่ได้ลงทะเบียน น้องนัดจึงไม่ส่งข้อความไปก่อนอยู่แล้วค่ะ ถามมาเมื่อไหร่ก็ตอบเมื่อนั้นนะคะ")


def test_the_language_is_chosen_by_a_button_and_kept_for_the_person() -> None:
    talk = joined()
    reply = talk.say("ภาษา", channel="line")

    assert (reply.plain, reply.choices) == (
        "เลือกภาษาค่ะ / Choose a language",
        (Choice("ภาษาไทย", "ภาษาไทย"), Choice("English", "English")),
    )
    assert talk.tap(reply.choices[1], channel="line").plain == "Switched to English."
    with talk.database.read() as store:
        person = people.at(store, Address("telegram", "me"))
    assert person
    assert person.language == "en"

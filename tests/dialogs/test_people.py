"""Joining: by a code, once, after the privacy notice, from one or more channels."""

from __future__ import annotations

import pytest

from bot.messages import Address, Choice, Reading, Reply
from bot.services import people
from bot.services.people.inviting import Chosen, invite, revoke
from bot.services.people.leaving import erase_named
from storage import invitations, outbox
from tests.dialogs.people_talk import (
    CLOSED,
    HOW,
    KK,
    NOTICE,
    OFFERS,
    SM,
    TITLE,
    WELCOME,
    code_of,
    everything,
    join,
    meeting,
    owners_code,
    who_is,
)
from tests.dialogs.talk import ORCHARD, Talk


ASIDE = Reading(aside=True)
AGREE = (Choice("ยินยอม", "ยินยอม"), Choice("ไม่ยินยอม", "ไม่ยินยอม"))
NEW_CODE = "ขอรหัสใหม่ได้ที่ฝ่ายเลขานุการของหลักสูตรค่ะ"


def line(talk: Talk, text: str, *, who: str = "me") -> str:
    return talk.say(text, who=who, channel="line").plain


@pytest.mark.parametrize(
    "words",
    [
        "ลงทะเบียน CCIO รหัส {}",
        "ลงทะเบียน CCIO รุ่นที่ 2 รหัส {} ค่ะ",
        "ลงทะเบียน {}",
        "{}",
        "{} ครับ",
        "รหัส{}",
        "register {}",
        "my code is {} please",
    ],
)
def test_a_code_shows_the_privacy_notice_and_agreeing_to_it_joins(words: str) -> None:
    talk = meeting()
    said = words.format(code_of(talk, KK))

    assert talk.say(said, channel="line") == Reply(f"สวัสดีค่ะ {KK}\n{NOTICE}", choices=AGREE, reading=ASIDE)
    reply = talk.say("ยินยอม", channel="line")

    assert (reply.plain, [choice.label for choice in reply.choices]) == (WELCOME, OFFERS)
    assert line(talk, "พรุ่งนี้เรียนอะไร") == "วันอังคารที่ 8 ตุลาคม 2562 ไม่มีกำหนดการค่ะ\nกำหนดการถัดไปคือ วันศุกร์ที่ 11 ตุลาคม 2562 ค่ะ"


def test_a_link_of_telegram_brings_the_code_along() -> None:
    talk = meeting()
    code = code_of(talk, KK).replace("-", "")

    reply = talk.say("", code, kind="started", channel="telegram")

    assert reply.plain == f"สวัสดีค่ะ {KK}\n{NOTICE}"
    assert talk.tap(reply.choices[0], channel="telegram").plain == WELCOME


@pytest.mark.parametrize("yes", ["ยินยอมค่ะ", "ตกลง", "ยอมรับครับ", "I agree", "ok"])
def test_agreeing_can_be_said_in_other_words(yes: str) -> None:
    talk = meeting()
    line(talk, code_of(talk, KK))

    assert line(talk, yes) == WELCOME


@pytest.mark.parametrize("no", ["ไม่ยินยอม", "ไม่", "no"])
def test_who_does_not_agree_is_not_joined_and_may_come_back_with_the_code(no: str) -> None:
    talk = meeting()
    code = code_of(talk, KK)
    line(talk, code)

    assert line(talk, no) == ("ได้ค่ะ น้องนัดยังไม่ได้ลงทะเบียนให้ ถ้าเปลี่ยนใจ พิมพ์ ลงทะเบียน ตามด้วยรหัสเดิมได้นะคะ")
    assert who_is(talk, "line") is None
    assert line(talk, "ยินยอม") == f"ลงทะเบียนได้โดย{HOW}"
    assert line(talk, code) == f"สวัสดีค่ะ {KK}\n{NOTICE}"


def test_agreeing_is_not_remembered_for_long() -> None:
    talk = meeting()
    line(talk, code_of(talk, KK))
    talk.later(11)

    assert line(talk, "ยินยอม") == f"ลงทะเบียนได้โดย{HOW}"


def test_a_new_telephone_takes_the_place_of_the_old_one() -> None:
    talk = meeting()
    join(talk, KK, who="old")
    line(talk, "ห้อง 505 อยู่ชั้นไหน", who="old")

    moved = line(talk, code_of(talk, KK), who="new")

    assert moved == WELCOME.replace("\nถาม", "\nย้ายจากแชตเดิมมาที่นี่แล้ว แชตเดิมจะไม่ใช้อีกค่ะ\nถาม")
    assert (who_is(talk, "line", "old"), who_is(talk, "line", "new")) == (None, KK)
    with talk.database.read() as store:
        (told,) = outbox.sent_to(store, Address("line", "old"))
    assert told.reply.text == (
        f"มีผู้ลงทะเบียนในชื่อ {KK} จากแชตใหม่แล้วค่ะ แชตนี้จึงไม่ใช้อีก\nถ้าไม่ใช่ท่าน รบกวนแจ้งฝ่ายเลขานุการของหลักสูตรทันทีนะคะ"
    )


def test_what_was_said_on_the_old_telephone_can_be_erased_from_the_new_one() -> None:
    talk = meeting()
    join(talk, KK, who="old")
    line(talk, "ห้อง 505 อยู่ชั้นไหน", who="old")
    line(talk, code_of(talk, KK), who="new")

    assert "• คำถามที่ฝากถึงผู้จัด: 1 ข้อ" in line(talk, "ข้อมูลของฉัน", who="new")
    line(talk, "ลบข้อมูล", who="new")
    line(talk, "ยืนยันลบ", who="new")
    assert "อยู่ชั้นไหน" not in everything(talk)


def test_a_code_works_once() -> None:
    talk = meeting()
    code = code_of(talk, KK)
    line(talk, code)
    line(talk, "ยินยอม")

    assert line(talk, code) == f"ลงทะเบียนด้วยรหัสนี้ไว้แล้วค่ะ {KK} ถามได้เลยนะคะ"
    assert line(talk, code, who="thief") == f"รหัสนี้มีคนใช้ไปแล้วค่ะ แต่ละรหัสใช้ได้ครั้งเดียว {NEW_CODE}"


def test_of_two_who_read_the_notice_the_first_to_agree_joins() -> None:
    talk = meeting()
    code = code_of(talk, KK)
    for who in ("first", "second"):
        line(talk, code, who=who)

    assert line(talk, "ยินยอม", who="first") == WELCOME
    assert line(talk, "ยินยอม", who="second") == f"รหัสนี้มีคนใช้ไปแล้วค่ะ แต่ละรหัสใช้ได้ครั้งเดียว {NEW_CODE}"


def test_a_code_whose_person_was_erased_never_becomes_somebody_elses() -> None:
    talk = meeting()
    line(talk, code_of(talk, KK))
    with talk.database.write() as store:
        erase_named(store, KK, talk.now)
    code_of(talk, SM)  # SQLite gives its row the number of the one that is gone

    assert line(talk, "ยินยอม") == f"รหัสนี้ยกเลิกแล้วค่ะ {NEW_CODE}"
    assert who_is(talk, "line") is None


def test_a_new_code_and_taking_back_make_earlier_ones_void() -> None:
    talk = meeting()
    first, second = code_of(talk, KK), code_of(talk, KK)
    void = f"รหัสนี้ยกเลิกแล้วค่ะ {NEW_CODE}"

    assert line(talk, first) == void
    assert line(talk, second) == f"สวัสดีค่ะ {KK}\n{NOTICE}"
    with talk.database.write() as store:
        assert revoke(store, Chosen(names=(KK,)), talk.now) == 1
    assert line(talk, "ยินยอม") == void
    assert line(talk, second) == void


def test_a_chat_is_one_persons() -> None:
    talk = meeting()
    join(talk, KK)

    assert line(talk, code_of(talk, SM)) == (
        f"แชตนี้ลงทะเบียนไว้ในชื่อ {KK} แล้วค่ะ ถ้ารหัสนี้เป็นของท่านอื่น ให้ท่านนั้นใช้จากแชตของตัวเองนะคะ"
    )


WRONG = "ไม่พบรหัสนี้ค่ะ รบกวนดูบนบัตรแล้วพิมพ์อีกครั้งนะคะ ถ้ายังไม่ได้ ขอรหัสใหม่ที่ฝ่ายเลขานุการของหลักสูตรค่ะ"
SLOW = "ใส่รหัสไม่ถูกหลายครั้งแล้ว เพื่อความปลอดภัยขอพักสักครู่นะคะ อีก 15 นาทีลองใหม่ได้ หรือติดต่อฝ่ายเลขานุการของหลักสูตรค่ะ"

BUSY = (
    "ตอนนี้มีการใส่รหัสผิดมากผิดปกติ เพื่อความปลอดภัยขอพักการลงทะเบียนไว้ไม่เกิน 1 ชั่วโมงนะคะ "
    "รหัสของท่านยังใช้ได้ ถ้าเร่งด่วน ติดต่อฝ่ายเลขานุการของหลักสูตรได้ค่ะ"
)


def test_after_five_wrong_codes_even_the_right_one_waits_a_quarter_of_an_hour() -> None:
    talk = meeting()
    code = code_of(talk, KK)

    assert [line(talk, "ลงทะเบียน K7PM-4XQD") for _ in range(5)] == [WRONG] * 5
    assert line(talk, code) == SLOW
    assert line(talk, code, who="another") == f"สวัสดีค่ะ {KK}\n{NOTICE}"
    talk.later(16)
    assert line(talk, code) == f"สวัสดีค่ะ {KK}\n{NOTICE}"


def test_to_erase_what_was_said_gives_no_more_guesses() -> None:
    talk = meeting()
    for said in (*["ลงทะเบียน K7PM-4XQD"] * 5, "ลบข้อมูล", "ยืนยันลบ"):
        line(talk, said)

    assert line(talk, "ลงทะเบียน K7PM-4XQD") == SLOW


def test_wrong_codes_of_a_whole_room_keep_nobody_out_and_a_thousand_all_whom_we_do_not_know() -> None:
    talk = meeting()
    join(talk, SM, who="known")
    code = code_of(talk, KK)

    guess(talk, 999)
    assert line(talk, code, who="new") == f"สวัสดีค่ะ {KK}\n{NOTICE}"
    guess(talk, 1)
    assert line(talk, code, who="new") == BUSY
    assert line(talk, "ลงทะเบียน K7PM-4XQD", who="known") == WRONG
    talk.later(61)
    assert line(talk, code, who="new") == f"สวัสดีค่ะ {KK}\n{NOTICE}"


def guess(talk: Talk, times: int) -> None:
    """So many people try a wrong code."""
    with talk.database.write() as store:
        for number in range(times):
            invitations.note_wrong(store, Address("web", f"guest {number}"), talk.now)


def test_a_code_that_cannot_be_read_is_no_guess() -> None:
    talk = meeting()
    misread = "อ่านรหัสไม่ออกค่ะ รหัสมี 8 ตัว เช่น K7PM-4XQD รบกวนดูบนบัตรแล้วพิมพ์อีกครั้งนะคะ"

    assert [line(talk, "ลงทะเบียน CCIO รหัส K7PM-4XQ") for _ in range(6)] == [misread] * 6
    assert line(talk, "ลงทะเบียน K7PM-4XQD") == WRONG


@pytest.mark.parametrize("ask", ["ลงทะเบียน", "ลงทะเบียนยังไงคะ", "register"])
def test_how_to_register(ask: str) -> None:
    talk = meeting()

    assert line(talk, ask) == f"ลงทะเบียนได้โดย{HOW}"
    join(talk, KK)
    assert line(talk, ask) == f"ลงทะเบียนไว้ในชื่อ {KK} ค่ะ ถามได้เลยนะคะ".replace("ไว้ใน", "ไว้แล้วใน")


def test_an_owner_is_one_of_every_programme() -> None:
    talk = meeting(CLOSED, ORCHARD)
    code = owners_code(talk, "นางสาวมาลี ดูแล")

    assert line(talk, code).splitlines()[:3] == [
        "สวัสดีค่ะ นางสาวมาลี ดูแล",
        "ก่อนเริ่มใช้ ขอแจ้งเรื่องข้อมูลส่วนบุคคลค่ะ",
        "• ผู้เก็บ: ผู้จัดหลักสูตร",
    ]
    assert line(talk, "ยินยอม") == (
        "ยินดีต้อนรับค่ะ นางสาวมาลี ดูแล\nหลักสูตร: ทุกหลักสูตร (บทบาท: ผู้ดูแลระบบ)\nถามเรื่องหลักสูตรได้เลยนะคะ"
    )
    with talk.database.read() as store:
        roles = [people.role_of(store, Address("line", "me"), code) for code in ("ccio-2", "orchard-3", "none")]
    assert roles == ["owner"] * 3


def test_in_a_group_nothing_personal_is_said() -> None:
    talk = meeting()
    code = code_of(talk, KK)

    for said in (code, f"ลงทะเบียน {code}", "ข้อมูลของฉัน", "ลบข้อมูล", "หยุด", "ลงทะเบียน", "ภาษา"):
        assert talk.say(said, channel="line", who="group", group=True).plain == "เรื่องส่วนตัวขอคุยในแชตส่วนตัวนะคะ"
    assert line(talk, code) == f"สวัสดีค่ะ {KK}\n{NOTICE}"


def test_everybody_who_has_not_joined_is_invited() -> None:
    talk = meeting()
    join(talk, KK)

    with talk.database.write() as store:
        made = invite(store, Chosen("ccio-2"), talk.now)

    assert [(each.person.name, each.title.th if each.title else "") for each in made] == [(SM, TITLE)]

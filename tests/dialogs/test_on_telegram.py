"""What people do in Telegram and nowhere else, with the whole bot behind its hook."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address
from storage import outbox
from tests.dialogs.over.place import NOTHING, Seen
from tests.dialogs.over.scripts import ASK_BLOCKCHAIN, CALENDAR, DAY, FIRST, HELP, WHERE
from tests.dialogs.over.telegram import Telegram, held, seen, tell


if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.dialogs.over.house import House


STALE = Seen("ปุ่มนี้ใช้ไม่ได้แล้วค่ะ พิมพ์ถามใหม่ได้เลยนะคะ")


@pytest.fixture
def at(ccio: House) -> Telegram:
    """Somebody who has pressed Start."""
    begun = Telegram(ccio)
    begun.opens()
    return begun


def test_whatever_is_sent_is_answered_kindly(at: Telegram) -> None:
    sends: dict[str, Callable[[int], object]] = {
        "sticker": at.telegram.sticker,
        "photo": at.telegram.photo,
        "voice": at.telegram.voice,
        "file": at.telegram.document,
        "contact": at.telegram.contact,
        "location": lambda user: at.telegram.pin(user, 13.76, 100.53),
    }

    answers = {}
    for kind, send in sends.items():
        send(at.me)
        answers[kind] = at.looks().words

    assert answers == {
        "sticker": "น่ารักจังค่ะ มีอะไรให้ช่วย พิมพ์ถามได้เลยนะคะ",
        "photo": "ได้รับรูปแล้วค่ะ แต่น้องนัดยังอ่านรูปไม่ได้ รบกวนพิมพ์เป็นข้อความนะคะ",
        "voice": "ได้รับเสียงแล้วค่ะ แต่น้องนัดยังฟังเสียงไม่ได้ รบกวนพิมพ์เป็นข้อความนะคะ",
        "file": "ได้รับไฟล์แล้วค่ะ แต่น้องนัดยังเปิดไฟล์ไม่ได้ รบกวนพิมพ์เป็นข้อความนะคะ",
        "contact": "ได้รับข้อมูลติดต่อแล้วค่ะ แต่น้องนัดยังใช้ไม่ได้ รบกวนพิมพ์เป็นข้อความนะคะ",
        "location": "ได้รับตำแหน่งแล้วค่ะ แต่น้องนัดยังใช้ตำแหน่งไม่ได้ ถ้าจะถามทางไปที่เรียน พิมพ์ว่า เรียนที่ไหน ได้เลยค่ะ",
    }


def test_what_is_asked_under_a_picture_is_answered(at: Telegram) -> None:
    at.telegram.photo(at.me, DAY.what)

    assert at.looks() == DAY.seen


@pytest.mark.parametrize("command", ["/help", "/settings", "/nothing_of_ours"])
def test_a_command_that_is_none_of_ours_is_answered_with_help(at: Telegram, command: str) -> None:
    assert at.says(command) == HELP.seen


def test_the_answer_to_an_edited_question_is_edited_in_place(at: Telegram) -> None:
    question = at.telegram.say(at.me, DAY.what)
    first = at.looks()
    before = at.shown()

    at.telegram.edit(at.me, question, ASK_BLOCKCHAIN.what)

    assert (first, at.looks()) == (DAY.seen, ASK_BLOCKCHAIN.seen)
    assert [message["message_id"] for message in at.shown()] == [message["message_id"] for message in before]


def test_the_buttons_of_an_answer_that_was_edited_are_of_the_new_one(at: Telegram) -> None:
    question = at.telegram.say(at.me, DAY.what)
    at.looks()
    at.telegram.edit(at.me, question, ASK_BLOCKCHAIN.what)
    at.looks()

    assert at.taps("ที่ไหน") == WHERE


def test_a_question_edited_again_and_again_has_one_answer(at: Telegram) -> None:
    question = at.telegram.say(at.me, "บล็อกเชน")
    at.looks()
    count = len(at.shown())
    for words in (DAY.what, ASK_BLOCKCHAIN.what, DAY.what, DAY.what):
        at.telegram.edit(at.me, question, words)
        at.looks()

    assert (len(at.shown()), seen(at.shown()[-1])) == (count, DAY.seen.words.split("\n\n"))


def test_of_an_answer_with_a_file_only_the_words_can_take_the_place_of_others(at: Telegram) -> None:
    """A file cannot become words, so the answer after it is a new message."""
    question = at.telegram.say(at.me, ASK_BLOCKCHAIN.what)
    at.looks()
    count = len(at.shown())
    shown = []
    for words in ("เพิ่มบล็อกเชนลงปฏิทิน", DAY.what):
        at.telegram.edit(at.me, question, words)
        shown.append((at.looks(), len(at.shown()) - count))

    assert shown == [(CALENDAR[1].seen, 1), (DAY.seen, 2)]


def test_an_edit_of_what_was_never_asked_is_let_be(at: Telegram) -> None:
    photo = at.telegram.photo(at.me, "ห้องนี้ไหม")
    at.looks()
    at.telegram.edit(at.me, photo, DAY.what)

    assert at.looks() == NOTHING


@pytest.mark.parametrize("data", ["1", "when:blockchain", "00000000-0000-4000-8000-000000000000:0"])
def test_a_button_of_none_of_our_messages_is_out_of_use(at: Telegram, data: str) -> None:
    query = at.telegram.tap(at.me, 1, data)

    assert at.looks() == STALE
    assert query in at.telegram.answered


def test_a_button_of_somebody_elses_message_is_out_of_use(ccio: House, at: Telegram) -> None:
    at.says(DAY.what)
    other = Telegram(ccio)
    other.opens()
    message = at.shown()[-1]
    at.telegram.tap(other.me, message["message_id"], message["reply_markup"]["inline_keyboard"][1][0]["callback_data"])

    assert other.looks() == STALE


def test_a_tap_is_shown_as_heard(at: Telegram) -> None:
    at.says(ASK_BLOCKCHAIN.what)
    answered = len(at.telegram.answered)
    at.taps("ที่ไหน")

    assert len(at.telegram.answered) == answered + 1


def test_nothing_is_sent_to_somebody_who_blocked_the_bot_and_all_is_well_when_they_are_back(
    ccio: House, at: Telegram
) -> None:
    at.says(ASK_BLOCKCHAIN.what)

    at.telegram.block(at.me)
    at.looks()
    calls = len(at.telegram.calls)
    tell(ccio, at.me, "ประกาศแรก")
    away = (at.looks(), at.telegram.calls[calls:])
    at.telegram.start(at.me)
    back = at.looks()
    tell(ccio, at.me, "ประกาศที่สอง")

    assert away == (NOTHING, [])
    assert back == FIRST.guest
    assert at.looks() == Seen("ประกาศที่สอง")
    assert at.says("ที่ไหน") == WHERE


def test_an_answer_to_somebody_who_has_gone_is_let_go(ccio: House, at: Telegram) -> None:
    at.telegram.deactivate(at.me)
    tell(ccio, at.me, "ประกาศแรก")
    tell(ccio, at.me, "ประกาศที่สอง")
    at.looks()

    assert [call.status for call in at.telegram.calls if call.chat == at.me][-1] == 403
    with ccio.database.read() as store:
        left = outbox.sent_to(store, Address("telegram", str(at.me)), 2)
    assert [(each.state, each.reason) for each in left] == [("dropped", "deactivated")] * 2


def test_what_is_brought_again_is_answered_once(ccio: House, at: Telegram) -> None:
    (update,) = held(ccio, lambda: at.telegram.say(at.me, ASK_BLOCKCHAIN.what))
    threads = [threading.Thread(target=at.telegram.post, args=(update,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert at.looks() == ASK_BLOCKCHAIN.seen
    at.telegram.post(update)
    assert at.looks() == NOTHING

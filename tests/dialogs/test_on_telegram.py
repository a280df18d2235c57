"""What people do in Telegram and nowhere else, with the whole bot behind its hook."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address, Reply
from bot.texts import texts
from storage import outbox
from tests.dialogs.over.place import NOTHING, Seen
from tests.dialogs.over.scripts import (
    ASK_BLOCKCHAIN,
    BLOCKCHAIN_WHERE,
    BLOCKCHAIN_WHO,
    CALENDAR,
    FIRST,
    KEEP,
    NEXT,
    SCRIPTS,
)
from tests.dialogs.over.store import holds
from tests.dialogs.over.telegram import Telegram, seen


if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.dialogs.over.house import House


DAY = SCRIPTS["a day's programme"][0]
HELP = SCRIPTS["first contact"][1]
WHERE = Seen(BLOCKCHAIN_WHERE, (KEEP, "ใครสอน", NEXT))
STALE = Seen("ปุ่มนี้ใช้ไม่ได้แล้วค่ะ พิมพ์ถามใหม่ได้เลยนะคะ")
HELLO_ALL = Seen(texts("th")("groups.joined"))


@pytest.fixture
def at(ccio: House) -> Telegram:
    """Somebody who has pressed Start."""
    begun = Telegram(ccio)
    begun.opens()
    return begun


def held(at: House, *events: Any) -> list[dict[str, Any]]:
    """What would be brought of these events, each something to do, and is not."""
    at.telegram.hook, hook = None, at.telegram.hook
    for does in events:
        does()
    updates = at.telegram.courier.poll(0, 100, None)
    at.telegram.courier.drop()
    at.telegram.hook = hook
    return updates


def tell(at: House, chat: int | str, words: str) -> None:
    """Say it unasked."""
    with at.database.write() as store:
        outbox.put(store, Address("telegram", str(chat)), [Reply(words)])


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


class TestInAGroup:
    """The bot answers who calls it, and is silent otherwise."""

    @pytest.fixture
    def at(self, ccio: House) -> Telegram:
        group = ccio.telegram.group([ccio.telegram.person("สมชาย")])
        at = Telegram(ccio, group)
        ccio.telegram.add(group)
        assert at.looks() == HELLO_ALL
        return at

    def test_it_is_silent_unless_it_is_called(self, at: Telegram) -> None:
        talk = [
            at.says(words) for words in ("พรุ่งนี้เรียนอะไร", "สวัสดีค่ะ", "ขอบคุณนะ", "/start@other_bot", "@other_bot ว่าไง")
        ]
        for send in (at.telegram.sticker, at.telegram.voice):
            send(at.me, at.group)
        at.telegram.photo(at.me, "พรุ่งนี้เรียนอะไร", at.group)
        at.telegram.pin(at.me, 13.76, 100.53, at.group)

        assert (talk, at.looks()) == ([NOTHING] * 5, NOTHING)

    @pytest.mark.parametrize("words", ["น้องนัด พรุ่งนี้เรียนอะไร", "พรุ่งนี้เรียนอะไรคะน้องนัด", "Nongnat พรุ่งนี้เรียนอะไร"])
    def test_it_is_called_by_its_name(self, at: Telegram, words: str) -> None:
        assert at.says(words) == DAY.seen

    @pytest.mark.parametrize("command", ["/start@nongnat_bot", "/help@nongnat_bot"])
    def test_it_is_called_by_a_command(self, at: Telegram, command: str) -> None:
        assert at.says(command) == HELP.seen

    def test_it_is_called_by_a_mention(self, at: Telegram) -> None:
        assert at.says(DAY.what, mention=True) == DAY.seen

    def test_it_is_called_by_an_answer_to_it(self, at: Telegram) -> None:
        at.says(ASK_BLOCKCHAIN.what, mention=True)

        assert at.says("ที่ไหน", reply_to=at.shown()[-1]["message_id"]) == WHERE

    def test_an_answer_to_somebody_else_does_not_call_it(self, at: Telegram) -> None:
        message = at.telegram.say(at.me, "พรุ่งนี้เรียนอะไร", at.group)

        assert at.says("นั่นสิ ที่ไหน", reply_to=message) == NOTHING

    def test_anybody_may_tap(self, at: Telegram) -> None:
        at.says(ASK_BLOCKCHAIN.what, mention=True)
        at.me = at.telegram.person("สมศรี")

        assert at.taps("ใครสอน") == Seen(BLOCKCHAIN_WHO, (KEEP, "ที่ไหน", NEXT))

    def test_the_answer_to_an_edited_question_is_edited_in_place(self, at: Telegram) -> None:
        question = at.telegram.say(at.me, DAY.what, at.group, mention=True)
        at.looks()
        count = len(at.shown())
        at.telegram.edit(at.me, question, f"น้องนัด {ASK_BLOCKCHAIN.what}", at.group)

        assert (at.looks(), len(at.shown())) == (ASK_BLOCKCHAIN.seen, count)

    def test_what_people_say_to_each_other_is_not_kept(self, ccio: House, at: Telegram) -> None:
        words = "คุณสมปองไม่สบายหนัก"
        message = at.telegram.say(at.me, words, at.group)
        at.looks()
        at.telegram.edit(at.me, message, f"{words}มาก", at.group)

        assert (at.looks(), holds(ccio.database, words)) == (NOTHING, False)

    def test_taken_out_of_the_group_it_sends_nothing_there_until_it_is_back(self, ccio: House, at: Telegram) -> None:
        assert at.group
        at.telegram.kick(at.group)
        at.looks()
        calls = len(at.telegram.calls)
        tell(ccio, at.group, "ประกาศ")
        away = (at.looks(), at.telegram.calls[calls:])
        at.telegram.add(at.group)

        assert (away, at.looks()) == ((NOTHING, []), HELLO_ALL)

    def test_the_talk_goes_on_where_the_chat_has_moved_to(self, at: Telegram) -> None:
        assert at.group
        at.says(ASK_BLOCKCHAIN.what, mention=True)
        there = Telegram(at.house, at.telegram.migrate(at.group))
        there.me = at.me

        assert there.says("ที่ไหน", mention=True) == WHERE

    def test_an_answer_on_its_way_goes_where_the_chat_has_moved_to(self, ccio: House, at: Telegram) -> None:
        assert at.group
        group, moved = at.group, []
        question, migration, arrival = held(
            ccio,
            lambda: at.telegram.say(at.me, ASK_BLOCKCHAIN.what, group, mention=True),
            lambda: moved.append(at.telegram.migrate(group)),
        )
        there = Telegram(ccio, moved[0])
        at.telegram.post(question)
        answer = there.looks()
        for update in (migration, arrival):
            at.telegram.post(update)

        assert (answer, there.looks()) == (ASK_BLOCKCHAIN.seen, NOTHING)
        assert there.says("ที่ไหน", mention=True) == WHERE

"""What people do in LINE and nowhere else, with the whole bot behind its hook."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address, Reply
from bot.texts import texts
from storage import outbox
from tests.dialogs.over.line import Line
from tests.dialogs.over.place import NOTHING, Seen
from tests.dialogs.over.scripts import ASK_BLOCKCHAIN, CALENDAR, DAY, FIRST, SCRIPTS, WHERE, WHO
from tests.dialogs.over.store import holds, last_message_id
from tests.fakes import line_events


if TYPE_CHECKING:
    from tests.dialogs.over.house import House


STALE = Seen("ปุ่มนี้ใช้ไม่ได้แล้วค่ะ พิมพ์ถามใหม่ได้เลยนะคะ")
HELLO_ALL = Seen(texts("th")("groups.joined"))


def test_whatever_is_sent_is_answered_kindly(ccio: House) -> None:
    at, line = Line(ccio), ccio.line
    sent = {"sticker": line.sticker, "photo": line.photo, "voice": line.voice, "video": line.video, "file": line.file}

    answers = {}
    for kind, send in sent.items():
        send(at.me)
        answers[kind] = at.looks().words
    line.pin(at.me, 13.76, 100.53)
    answers["location"] = at.looks().words

    assert answers == {
        "sticker": "น่ารักจังค่ะ มีอะไรให้ช่วย พิมพ์ถามได้เลยนะคะ",
        "photo": "ได้รับรูปแล้วค่ะ แต่น้องนัดยังอ่านรูปไม่ได้ รบกวนพิมพ์เป็นข้อความนะคะ",
        "voice": "ได้รับเสียงแล้วค่ะ แต่น้องนัดยังฟังเสียงไม่ได้ รบกวนพิมพ์เป็นข้อความนะคะ",
        "video": "ได้รับวิดีโอแล้วค่ะ แต่น้องนัดยังดูวิดีโอไม่ได้ รบกวนพิมพ์เป็นข้อความนะคะ",
        "file": "ได้รับไฟล์แล้วค่ะ แต่น้องนัดยังเปิดไฟล์ไม่ได้ รบกวนพิมพ์เป็นข้อความนะคะ",
        "location": "ได้รับตำแหน่งแล้วค่ะ แต่น้องนัดยังใช้ตำแหน่งไม่ได้ ถ้าจะถามทางไปที่เรียน พิมพ์ว่า เรียนที่ไหน ได้เลยค่ะ",
    }


def test_a_sticker_does_not_end_the_talk(ccio: House) -> None:
    at = Line(ccio)
    at.says(ASK_BLOCKCHAIN.what)
    ccio.line.sticker(at.me)
    at.looks()

    assert at.says("ที่ไหน") == WHERE


@pytest.mark.parametrize("data", ["", "when:blockchain", "00000000-0000-4000-8000-000000000000:0", "ก" * 300])
def test_a_button_of_none_of_our_messages_is_out_of_use(ccio: House, data: str) -> None:
    at = Line(ccio)
    ccio.line.tap(at.me, data)

    assert at.looks() == STALE


def test_a_button_of_somebody_elses_message_is_out_of_use(ccio: House) -> None:
    at, other = Line(ccio), Line(ccio)
    at.says(DAY.what)
    (shown,) = (each for each in ccio.line.shown(at.me) if each["type"] == "flex")
    button = shown["contents"]["contents"][0]["footer"]["contents"][0]
    ccio.line.tap(other.me, button["action"]["data"])

    assert other.looks() == STALE


def test_what_is_taken_back_is_forgotten_and_a_late_redelivery_does_not_bring_it_back(ccio: House) -> None:
    """Of a question that organisers would have got, with a day that was read in it."""
    at, line, words = Line(ccio), ccio.line, ("ศุกร์ 11 ตุลานี้", "คุณสมปองป่วยไหม")
    event = line.say(at.me, "".join(words))
    at.looks()
    there = [holds(ccio.database, each) for each in words]

    line.unsend(at.me, event["message"]["id"])
    gone = [at.looks(), *(holds(ccio.database, each) for each in words)]
    line.post([event], redelivery=True)
    still = [at.looks(), *(holds(ccio.database, each) for each in words)]

    assert (there, gone, still) == ([True, True], [NOTHING, False, False], [NOTHING, False, False])


def test_what_was_taken_back_before_it_came_is_neither_kept_nor_answered(ccio: House) -> None:
    at, line, secret = Line(ccio), ccio.line, "คุณสมปองลาออกหรือยัง"
    said = line_events.text("600000000000099999", secret)
    event = line_events.event("message", line.now(), line_events.source(at.me), message=said)

    line.unsend(at.me, said["id"])
    line.post([event], redelivery=True)

    assert (at.looks(), holds(ccio.database, secret)) == (NOTHING, False)


def test_nothing_is_sent_to_somebody_who_blocked_the_bot_and_all_is_well_when_they_are_back(ccio: House) -> None:
    at = Line(ccio)
    at.says(ASK_BLOCKCHAIN.what)

    ccio.line.unfollow(at.me)
    calls = len(ccio.line.calls)
    announce(ccio, at, "ประกาศแรก")
    away = (at.looks(), ccio.line.calls[calls:])
    ccio.line.follow(at.me, again=True)
    back = at.looks()
    announce(ccio, at, "ประกาศที่สอง")

    assert (away, back) == ((NOTHING, []), FIRST.guest)
    assert at.looks() == Seen("ประกาศที่สอง")
    assert at.says("ที่ไหน") == WHERE


def announce(at: House, person: Line, words: str) -> None:
    with at.database.write() as store:
        outbox.put(store, Address("line", person.chat), [Reply(words)])


def test_what_is_brought_again_is_answered_once(ccio: House) -> None:
    at = Line(ccio)
    event = ccio.line.say(at.me, ASK_BLOCKCHAIN.what)
    with ThreadPoolExecutor(4) as several:
        statuses = list(several.map(lambda _: ccio.line.post([event], redelivery=True), range(4)))

    assert (statuses, at.looks()) == ([200] * 4, ASK_BLOCKCHAIN.seen)


def test_answers_cost_nothing_and_what_is_said_unasked_does(ccio: House) -> None:
    at, used = Line(ccio), ccio.line.used
    for step in (FIRST, DAY, *SCRIPTS["who and where by button"], SCRIPTS["the whole programme"][0], *CALENDAR):
        step.taken(at)
    answered = ccio.line.used - used
    announce(ccio, at, "ประกาศ")
    at.looks()

    assert (answered, ccio.line.used - used) == (0, 1)


def test_of_what_comes_together_the_first_said_is_answered_first(ccio: House) -> None:
    at, now = Line(ccio), ccio.line.now()
    texts = [
        line_events.text("700000000000000001", "ที่ไหน"),
        line_events.text("700000000000000002", ASK_BLOCKCHAIN.what),
    ]
    later, earlier = (
        line_events.event("message", when, line_events.source(at.me), message=said)
        for when, said in zip((now, now - 3), texts, strict=True)
    )

    ccio.line.post([later, earlier])

    both = at.looks()
    assert both.words == f"{ASK_BLOCKCHAIN.seen.words}\n\n{WHERE.words}"


class TestInAGroup:
    """The bot answers who calls it, and is silent otherwise."""

    @pytest.fixture
    def at(self, ccio: House) -> Line:
        group = ccio.line.group()
        at = Line(ccio, group)
        ccio.line.join(group)
        assert at.looks() == HELLO_ALL
        return at

    def test_it_is_silent_unless_it_is_called(self, ccio: House, at: Line) -> None:
        talk = [at.says(words) for words in ("พรุ่งนี้เรียนอะไร", "สวัสดีค่ะ", "ขอบคุณนะ", "ลบข้อมูล")]
        for send in (ccio.line.sticker, ccio.line.photo, ccio.line.voice, ccio.line.file):
            send(at.me, group=at.group)

        assert (talk, at.looks()) == ([NOTHING] * 4, NOTHING)

    @pytest.mark.parametrize("words", ["น้องนัด พรุ่งนี้เรียนอะไร", "พรุ่งนี้เรียนอะไรคะน้องนัด", "Nongnat พรุ่งนี้เรียนอะไร"])
    def test_it_is_called_by_its_name(self, at: Line, words: str) -> None:
        assert at.says(words) == DAY.seen

    def test_it_is_called_by_a_mention(self, at: Line) -> None:
        assert at.says(DAY.what, mention=True) == DAY.seen

    def test_it_is_called_by_an_answer_to_it(self, ccio: House, at: Line) -> None:
        at.says(ASK_BLOCKCHAIN.what, mention=True)

        assert at.says("ที่ไหน", quote=last_message_id(ccio.database, Address("line", at.group))) == WHERE

    def test_an_answer_to_somebody_else_does_not_call_it(self, ccio: House, at: Line) -> None:
        event = ccio.line.say(at.me, "พรุ่งนี้เรียนอะไร", group=at.group)

        assert at.says("นั่นสิ ที่ไหน", quote=event["message"]["id"]) == NOTHING

    def test_anybody_may_tap(self, ccio: House, at: Line) -> None:
        at.says(ASK_BLOCKCHAIN.what, mention=True)
        other = ccio.line.friend("สมชาย")
        who = ccio.line.shown(at.group)[-1]["quickReply"]["items"][1]["action"]
        ccio.line.tap(other, who["data"], group=at.group)

        assert at.looks() == WHO

    def test_an_edited_question_is_answered_again(self, ccio: House, at: Line) -> None:
        """LINE lets people edit in groups alone, and lets no bot change what it has said."""
        event = ccio.line.say(at.me, f"น้องนัด {DAY.what}", group=at.group)
        first = at.looks()
        ccio.line.edit(at.me, event["message"]["id"], f"น้องนัด {ASK_BLOCKCHAIN.what}", at.group)

        assert (first, at.looks()) == (DAY.seen, ASK_BLOCKCHAIN.seen)

    def test_an_edit_that_does_not_call_it_is_let_be_and_one_that_calls_it_is_answered(
        self, ccio: House, at: Line
    ) -> None:
        event = ccio.line.say(at.me, "พรุ่งนี้เรียนอารัย", group=at.group)
        seen = [at.looks()]
        for words in (DAY.what, f"น้องนัด {DAY.what}", f"น้องนัด {DAY.what}"):
            ccio.line.edit(at.me, event["message"]["id"], words, at.group)
            seen.append(at.looks())

        assert seen == [NOTHING, NOTHING, DAY.seen, NOTHING]

    def test_what_is_taken_back_is_forgotten(self, ccio: House, at: Line) -> None:
        event = ccio.line.say(at.me, "คุณสมปองกู้เงินใคร", group=at.group)
        at.looks()
        ccio.line.unsend(at.me, event["message"]["id"], group=at.group)

        assert (at.looks(), holds(ccio.database, "คุณสมปองกู้เงินใคร")) == (NOTHING, False)

    def test_out_of_the_group_nothing_is_sent_there_until_it_is_back(self, ccio: House, at: Line) -> None:
        ccio.line.leave(at.group)
        calls = len(ccio.line.calls)
        announce(ccio, at, "ประกาศ")
        away = (at.looks(), ccio.line.calls[calls:])
        ccio.line.join(at.group)

        assert (away, at.looks()) == ((NOTHING, []), HELLO_ALL)

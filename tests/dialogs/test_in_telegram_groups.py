"""A group in Telegram, with the whole bot in it: it answers who calls it, and is silent otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.texts import texts
from tests.dialogs.over.place import NOTHING, Seen
from tests.dialogs.over.scripts import ASK_BLOCKCHAIN, DAY, HELP, WHERE, WHO
from tests.dialogs.over.store import holds
from tests.dialogs.over.telegram import Telegram, held, tell


if TYPE_CHECKING:
    from tests.dialogs.over.house import House


HELLO_ALL = Seen(texts("th")("groups.joined"))


@pytest.fixture
def at(ccio: House) -> Telegram:
    group = ccio.telegram.group([ccio.telegram.person("สมชาย")])
    at = Telegram(ccio, group)
    ccio.telegram.add(group)
    assert at.looks() == HELLO_ALL
    return at


def test_it_is_silent_unless_it_is_called(at: Telegram) -> None:
    talk = [at.says(words) for words in ("พรุ่งนี้เรียนอะไร", "สวัสดีค่ะ", "ขอบคุณนะ", "/start@other_bot", "@other_bot ว่าไง")]
    for send in (at.telegram.sticker, at.telegram.voice):
        send(at.me, at.group)
    at.telegram.photo(at.me, "พรุ่งนี้เรียนอะไร", at.group)
    at.telegram.pin(at.me, 13.76, 100.53, at.group)

    assert (talk, at.looks()) == ([NOTHING] * 5, NOTHING)


@pytest.mark.parametrize("words", ["น้องนัด พรุ่งนี้เรียนอะไร", "พรุ่งนี้เรียนอะไรคะน้องนัด", "Nongnat พรุ่งนี้เรียนอะไร"])
def test_it_is_called_by_its_name(at: Telegram, words: str) -> None:
    assert at.says(words) == DAY.seen


@pytest.mark.parametrize("command", ["/start@nongnat_bot", "/help@nongnat_bot"])
def test_it_is_called_by_a_command(at: Telegram, command: str) -> None:
    assert at.says(command) == HELP.seen


def test_it_is_called_by_a_mention(at: Telegram) -> None:
    assert at.says(DAY.what, mention=True) == DAY.seen


def test_it_is_called_by_an_answer_to_it(at: Telegram) -> None:
    at.says(ASK_BLOCKCHAIN.what, mention=True)

    assert at.says("ที่ไหน", reply_to=at.shown()[-1]["message_id"]) == WHERE


def test_an_answer_to_somebody_else_does_not_call_it(at: Telegram) -> None:
    message = at.telegram.say(at.me, "พรุ่งนี้เรียนอะไร", at.group)

    assert at.says("นั่นสิ ที่ไหน", reply_to=message) == NOTHING


def test_anybody_may_tap(at: Telegram) -> None:
    at.says(ASK_BLOCKCHAIN.what, mention=True)
    at.me = at.telegram.person("สมศรี")

    assert at.taps("ใครสอน") == WHO


def test_the_answer_to_an_edited_question_is_edited_in_place(at: Telegram) -> None:
    question = at.telegram.say(at.me, DAY.what, at.group, mention=True)
    at.looks()
    count = len(at.shown())
    at.telegram.edit(at.me, question, f"น้องนัด {ASK_BLOCKCHAIN.what}", at.group)

    assert (at.looks(), len(at.shown())) == (ASK_BLOCKCHAIN.seen, count)


def test_what_people_say_to_each_other_is_not_kept(ccio: House, at: Telegram) -> None:
    words = "คุณสมปองไม่สบายหนัก"
    message = at.telegram.say(at.me, words, at.group)
    at.looks()
    at.telegram.edit(at.me, message, f"{words}มาก", at.group)

    assert (at.looks(), holds(ccio.database, words)) == (NOTHING, False)


def test_taken_out_of_the_group_it_sends_nothing_there_until_it_is_back(ccio: House, at: Telegram) -> None:
    assert at.group
    at.telegram.kick(at.group)
    at.looks()
    calls = len(at.telegram.calls)
    tell(ccio, at.group, "ประกาศ")
    away = (at.looks(), at.telegram.calls[calls:])
    at.telegram.add(at.group)

    assert (away, at.looks()) == ((NOTHING, []), HELLO_ALL)


def test_the_talk_goes_on_where_the_chat_has_moved_to(at: Telegram) -> None:
    assert at.group
    at.says(ASK_BLOCKCHAIN.what, mention=True)
    there = Telegram(at.house, at.telegram.migrate(at.group))
    there.me = at.me

    assert there.says("ที่ไหน", mention=True) == WHERE


def test_an_answer_on_its_way_goes_where_the_chat_has_moved_to(ccio: House, at: Telegram) -> None:
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

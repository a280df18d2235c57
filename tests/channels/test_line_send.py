"""What is sent to LINE, once, and what its refusals mean."""

from __future__ import annotations

import asyncio
import logging
import socket
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientError
from linebot.v3.messaging import ApiException

from bot.channels.line import LineChannel
from bot.errors import Halt, Locked, Never, Quota, Retry, Spent
from bot.messages import Address, Card, Choice, Inbound, Reply, tap_data
from bot.port import Sent
from tests.channels.contract import WHOLE
from tests.channels.line_stage import FILES, Phone, stage


if TYPE_CHECKING:
    from collections.abc import Iterator


REPLY = Reply("พรุ่งนี้เรียน 2 หัวข้อค่ะ")
LONG = Reply("\n".join("ก" * 4999 for _ in range(12)))
"""Twelve message objects, three calls."""


@pytest.fixture
def phone() -> Iterator[Phone]:
    with stage() as made:
        yield made


def sent(phone: Phone, reply: Reply = REPLY, key: str = "1", **more: Any) -> Sent:
    outcome = phone.run(phone.channel.send(phone.outbound(reply, key, **more)))
    assert isinstance(outcome, Sent)
    return outcome


def calls(phone: Phone) -> list[tuple[str, int]]:
    return [(call.path.rpartition("/")[2], call.status) for call in phone.line.calls]


def token_of(phone: Phone, words: str = "พรุ่งนี้เรียนอะไร") -> str:
    return str(phone.line.say(phone.me, words)["replyToken"])


def test_a_message_is_pushed_under_its_key_and_has_an_id() -> None:
    with stage() as phone:
        outcome = sent(phone)

        assert (calls(phone), phone.shown(), outcome.message_id.isdecimal()) == ([("push", 200)], REPLY.text, True)


def test_an_answer_goes_by_its_token_and_costs_nothing(phone: Phone) -> None:
    sent(phone, token=token_of(phone))

    assert (calls(phone), phone.shown(), phone.line.used) == ([("reply", 200)], REPLY.text, 0)


def test_a_token_that_was_used_or_is_too_old_is_spent(phone: Phone) -> None:
    token = token_of(phone)
    sent(phone, token=token)
    with pytest.raises(Spent):
        sent(phone, key="2", token=token)
    late = token_of(phone)
    phone.line.later(70)
    with pytest.raises(Spent):
        sent(phone, key="3", token=late)

    assert phone.shown() == REPLY.text


def test_of_an_answer_in_parts_the_first_goes_by_the_token_and_each_is_shown_once(phone: Phone) -> None:
    token = token_of(phone)
    for part in (0, 1, 1, 2, 2):
        sent(phone, LONG, token="" if part else token, part=part)

    assert phone.channel.parts(LONG) == 3
    assert calls(phone) == [("reply", 200), ("push", 200), ("push", 409), ("push", 200), ("push", 409)]
    assert phone.shown() == LONG.text


@pytest.mark.parametrize(
    ("reply", "parts"), [(Reply(""), 1), (REPLY, 1), (WHOLE, 1), (replace(WHOLE, cards=WHOLE.cards * 6), 1), (LONG, 3)]
)
def test_a_reply_is_shown_by_so_many_calls(phone: Phone, reply: Reply, parts: int) -> None:
    assert phone.channel.parts(reply) == parts


def test_nothing_is_not_sent(phone: Phone) -> None:
    assert (sent(phone, Reply("")), sent(phone, REPLY, part=1), calls(phone)) == (Sent(), Sent(), [])


@pytest.mark.parametrize("fault", ["after", "hang", "drop"])
def test_what_nobody_knows_is_neither_kept_back_nor_given_up_and_the_same_key_settles_it(fault: Any) -> None:
    with stage(seconds=2) as phone:
        phone.line.fault(fault)
        with pytest.raises((ApiException, ClientError, TimeoutError)) as unknown:
            sent(phone)
        again = sent(phone)

        assert isinstance(unknown.value, Retry | Never) is False
        assert (phone.shown(), again.message_id != "") == (REPLY.text, True)


def test_what_line_accepts_with_an_odd_answer_is_sent(phone: Phone) -> None:
    phone.line.fault("empty", times=3)
    outcomes = [sent(phone), sent(phone, key="2", token=token_of(phone)), many(phone, [phone.me])]

    assert (outcomes, calls(phone)) == ([Sent()] * 3, [("push", 200), ("reply", 200), ("multicast", 200)])


@pytest.mark.parametrize(
    ("fault", "kind", "after"), [("rate", Halt, 3), ("quota", Quota, 3600), ("unauthorized", Locked, 300)]
)
def test_what_stops_the_whole_channel(phone: Phone, fault: Any, kind: type[Halt], after: float) -> None:
    phone.line.fault(fault)
    with pytest.raises(Halt) as refused:
        sent(phone)
    phone.line.mistakes.clear()

    assert (type(refused.value), refused.value.after) == (kind, after)
    assert phone.line.token not in str(refused.value)


def test_what_line_will_never_take_says_why_and_nothing_of_what_was_said(phone: Phone) -> None:
    nobody = "x" * 33
    with pytest.raises(Never) as refused:
        sent(phone, chat=nobody)
    phone.line.mistakes.clear()

    assert str(refused.value).startswith("400 ")
    assert REPLY.text not in str(refused.value)


def test_where_nothing_listens_it_was_certainly_not_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    line = LineChannel("secret", "token", f"http://127.0.0.1:{port}", FILES, str.split)
    with stage() as phone, pytest.raises(Retry) as refused:
        asyncio.run(_opened_and_sent(line, phone))

    assert (type(refused.value), str(refused.value)) == (Retry, "no connection")


async def _opened_and_sent(line: LineChannel, phone: Phone) -> None:
    await line.open()
    try:
        await line.send(phone.outbound(REPLY, "1"))
    finally:
        await line.close()


def test_a_channel_that_is_not_open_sends_nothing() -> None:
    with stage() as phone:
        closed = LineChannel("secret", "token", phone.line.url, FILES, str.split)
        with pytest.raises(RuntimeError):
            phone.run(closed.send(phone.outbound(REPLY, "1")))
        phone.run(closed.close())

        assert phone.line.calls == []


def many(phone: Phone, chats: list[str], reply: Reply = REPLY, key: str = "many", part: int = 0) -> Any:
    return phone.run(phone.channel.send_many(chats, phone.outbound(reply, key, part, chat="")))


def test_one_call_reaches_many_and_each_once(phone: Phone) -> None:
    chats = [phone.me, *(phone.line.friend(f"คนที่ {n}") for n in range(499))]
    for _ in range(2):
        many(phone, [*chats, phone.me])

    assert calls(phone) == [("multicast", 200), ("multicast", 409)]
    assert ({len(phone.line.shown(chat)) for chat in chats}, phone.line.used) == ({1}, 500)


def test_many_get_every_part(phone: Phone) -> None:
    for part in range(3):
        many(phone, [phone.me], LONG, part=part)

    assert (phone.shown(), many(phone, [phone.me], LONG, part=3)) == (LONG.text, Sent())


@pytest.mark.parametrize("kind", ["text", "tap", "started"])
def test_whoever_waits_sees_that_the_bot_is_at_it(phone: Phone, kind: Any) -> None:
    phone.run(phone.channel.heard(event(phone.me, kind=kind)))

    assert phone.line.loading == [(phone.me, 20)]


@pytest.mark.parametrize("more", [{"group": True}, {"kind": "blocked"}, {"kind": "unsent"}, {"kind": "edited"}])
def test_nobody_waits_in_a_group_or_for_nothing(phone: Phone, more: Any) -> None:
    phone.run(phone.channel.heard(event(phone.me, **more)))

    assert phone.line.calls == []


@pytest.mark.parametrize("fault", ["before", "rate", "hang", "drop"])
def test_that_it_cannot_be_shown_stops_nothing(fault: Any) -> None:
    with stage(seconds=2) as phone:
        phone.line.fault(fault, path="loading")
        phone.run(phone.channel.heard(event(phone.me)))

        assert [call.path for call in phone.line.calls] == ["/v2/bot/chat/loading/start"]


def event(chat: str, **more: Any) -> Inbound:
    return Inbound(Address("line", chat), "1", "", datetime.now(UTC), **more)


@pytest.mark.parametrize("limit", [None, 300])
def test_what_the_month_costs(phone: Phone, limit: int | None) -> None:
    phone.line.quota = limit
    sent(phone)
    sent(phone, key="2", chat=phone.line.group([phone.me, phone.line.friend("ก"), phone.line.friend("ข")]))

    assert phone.run(phone.channel.quota()) == (limit, 4)


@pytest.mark.parametrize(("chat", "group"), [("U1", False), ("C1", True), ("R1", True)])
def test_a_group_is_known_by_its_id(phone: Phone, chat: str, group: bool) -> None:  # noqa: FBT001 - by its name
    assert phone.channel.is_group(chat) is group


def test_a_tapped_button_says_which_choice_of_which_message_it_was(phone: Phone) -> None:
    reply = Reply("เลือก", (Card("ก", choices=(Choice("ไหน", "ก ที่ไหน"),)),), (Choice("พรุ่งนี้", "พรุ่งนี้เรียนอะไร"),))
    sent(phone, reply)
    item = phone.line.shown(phone.me)[-1]["quickReply"]["items"][0]
    (tapped,) = phone.reads(phone.line.tap(phone.me, item["action"]["data"]))

    assert (tapped.kind, tapped.data) == ("tap", tap_data(phone.outbound(reply, "1").key, 1))


def test_nothing_of_a_message_and_no_token_is_logged(phone: Phone, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    phone.line.fault("rate", path="loading")
    sent(phone, token=token_of(phone))
    phone.run(phone.channel.heard(event(phone.me)))

    said = [record.getMessage() for record in caplog.records if record.name.startswith("bot.channels.line")]
    assert [words.partition(", request ")[0] for words in said] == [
        "LINE answered 200",
        "no loading animation: ApiException",
    ]
    assert [words for words in (caplog.text,) if REPLY.text in words or phone.line.token in words] == []

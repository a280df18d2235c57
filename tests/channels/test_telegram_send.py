"""Telegram: what became of a message, however the network or Telegram behaves."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.client import meant
from bot.errors import Gone, Halt, Locked, Moved, Never, Retry, Undelivered
from bot.messages import Address, Choice, Reply
from bot.port import Outbound, Pace, Sent
from tests.channels.contract import WHOLE
from tests.channels.telegram_stage import Phone, phone


if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.telegram_http import FaultKind


HELLO = Reply("สวัสดีค่ะ")


@pytest.fixture
def at() -> Iterator[Phone]:
    """A phone whose bot does not wait long."""
    with phone(patience=0.3) as made:
        yield made


def send(at: Phone, reply: Reply = HELLO, **told: Any) -> Sent:
    sent = at.run(at.channel.send(at.outbound(reply, **told)))
    assert isinstance(sent, Sent)
    return sent


def texts(at: Phone) -> list[str]:
    return [message["text"] for message in at.messages()]


def raised(at: Phone, **told: Any) -> tuple[type[Exception], str]:
    with pytest.raises((Undelivered, OSError)) as failed:
        send(at, **told)
    assert at.telegram.token not in repr(failed.value)
    return failed.type, str(failed.value)


def test_what_is_sent_has_telegrams_own_id(at: Phone) -> None:
    sent = send(at)

    assert [(str(message["message_id"]), message["text"]) for message in at.messages()] == [(sent.message_id, "สวัสดีค่ะ")]


def test_a_part_is_sent_alone(at: Phone) -> None:
    send(at, WHOLE, part=3)

    assert [message["kind"] for message in at.messages()] == ["venue"]


def test_the_port_says_what_telegram_can_do() -> None:
    channel = TelegramChannel("1:a", "s", "http://127.0.0.1:9", str.split)

    assert (channel.name, channel.idempotent, channel.most, channel.pace) == ("telegram", False, 1, Pace(30, 1, 20))
    assert [channel.is_group(chat) for chat in ("42", "-42", "-1000000000042")] == [False, True, True]
    assert [channel.parts(reply) for reply in (HELLO, WHOLE)] == [1, 5]


def test_many_are_one(at: Phone) -> None:
    sent = at.run(at.channel.send_many([str(at.me)], at.outbound(HELLO, chat="another")))

    assert (texts(at), isinstance(sent, Sent)) == (["สวัสดีค่ะ"], True)


def test_a_message_takes_the_place_of_another_and_its_buttons(at: Phone) -> None:
    first = send(at, Reply("ใช่ไหมคะ", choices=(Choice("ใช่", "ใช่"),)))

    assert send(at, Reply("ได้ค่ะ"), replaces=first.message_id) == first
    assert [(message["text"], message["reply_markup"]) for message in at.messages()] == [("ได้ค่ะ", None)]


def test_to_replace_by_the_same_is_to_have_replaced(at: Phone) -> None:
    first = send(at)

    assert send(at, replaces=first.message_id) == first
    assert texts(at) == ["สวัสดีค่ะ"]


def test_what_cannot_be_replaced_stays_and_the_new_comes_after_it(at: Phone) -> None:
    picture = send(at, WHOLE, part=1)

    replacing = (picture.message_id, "999999", "no number")
    sent = [send(at, Reply("ได้ค่ะ"), replaces=message_id) for message_id in replacing]
    assert texts(at) == ["แผนผังห้องประชุม", "ได้ค่ะ", "ได้ค่ะ", "ได้ค่ะ"]
    assert {message.message_id for message in sent} & set(replacing) == set()
    at.telegram.mistakes.clear()


def test_only_the_first_part_replaces(at: Phone) -> None:
    first = send(at)

    send(at, WHOLE, part=2, replaces=first.message_id)
    assert len(texts(at)) == 2


def test_whoever_is_gone_is_gone(at: Phone) -> None:
    telegram = at.telegram
    stranger, lost = telegram.person("ใคร"), telegram.person("ไป")
    telegram.start(lost)
    telegram.deactivate(lost)
    group = telegram.group([at.me])
    telegram.add(group)
    telegram.kick(group)
    telegram.block(at.me)

    assert [raised(at, chat=str(chat)) for chat in (at.me, lost, group, stranger, 404)] == [
        (Gone, "blocked"),
        (Gone, "deactivated"),
        (Gone, "removed"),
        (Gone, "unknown"),
        (Gone, "unknown"),
    ]
    first = raised(at, replaces="1")
    assert first == (Gone, "blocked")
    telegram.mistakes.clear()


def test_a_group_that_moved_says_where(at: Phone) -> None:
    group = at.telegram.group([at.me])
    at.telegram.add(group)
    new = at.telegram.migrate(group)

    with pytest.raises(Moved) as moved:
        send(at, chat=str(group))
    assert moved.value.chat == str(new)


@pytest.mark.parametrize(("fault", "after"), [("flood", 1), ("unauthorized", 300)])
def test_the_channel_rests_when_it_is_told_to(at: Phone, fault: FaultKind, after: float) -> None:
    at.telegram.fault(fault)

    with pytest.raises(Halt) as halted:
        send(at)
    assert (halted.value.after, texts(at)) == (after, [])


@pytest.mark.parametrize(
    ("fault", "error", "arrived"),
    [
        ("before", ConnectionError, 0),
        ("after", ConnectionError, 1),
        ("empty", ConnectionError, 1),
        ("drop", ConnectionError, 0),
        ("hang", TimeoutError, 1),
    ],
)
def test_nobody_knows_what_became_of_a_message_without_an_answer(
    at: Phone, fault: FaultKind, error: type[Exception], arrived: int
) -> None:
    at.telegram.fault(fault)

    assert raised(at) == (error, "no answer")
    assert len(texts(at)) == arrived


@pytest.mark.parametrize("fault", ["before", "after", "empty", "drop", "hang"])
def test_to_replace_can_be_tried_again(at: Phone, fault: FaultKind) -> None:
    first = send(at)
    at.telegram.fault(fault)

    assert raised(at, reply=Reply("ได้ค่ะ"), replaces=first.message_id) == (Retry, "no answer")
    assert send(at, Reply("ได้ค่ะ"), replaces=first.message_id) == first
    assert texts(at) == ["ได้ค่ะ"]


@pytest.mark.parametrize("host", ["127.0.0.1:1", "nobody.invalid"])
def test_where_nobody_listens_nothing_was_sent(host: str) -> None:
    async def tried() -> None:
        channel = TelegramChannel("1:a", "s", f"http://{host}", str.split)
        with pytest.raises(Retry, match="not connected"):
            await channel.send(Outbound(Address("telegram", "42"), HELLO, "1"))
        await channel.close()

    asyncio.run(tried())


def caused(by: Exception) -> NetworkError:
    error = NetworkError("httpx")
    error.__cause__ = by
    return error


@pytest.mark.parametrize(
    ("error", "kind", "reason"),
    [
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Gone, "removed"),
        (Forbidden("Forbidden: bot is not a member of the supergroup chat"), Gone, "removed"),
        (Forbidden("Forbidden: the group chat was deleted"), Gone, "removed"),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Gone, "refused"),
        (BadRequest("PEER_ID_INVALID"), Gone, "unknown"),
        (BadRequest("Can't parse entities: unsupported start tag \"สมชาย\""), Never, "Can't parse entities"),
        (BadRequest("Button URL 'https://example.org/?สมชาย' is invalid: no"), Never, "Button URL … is invalid"),
        (BadRequest("BUTTON_DATA_INVALID"), Never, "BUTTON_DATA_INVALID"),
        (Conflict("Conflict: terminated by other getUpdates request"), Retry, "conflict"),
        (NetworkError("Too Many Requests: retry after 5"), Halt, "too many requests"),
        (InvalidToken("Not Found"), Locked, "unauthorized"),
        (RetryAfter(7), Halt, "too many requests"),
        (ChatMigrated(-1007), Moved, "moved"),
        (caused(httpx.PoolTimeout("")), Retry, "not connected"),
        (caused(httpx.ConnectTimeout("")), Retry, "not connected"),
        (caused(httpx.ReadError("")), ConnectionError, "no answer"),
        (TimedOut(), TimeoutError, "no answer"),
        (NetworkError("Bad Gateway (502)"), ConnectionError, "no answer"),
    ],
    ids=repr,
)  # fmt: skip
def test_what_telegrams_errors_mean(error: TelegramError, kind: type[Exception], reason: str) -> None:
    found = meant(error)

    assert (type(found), str(found)) == (kind, reason)


def test_nothing_that_is_written_down_holds_the_token_or_what_was_said(
    at: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    faults: tuple[FaultKind, ...] = ("before", "after", "empty", "drop", "unauthorized")
    for fault in faults:
        at.telegram.fault(fault)
        raised(at)
    send(at)
    at.telegram.say(at.me, "พรุ่งนี้เรียนอะไร")
    at.run(at.channel.heard(at.brought()[0]))

    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("uvicorn")]  # the fake's
    assert len(ours) > 0
    assert [line for line in ours if "AAF-made_up" in line or "สวัสดี" in line or "พรุ่งนี้" in line] == []

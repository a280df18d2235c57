"""Telegram: that people see that they were heard, and that the bot hears when it is called."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.channels.telegram import TelegramChannel
from tests.channels.telegram_stage import RECEIVED, Phone, phone
from tests.fakes.telegram import SECRET, FakeTelegram


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages import Inbound
    from tests.fakes.telegram_http import FaultKind


@pytest.fixture
def at() -> Iterator[Phone]:
    """A phone whose bot does not wait long."""
    with phone(patience=0.3) as made:
        yield made


def tapped(at: Phone) -> Inbound:
    at.telegram.tap(at.me, 1, "key:0")
    (event,) = at.brought()
    return event


def heard(at: Phone, event: Inbound) -> list[tuple[str, int, int | None]]:
    """What was called when the event was heard: method, status, chat."""
    before = len(at.telegram.calls)
    at.run(at.channel.heard(event))
    return [(call.method, call.status, call.chat) for call in at.telegram.calls[before:]]


def test_a_tap_is_answered_once(at: Phone) -> None:
    event = tapped(at)

    assert heard(at, event) == [("answerCallbackQuery", 200, None)]
    assert heard(at, event) == []
    assert len(at.telegram.answered) == 1


def test_a_tap_that_is_too_old_is_let_go(at: Phone) -> None:
    event = tapped(at)
    at.telegram.wait(200)

    assert heard(at, event) == [("answerCallbackQuery", 400, None)]


def test_what_is_said_in_private_is_seen_to_and_other_things_are_not(at: Phone) -> None:
    group = at.telegram.group([at.me])
    at.telegram.add(group)
    message = at.telegram.say(at.me, "พรุ่งนี้เรียนอะไร")
    at.telegram.say(at.me, "พรุ่งนี้เรียนอะไร", group, mention=True)
    at.telegram.edit(at.me, message, "วันนี้")
    at.telegram.block(at.me)
    events = at.brought()

    assert [(event.kind, heard(at, event)) for event in events] == [
        ("joined", []),
        ("text", [("sendChatAction", 403, at.me)]),
        ("text", []),
        ("edited", []),
        ("blocked", []),
    ]


@pytest.mark.parametrize("fault", ["before", "after", "empty", "drop", "hang", "flood", "unauthorized"])
def test_to_show_that_something_was_heard_never_fails(at: Phone, fault: FaultKind) -> None:
    at.telegram.say(at.me, "พรุ่งนี้เรียนอะไร")
    (event,) = at.brought()
    at.telegram.fault(fault)

    assert len(heard(at, event)) == 1


def test_the_bot_learns_its_name_when_telegram_is_back() -> None:
    body = (
        b'{"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "group", "title": "a"},'
        b' "from": {"id": 42, "is_bot": false, "first_name": "a"}, "text": "@nongnat_bot",'
        b' "entities": [{"type": "mention", "offset": 0, "length": 12}]}}'
    )
    with FakeTelegram() as telegram:
        telegram.fault("before", times=2, method="getMe")
        channel = TelegramChannel(telegram.token, SECRET, telegram.url, str.split, patience=0.01)

        def called() -> bool:
            (event,) = channel.read(body, {"x-telegram-bot-api-secret-token": SECRET}, RECEIVED)
            return event.called

        async def opened() -> None:
            await channel.open()
            assert not called()
            while not called():  # noqa: ASYNC110 - the channel says nothing when it has learnt it
                await asyncio.sleep(0.01)
            await channel.close()

        asyncio.run(opened())


def test_a_channel_closes_while_telegram_is_away() -> None:
    async def opened() -> None:
        channel = TelegramChannel("1:a", "s", "http://127.0.0.1:1", str.split)
        await channel.open()
        await channel.close()

    asyncio.run(opened())

"""Telegram's fake where it is asked for updates."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_hand import Hook, call, friend, keyboard, refusal
from tests.fakes.test_telegram_updates import next_of, texts


if TYPE_CHECKING:
    from collections.abc import Iterator


WAIT = 20
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


def test_without_a_hook_updates_wait_to_be_fetched(telegram: FakeTelegram) -> None:
    user = friend(telegram)
    for number in range(3):
        telegram.say(user, str(number))

    first = call(telegram, "getUpdates", limit=2)["result"]
    assert texts(first) == ["/start", "0"]
    assert first[1]["update_id"] == first[0]["update_id"] + 1
    assert call(telegram, "getWebhookInfo")["result"] == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 4,
    }
    rest = call(telegram, "getUpdates", offset=first[1]["update_id"] + 1)["result"]
    assert texts(rest) == ["1", "2"]
    assert texts(call(telegram, "getUpdates", offset=-1)["result"]) == ["2"]
    assert call(telegram, "getUpdates", offset=rest[1]["update_id"] + 1)["result"] == []


def test_a_poll_waits_for_what_comes_and_ends_when_another_begins(telegram: FakeTelegram) -> None:
    user = friend(telegram)
    offset = call(telegram, "getUpdates")["result"][0]["update_id"] + 1
    answers: list[dict[str, Any]] = []

    def poll() -> None:
        answers.append(call(telegram, "getUpdates", offset=offset, timeout=3))

    pollers = [threading.Thread(target=poll) for _ in range(2)]
    pollers[0].start()
    while telegram.courier.polls < 2:
        pollers[0].join(0.01)
    pollers[1].start()
    pollers[0].join()
    assert answers == [refusal(409, CONFLICT)]
    telegram.say(user, "ก")
    pollers[1].join()
    assert texts(answers[1]["result"]) == ["ก"]


def test_a_hook_and_polling_exclude_each_other(telegram: FakeTelegram) -> None:
    user = friend(telegram)
    with Hook() as hook:
        call(telegram, "setWebhook", url=hook.url, allowed_updates=["message"], max_connections=5)
        assert telegram.hook == hook.url
        assert next_of(hook)["message"]["text"] == "/start"
        active = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        assert call(telegram, "getUpdates") == refusal(409, f"Conflict: {active}")
        assert call(telegram, "getWebhookInfo")["result"] == {
            "url": hook.url,
            "has_custom_certificate": False,
            "pending_update_count": 0,
            "max_connections": 5,
            "allowed_updates": ["message"],
        }
        call(telegram, "deleteWebhook")
        telegram.say(user, "ก")
        assert texts(call(telegram, "getUpdates")["result"]) == ["ก"]
        call(telegram, "setWebhook", url=hook.url, drop_pending_updates=True)
        telegram.say(user, "ข")
        assert next_of(hook)["message"]["text"] == "ข"


def test_what_the_hook_did_not_take_is_left_for_polling(telegram: FakeTelegram) -> None:
    with Hook(never=b"stuck") as hook:
        telegram.hook = hook.url
        telegram.redelivery = True
        user = friend(telegram)
        telegram.say(user, "stuck")
        telegram.say(user, "behind")
        call(telegram, "deleteWebhook")
    assert texts(call(telegram, "getUpdates")["result"]) == ["stuck", "behind"]


def test_only_the_kinds_that_were_asked_for_come(telegram: FakeTelegram) -> None:
    user = friend(telegram)
    number = call(telegram, "sendMessage", chat_id=user, text="ก", reply_markup=keyboard("ก"))["result"]["message_id"]

    def kinds() -> list[str]:
        telegram.tap(user, number, "ก")
        telegram.say(user, "ก")
        updates = call(telegram, "getUpdates")["result"]
        call(telegram, "deleteWebhook", drop_pending_updates=True)
        return [next(kind for kind in update if kind != "update_id") for update in updates]

    assert kinds() == ["message", "callback_query", "message"]
    call(telegram, "getUpdates", allowed_updates=["callback_query"])
    assert kinds() == ["callback_query"]
    call(telegram, "setWebhook", url="")
    assert kinds() == ["callback_query"]
    call(telegram, "getUpdates", allowed_updates=[])
    assert kinds() == ["callback_query", "message"]

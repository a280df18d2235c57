"""What the fake of Telegram refuses because of what people did, or of when they did it: nobody's mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_hand import call, friend, keyboard, refusal


if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake
        fake.mistakes.clear()


STATES: list[tuple[str, int, str]] = [
    ("new", 400, "Bad Request: chat not found"),
    ("blocked", 403, "Forbidden: bot was blocked by the user"),
    ("deactivated", 403, "Forbidden: user is deactivated"),
]


@pytest.mark.parametrize(("state", "code", "why"), STATES)
def test_what_people_did_is_no_mistake(telegram: FakeTelegram, state: str, code: int, why: str) -> None:
    telegram.mistakes.clear()
    user = telegram.person("สมชาย") if state == "new" else friend(telegram)
    if state == "blocked":
        telegram.block(user)
    if state == "deactivated":
        telegram.deactivate(user)

    assert call(telegram, "sendMessage", chat_id=user, text="ก") == refusal(code, why)
    assert call(telegram, "sendChatAction", chat_id=str(user), action="typing") == refusal(code, why)
    assert telegram.mistakes == []


def test_a_group_without_the_bot(telegram: FakeTelegram) -> None:
    telegram.mistakes.clear()
    group = telegram.group([friend(telegram)])
    assert call(telegram, "sendMessage", chat_id=group, text="ก") == refusal(400, "Bad Request: chat not found")
    telegram.add(group)
    assert call(telegram, "sendMessage", chat_id=group, text="ก")["ok"]
    moved = telegram.migrate(group)
    why = "Bad Request: group chat was upgraded to a supergroup chat"
    assert call(telegram, "sendMessage", chat_id=group, text="ก") == refusal(400, why, migrate_to_chat_id=moved)
    assert call(telegram, "sendMessage", chat_id=moved, text="ก")["ok"]
    telegram.kick(moved)
    gone = refusal(403, "Forbidden: bot was kicked from the supergroup chat")
    assert call(telegram, "sendMessage", chat_id=moved, text="ก") == gone
    other = telegram.group([friend(telegram)])
    telegram.add(other)
    telegram.kick(other)
    gone = refusal(403, "Forbidden: bot was kicked from the group chat")
    assert call(telegram, "sendMessage", chat_id=other, text="ก") == gone
    assert telegram.mistakes == []


def test_what_is_asked_too_late_is_no_mistake(telegram: FakeTelegram) -> None:
    telegram.mistakes.clear()
    user = friend(telegram)
    number = call(telegram, "sendMessage", chat_id=user, text="ก", reply_markup=keyboard("ก"))["result"]["message_id"]
    same = {"chat_id": user, "message_id": number, "reply_markup": keyboard("ก")}
    gone = {"chat_id": user, "message_id": 99}
    unmodified = refusal(
        400,
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
        "a current content and reply markup of the message",
    )

    assert call(telegram, "editMessageText", text="ก", **same) == unmodified
    assert call(telegram, "editMessageReplyMarkup", **same) == unmodified
    assert call(telegram, "editMessageText", text="ข", **gone) == refusal(400, "Bad Request: message to edit not found")
    assert call(telegram, "deleteMessage", **gone) == refusal(400, "Bad Request: message to delete not found")
    quoting = {"text": "ก", "reply_parameters": {"message_id": 99}}
    missing = refusal(400, "Bad Request: message to be replied not found")
    assert call(telegram, "sendMessage", chat_id=user, **quoting) == missing
    telegram.wait(49 * 3600)
    late = refusal(400, "Bad Request: message can't be deleted for everyone")
    assert call(telegram, "deleteMessage", chat_id=user, message_id=number) == late
    assert telegram.mistakes == []


def test_a_tap_is_answered_within_150_seconds(telegram: FakeTelegram) -> None:
    telegram.mistakes.clear()
    user = friend(telegram)
    query = telegram.tap(user, 1, "k")
    late = refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")

    assert call(telegram, "answerCallbackQuery", callback_query_id="1") == late
    assert call(telegram, "answerCallbackQuery", callback_query_id=query, text="ค่ะ") == {"ok": True, "result": True}
    telegram.wait(151)
    assert call(telegram, "answerCallbackQuery", callback_query_id=query) == late
    assert (telegram.answered, telegram.mistakes) == ([query], [])

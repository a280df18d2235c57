"""How updates come from the fake of Telegram: to a hook, in turn, again until they are taken; or by polling."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes.telegram import SECRET, FakeTelegram
from tests.fakes.telegram_contract import contract
from tests.fakes.telegram_hand import Hook, call, friend, keyboard, refusal


if TYPE_CHECKING:
    from collections.abc import Iterator


WAIT = 20
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


def next_of(hook: Hook) -> dict[str, Any]:
    """The next update that the hook gets, without its number."""
    update: dict[str, Any] = json.loads(hook.got.get(timeout=WAIT)[1])
    problems = contract()
    if problems:
        assert problems.of("Update", update) == []
    del update["update_id"]
    return update


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


def test_everything_that_people_do_reaches_the_hook(telegram: FakeTelegram) -> None:
    with Hook() as hook:
        telegram.hook = hook.url
        user = telegram.person("สมหญิง")
        person = {"id": user, "is_bot": False, "first_name": "สมหญิง", "language_code": "th"}
        chat = {"id": user, "type": "private", "first_name": "สมหญิง"}

        number = telegram.start(user, "abc")
        started = next_of(hook)["message"]
        assert started == {
            "message_id": number,
            "from": person,
            "chat": chat,
            "date": started["date"],
            "text": "/start abc",
            "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        }

        asked = telegram.say(user, "วันนี้เรียนอะไร", reply_to=number)
        said = next_of(hook)["message"]
        assert (said["text"], said["reply_to_message"]) == ("วันนี้เรียนอะไร", started)

        telegram.edit(user, asked, "พรุ่งนี้เรียนอะไร")
        edited = next_of(hook)["edited_message"]
        assert edited == said | {"text": "พรุ่งนี้เรียนอะไร", "edit_date": edited["edit_date"]}

        query = telegram.tap(user, asked, "k")
        tapped = next_of(hook)["callback_query"]
        assert tapped == {
            "id": query,
            "from": person,
            "message": edited,
            "chat_instance": tapped["chat_instance"],
            "data": "k",
        }
        telegram.tap(user, 99, "k")
        assert next_of(hook)["callback_query"]["message"] == {"chat": chat, "message_id": 99, "date": 0}

        telegram.sticker(user)
        assert next_of(hook)["message"]["sticker"]["emoji"] == "🙏"
        telegram.photo(user, "ป้าย")
        assert next_of(hook)["message"]["caption"] == "ป้าย"
        telegram.voice(user)
        assert next_of(hook)["message"]["voice"]["mime_type"] == "audio/ogg"
        telegram.document(user, "ก.pdf")
        assert next_of(hook)["message"]["document"]["file_name"] == "ก.pdf"
        telegram.pin(user, 13.7, 100.5)
        assert next_of(hook)["message"]["location"] == {"latitude": 13.7, "longitude": 100.5}
        telegram.contact(user)
        assert next_of(hook)["message"]["contact"]["user_id"] == user
        telegram.contact(user, own=False)
        assert next_of(hook)["message"]["contact"]["user_id"] != user

        assert telegram.statuses == [200] * 12


def standing(update: dict[str, Any]) -> tuple[str, str]:
    member = update["my_chat_member"]
    return member["old_chat_member"]["status"], member["new_chat_member"]["status"]


def test_the_bot_hears_where_it_stands(telegram: FakeTelegram) -> None:
    with Hook() as hook:
        telegram.hook = hook.url
        user = friend(telegram)
        group = telegram.group([user])
        next_of(hook)

        telegram.block(user)
        assert standing(next_of(hook)) == ("member", "kicked")
        with pytest.raises(ValueError, match="blocked"):
            telegram.say(user, "ก")
        telegram.unblock(user)
        assert standing(next_of(hook)) == ("kicked", "member")
        telegram.block(user)
        next_of(hook)
        telegram.start(user)
        assert standing(next_of(hook)) == ("kicked", "member")
        assert next_of(hook)["message"]["text"] == "/start"

        telegram.say(user, "ยังไม่มีใครได้ยิน", group)
        telegram.add(group)
        assert standing(next_of(hook)) == ("left", "member")
        assert next_of(hook)["message"]["new_chat_members"] == [telegram.world.bot]
        telegram.say(user, "มีใครอยู่ไหม", group, mention=True)
        named = next_of(hook)["message"]
        assert named["text"] == "@nongnat_bot มีใครอยู่ไหม"
        assert named["entities"] == [{"type": "mention", "offset": 0, "length": 12}]
        assert named["chat"] == {"id": group, "type": "group", "title": "รุ่นของเรา"}

        moved = telegram.migrate(group)
        before, after = next_of(hook)["message"], next_of(hook)["message"]
        assert (before["chat"]["id"], before["migrate_to_chat_id"]) == (group, moved)
        assert (after["chat"]["id"], after["migrate_from_chat_id"]) == (moved, group)
        assert after["chat"]["type"] == "supergroup"
        telegram.kick(moved)
        assert standing(next_of(hook)) == ("member", "kicked")
        telegram.say(user, "ไม่มีใครได้ยินแล้ว", moved)
        telegram.deactivate(user)
        assert hook.got.empty()


def test_the_secret_goes_with_each_update(telegram: FakeTelegram) -> None:
    with Hook(401) as hook:
        telegram.hook = hook.url
        friend(telegram)
        assert telegram.post({"update_id": 1}) == 200
        assert telegram.post_raw(b"{", None) == 200
        assert telegram.post_raw(b"", "other") == 200
        call(telegram, "setWebhook", url=hook.url, secret_token="changed")  # noqa: S106 - of no bot
        telegram.post({"update_id": 2})
        call(telegram, "setWebhook", url=hook.url)
        telegram.post({"update_id": 3})

        got = [hook.got.get(timeout=WAIT) for _ in range(6)][1:]
        assert got == [
            (SECRET, b'{"update_id": 1}'),
            (None, b"{"),
            ("other", b""),
            ("changed", b'{"update_id": 2}'),
            (None, b'{"update_id": 3}'),
        ]
        assert telegram.statuses == [401, 200, 200, 200, 200, 200]


def test_where_nobody_is_the_status_is_0(telegram: FakeTelegram) -> None:
    with Hook() as hook:
        telegram.hook = hook.url
    friend(telegram)
    assert telegram.statuses == [0]


def test_what_was_not_taken_comes_again_before_what_follows(telegram: FakeTelegram) -> None:
    with Hook(200, 503, 500) as hook:
        telegram.hook = hook.url
        telegram.redelivery = True
        user = friend(telegram)
        telegram.say(user, "หนึ่ง")
        telegram.say(user, "สอง")

        assert texts([next_of(hook) for _ in range(5)]) == ["/start", "หนึ่ง", "หนึ่ง", "หนึ่ง", "สอง"]
        assert telegram.statuses[:4] == [200, 503, 500, 200]


def test_what_is_not_taken_holds_up_its_own_chat_alone(telegram: FakeTelegram) -> None:
    with Hook(never=b"stuck") as hook:
        telegram.hook = hook.url
        telegram.redelivery = True
        user = friend(telegram)
        telegram.say(user, "stuck")
        telegram.say(user, "behind")
        telegram.say(friend(telegram), "last")

        got = [next_of(hook)]
        while texts(got)[-1] != "last":
            got.append(next_of(hook))
        assert set(texts(got)) == {"/start", "stuck", "last"}


def test_an_update_that_is_not_taken_in_time_is_given_up(telegram: FakeTelegram) -> None:
    with Hook(never=b"lost") as hook:
        telegram.hook = hook.url
        telegram.redelivery = True
        user = friend(telegram)
        telegram.tap(user, 1, "lost")
        telegram.wait(151)
        telegram.tap(user, 1, "new")
        next_of(hook)
        while (data := next_of(hook)["callback_query"]["data"]) == "lost":
            pass
        assert data == "new"


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

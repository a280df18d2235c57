"""How updates come from the fake of Telegram: to a hook, in turn, again until they are taken; or by polling."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes.telegram import SECRET, FakeTelegram
from tests.fakes.telegram_contract import contract
from tests.fakes.telegram_hand import Hook, call, friend


if TYPE_CHECKING:
    from collections.abc import Iterator


WAIT = 20


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

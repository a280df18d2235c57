"""The fake of Telegram refuses what Telegram refuses, in its words, and says whose fault it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_contract import contract
from tests.fakes.telegram_hand import call, friend, keyboard, refusal
from tests.plain import PLAIN


if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake
        fake.mistakes.clear()


def mark(text: str) -> dict[str, Any]:
    return {"text": text, "parse_mode": "HTML"}


BOLD = {"type": "bold", "offset": 0, "length": 9}
MANY = [{"text": "ก", "callback_data": "k"}]
TEXT: list[tuple[dict[str, Any], str]] = [
    ({"text": ""}, "message text is empty"),
    ({}, "message text is empty"),
    ({"text": " \n "}, "message text is empty"),
    (mark("<b> </b>"), "message text is empty"),
    ({"text": "ก" * 4097}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    ({"text": "ก" * 10923}, "text is too long"),
    ({"text": 5}, 'field "text" must be of type String'),
    ({"text": "ก", "parse_mode": "RTF"}, "unsupported parse_mode"),
    (
        {"text": "ก", "entities": [BOLD]},
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 1",
    ),
    ({"text": "ก", "entities": [5]}, "can't parse MessageEntity: expected an Object with a type"),
    ({"text": "ก", "entities": [{"type": "bold"}]}, "can't parse MessageEntity: offset and length must be Numbers"),
    (mark("<b>ก</b> " * 101), "ENTITIES_TOO_LONG"),
    (mark("<b>ก"), "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    (mark("ก</b>"), "can't parse entities: Unexpected end tag at byte offset 3"),
    (mark("<b>ก</i>"), 'can\'t parse entities: Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
    (mark("<p>ก</p>"), "can't parse entities: Unsupported start tag \"p\" at byte offset 0"),
    (mark("ก<br/>"), "can't parse entities: Unsupported start tag \"br\" at byte offset 3"),
    (mark("<span>ก</span>"), "can't parse entities: Unsupported start tag \"span\" at byte offset 0"),
    (mark("2 < 3"), "can't parse entities: Unsupported start tag \"\" at byte offset 2"),
    (mark("ก > ข"), "can't parse entities: Character \">\" must be escaped at byte offset 4"),
    (mark("ห้อง A & B"), "can't parse entities: Character \"&\" must be escaped at byte offset 15"),
    (mark("&nbsp;"), "can't parse entities: Character \"&\" must be escaped at byte offset 0"),
    ({"text": "ก", "reply_markup": 5}, "can't parse reply_markup: expected an Object"),
    ({"text": "ก", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
    ({"text": "ก", "reply_markup": {"buttons": []}}, "object expected as reply markup"),
    ({"text": "ก", "reply_markup": {"inline_keyboard": 5}}, "can't parse reply keyboard markup JSON object"),
    ({"text": "ก", "reply_markup": keyboard(5)}, "can't parse inline keyboard button: expected an Object"),
    (
        {"text": "ก", "reply_markup": keyboard({"text": " ", "callback_data": "k"})},
        'can\'t parse inline keyboard button: field "text" must be a non-empty String',
    ),
    (
        {"text": "ก", "reply_markup": keyboard({"text": "ก"})},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"text": "ก", "reply_markup": keyboard({"text": "ก", "callback_data": "k", "url": "https://example.org"})},
        "can't parse inline keyboard button: exactly one action must be specified",
    ),
    ({"text": "ก", "reply_markup": keyboard({"text": "ก", "callback_data": ""})}, "BUTTON_DATA_INVALID"),
    ({"text": "ก", "reply_markup": keyboard({"text": "ก", "callback_data": "ก" * 22})}, "BUTTON_DATA_INVALID"),
    ({"text": "ก", "reply_markup": keyboard({"text": "ก", "url": ""})}, "BUTTON_URL_INVALID"),
    (
        {"text": "ก", "reply_markup": keyboard({"text": "ก", "url": "javascript:alert(1)"})},
        "inline keyboard button URL 'javascript:alert(1)' is invalid: unsupported URL protocol",
    ),
    (
        {"text": "ก", "reply_markup": keyboard({"text": "ก", "url": "tel:+6620000000"})},
        "inline keyboard button URL 'tel:+6620000000' is invalid: unsupported URL protocol",
    ),
    (
        {"text": "ก", "reply_markup": keyboard({"text": "ก", "url": "http://localhost:8000/"})},
        "inline keyboard button URL 'http://localhost:8000/' is invalid: wrong HTTP URL",
    ),
    (
        {"text": "ก", "reply_markup": keyboard({"text": "ก", "web_app": {"url": "http://example.org"}})},
        "inline keyboard button Web App URL 'http://example.org' is invalid: only HTTPS links are allowed",
    ),
    ({"text": "ก", "reply_markup": keyboard(*MANY * 9)}, "reply markup is too long"),
    ({"text": "ก", "reply_markup": {"inline_keyboard": [MANY] * 101}}, "reply markup is too long"),
    (
        {"text": "ก", "reply_markup": {"keyboard": [[{"text": ""}]]}},
        'can\'t parse keyboard button: field "text" must be a non-empty String',
    ),
    ({"text": "ก", "reply_parameters": [5]}, "can't parse reply_parameters: expected an Object"),
]  # fmt: skip
MENU = [{"command": "start", "description": "เริ่ม"}]
OTHERS: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "ก"}, "chat_id is empty"),
    ("sendMessage", {"text": "ก", "chat_id": "x"}, 'field "chat_id" must be of type Number'),
    ("sendMessage", {"text": "ก", "chat_id": True}, 'field "chat_id" must be of type Number'),
    ("sendMessage", {"text": "ก", "chat_id": 1}, "chat not found"),
    ("sendMessage", {"text": "ก", "chat_id": 2**53}, "chat not found"),
    ("sendMessage", {"text": "ก", "chat_id": "@nobody"}, "chat not found"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "ก" * 201}, "MESSAGE_TOO_LONG"),
    ("setWebhook", {"url": "http://example.org/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    (
        "setWebhook",
        {"url": "https://example.org:444/"},
        "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
    ("setWebhook", {"url": "https://example.org/", "secret_token": "ก"}, "secret token contains unallowed characters"),
    ("setWebhook", {"url": "https://example.org/", "secret_token": "a" * 257}, "secret token is too long"),
    (
        "setWebhook",
        {"url": "https://example.org/", "allowed_updates": [1]},
        "can't parse allowed_updates: expected an Array of String",
    ),
    (
        "setWebhook",
        {"url": "https://example.org/", "drop_pending_updates": 2},
        'field "drop_pending_updates" must be of type Boolean',
    ),
    ("setMyCommands", {}, 'parameter "commands" is required'),
    ("setMyCommands", {"commands": MENU * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": ["start"]}, "can't parse BotCommand: expected an Object"),
    ("setMyCommands", {"commands": [{"command": "เริ่ม", "description": "ก"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "Start", "description": "ก"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "start", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": MENU, "scope": {"type": "all"}}, "unsupported type specified"),
    ("setMyCommands", {"commands": MENU, "scope": {"type": "chat"}}, "chat_id is empty"),
    ("setMyCommands", {"commands": MENU, "scope": {"type": "chat", "chat_id": 1}}, "chat not found"),
    ("setMyCommands", {"commands": MENU, "language_code": "tha"}, "invalid language code specified"),
    ("setMyDescription", {"description": "ก" * 513}, "description is too long"),
    ("setMyShortDescription", {"short_description": "ก" * 121}, "short description is too long"),
    ("setMyName", {"name": "ก" * 65}, "name is too long"),
    ("setChatMenuButton", {"menu_button": {"type": "x"}}, "MenuButton has unsupported type"),
    (
        "setChatMenuButton",
        {"menu_button": {"type": "web_app", "text": "ก", "web_app": {"url": "http://example.org"}}},
        "menu button Web App URL 'http://example.org' is invalid: only HTTPS links are allowed",
    ),
    ("getFile", {"file_id": "x"}, "invalid file_id"),
    ("getChat", {"chat_id": 1}, "chat not found"),
]  # fmt: skip
IN_CHAT: list[tuple[str, dict[str, Any], str]] = [
    ("sendPhoto", {}, "there is no photo in the request"),
    ("sendPhoto", {"photo": "https://example.org/a.png"}, "wrong file identifier/HTTP URL specified"),
    ("sendDocument", {}, "there is no document in the request"),
    ("sendDocument", {"document": 5}, "wrong file identifier/HTTP URL specified"),
    ("sendLocation", {"latitude": 13}, "longitude is empty"),
    ("sendLocation", {"latitude": 91, "longitude": 100}, "wrong latitude specified"),
    ("sendLocation", {"latitude": "x", "longitude": 100}, "wrong latitude specified"),
    ("sendVenue", {"latitude": 13, "longitude": 100, "title": "", "address": "ก"}, "VENUE_TITLE_EMPTY"),
    ("sendVenue", {"latitude": 13, "longitude": 100, "title": "ก", "address": " "}, "VENUE_ADDRESS_EMPTY"),
    ("sendChatAction", {"action": "dance"}, "wrong parameter action in request"),
    ("editMessageText", {"text": "ก"}, "message identifier is not specified"),
    ("editMessageText", {"text": "ก", "message_id": 1}, "message can't be edited"),
    ("editMessageText", {"text": "", "message_id": 2}, "message text is empty"),
    ("editMessageText", {"text": "ก" * 4097, "message_id": 2}, "message is too long"),
    (
        "editMessageText",
        {"text": "ก", "message_id": 2, "reply_markup": {"remove_keyboard": True}},
        "inline keyboard expected",
    ),
    ("editMessageText", {"text": "ก", "message_id": 3}, "there is no text in the message to edit"),
    ("deleteMessage", {}, "message identifier is not specified"),
]


@pytest.mark.parametrize(("said", "why"), TEXT)
def test_a_text_that_is_refused(telegram: FakeTelegram, said: dict[str, Any], why: str) -> None:
    user = friend(telegram)
    telegram.mistakes.clear()

    body = call(telegram, "sendMessage", chat_id=user, **said)

    assert body == refusal(400, f"Bad Request: {why}")
    assert telegram.mistakes == [f"sendMessage: 400 Bad Request: {why}"]
    assert [each["bot"] for each in telegram.shown(user)] == [False]


@pytest.mark.parametrize(("method", "said", "why"), OTHERS)
def test_a_call_that_is_refused(telegram: FakeTelegram, method: str, said: dict[str, Any], why: str) -> None:
    telegram.mistakes.clear()
    assert call(telegram, method, **said) == refusal(400, f"Bad Request: {why}")
    assert telegram.mistakes == [f"{method}: 400 Bad Request: {why}"]


@pytest.mark.parametrize(("method", "said", "why"), IN_CHAT)
def test_a_call_about_a_chat_that_is_refused(method: str, said: dict[str, Any], why: str) -> None:
    with FakeTelegram() as telegram:
        user = friend(telegram)
        call(telegram, "sendMessage", chat_id=user, text="ข")
        call(telegram, "sendLocation", chat_id=user, latitude=13.7, longitude=100.5)

        body = call(telegram, method, chat_id=user, **said)

        assert body == refusal(400, f"Bad Request: {why}")
        assert telegram.mistakes == [f"{method}: 400 Bad Request: {why}"]
        telegram.mistakes.clear()


@pytest.mark.parametrize(
    ("body", "media_type", "why"),
    [
        (b"{", "application/json", "can't parse request JSON object"),
        (b"[]", "application/json", "can't parse request JSON object"),
        (b"\xff", "application/json", "strings must be encoded in UTF-8"),
        (b'{"chat_id": USER, "text": "\\ud800"}', "application/json", "strings must be encoded in UTF-8"),
        (b"chat_id=USER&text=%FF", "application/x-www-form-urlencoded", "strings must be encoded in UTF-8"),
        (b"--x\r\n", "multipart/form-data", "no boundary in the multipart body"),
        (b"--x\r\nname\r\n--x--", "multipart/form-data; boundary=x", "wrong multipart body"),
    ],
)
def test_a_body_that_is_none(telegram: FakeTelegram, body: bytes, media_type: str, why: str) -> None:
    telegram.mistakes.clear()
    body = body.replace(b"USER", str(friend(telegram)).encode())
    url = f"{telegram.url}/bot{telegram.token}/sendMessage"

    answer = httpx.post(url, content=body, headers={"Content-Type": media_type}, verify=PLAIN)

    assert answer.json() == refusal(400, f"Bad Request: {why}")
    assert telegram.mistakes == [f"sendMessage: 400 Bad Request: {why}"]


def test_another_token_and_an_unknown_method(telegram: FakeTelegram) -> None:
    telegram.mistakes.clear()
    other = f"{telegram.url}/bot{telegram.token}x/getMe"
    assert httpx.get(other, verify=PLAIN).json() == refusal(401, "Unauthorized")
    assert httpx.get(f"{telegram.url}/botx/getMe", verify=PLAIN).json() == refusal(404, "Not Found")
    assert telegram.mistakes == []
    assert call(telegram, "sendPigeon") == refusal(404, "Not Found")
    assert telegram.mistakes == ["sendPigeon: 404 Not Found"]


def test_a_mistake_fails_the_test_that_made_it() -> None:
    with pytest.raises(AssertionError, match=r"sendMessage: 400 Bad Request: chat_id is empty"), FakeTelegram() as fake:
        call(fake, "sendMessage", text="ก")


@pytest.mark.skipif(contract() is None, reason="the Bot API's description is not beside this checkout")
def test_what_the_description_does_not_know_is_a_mistake(telegram: FakeTelegram) -> None:
    telegram.mistakes.clear()
    user = friend(telegram)
    said = {"link_preview_options": {"is_disabled": "yes"}, "txt": "ก"}
    assert call(telegram, "sendMessage", chat_id=user, text="ก", **said)["ok"]
    assert telegram.mistakes == [
        "sendMessage: txt is not known",
        "sendMessage: link_preview_options.is_disabled is no Boolean: 'yes'",
    ]


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        (keyboard({"text": "ก", "web_app": {"url": "https://example.org"}}), "BUTTON_TYPE_INVALID"),
        ({"keyboard": [[{"text": "ก", "web_app": {"url": "https://example.org"}}]]}, "BUTTON_TYPE_INVALID"),
        (
            {"keyboard": [[{"text": "ก", "request_location": True}]]},
            "location can be requested in private chats only",
        ),
        (
            {"keyboard": [[{"text": "ก", "request_contact": True}]]},
            "phone number can be requested in private chats only",
        ),
    ],
)
def test_buttons_that_only_one_person_may_have(telegram: FakeTelegram, markup: dict[str, Any], why: str) -> None:
    user = friend(telegram)
    group = telegram.group([user])
    telegram.add(group)
    telegram.mistakes.clear()

    assert call(telegram, "sendMessage", chat_id=user, text="ก", reply_markup=markup)["ok"]
    assert telegram.shown(user)[-1]["reply_markup"] == markup
    in_group = call(telegram, "sendMessage", chat_id=group, text="ก", reply_markup=markup)
    assert in_group == refusal(400, f"Bad Request: {why}")
    assert telegram.mistakes == [f"sendMessage: 400 Bad Request: {why}"]


def test_in_a_group_the_bot_takes_back_only_its_own(telegram: FakeTelegram) -> None:
    user = friend(telegram)
    group = telegram.group([user])
    telegram.add(group)
    theirs = telegram.say(user, "ก", group)
    ours = call(telegram, "sendMessage", chat_id=group, text="ข")["result"]["message_id"]

    late = refusal(400, "Bad Request: message can't be deleted for everyone")
    assert call(telegram, "deleteMessage", chat_id=group, message_id=theirs) == late
    assert call(telegram, "deleteMessage", chat_id=group, message_id=ours)["ok"]
    assert [each["message_id"] for each in telegram.shown(group)][-1] == theirs

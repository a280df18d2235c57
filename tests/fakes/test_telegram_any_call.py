"""Whatever is called with whatever, the fake of Telegram does it or refuses it: it never falls over."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.telegram import TOKEN, FakeTelegram
from tests.fakes.telegram_call import Call, Upload
from tests.fakes.telegram_refused import Refused


USER = 5_000_000_001
WORDS = [
    "allowed_updates", "action", "address", "callback_query_id", "caption", "caption_entities", "chat_id", "commands",
    "description", "document", "drop_pending_updates", "entities", "file_id", "language_code", "latitude", "limit",
    "longitude", "max_connections", "menu_button", "message_id", "name", "offset", "parse_mode", "photo",
    "reply_markup", "reply_parameters", "scope", "secret_token", "short_description", "text", "title", "url",
]  # fmt: skip
INNER = [
    "callback_data", "chat_id", "command", "description", "force_reply", "inline_keyboard", "keyboard", "length",
    "message_id", "offset", "remove_keyboard", "request_contact", "text", "type", "url", "web_app",
]  # fmt: skip
PLAIN = st.sampled_from(
    [None, True, 0, 1, 2, -1, 2**60, 1.5, USER, "", "1", "ก", "<b>", "https://example.org", "[]", "{}"]
)
TYPES = st.sampled_from(["chat", "web_app", "bold", "default", "chat_member"])
VALUES = st.recursive(
    PLAIN | TYPES,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(INNER), inner, max_size=3),
    max_leaves=6,
)
UPLOADS = st.builds(Upload, st.just("a.png"), st.just(""), st.binary(max_size=9))
GIVEN = st.dictionaries(st.sampled_from(WORDS), VALUES | VALUES.map(json.dumps) | UPLOADS, max_size=6)


@given(method=st.sampled_from(FakeTelegram().methods), given_=GIVEN)
def test_a_call_is_done_or_refused(method: str, given_: dict[str, Any]) -> None:
    telegram = FakeTelegram(TOKEN)
    assert telegram.person("สมหญิง") == USER
    telegram.start(USER)
    telegram.world.put(telegram.world.chats[USER], telegram.world.bot, "text", text="ข")
    call = Call(method, {"chat_id": USER, "message_id": 2} | given_)
    try:
        asyncio.run(telegram.perform(call))
    except Refused as refused:
        json.dumps(refused.body)
    finally:
        telegram.courier.close()

"""What may stand under a message."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.telegram_refused import wrong


ACTIONS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
}  # fmt: skip
REQUESTS = {"request_contact": "phone number", "request_location": "location", "request_poll": "poll"}
MOST, MOST_IN_ROW = 100, 8
HOST = re.compile(r"[^\s.:/]+(\.[^\s.:/]+)+")


def checked(markup: Any, *, private: bool, inline_only: bool = False) -> dict[str, Any] | None:
    """`markup` as it is, where Telegram takes it; raises Refused."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise wrong("object expected as reply markup")
    if "inline_keyboard" in markup:
        for button in _buttons(markup["inline_keyboard"]):
            _inline(button, private=private)
    elif inline_only and markup:
        raise wrong("inline keyboard expected")
    elif "keyboard" in markup:
        for button in _buttons(markup["keyboard"]):
            _asking({"text": button} if isinstance(button, str) else button, private=private)
    elif markup and markup.get("remove_keyboard") is not True and markup.get("force_reply") is not True:
        raise wrong("object expected as reply markup")
    return markup or None


def _buttons(rows: Any) -> list[Any]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise wrong("can't parse reply keyboard markup JSON object")
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST or any(len(row) > MOST_IN_ROW for row in rows):
        raise wrong("reply markup is too long")
    return buttons


def _text(button: Any, kind: str) -> None:
    if not isinstance(button, dict):
        raise wrong(f"can't parse {kind}: expected an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise wrong(f'can\'t parse {kind}: field "text" must be a non-empty String')


def _inline(button: Any, *, private: bool) -> None:
    _text(button, "inline keyboard button")
    actions = ACTIONS & set(button)
    if not actions:
        raise wrong("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise wrong("can't parse inline keyboard button: exactly one action must be specified")
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= 64:
            raise wrong("BUTTON_DATA_INVALID")
    if "url" in button:
        _address(button["url"])
    if "web_app" in button:
        _web_app(button["web_app"], private=private)


def _address(url: Any) -> None:
    if not isinstance(url, str) or not url:
        raise wrong("BUTTON_URL_INVALID")
    parts = urlsplit(url if "://" in url or ":" in url else f"http://{url}")
    if parts.scheme not in ("http", "https", "tg", "ton"):
        raise wrong(f"inline keyboard button URL '{url}' is invalid: unsupported URL protocol")
    if parts.scheme in ("http", "https") and not HOST.fullmatch(parts.hostname or ""):
        raise wrong(f"inline keyboard button URL '{url}' is invalid: wrong HTTP URL")


def _web_app(app: Any, *, private: bool) -> None:
    if not private:
        raise wrong("BUTTON_TYPE_INVALID")
    url = app.get("url") if isinstance(app, dict) else None
    if not isinstance(url, str) or not url.startswith("https://"):
        raise wrong(f"inline keyboard button Web App URL '{url}' is invalid: only HTTPS links are allowed")


def _asking(button: Any, *, private: bool) -> None:
    _text(button, "keyboard button")
    for name, what in REQUESTS.items():
        if button.get(name) and not private:
            raise wrong(f"{what} can be requested in private chats only")
    if "web_app" in button:
        _web_app(button["web_app"], private=private)

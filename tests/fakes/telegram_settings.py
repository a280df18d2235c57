"""The methods by which a bot says what it is, and asks what there is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.fakes.telegram_call import Call
from tests.fakes.telegram_courier import is_here
from tests.fakes.telegram_html import units
from tests.fakes.telegram_messages import chat_id
from tests.fakes.telegram_refused import wrong


if TYPE_CHECKING:
    from tests.fakes.telegram_courier import Courier
    from tests.fakes.telegram_world import World


SECRET = re.compile(r"[A-Za-z0-9_-]*")
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SCOPES: dict[Any, set[str]] = {
    "default": set(), "all_private_chats": set(), "all_group_chats": set(), "all_chat_administrators": set(),
    "chat": {"chat_id"}, "chat_administrators": {"chat_id"}, "chat_member": {"chat_id", "user_id"},
}  # fmt: skip
"""What each scope of commands names beside its type."""
WORDS = {"name": 64, "description": 512, "short_description": 120}
"""What a bot says of itself, and how long that may be."""
SECURE_PORTS = {None, 443, 80, 88, 8443}


@dataclass
class Settings:
    """`commands` by scope and language, `words` by kind and language, `menus` by chat (0: all)."""

    world: World
    courier: Courier
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    menus: dict[int, dict[str, Any]] = field(default_factory=dict)
    connections: int = 40

    def get_me(self, _call: Call) -> Any:
        return self.world.bot | {
            "can_join_groups": True,
            "can_read_all_group_messages": True,
            "supports_inline_queries": False,
        }

    def set_webhook(self, call: Call) -> Any:
        url, secret = call.text("url"), call.text("secret_token")
        if url:
            _hookable(url)
        if len(secret) > 256:
            raise wrong("secret token is too long")
        if not SECRET.fullmatch(secret):
            raise wrong("secret token contains unallowed characters")
        connections = call.number("max_connections") or 40
        allowed = asked_kinds(call)
        if call.flag("drop_pending_updates"):
            self.courier.drop()
        if allowed is not None:
            self.courier.allowed = allowed
        self.connections = min(max(connections, 1), 100)
        self.courier.secret = secret or None
        self.courier.hook = url
        return True

    def delete_webhook(self, call: Call) -> Any:
        if call.flag("drop_pending_updates"):
            self.courier.drop()
        self.courier.hook = None
        return True

    def get_webhook_info(self, _call: Call) -> Any:
        info: dict[str, Any] = {
            "url": self.courier.hook or "",
            "has_custom_certificate": False,
            "pending_update_count": self.courier.pending,
        }
        if self.courier.hook:
            info["max_connections"] = self.connections
        return info | ({"allowed_updates": self.courier.allowed} if self.courier.allowed else {})

    def set_my_commands(self, call: Call) -> Any:
        commands = call.value("commands", list)
        if commands is None:
            raise wrong('parameter "commands" is required')
        if len(commands) > 100:
            raise wrong("BOT_COMMANDS_TOO_MUCH")
        kept = []
        for each in commands:
            if not isinstance(each, dict):
                raise wrong("can't parse BotCommand: expected an Object")
            if not COMMAND.fullmatch(str(each.get("command", "")).removeprefix("/")):
                raise wrong("BOT_COMMAND_INVALID")
            if not 1 <= units(str(each.get("description", "")).strip()) <= 256:
                raise wrong("BOT_COMMAND_DESCRIPTION_INVALID")
            kept.append({"command": each["command"].removeprefix("/"), "description": each["description"].strip()})
        self.commands[self._scope(call), _language(call)] = kept
        return True

    def get_my_commands(self, call: Call) -> Any:
        return self.commands.get((self._scope(call), _language(call)), [])

    def delete_my_commands(self, call: Call) -> Any:
        self.commands.pop((self._scope(call), _language(call)), None)
        return True

    def set_words(self, call: Call) -> Any:
        kind = re.sub(r"(?<!^)([A-Z])", r"_\1", call.method.removeprefix("setMy")).lower()
        said = call.text(kind).strip()
        if units(said) > WORDS[kind]:
            raise wrong(f"{kind.replace('_', ' ')} is too long")
        self.words[kind, _language(call)] = said
        return True

    def get_words(self, call: Call) -> Any:
        kind = re.sub(r"(?<!^)([A-Z])", r"_\1", call.method.removeprefix("getMy")).lower()
        language = _language(call)
        default = self.world.bot["first_name"] if kind == "name" else ""
        return {kind: self.words.get((kind, language)) or self.words.get((kind, "")) or default}

    def set_chat_menu_button(self, call: Call) -> Any:
        chat = chat_id(call)
        if chat and not self.world.chat(chat).private:
            raise wrong("chat not found")
        button = call.value("menu_button", dict) or {"type": "default"}
        if button.get("type") not in ("default", "commands", "web_app"):
            raise wrong("MenuButton has unsupported type")
        if button["type"] == "web_app":
            url = (button.get("web_app") or {}).get("url", "")
            if not button.get("text") or not url.startswith("https://"):
                raise wrong(f"menu button Web App URL '{url}' is invalid: only HTTPS links are allowed")
        self.menus[chat or 0] = button
        return True

    def get_file(self, call: Call) -> Any:
        file_id = call.text("file_id")
        file = self.world.files.get(file_id)
        if file is None:
            raise wrong("invalid file_id")
        told = {"file_id": file_id, "file_unique_id": f"AgAD{file_id[-6:]}", "file_size": len(file.content)}
        return told | {"file_path": f"documents/{file_id}"}

    def get_chat(self, call: Call) -> Any:
        chat = self.world.chat(chat_id(call))
        gifts = dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        )
        return chat.api | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}

    def _scope(self, call: Call) -> str:
        """The scope of a call, as a word of its own."""
        scope = call.value("scope", dict) or {"type": "default"}
        wanted = SCOPES.get(scope.get("type"))
        if wanted is None:
            raise wrong("unsupported type specified")
        if not wanted <= set(scope):
            raise wrong("chat_id is empty")
        if wanted:
            self.world.chat(chat_id(Call(call.method, scope)))
        return json.dumps(scope, sort_keys=True)

    @property
    def methods(self) -> dict[str, Any]:
        return {
            "getMe": self.get_me,
            "setWebhook": self.set_webhook,
            "deleteWebhook": self.delete_webhook,
            "getWebhookInfo": self.get_webhook_info,
            "setMyCommands": self.set_my_commands,
            "getMyCommands": self.get_my_commands,
            "deleteMyCommands": self.delete_my_commands,
            **{f"setMy{kind}": self.set_words for kind in ("Name", "Description", "ShortDescription")},
            **{f"getMy{kind}": self.get_words for kind in ("Name", "Description", "ShortDescription")},
            "setChatMenuButton": self.set_chat_menu_button,
            "getFile": self.get_file,
            "getChat": self.get_chat,
        }


def _hookable(url: str) -> None:
    """Raises Refused unless Telegram would bring updates to `url`, or it is on this machine."""
    parts = urlsplit(url)
    if is_here(url):
        return
    if parts.scheme != "https":
        raise wrong("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.port not in SECURE_PORTS:
        raise wrong("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def asked_kinds(call: Call) -> list[str] | None:
    """The kinds of updates that are asked for; None where nothing is said, which leaves it as it was."""
    if "allowed_updates" not in call.given:
        return None
    kinds = call.value("allowed_updates", list) or []
    if not all(isinstance(kind, str) for kind in kinds):
        raise wrong("can't parse allowed_updates: expected an Array of String")
    return kinds


def _language(call: Call) -> str:
    code = call.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise wrong("invalid language code specified")
    return code

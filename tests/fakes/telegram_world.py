"""What Telegram knows: who there is, their chats with the bot, and what was said there."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal

from tests.fakes.telegram_refused import Refused, wrong


QUERY_LASTS = 150
"""Seconds for which a tap can be answered."""

State = Literal["new", "open", "blocked", "deactivated", "kicked", "moved"]


@dataclass
class Said:
    """A message: as the Bot API tells it, and what only those in the chat see."""

    api: dict[str, Any]
    kind: str
    bot: bool
    markup: dict[str, Any] | None = None
    content: bytes = b""


@dataclass
class Chat:
    """A chat with the bot. `api` is a Chat; `state` is new until a person pressed Start or the bot was added."""

    api: dict[str, Any]
    members: list[int]
    state: State = "new"
    moved_to: int = 0
    said: dict[int, Said] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        return bool(self.api["type"] == "private")


@dataclass(frozen=True)
class File:
    name: str
    media_type: str
    content: bytes


class World:
    """Guarded by `lock`. `ahead`: by how many seconds its clock is ahead of the real one."""

    def __init__(self, token: str) -> None:
        self.lock = threading.RLock()
        self.ahead = 0.0
        self.bot: dict[str, Any] = {
            "id": int(token.split(":", maxsplit=1)[0]),
            "is_bot": True,
            "first_name": "น้องนัด",
            "username": "nongnat_bot",
        }
        self.users: dict[int, dict[str, Any]] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.uploads: list[str] = []
        """The names of the files that came with a call, in order."""
        self.queries: dict[str, float] = {}
        """When each tap was made."""
        self._ids = count(1)
        self._numbers = count(1)
        self._in_supergroup: dict[int, count[int]] = {}

    def now(self) -> float:
        return time.time() + self.ahead

    def number(self) -> int:
        """A number that nothing else here has."""
        return next(self._numbers)

    def chat(self, given: int | None) -> Chat:
        """The chat that the bot means; raises Refused where it may not write there."""
        if given is None:
            raise wrong("chat_id is empty")
        chat = self.chats.get(given)
        if chat is None:
            raise wrong("chat not found")
        kind = chat.api["type"]
        if chat.state == "new":
            raise Refused(400, "chat not found")
        if chat.state == "blocked":
            raise Refused(403, "bot was blocked by the user")
        if chat.state == "deactivated":
            raise Refused(403, "user is deactivated")
        if chat.state == "kicked":
            raise Refused(403, f"bot was kicked from the {kind} chat")
        if chat.state == "moved":
            why = "group chat was upgraded to a supergroup chat"
            raise Refused(400, why, migrate_to_chat_id=chat.moved_to)
        return chat

    def put(self, chat: Chat, author: dict[str, Any], kind: str, **fields: Any) -> Said:
        """A new message. Private chats and groups share one row of numbers, each supergroup has its own."""
        ids = self._ids
        if chat.api["type"] == "supergroup":
            ids = self._in_supergroup.setdefault(chat.api["id"], count(1))
        number = next(ids)
        api = {"message_id": number, "from": author, "chat": chat.api, "date": int(self.now())} | fields
        chat.said[number] = said = Said(api, kind, bot=author == self.bot)
        return said

    def quoted(self, chat: Chat, number: int) -> dict[str, Any]:
        """What a message that answers message `number` says of it."""
        return {
            "reply_to_message": {
                name: value for name, value in chat.said[number].api.items() if name != "reply_to_message"
            }
        }

    def keep(self, name: str, media_type: str, content: bytes) -> dict[str, Any]:
        """Keeps a file: what the Bot API says of any file."""
        number = self.number()
        file_id = f"BQACAgUAAxkBAAM{number:06d}"
        self.files[file_id] = File(name, media_type, content)
        return {"file_id": file_id, "file_unique_id": f"AgAD{number:06d}", "file_size": len(content)}

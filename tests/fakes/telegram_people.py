"""What people do in Telegram; the bot hears of it by whole updates, as Telegram tells it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from PIL import Image

from tests.fakes.telegram_html import units
from tests.fakes.telegram_world import Chat, State, World


if TYPE_CHECKING:
    from tests.fakes.telegram_courier import Courier


MARKED = re.compile(
    r"(?<!\S)(?:(?P<bot_command>/[a-z0-9_]{1,32}(?:@\w+)?)|(?P<mention>@\w{5,32})|(?P<url>https?://\S+))"
)
OGG = b"OggS\x00\x02" + bytes(20)


class People:
    """Each method that says something gives the id of the message. A group hears the bot from `add` on."""

    def __init__(self, world: World, courier: Courier) -> None:
        self.world = world
        self.courier = courier

    def person(self, name: str, language: str = "th") -> int:
        """Somebody who has not started the bot yet: their id, which is that of their chat too."""
        with self.world.lock:
            number = 5_000_000_000 + self.world.number()
            user: dict[str, Any] = {"id": number, "is_bot": False, "first_name": name} | (
                {"language_code": language} if language else {}
            )
            self.world.users[number] = user
            self.world.chats[number] = Chat({"id": number, "type": "private", "first_name": name}, [number])
            return number

    def group(self, members: list[int], title: str = "รุ่นของเรา") -> int:
        """A group in which the bot is not yet: its id."""
        with self.world.lock:
            number = -4_000_000_000 - self.world.number()
            self.world.chats[number] = Chat({"id": number, "type": "group", "title": title}, list(members))
            return number

    def start(self, user: int, payload: str = "") -> int:
        """Presses Start; from now on the bot may write to them."""
        chat = self.world.chats[user]
        if chat.state == "blocked":
            self.unblock(user)
        chat.state = "open"
        return self.say(user, f"/start {payload}".strip())

    def block(self, user: int) -> None:
        self._member(user, user, "blocked", "kicked")

    def unblock(self, user: int) -> None:
        self._member(user, user, "open", "member")

    def deactivate(self, user: int) -> None:
        """Their account is gone; nobody tells the bot."""
        self.world.chats[user].state = "deactivated"

    def add(self, group: int) -> None:
        """The bot is taken into the group."""
        by = self.world.chats[group].members[0]
        self._member(group, by, "open", "member")
        self._service(group, by, new_chat_members=[self.world.bot])

    def kick(self, group: int) -> None:
        self._member(group, self.world.chats[group].members[0], "kicked", "kicked")

    def migrate(self, group: int) -> int:
        """The group becomes a supergroup: its new id."""
        with self.world.lock:
            old = self.world.chats[group]
            number = -1_000_000_000_000 - 2_000_000_000 - self.world.number()
            api = {"id": number, "type": "supergroup", "title": old.api["title"]}
            self.world.chats[number] = Chat(api, old.members, old.state)
        by = old.members[0]
        self._service(group, by, migrate_to_chat_id=number)
        old.state, old.moved_to = "moved", number
        self._service(number, by, migrate_from_chat_id=group)
        return number

    def say(
        self, user: int, text: str, group: int | None = None, reply_to: int | None = None, *, mention: bool = False
    ) -> int:
        """Says it to the bot, or in `group`; `mention` puts the bot's name before it."""
        return self._put(user, group, "text", reply_to, **self._text(text, mention=mention))

    def edit(self, user: int, message_id: int, text: str, group: int | None = None) -> None:
        """Makes their own message read `text`."""
        with self.world.lock:
            said = self.world.chats[group or user].said[message_id]
            said.api |= self._text(text) | {"edit_date": int(self.world.now())}
            told = dict(said.api)
        self._tell("edited_message", told)

    def tap(self, user: int, message_id: int, data: str, group: int | None = None) -> str:
        """Taps a button that carries `data`, whether the message has such a one or not: the id of the query."""
        with self.world.lock:
            chat = self.world.chats[group or user]
            said = chat.said.get(message_id)
            query = f"{user << 20}{self.world.number():06d}"
            self.world.queries[query] = self.world.now()
            message = said.api if said else {"chat": chat.api, "message_id": message_id, "date": 0}
            update = {
                "id": query,
                "from": self.world.users[user],
                "message": dict(message),
                "chat_instance": str(7_000_000_000_000_000_000 - user),
                "data": data,
            }
        self.courier.bring("callback_query", update)
        return query

    def sticker(self, user: int, group: int | None = None) -> int:
        with self.world.lock:
            file = self.world.keep("sticker.webp", "image/webp", b"RIFF")
        size = {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"}
        return self._put(user, group, "sticker", sticker=file | size | {"emoji": "🙏", "set_name": "Wai"})

    def photo(self, user: int, caption: str = "", group: int | None = None) -> int:
        drawn = io.BytesIO()
        Image.new("RGB", (90, 60), "teal").save(drawn, "JPEG")
        with self.world.lock:
            sizes = [self.world.keep("photo.jpg", "image/jpeg", drawn.getvalue()) | {"width": 90, "height": 60}]
        fields: dict[str, Any] = {"photo": sizes} | ({"caption": caption} if caption else {})
        return self._put(user, group, "photo", None, **fields)

    def voice(self, user: int, group: int | None = None) -> int:
        with self.world.lock:
            file = self.world.keep("voice.oga", "audio/ogg", OGG)
        return self._put(user, group, "voice", voice=file | {"duration": 3, "mime_type": "audio/ogg"})

    def document(
        self, user: int, name: str = "รายชื่อ.pdf", content: bytes = b"%PDF-1.7", group: int | None = None
    ) -> int:
        with self.world.lock:
            file = self.world.keep(name, "application/pdf", content)
        return self._put(user, group, "document", document=file | {"file_name": name, "mime_type": "application/pdf"})

    def pin(self, user: int, latitude: float, longitude: float, group: int | None = None) -> int:
        """Sends a place on the map."""
        return self._put(user, group, "location", location={"latitude": latitude, "longitude": longitude})

    def contact(self, user: int, *, own: bool = True) -> int:
        """Shares a telephone number: their own or somebody else's."""
        of = user if own else user + 1_000_000
        name = self.world.users[user]["first_name"] if own else "คนอื่น"
        return self._put(
            user, None, "contact", contact={"phone_number": "+66810000000", "first_name": name, "user_id": of}
        )

    def _put(self, user: int, group: int | None, kind: str, reply_to: int | None = None, **fields: Any) -> int:
        with self.world.lock:
            chat = self.world.chats[group or user]
            if group is None and chat.state != "open":
                raise ValueError(f"nobody can write to a bot that is not started: {chat.state}")
            fields |= self.world.quoted(chat, reply_to) if reply_to else {}
            said = self.world.put(chat, self.world.users[user], kind, **fields)
            told = dict(said.api)
        self._tell("message", told)
        number: int = told["message_id"]
        return number

    def _text(self, text: str, *, mention: bool = False) -> dict[str, Any]:
        if mention:
            text = f"@{self.world.bot['username']} {text}"
        entities = [
            {"offset": units(text[: each.start()]), "length": units(each[0]), "type": each.lastgroup}
            for each in MARKED.finditer(text)
        ]
        return {"text": text} | ({"entities": entities} if entities else {})

    def _service(self, group: int, user: int, **fields: Any) -> None:
        with self.world.lock:
            said = self.world.put(self.world.chats[group], self.world.users[user], "service", **fields)
        self._tell("message", dict(said.api))

    def _tell(self, kind: str, told: dict[str, Any]) -> None:
        chat = self.world.chats[told["chat"]["id"]]
        if chat.state == "open":
            self.courier.bring(kind, told)

    def _member(self, chat_id: int, user: int, state: State, status: str) -> None:
        """The bot's standing in a chat is now `state`; told as a change to `status`."""
        with self.world.lock:
            chat = self.world.chats[chat_id]
            before = {"open": "member", "new": "left"}.get(chat.state, "kicked")
            chat.state = state
            update = {
                "chat": chat.api,
                "from": self.world.users[user],
                "date": int(self.world.now()),
                "old_chat_member": self._standing(before),
                "new_chat_member": self._standing(status),
            }
        self.courier.bring("my_chat_member", update)

    def _standing(self, status: str) -> dict[str, Any]:
        standing = {"user": self.world.bot, "status": status}
        return standing | ({"until_date": 0} if status == "kicked" else {})

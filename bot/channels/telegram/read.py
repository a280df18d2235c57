"""Reading what Telegram brings: one update in, what somebody did with it out."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from telegram import ChatMemberRestricted, Update
from telegram.constants import ChatMemberStatus, ChatType, MessageEntityType

from bot.messages import Address, Attached, Inbound, Spot
from bot.port import LARGEST


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from telegram import (
        CallbackQuery,
        Chat,
        ChatMember,
        ChatMemberUpdated,
        Document,
        Message,
        MessageEntity,
        PhotoSize,
        User,
    )

    from bot.messages import Kind


log = logging.getLogger(__name__)

NAME = "telegram"

_POLE, _DATE_LINE = 90, 180  # degrees
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_CONTENTS: tuple[tuple[str, Kind], ...] = (
    ("text", "text"),
    ("sticker", "sticker"),
    ("photo", "photo"),
    ("voice", "voice"),
    ("video_note", "voice"),
    ("audio", "voice"),
    ("video", "video"),
    ("animation", "video"),  # before the file that it also is, for old programs
    ("document", "file"),
    ("location", "location"),  # a venue is one too
    ("contact", "contact"),
)
_START = re.compile(r"/start(?:@\w+)?(?:\s+(?P<payload>.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself: its id is in its token, its @name is "" until Telegram has told it."""

    id: int
    name: str


def inbound(update: Mapping[str, Any], me: Me, received: datetime) -> Inbound | None:
    """What was done in one update; None where it is nothing that we know, or none of ours. Raises nothing.

    `received` (aware) stands for its time where Telegram tells none, as of a tap.
    """
    try:
        event = _read(Update.de_json(dict(update), None), me, received)
        return event and replace(event, at=event.at or received)  # the kit takes a message without a date
    except Exception as error:  # noqa: BLE001 - the border: whatever is odd in there, the next update must be read
        log.warning("an update cannot be read: %s", type(error).__name__)  # and no more: its words may be a person's
        return None


def _read(update: Update, me: Me, received: datetime) -> Inbound | None:
    event = _number(update.update_id)
    if update.message:
        return _message(event, update.message, me)
    if update.edited_message:
        return _edited(event, update.edited_message, me)
    if update.callback_query:
        return _tap(event, update.callback_query, received)
    if update.my_chat_member:
        return _membership(event, update.my_chat_member)
    return None


def _message(event: str, message: Message, me: Me) -> Inbound | None:
    if message.migrate_to_chat_id:
        moved = _number(message.migrate_to_chat_id)
        return Inbound(_address(message.chat), event, "", message.date, moved, "moved", group=True)
    kind = next((kind for name, kind in _CONTENTS if getattr(message, name)), None)
    start = _START.fullmatch(message.text or "") if message.chat.type == ChatType.PRIVATE else None
    if kind is None or not _by_person(message):
        return None
    if start:
        return _said(event, message, me, "started", "", _clean(start["payload"] or "").strip())
    said = _said(event, message, me, kind, message.text or message.caption or "")
    return said and replace(said, attached=_attached(kind, message), spot=_spot(message))


def _attached(kind: Kind, message: Message) -> Attached | None:
    """Of a photo, which comes in several sizes, the largest that is fetched."""
    if kind == "file" and message.document:
        return _file(message.document, message.document.file_name or "")
    fitting = [size for size in message.photo if (size.file_size or 0) <= LARGEST] if kind == "photo" else []
    return _file(max(fitting, key=lambda size: size.width * size.height), "") if fitting else None


def _file(found: Document | PhotoSize, name: str) -> Attached:
    return Attached(_clean(found.file_id), _clean(name), found.file_size or 0)


def _spot(message: Message) -> Spot | None:
    if not message.location or message.location.live_period:  # one that moves is nowhere to go
        return None
    at, venue = message.location, message.venue
    if abs(at.latitude) > _POLE or abs(at.longitude) > _DATE_LINE:
        return None
    words = (_clean(venue.title), _clean(venue.address)) if venue else ()
    return Spot(at.latitude, at.longitude, *words)


def _edited(event: str, message: Message, me: Me) -> Inbound | None:
    text = message.text or message.caption  # a place that moves is edited too, and reads nothing
    return _said(event, message, me, "edited", text) if text and _by_person(message) else None


def _said(event: str, message: Message, me: Me, kind: Kind, text: str, data: str = "") -> Inbound | None:
    if not _ours(message.chat):
        return None
    group, answered, called = message.chat.type in _GROUPS, message.reply_to_message, False
    if group:
        text, called = _without_name(text, message.entities or message.caption_entities, me)
        called = called or bool(answered and answered.from_user and answered.from_user.id == me.id)
    return Inbound(
        _address(message.chat),
        event,
        _clean(text),
        message.edit_date or message.date,
        data,
        kind,
        message_id=_number(message.message_id),
        quoted=_number(answered.message_id) if answered else "",
        group=group,
        sender=_number(message.from_user.id) if group and message.from_user and not message.sender_chat else "",
        called=called,
        language=_language(message.from_user),
    )


def _tap(event: str, query: CallbackQuery, received: datetime) -> Inbound | None:
    if not query.message or not query.data or not _ours(query.message.chat):
        return None
    group = query.message.chat.type in _GROUPS
    return Inbound(
        _address(query.message.chat),
        event,
        "",
        received,
        _clean(query.data),
        "tap",
        message_id=_number(query.message.message_id),
        group=group,
        sender=_number(query.from_user.id) if group else "",
        language=_language(query.from_user),
    )


def _membership(event: str, change: ChatMemberUpdated) -> Inbound | None:
    if not _ours(change.chat) or change.new_chat_member.status not in set(ChatMemberStatus):
        return None
    group = change.chat.type in _GROUPS
    was, now = _within(change.old_chat_member), _within(change.new_chat_member)
    if group and was and now:
        return None  # made an administrator, or the like
    opened: Kind = "joined" if group else "started"
    closed: Kind = "left" if group else "blocked"
    return Inbound(
        _address(change.chat),
        event,
        "",
        change.date,
        kind=opened if now else closed,
        group=group,
        sender=_number(change.from_user.id) if group else "",
        language=_language(change.from_user),
    )


def _within(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


def _by_person(message: Message) -> bool:
    """Not by a bot, nor by a channel that is only linked to the group; a group's nameless administrator is a person."""
    if message.sender_chat:
        return not message.is_automatic_forward
    return not (message.from_user and message.from_user.is_bot)


def _without_name(text: str, entities: tuple[MessageEntity, ...], me: Me) -> tuple[str, bool]:
    """`text` without the bot's @name in it, and whether that was there. Entities count in UTF-16 units."""
    units, called = text.encode("utf-16-le", "surrogatepass"), False
    for entity in sorted(entities, key=lambda entity: entity.offset, reverse=True):
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        marked = _decoded(units[start:end]).lower()
        name = f"@{me.name.lower()}"
        before, after = _decoded(units[:start]), _decoded(units[end:])
        if (entity.type == MessageEntityType.MENTION and marked == name) or (
            entity.type == MessageEntityType.TEXT_MENTION and entity.user and entity.user.id == me.id
        ):
            text, called = f"{before.rstrip()} {after.lstrip()}", True
        elif me.name and entity.type == MessageEntityType.BOT_COMMAND and marked.endswith(name):
            text, called = f"{before}{_decoded(units[start:end])[: -len(name)]}{after}", True
        units = text.encode("utf-16-le", "surrogatepass")
    return text.strip() if called else text, called


def _decoded(units: bytes) -> str:
    return units.decode("utf-16-le", "surrogatepass")


def _clean(text: str) -> str:
    """`text` without what no store takes: halves of letters, and the letter 0."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\x00", "")


def _ours(chat: Chat) -> bool:
    return chat.type in (ChatType.PRIVATE, *_GROUPS)


def _address(chat: Chat) -> Address:
    return Address(NAME, _number(chat.id))


def _number(number: int) -> str:
    return f"{number:d}"  # raises where it is none


def _language(user: User | None) -> str:
    language = (user.language_code or "" if user else "").partition("-")[0].lower()
    return language if language in ("th", "en") else ""

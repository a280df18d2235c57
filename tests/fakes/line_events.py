"""Webhook events as LINE's platform makes them, whole in every property."""

from __future__ import annotations

from secrets import randbits, token_hex
from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    from tests.fakes.line_state import Event


_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NICKNAME = "@น้องนัด"


def ulid(milliseconds: int) -> str:
    """A new id as LINE's events have: 48 bits of time, 80 of chance."""
    value = (milliseconds << 80) | randbits(80)
    return "".join(_CROCKFORD[(value >> shift) & 31] for shift in range(125, -1, -5))


def source(user: str, group: str = "") -> dict[str, str]:
    """Where an event is from; `user` may be "" in a group, as of somebody who has not consented."""
    by = {"userId": user} if user else {}
    return {"type": "group", "groupId": group, **by} if group else {"type": "user", **by}


def event(kind: str, at: float, where: dict[str, str], *, token: bool = True, **more: Any) -> Event:
    """An event of the type `kind` at `at` (seconds since 1970), with a reply token where it has one."""
    milliseconds = int(at * 1000)
    return {
        "type": kind,
        **more,
        "webhookEventId": ulid(milliseconds),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": milliseconds,
        "source": where,
        **({"replyToken": token_hex(16)} if token else {}),
        "mode": "active",
    }


def text(message_id: str, said: str, *, mention: str = "", quote: str = "") -> dict[str, Any]:
    """A text message's content. `mention`: the user id of the bot, whose name it begins with then."""
    content: dict[str, Any] = {"type": "text", **_common(message_id, quotable=True), "text": said}
    if mention:
        content["text"] = f"{NICKNAME} {said}"
        named = {"index": 0, "length": len(NICKNAME), "type": "user", "userId": mention, "isSelf": True}
        content["mention"] = {"mentionees": [named]}
    if quote:
        content["quotedMessageId"] = quote
    return content


def sticker(message_id: str) -> dict[str, Any]:
    return {
        "type": "sticker",
        **_common(message_id, quotable=True),
        "packageId": "11537",
        "stickerId": "52002734",
        "stickerResourceType": "ANIMATION",
        "keywords": ["สวัสดี"],
    }


def photo(message_id: str) -> dict[str, Any]:
    return {"type": "image", **_common(message_id, quotable=True), "contentProvider": {"type": "line"}}


def video(message_id: str) -> dict[str, Any]:
    return {
        "type": "video",
        **_common(message_id, quotable=True),
        "duration": 60000,
        "contentProvider": {"type": "line"},
    }


def voice(message_id: str) -> dict[str, Any]:
    return {
        "type": "audio",
        **_common(message_id, quotable=False),
        "duration": 3000,
        "contentProvider": {"type": "line"},
    }


def file(message_id: str, name: str, size: int) -> dict[str, Any]:
    return {"type": "file", **_common(message_id, quotable=False), "fileName": name, "fileSize": size}


def pin(message_id: str, latitude: float, longitude: float) -> dict[str, Any]:
    place = {"title": "ตำแหน่งที่เลือก", "address": "กรุงเทพมหานคร", "latitude": latitude, "longitude": longitude}
    return {"type": "location", **_common(message_id, quotable=False), **place}


def _common(message_id: str, *, quotable: bool) -> dict[str, str]:
    return {
        "id": message_id,
        **({"quoteToken": token_hex(24)} if quotable else {}),
        "markAsReadToken": token_hex(24),
    }

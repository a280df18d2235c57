"""What LINE brings to the webhook, event by event.

Read by hand and not by the SDK's parser, which refuses a whole batch for one event of an unknown mode.
"""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from bot.errors import Forged
from bot.messages import Address, Attached, Inbound, Spot


if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages import Kind

    Json = dict[str, Any]


_REPLY_WITHIN = timedelta(seconds=50)  # LINE gives a minute from the webhook; the rest is for the way there
_REDELIVERED_WITHIN = timedelta(minutes=20)  # after the event; later its reply token is certainly void

_SAID: dict[str, Kind] = {
    "text": "text",
    "sticker": "sticker",
    "image": "photo",
    "audio": "voice",
    "video": "video",
    "file": "file",
    "location": "location",
}
_DONE: dict[str, Kind] = {
    "postback": "tap",
    "messageEdited": "edited",
    "unsend": "unsent",
    "follow": "started",
    "unfollow": "blocked",
    "join": "joined",
    "leave": "left",
}
_CHATS = {"user": "userId", "group": "groupId", "room": "roomId"}


def read(secret: str, body: bytes, headers: Mapping[str, str], received: datetime) -> list[Inbound]:
    """See `bot.port.Platform.read`. The signature is over the body's bytes, as they came."""
    signature = b64encode(hmac.digest(secret.encode(), body, "sha256"))
    if not secret or not hmac.compare_digest(signature, headers.get("x-line-signature", "").encode(errors="replace")):
        raise Forged("line")
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return []
    events = content.get("events") if isinstance(content, dict) else None
    found = [_event(event, received) for event in events if isinstance(event, dict)] if isinstance(events, list) else []
    return sorted((event for event in found if event), key=lambda event: event.at)


def _event(event: Json, received: datetime) -> Inbound | None:
    source, message = _part(event, "source"), _part(event, "message")
    kind = _kind(event, message)
    holder = _CHATS.get(_word(source, "type"))
    chat = _word(source, holder) if holder else ""
    if not kind or not chat or event.get("mode") == "standby":
        return None
    at = _time(event, received)
    until = _reply_until(event, at, received)
    token = _word(event, "replyToken") if until else ""
    group = holder != "userId"
    text, called = _named(message) if kind in ("text", "edited") else ("", False)
    return Inbound(
        Address("line", chat),
        _word(event, "webhookEventId") or _digest(event, chat, at),
        text,
        at,
        data=_word(_part(event, "postback"), "data"),
        kind=kind,
        message_id=_word(message, "id") or _word(_part(event, "unsend"), "messageId"),
        quoted=_word(message, "quotedMessageId"),
        group=group,
        sender=_word(source, "userId") if group else "",
        called=called,
        reply_token=token,
        reply_until=until if token else None,
        attached=_attached(message) if kind in ("photo", "file") else None,
        spot=_spot(message) if kind == "location" else None,
    )


def _kind(event: Json, message: Json) -> Kind | None:
    kind = _word(event, "type")
    return _SAID.get(_word(message, "type")) if kind == "message" else _DONE.get(kind)


def _attached(message: Json) -> Attached | None:
    """What can be fetched; a picture that lies on somebody else's server cannot."""
    number, size = _word(message, "id"), message.get("fileSize")
    if not number or _word(_part(message, "contentProvider"), "type") == "external":
        return None
    return Attached(number, _word(message, "fileName"), size if isinstance(size, int) and size > 0 else 0)


def _spot(message: Json) -> Spot | None:
    latitude, longitude = _degrees(message, "latitude", 90), _degrees(message, "longitude", 180)
    if latitude is None or longitude is None:
        return None
    return Spot(latitude, longitude, _word(message, "title"), _word(message, "address"))


def _degrees(message: Json, name: str, most: float) -> float | None:
    found = message.get(name)
    return float(found) if isinstance(found, int | float) and -most <= found <= most else None


def _time(event: Json, received: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(event["timestamp"] / 1000, UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return received


def _reply_until(event: Json, at: datetime, received: datetime) -> datetime | None:
    if _part(event, "deliveryContext").get("isRedelivery") is not True:
        return min(at, received) + _REPLY_WITHIN
    return received + _REPLY_WITHIN if received - at <= _REDELIVERED_WITHIN else None


def _named(message: Json) -> tuple[str, bool]:
    """The text without the places where the bot is mentioned, and whether there are any."""
    found = _part(message, "mention").get("mentionees")
    named = (
        [one for one in found if isinstance(one, dict) and one.get("isSelf") is True] if isinstance(found, list) else []
    )
    text = message.get("text")
    units = (text if isinstance(text, str) else "").encode("utf-16-le", "surrogatepass")  # what LINE counts in
    spans = [(one.get("index"), one.get("length")) for one in named]
    whole = [(start, length) for start, length in spans if isinstance(start, int) and isinstance(length, int)]
    for start, length in sorted(whole, reverse=True):  # from the last, so that the others stay where they are
        if start >= 0 and length > 0:
            units = units[: 2 * start] + units[2 * (start + length) :]
    return _storable(units), bool(named)


def _digest(event: Json, chat: str, at: datetime) -> str:
    """An id for an event that came without one: the same when it is brought again."""
    told = (
        chat,
        at.isoformat(),
        _word(event, "type"),
        _word(_part(event, "message"), "id"),
        _word(event, "replyToken"),
    )
    return sha256("\n".join(told).encode()).hexdigest()


def _part(whole: Json, name: str) -> Json:
    found = whole.get(name)
    return found if isinstance(found, dict) else {}


def _word(part: Json, name: str) -> str:
    found = part.get(name)
    return _storable(found.encode("utf-16-le", "surrogatepass")) if isinstance(found, str) else ""


def _storable(units: bytes) -> str:
    """Text that any database takes: no half of a surrogate pair, no NUL."""
    return units.decode("utf-16-le", "replace").replace("\0", "")

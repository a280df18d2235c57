"""What Telegram would be sent, for somebody to look at first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from bot.channels.telegram.draw import Text, calls
from bot.messages import File, Image, Place


if TYPE_CHECKING:
    from bot.channels.telegram.draw import Call
    from bot.lengths import Words
    from bot.messages import Reply

    Json = dict[str, Any]


_KEY = str(UUID(int=0))  # as long as any other: it counts in what fits


def payload(reply: Reply, words: Words) -> list[Json]:
    """The calls as the Bot API takes them, each with its `method`; `words` are those of the channel.

    A picture is a `data:` address, and a document the `file_name` and `file_size` (in bytes) that the app shows.
    """
    return [_plain(call) for call in calls(reply, _KEY, words)]


def _plain(call: Call) -> Json:
    buttons = {"reply_markup": call.keyboard.to_dict()} if call.keyboard else {}
    return {**_content(call.content), **buttons}


def _content(content: Text | Image | Place | File) -> Json:
    match content:
        case Text(html):
            return {"method": "sendMessage", "text": html, "parse_mode": "HTML"}
        case Image(alt, media_type, held):
            return {"method": "sendPhoto", "photo": f"data:{media_type};base64,{held}", "caption": alt}
        case Place(title, address, latitude, longitude):
            at = {"latitude": latitude, "longitude": longitude}
            return {"method": "sendVenue", "title": title, "address": address, **at}
        case File(name):
            return {"method": "sendDocument", "document": {"file_name": name, "file_size": len(content.data)}}

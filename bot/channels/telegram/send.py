"""Sending one drawn message, or putting it in the place of another."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

from telegram import InputFile, LinkPreviewOptions, Location, Venue
from telegram.constants import ParseMode

from bot.channels.telegram.client import answered
from bot.channels.telegram.draw import Text
from bot.errors import Gone, Never, Retry
from bot.messages import File, Image, Place


if TYPE_CHECKING:
    from telegram import Bot, Message

    from bot.channels.telegram.draw import Call


_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_PICTURES = {"image/png": "image.png", "image/jpeg": "image.jpg"}


async def sent(bot: Bot, chat: str, call: Call) -> str:
    """Send it; returns the message's id. Raises as `answered` does."""
    message: Message
    match call.content:
        case Text(html):
            message = await answered(
                bot.send_message(
                    chat, html, ParseMode.HTML, link_preview_options=_NO_PREVIEW, reply_markup=call.keyboard
                )
            )
        case Image(alt, media_type, content):
            picture = InputFile(b64decode(content), _PICTURES.get(media_type))
            message = await answered(bot.send_photo(chat, picture, alt or None, reply_markup=call.keyboard))
        case Place(title, address, latitude, longitude):
            venue = Venue(Location(longitude, latitude), title, address)  # by itself, the kit takes no 0 degrees
            message = await answered(bot.send_venue(chat, venue=venue, reply_markup=call.keyboard))
        case File(name, _, content):
            message = await answered(bot.send_document(chat, InputFile(content, name), reply_markup=call.keyboard))
    return str(message.message_id)


async def replaced(bot: Bot, chat: str, message_id: str, call: Call) -> bool:
    """Put a drawn text, with its buttons or none, in the place of a message; False where that cannot be done any more.

    Twice shows the same as once, so Retry is raised where nobody knows. Raises as `answered` does otherwise.
    """
    if not isinstance(call.content, Text) or not message_id.isdecimal():
        return False
    try:
        await answered(
            bot.edit_message_text(
                call.content.html,
                chat,
                int(message_id),
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                reply_markup=call.keyboard,
            )
        )
    except OSError:
        raise Retry("no answer") from None
    except Gone:
        raise
    except Never as refused:
        return "not modified" in str(refused)
    return True

"""Sending one drawn message, or putting it in the place of another."""

from __future__ import annotations

from base64 import b64decode
from collections import OrderedDict
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from telegram import InputFile, LinkPreviewOptions, Location, Venue
from telegram.constants import ParseMode

from bot.channels.telegram.client import answered
from bot.channels.telegram.draw import Text
from bot.errors import Gone, Never, Retry
from bot.messages import File, Image, Place


if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import Bot, InlineKeyboardMarkup, Message

    from bot.channels.telegram.draw import Call


_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_PICTURES = {"image/png": "image.png", "image/jpeg": "image.jpg"}


_REMEMBERED = 100  # pictures and files of which Telegram's own id is known
_UPLOADING = 2.0  # seconds after which is looked again whether somebody else's upload has ended
_SMALL = 50_000  # characters; what is no longer may well go up many times at once


class Uploads:
    """What Telegram has of this bot's pictures and files: each goes up once, and then by Telegram's id for it.

    While one goes up, whoever else needs it comes again later: hundreds would not get through at once.
    """

    def __init__(self) -> None:
        self._ids: OrderedDict[str, str] = OrderedDict()
        self._rising: set[str] = set()

    def id_of(self, key: str) -> str:
        """Telegram's id of what has this key, or ""."""
        if key in self._ids:
            self._ids.move_to_end(key)
        return self._ids.get(key, "")

    @contextmanager
    def rising(self, key: str, size: int) -> Iterator[None]:
        """Somebody uploads it now. Raises Retry where somebody else does, unless it is small."""
        if key in self._rising and size > _SMALL:
            raise Retry("being uploaded", after=_UPLOADING)
        self._rising.add(key)
        try:
            yield
        finally:
            self._rising.discard(key)

    def keep(self, key: str, file_id: str) -> None:
        self._ids[key] = file_id
        if len(self._ids) > _REMEMBERED:
            self._ids.popitem(last=False)

    def forget(self, key: str) -> None:
        self._ids.pop(key, None)


async def sent(bot: Bot, chat: str, call: Call, uploads: Uploads) -> str:
    """Send it; returns the message's id. Raises as `answered` does."""
    message: Message
    match call.content:
        case Text(html):
            message = await answered(
                bot.send_message(
                    chat, html, ParseMode.HTML, link_preview_options=_NO_PREVIEW, reply_markup=call.keyboard
                )
            )
        case Image() | File():
            message = await _held(bot, chat, call.content, call.keyboard, uploads)
        case Place(title, address, latitude, longitude):
            venue = Venue(Location(longitude, latitude), title, address)  # by itself, the kit takes no 0 degrees
            message = await answered(bot.send_venue(chat, venue=venue, reply_markup=call.keyboard))
    return str(message.message_id)


async def _held(
    bot: Bot, chat: str, content: Image | File, keyboard: InlineKeyboardMarkup | None, uploads: Uploads
) -> Message:
    """Send a picture or a file, by Telegram's own id where that is known and still good."""
    key = sha256(f"{type(content).__name__}|{_named(content)}|{content.content}".encode("utf-8", "replace")).hexdigest()
    if known := uploads.id_of(key):
        try:
            return await _send(bot, chat, content, known, keyboard)
        except Gone:
            raise
        except Never:  # Telegram has forgotten it, or will say so again
            uploads.forget(key)
    with uploads.rising(key, len(content.content)):
        data = b64decode(content.content) if isinstance(content, Image) else content.data
        message = await _send(bot, chat, content, InputFile(data, _named(content)), keyboard)
    if held := (message.photo[-1] if message.photo else message.document):
        uploads.keep(key, held.file_id)
    return message


def _named(content: Image | File) -> str:
    return content.name if isinstance(content, File) else _PICTURES.get(content.media_type, "")


async def _send(
    bot: Bot, chat: str, content: Image | File, held: InputFile | str, keyboard: InlineKeyboardMarkup | None
) -> Message:
    if isinstance(content, Image):
        return await answered(bot.send_photo(chat, held, content.alt or None, reply_markup=keyboard))
    return await answered(bot.send_document(chat, held, reply_markup=keyboard))


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

"""What people show for their leave: a picture or a file, kept where it was fetched until the request is sent."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from bot.messages import File, Image
from storage import media


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address
    from bot.port import Media


def look(store: Store, address: Address, message: str) -> Media | None:
    """What came with a message, which is kept no longer; None where it could not be fetched."""
    return media.take(store, address, message)


def keep(store: Store, address: Address, message: str, found: Media, now: datetime) -> None:
    """Put it back, as it was looked at, until it is taken with the request."""
    media.keep(store, address, message, found, now)


def paper(found: Media, alt: str) -> Image | File:
    """To be shown: `alt` says what it is."""
    content = b64encode(found.content).decode()
    if found.media_type in ("image/png", "image/jpeg"):
        return Image(alt, found.media_type, content)
    return File(found.name or alt, found.media_type or "application/octet-stream", content, base64=True)

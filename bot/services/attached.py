"""What came with a message, for whoever makes something of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import media


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store

    from bot.messages import Address
    from bot.port import Media


def take(store: Store, address: Address, message_id: str) -> Media | None:
    """What came with the message with this id, which is kept no longer; None where it could not be fetched."""
    return media.take(store, address, message_id)

"""Pictures and files that people sent, from when they are fetched until something is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select

from bot.port import Media
from storage.db import insert_new
from storage.models import MediaRow, table


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from bot.messages import Address


_media = table(MediaRow)
_at = (_media.c.channel == bindparam("at_channel"), _media.c.chat == bindparam("at_chat"))
_this = (*_at, _media.c.message_id == bindparam("message"))
_known = select(_media.c.id).where(*_this)
_read = select(_media.c.content, _media.c.media_type, _media.c.name).where(*_this)
_taken = delete(_media).where(*_this).returning(_media.c.content, _media.c.media_type, _media.c.name)


def keep(store: Session, address: Address, message_id: str, found: Media, now: datetime) -> bool:
    """Keep what came with a message; False where that is here already."""
    row = {"channel": address.channel, "chat": address.chat, "message_id": message_id, "fetched_at": now}
    content = {"content": found.content, "media_type": found.media_type, "name": found.name}
    return insert_new(store, _media, row | content)


def is_here(store: Session, address: Address, message_id: str) -> bool:
    return store.execute(_known, _where(address, message_id)).first() is not None


def read(store: Session, address: Address, message_id: str) -> Media | None:
    """What came with a message, which stays here; None where it is not, or not any more."""
    row = store.execute(_read, _where(address, message_id)).one_or_none()
    return Media(*row) if row else None


def take(store: Session, address: Address, message_id: str) -> Media | None:
    """What came with a message, which is kept here no longer; None where it could not be fetched."""
    row = store.execute(_taken, _where(address, message_id)).one_or_none()
    return Media(*row) if row else None


def drop(store: Session, address: Address, message_id: str = "") -> None:
    """What came with a message is not to be kept; without one, with none of those from `address`."""
    which = _this if message_id else _at
    store.execute(delete(_media).where(*which), _where(address, message_id))


def sweep(store: Session, before: datetime) -> int:
    """Drop what was fetched before then and was never taken; says how much that was."""
    old = delete(_media).where(_media.c.fetched_at < before)
    return store.execute(old).rowcount  # type: ignore[attr-defined,no-any-return] # a deletion has it


def _where(address: Address, message_id: str) -> dict[str, str]:
    return {"at_channel": address.channel, "at_chat": address.chat, "message": message_id}

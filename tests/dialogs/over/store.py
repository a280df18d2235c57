"""What a house's store has of what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from storage.models import Base, OutboxRow


if TYPE_CHECKING:
    from bot.messages import Address
    from storage.db import Database


def holds(database: Database, words: str) -> bool:
    """Whether these words are anywhere in the store."""
    with database.read() as store:
        return any(words in str(row) for table in Base.metadata.sorted_tables for row in store.execute(select(table)))


def last_message_id(database: Database, address: Address) -> str:
    """The channel's own id of what the bot said last at `address`."""
    here = (OutboxRow.channel == address.channel, OutboxRow.chat == address.chat)
    with database.read() as store:
        return store.scalars(select(OutboxRow.message_id).where(*here).order_by(OutboxRow.id.desc()).limit(1)).one()

"""The tables of who is who: people, and where each can be reached."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


AddressState = Literal["open", "blocked", "gone"]


class PersonRow(Base):
    """Somebody on a roster. `name` is the whole of it, with its titles, as it is to be shown."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class AddressRow(Base):
    """A chat in a channel. What is to leave for one that is not `open` is dropped. A group is nobody's."""

    __tablename__ = "addresses"
    __table_args__ = (UniqueConstraint("channel", "chat"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    chat: Mapped[str]
    is_group: Mapped[bool] = mapped_column(default=False)
    state: Mapped[AddressState] = mapped_column(String(7), default="open")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)

"""The tables of who is who: people, the programmes they are in, how they were invited, where each can be reached."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations
from typing import Literal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


AddressState = Literal["open", "blocked", "gone"]
CodeKind = Literal["join", "checkin"]
Role = Literal["owner", "organiser", "scanner", "participant"]
"""What somebody may do in a programme; an owner of one is that of all."""


class PersonRow(Base):
    """Somebody on a roster. `name` is the whole of it, with its titles, as it is to be shown.

    `consent` is the version of the privacy notice that was agreed to, 0 before any. `stopped`: wants answers and
    nothing else. `language` is the one last chosen, "" before any. Of somebody `erased` only a made-up name is left,
    because something that is kept as evidence names this row.
    """

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    organisation: Mapped[str] = mapped_column(server_default="")
    position: Mapped[str] = mapped_column(server_default="")
    email: Mapped[str] = mapped_column(server_default="")
    phone: Mapped[str] = mapped_column(server_default="")
    language: Mapped[str] = mapped_column(String(2), server_default="")
    consent: Mapped[int] = mapped_column(server_default="0")
    consented_at: Mapped[datetime | None]
    stopped: Mapped[bool] = mapped_column(server_default=false())
    erased: Mapped[bool] = mapped_column(server_default=false())


class MembershipRow(Base):
    """That a person is in a programme (its code; "" stands for all of them), as what.

    `team` is a group's code in the programme, or the roster's own words; `code` is the roster's own id, or "".
    `leads`: their team. `note` is for the staff at the door, such as a meal or a wheelchair.
    """

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("person_id", "programme"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    programme: Mapped[str] = mapped_column(index=True)
    role: Mapped[Role] = mapped_column(String(11))
    team: Mapped[str]
    code: Mapped[str]
    leads: Mapped[bool] = mapped_column(server_default=false())
    note: Mapped[str] = mapped_column(server_default="")


class InvitationRow(Base):
    """A code to join by, of which only a digest is kept; used once (`used_at`, in which channel), or taken back.

    One that was given out in a chat is void after `expires_at`.
    """

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    programme: Mapped[str]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    channel: Mapped[str] = mapped_column(default="")
    revoked_at: Mapped[datetime | None]


class WrongCodeRow(Base):
    """A code that somebody tried, to join or (`checkin`) to check in, and that is none; for an hour."""

    __tablename__ = "wrong_codes"
    __table_args__ = (Index(None, "channel", "chat", "at"), Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[CodeKind] = mapped_column(String(7), server_default="join")
    channel: Mapped[str]
    chat: Mapped[str]
    at: Mapped[datetime]


class AddressRow(Base):
    """A chat in a channel. What is to leave for one that is not `open` is dropped.

    A group is nobody's; it is of one `programme` (its code) once an organiser has said so, and is only written to
    unasked where one has let it (`pushes`).
    """

    __tablename__ = "addresses"
    __table_args__ = (UniqueConstraint("channel", "chat"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    chat: Mapped[str]
    is_group: Mapped[bool] = mapped_column(default=False)
    state: Mapped[AddressState] = mapped_column(String(7), default="open")
    programme: Mapped[str] = mapped_column(default="")
    pushes: Mapped[bool] = mapped_column(default=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)


class MergeRow(Base):
    """That organisers take two people for one, and the chats of both are asked: `gone` is to become part of `kept`.

    It is there until both have said so, or one of them that it is not so. `kept_by` and `gone_by` are how each has
    said it: in their `chat`, or by a `code` from it; "" before they have.
    """

    __tablename__ = "merges"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme: Mapped[str]
    kept: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    gone: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(8))
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[datetime]
    kept_by: Mapped[str] = mapped_column(String(4), server_default="")
    gone_by: Mapped[str] = mapped_column(String(4), server_default="")

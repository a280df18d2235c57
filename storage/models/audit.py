"""The table of who did what, when: evidence, which is only added to."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class AuditRow(Base):
    """One deed: `what` names it (`session.changed`, `consent.given`, `people.seen`), `subject` what it was done to.

    `person_id` did it, None the clock or the command line; `about` is the person whose data it concerned, if any.
    `details` has no personal words. Where the two are erased, their pseudonyms stay. `key` is that of a deed that is
    kept once, such as a page looked at by the same person on the same day.
    """

    __tablename__ = "audit"
    __table_args__ = (Index(None, "programme", "id"), Index(None, "about"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    programme: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    about: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    what: Mapped[str]
    subject: Mapped[str]
    details: Mapped[dict[str, Any]]
    key: Mapped[str | None] = mapped_column(unique=True)

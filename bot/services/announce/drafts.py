"""Drafts: made, changed until they go, and shown by a secret address."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any

from bot.errors import Refused
from bot.services.announce.content import check
from storage import announcements
from storage.announcements import Announcement
from storage.audiences import Audience


if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Reply
    from storage.models.announcements import AnnouncementState


_CHANGED = ("draft", "approval", "scheduled")  # the states in which it can be changed
_SHOWN = 20


def draft(  # noqa: PLR0913 - all that an announcement is made of
    store: Store,
    programme: str,
    author: int | None,
    reply: Reply,
    now: datetime,
    audience: Audience | None = None,
    *,
    asks: bool = True,
    urgent: bool = False,
    corrects: int | None = None,
    chases: int | None = None,
) -> Announcement:
    """A new draft for the programme with this code.

    `author` is a person's id, None at the machine itself. Raises Refused where `reply` is empty or too much.
    """
    check(reply)
    new = Announcement(
        id=0,
        programme=programme,
        author=author,
        reply=reply,
        audience=audience or Audience(),
        state="draft",
        made_at=now,
        send_at=None,
        begun_at=None,
        ended_at=None,
        expires_at=None,
        approved_by=None,
        planned_to=0,
        corrects=corrects,
        chases=chases,
        asks=asks,
        urgent=urgent,
    )
    return announcements.add(store, new)


def get(store: Store, number: int) -> Announcement:
    """The announcement with this number. Raises Refused where there is none."""
    return _found(announcements.get(store, number), number)


def locked(store: Store, number: int) -> Announcement:
    """The same, which nobody else changes until the transaction ends."""
    return _found(announcements.locked(store, number), number)


def latest(
    store: Store, programmes: Collection[str], states: Collection[AnnouncementState] = (), limit: int = _SHOWN
) -> list[Announcement]:
    """The last of the programmes with these codes, in one of `states` or any, the newest first."""
    return announcements.listed(store, programmes, states, limit)


# What is changed must be confirmed again, and approved where the programme asks for that.


def rewrite(store: Store, number: int, reply: Reply) -> Announcement:
    """Give it other words. Raises Refused as `draft` does, and where it has begun to go."""
    check(reply)
    return _changed(store, number, reply=reply)


def aim(store: Store, number: int, audience: Audience) -> Announcement:
    """Give it another audience. Raises Refused where it has begun to go."""
    return _changed(store, number, audience=audience.kept())


def schedule(store: Store, number: int, at: datetime | None, now: datetime) -> Announcement:
    """Let it go at a time (aware), None: once it is confirmed. Raises Refused where that is past, or it has gone."""
    if at is not None and at <= now:
        raise Refused("announcing.past")
    return _changed(store, number, send_at=at)


def urge(store: Store, number: int, *, urgent: bool = True) -> Announcement:
    """Let it go in quiet hours too, out of LINE's reserve, and before others. Raises Refused where it has gone."""
    return _changed(store, number, urgent=urgent)


def ask(store: Store, number: int, *, asks: bool) -> Announcement:
    """With the button to acknowledge it, or without. Raises Refused where it has begun to go."""
    return _changed(store, number, asks=asks)


def secret(store: Store, number: int) -> str:
    """A new secret by which its preview is had; the one before is void."""
    made = secrets.token_urlsafe(24)
    announcements.change(store, number, preview=_digest(made))
    return made


def by_secret(store: Store, given: str) -> Announcement | None:
    """The announcement whose preview is had by this secret."""
    return announcements.by_preview(store, _digest(given)) if given else None


def _changed(store: Store, number: int, **values: Any) -> Announcement:
    if locked(store, number).state not in _CHANGED:
        raise Refused("announcing.went", number=str(number))
    return announcements.change(store, number, state="draft", approved_by=None, **values)


def _found(found: Announcement | None, number: int) -> Announcement:
    if found is None:
        raise Refused("announcing.unknown", number=str(number))
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()

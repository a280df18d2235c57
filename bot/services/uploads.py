"""Files that somebody uploads to a page, kept from when it is said what is in them until that is confirmed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from bot.messages import Address
from bot.port import Media
from storage import media


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store


_PLACE = "upload"  # no channel is called so; what is never taken goes after a day, as any media


def keep(store: Store, person: int, name: str, data: bytes, now: datetime) -> str:
    """Keep a file of somebody's, in the place of any before: what to `take` it by."""
    here = Address(_PLACE, str(person))
    media.drop(store, here)
    token = secrets.token_urlsafe(16)
    media.keep(store, here, token, Media(data, "application/octet-stream", name), now)
    return token


def take(store: Store, person: int, token: str) -> tuple[str, bytes] | None:
    """Its name and what is in it, once; None where it is not theirs, or is here no more."""
    found = media.take(store, Address(_PLACE, str(person)), token) if token else None
    return (found.name, found.content) if found else None

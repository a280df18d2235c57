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


def ticket() -> str:
    """What a file may be kept by."""
    return secrets.token_urlsafe(16)


def keep(store: Store, person: int, token: str, name: str, data: bytes, now: datetime) -> None:
    """Keep a file of somebody's by its ticket, in the place of any before."""
    here = Address(_PLACE, str(person))
    media.drop(store, here)
    media.keep(store, here, token, Media(data, "application/octet-stream", name), now)


def read(store: Store, person: int, token: str) -> tuple[str, bytes] | None:
    """Its name and what is in it; None where it is not theirs, or is here no more."""
    found = media.read(store, Address(_PLACE, str(person)), token) if token else None
    return (found.name, found.content) if found else None


def used(store: Store, person: int, token: str) -> bool:
    """It is done with, and not kept any more; False where it was that before."""
    here = Address(_PLACE, str(person))
    found = media.is_here(store, here, token)
    media.drop(store, here, token)
    return found

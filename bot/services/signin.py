"""Signing in to pages: by a link that works once and was given to somebody in their own chat.

Of links and cookies only digests are kept: whoever reads the store cannot sign in by it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from storage import people, signins
from storage.models import Purpose
from storage.signins import Pass


if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.models import Role


__all__ = ["LASTS", "LINK_LASTS", "ROSTER", "UNJOINED", "Pass", "Purpose", "enter", "leave", "link", "may", "who"]

LINK_LASTS = timedelta(minutes=10)
LASTS: Mapping[Purpose, timedelta] = {
    "board": timedelta(hours=12),
    "console": timedelta(hours=12),
    "scanner": timedelta(hours=12),
    "sheet": timedelta(hours=2),
}
"""For which a browser stays signed in."""

ROSTER, UNJOINED = "roster", "unjoined"
"""As the subject of a link to the console: it leads to the roster, or to those on it who have not joined."""

_ROLES: Mapping[Purpose, AbstractSet[Role]] = {
    "board": frozenset({"organiser", "owner"}),
    "console": frozenset({"organiser", "owner"}),
    "scanner": frozenset({"scanner", "organiser", "owner"}),
    "sheet": frozenset({"organiser", "owner"}),
}
_BYTES = 32  # of a token; 43 letters
_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)


def link(store: Store, what: Pass, site: str, now: datetime) -> str:
    """A link by which a person opens a page once, within `LINK_LASTS`; an earlier one of the same kind is void.

    Whether they may at all (`may`) is for whoever gives it to them to ask; it is asked again when they enter. The token
    is in the fragment, which no server is sent: it is in no log, and what fetches links to preview them uses none up.
    """
    token = secrets.token_urlsafe(_BYTES)
    signins.offer(store, _digest(token), what, now, now + LINK_LASTS)
    return f"{site}/enter#{token}"


def enter(store: Store, token: str, now: datetime) -> tuple[str, Pass] | None:
    """Use a link up: the cookie of whoever is signed in by it, and what they may open; None where it is not good."""
    what = signins.use(store, _digest(token), now) if _TOKEN.fullmatch(token) else None
    if what is None or not may(store, what):
        return None
    cookie = secrets.token_urlsafe(_BYTES)
    signins.begin(store, _digest(cookie), what, now, now + LASTS[what.purpose])
    return cookie, what


def who(store: Store, cookie: str, purpose: Purpose, now: datetime) -> Pass | None:
    """What the browser with this cookie may open, where that is of this purpose, and the person still may."""
    what = signins.who(store, _digest(cookie), now) if _TOKEN.fullmatch(cookie) else None
    return what if what and what.purpose == purpose and may(store, what) else None


def leave(store: Store, cookie: str, now: datetime) -> None:
    """The browser with this cookie is signed in no more."""
    signins.end(store, _digest(cookie), now)


def may(store: Store, what: Pass) -> bool:
    """Whether somebody has a role in the programme for which such a page is there, or is an owner."""
    wanted = _ROLES[what.purpose]
    return any(
        mine.role == "owner" or (mine.programme == what.programme and mine.role in wanted)
        for mine in people.memberships(store, what.person)
    )


def _digest(token: str) -> str:
    """A quick one will do: nobody tries out 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()

"""Calendars that people subscribe to: by a secret address, and always as the timetable is now."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from bot.texts import texts
from storage import feeds, programmes
from storage.feeds import MOST, Followed


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Language
    from storage.feeds import Feed


__all__ = ["MOST", "Calendars", "Content", "Seen", "count", "look", "make", "revoke"]

_BYTES = 24  # of a secret; 32 letters
_SECRET = re.compile(r"[\w-]{22,64}", re.ASCII)
_KEPT = 32  # calendars in memory: one for each version, choice of programmes and language that is asked for


@dataclass(frozen=True, slots=True)
class Content:
    """A calendar as iCalendar text; `tag` is another when anything in it is."""

    ics: bytes
    tag: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person is shown of their own calendar: its language, and the programmes in it by their titles."""

    language: Language
    titles: tuple[str, ...]


def make(store: Store, person: int, now: datetime) -> tuple[str, bool]:
    """A new secret for a person, of which only a digest is kept; and whether the oldest of MOST had to go for it."""
    secret = secrets.token_urlsafe(_BYTES)
    return secret, feeds.add(store, person, _digest(secret), now)


def revoke(store: Store, person: int) -> int:
    """End all of a person's calendars at once; says how many that were."""
    return feeds.revoke(store, person)


def count(store: Store, person: int) -> int:
    """How many calendars a person has."""
    return feeds.count(store, person)


def look(store: Store, secret: str) -> Seen | None:
    """None for a secret that is none, or none any more."""
    feed = _find(store, secret)
    if feed is None:
        return None
    language = _language(feed)
    return Seen(language, tuple(followed.title.in_(language) for followed in feed.programmes))


class Calendars:
    """The calendars as text, each made once: otherwise asking costs one small query. For any thread."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[Language, tuple[Followed, ...]], Content] = OrderedDict()
        self._making = Lock()

    def content(self, store: Store, secret: str) -> Content | None:
        """What the calendar with this secret holds now; None for a secret that is none, or none any more."""
        feed = _find(store, secret)
        if feed is None:
            return None
        key = (_language(feed), feed.programmes)
        with self._making:
            content = self._made.get(key) or _content(store, *key)
            self._made[key] = content
            self._made.move_to_end(key)
            if len(self._made) > _KEPT:
                self._made.popitem(last=False)
        return content


def _content(store: Store, language: Language, followed: tuple[Followed, ...]) -> Content:
    from storage.formats.to_ics import STAMP, Part, feed_ics  # noqa: PLC0415 - the calendar library takes a while to load

    parts = []
    for each in followed:
        revised = feeds.revised(store, each.code)
        stamps = (revised.at, revised.sessions) if revised else (STAMP, {})
        parts.append(Part(programmes.load(store, each.code), *stamps))
    name = followed[0].title.in_(language) if len(followed) == 1 else texts(language)("calendar.several")
    ics = feed_ics(parts, name, language)
    return Content(ics, hashlib.sha256(ics).hexdigest()[:32])


def _find(store: Store, secret: str) -> Feed | None:
    return feeds.find(store, _digest(secret)) if _SECRET.fullmatch(secret) else None


def _digest(secret: str) -> str:
    """A quick one will do: nobody tries out 192 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _language(feed: Feed) -> Language:
    return feed.language or "th"

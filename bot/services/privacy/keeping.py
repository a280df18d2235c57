"""Personal data goes by the clock: organisers are told a week before, then people, then words, slice by slice."""

from __future__ import annotations

import time
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.messages import Reading, Reply
from bot.texts import texts
from storage import audit, erasing, notices, privacy_settings, recipients, retention, retention_words
from storage.audit import Deed
from storage.outbox import Batch
from storage.people import memberships
from storage.privacy_settings import PrivacySettings
from storage.reminder_settings import quiet_until
from storage.retention_words import Kept


if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.clock import Clock
    from bot.messages import Language
    from storage.db import Database
    from storage.programme import Programme
    from storage.recipients import Recipient
    from storage.retention import Term

    Get = Callable[[Store, str], Programme]
    Work = Callable[[Store, datetime], bool]


WORK = "retention"
"""What one process at a time has the lead in."""

_NOTICE = timedelta(days=7)
_LASTS = timedelta(days=6)
_AT_ONCE = 100
_SLICE_SECONDS = 0.05  # for which chat may wait; one person at least is erased in a slice


def earlier(now: datetime, really: datetime) -> datetime:
    """The time by which data goes: the clock's, but never later than it really is.

    A rehearsal in years to come erases nothing; one in the past erases nothing either that is still to be kept then.
    """
    return min(now, really)


def due(store: Store, now: datetime) -> list[tuple[Term, datetime]]:
    """When the people of each programme go, at the earliest: never before organisers were told, and a week was over."""
    return [(term, _goes(term, now)) for term in retention.terms(store)]


def terms_of(programme: Programme | None) -> PrivacySettings:
    """For how long a programme keeps personal data; None: as it is where no programme says otherwise."""
    return privacy_settings.read(programme.settings.get("privacy") if programme else None)


def _goes(term: Term, now: datetime) -> datetime:
    told = term.told_at or max(now, term.goes_at - _NOTICE)
    return max(term.goes_at, told + _NOTICE)


class Keeper:
    """Does what is due, slice by slice. What a slice did is done, whoever stops then, and may be done again."""

    def __init__(self, database: Database, clock: Clock, real: Clock, get: Get) -> None:
        self._database, self._clock, self._real, self._get = database, clock, real, get
        self._left: list[Work] = []
        self._at = {"inbox": 0, "outbox": 0}

    def some(self) -> bool:
        """Do a slice, in a transaction of its own; whether there is more to do."""
        if not self._left:
            self._left = [self._tell, self._erase, self._scrub, self._outbox, self._inbox, self._talks, self._logs]
            self._at = {"inbox": 0, "outbox": 0}
        now = earlier(self._clock.now(), self._real.now())
        with self._database.write() as store:
            more = self._left[0](store, now)
        if not more:
            self._left.pop(0)
        return bool(self._left)

    def _tell(self, store: Store, now: datetime) -> bool:
        """Organisers are told what goes in a week, once; not at night."""
        for term in retention.terms(store):
            if term.told_at or now < term.goes_at - _NOTICE:
                continue
            programme = self._get(store, term.programme)
            if not quiet_until(programme, now):
                self._told(store, term, programme, now)
        return False

    def _told(self, store: Store, term: Term, programme: Programme, now: datetime) -> None:
        day = retention.day_of(term)
        told = Deed(retention.TOLD, now, term.programme, subject=day, key=retention.key_of(term))
        audit.note(store, told)
        by_language: defaultdict[Language, list[Recipient]] = defaultdict(list)
        for each in recipients.chosen(store, retention.organisers(term.programme)) if term.people else ():
            by_language[each.language or programme.language].append(each)
        key = f"retention {term.programme} {day}".replace("|", "/")
        for language, some in by_language.items():
            words = _words(term, programme, language, _goes(term, now))
            notices.tell(store, [key], some, Batch(Reply(words, reading=Reading(aside=True)), expires_at=now + _LASTS))

    def _erase(self, store: Store, now: datetime) -> bool:
        """People who are in programmes alone whose time is over."""
        over = _over(store, now)
        began = time.monotonic()
        people = store.scalars(retention.goers(over).limit(_AT_ONCE)).all() if over else []
        for person in people:
            mine = [each.programme for each in memberships(store, person)]
            erasing.erase(store, person, now, programme=mine[-1])
            if time.monotonic() - began > _SLICE_SECONDS:
                return True
        return len(people) == _AT_ONCE

    def _scrub(self, store: Store, now: datetime) -> bool:
        days = {term.programme: term.settings.keep_messages_days for term in retention.terms(store)}
        return any(retention.scrub(store, each, now - timedelta(days=days[each])) for each in sorted(_over(store, now)))

    def _outbox(self, store: Store, _now: datetime) -> bool:
        """By real time, as messages are put."""
        return self._on("outbox", retention_words.outbox(store, _kept(store), self._real.now(), self._at["outbox"]))

    def _inbox(self, store: Store, now: datetime) -> bool:
        return self._on("inbox", retention_words.inbox(store, _kept(store), now, self._at["inbox"]))

    def _talks(self, store: Store, now: datetime) -> bool:
        return retention_words.talks(store, _kept(store), now)

    def _logs(self, store: Store, now: datetime) -> bool:
        return retention_words.logs(store, now)

    def _on(self, what: str, reached: int | None) -> bool:
        self._at[what] = reached or 0
        return reached is not None


def _over(store: Store, now: datetime) -> Collection[str]:
    return {term.programme for term, goes in due(store, now) if term.told_at and goes <= now}


def _kept(store: Store) -> Kept:
    days = {term.programme: term.settings.keep_messages_days for term in retention.terms(store)}
    return Kept(days, min([PrivacySettings().keep_messages_days, *days.values()]))


def _words(term: Term, programme: Programme, language: Language, goes: datetime) -> str:
    say = texts(language)
    day = say.day(goes.astimezone(ZoneInfo(programme.timezone)).date())
    title = programme.title.in_(language)
    return say("privacy.soon", title=title, day=day, count=term.people, days=term.settings.keep_days)

"""The clock of feedback: forms open, people are told, reminded once, and forms close."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from bot.clock import RealClock
from bot.services.feedback.occasions import occasions, settings_of
from bot.services.feedback.whom import there
from bot.texts import texts
from storage import (
    checkins,
    feedback,
    feedback_answers,
    feedback_told,
    notices,
    outbox,
    programmes,
    recipients,
    reminders,
)
from storage.db import Conflict
from storage.feedback_told import ASKS, REMINDS
from storage.outbox import Batch
from storage.reminder_settings import FEEDBACK, KINDS, quiet, quiet_until
from storage.reminders import Wishes


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.clock import Clock
    from bot.messages import Language, Reply
    from bot.services.feedback.occasions import Due
    from bot.texts import Texts
    from storage.db import Database
    from storage.feedback import Opened
    from storage.programme import Programme
    from storage.programmes import Listed
    from storage.recipients import Recipient

    Get = Callable[[Store, str], Programme]


WORK = "feedback"
"""What the lead is in: one process at a time asks; more would be safe, too."""
_SLICE = 200  # people a transaction: answers wait for it
_FREE = frozenset({"line"})  # where what waits goes along with an answer, and costs nothing


class Draw(Protocol):
    """`again`: they were asked before. `forms` are of `programme`, at least one, in the order in which they opened."""

    def __call__(self, programme: Programme, forms: Sequence[Opened], say: Texts, *, again: bool) -> Reply: ...


@dataclass(frozen=True, slots=True)
class _Telling:
    """`key` opens the keys of the notices, see storage.feedback_told; `due_at` is real time."""

    programme: Programme
    forms: Mapping[int, Opened]
    key: str
    now: datetime
    due_at: datetime | None = None


class Asker:
    """Asks in one process; in any number of processes nobody is asked twice.

    `draw` gives the message. A reminder waits for so long to go along with an answer (`hold`, real time).
    """

    def __init__(
        self, database: Database, get: Get, draw: Draw, hold: timedelta = timedelta(), real: Clock | None = None
    ) -> None:
        self._database = database
        self._get = get
        self._draw = draw
        self._hold = hold
        self._real = real or RealClock()
        self._occasions: dict[str, tuple[int, tuple[Due, ...]]] = {}
        self._looked: dict[str, tuple[int, int]] = {}
        self._told: dict[str, frozenset[int]] = {}

    def work(self, now: datetime) -> int:
        """All that is due at `now` (aware), by the clock; says how many messages that are."""
        self._close(now)
        with self._database.read() as store:
            listed = programmes.codes(store)
        return sum(self._ask(each, now) for each in listed)

    def next(self, programme: Programme, after: datetime) -> datetime | None:
        """When something may be due next in a programme as it is now; for who makes the clock jump."""
        hours = timedelta(hours=settings_of(programme).reminds_after_hours)
        moments = {moment for due in occasions(programme) for moment in (due.at, due.at + hours, due.closes_at)}
        ends = {end for moment in moments if (end := quiet_until(programme, moment))}
        return min((moment for moment in moments | ends if moment > after), default=None)

    def _close(self, now: datetime) -> None:
        with self._database.read() as store:
            over = feedback.to_close(store, now)
        for form in over:
            with self._database.write() as store:
                current = feedback.get(store, form.id)
                if current and current.closes_at <= now:  # or it was prolonged meanwhile
                    feedback_answers.close(store, current, now)

    def _ask(self, listed: Listed, now: datetime) -> int:
        try:
            self._open(listed, now)
            with self._database.read() as store:
                programme = self._get(store, listed.code)
                forms = [each for each in feedback.of_programme(store, listed.code) if each.is_open(now)]
            if not forms or quiet_until(programme, now):
                return 0
            return self._tell_new(programme, forms, now) + self._remind(programme, forms, now)
        except Conflict:  # another process is just doing the same: what is left comes with the next tick
            self._told.pop(listed.code, None)
            self._looked.pop(listed.code, None)
            return 0

    def _open(self, listed: Listed, now: datetime) -> None:
        """Open what is due; who was noted since to have been there is asked, too."""
        with self._database.read() as store:
            current = [due for due in self._known(store, listed) if due.at <= now < due.closes_at]
            if not current:
                return
            known = {form.about: form for form in feedback.of_programme(store, listed.code)}
            newest = checkins.newest(store, listed.code)
        state = (listed.version, newest)
        fresh = any(due.about not in known for due in current)
        if not fresh and self._looked.get(listed.code) == state:
            return
        with self._database.write() as store:
            self._open_all(store, listed.code, [due for due in current if due.about not in known], now)
            if newest and self._looked.get(listed.code) != state:
                self._add_all(store, [(due, known[due.about]) for due in current if due.about in known], now)
        self._looked[listed.code] = state

    def _known(self, store: Store, listed: Listed) -> tuple[Due, ...]:
        known = self._occasions.get(listed.code)
        if known is None or known[0] != listed.version:
            known = self._occasions[listed.code] = (listed.version, occasions(self._get(store, listed.code)))
        return known[1]

    def _open_all(self, store: Store, code: str, dues: Sequence[Due], now: datetime) -> None:
        for due, people in zip(dues, there(store, code, [each.sessions for each in dues]), strict=True):
            open_one(store, due, people, now)

    def _add_all(self, store: Store, opened: Sequence[tuple[Due, Opened]], now: datetime) -> None:
        found = there(store, opened[0][0].about.programme, [due.sessions for due, _ in opened]) if opened else []
        for (_, form), people in zip(opened, found, strict=True):
            asked = feedback.asked_in(store, form.id)
            more = [person for person in people if person not in asked]
            if more and form.is_open(now):
                feedback.ask(store, form.id, more, reminders.without(store, FEEDBACK))
                self._told.pop(form.about.programme, None)

    def _tell_new(self, programme: Programme, forms: Sequence[Opened], now: datetime) -> int:
        ids = frozenset(form.id for form in forms)
        if self._told.get(programme.code) == ids:
            return 0
        told, whole = self._tell(_Telling(programme, {form.id: form for form in forms}, ASKS, now))
        if whole:
            self._told[programme.code] = ids
        return told

    def _remind(self, programme: Programme, forms: Sequence[Opened], now: datetime) -> int:
        """Of all that they have not answered at once, though some of it was asked later."""
        after = timedelta(hours=settings_of(programme).reminds_after_hours)
        waiting = [form for form in forms if form.reminded_at is None]
        if not after or not any(form.opened_at + after <= now for form in waiting):
            return 0
        found = {form.id: form for form in waiting if form.opened_at + after / 2 <= now}
        told, whole = self._tell(_Telling(programme, found, REMINDS, now, self._due_at(programme, now)))
        if whole:
            with self._database.write() as store:
                for number in found:
                    feedback.reminded(store, number, now)
        return told

    def _due_at(self, programme: Programme, now: datetime) -> datetime | None:
        if not self._hold or quiet_until(programme, now + self._hold):
            return None
        return self._real.now() + self._hold

    def _tell(self, telling: _Telling) -> tuple[int, bool]:
        """How many messages that are, and whether nobody is left who is to get one."""
        told, after, whole = 0, 0, True
        while True:
            with self._database.write() as store:
                found = recipients.chosen(store, feedback_told.untold(telling.forms, telling.key), after, _SLICE)
                if not found:
                    return told, whole
                willing, awake = self._awake(store, found, telling)
                told += self._tell_some(store, awake, telling)
            whole = whole and len(awake) == willing
            after = found[-1].person

    def _awake(self, store: Store, found: Sequence[Recipient], telling: _Telling) -> tuple[int, list[Recipient]]:
        """How many want to be told that, and those of them for whom it is no quiet hour of their own."""
        memberships = reminders.memberships(store, [each.person for each in found])
        wishes = {person: mine[0][1] if mine else Wishes() for person, mine in memberships.items()}
        local = telling.now.astimezone(ZoneInfo(telling.programme.timezone))
        willing = [each for each in found if not _refuses(wishes[each.person], telling)]

        def sleeps(person: int) -> bool:
            own = quiet(wishes[person].quiet)
            return own is not None and own.over(local) is not None

        return len(willing), [each for each in willing if not sleeps(each.person)]

    def _tell_some(self, store: Store, people: Sequence[Recipient], telling: _Telling) -> int:
        if not people:
            return 0
        mine = feedback_told.of_each(store, telling.forms, people[0].person, people[-1].person, telling.key)
        groups: defaultdict[tuple[tuple[int, ...], Language, str], list[Recipient]] = defaultdict(list)
        for each in people:
            language = each.language or telling.programme.language
            groups[tuple(mine[each.person]), language, each.address.channel if each.address else ""].append(each)
        return sum(
            self._tell_group(store, telling, [telling.forms[number] for number in forms], language, some)
            for (forms, language, _), some in groups.items()
        )

    def _tell_group(
        self, store: Store, telling: _Telling, forms: Sequence[Opened], language: Language, some: Sequence[Recipient]
    ) -> int:
        ordered = in_order(telling.programme, forms)
        channel = some[0].address.channel if some[0].address else ""
        reply = self._draw(telling.programme, ordered, texts(language), again=telling.key == REMINDS)
        batch = Batch(
            reply,
            str(uuid5(NAMESPACE_URL, f"{channel} {telling.key}{reply!r}")),
            min(form.closes_at for form in forms),
            outbox.ORDINARY,
            telling.due_at if channel in _FREE else None,
        )
        return notices.tell(store, [f"{telling.key}{form.id}" for form in forms], some, batch)


def open_one(store: Store, due: Due, people: Sequence[int], now: datetime) -> Opened | None:
    """Open a form for these people; None where it was opened before."""
    form = feedback.open_form(store, due.about, now, due.closes_at, anonymous=due.anonymous, fewest=due.fewest)
    if form and people:
        feedback.ask(store, form.id, people, reminders.without(store, FEEDBACK))
    return form


def _refuses(wishes: Wishes, telling: _Telling) -> bool:
    """Who wants no reminders of anything wants none of this either."""
    return FEEDBACK in wishes.off or (telling.key == REMINDS and wishes.off >= frozenset(KINDS))


def in_order(programme: Programme, forms: Iterable[Opened]) -> list[Opened]:
    """Those of sessions as these were held, then the others as they opened."""
    places = {each.code: place for place, each in enumerate(sorted(programme.sessions, key=lambda one: one.start))}
    return sorted(forms, key=lambda form: (not form.about.session, places.get(form.about.session, 0), form.id))

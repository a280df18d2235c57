"""What people are still to be told of a programme's timetable, what telling costs, and the decision on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.services.changes.differences import diff
from storage import people, programmes, questions_duty, quotas, recipients, releases, reminder_settings, reminders
from storage.editing import Edit
from storage.releases_seen import seen
from storage.reminders import Occasion


if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address, Language
    from bot.services.changes.differences import Changed
    from storage.people import Person
    from storage.programme import Programme
    from storage.releases import Release


_NOWHERE = ("unlinked", "stopped", "closed")


@dataclass(frozen=True, slots=True)
class Pending:
    """What is still to be told, as of the newest `release`; `disturbed`: some of it was to be told later already."""

    release: Release
    changes: tuple[Changed, ...]
    disturbed: bool = False


@dataclass(frozen=True, slots=True)
class Cost:
    """How many are told in which channel, how many nowhere; `left` and `most` of LINE's month, where they are known."""

    channels: Counter[str]
    nowhere: int
    left: int | None = None
    most: int | None = None

    @property
    def people(self) -> int:
        return self.channels.total()


def pending(store: Store, programme: str, now: datetime) -> Pending | None:
    """What people of the programme with this code are still to be told of sessions to come; None: nothing.

    It is what differs from what they were last told, however often it was changed meanwhile.
    """
    release = releases.newest(store, programme)
    if release is None or (release.state in ("base", "quiet")) or _is_told(release, now):
        return None
    before, quiet = releases.known(store, programme, now)
    found = diff(before, releases.snapshot(store, release.id), quiet)
    changes = tuple(change for change in found if change.is_to_come(now))
    return Pending(release, changes, releases.disturbed(store, release)) if changes else None


def _is_told(release: Release, now: datetime) -> bool:
    return release.state == "told" and (release.told_at is None or release.told_at <= now)


def told_by(store: Store, release: Release, now: datetime) -> list[Changed]:
    """What the notice of a release says at `now`: what it changed, is so still, and has not begun."""
    before, quiet = releases.known(store, release.programme, release.told_at or now, release.version)
    after, today = releases.snapshot(store, release.id), releases.current(store, release.programme)
    found = diff(before, after, quiet)
    return [change for change in found if today.get(change.code) == after.get(change.code) and change.is_to_come(now)]


def cost(store: Store, programme: str) -> Cost:
    """What it costs to tell everybody in the programme with this code."""
    found = recipients.counted(store, reminders.members([programme]))
    nowhere = sum(found.pop(reason, 0) for reason in _NOWHERE)
    quota = quotas.of(store, "line")
    return Cost(found, nowhere, quota.left if quota else None, quota.most if quota else None)


def when(programme: Programme, changes: Sequence[Changed], now: datetime) -> datetime:
    """When people are told by a programme's own hours: after its quiet ones, unless that is too late for a session."""
    end = reminder_settings.quiet_until(programme, now)
    return now if end is None or any(not change.is_to_come(end) for change in changes) else end


def tell(store: Store, found: Pending, by: int | None, now: datetime, *, at_once: bool = False) -> datetime | None:
    """Have everybody told: when; None where it was decided otherwise before, or what is to be told is other by now."""
    programme = programmes.load(store, found.release.programme)
    at = now if at_once else when(programme, found.changes, now)
    until = max(change.ends for change in found.changes)
    return at if releases.decide(store, found.release, "told", by, now, (at, until)) else None


def hold(store: Store, release: Release, by: int | None, now: datetime) -> bool:
    """Nobody is told for now; False where it was decided otherwise before."""
    return releases.decide(store, release, "held", by, now)


def hush(store: Store, release: Release, by: int | None, now: datetime) -> bool:
    """Nobody is to be told at all; False where it was decided otherwise before."""
    return releases.decide(store, release, "quiet", by, now)


def due(store: Store, until: datetime) -> list[Occasion]:
    """What is to be told by `until` and was not planned yet; of each the subject is the id of the release."""
    return [
        Occasion(release.key, release.programme, "change", release.told_at, release.expires_at, str(release.id))
        for release in releases.due(store, until)
        if release.told_at and release.expires_at
    ]


def organisers(store: Store, programme: str) -> list[tuple[Person, Address, Language]]:
    """The organisers of the programme with this code who can be reached: where each is nearest, in which language."""
    chosen = [
        (person, questions_duty.nearest(store, people.addresses(store, person.id)))
        for person in people.with_role(store, programme, ("organiser", "owner"))
    ]
    return [(person, place, questions_duty.language(store, place)) for person, place in chosen if place]


def restoring(store: Store, programme: Programme, code: str) -> Edit:
    """What makes the session what it was: held again, where it is cancelled; else as people were told, or as before."""
    session = next(each for each in programme.sessions if each.code == code)
    if session.status == "cancelled":
        return Edit(status="confirmed")
    release = releases.newest(store, programme.code)
    before = releases.earlier(store, release, code) if release else {}
    if code not in before:
        return Edit()
    was = seen(before[code])
    speakers = tuple(name.in_("th") for name in was.speakers)
    return Edit(was.start, was.end, was.room.in_("th"), was.title.in_("th"), speakers, meeting=was.meeting.in_("th"))

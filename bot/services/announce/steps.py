"""The steps of an announcement: confirmed, approved or sent back, cancelled before it goes, stopped while it goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services.announce.content import check
from bot.services.announce.cost import calls, cost
from bot.services.announce.drafts import locked
from storage import announcement_settings, announcements, notices, people
from storage.reminder_settings import quiet_until


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Address
    from bot.services.announce.cost import Cost, Parts
    from storage.announcements import Announcement
    from storage.people import Person
    from storage.programme import Programme


_BEFORE = ("draft", "approval", "scheduled")


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The announcement as it is now. In the state `approval`, `approvers` are to be asked, each at their addresses."""

    announcement: Announcement
    cost: Cost
    approvers: tuple[tuple[Person, tuple[Address, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Stopped:
    """How many messages were taken back, and how many had gone or were just going."""

    announcement: Announcement
    dropped: int
    gone: int


def confirm(
    store: Store, programme: Programme, number: int, by: int | None, now: datetime, parts: Parts = calls
) -> Confirmed:
    """Let a draft go, at its time or now, or ask another organiser first where the programme's file says so.

    What goes now goes at once in quiet hours too: ask `quiet_until` first. `by` is the person's id, None at the machine
    itself. Whoever confirms takes it upon them, whoever wrote it: another must approve. Raises Refused where it has
    gone, its time has passed, nobody can be reached, it would use LINE's reserve without being urgent, or nobody could
    approve it. What was confirmed before stays as it is.
    """
    found = locked(store, number)
    if found.state in ("approval", "scheduled"):
        return Confirmed(found, cost(store, found, parts), _asked(store, programme, found))
    _before(found)
    if found.send_at is not None and found.send_at <= now:
        raise Refused("announcing.past")
    price = _affordable(store, found, parts)
    if not needs_approval(programme):
        return Confirmed(_scheduled(store, found, now), price)
    mine = replace(found, author=found.author if by is None else by)
    others = approvers(store, programme, mine)
    if not others:
        raise Refused("announcing.no_approver")
    return Confirmed(announcements.change(store, number, state="approval", author_id=mine.author), price, others)


def approvers(
    store: Store, programme: Programme, announcement: Announcement
) -> tuple[tuple[Person, tuple[Address, ...]], ...]:
    """The organisers and owners who may approve it, each with their addresses: those who have one, but its author."""
    found = people.with_role(store, programme.code, ("organiser", "owner"))
    placed = [(each, people.addresses(store, each.id)) for each in found if each.id != announcement.author]
    return tuple((each, places) for each, places in placed if places)


def approve(
    store: Store, programme: Programme, number: int, by: int | None, now: datetime, parts: Parts = calls
) -> Announcement:
    """Another organiser (`by`, None at the machine itself) lets it go.

    At its time, or now; in quiet hours, unless it is urgent, at their end: whoever wrote it may be asleep. Raises
    Refused where it waits for no approval, where it is their own, and as `confirm` does.
    """
    found = _waiting(store, number)
    if found.author == by:
        raise Refused("announcing.own")
    _affordable(store, found, parts)
    approved = announcements.change(store, number, approved_by=by)
    late = approved.send_at is None or approved.send_at <= now
    rest = quiet_until(programme, now) if late and not found.urgent else None
    return _scheduled(store, approved, now, rest)


def decline(store: Store, number: int) -> Announcement:
    """It is a draft again, for its author to change. Raises Refused where it waits for no approval."""
    found = _waiting(store, number)
    return announcements.change(store, found.id, state="draft")


def cancel(store: Store, number: int) -> Announcement:
    """It will not go; once more is once. Raises Refused where it has begun to."""
    found = locked(store, number)
    if found.state == "cancelled":
        return found
    _before(found)
    return announcements.change(store, number, state="cancelled")


def stop(store: Store, number: int, now: datetime) -> Stopped:
    """Take back what has not gone yet; who was to be told after that is not. Raises Refused where nothing has gone."""
    found = locked(store, number)
    if found.state in _BEFORE or found.state == "cancelled":
        raise Refused("announcing.not_begun", number=str(number))
    dropped = notices.cancel(store, [found.key])
    gone = sum(
        each.people for each in notices.outcomes(store, found.key) if each.state in ("sending", "sent", "uncertain")
    )
    ended = found.ended_at or now
    if found.state == "sending" or dropped:
        found = announcements.change(store, number, state="stopped", ended_at=ended)
    return Stopped(found, dropped, gone)


def _asked(store: Store, programme: Programme, found: Announcement) -> tuple[tuple[Person, tuple[Address, ...]], ...]:
    return approvers(store, programme, found) if found.state == "approval" else ()


def _before(found: Announcement) -> None:
    if found.state not in _BEFORE:
        raise Refused("announcing.went", number=str(found.id))


def _waiting(store: Store, number: int) -> Announcement:
    found = locked(store, number)
    if found.state != "approval":
        raise Refused("announcing.not_waiting", number=str(number))
    return found


def _affordable(store: Store, found: Announcement, parts: Parts) -> Cost:
    check(found.reply)
    price = cost(store, found, parts)
    if not price.people:
        raise Refused("announcing.nobody")
    if price.uses_reserve and not found.urgent:
        raise Refused(
            "announcing.reserve",
            messages=f"{price.line_messages:,}",
            left=f"{price.line_left or 0:,}",
            reserve=f"{price.reserve:,}",
        )
    return price


def _scheduled(store: Store, found: Announcement, now: datetime, rest: datetime | None = None) -> Announcement:
    at = max(found.send_at or now, rest or now)
    return announcements.change(store, found.id, state="scheduled", send_at=at)


def needs_approval(programme: Programme) -> bool:
    """Whether the programme's file has another organiser approve announcements (`announcements: {approval: true}`)."""
    return announcement_settings.read(programme.settings.get("announcements")).approval

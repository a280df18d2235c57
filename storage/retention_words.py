"""What was said and what people were told, which is kept so many days and no longer; and logs that only grow.

A message that tells somebody something that is noted (see storage.notices) stays without its words: that it was sent is
evidence. All others go, once nobody brings the same event again, nor taps a button on it: that is a matter of hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, and_, cast, delete, func, or_, select, tuple_, update

from bot.messages import Reply
from storage import people_said
from storage.models import (
    AddressRow,
    AlarmRow,
    AnnouncementRow,
    BodyRow,
    FeedbackShareRow,
    InboxRow,
    LinkRow,
    MembershipRow,
    NoticeRow,
    OutboxRow,
    QuestionCopyRow,
    ReminderRow,
    SignedInRow,
    TalkRow,
    WrongCodeRow,
    table,
)


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Row
    from sqlalchemy.orm import Session as Store

    _Row = Row[*tuple[Any, ...]]


_inbox, _outbox, _bodies, _notices = table(InboxRow), table(OutboxRow), table(BodyRow), table(NoticeRow)
_addresses, _memberships, _talks = table(AddressRow), table(MembershipRow), table(TalkRow)
_copies, _announcements = table(QuestionCopyRow), table(AnnouncementRow)

_WINDOW = 5000  # ids that are looked at in one slice
_MOST = 300  # rows that are taken away in one
_LOGGED = timedelta(days=400)  # of what only says that something was done, and concerns nobody
_OPEN = ("waiting", "sending")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_BARE = ('{"text":""}', '{"text": ""}')
_told = select(_notices.c.id).where(_notices.c.outbox_id == _outbox.c.id).correlate(_outbox).exists()
_put_at = func.coalesce(_outbox.c.put_at, _LONG_AGO)  # before the column was there


@dataclass(frozen=True, slots=True)
class Kept:
    """For how long messages are kept: of a programme's people (and groups) so many days, by its code, or else `other`.

    Of whoever is in several, the fewest.
    """

    by_programme: Mapping[str, int]
    other: int

    @property
    def fewest(self) -> int:
        return min([self.other, *self.by_programme.values()])


def outbox(store: Store, kept: Kept, now: datetime, after: int) -> int | None:
    """Take a slice of what was put too long ago (`now` is real time): up to which id was looked; None: it was the last.

    What has not left stays.
    """
    window = _window(store, _outbox.c.id, after)
    if window is None:
        return None
    here = _outbox.c.id.between(*window)
    newest = now - timedelta(days=kept.fewest)
    worded = or_(~_told, and_(_outbox.c.batch.is_(None), cast(_outbox.c.reply, String).not_in(_BARE)), _has_body())
    wanted = (
        select(_outbox.c.id, _outbox.c.channel, _outbox.c.chat, _put_at.label("at"), _told.label("told"))
        .add_columns(_outbox.c.batch, _outbox.c.retry_key)
        .where(here, _put_at < newest, _outbox.c.state.not_in(_OPEN), worded, _outbox.c.channel != "")
        .order_by(_outbox.c.id)
        .limit(_MOST)
    )
    rows = store.execute(wanted).all()
    old = _too_old(store, rows, kept, now)
    gone = [row.id for row in old if not row.told]
    if old:
        bare = update(_outbox).where(_outbox.c.id.in_([row.id for row in old if row.told]))
        store.execute(bare.values(reply=Reply("")))
        store.execute(delete(_copies).where(_copies.c.retry_key.in_([row.retry_key for row in old])))
        people_said.take(store, _outbox, _outbox.c.id.in_(gone))
        _bodies_go(store, {row.batch for row in old if row.batch}, newest)
    if len(rows) == _MOST:
        return int(rows[-1].id)
    return (
        window[1]
        if rows or store.execute(select(_outbox.c.id).where(here, _put_at < newest).limit(1)).first()
        else None
    )


def _has_body() -> ColumnElement[bool]:
    return select(_bodies.c.batch).where(_bodies.c.batch == _outbox.c.batch).correlate(_outbox).exists()


def _bodies_go(store: Store, batches: set[str], newest: datetime) -> None:
    """What a batch said is kept for as long as one of its messages is young, or has not left."""
    young = or_(_put_at >= newest, _outbox.c.state.in_(_OPEN))
    lasts = select(_outbox.c.batch).where(_outbox.c.batch.in_(sorted(batches)), young)
    store.execute(delete(_bodies).where(_bodies.c.batch.in_(sorted(batches)), _bodies.c.batch.not_in(lasts)))


def inbox(store: Store, kept: Kept, now: datetime, after: int) -> int | None:
    """As `outbox`, of what people said; what waits for its answer stays, and what has one that is still there."""
    window = _window(store, _inbox.c.id, after)
    if window is None:
        return None
    here = _inbox.c.id.between(*window)
    newest = now - timedelta(days=kept.fewest)
    answered = select(_outbox.c.id).where(_outbox.c.inbox_id == _inbox.c.id).correlate(_inbox).exists()
    wanted = (
        select(_inbox.c.id, _inbox.c.channel, _inbox.c.chat, _inbox.c.at)
        .where(here, _inbox.c.at < newest, _inbox.c.state != "waiting", ~answered, _inbox.c.channel != "")
        .order_by(_inbox.c.id)
        .limit(_MOST)
    )
    rows = store.execute(wanted).all()
    old = [row.id for row in _too_old(store, rows, kept, now)]
    if old:
        people_said.take(store, _inbox, _inbox.c.id.in_(old))
    if len(rows) == _MOST:
        return int(rows[-1].id)
    # By a rehearsal's clock much may have been said in years to come: that is no end.
    young = select(_inbox.c.id).where(here, _inbox.c.at.between(newest, now)).limit(1)
    return None if not rows and store.execute(young).first() else window[1]


def _window(store: Store, ids: ColumnElement[int], after: int) -> tuple[int, int] | None:
    """The next ids to look at, from the first that there is; None where there are none."""
    first = store.execute(select(func.min(ids)).where(ids > after)).scalar_one()
    return (first, first + _WINDOW - 1) if first else None


def _too_old(
    store: Store, rows: Sequence[Row[*tuple[Any, ...]]], kept: Kept, now: datetime
) -> list[Row[*tuple[Any, ...]]]:
    days = _days(store, {(row.channel, row.chat) for row in rows}, kept) if rows else {}
    return [row for row in rows if row.at < now - timedelta(days=days.get((row.channel, row.chat), kept.other))]


def _days(store: Store, places: set[tuple[str, str]], kept: Kept) -> dict[tuple[str, str], int]:
    """For how many days messages are kept at those of these places where it is a programme that says so."""
    programme = func.coalesce(_memberships.c.programme, _addresses.c.programme)
    whose = (
        select(_addresses.c.channel, _addresses.c.chat, programme.label("programme"))
        .outerjoin(_memberships, _memberships.c.person_id == _addresses.c.person_id)
        .where(tuple_(_addresses.c.channel, _addresses.c.chat).in_(sorted(places)))
    )
    found: dict[tuple[str, str], int] = {}
    for row in store.execute(whose):
        if row.programme in kept.by_programme:
            place, days = (row.channel, row.chat), kept.by_programme[row.programme]
            found[place] = min(days, found.get(place, days))
    return found


def talks(store: Store, kept: Kept, now: datetime) -> bool:
    """Forget what is remembered of talks that ended too long ago, and guests altogether; whether there may be more."""
    ended = (_talks.c.updated_at < now - timedelta(days=kept.fewest)) & (cast(_talks.c.context, String) != "{}")
    some = select(_talks.c.id).where(ended).order_by(_talks.c.id).limit(_MOST)
    wiped = store.execute(update(_talks).where(_talks.c.id.in_(some)).values(context={}).returning(_talks.c.id)).all()
    here = and_(_addresses.c.channel == _talks.c.channel, _addresses.c.chat == _talks.c.chat)
    known = or_(_addresses.c.person_id.is_not(None), _addresses.c.is_group)
    stays = select(_addresses.c.id).where(here, known).correlate(_talks).exists()
    guests = select(_talks.c.id).where(_talks.c.updated_at < now - timedelta(days=kept.other), ~stays).limit(_MOST)
    gone = store.execute(delete(_talks).where(_talks.c.id.in_(guests)).returning(_talks.c.channel, _talks.c.chat)).all()
    places = tuple_(_addresses.c.channel, _addresses.c.chat).in_([tuple(row) for row in gone])
    store.execute(delete(_addresses).where(places, ~known))
    return len(wiped) == _MOST or len(gone) == _MOST


def logs(store: Store, now: datetime) -> bool:
    """Take a slice of what only grows, and of what is not good any more; whether there may be more."""
    links, signed, wrong = table(LinkRow), table(SignedInRow), table(WrongCodeRow)
    alarms, reminders, shares = table(AlarmRow), table(ReminderRow), table(FeedbackShareRow)
    day, hour = now - timedelta(days=1), now - timedelta(hours=1)
    done = 0
    for kind, key, over in (
        (links, links.c.id, links.c.expires_at < day),
        (signed, signed.c.id, signed.c.expires_at < day),
        (wrong, wrong.c.id, wrong.c.at < hour),
        (alarms, alarms.c.key, alarms.c.raised_at < now - _LOGGED),
        (reminders, reminders.c.id, reminders.c.expires_at < now - _LOGGED),
        (shares, shares.c.id, shares.c.expires_at < now - _LOGGED),
    ):
        some = select(key).where(over).limit(_MOST)
        done = max(done, len(store.execute(delete(kind).where(key.in_(some)).returning(key)).all()))
    _unshow(store, day)
    return done == _MOST


def _unshow(store: Store, before: datetime) -> None:
    """A link to a preview, which stands in what organisers were sent, leads nowhere once the announcement has gone."""
    over = func.coalesce(_announcements.c.ended_at, _announcements.c.made_at) < before
    went = _announcements.c.state.in_(["sent", "stopped", "cancelled"])
    store.execute(update(_announcements).where(_announcements.c.preview != "", went, over).values(preview=""))

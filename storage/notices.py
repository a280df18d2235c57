"""Who has been told what unasked: once, elsewhere where nobody is there any more, and whether they said they know.

A `key` names what is told, such as `announcement 7`; it has no `|` in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, literal, or_, select, update

from storage import bodies, outbox, recipients
from storage.many import in_many, insert_many
from storage.models import AddressRow, NoticeRow, OutboxRow, table


if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from bot.messages import Address
    from storage.outbox import Batch
    from storage.recipients import Recipient


_notices, _outbox, _addresses = table(NoticeRow), table(OutboxRow), table(AddressRow)
# What is dropped so, nobody is to get elsewhere either: `restored` most likely arrived, see storage.backup.
_FOR_GOOD = ("expired", "cancelled", "corrected", "erased", "restored")
_waiting, _sending = (literal(state, literal_execute=True) for state in ("waiting", "sending"))
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # by any clock
_AT_ONCE = 5000  # messages
_person_at = select(_addresses.c.person_id).where(
    _addresses.c.channel == bindparam("at_channel"), _addresses.c.chat == bindparam("at_chat")
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a notice, and of how many of a key: `state` and `reason` are those of the message in `channel`.

    Where there was no message they are "" and the `missed` of storage.models.NoticeRow.
    """

    channel: str
    state: str
    reason: str
    acknowledged: bool
    people: int


def tell(
    store: Session,
    keys: Sequence[str],
    told: Sequence[Recipient],
    batch: Batch,
    *,
    fallback: bool = True,
    replaces: Sequence[str] = (),
) -> int:
    """Tell people, none of whom has a notice of one of `keys`, all of that by one message: how many get one.

    Whoever can be told nowhere gets the notice alone. `replaces` is as in `storage.outbox.put_many`, for each of those
    who have an address.
    """
    there = [each for each in told if each.address]
    messages = outbox.put_many(store, [each.address for each in there if each.address], batch, replaces)
    by_person = dict(zip((each.person for each in there), messages, strict=True))
    rows: dict[str, list[int | str | None]] = {
        "person_id": [each.person for each in told],
        "outbox_id": [by_person.get(each.person) for each in told],
        "missed": [each.missed for each in told],
    }
    for key in keys:
        insert_many(store, _notices, {"key": key, "fallback": fallback}, rows)
    return len(messages)


def told(store: Session, keys: Collection[str]) -> dict[str, set[int]]:
    """The ids of those who have a notice, by key."""
    found: dict[str, set[int]] = {key: set() for key in keys}
    mine = select(_notices.c.key, _notices.c.person_id).where(_notices.c.key.in_(sorted(keys)))
    for key, person in store.execute(mine):
        found[key].add(person)
    return found


def fall_back(store: Session, address: Address, now: datetime) -> int:
    """Tell whoever was at `address`, which has just been closed, elsewhere what is not too late; says how much it was.

    `now` is the clock's: what expires is gone.
    """
    here = {"at_channel": address.channel, "at_chat": address.chat}
    person = store.execute(_person_at, here).scalar_one_or_none()
    place = recipients.other(store, person) if person else None
    if place is None:
        return 0
    lost = (
        select(_outbox.c.id, bodies.said.label("reply"), _outbox.c.expires_at, _outbox.c.urgency)
        .where(_outbox.c.channel == address.channel, _outbox.c.chat == address.chat)
        .where(_outbox.c.state == "dropped", _outbox.c.reason.not_in(_FOR_GOOD), _outbox.c.expires_at > now)
        .where(
            _outbox.c.id.in_(select(_notices.c.outbox_id).where(_notices.c.person_id == person, _notices.c.fallback))
        )
        .order_by(_outbox.c.id)
    )
    rows = store.execute(lost).all()
    for row in rows:
        (message,) = outbox.put_many(
            store, [place], outbox.Batch(row.reply, expires_at=row.expires_at, urgency=row.urgency)
        )
        store.execute(update(_notices).where(_notices.c.outbox_id == row.id).values(outbox_id=message))
    return len(rows)


def acknowledge(store: Session, address: Address, keys: Collection[str], now: datetime) -> datetime | None:
    """Note that whoever is at `address` knows what `keys` name; None where they were told nothing of it.

    The first time counts: gives `now`, or since when all of it is known.
    """
    person = _person_at.scalar_subquery()
    mine = (_notices.c.person_id == person, _notices.c.key.in_(sorted(keys)))
    here = {"at_channel": address.channel, "at_chat": address.chat}
    fresh = update(_notices).where(*mine, _notices.c.acknowledged_at.is_(None))
    store.execute(fresh.values(acknowledged_at=now).execution_options(synchronize_session=False), here)
    return max(store.scalars(select(_notices.c.acknowledged_at).where(*mine), here), default=None)


def unacknowledged(store: Session, address: Address) -> tuple[str, ...]:
    """What the last message to `address` told, if it told something that is not known to be known."""
    here = (_outbox.c.channel == address.channel, _outbox.c.chat == address.chat)
    last = select(_outbox.c.id).where(*here).order_by(_outbox.c.id.desc()).limit(1).scalar_subquery()
    told_there = select(_notices.c.key).where(_notices.c.outbox_id == last, _notices.c.acknowledged_at.is_(None))
    return tuple(store.scalars(told_there.order_by(_notices.c.id)))


def unheard(key: str) -> Select[int]:
    """Those who have a notice and have not said that they know: the statement that gives their ids."""
    return select(_notices.c.person_id).where(_notices.c.key == key, _notices.c.acknowledged_at.is_(None))


def outcomes(store: Session, key: str) -> list[Outcome]:
    """What became of a key's notices."""
    parts = (
        func.coalesce(_outbox.c.channel, ""),
        func.coalesce(_outbox.c.state, ""),
        func.coalesce(_outbox.c.reason, _notices.c.missed),
        _notices.c.acknowledged_at.is_not(None),
    )
    found = (
        select(*parts, func.count())
        .select_from(_notices)
        .outerjoin(_outbox, _outbox.c.id == _notices.c.outbox_id)
        .where(_notices.c.key == key)
        .group_by(*parts)
    )
    return [Outcome(row[0], row[1], row[2], bool(row[3]), row[4]) for row in store.execute(found)]


def waiting(store: Session, openings: Collection[str]) -> set[str]:
    """The keys that begin with one of these and whose messages have not left."""
    mine = select(_notices.c.key).join(_outbox, _outbox.c.id == _notices.c.outbox_id).where(_outbox.c.state == _waiting)
    return set(store.scalars(mine.where(_begins(openings)).distinct()))


def _begins(openings: Collection[str]) -> ColumnElement[bool]:
    return or_(*(_notices.c.key.startswith(opening, autoescape=True) for opening in sorted(openings)))


def take_back(store: Session, openings: Collection[str], among: Collection[str]) -> tuple[int, set[str]]:
    """Take back what waits, was never tried, and says something whose key begins with one of `openings`.

    Not where it says something too whose key begins with none of `among`. Says how many messages that was, and the keys
    of all that they said.
    """
    if not openings:
        return 0, set()
    other = select(_notices.c.id).where(_notices.c.outbox_id == _outbox.c.id, ~_begins(among))
    dropped = (
        update(_outbox)
        .where(_outbox.c.state == _waiting, _outbox.c.part == 0, _outbox.c.attempts == 0)
        .where(_outbox.c.id.in_(select(_notices.c.outbox_id).where(_begins(openings))), ~other.exists())
        .values(state="dropped", reason="cancelled")
        .returning(_outbox.c.id)
        .execution_options(synchronize_session=False)
    )
    ids = list(store.scalars(dropped))
    said = select(_notices.c.key).where(in_many(store, _notices.c.outbox_id, ids)).distinct()
    return len(ids), set(store.scalars(said)) if ids else set()


def cancel(store: Session, keys: Collection[str]) -> int:
    """Take back what waits and says nothing but what `keys` name; says how many messages that was.

    What is on its way is not tried again, here or elsewhere, and what may have arrived stays uncertain.
    """
    mine = select(_notices.c.outbox_id).where(_notices.c.key.in_(sorted(keys)), _notices.c.outbox_id.is_not(None))
    ids = list(dict.fromkeys(store.scalars(mine)))
    more = select(_notices.c.id).where(_notices.c.key.not_in(sorted(keys)), _notices.c.outbox_id == _outbox.c.id)
    dropped = 0
    for first in range(0, len(ids), _AT_ONCE):  # as one statement, it takes a server that has no statistics yet hours
        some = in_many(store, _outbox.c.id, ids[first : first + _AT_ONCE])
        whole = (some, _outbox.c.part == 0, ~more.exists())
        waits = update(_outbox).where(*whole, _outbox.c.state == _waiting).values(reason="cancelled")
        waits = waits.execution_options(synchronize_session=False)
        taken = store.execute(waits.where(~_outbox.c.doubted).values(state="dropped"))
        dropped += taken.rowcount  # type: ignore[attr-defined] # an update has it
        store.execute(waits.where(_outbox.c.doubted).values(state="uncertain", token=""))
        _let_expire(store, *whole)
    return dropped


def _let_expire(store: Session, *which: ColumnElement[bool]) -> None:
    """Of these, what is on its way is too late for another try; locked in the order in which that is noted."""
    going = select(_outbox.c.id).where(*which, _outbox.c.state == _sending).order_by(_outbox.c.id).with_for_update()
    if ids := list(store.scalars(going)):
        late = update(_outbox).where(in_many(store, _outbox.c.id, ids)).values(expires_at=_LONG_AGO)
        store.execute(late.execution_options(synchronize_session=False))

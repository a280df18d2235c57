"""What became of an announcement with each who was to be told: counted, and by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import case, func, literal, select, update

from bot.messages import Address
from storage import audiences
from storage.many import in_many
from storage.models import AddressRow, NoticeRow, OutboxRow, PersonRow, table


if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store


Ended = Literal[
    "accepted", "waiting", "uncertain", "failed", "expired", "cancelled", "corrected", "erased",
    "blocked", "unlinked", "stopped",
]  # fmt: skip
"""How it ended, or has not yet, with one person. `accepted`: by the platform. `blocked`: nobody is there any more;
`unlinked`: they are nowhere; `stopped`: they want nothing. `expired`, `cancelled` (stopped half-way) and `corrected`
(by what says it better) did not go."""

_notices, _outbox, _people, _addresses = table(NoticeRow), table(OutboxRow), table(PersonRow), table(AddressRow)
_KEPT_BACK = ("expired", "cancelled", "corrected", "erased")
_waiting = literal("waiting", literal_execute=True)
_ended = case(
    (_notices.c.missed == "closed", "blocked"),
    (_notices.c.missed != "", _notices.c.missed),
    (_outbox.c.id.is_(None), "erased"),
    (_outbox.c.state == "sent", "accepted"),
    (_outbox.c.state == "sending", "waiting"),
    (_outbox.c.state != "dropped", _outbox.c.state),
    (_outbox.c.reason.in_(_KEPT_BACK), _outbox.c.reason),
    (_outbox.c.reason == "restored", "uncertain"),  # of an old store: it most likely went, see storage.backup
    else_="blocked",
)
_told = select(_notices.c.person_id).select_from(_notices).outerjoin(_outbox, _outbox.c.id == _notices.c.outbox_id)


@dataclass(frozen=True, slots=True)
class Count:
    ended: Ended
    channel: str
    acknowledged: bool
    people: int


@dataclass(frozen=True, slots=True)
class Each:
    """One person. `channel` is "" where there was no message; `reason` is the platform's, of what failed."""

    person: int
    name: str
    organisation: str
    ended: Ended
    channel: str
    reason: str
    acknowledged_at: datetime | None


@dataclass(frozen=True, slots=True)
class Got:
    """The last message in which somebody got one of several keys; `message_id` as in storage.models.OutboxRow."""

    person: int
    key: str
    address: Address
    message_id: str


def counted(store: Store, key: str) -> list[Count]:
    """How it ended with how many of those with a notice of `key`."""
    parts = (_ended.label("ended"), func.coalesce(_outbox.c.channel, ""), _notices.c.acknowledged_at.is_not(None))
    found = _told.with_only_columns(*parts, func.count()).where(_notices.c.key == key).group_by(*parts)
    return [Count(row[0], row[1], bool(row[2]), row[3]) for row in store.execute(found)]


def by_name(
    store: Store,
    key: str,
    ended: Collection[Ended] = (),
    *,
    acknowledged: bool | None = None,
    after: int = 0,
    limit: int = 1000,
) -> list[Each]:
    """The next `limit` of those with a notice of `key` with whom it ended so (or any way), in the order of their ids.

    `acknowledged`: only those who have, or have not.
    """
    wanted = (
        _told.with_only_columns(
            _notices.c.person_id,
            _people.c.name,
            _people.c.organisation,
            _ended,
            func.coalesce(_outbox.c.channel, ""),
            func.coalesce(_outbox.c.reason, ""),
            _notices.c.acknowledged_at,
        )
        .join(_people, _people.c.id == _notices.c.person_id)
        .where(_notices.c.key == key, _notices.c.person_id > after)
        .order_by(_notices.c.person_id)
        .limit(limit)
    )
    if ended:
        wanted = wanted.where(_ended.in_(sorted(ended)))
    if acknowledged is not None:
        wanted = wanted.where(
            _notices.c.acknowledged_at.is_not(None) if acknowledged else _notices.c.acknowledged_at.is_(None)
        )
    return [Each(*row) for row in store.execute(wanted)]


def everybody(store: Store, key: str) -> Iterator[Each]:
    """All of them, read a thousand at a time."""
    after = 0
    while some := by_name(store, key, after=after):
        yield from some
        after = some[-1].person


def supersede(store: Store, keys: Collection[str], people: Sequence[int]) -> int:
    """Of these people, what waits of one of `keys` is not to go: it is corrected."""
    ids = [message for _, _, message in _messages(store, keys, people)]
    dropped = (
        update(_outbox)
        .where(in_many(store, _outbox.c.id, ids), _outbox.c.state == _waiting, _outbox.c.part == 0)
        .values(state="dropped", reason="corrected")
        .execution_options(synchronize_session=False)
    )
    return store.execute(dropped).rowcount  # type: ignore[attr-defined,no-any-return] # an update has it


def latest(store: Store, keys: Collection[str], people: Sequence[int]) -> list[Got]:
    """Of these people, the last message about one of `keys` that went to whom.

    Only where that chat is still theirs and open.
    """
    about = {message: (person, key) for person, key, message in _messages(store, keys, people)}
    here = (
        (_addresses.c.channel == _outbox.c.channel)
        & (_addresses.c.chat == _outbox.c.chat)
        & (_addresses.c.state == "open")
    )
    went = (
        select(_outbox.c.id, _outbox.c.channel, _outbox.c.chat, _outbox.c.message_id, _addresses.c.person_id)
        .outerjoin(_addresses, here)
        .where(in_many(store, _outbox.c.id, list(about)), _outbox.c.state == "sent")
        .order_by(_outbox.c.id)
    )
    last = {about[row.id][0]: row for row in store.execute(went)}
    return [
        Got(person, about[row.id][1], Address(row.channel, row.chat), row.message_id)
        for person, row in last.items()
        if row.person_id == person
    ]


def to_one(store: Store, person: int, limit: int = 50) -> list[tuple[int, bool]]:
    """The numbers of the last announcements that somebody got, the newest first; and whether they said that they know.

    One whose outcome nobody knows is among them.
    """
    mine = (
        select(_notices.c.key, _notices.c.acknowledged_at.is_not(None))
        .join(_outbox, _outbox.c.id == _notices.c.outbox_id)
        .where(_notices.c.person_id == person, _notices.c.key.startswith(audiences.KEYS))
        .where(_outbox.c.state.in_(["sent", "uncertain"]))
        .order_by(_notices.c.id.desc())
        .limit(limit)
    )
    return [(int(key.removeprefix(audiences.KEYS)), known) for key, known in store.execute(mine)]


def _messages(store: Store, keys: Collection[str], people: Sequence[int]) -> list[tuple[int, str, int]]:
    """The messages in which these people are told one of `keys`: person, key and message."""
    mine = select(_notices.c.person_id, _notices.c.key, _notices.c.outbox_id).where(
        _notices.c.key.in_(sorted(keys)),
        in_many(store, _notices.c.person_id, people),
        _notices.c.outbox_id.is_not(None),
    )
    return [(row.person_id, row.key, row.outbox_id) for row in store.execute(mine)]

"""What waits for a place where nothing that is paid for can go, and that people were to be told, goes to another."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, literal, or_, select, update

from bot.messages import Address
from storage import bodies, outbox
from storage.models import AddressRow, NoticeRow, OutboxRow, table


if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.orm import Session


_notices, _outbox, _addresses = table(NoticeRow), table(OutboxRow), table(AddressRow)
_waiting, _sending = (literal(state, literal_execute=True) for state in ("waiting", "sending"))
_person = (
    select(_notices.c.person_id)
    .where(_notices.c.outbox_id == _outbox.c.id, _notices.c.fallback)
    .correlate(_outbox)
    .limit(1)
    .scalar_subquery()
)
# Nothing that may have arrived already, in whole or in part, and nothing that goes by a reply token.
_stays = (
    select(_outbox.c.id, _outbox.c.batch, bodies.said.label("reply"), _outbox.c.expires_at, _outbox.c.urgency)
    .add_columns(_person.label("person"))
    .where(_outbox.c.state.in_([_waiting, _sending]), _outbox.c.state == _waiting)
    .where(_outbox.c.channel == bindparam("platform"), _outbox.c.id > bindparam("after"))
    .where(_outbox.c.part == 0, ~_outbox.c.doubted, _outbox.c.token == "")
    .where(or_(_outbox.c.expires_at.is_(None), _outbox.c.expires_at > bindparam("now")), _person.is_not(None))
    .order_by(_outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=_outbox)
)
_others = (
    select(_addresses.c.person_id, _addresses.c.channel, _addresses.c.chat)
    .where(_addresses.c.person_id.in_(bindparam("people", expanding=True)))
    .where(_addresses.c.state == "open", ~_addresses.c.is_group)
    .where(_addresses.c.channel.not_in([bindparam("platform"), "web"]))  # a page does not ring
    .order_by(_addresses.c.id.desc())
)
_drop = update(_outbox).where(_outbox.c.id == bindparam("message")).values(state="dropped", reason="quota")
_now_there = update(_notices).where(_notices.c.outbox_id == bindparam("message")).values(outbox_id=bindparam("instead"))


def move(store: Session, platform: str, now: datetime, after: int = 0, most: int = 500) -> int:
    """Tell those elsewhere, on another platform, for whom a notice waits on this one; `most` of them at a time.

    `now` is the clock's: what has expired stays. Of the messages, those with ids above `after` are looked at; returns
    up to which, to go on from there: what comes later has a higher one, but for what is being written just now.
    """
    last = store.execute(select(func.max(_outbox.c.id))).scalar_one() or 0
    rows = store.execute(_stays, {"platform": platform, "after": after, "now": now, "most": most}).all()
    places = _places(store, platform, {row.person for row in rows})
    together: dict[tuple[Any, ...], list[Row[Any]]] = defaultdict(list)
    for row in rows:
        if row.person in places:
            together[row.batch or row.id, row.batch, row.expires_at, row.urgency].append(row)
    moved: list[dict[str, int]] = []
    for (_, batch, expires_at, urgency), same in together.items():
        said = outbox.Batch(same[0].reply, batch or "", expires_at, urgency)
        ids = outbox.put_many(store, [places[row.person] for row in same], said)
        moved += [{"message": row.id, "instead": new} for row, new in zip(same, ids, strict=True)]
    if moved:
        store.execute(_drop, [{"message": each["message"]} for each in moved])
        store.execute(_now_there, moved)
    return int(rows[-1].id) if len(rows) == most else max(after, last)


def _places(store: Session, platform: str, people: Collection[int]) -> dict[int, Address]:
    """Where else each of some people can be told things; the oldest address, where there are several."""
    found = store.execute(_others, {"people": sorted(people), "platform": platform}) if people else ()
    return {person: Address(channel, chat) for person, channel, chat in found}

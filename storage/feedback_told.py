"""Who is still to be told that they are asked something, and who to be reminded of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import String, cast, literal, select, update

from storage.models import FeedbackAskedRow, NoticeRow, OutboxRow, PersonRow, table


if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Select
    from sqlalchemy.orm import Session as Store

    from storage.models import AskedState


ASKS, REMINDS = "feedback ", "feedback again "
"""With the number of a form after them, the keys of what people are told of it (see storage.notices)."""

_asked, _notices, _people = table(FeedbackAskedRow), table(NoticeRow), table(PersonRow)
_outbox = table(OutboxRow)
_OPEN: tuple[AskedState, ...] = ("asked", "begun")


def untold(forms: Collection[int], key: str = ASKS) -> Select[int]:
    """Those who have not answered one of these forms and have no notice of it: the statement that gives their ids."""
    return _waiting(forms, key).with_only_columns(_asked.c.person_id).distinct()


def of_each(store: Store, forms: Collection[int], first: int, last: int, key: str = ASKS) -> dict[int, list[int]]:
    """Which forms that is, by person, of those whose ids are from `first` to `last`."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    # A range is looked up in an index; for many ids PostgreSQL goes through all that were asked, for each slice.
    mine = _waiting(forms, key).where(_asked.c.person_id.between(first, last))
    for row in store.execute(mine.order_by(_asked.c.feedback_id)):
        found[row.person_id].append(row.feedback_id)
    return dict(found)


def take_back(store: Store, form: int, person: int, which: Collection[str] = (ASKS, REMINDS)) -> None:
    """What waits to ask somebody, or to remind them, is of no use: they are just answering, or do not want it."""
    keys = [f"{key}{form}" for key in which]
    theirs = select(_notices.c.outbox_id).where(_notices.c.person_id == person, _notices.c.key.in_(keys))
    waits = (_outbox.c.state == "waiting", _outbox.c.attempts == 0, _outbox.c.part == 0, _outbox.c.id.in_(theirs))
    dropped = update(_outbox).where(*waits).values(state="dropped", reason="cancelled")
    store.execute(dropped.execution_options(synchronize_session=False))


def _waiting(forms: Collection[int], key: str) -> Select[int, int]:
    states = _OPEN if key == REMINDS else ("asked",)  # who began by themselves needs not be asked
    named = literal(key) + cast(_asked.c.feedback_id, String)
    told = select(_notices.c.id).where(_notices.c.person_id == _asked.c.person_id, _notices.c.key == named)
    return (
        select(_asked.c.person_id, _asked.c.feedback_id)
        .join(_people, _people.c.id == _asked.c.person_id)
        .where(_asked.c.feedback_id.in_(sorted(forms)), _asked.c.state.in_(states), ~_people.c.erased)
        .where(~told.correlate(_asked).exists())
    )

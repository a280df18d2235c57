"""Telling everybody what is due: one message a person, the same for all to whom it says the same, a slice at a time."""

from __future__ import annotations

import logging
import traceback
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from bot.services.reminders.looking import by_way
from storage import notices, outbox, recipients, reminders
from storage.db import Conflict, Unavailable
from storage.outbox import Batch


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Language, Reply
    from bot.services.reminders.looking import Look
    from storage.db import Database
    from storage.recipients import Recipient
    from storage.reminders import Occasion, Wishes

    Draw = Callable[[Store, Sequence[Occasion], Language | None, datetime], Reply | None]
    """`draw(store, occasions, language, now)`: one message that says all of it; None where nothing is left to say.

    In the first one's programme's language where somebody has none of their own.
    """
    _Group = tuple[tuple[Occasion, ...], Language | None, str]


log = logging.getLogger(__name__)

_SLICE = 1000  # people a transaction: answers wait for it
_TRIES = 5  # at a slice, where another process tells the same people at the same moment


@dataclass(slots=True)
class _Round:
    """One pass through all people. `by` and `soon` are what is due, by programme and way."""

    look: Look
    now: datetime
    by: Mapping[tuple[str, Wishes | None], Sequence[Occasion]]
    soon: Mapping[tuple[str, Wishes | None], Sequence[Occasion]]
    keys: frozenset[str]
    drawn: dict[tuple[tuple[Occasion, ...], Language | None], Reply | None] = field(default_factory=dict)
    reached: Counter[Occasion] = field(default_factory=Counter)
    told: int = 0


class Telling:
    def __init__(self, database: Database, draw: Draw) -> None:
        self._database = database
        self._draw = draw
        self._reached: Counter[Occasion] = Counter()

    def tell(self, look: Look, now: datetime) -> int:
        """Tell what is due, with what is soon, to all who want it and have not been told; says how many messages.

        It may be broken off between two slices, and done again from the start.
        """
        every = (*look.due, *look.soon)
        keys = frozenset(each.key for each in every)
        round_ = _Round(look, now, by_way(look.due, look), by_way(look.soon, look), keys)
        after: int | None = 0
        while after is not None:
            after = self._slice(round_, after)
        self._reached = round_.reached
        return round_.told

    def reached(self, look: Look) -> dict[Occasion, int]:
        """How many want each that was due, and can be told."""
        return {each: self._reached[each] for each in look.due}

    def _slice(self, round_: _Round, after: int) -> int | None:
        """Tell the next people after this id; gives the last one's, or None where there was nobody left."""
        for attempt in range(_TRIES):
            reached, told = round_.reached.copy(), round_.told
            try:
                with self._database.write() as store:
                    return self._tell_some(store, round_, after)
            except Conflict:
                round_.reached, round_.told = reached, told
                if attempt == _TRIES - 1:
                    raise
        return None

    def _tell_some(self, store: Store, round_: _Round, after: int) -> int | None:
        found = recipients.chosen(store, round_.look.concerned(), after, _SLICE)
        ids = [each.person for each in found]
        mine = reminders.memberships(store, ids)
        known = reminders.told(store, round_.keys, ids)
        groups: defaultdict[_Group, list[Recipient]] = defaultdict(list)
        for each in found:
            if each.address is None:
                continue
            due, soon = _theirs(round_.by, mine[each.person]), _theirs(round_.soon, mine[each.person])
            round_.reached.update(due)
            news = tuple(item for item in due if (item.key, each.person) not in known)
            if news:
                more = tuple(item for item in soon if (item.key, each.person) not in known)
                groups[_once(news + more), each.language, each.address.channel].append(each)
        for (items, language, channel), people in groups.items():
            self._tell(store, round_, items, language, channel, people)
        return ids[-1] if ids else None

    def _tell(
        self,
        store: Store,
        round_: _Round,
        items: tuple[Occasion, ...],
        language: Language | None,
        channel: str,
        people: Sequence[Recipient],
    ) -> None:
        if (items, language) not in round_.drawn:
            round_.drawn[items, language] = self._drawn(store, items, language, round_.now)
        reply = round_.drawn[items, language]
        if reply is None:
            return
        # The same words in one channel are one batch, in whichever slice, pass or process they are told.
        batch = Batch(
            reply,
            str(uuid5(NAMESPACE_URL, f"{channel} {reply!r}")),
            min(item.expires_at for item in items),
            outbox.URGENT,
        )
        round_.told += notices.tell(store, [item.key for item in items], people, batch)

    def _drawn(
        self, store: Store, items: tuple[Occasion, ...], language: Language | None, now: datetime
    ) -> Reply | None:
        """What cannot be drawn must not hold up what can, in the same message either."""
        try:
            return self._draw(store, items, language, now)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - the border of each message: see above
            where = "".join(traceback.format_tb(error.__traceback__))
            keys = ", ".join(item.key for item in items)
            log.error("not told, as it could not be drawn: %s: %s\n%s", keys, type(error).__name__, where)  # noqa: TRY400 - an error may repeat what people said
        drawn = tuple(item for item in items if len(items) > 1 and self._drawn(store, (item,), language, now))
        return self._drawn(store, drawn, language, now) if 0 < len(drawn) < len(items) else None


def _theirs(
    by: Mapping[tuple[str, Wishes | None], Sequence[Occasion]], memberships: Sequence[tuple[str, Wishes]]
) -> tuple[Occasion, ...]:
    """What somebody in these programmes, who wants it so, is to be told, by when it is due."""
    found = [item for programme, way in memberships for key in (way, None) for item in by.get((programme, key), ())]
    return tuple(sorted(found, key=lambda item: (item.due_at, item.key)))


def _once(items: tuple[Occasion, ...]) -> tuple[Occasion, ...]:
    """Each key once."""
    return tuple({item.key: item for item in reversed(items)}.values())[::-1]

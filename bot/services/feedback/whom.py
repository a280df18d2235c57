"""Who is asked: those who were there; where nobody noted who was, everybody but those on leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import checkins, members
from storage.attended import states


if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session as Store

    from storage.attended import Key, State


def there(store: Store, programme: str, wanted: Sequence[Collection[str]]) -> list[list[int]]:
    """For each of `wanted`, which are codes of sessions: the participants (ids) who were at one of these.

    Whoever came in somebody's place was there for them.
    """
    enrolled = [each.person for each in members.enrolled(store, programme)]
    codes = set().union(*wanted)
    known = states(checkins.counted(store, programme, codes)) if codes else {}
    return [_there(enrolled, known, frozenset(sessions)) for sessions in wanted]


def _there(enrolled: Sequence[int], known: dict[Key, State], sessions: frozenset[str]) -> list[int]:
    mine = [(person, state) for (session, _, person), state in known.items() if session in sessions]
    if any(state.status != "excused" for _, state in mine):
        came = {person for person, state in mine if state.came}
        return [person for person in enrolled if person in came]
    away = {person for person, _ in mine}
    return [person for person in enrolled if person not in away or len(sessions) > 1]

"""Who speaks where in a programme: as it was before an import, and as that writes it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select

from storage.many import slices
from storage.models import SessionRow, SessionSpeakerRow, table


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session as Store

    from storage.programme import Programme


_sessions, _speaking = table(SessionRow), table(SessionSpeakerRow)


def cast_of(store: Store, programme: int) -> Mapping[int, Sequence[int]]:
    """The ids of those who speak, in their order, by the ids of the sessions; nothing where nobody does."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for session, speaker in store.execute(
        select(_speaking.c.session_id, _speaking.c.speaker_id)
        .join_from(_speaking, _sessions)
        .where(_sessions.c.programme_id == programme)
        .order_by(_speaking.c.position)
    ):
        found[session].append(speaker)
    return dict(found)


def recast(
    store: Store,
    wanted: Programme,
    sessions: Mapping[str, int],
    speakers: Mapping[str, int],
    before: Mapping[int, Sequence[int]],
) -> set[str]:
    """Write who speaks where, which was `before`; gives the codes of the sessions where that is other.

    `sessions` and `speakers` are ids by code.
    """
    after = {session.code: [speakers[code] for code in session.speakers] for session in wanted.sessions}
    other = {code for code, cast in after.items() if cast != before.get(sessions[code], [])}
    emptied = [{"session": sessions[code]} for code in other if sessions[code] in before]
    filled = [
        {"session_id": sessions[code], "position": position, "speaker_id": speaker}
        for code in other
        for position, speaker in enumerate(after[code])
    ]
    if emptied:
        store.execute(delete(_speaking).where(_speaking.c.session_id == bindparam("session")), emptied)
    for some in slices(filled):
        store.execute(insert(_speaking), some)
    return other

"""What an import would do, told without writing: the same as importing it then does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import programmes
from storage.db import Database
from storage.formats.diff import diff
from storage.tried import tried
from tests.storage.formats.strategies import programmes as any_programme


if TYPE_CHECKING:
    from storage.programme import Programme


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_programme(), any_programme(), st.data())
def test_trying_tells_what_saving_does(first: Programme, other: Programme, data: st.DataObject) -> None:
    """The first, then the same with parts of it taken away, renamed and moved, and something of another beside."""
    second = _edited(first, other, data)
    database = Database("sqlite://")
    database.migrate()
    with database.write() as store:
        made = tried(None, first)
        saved = programmes.save(store, first)
        assert (made.added, made.changed, made.cancelled) == (saved.added, saved.changed, saved.cancelled)
        before = programmes.load(store, first.code, added=False)
        would = tried(before, second)
        done = programmes.save(store, second)
        after = programmes.load(store, first.code, added=False)
    database.close()

    assert (would.added, would.changed, would.cancelled) == (done.added, done.changed, done.cancelled)
    assert diff(would.after, after) == ()


def _edited(first: Programme, other: Programme, data: st.DataObject) -> Programme:
    kept = [each for each in first.sessions if data.draw(st.booleans())]
    changes: list[dict[str, Any]] = [
        {},
        {"venue": ""},
        {"speakers": ()},
        {"title": other.title},
        {"aliases": ("ก",)},
        {"points": ()},
        {"status": "cancelled"},
        {"sequence": 7},
        {"uid": ""},
        {"module": ""},
    ]
    sessions = [replace(each, **data.draw(st.sampled_from(changes))) for each in kept]
    names = {each.code for each in sessions}
    new = [replace(each, venue="", speakers=(), module="") for each in other.sessions if each.code not in names]
    used = {each.venue for each in sessions}, {code for each in sessions for code in each.speakers}
    venues = [replace(each, name=other.title) if data.draw(st.booleans()) else each for each in first.venues]
    speakers = [replace(each, name=other.title) if data.draw(st.booleans()) else each for each in first.speakers]
    return replace(
        first,
        title=other.title,
        sessions=(*sessions, *new),
        venues=tuple(each for each in venues if each.code in used[0] or data.draw(st.booleans())),
        speakers=tuple(each for each in speakers if each.code in used[1] or data.draw(st.booleans())),
        groups=other.groups,
        faqs=other.faqs,
    )

"""Programmes of any content, for property tests: whatever a checked Programme may hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from storage.programme import CheckPoint, Contact, Faq, Group, Module, Programme, Session, Speaker, Text, Venue


ZONES = ("Asia/Bangkok", "Europe/Madrid", "Asia/Tokyo", "America/New_York", "UTC")

# No database holds the zero character or half a character; a file with either is refused before it comes this far.
letters = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
words = st.text(letters, max_size=12) | st.sampled_from(
    ["", "ห้องประชุมใหญ่", "กำ๊", "๑๒:๓๐ น.", "🙏🏽👩‍💻", "O'Neil; --", "a\nb"]
)
texts = st.builds(Text, words, words)
lists = st.lists(words, max_size=3).map(tuple)
codes = st.text(letters, min_size=1, max_size=8)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)


def _entries(make: Any, largest: int, **fields: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    some = st.lists(st.builds(make, code=codes, **fields), max_size=largest, unique_by=lambda entry: entry.code)
    return some.map(tuple)


@st.composite
def sessions(draw: st.DrawFn, code: str, programme: Programme) -> Session:
    zone = draw(st.sampled_from(ZONES))
    start = draw(moments)
    end = start + timedelta(minutes=draw(st.integers(0, 3000)))
    return Session(
        code,
        draw(texts),
        start.astimezone(ZoneInfo(zone)),
        end.astimezone(ZoneInfo(zone)),
        zone,
        kind=draw(st.sampled_from(["lecture", "break", "deadline"])),
        module=draw(st.sampled_from(["", *(module.code for module in programme.modules)])),
        venue=draw(st.sampled_from(["", *(venue.code for venue in programme.venues)])),
        speakers=tuple(draw(st.lists(st.sampled_from([s.code for s in programme.speakers] or [""]), max_size=3)))
        if programme.speakers
        else (),
        aliases=draw(lists),
        description=draw(texts),
        bring=draw(texts),
        dress=draw(texts),
        meeting=draw(texts),
        url=draw(words),
        attendance=draw(st.booleans()),
        points=draw(_entries(CheckPoint, 2, title=texts, at=moments.map(lambda at: at.astimezone(ZoneInfo(zone))))),
        status=draw(st.sampled_from(["confirmed", "cancelled"])),
        sequence=draw(st.integers(0, 9)),
        uid=draw(words),
    )


@st.composite
def programmes(draw: st.DrawFn, code: str | None = None) -> Programme:
    degrees = st.none() | st.floats(-90, 90)
    frame = Programme(
        code or draw(codes),
        draw(texts),
        draw(st.sampled_from(ZONES)),
        language=draw(st.sampled_from(["th", "en"])),
        organizer=draw(texts),
        settings=draw(st.dictionaries(words, json, max_size=3)),
        contacts=tuple(draw(st.lists(st.builds(Contact, texts, words, words), max_size=2))),
        venues=draw(
            _entries(Venue, 3, name=texts, aliases=lists, address=texts, latitude=degrees, longitude=degrees, url=words)
        ),
        speakers=draw(_entries(Speaker, 3, name=texts, aliases=lists, role=texts)),
        modules=draw(_entries(Module, 3, title=texts, aliases=lists)),
        groups=draw(_entries(Group, 2, title=texts, kind=words, aliases=lists)),
        faqs=tuple(draw(st.lists(st.builds(Faq, lists, texts), max_size=2))),
    )
    named = draw(st.lists(codes, max_size=5, unique=True))
    return replace(frame, sessions=tuple(draw(sessions(each, frame)) for each in named))

"""One session is changed by hand: what is refused, what it clashes with, and that nothing else is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from storage import editing
from storage.editing import Edit, begun, clashes, edited
from storage.programme import Session, Text, Venue
from tests.storage.sample import BANGKOK, COURSE, MADRID


if TYPE_CHECKING:
    from storage.programme import Programme


def held(code: str, hour: float, **more: object) -> Session:
    start = datetime(2026, 3, 2, tzinfo=BANGKOK) + timedelta(hours=hour)
    made = Session(code, Text(code), start, start + timedelta(hours=2), "Asia/Bangkok")
    return replace(made, **more)  # type: ignore[arg-type] # fields of a session


DAY = replace(
    COURSE,
    venues=(*COURSE.venues, Venue("zoom", Text("ซูม"), url="https://example.org/z")),
    sessions=(
        held("one", 9, venue="a", speakers=("y",)),
        held("two", 13, venue="a", speakers=("z",)),
        held("rest", 11, kind="break", venue="a"),
        held("due", 12, kind="deadline", end=held("due", 12).start),
    ),
)


def one(programme: Programme, code: str = "one") -> Session:
    return editing.session_of(programme, code)


def becomes(edit: Edit, code: str = "one") -> Session:
    return one(edited(DAY, code, edit, new_venue=True), code)


def test_a_start_alone_keeps_the_length() -> None:
    moved = becomes(Edit(start=datetime(2026, 3, 3, 10)))  # noqa: DTZ001 - in the session's own zone

    assert (moved.start, moved.end) == (held("x", 34).start, held("x", 36).start)


def test_a_journey_keeps_its_hours_where_the_clocks_change() -> None:
    """From 02:30 to 05:00 on the clock, though that was an hour less on the day when summer ended."""
    moved = one(edited(COURSE, "s2", Edit(start=datetime(2026, 3, 28, 2, 30))), "s2")  # noqa: DTZ001 - as above

    assert moved.end == datetime(2026, 3, 28, 5, tzinfo=MADRID)


def test_an_hour_that_the_clocks_pass_over_is_the_one_after() -> None:
    moved = one(edited(COURSE, "s2", Edit(start=datetime(2026, 3, 29, 2, 30))), "s2")  # noqa: DTZ001 - as above

    assert moved.start.replace(tzinfo=None) == datetime(2026, 3, 29, 3, 30)  # noqa: DTZ001 - as above


def test_a_time_with_a_zone_is_shown_in_the_sessions_own() -> None:
    moved = becomes(Edit(start=datetime(2026, 3, 3, 10, tzinfo=MADRID)))

    assert moved.start.isoformat() == "2026-03-03T16:00:00+07:00"


@pytest.mark.parametrize("venue", ["b", "ห้อง B", "ห้องB", " ห้อง b "])
def test_a_venue_is_known_by_any_of_its_names(venue: str) -> None:
    assert becomes(Edit(venue=venue)).venue == "b"


def test_what_is_not_known_is_added() -> None:
    newer = edited(DAY, "one", Edit(venue="ห้องใหม่", speakers=("ผศ. ย", "คนใหม่")), new_venue=True)

    assert (one(newer).venue, one(newer).speakers) == ("venue-1", ("y", "speaker-1"))
    assert editing.added(DAY, newer) == [Text("ห้องใหม่"), Text("คนใหม่")]
    assert edited(DAY, "one", Edit(venue=""), new_venue=True).venues == DAY.venues


def test_a_new_title_stands_in_both_languages_and_the_old_ones_are_still_known() -> None:
    renamed = one(edited(COURSE, "s1", Edit(title="ปฐมนิเทศ")), "s1")

    assert (renamed.title, renamed.title.in_("en"), renamed.aliases) == (Text("ปฐมนิเทศ"), "ปฐมนิเทศ", ("เปิด", "Opening"))


def test_another_meeting_point_stands_in_both_languages() -> None:
    met = becomes(Edit(meeting=" หน้าตึก "))

    assert (met.meeting, met.meeting.in_("en")) == (Text("หน้าตึก"), "หน้าตึก")


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Edit(end=datetime(2026, 3, 2, 8)), "programme.ends_early"),  # noqa: DTZ001 - as above
        (Edit(end=datetime(2026, 3, 2, 9)), "programme.ends_early"),  # noqa: DTZ001 - as above
        (Edit(end=datetime(2026, 6, 2, 9)), "programme.too_long"),  # noqa: DTZ001 - as above
        (Edit(start=datetime(2569, 3, 2, 9)), "programme.buddhist"),  # noqa: DTZ001 - as above
        (Edit(speakers=("",)), "programme.no_speaker"),
        (Edit(venue="a"), "programme.nothing"),
        (Edit(title="one"), "programme.nothing"),
        (Edit(), "programme.nothing"),
    ],
)
def test_nonsense_is_refused(edit: Edit, code: str) -> None:
    with pytest.raises(Refused) as refused:
        edited(DAY, "one", edit)
    assert refused.value.code == code


def test_a_venue_or_session_that_is_not_there_is_refused() -> None:
    for code, edit in (("two", Edit(venue="c")), ("three", Edit(status="cancelled"))):
        with pytest.raises(Refused) as refused:
            edited(DAY, code, edit)
        assert refused.value.values["known"]


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (Edit(start=held("x", 12).start), [("room", "two")]),
        (Edit(start=held("x", 12).start, venue="b"), [("time", "two")]),
        (Edit(start=held("x", 12).start, venue="b", speakers=("z",)), [("speaker", "two")]),
        (Edit(start=held("x", 11).start), []),  # one ends as the other begins; a break is there for all
        (Edit(start=held("x", 12).start, status="cancelled"), []),
        (Edit(speakers=("z",)), []),
    ],
)
def test_what_it_clashes_with(edit: Edit, found: list[tuple[str, str]]) -> None:
    newer = edited(DAY, "one", edit)

    assert [(clash.kind, clash.session.code) for clash in clashes(newer, DAY, "one")] == found


def test_what_it_clashed_with_before_is_no_news() -> None:
    both = edited(DAY, "one", Edit(start=held("x", 12).start, venue="b"))

    assert clashes(edited(both, "one", Edit(title="ใหม่")), both, "one") == []
    assert [clash.kind for clash in clashes(edited(both, "one", Edit(venue="a")), both, "one")] == ["room"]


def test_many_may_be_in_one_room_online() -> None:
    online = edited(DAY, "two", Edit(venue="zoom"))

    newer = edited(online, "one", Edit(venue="zoom", start=held("x", 13).start))
    assert [clash.kind for clash in clashes(newer, online, "one")] == ["time"]


@given(
    start=st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2600, 1, 1)),  # noqa: DTZ001 - as above
    end=st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2600, 1, 1)),  # noqa: DTZ001 - as above
    venue=st.none() | st.sampled_from(["a", "b", ""]) | st.text(max_size=20),
    title=st.text(max_size=20),
    speakers=st.lists(st.sampled_from(["y", "z"]) | st.text(max_size=20), max_size=3),
)
def test_whatever_is_asked_for_is_refused_or_leaves_a_sound_programme(
    start: datetime | None, end: datetime | None, venue: str | None, title: str, speakers: list[str]
) -> None:
    try:
        newer = edited(DAY, "one", Edit(start, end, venue, title, tuple(speakers)), new_venue=True)
    except Refused:
        return
    changed = one(newer)
    assert timedelta() < changed.end - changed.start <= editing.LONG
    assert {changed.venue} - {""} <= {each.code for each in newer.venues}
    assert set(changed.speakers) <= {each.code for each in newer.speakers}
    assert [each for each in newer.sessions if each.code != "one"] == [
        each for each in DAY.sessions if each.code != "one"
    ]
    assert all(editing.added(DAY, newer))


def test_a_session_is_begun_with_a_title_and_its_times() -> None:
    newer = begun(COURSE, " ดูงานเพิ่มเติม ", datetime(2026, 1, 20, 9), datetime(2026, 1, 20, 12))  # noqa: DTZ001 - on the programme's clocks

    new = newer.sessions[-1]
    assert newer.sessions[:-1] == COURSE.sessions
    assert (new.title, new.start, new.end, new.timezone) == (
        Text("ดูงานเพิ่มเติม"),
        datetime(2026, 1, 20, 9, tzinfo=BANGKOK),
        datetime(2026, 1, 20, 12, tzinfo=BANGKOK),
        "Asia/Bangkok",
    )
    assert new.code not in {each.code for each in COURSE.sessions}
    assert new.uid
    assert begun(newer, "อีก", new.start, new.end).sessions[-1].code != new.code


@pytest.mark.parametrize(
    ("title", "end", "code"),
    [(" ", datetime(2026, 1, 20, 12), "programme.no_title"), ("ก", datetime(2026, 1, 20, 8), "programme.ends_early")],  # noqa: DTZ001 - on the programme's clocks
)
def test_a_session_without_a_title_or_before_its_start_is_not_begun(title: str, end: datetime, code: str) -> None:
    with pytest.raises(Refused) as refused:
        begun(COURSE, title, datetime(2026, 1, 20, 9), end)  # noqa: DTZ001 - on the programme's clocks
    assert refused.value.code == code

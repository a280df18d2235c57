"""A calendar that is subscribed to: what it holds, for whom, and that it follows."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, vText

from bot.services import calendar
from bot.services.calendar import Calendars, Seen
from bot.services.programme import keep
from storage import programmes
from storage.formats.to_ics import STAMP, Part, feed_ics
from storage.formats.words import clean
from tests.dialogs.talk import CCIO, CDE, ORCHARD, read
from tests.storage.followed import NOW, follower
from tests.storage.strategies import programmes as any_programmes
from tests.stores import in_memory


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.db import Database
    from storage.programme import Programme


ONE, OTHER, PARTLY = read(CCIO), read(CDE), read(ORCHARD)
FIRST = ONE.sessions[0]


@pytest.fixture
def store() -> Iterator[Database]:
    made = in_memory()
    yield made
    made.close()


def feed(store: Database, secret: str, calendars: Calendars | None = None) -> bytes:
    with store.read() as session:
        content = (calendars or Calendars()).content(session, secret)
    assert content
    return content.ics


def _head(ics: bytes) -> list[bytes]:
    """The lines that are of the calendar itself."""
    return ics[: ics.index(b"BEGIN:VTIMEZONE")].split(b"\r\n")[1:-1]


def events(ics: bytes) -> dict[str, Any]:
    """What is in it, by UID; each once."""
    found = Calendar.from_ical(ics).events
    by_uid = {str(event["UID"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def saves(store: Database, programme: Programme) -> None:
    with store.write() as session:
        programmes.save(session, programme)


def test_it_holds_all_sessions_of_all_programmes(store: Database) -> None:
    _, secret = follower(store, ONE, OTHER)
    parsed = Calendar.from_ical(ics := feed(store, secret))

    assert (
        {str(each["UID"]) for each in parsed.events} == {each.uid for each in (*ONE.sessions, *OTHER.sessions)} != set()
    )
    assert {line.partition(b":")[0].decode(): line.partition(b":")[2].decode() for line in _head(ics)} == {
        "PRODID": "-//nongnat//nongnat//TH",
        "VERSION": "2.0",
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        "NAME": "หลักสูตรของฉัน",
        "X-WR-CALNAME": "หลักสูตรของฉัน",
        "X-WR-TIMEZONE": "Asia/Bangkok",
        "REFRESH-INTERVAL;VALUE=DURATION": "PT1H",
        "X-PUBLISHED-TTL": "PT1H",
    }
    assert (b"VALARM" in ics, b"X-NONGNAT" in ics) == (False, False)


@pytest.mark.parametrize("language", ["th", "en"])
def test_it_is_in_the_persons_language(store: Database, language: str) -> None:
    _, secret = follower(store, ONE, language=language)  # type: ignore[arg-type] # one of the two
    parsed, name = Calendar.from_ical(feed(store, secret)), vText(ONE.title.in_(language)).to_ical()

    assert [parsed[each].to_ical() for each in ("NAME", "X-WR-CALNAME")] == [name, name]
    assert {str(each["SUMMARY"]) for each in parsed.events} == {each.title.in_(language) for each in ONE.sessions}


def test_lines_end_as_they_must_and_are_short(store: Database) -> None:
    _, secret = follower(store, ONE, OTHER, PARTLY)
    ics = feed(store, secret)
    lines = ics.split(b"\r\n")

    assert lines[-1] == b""
    assert max(map(len, lines)) == 75
    assert ics.count(b"\n") == ics.count(b"\r\n") == ics.count(b"\r")
    assert [line for line in lines if not line.decode().isprintable()] == []  # each whole in UTF-8


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(any_programmes(), max_size=3), st.text(), st.sampled_from(["th", "en"]))
def test_any_programmes_make_a_calendar_that_can_be_read(about: list[Programme], name: str, language: Any) -> None:
    ics = feed_ics([Part(each, STAMP, {}) for each in about], name, language)

    assert events(ics).keys() == {clean(session.uid) for each in about for session in each.sessions}
    assert max(len(line) for line in ics.split(b"\r\n")) <= 75


def test_a_session_of_no_length_has_no_end(store: Database) -> None:
    """RFC 5545, 3.8.2.2: an end is later than the beginning."""
    due = replace(FIRST, end=FIRST.start)
    _, secret = follower(store, replace(ONE, sessions=(due,)))
    (event,) = Calendar.from_ical(feed(store, secret)).events

    assert ("DTEND" in event, event.start, event.end) == (False, due.start, due.start)


def test_a_changed_session_follows_under_its_uid(store: Database) -> None:
    _, secret = follower(store, ONE)
    calendars = Calendars()
    before = events(feed(store, secret, calendars))[FIRST.uid]
    moved = replace(FIRST, start=FIRST.start + timedelta(hours=1), end=FIRST.end + timedelta(hours=1))
    saves(store, replace(ONE, sessions=(moved, *ONE.sessions[1:])))

    after = events(feed(store, secret, calendars))[FIRST.uid]

    assert (before.sequence, before.start) == (0, FIRST.start)
    assert (after.sequence, after.start, str(after["STATUS"])) == (1, moved.start, "CONFIRMED")


def test_a_session_that_was_taken_out_follows_as_cancelled_and_may_come_back(store: Database) -> None:
    _, secret = follower(store, ONE)
    calendars = Calendars()
    seen = []
    for programme in (ONE, replace(ONE, sessions=ONE.sessions[1:]), ONE):
        saves(store, programme)
        event = events(feed(store, secret, calendars))[FIRST.uid]
        seen.append((event.sequence, str(event["STATUS"]), str(event["SUMMARY"])))

    title = FIRST.title.th
    assert seen == [(0, "CONFIRMED", title), (1, "CANCELLED", f"ยกเลิก: {title}"), (2, "CONFIRMED", title)]


def test_what_two_programmes_share_is_there_once_as_long_as_one_holds_it() -> None:
    off = replace(FIRST, status="cancelled")
    held = [Part(replace(ONE, sessions=(each,)), STAMP, {}) for each in (off, FIRST)]
    none = [Part(replace(ONE, sessions=(off,)), STAMP, {})] * 2

    assert [str(event["STATUS"]) for event in events(feed_ics(held, "x", "th")).values()] == ["CONFIRMED"]
    assert [str(event["STATUS"]) for event in events(feed_ics(none, "x", "th")).values()] == ["CANCELLED"]


def test_times_of_revision_are_those_of_the_releases(store: Database) -> None:
    _, secret = follower(store, ONE)  # as in a store from before there were releases
    unknown = events(feed(store, secret))[FIRST.uid]
    at = [datetime(2019, 9, day, tzinfo=UTC) for day in (1, 2)]
    last, moved = ONE.sessions[-1], replace(FIRST, start=FIRST.start + timedelta(hours=1))
    changed = replace(ONE, sessions=(moved, *ONE.sessions[1:]))
    for day, programme in enumerate([changed, replace(changed, sessions=changed.sessions[:-1])]):
        with store.write() as session:
            keep(session, programme, now=at[day])
    known = events(feed(store, secret))

    assert (unknown["DTSTAMP"].dt, "LAST-MODIFIED" in unknown) == (STAMP, False)
    assert {each["DTSTAMP"].dt for each in known.values()} == {at[1]}
    assert {uid: event["LAST-MODIFIED"].dt for uid, event in known.items()} == {
        **{each.uid: at[0] for each in ONE.sessions},
        last.uid: at[1],
    }


def test_it_is_made_once_for_all_who_follow_the_same(store: Database) -> None:
    _, mine = follower(store, ONE)
    _, yours = follower(store, ONE)
    _, english = follower(store, ONE, language="en")
    calendars = Calendars()
    with store.read() as session:
        found = [calendars.content(session, secret) for secret in (mine, yours, english, mine)]
        again = Calendars().content(session, mine)

    assert found[0] is found[1] is found[3]
    assert found[2] != found[0] == again  # the same elsewhere, so that its tag holds in every process


def test_people_see_what_is_in_it(store: Database) -> None:
    _, secret = follower(store, ONE, OTHER, language="en")
    with store.read() as session:
        assert calendar.look(session, secret) == Seen("en", (ONE.title.in_("en"), OTHER.title.in_("en")))


def test_without_a_programme_it_is_empty(store: Database) -> None:
    _, secret = follower(store)

    assert events(feed(store, secret)) == {}


def test_secrets_are_long_and_no_two_are_alike(store: Database) -> None:
    person, first = follower(store, ONE)
    with store.write() as session:
        made = {first, *(calendar.make(session, person, NOW)[0] for _ in range(100))}

    assert (len(made), {len(secret) for secret in made}) == (101, {32})


LETTERS = string.ascii_letters + string.digits + "-_"


@pytest.fixture(scope="module")
def followed() -> Iterator[tuple[Database, str]]:
    """A store with one calendar, and its secret."""
    made = in_memory()
    yield made, follower(made, ONE)[1]
    made.close()


@given(guess=st.text(max_size=80) | st.text(LETTERS, min_size=20, max_size=70))
@settings(max_examples=200, deadline=None)
def test_nothing_else_opens_it(followed: tuple[Database, str], guess: str) -> None:
    with followed[0].read() as session:
        assert calendar.look(session, guess) is None


@given(place=st.integers(0, 31), letter=st.sampled_from(LETTERS + "\n é"))
@settings(max_examples=200, deadline=None)
def test_with_one_letter_amiss_it_opens_nothing(followed: tuple[Database, str], place: int, letter: str) -> None:
    store, secret = followed
    other = secret[:place] + letter + secret[place + 1 :]
    with store.read() as session:
        assert (calendar.look(session, other) is not None) == (other == secret)


def test_neither_does_more_or_less_of_it(followed: tuple[Database, str]) -> None:
    store, secret = followed
    with store.read() as session:
        opened = [calendar.look(session, each) for each in (secret, secret[:-1], secret + "A", secret + "\n", "")]

    assert [seen is not None for seen in opened] == [True, False, False, False, False]

"""A programme made ready to be asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.services.ask import Guide, Guides
from tests.dialogs.talk import CCIO, CDE, ORCHARD, read


def test_cancelled_sessions_are_known_by_their_code_but_not_held() -> None:
    guide = Guide(read(ORCHARD))

    assert {session.code for session in guide.sessions} - {session.code for session in guide.held} == {"panel"}
    assert guide.by_code["panel"].status == "cancelled"


def test_sessions_are_in_the_order_of_their_times_whatever_the_order_of_the_file() -> None:
    programme = read(CCIO)

    guide = Guide(replace(programme, sessions=programme.sessions[::-1]))

    assert guide.sessions == Guide(programme).sessions


def test_the_span_is_the_first_and_the_last_day() -> None:
    assert Guide(read(CCIO)).span == (date(2019, 10, 4), date(2019, 12, 13))
    assert Guide(replace(read(CCIO), sessions=())).span is None


def test_what_is_online_and_what_is_abroad() -> None:
    ccio, cde = Guide(read(CCIO)), Guide(read(CDE))

    assert [session.code for session in cde.held if cde.is_online(session)] == ["culture-1", "proposal"]
    assert [session.code for session in ccio.held if ccio.is_online(session)] == []
    assert [session.code for session in ccio.held if ccio.is_abroad(session)] == ["smart-city-expo"]


def test_a_departure_is_bound_for_the_place_in_its_name() -> None:
    guide = Guide(read(CCIO))

    assert guide.bound_for["barcelona-departure"] == {"fira-gran-via"}
    assert guide.bound_for["blockchain"] == frozenset()


def test_a_guide_is_made_once_until_the_programme_changes() -> None:
    guides, programme = Guides(), read(ORCHARD)

    first = guides.of(programme)

    assert guides.of(programme) is first
    assert guides.of(replace(programme)) is not first


def test_when_only_a_time_changes_the_words_are_not_read_again() -> None:
    programme = read(ORCHARD)
    first, *others = programme.sessions

    moved = replace(programme, sessions=(replace(first, end=first.end + timedelta(minutes=5)), *others))

    assert Guide(moved).reader is Guide(programme).reader
    assert Guide(replace(programme, faqs=())).reader is not Guide(programme).reader

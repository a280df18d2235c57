"""Personal data goes when its time is over, and not before: whose, what of it, and who is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.messages import Address
from bot.services.privacy import Keeper, due, earlier
from storage import (
    audit,
    checkins,
    people,
    programmes,
    questions,
)
from storage.models import (
    NoticeRow,
    PersonRow,
    table,
)
from storage.people import Details, Membership
from storage.questions import Question
from tests import stores
from tests.services.keeping import DAY, ENDED, GOES, LATER, OVER, SOON, WEEK, Office


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.db import Database


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office(stores.in_memory())
    yield made
    made.database.close()


@pytest.fixture
def everywhere(database: Database) -> Office:
    """On each kind of store in turn."""
    return Office(database)


def test_organisers_are_told_a_week_before_and_people_go_then(office: Office) -> None:
    everybody = ["คุณann", "คุณben", "คุณorg", "คุณown"]
    assert office.at(GOES - WEEK - DAY).told("org") == []
    assert office.at(GOES - WEEK).told("org") == [SOON]
    assert office.at(GOES - DAY).told("org") == [SOON]
    assert (office.told("ann"), office.told("own"), office.names()) == ([], [SOON], everybody)

    office.at(GOES)
    assert office.names() == ["คุณben", "คุณown"]
    with office.database.read() as store:
        assert [deed.what for deed in audit.about(store, office.ids["ann"])] == ["data.erased"]
        assert people.get(store, office.ids["ann"]).name.startswith("P-")
        assert people.at(store, Address("line", "ann")) is None


def test_where_organisers_could_not_be_told_in_time_the_week_begins_when_they_are(office: Office) -> None:
    late = GOES + 100 * DAY
    office.at(late)
    assert "วันพุธที่ 19 พฤษภาคม 2570" in office.told("org")[0]
    assert office.at(late + WEEK - timedelta(minutes=1)).names() == ["คุณann", "คุณben", "คุณorg", "คุณown"]
    assert office.at(late + WEEK).names() == ["คุณben", "คุณown"]


def test_nobody_is_woken_at_night(office: Office) -> None:
    night = (GOES - WEEK).replace(hour=18)
    assert office.at(night).told("org") == []
    week_later = SOON.replace("วันจันทร์ที่ 1", "วันอังคารที่ 2")
    assert office.at(night + timedelta(hours=8)).told("org") == [week_later]


def test_whoever_wants_to_keep_it_longer_says_so_in_the_file_and_is_told_anew(office: Office) -> None:
    office.at(GOES - WEEK)
    with office.database.write() as store:
        programmes.save(store, replace(OVER, settings={"privacy": {"keep_days": 400}}))
    office.at(GOES)
    assert (office.names(), len(office.told("org"))) == (["คุณann", "คุณben", "คุณorg", "คุณown"], 1)

    longer = GOES + 35 * DAY
    assert len(office.at(longer - WEEK).told("org")) == 2
    assert office.at(longer).names() == ["คุณben", "คุณown"]


def test_a_rehearsal_in_years_to_come_or_in_the_past_erases_nobody(office: Office) -> None:
    early, late = ENDED + DAY, GOES + 1000 * DAY
    for now in (late, late + 8 * DAY):
        office.at(now, real=early)
        office.at(early, real=now)

    assert office.names() == ["คุณann", "คุณben", "คุณorg", "คุณown"]
    assert office.told("org") == []


def test_a_programme_that_is_not_over_or_not_known_keeps_its_people(office: Office) -> None:
    with office.database.write() as store:
        people.enrol(store, office.ids["ann"], Membership("not-imported"))
    office.at(GOES)
    office.at(GOES + WEEK)

    assert office.names() == ["คุณann", "คุณben", "คุณown"]


def test_of_those_who_stay_the_words_about_the_programme_go(everywhere: Office) -> None:
    office = everywhere
    ben = office.ids["ben"]
    with office.database.write() as store:
        line = checkins.Entry(
            "c", "s1", "", ben, "mark", "organiser", ENDED, ENDED, "present", reason="รถติด", stand_in="คุณก"
        )
        kept = checkins.add(store, line)
        questions.add(store, Question("c", "มีที่จอดรถไหม", ENDED, Address("line", "ben"), asked_by=ben))
        questions.add(store, Question("d", "รอบหน้าเมื่อไร", ENDED, Address("line", "ben"), asked_by=ben))
    office.at(GOES - WEEK)
    office.at(GOES)

    with office.database.read() as store:
        assert checkins.get(store, kept.id) == replace(kept, reason="", stand_in="")
        asked = [questions.get(store, number) for number in (1, 2)]
        assert [each.text for each in asked if each] == ["", "รอบหน้าเมื่อไร"]


def test_many_people_go_in_slices_and_a_slice_that_was_cut_short_is_gone_on_with(office: Office) -> None:
    with office.database.write() as store:
        for number in range(120):
            person = people.add(store, Details(f"คุณ {number}"))
            people.enrol(store, person, Membership("c"))
    office.at(GOES - WEEK)
    office.clock.set(GOES)
    office.real.set(GOES)
    slices = 1
    while office.keeper.some():
        slices += 1
        if slices == 3:  # another process goes on
            office.keeper = Keeper(office.database, office.clock, office.real, programmes.load)

    assert slices > 7
    assert office.names() == ["คุณben", "คุณown"]


def test_when_what_goes_is_known_beforehand(office: Office) -> None:
    with office.database.read() as store:
        found = due(store, ENDED + DAY)
    assert [(term.programme, term.people, goes) for term, goes in found] == [
        ("c", 4, GOES),
        ("d", 1, GOES + LATER),
    ]
    assert earlier(GOES, ENDED) == earlier(ENDED, GOES) == ENDED


def test_notices_of_whoever_is_erased_are_gone(office: Office) -> None:
    office.at(GOES - WEEK)
    office.at(GOES)

    with office.database.read() as store:
        told = store.scalars(select(table(NoticeRow).c.person_id)).all()
        bare = store.scalars(select(table(PersonRow).c.id).where(table(PersonRow).c.erased)).all()
        assert set(told) & set(bare) == set()

"""At the door: finding people by name, taking back, leaving, and several scanners at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.errors import Refused
from bot.services.checkin.finding import MOST
from storage import programmes
from tests.services.door import Door
from tests.services.season import course, lesson


if TYPE_CHECKING:
    from bot.services.checkin import State
    from storage.db import Database

LESSON = lesson("a", "2026-01-05T09:00")
DAY = course(LESSON, lesson("b", "2026-01-05T13:00"), lesson("x", "2026-01-05T10:00"))
MINUTE = timedelta(minutes=1)


@pytest.fixture
def door() -> Door:
    """Ann and Ben come to a class, ten minutes before it begins."""
    return Door(DAY, "ann", "ben").at("2026-01-05T08:50")


def test_a_scanner_needs_four_letters_of_a_name() -> None:
    door = Door(DAY, "นายสมหมาย ตั้งต้น", "ดร.สมศรี ใจงาม", "นางสาวสมใจ รักเรียน", "Jane Smith").at("2026-01-05T08:50")

    def names(typed: str, least: int = 4) -> list[str] | None:
        found = door.finds(typed, least=least)
        return None if found is None else [each.name for each in found]

    assert [names(typed) for typed in ("", "สมห", "นาย ส", "กกกกก", "....", "ๆๆๆๆ")] == [None] * 6
    assert [names(typed) for typed in ("สมหมาย", "นายสมหม", "ตั้งต้น", "ตังตน", "SMITH")] == [
        ["นายสมหมาย ตั้งต้น"], ["นายสมหมาย ตั้งต้น"], ["นายสมหมาย ตั้งต้น"], ["นายสมหมาย ตั้งต้น"], ["Jane Smith"]
    ]  # fmt: skip
    assert names("สม", 1) == ["นายสมหมาย ตั้งต้น", "ดร.สมศรี ใจงาม", "นางสาวสมใจ รักเรียน"]
    assert names("", 1) is None
    assert names("โอลก้า") == []


def test_who_was_found_is_good_for_whoever_searched(door: Door) -> None:
    door.joins("สมหมาย", "c")
    (found,) = door.finds("สมหมาย") or []
    assert str(door.people["สมหมาย"]) != found.handle

    assert door.scans(chosen=found.handle, of="another").outcome == "unknown"
    assert door.scans(chosen=found.handle, of="sam").outcome == ""


def test_that_somebody_was_found_by_name_is_kept(door: Door) -> None:
    (found,) = door.finds("ben", least=1) or []
    door.scans(chosen=found.handle, of="sam")
    door.scans(door.own("ann"))

    assert [line.channel for line in door.log()] == ["name", ""]


def test_many_are_not_all_shown(door: Door) -> None:
    for number in range(30):
        door.joins(f"สมหมาย {number}", "c")

    assert len(door.finds("สมหมาย") or []) == MOST + 1


def test_taking_back_is_for_whoever_scanned_within_a_quarter_of_an_hour_once(door: Door) -> None:
    door.scans(door.own("ann"), nonce="n")
    refused = {"other": "no_entry", "wrong": "no_entry", "late": "too_late", "second": "undone"}

    def tries(name: str, nonce: str = "n", by: str = "sam") -> None:
        with pytest.raises(Refused, match=rf"checkin\.{refused[name]}"):
            door.takes_back(nonce, by=by)

    tries("other", by="olga")
    tries("wrong", "another")
    door.now += 16 * MINUTE
    tries("late")
    door.now -= MINUTE
    door.takes_back("n")
    tries("second")
    assert [(line.what, line.by) for line in door.log()] == [("in", door.people["sam"]), ("undo", door.people["sam"])]
    assert door.statuses() == {}


def test_what_did_not_count_is_not_taken_back(door: Door) -> None:
    door.scans("nobody", nonce="n")

    with pytest.raises(Refused, match=r"checkin\.no_entry"):
        door.takes_back("n")


def test_leaving_at_the_door_where_it_is_noted(door: Door) -> None:
    code = door.own("ann")
    with pytest.raises(Refused, match=r"scanner\.no_point"):
        door.scans(code, what="out")
    with door.database.write() as store:
        programmes.save(store, replace(DAY, settings={"attendance": {"leaving": True}}))
    assert door.scans(code, what="out").outcome == "not_in"
    door.scans(code)
    said = [door.at(f"2026-01-05T{at}").scans(code, what="out").outcome for at in ("08:55", "10:00", "10:01")]

    assert said == ["early", "", "repeated"]
    assert door.states()["a", "", "ann"].stayed(door.now) == timedelta(hours=1, minutes=10)


def test_a_scan_takes_few_queries_however_many_take_part(door: Door) -> None:
    for number in range(300):
        door.joins(f"p{number}", "c")

    counts = {}
    for name, code in (("good", door.own("p250")), ("unknown", "C2C2C2C2C2"), ("again", door.own("p250"))):
        door.scans(code)
        counts[name] = len(door.asked)
    assert max(counts.values()) <= 30


def test_several_scanners_at_once_make_one_record(database: Database) -> None:
    if database.in_memory:
        pytest.skip("one connection has nobody beside it")
    door = Door(DAY, "ann", database=database).at("2026-01-05T08:50")
    code = door.own("ann")
    with ThreadPoolExecutor(8) as threads:
        same = [threads.submit(door.scans, code, nonce="same") for _ in range(4)]
        others = [threads.submit(door.scans, code, by="olga") for _ in range(4)]
        outcomes = [each.result().outcome for each in (*same, *others)]

    assert len(set(outcomes[:4])) == 1
    assert sorted({"", "repeated"} & set(outcomes)) == ["", "repeated"]
    assert [line.outcome for line in door.log()].count("") == 1
    assert len(door.log()) == 5


@pytest.fixture
def rooms(door: Door) -> Door:
    """Ann is in "a" since before it began; "x" is held beside it."""
    door.scans(door.own("ann"))
    return door.at("2026-01-05T09:50")


def came(door: Door) -> dict[tuple[str, str, str], State]:
    """How it is, whichever line of the log says so."""
    return {key: replace(state, entry=0) for key, state in door.states().items()}


def test_who_was_taken_into_another_room_by_mistake_is_back_where_they_were(rooms: Door) -> None:
    before = came(rooms)
    rooms.scans(rooms.own("ann"), session="x", moves=True, nonce="m")
    assert rooms.statuses() == {"x ann": "present"}
    rooms.at("2026-01-05T09:55").takes_back("m")

    assert came(rooms) == before


def test_where_they_have_gone_back_already_nothing_is_added(rooms: Door) -> None:
    rooms.scans(rooms.own("ann"), session="x", moves=True, nonce="m")
    rooms.at("2026-01-05T09:52").scans(rooms.own("ann"), moves=True, nonce="n")
    lines = len(rooms.log())
    with pytest.raises(Refused, match="undone"):
        rooms.takes_back("m")
    assert (len(rooms.log()), rooms.statuses()) == (lines, {"a ann": "late"})

    rooms.takes_back("n")
    assert rooms.statuses() == {"x ann": "present"}


def test_taking_back_brings_nobody_where_they_have_not_been(rooms: Door) -> None:
    rooms.scans(rooms.own("ben"), session="x", nonce="m")
    rooms.takes_back("m")

    assert rooms.statuses() == {"a ann": "present"}

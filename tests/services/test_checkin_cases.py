"""What the best check-in systems are tested with: one's own code at the door, a test a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import Refused
from bot.services.checkin import personal
from bot.services.checkin.scanning import HELD
from storage import people, programmes
from tests.services.door import Door
from tests.services.season import course, lesson


LESSON = lesson("a", "2026-01-05T09:00")
DAY = course(LESSON, lesson("b", "2026-01-05T13:00"), lesson("x", "2026-01-05T10:00"))
MINUTE = timedelta(minutes=1)


@pytest.fixture
def door() -> Door:
    """Ann and Ben come to a class, ten minutes before it begins."""
    return Door(DAY, "ann", "ben").at("2026-01-05T08:50")


@pytest.mark.parametrize(
    "typed",
    [
        "{code}", "{lower}", "{spaced}", "{thai}", "{wide}", "{head}-{tail}", "{head}+{tail}", "{head}/{tail}=",
        "{head}\u200b{tail}", "\ufeff {head} {tail}\n",
    ],
)  # fmt: skip
def test_by_code_however_it_is_written(door: Door, typed: str) -> None:
    code = door.own("ann")
    thai = code.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    wide = "".join(chr(ord(each) + 0xFEE0) for each in code)
    spaced = personal.spaced(code)
    said = typed.format(
        code=code, lower=code.lower(), spaced=spaced, thai=thai, wide=wide, head=code[:4], tail=code[4:]
    )

    result = door.scans(said)
    assert (result.outcome, result.who and result.who.name) == ("", "ann")
    assert door.statuses() == {"a ann": "present"}


def test_what_is_read_for_another_letter_is_taken_for_what_it_was(door: Door) -> None:
    door.people |= {f"p{number}": door.joins(f"p{number}", "c") for number in range(20)}
    name = next(each for each in door.people if set("Q852") & set(door.own(each)) and each.startswith("p"))
    misread = door.own(name).translate(str.maketrans("Q852", "OBSZ"))

    assert door.scans(misread).outcome == ""


def test_an_internal_id_is_never_a_code(door: Door) -> None:
    ids = [str(door.people["ann"]), f"{door.people['ann']:010}", f"person:{door.people['ann']}"]

    assert [door.scans(each).outcome for each in ids] == ["unknown"] * 3
    assert [door.scans(chosen=each, of="t").outcome for each in ids] == ["unknown"] * 3
    assert door.statuses() == {}


def test_only_once(door: Door) -> None:
    door.scans(door.own("ann"))
    first, door.now = door.now, door.now + 5 * MINUTE

    again = door.scans(door.own("ann"), by="olga")
    assert (again.outcome, again.state and again.state.at) == ("repeated", first)
    assert [line.outcome for line in door.log()] == ["", "repeated"]
    assert door.states()["a", "", "ann"].at == first


def test_the_same_nonce_again_is_the_same_scan(door: Door) -> None:
    first = door.scans(door.own("ann"), nonce="same")
    door.now += MINUTE

    again = door.scans(door.own("ann"), nonce="same")
    assert (again.outcome, again.entry, again.state) == ("", first.entry, first.state)
    assert len(door.log()) == 1


def test_somebody_elses_nonce_is_another(door: Door) -> None:
    door.scans(door.own("ann"), nonce="same")

    assert door.scans(door.own("ben"), nonce="same", by="olga").outcome == ""
    assert door.statuses() == {"a ann": "present", "a ben": "present"}


def test_in_two_lists_both_count(door: Door) -> None:
    door.scans(door.own("ann"))

    door.at("2026-01-05T12:50")
    assert door.scans(door.own("ann"), session="b").outcome == ""
    assert door.statuses() == {"a ann": "present", "b ann": "present"}


def test_what_was_scanned_without_a_connection_keeps_its_own_time(door: Door) -> None:
    code = door.own("ann")
    door.at("2026-01-05T15:00")
    door.closes()

    assert door.scans(code, ago=6 * 60 * MINUTE).outcome == ""
    assert door.scans(code, session="b", ago=106 * MINUTE).outcome == ""
    (a, b) = (door.states()[each, "", "ann"] for each in "ab")
    assert [(each.status, each.at and f"{each.at.astimezone(door.now.tzinfo):%H:%M}") for each in (a, b)] == [
        ("present", "09:00"),
        ("present", "13:14"),
    ]


@pytest.mark.parametrize(("ago", "outcome"), [(HELD, ""), (HELD + MINUTE, "stale")])
def test_it_is_kept_for_half_a_day_and_no_longer(door: Door, ago: timedelta, outcome: str) -> None:
    code = door.own("ann")
    door.now += ago

    assert door.scans(code, ago=ago).outcome == outcome
    assert [line.outcome for line in door.log()] == [outcome]


def test_that_force_was_asked_for_and_that_it_was_needed_are_two_things(door: Door) -> None:
    door.scans(door.own("ann"), by="olga", force=True, reason="ลืมโทรศัพท์")
    door.at("2026-01-05T12:30")
    assert door.scans(door.own("ben"), by="olga").outcome == "closed"
    door.scans(door.own("ben"), by="olga", force=True, reason="รถติด")

    assert [(line.outcome, line.force, line.forced, line.reason) for line in door.log()] == [
        ("", True, False, "ลืมโทรศัพท์"),
        ("closed", False, False, ""),
        ("", True, True, "รถติด"),
    ]
    assert door.statuses() == {"a ann": "present", "a ben": "late"}


@pytest.mark.parametrize(("by", "reason", "refused"), [("sam", "รถติด", "force_role"), ("olga", " ", "reason"),
                                                       ("olga", "ก" * 201, "reason")])  # fmt: skip
def test_force_is_for_organisers_who_say_why(door: Door, by: str, reason: str, refused: str) -> None:
    with pytest.raises(Refused, match=rf"scanner\.{refused}"):
        door.scans(door.own("ann"), by=by, force=True, reason=reason)

    assert (door.log(), door.statuses()) == ([], {})


def test_whoever_is_no_participant_any_more_is_not_noted_even_with_force(door: Door) -> None:
    code = door.own("ann")
    door.joins("ann", "c", role="organiser")
    assert door.scans(code).outcome == "role"
    assert door.scans(code, by="olga", force=True, reason="x").outcome == "role"
    gone = door.own("ben")
    with door.database.write() as store:
        people.forget(store, door.people["ben"], "–")

    assert door.scans(gone, by="olga", force=True, reason="x").outcome == "unknown"
    assert door.statuses() == {}


def test_yesterdays_code_is_good_no_more(door: Door) -> None:
    code = door.own("ann")
    door.at("2026-01-06T08:50")

    old = door.scans(code)
    assert (old.outcome, old.who and old.who.name) == ("old", "ann")
    assert door.at("2026-01-07T08:50").own("ann") != code
    assert door.scans(code).outcome == "unknown"


def test_a_session_that_is_cancelled_takes_nobody_even_with_force(door: Door) -> None:
    with door.database.write() as store:
        programmes.save(store, replace(DAY, sessions=(replace(LESSON, status="cancelled"), *DAY.sessions[1:])))

    assert door.scans(door.own("ann"), by="olga", force=True, reason="x").outcome == "cancelled"
    assert door.statuses() == {}


def test_somebody_of_another_course_is_not_noted_nor_named(door: Door) -> None:
    with door.database.write() as store:
        programmes.save(store, course(lesson("z", "2026-01-05T09:00"), code="other"))
    door.joins("zoe", "other")

    result = door.scans(door.own("zoe"))
    assert (result.outcome, result.who, result.entry.person) == ("elsewhere", None, None)


def test_between_two_sessions_it_is_asked_and_not_guessed(door: Door) -> None:
    door.scans(door.own("ann"))
    door.at("2026-01-05T09:50")

    asked = door.scans(door.own("ann"), session="x")
    assert (asked.outcome, asked.other and asked.other.code) == ("two", "a")
    assert door.scans(door.own("ann"), session="x", moves=True).outcome == ""
    assert door.statuses() == {"x ann": "present"}


def test_nobodys_code_is_never_a_record_but_is_logged(door: Door) -> None:
    codes = ["C2C2C2C2C2", "สวัสดี", "https://example.org/", ""]
    for code in codes:
        assert door.scans(code).outcome == "unknown"
        assert door.scans(code, by="olga", force=True, reason="x").outcome == "unknown"

    assert {(line.outcome, line.person) for line in door.log()} == {("unknown", None)}
    assert len(door.log()) == 2 * len(codes)
    assert door.statuses() == {}


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_no_text_is_anybodys_code_by_chance(typed: str) -> None:
    door = Door(DAY, "ann").at("2026-01-05T08:50")

    assert door.scans(typed).outcome == "unknown"


def test_what_is_asked_at_the_door_is_answered_before_somebody_is_in_and_only_once(door: Door) -> None:
    meal = {"id": "meal", "title": "อาหารกลางวัน", "choices": ["ปกติ", "เจ"]}
    shirt = {"id": "shirt", "title": "ไซส์เสื้อ"}
    with door.database.write() as store:
        programmes.save(store, replace(DAY, settings={"attendance": {"questions": [meal, shirt]}}))

    def asked(*answers: tuple[str, str], session: str = "a") -> tuple[str, list[str]]:
        found = door.scans(door.own("ann"), session=session, answers=answers)
        return found.outcome, [each.code for each in found.asks]

    assert asked() == ("incomplete", ["meal", "shirt"])
    for wrong in (("meal", "หมู"), ("shirt", " "), ("size", "L")):
        with pytest.raises(Refused, match=r"checkin\.no_question" if "size" in wrong else r"checkin\.no_answer"):
            asked(("meal", "เจ"), wrong)
    assert asked() == ("incomplete", ["meal", "shirt"])
    assert asked(("shirt", "L")) == ("incomplete", ["meal"])
    assert door.statuses() == {}
    assert asked(("meal", " เจ ")) == ("", [])
    door.at("2026-01-05T12:50")
    assert asked(session="b") == ("", [])
    assert door.statuses() == {"a ann": "present", "b ann": "present"}
    assert door.scans(door.own("ben"), session="b").outcome == "incomplete"


def test_whoever_is_not_let_in_is_asked_nothing(door: Door) -> None:
    with door.database.write() as store:
        shirt = {"id": "shirt", "title": "ไซส์เสื้อ"}
        programmes.save(store, replace(DAY, settings={"attendance": {"questions": [shirt]}}))

    early = door.at("2026-01-05T08:00").scans(door.own("ann"), answers=(("shirt", "L"),))
    assert (early.outcome, early.asks) == ("early", ())
    assert [each.code for each in door.at("2026-01-05T08:50").scans(door.own("ann")).asks] == ["shirt"]


def test_the_note_of_the_roster_is_shown_to_the_staff(door: Door) -> None:
    note = "ใช้รถเข็น"
    with door.database.write() as store:
        people.enrol(store, door.people["ann"], people.Membership("c", note=note))
    code = door.own("ann")

    shown = [door.scans(code, nonce=nonce) for nonce in ("one", "one", "two")]
    shown += [door.at("2026-01-06T08:50").scans(code), door.scans(door.own("ben"), session="b"), door.scans("?")]
    assert [each.outcome for each in shown] == ["", "", "repeated", "old", "closed", "unknown"]
    assert [each.note for each in shown] == [note, note, note, note, "", ""]


def test_what_failed_is_kept_with_who_where_when_and_why(door: Door) -> None:
    door.at("2026-01-05T08:00").scans(door.own("ann"))

    (line,) = door.log()
    assert (line.outcome, line.way, line.person, line.by, line.at, line.session) == (
        "early",
        "scanner",
        door.people["ann"],
        door.people["sam"],
        door.now,
        "a",
    )


def test_too_early_leaves_nothing_that_is_in_the_way_later(door: Door) -> None:
    code = door.own("ann")
    assert [door.at(f"2026-01-05T{at}").scans(code).outcome for at in ("08:00", "08:20")] == ["early", ""]


def test_a_scanner_of_one_course_does_nothing_in_another(door: Door) -> None:
    with door.database.write() as store:
        programmes.save(store, course(LESSON, code="other"))
    door.joins("ann", "other")
    door.joins("otto", "other", role="organiser")

    for stranger in ("otto", "ben"):
        with pytest.raises(Refused, match=r"scanner\.role"):
            door.scans(door.own("ann"), by=stranger)
    assert door.log() == []


def test_what_is_no_point_of_the_programme_takes_nobody(door: Door) -> None:
    for session, point in (("nowhere", ""), ("a", "bus")):
        with pytest.raises(Refused, match=r"scanner\.no_point"):
            door.scans(door.own("ann"), session=session, point=point)

"""How it is at this moment: what is counted, which classes that is about, and the picture of it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

import pytest
from PIL import Image

from bot.services import checkin, report
from bot.services.checkin import Mark, Place
from bot.services.report import Count, Spot
from bot.services.report.picture import picture
from bot.texts import LANGUAGES, texts
from storage import programmes
from storage.checkpoints import settings_of, windows
from storage.people import Details
from tests.services.register import PROGRAMME, Register
from tests.services.season import BANGKOK, lesson


def marked(register: Register, mark: Mark, *who: str, session: str = "a") -> None:
    with register.database.write() as store:
        people = [register.people[each] for each in who]
        checkin.mark(store, Place("c", session), people, mark, register.now)


def test_everybody_is_counted_once_and_by_team() -> None:
    register = Register()
    for number, team in enumerate(("x", "x", "y")):
        register.enrols(f"p{number}", Details(f"คนที่ {number}"), team)
    marked(register, Mark("present", 1), "kk", "p0")
    marked(register, Mark("late", 1), "p2")
    marked(register, Mark("excused", 1), "som")

    with register.database.read() as store:
        found = report.live(store, register.spot(), register.now)

    assert (found.count, found.count.came, found.count.whole) == (Count(2, 1, 1, 2), 3, 6)
    assert found.teams == (("x", Count(1, 0, 0, 1)), ("y", Count(0, 1, 0, 0)))
    assert [each.person for each in found.missing] == [register.people["long"], register.people["p1"]]
    assert not found.closed


def test_when_it_has_closed_the_absent_are_missing_still() -> None:
    register = Register()
    marked(register, Mark("present", 1), "kk")
    register.at("2026-01-05T12:01")
    register.closes()

    with register.database.read() as store:
        found = report.live(store, register.spot(), register.now)

    assert (found.count, found.closed, len(found.missing)) == (Count(1, 0, 0, 2), True, 2)


def test_whoever_is_in_the_other_room_is_not_missing() -> None:
    register = Register()
    beside = lesson("e", "2026-01-05T09:00")
    both = replace(PROGRAMME, sessions=(*PROGRAMME.sessions, beside))
    with register.database.write() as store:
        programmes.save(store, both)
    marked(register, Mark("present", 1), "som", session="e")

    with register.database.read() as store:
        found = report.live(store, replace(register.spot(), programme=both), register.now)

    assert found.count == Count(missing=2)


@pytest.mark.parametrize(
    ("at", "now", "next_"),
    [
        ("2026-01-05T08:00", [], "a"),
        ("2026-01-05T08:15", ["a"], "b"),
        ("2026-01-05T12:10", ["a"], "b"),
        ("2026-01-05T12:15", ["b"], "d"),
        ("2026-01-05T23:00", ["b"], "d"),
        ("2026-01-06T07:00", [], "d"),
        ("2026-01-07T07:00", [], ""),
    ],
)
def test_what_is_on_now(at: str, now: list[str], next_: str) -> None:
    """What is open, else what was last; and what comes next."""
    moment = datetime.fromisoformat(at).replace(tzinfo=BANGKOK)
    coming = report.following(PROGRAMME, moment)

    assert [spot.session.code for spot in report.current(report.today(PROGRAMME, moment), moment)] == now
    assert (coming.session.code if coming else "") == next_


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_as_high_as_needed(language: str) -> None:
    say = next(texts(each) for each in LANGUAGES if each == language)
    register = Register()
    heights = []
    for number in range(3):
        register.enrols(f"p{number}", Details("นางสาวน้ำฝน ปิ่นแก้ว" * 20), f"เทศบาลตำบลบ้านใหม่สามัคคี {number}" * 9)
        with register.database.read() as store:
            drawn = picture(report.live(store, register.spot(), register.now), say, register.now)
        with Image.open(io.BytesIO(drawn)) as image:
            assert (image.format, image.width) == ("PNG", 1080)
            heights.append(image.height)

    assert heights == sorted(set(heights))


def test_a_picture_of_nobody() -> None:
    session = lesson("x", "2026-01-05T09:00")
    programme = replace(PROGRAMME, code="none", sessions=(session,))
    spot = Spot(programme, session, windows(session, settings_of(programme))[0])
    register = Register()

    with register.database.read() as store:
        assert picture(report.live(store, spot, register.now), texts("th"), register.now)[:4] == b"\x89PNG"

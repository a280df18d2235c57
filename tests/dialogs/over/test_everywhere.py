"""The same dialogs over the terminal, the web chat, LINE and Telegram, which brings updates or is asked for them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.dialogs.conftest import AUGUST, EVENING
from tests.dialogs.over.line import Line
from tests.dialogs.over.scripts import ABOUT, ASK_BLOCKCHAIN, CALENDAR, CHOOSING, DAY, KEEP, SCRIPTS
from tests.dialogs.over.telegram import Telegram
from tests.dialogs.over.terminal import Terminal
from tests.dialogs.over.web import Web
from tests.dialogs.talk import CCIO, CDE


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from tests.dialogs.over.house import House
    from tests.dialogs.over.place import Place, Step

    Come = Callable[[str], Place]
    """Somebody new, at the place of this name."""


SERVED = ("web", "line", "telegram")
EVERYWHERE = ("terminal", *SERVED)


@pytest.fixture
def come(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Come]:
    """To a house about one programme. At "polling", Telegram is asked for updates."""
    with ExitStack() as stack:

        def arrive(name: str) -> Place:
            if name == "terminal":
                return stack.enter_context(closing(Terminal(tmp_path, CCIO, now=EVENING)))
            served: House = request.getfixturevalue("polling" if name == "polling" else "ccio")
            return _at(served, name, stack)

        yield arrive


@pytest.fixture
def come_to_both(both: House, tmp_path: Path) -> Iterator[Come]:
    """To a house about both sample programmes."""
    with ExitStack() as stack:

        def arrive(name: str) -> Place:
            if name == "terminal":
                return stack.enter_context(closing(Terminal(tmp_path, CCIO, CDE, now=AUGUST)))
            return _at(both, name, stack)

        yield arrive


def _at(served: House, name: str, stack: ExitStack) -> Place:
    if name == "web":
        return stack.enter_context(closing(Web(served)))
    return Line(served) if name == "line" else Telegram(served)


def hold(place: Place, script: Sequence[Step]) -> None:
    for step in script:
        assert step.taken(place) == step.answer(place), step.what


@pytest.mark.parametrize("place", [*EVERYWHERE, "polling"])
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_dialog(come: Come, script: str, place: str) -> None:
    hold(come(place), SCRIPTS[script])


@pytest.mark.parametrize("place", EVERYWHERE)
def test_a_programme_is_chosen(come_to_both: Come, place: str) -> None:
    hold(come_to_both(place), CHOOSING)


@pytest.mark.parametrize("place", [*EVERYWHERE, "polling"])
def test_a_calendar_file_is_delivered(come: Come, place: str) -> None:
    """Telegram brings the file itself, the web chat and LINE a link to it; the terminal has its name alone."""
    at = come(place)

    hold(at, CALENDAR)

    assert [(file.name, events(file.content)) for file in at.got()] == (
        [] if place == "terminal" else [("blockchain.ics", [BLOCKCHAIN])]
    )


BLOCKCHAIN = (
    "Blockchain Technology for Transparency Procurement",
    datetime(2019, 10, 18, 13, tzinfo=ZoneInfo("Asia/Bangkok")),
    datetime(2019, 10, 18, 16, tzinfo=ZoneInfo("Asia/Bangkok")),
)


def events(content: str) -> list[tuple[str, date, date]]:
    return [(str(event["SUMMARY"]), event.start, event.end) for event in Calendar.from_ical(content).events]


@pytest.mark.parametrize("place", SERVED)
def test_a_button_of_an_earlier_answer_still_works(come: Come, place: str) -> None:
    """In the terminal a number is one of the last answer."""
    at = come(place)

    hold(at, [DAY, ASK_BLOCKCHAIN, *SCRIPTS["whom to contact"]])

    assert at.taps(ABOUT, 3) == SCRIPTS["a day's programme"][1].seen
    assert at.taps(KEEP).words.endswith("civic-workshop.ics")


def test_people_everywhere_at_once_have_talks_of_their_own(come: Come) -> None:
    """Twice as many as there are kinds of places, each with another dialog."""
    places = [come(name) for name in SERVED * 2]
    scripts = [script for script in SCRIPTS.values() if len(script) > 1]

    with ThreadPoolExecutor(len(places)) as together:
        talks = [together.submit(hold, at, script) for at, script in zip(places, scripts, strict=False)]

    assert [talk.exception() for talk in talks] == [None] * 6

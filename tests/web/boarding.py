"""A hall with a screen: the site over the store in which people check in, and an organiser who is signed in to it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import httpx
from playwright.sync_api import expect

from bot.clock import SetClock
from bot.services import signin
from bot.services.programme import Programmes
from bot.services.signin import Pass
from storage.programme import Group, Text, Venue
from tests.plain import PLAIN
from tests.services.hall import Hall
from tests.services.season import course, lesson
from tests.web.served import database_in, place, served


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

    from bot.router import Router
    from bot.services.checkin import Result
    from storage.programme import Programme
    from tests.web.served import Place

PEOPLE = ("นายกิตติ ขจรเดชา", "ดร.พิมพ์ ดีงาม", "Mr. John Smith", "นางสาวดาว ใจดี")
CLASS = replace(
    lesson("a", "2026-01-05T09:00"), title=Text("เมืองอัจฉริยะกับข้อมูลเปิด", "Smart cities and open data"), venue="v"
)
LATER = lesson("b", "2026-01-05T13:00")
DAY = replace(
    course(CLASS, LATER, lesson("z", "2026-01-06T09:00")),
    venues=(Venue("v", Text("ห้องประชุมใหญ่ ชั้น 3", "Main hall, 3rd floor")),),
    groups=(Group("g1", Text("เทศบาลนครขอนแก่น", "Khon Kaen")),),
)
LEAVING = replace(DAY, settings={"attendance": {"leaving": True}})
QUIET = replace(DAY, settings={"attendance": {"greet": False}})
PROJECTOR: ViewportSize = {"width": 1920, "height": 1080}
FIRST, SECOND = "a//in", "b//in"


class Screen:
    """Everybody in PEOPLE takes part; "olga" organises. It is ten minutes before the first class."""

    def __init__(self, hall: Hall, house: Place, clock: SetClock) -> None:
        self.hall, self.house, self._clock, self.url = hall, house, clock, ""
        self.at("2026-01-05T08:50")

    def at(self, moment: str) -> None:
        self._clock.set(self.hall.at(moment).now)

    def later(self, **time: float) -> None:
        self.hall.now += timedelta(**time)
        self._clock.set(self.hall.now)

    def link(self, subject: str = "", who: str = "olga", programme: str = "c") -> str:
        with self.house.database.write() as store:
            what = Pass(self.hall.people[who], "board", programme, subject)
            return signin.link(store, what, self.url, self.hall.now)

    @contextmanager
    def signs_in(self, subject: str = "", who: str = "olga", programme: str = "c") -> Iterator[httpx.Client]:
        with httpx.Client(base_url=self.url, trust_env=False, verify=PLAIN) as client:
            answer = client.post("/enter", json={"token": self.link(subject, who, programme).partition("#")[2]})
            assert answer.json() == {"page": "/board"}
            yield client

    def comes(self, name: str, session: str = "a", what: str = "in") -> Result:
        """Somebody checks in by the code that the board shows."""
        return self.hall.tries(name, self.hall.code(session, what=what))


def token_of(client: httpx.Client) -> str:
    """What the page sends along with what is to change something."""
    found = re.search(r'data-token="([0-9a-f]{64})"', client.get("/board").text)
    assert found
    return found[1]


def opens(client: httpx.Client, place: str = FIRST) -> int:
    """Codes of that place are good from here on: the status of the answer."""
    headers = {"X-Form-Token": token_of(client)}
    return client.post("/board/open", json={"place": place}, headers=headers).status_code


def state(client: httpx.Client, place: str = FIRST, **asked: str | int) -> dict[str, Any]:
    """What the page is told."""
    found: dict[str, Any] = client.get("/board/state", params={"place": place, **asked}).json()
    return found


def figures(client: httpx.Client, place: str = FIRST) -> dict[str, int]:
    return {each["label"]: each["count"] for each in state(client, place)["crowd"]["figures"]}


def opened(page: Page, hall: Screen) -> Page:
    """By the link from the chat."""
    page.goto(hall.link())
    expect(page.locator("#code")).to_be_visible()
    return page


def shows(page: Page, hall: Screen, session: str = "a") -> None:
    """The code on the screen is the one that is good."""
    code = hall.hall.code(session)
    expect(page.locator("#code")).to_have_text(f"{code[:3]} {code[3:]}")


@contextmanager
def watched(browser: Browser, viewport: ViewportSize = PROJECTOR) -> Iterator[Page]:
    """A page; fails if it ever complained of anything but a connection or a sign-in that a test ended.

    It asks once a second, and the machine may be busy: what is expected is waited for.
    """
    context = browser.new_context(viewport=viewport, locale="th-TH")
    page, faults = context.new_page(), list[str]()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.extend([line.text] if line.type in ("error", "warning") else []))
    expect.set_options(timeout=20_000)
    yield page
    expect.set_options(timeout=5_000)
    context.close()
    assert [each for each in faults if not each.startswith("Failed to load resource")] == []


@contextmanager
def screen(
    folder: Path,
    programme: Programme = DAY,
    *,
    accounts: dict[str, str] | None = None,
    public_url: str = "",
    router: Callable[[Programmes], Router] | None = None,
) -> Iterator[Screen]:
    """`router` answers in the web chat."""
    database = database_in(folder)
    hall = Hall(programme, *PEOPLE, database=database)
    hall.joins("olga", "c", role="organiser")
    clock = SetClock(hall.now)
    answers = router(Programmes()) if router else None
    house = replace(place(database, answers, clock, public_url), accounts=accounts or {})
    made = Screen(hall, house, clock)
    with served(house) as url:
        made.url = url
        yield made
    database.close()

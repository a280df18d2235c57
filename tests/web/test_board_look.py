"""The board on every kind of screen, and when the connection is lost, in a real Chromium."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from storage import people
from storage.people import Membership
from storage.programme import Group, Text
from tests.web.axe import axe
from tests.web.boarding import DAY, PEOPLE, PROJECTOR, opened, screen, shows, watched


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

    from tests.web.boarding import Screen


BEAMER: ViewportSize = {"width": 1280, "height": 720}
OLD: ViewportSize = {"width": 1024, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 640}
ACCOUNTS = {"line": "@999abcde", "telegram": "nongnat_bot"}
PIM = PEOPLE[1]
LONG = Text(
    "การขับเคลื่อนเมืองอัจฉริยะด้วยข้อมูลเปิดภาครัฐและเทคโนโลยีบล็อกเชนเพื่อการบริการประชาชนอย่างโปร่งใสและยั่งยืนในระดับท้องถิ่น",
    "Smart cities by open government data and blockchain technology, for public services that are transparent and last",
)
TEAMS = replace(
    DAY,
    sessions=(replace(DAY.sessions[0], title=LONG),),
    groups=tuple(Group(f"t{number}", Text(f"เทศบาลเมืองลำดับที่ {number}")) for number in range(70)),
)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Screen]:
    with screen(tmp_path, accounts=ACCOUNTS) as made:
        yield made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with watched(browser) as made:
        yield made


def test_without_a_connection_it_says_so_and_comes_back_by_itself(hall: Screen, page: Page) -> None:
    page.clock.install()
    opened(page, hall)
    expect(page.locator("#stale")).to_be_hidden()
    page.context.set_offline(True)
    page.clock.fast_forward(5_000)
    expect(page.locator("#stale")).to_have_text(
        "ขาดการติดต่อชั่วคราว กำลังต่อใหม่ให้เองค่ะ จำนวนที่เห็นอาจยังไม่ใช่ล่าสุด", use_inner_text=True
    )
    expect(page.locator("#code")).to_be_visible()  # it is still taken
    page.clock.fast_forward(60_000)
    expect(page.locator("#waits")).to_have_text("รหัสหมดเวลาแล้ว\nรอรหัสใหม่สักครู่นะคะ")
    expect(page.locator("#code")).to_be_hidden()
    expect(page.locator("#ways")).to_be_hidden()
    hall.later(seconds=65)
    hall.comes(PIM)
    page.context.set_offline(False)
    page.clock.fast_forward(1_000)

    shows(page, hall)
    expect(page.locator("#code")).to_be_visible()
    expect(page.locator("#stale")).to_be_hidden()
    expect(page.locator("#waits")).to_be_hidden()
    expect(page.locator("#done")).to_have_text("1")


def test_a_server_that_is_busy_is_waited_for(hall: Screen, page: Page) -> None:
    page.clock.install()
    opened(page, hall)
    page.route("**/board/state*", lambda route: route.fulfill(status=503, json={}))
    page.clock.fast_forward(5_000)
    expect(page.locator("#stale")).to_be_visible()
    page.unroute("**/board/state*")
    page.clock.fast_forward(1_000)

    expect(page.locator("#stale")).to_be_hidden()


@pytest.mark.parametrize("language", ["th", "en"])
def test_all_of_it_is_on_the_screen(tmp_path: Path, page: Page, language: str) -> None:
    with screen(tmp_path, TEAMS, accounts=ACCOUNTS) as hall:
        with hall.house.database.write() as store:
            for number, name in enumerate(PEOPLE):
                people.enrol(store, hall.hall.people[name], Membership("c", team=f"t{number}"))
        for number in range(4, 70):
            hall.hall.joins(f"นายคนที่{number} ยาวมากเป็นพิเศษ", "c", team=f"t{number}")
        opened(page, hall)
        page.clock.install()
        page.goto(f"{hall.url}/board?lang={language}")
        shows(page, hall)
        page.clock.pause_at(datetime.now(tz=UTC) + timedelta(seconds=5))
        for name in PEOPLE:
            hall.comes(name)
        for _ in range(200):
            page.clock.run_for(100)
            if page.locator("#welcome.shown").count():
                break
        expect(page.locator("#welcome.shown")).to_be_visible()  # and stays so, for its clock stands

        found = {size["width"]: _amiss(page, size) for size in (PROJECTOR, BEAMER, OLD, PHONE, NARROW)}

    assert found == {width: [] for width in (1920, 1280, 1024, 390, 320)}


def _amiss(page: Page, viewport: ViewportSize) -> list[str]:
    """What is not whole on a screen of that size; on all but telephones it is on it at once, the code largest."""
    page.set_viewport_size(viewport)
    # Observers are told in the order in which they came: by then the page has seen its size.
    page.evaluate("() => new Promise(seen => new ResizeObserver(() => seen()).observe(document.body))")
    wide, high = page.evaluate("() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    amiss: list[str] = page.evaluate(
        "() => ['#code', '#rule', '#welcome', 'h1', '#figures li', '#teams li:last-child', '#newest li']"
        ".filter(name => { const each = document.querySelector(name), box = each.getBoundingClientRect(),"
        " around = each.closest('section, header').getBoundingClientRect();"
        " return each.scrollWidth > each.clientWidth + 1 && name !== '#teams li:last-child'"
        " || box.right > around.right + 1 || box.bottom > around.bottom + 1 })"
    )
    amiss += ["width"] if wide > viewport["width"] else []
    if viewport["width"] < OLD["width"]:
        return amiss
    height = viewport["height"]
    boxes = {
        name: page.locator(name).first.bounding_box() or {"x": 0, "y": 0, "width": 0, "height": height + 1}
        for name in ("#code", ".way svg", "#rule", "#done", "#welcome", "#teams li")
    }
    amiss += ["height"] if high > height else []
    amiss += [
        name for name, least in (("#code", height / 9), (".way svg", height / 3)) if boxes[name]["height"] < least
    ]
    return amiss + [name for name, box in boxes.items() if box["y"] + box["height"] > height]


def test_nothing_on_it_comes_from_elsewhere(hall: Screen, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, hall)
    code = hall.hall.code("a")

    assert {each.split("/")[2] for each in asked} == {hall.url.partition("//")[2]}
    assert not [each for each in asked if code in each]
    assert axe(page) == []

"""A site to visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.served import Place, database_in, place, served
from tests.web.visitor import Visitor


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.web.browser import Open


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Place]:
    database = database_in(tmp_path)
    yield place(database)
    database.close()


@pytest.fixture
def url(house: Place) -> Iterator[str]:
    with served(house) as address:
        yield address


@pytest.fixture
def visitor(url: str) -> Iterator[Visitor]:
    made = Visitor(url)
    yield made
    made.http.close()


@pytest.fixture
def stranger(url: str) -> Iterator[Visitor]:
    """Another visitor of the same site."""
    made = Visitor(url)
    yield made
    made.http.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from tests.web.browser import chromium

    with chromium() as started:
        yield started


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    from tests.web.browser import visiting

    with visiting(browser) as start:
        yield start

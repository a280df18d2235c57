"""Running houses, each for all the tests that ask for it: whoever is new there begins a talk of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.dialogs.over.house import house
from tests.dialogs.talk import CCIO, CDE


if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.dialogs.over.house import House


EVENING, AUGUST = "2019-10-03T19:00+07:00", "2022-08-31T09:00+07:00"


@pytest.fixture(scope="session")
def ccio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """About one programme, the evening before it begins; Telegram brings what happens there."""
    with house(tmp_path_factory.mktemp("ccio"), CCIO, now=EVENING) as opened:
        yield opened


@pytest.fixture(scope="session")
def polling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The same, but Telegram is asked for what happens there."""
    with house(tmp_path_factory.mktemp("polling"), CCIO, now=EVENING, polls=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """About both sample programmes."""
    with house(tmp_path_factory.mktemp("both"), CCIO, CDE, now=AUGUST) as opened:
        yield opened

"""What the tests of the fakes themselves ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.line import FakeLine
from tests.fakes.line_bots import Listener
from tests.fakes.line_client import Caller


if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def bot() -> Iterator[Listener]:
    with Listener() as bot:
        yield bot


@pytest.fixture
def line(bot: Listener) -> Iterator[FakeLine]:
    """LINE, bringing its events to `bot`."""
    with FakeLine() as line:
        line.hook = bot.url
        yield line


@pytest.fixture
def caller(line: FakeLine) -> Iterator[Caller]:
    caller = Caller(line)
    yield caller
    caller.close()

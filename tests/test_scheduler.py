"""Ticks come at once and again, and a tick that breaks says no word of what people said."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.scheduler import Tick, ticking


if TYPE_CHECKING:
    import pytest


SAID = "ที่พูดไว้"


def test_every_tick_comes_again_even_after_one_that_broke(caplog: pytest.LogCaptureFixture) -> None:
    enough = asyncio.Event()
    ticked = []

    async def breaks() -> None:
        ticked.append("broken")
        raise ValueError(SAID)

    async def works() -> None:
        ticked.append("working")
        if ticked.count("working") > 2 and ticked.count("broken") > 1:
            enough.set()

    async def run() -> None:
        async with ticking([Tick("a", 0.02, breaks), Tick("b", 0.02, works)]), asyncio.timeout(20):
            await enough.wait()

    with caplog.at_level(logging.ERROR):
        asyncio.run(run())

    assert {record.message.splitlines()[0] for record in caplog.records} == {"tick a: ValueError"}
    assert SAID not in caplog.text

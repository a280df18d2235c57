"""Ticks come at once and again, and a tick that breaks says no word of what people said."""

from __future__ import annotations

import asyncio
import logging
import re
from datetime import timedelta
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


def hang(until: int, hangs: timedelta) -> int:
    """One tick goes on until another has come so many times; how often it began."""
    enough = asyncio.Event()
    ticked: list[str] = []

    async def hangs_on() -> None:
        ticked.append("slow")
        await enough.wait()

    async def works() -> None:
        ticked.append("quick")
        if ticked.count("quick") >= until:
            enough.set()

    async def run() -> None:
        both = [Tick("slow", 0.02, hangs_on), Tick("quick", 0.02, works)]
        async with ticking(both, hangs=hangs), asyncio.timeout(20):
            await enough.wait()

    asyncio.run(run())
    return ticked.count("slow")


def test_a_tick_that_takes_longer_than_its_turn_is_no_news(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert hang(10, timedelta(minutes=1)) == 1

    assert caplog.messages == []


def test_a_tick_that_hangs_is_told_of_but_not_each_time(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        hang(30, timedelta(microseconds=1))

    told = [re.sub(r"\d+", "N", each) for each in caplog.messages]
    assert set(told) == {"tick slow: goes on since N seconds"}
    assert len(told) < 20

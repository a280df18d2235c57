"""Telegram: asking for updates, and losing none of them."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.channels.telegram_stage import Phone, phone


if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator

    from bot.messages import Inbound
    from tests.fakes.telegram_http import FaultKind


@pytest.fixture
def at() -> Iterator[Phone]:
    with phone(patience=0.2) as made:
        yield made


def batches(at: Phone) -> AsyncGenerator[list[Inbound], None]:
    """A new poller, to be closed."""
    return at.channel.poll()


def first(at: Phone) -> list[str]:
    """What a poller is given that stops, or dies, before it asks for more."""

    async def asked() -> list[str]:
        async with aclosing(batches(at)) as polling:
            return [event.text for event in await anext(polling)]

    texts: list[str] = at.run(asked())
    return texts


def test_what_came_is_brought_again_until_more_is_asked_for(at: Phone) -> None:
    at.telegram.say(at.me, "หนึ่ง")
    at.telegram.say(at.me, "สอง")

    async def stored_once() -> list[list[str]]:
        async with aclosing(batches(at)) as polling:
            one = [event.text for event in await anext(polling)]
            at.telegram.say(at.me, "สาม")
            return [one, [event.text for event in await anext(polling)]]

    assert [first(at), first(at)] == [["หนึ่ง", "สอง"]] * 2
    assert at.run(stored_once()) == [["หนึ่ง", "สอง"], ["สาม"]]
    assert first(at) == ["สาม"]


def asked_while(at: Phone, done: Callable[[], bool]) -> list[str]:
    """What a poller is given that asks, meets what the test has prepared until `done`, and then hears somebody."""

    async def asked() -> list[str]:
        async with aclosing(batches(at)) as polling:
            waiting = asyncio.ensure_future(anext(polling))
            while not done():  # noqa: ASYNC110 - the fake tells nobody
                await asyncio.sleep(0.01)
            at.telegram.say(at.me, "สวัสดี")
            return [event.text for event in await waiting]

    texts: list[str] = at.run(asked())
    return texts


def statuses(at: Phone) -> list[int]:
    return [call.status for call in at.telegram.calls if call.method == "getUpdates"]


def test_it_waits_for_somebody_to_say_something(at: Phone) -> None:
    assert asked_while(at, lambda: 200 in statuses(at)) == ["สวัสดี"]


def test_a_webhook_is_taken_away(at: Phone) -> None:
    at.telegram.hook = "http://127.0.0.1:1/hooks/telegram"

    assert asked_while(at, lambda: at.telegram.hook is None) == ["สวัสดี"]


def test_a_webhook_that_somebody_sets_meanwhile_is_taken_away_too(at: Phone) -> None:
    def again() -> bool:
        if statuses(at) == [200]:
            at.telegram.hook = "http://127.0.0.1:1/hooks/telegram"
        return 409 in statuses(at) and at.telegram.hook is None

    assert asked_while(at, again) == ["สวัสดี"]


def test_another_who_asks_does_not_end_it(at: Phone) -> None:
    def other() -> bool:
        at.telegram.courier.poller()
        return 409 in statuses(at)

    assert asked_while(at, other) == ["สวัสดี"]


@pytest.mark.parametrize(
    ("fault", "status"), [("before", 500), ("after", 502), ("empty", 200), ("drop", 0), ("hang", 0), ("flood", 429)]
)
def test_it_goes_on_whatever_fails(at: Phone, fault: FaultKind, status: int) -> None:
    at.telegram.fault(fault, method="getUpdates")

    assert asked_while(at, lambda: status in statuses(at)) == ["สวัสดี"]


def test_what_cannot_be_read_holds_nobody_up(at: Phone) -> None:
    at.telegram.courier.bring("message", {"no": "message"})
    at.telegram.courier.bring("from_the_future", {})
    at.telegram.say(at.me, "สวัสดี")

    assert first(at) == ["สวัสดี"]


def test_numbers_that_begin_anew_lose_nothing(at: Phone) -> None:
    async def stored() -> list[str]:
        async with aclosing(batches(at)) as polling:
            at.telegram.courier._numbers = count(900)  # noqa: SLF001 - else they only rise
            at.telegram.say(at.me, "หนึ่ง")
            one = await anext(polling)
            waiting, before = asyncio.ensure_future(anext(polling)), len(statuses(at))
            while len(statuses(at)) < before + 1:  # noqa: ASYNC110 - the fake tells nobody
                await asyncio.sleep(0.01)
            at.telegram.courier._numbers = count(5)  # noqa: SLF001 - else they only rise
            at.telegram.say(at.me, "สอง")
            return [event.text for event in [*one, *await waiting]]

    assert at.run(stored()) == ["หนึ่ง", "สอง"]

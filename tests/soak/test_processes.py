"""Any number of `nongnat serve` on one PostgreSQL: each thing is done by one of them, and by another when that dies."""

from __future__ import annotations

import time
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

from bot.messages import Address, Inbound, Reply
from storage import health, inbox, outbox
from storage.db import Database
from tests.fakes.line import FakeLine
from tests.fakes.telegram import FakeTelegram
from tests.plain import PLAIN
from tests.soak.bots import Bot


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


PEOPLE = 12
_SECONDS = 30


def until(done: Callable[[], bool]) -> None:
    """Returns when it is so; raises TimeoutError where it does not come."""
    end = time.monotonic() + _SECONDS
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(done)
        time.sleep(0.05)


def well(bot: Bot) -> dict[str, Any]:
    told: dict[str, Any] = httpx.get(f"{bot.url}/health", trust_env=False, verify=PLAIN).json()
    return told


def leads(bot: Bot) -> dict[str, float]:
    text = httpx.get(f"{bot.url}/metrics", trust_env=False, verify=PLAIN).text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {sample.labels["channel"]: sample.value for sample in samples if sample.name == "nongnat_delivery_leads"}


def served(bots: Sequence[Bot], platform: str) -> bool:
    """Whether one of them serves it, and all know that one does."""
    return sorted(well(bot)["delivery"][platform] for bot in bots) == ["elsewhere"] * (len(bots) - 1) + ["here"]


def idle(database: Database) -> bool:
    with database.read() as store:
        left = health.waiting(store)
    return not (left.inbox or left.outbox)


def test_each_thing_is_done_by_one_of_three_and_then_by_one_of_those_that_are_left(
    empty_postgresql: str, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        line, telegram = stack.enter_context(FakeLine()), stack.enter_context(FakeTelegram())
        bots = [Bot(tmp_path, empty_postgresql, line, telegram) for _ in range(3)]
        for bot in bots:
            stack.enter_context(bot)
        line.hook = f"{bots[-1].url}/hooks/line"
        database = Database(empty_postgresql)
        stack.callback(database.close)

        what_nobody_answers_is_answered_once_by_whichever_ticks(database, bots)
        people = [str(line.follow(f"U{person:032x}")["source"]["userId"]) for person in range(PEOPLE)]
        until(lambda: idle(database))
        while len(bots) > 1:
            gone = when_whoever_delivers_is_killed_another_delivers_the_rest_once(database, bots, line, people)
            bots.remove(gone)
            line.hook = f"{bots[-1].url}/hooks/line"


def what_nobody_answers_is_answered_once_by_whichever_ticks(database: Database, bots: Sequence[Bot]) -> None:
    """As after a process that took the events and died before it answered them; all the others tick."""
    places = [Address("web", f"visitor{number}") for number in range(20)]
    with database.write() as store:
        events = [
            Inbound(place, f"{place.chat}.{event}", "CCIO วันที่ 4 ตุลาคม 2562 เรียนอะไร", datetime.now(UTC))
            for place in places
            for event in range(3)
        ]
        inbox.add(store, events)
    until(lambda: idle(database))

    with database.read() as store:
        answers = [[left.state for left in outbox.sent_to(store, place)] for place in places]
    assert answers == [["sent"] * 3] * 20
    assert [sorted(well(bot)["ticks"]) for bot in bots] == [sorted(well(bots[0])["ticks"])] * len(bots)
    assert {"inbox", "outbox"} <= set(well(bots[0])["ticks"])


def when_whoever_delivers_is_killed_another_delivers_the_rest_once(
    database: Database, bots: Sequence[Bot], line: FakeLine, people: Sequence[str]
) -> Bot:
    """Which of them was killed."""
    until(lambda: served(bots, "line") and served(bots, "telegram"))
    holder = next(bot for bot in bots if well(bot)["delivery"]["line"] == "here")
    led = [leads(bot)["line"] for bot in bots]
    greeted = {person: len(line.shown(person)) for person in people}

    with database.write() as store:
        for person in people:
            outbox.put(store, Address("line", person), [Reply(f"ข้อความที่ {which}") for which in range(4)])
    until(lambda: sum(len(line.shown(person)) - greeted[person] for person in people) >= PEOPLE)
    holder.kill()
    left = [bot for bot in bots if bot is not holder]
    until(lambda: served(left, "line"))
    until(lambda: idle(database))

    assert led == [float(bot is holder) for bot in bots]
    texts = [[said["text"] for said in line.shown(person)[greeted[person] :]] for person in people]
    assert texts == [[f"ข้อความที่ {which}" for which in range(4)]] * PEOPLE
    return holder

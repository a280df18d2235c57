"""The server itself sees to it that personal data goes: what is due is done by one of its ticks."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from bot.app import build
from bot.app.ticks import ticks
from bot.clock import SetClock
from bot.messages import Address
from storage import outbox, people, programmes
from storage.people import Details, Membership
from tests.storage.sample import COURSE
from tests.stores import in_memory


def test_a_tick_tells_organisers_what_will_go() -> None:
    database = in_memory()
    here = Address("line", "U1")
    over = tuple(each for each in COURSE.sessions if each.code == "s1")
    with database.write() as store:
        programmes.save(store, replace(COURSE, sessions=over, settings={"privacy": {"keep_days": 30}}))
        organiser = people.add(store, Details("คุณเลขา"))
        people.enrol(store, organiser, Membership("c", role="organiser"))
        people.link(store, organiser, here)
    app = build(database, SetClock(datetime(2026, 2, 1, 5, tzinfo=UTC)))  # a month after; the world is later yet
    (work,) = [tick.work for tick in ticks(app) if tick.name == "retention"]

    async def twice() -> None:
        await work()
        await work()

    asyncio.run(twice())

    with database.read() as store:
        told = [each.reply.text.splitlines()[0] for each in outbox.sent_to(store, here)]
    assert told == ["ข้อมูลส่วนบุคคลของ หลักสูตร จะถูกลบตามกำหนดในวันอาทิตย์ที่ 8 กุมภาพันธ์ 2569 ค่ะ"]
    database.close()

"""A programme that is over, its people, and whoever sees to it that their data goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from bot.clock import SetClock
from bot.messages import Address, Inbound, Reply
from bot.services.privacy import Keeper
from storage import (
    inbox,
    outbox,
    people,
    programmes,
)
from storage.models import (
    OutboxRow,
    table,
)
from storage.outbox import Answers
from storage.people import Details, Membership
from storage.programme import Text
from tests.storage.sample import COURSE


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store

    from storage.db import Database


ENDED = datetime(2026, 2, 1, 9, 30, tzinfo=UTC)  # the last session of the sample, once the journey is cancelled below
GOES = ENDED + timedelta(days=365)
WEEK, DAY = timedelta(days=7), timedelta(days=1)
OVER = replace(COURSE, sessions=tuple(each for each in COURSE.sessions if each.code != "s2"))
LATER = timedelta(days=400)
NEXT = replace(
    OVER,
    code="d",
    title=Text("หลักสูตรถัดไป"),
    sessions=tuple(replace(each, start=each.start + LATER, end=each.end + LATER) for each in OVER.sessions),
)
SOON = (
    "ข้อมูลส่วนบุคคลของ หลักสูตร จะถูกลบตามกำหนดในวันจันทร์ที่ 1 กุมภาพันธ์ 2570 ค่ะ\n"
    "• ชื่อ ข้อมูลติดต่อ และข้อความของ 4 คน จะหายไปและกู้คืนไม่ได้\n"
    "• หลักฐานการเข้าเรียนและการลา จะเหลือโดยไม่มีชื่อ\n"
    "รายงานที่ยังต้องใช้ กรุณาเก็บไว้ก่อนนะคะ\n"
    "ถ้าจำเป็นต้องเก็บนานกว่านี้ ให้ตั้ง keep_days ใต้ privacy ในไฟล์หลักสูตรให้มากกว่า 365 แล้วนำเข้าอีกครั้งค่ะ"
)


class Office:
    """A programme with two participants, one of whom is in a later one, an organiser and an owner of all."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock, self.real = SetClock(ENDED), SetClock(ENDED)
        self.ids: dict[str, int] = {}
        with database.write() as store:
            for programme in (OVER, NEXT):
                programmes.save(store, programme)
            for name, memberships in (
                ("ann", (Membership("c", team="g"),)),
                ("ben", (Membership("c"), Membership("d"))),
                ("org", (Membership("c", role="organiser"),)),
                ("own", (Membership("", role="owner"), Membership("c", role="owner"))),
            ):
                self.ids[name] = people.add(store, Details(f"คุณ{name}", phone=f"08-{name}"))
                for each in memberships:
                    people.enrol(store, self.ids[name], each)
                people.link(store, self.ids[name], Address("line", name))
                self.said(store, name, f"คำถามของ {name}")
        self.keeper = Keeper(database, self.clock, self.real, programmes.load)

    def said(self, store: Store, who: str, text: str, at: datetime = ENDED) -> None:
        here = Address("line", who)
        inbox.add(store, [Inbound(here, f"{who} {text} {at}", text, at, message_id=text)])
        waiting = inbox.oldest(store, here)
        assert waiting
        outbox.put(store, here, [Reply(f"ตอบ {text}")], answers=Answers(waiting[0]))
        inbox.finish(store, waiting[0])
        rows = table(OutboxRow)
        store.execute(update(rows).where(rows.c.inbox_id == waiting[0]).values(state="sent", put_at=at))

    def at(self, now: datetime, real: datetime | None = None) -> Office:
        """One pass, at that time by both clocks, or by each its own."""
        self.clock.set(now)
        self.real.set(real or now)
        while self.keeper.some():
            pass
        return self

    def names(self) -> list[str]:
        with self.database.read() as store:
            return [each.person.name for each in people.everybody(store)]

    def told(self, who: str) -> list[str]:
        """What somebody is told unasked."""
        with self.database.read() as store:
            return [
                each.reply.text for each in outbox.sent_to(store, Address("line", who)) if "ตอบ" not in each.reply.text
            ]

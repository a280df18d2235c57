"""What is done in an office on a morning, so that there is something of everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.messages import Address, Reply
from bot.services import log, programme
from bot.services.announce import drafts
from bot.services.log import Deed
from storage import announcements, boards, checkins, leaves, questions, questions_ready, releases, sheets
from storage.boards import Place
from storage.checkins import Entry
from storage.leaves import Leave
from storage.programme import Text
from storage.questions import Question
from tests.web.console.office import DAY


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from tests.web.console.office import Office

SECOND = timedelta(seconds=1)


def work(here: Office) -> None:
    """Leave, changes, an announcement, a question, marks, a board and a sheet, and roles: each a minute after the last.

    It begins at nine; afterwards it is noon.
    """
    start = here.clock.now().replace(hour=2, minute=0)
    with here.database.write() as store:
        for minute, act in enumerate(acts(store, here)):
            act(start + timedelta(minutes=minute))
    here.at("2026-01-05T12:00")


def acts(store: Store, here: Office) -> list[Callable[[datetime], object]]:
    """What is done, each at its moment."""
    ann, ben, olga, otto = (here.people[who] for who in ("ann", "ben", "olga", "otto"))
    moved = replace(DAY, sessions=(*DAY.sessions[:2], replace(DAY.sessions[2], title=Text("ใหม่"))))

    def leave(now: datetime) -> None:
        number = leaves.add(store, Leave("c", ann, ("b",), "ป่วย", now))
        leaves.decide(store, number, "approved", olga, now + SECOND)

    def change(now: datetime) -> None:
        programme.keep(store, moved, now=now, by=olga)
        release = releases.newest(store, "c")
        assert release
        releases.decide(store, release, "told", otto, now, (now + SECOND, now + timedelta(days=1)))

    def announce(now: datetime) -> None:
        made = drafts.draft(store, "c", olga, Reply("พรุ่งนี้รถออก 7 โมง"), now)
        log.note(store, Deed("announcement.drafted", now, "c", olga, str(made.id)))
        later = {"begun_at": now + SECOND, "ended_at": now + 2 * SECOND}
        announcements.change(store, made.id, state="stopped", approved_by=otto, **later)

    def answer(now: datetime) -> None:
        number = questions.add(store, Question("c", "จอดรถที่ไหน", now, Address("line", "ben"), asked_by=ben))
        questions.answer(store, number, olga, "ชั้นใต้ดิน", now + SECOND)
        found = questions.get(store, number)
        assert found
        questions_ready.add(store, found, Text("ชั้นใต้ดิน"), otto, now)

    def mark(now: datetime) -> None:
        entry = Entry("c", "a", "", ann, "mark", "organiser", now, now, "present", by=olga)
        checkins.add_all(store, [entry, replace(entry, person=ben)])
        late = checkins.add(store, replace(entry, person=ben, status="late", noted_at=now + SECOND))
        undone = replace(entry, what="undo", status="", person=ben, about=late.id)
        checkins.add(store, replace(undone, noted_at=now + 2 * SECOND))
        scanned = replace(entry, what="in", way="scanner", by=here.people["sam"], person=ben)
        checkins.add(store, replace(scanned, noted_at=now + 3 * SECOND))
        checkins.add(store, replace(scanned, forced=True, reason="รถติด", noted_at=now + 4 * SECOND))

    def doors(now: datetime) -> None:
        boards.open_one(store, Place("c", "a"), now, olga)
        sheets.printed(store, Place("c", "b"), [ann, ben], now + SECOND, olga)

    def roles(now: datetime) -> None:
        log.note(store, Deed("person.role", now, "c", otto, about=ann, details={"role": "scanner"}))
        log.note(store, Deed("data.erased", now + SECOND, "", otto))
        log.note(store, Deed("something.old", now + 2 * SECOND, "c"))
        log.note(store, Deed("person.role", now, "d", otto, about=ann))

    return [leave, change, announce, answer, mark, doors, roles]

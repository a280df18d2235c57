"""How long a workbook takes to be checked, tried and written, and how long others wait for it."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.handlers import workbook as room
from bot.services import workbook
from bot.texts import texts
from storage.db import Database
from storage.formats.xlsx.writing import write
from storage.programme import Faq, Module, Programme, Session, Speaker, Text, Venue


if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE, SESSIONS = 300, 60
MANY_PEOPLE, MANY_SESSIONS = 5_000, 3_000
ASKED = 3.0
"""Seconds in which it is to be checked."""
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


def table() -> list[tuple[str, str]]:
    """Medians of five runs; what is asked stands beside the first."""
    data = filled()
    database = Database("sqlite://")
    database.migrate()
    with database.write() as store:
        understood = workbook.check(store, "any.xlsx", data, _NOW.date())
        checked = _seconds(lambda: list(room.lines(texts("th"), workbook.check(store, "any.xlsx", data, _NOW.date()))))
        tried = _seconds(lambda: room.tried(store, understood))
        room.bring_in(store, understood, _NOW)
        again = _seconds(lambda: workbook.check(store, "any.xlsx", data, _NOW.date()))
        exported = _seconds(lambda: workbook.export(store, "large"))
    database.close()
    size = f"{PEOPLE} people, {SESSIONS} sessions, {len(data) / 1000:.0f} kB"
    return [
        (f"a workbook is checked ({size})", f"{checked:.2f} s, asked ≤ {ASKED:.0f} s"),
        ("the same beside the programme in the store", f"{again:.2f} s"),
        ("what it would change is tried", f"{tried:.2f} s"),
        ("the same workbook is written", f"{exported:.2f} s"),
        *large(),
    ]


def large() -> list[tuple[str, str]]:
    """One run of the largest: what it takes to be looked at, when others write, and to be written, when they wait."""
    data = filled(MANY_PEOPLE, MANY_SESSIONS)
    database = Database("sqlite://")
    database.migrate()
    size = f"{MANY_PEOPLE:,} people, {MANY_SESSIONS:,} sessions, {len(data) / 1000:.0f} kB"
    rows = []
    for which in ("new", "again"):
        with database.read() as store:
            begun = time.perf_counter()
            understood = workbook.check(store, "any.xlsx", data, _NOW.date())
            room.tried(store, understood)
            looked = time.perf_counter() - begun
        with database.write() as store:
            written = _seconds(lambda: room.bring_in(store, understood, _NOW), 1)  # noqa: B023 - run at once
        rows += [
            (f"a workbook is looked at, {which} ({size})", f"{looked:.1f} s, others write meanwhile"),
            ("the same is brought in", f"{written:.1f} s, others wait"),
        ]
    database.close()
    return rows


def filled(people_count: int = PEOPLE, sessions: int = SESSIONS) -> bytes:
    """A workbook of a programme, everything in it filled in."""
    opening = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Bangkok"))
    starts = [opening + timedelta(days=nr // 4 * 7, hours=nr % 4 * 2) for nr in range(sessions)]
    programme = Programme(
        code="large",
        title=Text("หลักสูตรใหญ่", "A large programme"),
        timezone="Asia/Bangkok",
        venues=tuple(Venue(f"room-{nr}", Text(f"ห้องประชุม {nr}", f"Room {nr}")) for nr in range(10)),
        speakers=tuple(Speaker(f"speaker-{nr}", Text(f"ดร.วิทยากร คนที่{nr}", f"Dr. Speaker {nr}")) for nr in range(40)),
        modules=tuple(Module(f"module-{nr}", Text(f"หมวด {nr}", f"Module {nr}")) for nr in range(6)),
        sessions=tuple(
            Session(
                code=f"session-{nr}",
                title=Text(f"เรื่องที่ {nr} ของหลักสูตร", f"Topic {nr} of the programme"),
                start=start,
                end=start + timedelta(minutes=90),
                timezone="Asia/Bangkok",
                module=f"module-{nr % 6}",
                venue=f"room-{nr % 10}",
                speakers=(f"speaker-{nr % 40}", f"speaker-{(nr + 1) % 40}"),
                aliases=(f"หัวข้อ {nr}", f"topic {nr}"),
                description=Text(f"คำอธิบายของเรื่องที่ {nr} พอให้เห็นภาพ", f"What topic {nr} is about"),
            )
            for nr, start in enumerate(starts)
        ),
        faqs=tuple(Faq((f"คำถามที่ {nr}", f"ถามอย่างอื่น {nr}"), Text(f"คำตอบที่ {nr}")) for nr in range(40)),
    )
    people = [
        {
            "name": f"นายคนที่{nr} นามสกุล{nr}",
            "organisation": f"เทศบาลเมืองที่ {nr % 70}",
            "position": "นายกเทศมนตรี",
            "role": "participant",
            "email": f"p{nr}@example.org",
            "phone": f"08100{nr:05}",
        }
        for nr in range(people_count)
    ]
    return write(programme, people)


def _seconds(run: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)

"""How long programme files take to read and to write."""

from __future__ import annotations

import statistics
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from storage.formats import read, write
from storage.programme import Module, Programme, Session, Speaker, Text, Venue


if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    *sorted((ROOT / "storage" / "samples").glob("*.yaml")),
    *(
        ROOT.parent / "shared" / "schedules" / name
        for name in ("debconf23.xml", "pretalx-democon.json", "kielux_2020.ics")
    ),
]
MANY = 10_000


def table() -> list[tuple[str, str]]:
    """What was measured, and the median of several runs; files that are not here have no row."""
    rows = [
        (
            f"read {path.name} ({len(read(path.name, content)[0].sessions)} sessions)",
            _milliseconds(read, path, content, 9),
        )
        for path in FILES
        if path.exists()
        for content in [path.read_bytes()]
    ]
    large = write(programme(MANY), "yaml")
    size = f"{MANY:,} sessions, {len(large) / 1e6:.1f} MB"
    return [*rows, (f"read YAML ({size})", _milliseconds(read, Path("large.yaml"), large, 3))]


def _milliseconds(run: Callable[[str, bytes], object], path: Path, content: bytes, times: int) -> str:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        run(path.name, content)
        taken.append(time.perf_counter() - begun)
    return f"{statistics.median(taken) * 1000:,.0f} ms"


def programme(sessions: int) -> Programme:
    """A programme of so many sessions in 50 rooms by 500 speakers, eight hours a day, without a clash."""
    opening = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Bangkok"))
    starts = [opening + timedelta(days=nr // 400, hours=nr // 50 % 8) for nr in range(sessions)]
    return Programme(
        code="large",
        title=Text("หลักสูตรใหญ่", "A large programme"),
        timezone="Asia/Bangkok",
        venues=tuple(Venue(f"room-{nr}", Text(f"ห้อง {nr}", f"Room {nr}")) for nr in range(50)),
        speakers=tuple(Speaker(f"speaker-{nr}", Text(f"ดร.วิทยากร {nr}", f"Dr. Speaker {nr}")) for nr in range(500)),
        modules=tuple(Module(f"module-{nr}", Text(f"หมวด {nr}", f"Module {nr}")) for nr in range(20)),
        sessions=tuple(
            Session(
                code=f"session-{nr}",
                title=Text(f"เรื่องที่ {nr} ของหลักสูตร", f"Topic {nr} of the programme"),
                start=start,
                end=start + timedelta(minutes=50),
                timezone="Asia/Bangkok",
                module=f"module-{nr % 20}",
                venue=f"room-{nr % 50}",
                speakers=(f"speaker-{nr % 500}",),
                aliases=(f"หัวข้อ {nr}", f"topic {nr}"),
                description=Text(f"คำอธิบายของเรื่องที่ {nr} พอให้เห็นภาพ", f"What topic {nr} is about, in a few words"),
            )
            for nr, start in enumerate(starts)
        ),
    )

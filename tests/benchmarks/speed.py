"""How long a question takes through the whole conversation, store included, and what a process costs."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx
import yaml

from bot.app import build, warm
from bot.clock import SetClock
from bot.messages import Address, Inbound
from bot.services import programme as programmes
from storage.db import Database
from storage.programme import Module, Programme, Session, Speaker, Text, Venue


if TYPE_CHECKING:
    from collections.abc import Iterable


HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parents[1] / "storage" / "samples" / "ccio-2.yaml"
ZONE = ZoneInfo("Asia/Bangkok")
ASKED = 1000
WORDS = [
    "เมือง",
    "เศรษฐกิจ",
    "ชุมชน",
    "ท้องถิ่น",
    "นวัตกรรม",
    "สุขภาพ",
    "การเงิน",
    "ขนส่ง",
    "พลังงาน",
    "ข้อมูล",
    "ท่องเที่ยว",
    "วัฒนธรรม",
    "ขยะ",
    "ภาษี",
    "กฎหมาย",
]


def table() -> list[tuple[str, str]]:
    """Rows of (measure, figure). The questions are those of the blind sets, whatever their answers."""
    sample = programmes.read(SAMPLE.name, SAMPLE.read_bytes())[0]
    asked = [turn["q"] for path in sorted((HERE / "blind").glob("*.questions.yaml")) for turn in _turns(path)]
    rows = [
        (
            "a question, store on disk",
            _asked(sample, islice(cycle(asked), ASKED), datetime(2019, 10, 7, 9, tzinfo=ZONE)),
        )
    ]
    large = _large()
    rows.append(
        (
            f"a question about {len(large.sessions)} sessions",
            _asked(large, _large_questions(large), large.sessions[0].start),
        )
    )
    rows.append(("nongnat ask from cold", _cold()))
    rows.append((f"memory of the server after {ASKED} questions", _memory()))
    return rows


def _turns(path: Path) -> Iterable[dict[str, str]]:
    for talk in yaml.safe_load(path.read_text(encoding="utf-8"))["conversations"]:
        yield from talk.get("turns", [talk])


def _asked(programme: Programme, questions: Iterable[str], now: datetime) -> str:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/nongnat.db")
        database.migrate()
        with database.write() as store:
            programmes.keep(store, programme)
        app = build(database, SetClock(now), trusted={"bench"})
        warm(app)
        seconds = []
        for number, question in enumerate(questions):
            address = Address("bench", str(number % 50))
            begun = time.perf_counter()
            app.conversation.receive([Inbound(address, str(number), question, now)])
            app.conversation.answer(address)
            seconds.append(time.perf_counter() - begun)
        database.close()
    seconds.sort()
    worst = seconds[int(0.99 * len(seconds)) - 1]
    return f"median {1000 * statistics.median(seconds):.1f} ms, 99th percentile {1000 * worst:.1f} ms of {len(seconds)}"


def _large() -> Programme:
    """10,000 sessions with 50 rooms and 2,000 speakers, made of words in turn."""
    start = datetime(2026, 1, 5, 9, tzinfo=ZONE)
    words = list(islice(cycle(WORDS), 40_000))
    sessions = tuple(
        Session(
            f"s{number}",
            Text(f"{words[number]}กับ{words[3 * number + 1]} {number}", f"Talk {number}"),
            at := start + timedelta(days=number // 30, hours=number % 6),
            at + timedelta(hours=1),
            "Asia/Bangkok",
            venue=f"v{number % 50}",
            speakers=(f"p{number % 2000}",),
            module=f"m{number % len(WORDS)}",
            description=Text(" ".join(words[number : number + 5])),
        )
        for number in range(10_000)
    )
    letters = "กขคชซดตถทนบปพมยรลวสห"
    names = [f"{a}า{b}ี{c}ุ" for a in letters for b in letters for c in letters[:5]]
    return Programme(
        "large",
        Text("งานประชุมใหญ่", "Large conference"),
        "Asia/Bangkok",
        venues=tuple(Venue(f"v{number}", Text(f"ห้องประชุม {number}")) for number in range(50)),
        speakers=tuple(Speaker(f"p{number}", Text(f"ดร.{names[number]} {names[-number]}")) for number in range(2000)),
        modules=tuple(Module(f"m{number}", Text(word)) for number, word in enumerate(WORDS)),
        sessions=sessions,
    )


def _large_questions(large: Programme) -> list[str]:
    titles = [session.title.th for session in large.sessions[:2000:40]]
    people = [speaker.name.th for speaker in large.speakers[:50]]
    plain = ["พรุ่งนี้เรียนอะไรบ้าง", "ตอนนี้เรียนอะไร", "คาบถัดไปคืออะไร", "ศุกร์นี้ตอนบ่ายมีอะไร", "พรุ่งนี้ฝนตกไหม", "ที่ไหน"]
    rooms = [f"ห้องประชุม {number} วันนี้มีอะไร" for number in range(50)]
    return [*(f"{title} วันไหน" for title in titles), *(f"{name}สอนอะไร" for name in people), *rooms, *(plain * 10)]


def _cold() -> str:
    command = [
        sys.executable,
        "-m",
        "bot",
        "ask",
        "--programme",
        str(SAMPLE),
        "--now",
        "2019-10-03T19:00",
        "พรุ่งนี้เรียนอะไร",
    ]
    seconds = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - begun)
    return f"median {statistics.median(seconds):.2f} s of {len(seconds)}"


def _memory() -> str:
    """What a server process holds, both samples loaded, when it has answered ASKED questions over HTTP."""
    status = Path("/proc/self/status")
    if not status.exists():
        return "not measured: no /proc here"
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        settings = {"DATABASE_URL": f"sqlite:///{folder}/nongnat.db", "PORT": str(port), "HOST": "127.0.0.1"}
        server = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"], env=os.environ | settings, stdout=subprocess.DEVNULL
        )
        try:
            _ask_over_http(f"http://127.0.0.1:{port}")
            held = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
        finally:
            server.terminate()
            server.wait(timeout=20)
    kilobytes = {
        line.split(":")[0]: int(line.split()[1]) for line in held.splitlines() if line.startswith(("VmRSS", "VmHWM"))
    }
    return f"{kilobytes['VmRSS'] / 1024:.0f} MB, {kilobytes['VmHWM'] / 1024:.0f} MB at its most"


def _ask_over_http(base: str) -> None:
    """ASKED questions by a hundred visitors, ten each at most (the flood limit), until all are answered."""
    asked = [turn["q"] for path in sorted((HERE / "blind").glob("*.questions.yaml")) for turn in _turns(path)]
    for _ in range(100):
        try:
            httpx.get(f"{base}/health", timeout=5)
            break
        except httpx.TransportError:
            time.sleep(0.2)
    for visitor in range(ASKED // 10):
        with httpx.Client(base_url=base, timeout=20) as client:
            client.get("/")
            for text in islice(cycle(asked), visitor * 10, visitor * 10 + 10):
                client.post("/chat/messages", json={"id": str(uuid4()), "text": text, "data": ""}).raise_for_status()
    while "nongnat_inbox_waiting 0" not in httpx.get(f"{base}/metrics", timeout=20).text:
        time.sleep(0.5)

"""How long each page of the console takes, as far as its navigation leads, in a big programme near its end.

Pages that are added are measured by themselves: the navigation is walked, and on each page the first link of each kind.
"""

from __future__ import annotations

import re
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from sqlalchemy import insert, literal, select, text, update

from bot.messages import Address, Reply
from bot.services import attendance, log
from bot.services.announce import drafts
from bot.services.log import Deed
from storage import announcements, checkins, leaves, outbox, questions
from storage.checkins import Entry
from storage.db import Database
from storage.leaves import Leave
from storage.models import AddressRow, CheckinRow, MembershipRow, OutboxRow, PersonRow
from storage.models import table as table_of
from storage.outbox import Batch
from storage.questions import Question
from tests.benchmarks.feedback_filled import fill
from tests.benchmarks.platforms import postgresql
from tests.web.console.office import Office


if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select

    from storage.programme import Programme, Session
    from tests.benchmarks.platforms import Row
    from tests.web.console.client import Client

PEOPLE, SESSIONS, TEAM = 10_000, 60, 10
QUESTIONS, ANNOUNCEMENTS, LEAVES, DEEDS, MARKED = 500, 40, 2_000, 20_000, 20
ROUNDS = 9
_log, _people = table_of(CheckinRow), table_of(PersonRow)


def table() -> list[Row]:
    """Rows of (measure, figure)."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        urls = {"SQLite": f"sqlite:///{folder}/x.db", "PostgreSQL": stack.enter_context(postgresql())}
        return [row for name, url in urls.items() if url for row in _rows(name, url)]


def _rows(name: str, address: str) -> Iterator[Row]:
    database = Database(address)
    database.migrate()
    about = fill(database, PEOPLE, SESSIONS)
    with database.write() as store:
        if store.get_bind().dialect.name == "postgresql":  # they came with ids of their own
            store.execute(text("SELECT setval(pg_get_serial_sequence('people', 'id'), (SELECT max(id) FROM people))"))
    here = Office([about], database, "")
    here.clock.set(about.sessions[-1].start + timedelta(minutes=30))
    _work(here, about)
    if store.get_bind().dialect.name == "postgresql":
        with database.connect_alone() as connection:
            connection.execute(text("ANALYZE"))
    yield f"who is at risk, worked out anew, {name}", f"{_risks(here, about):.0f} ms"
    client = here.client("otto", about.code)
    for path in _pages(client, about.code):
        yield f"console, {name}: {path}", f"{_median(client, path):.0f} ms"
    database.close()


def _pages(client: Client, code: str) -> list[str]:
    """The pages of the navigation, and the first link of each kind on each of them."""
    home = f"/console/{code}/"
    tabs = _links(client, f"{home}today", '<nav class="tabs"', "</nav>")
    found = dict.fromkeys(tabs)
    for tab in tabs:
        for path in _links(client, tab, "<main", "</main>"):
            kind = re.sub(r"[0-9]+", "0", urlsplit(path).path)
            if path.startswith(home) and all(kind != re.sub(r"[0-9]+", "0", urlsplit(each).path) for each in found):
                found[path] = None
    return [path for path in found if client.get(path).headers["content-type"].startswith("text/html")]  # no files


def _links(client: Client, path: str, start: str, end: str) -> list[str]:
    part = client.get(path).text.partition(start)[2].partition(end)[0]
    return [urljoin(path, unescape(each)) for each in re.findall(r'href="([^"#]+)', part)]


def _median(client: Client, path: str) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        answer = client.get(path)
        times.append(time.perf_counter() - begun)
        if answer.status_code != HTTPStatus.OK:
            raise RuntimeError(path, answer.status_code)
    return median(times) * 1000


def _risks(here: Office, about: Programme) -> float:
    """Of pages it is what the first of a while waits for, and of the clock what a pass after a session takes."""
    times = []
    for _ in range(3):
        with here.database.read() as store:
            begun = time.perf_counter()
            attendance.at_risk(attendance.doubtful(store, about, here.clock.now()))
            times.append(time.perf_counter() - begun)
    return median(times) * 1000


def _work(here: Office, about: Programme) -> None:
    """Everybody takes part and came to everything, one time in ten late; and there is some of all else."""
    code, crowd, olga = about.code, range(1, PEOPLE + 1), here.people["olga"]
    now = here.clock.now()
    with here.database.write() as store:
        held = {"programme": code, "role": "participant", "code": ""}
        store.execute(
            insert(table_of(MembershipRow)), [{**held, "person_id": n, "team": f"ทีม {n // TEAM}"} for n in crowd]
        )
        chat = {"channel": "line", "is_group": False, "state": "open", "programme": "", "pushes": False}
        reached = [n for n in crowd if n % 10]
        store.execute(insert(table_of(AddressRow)), [{**chat, "person_id": n, "chat": f"p{n}"} for n in reached])
    for session in about.sessions:
        with here.database.write() as store:
            store.execute(insert(_log).from_select(list(_came(code, session)), _everybody(code, session)))
            late = Entry(code, session.code, "", 1, "mark", "organiser", session.start, session.end, "late", by=olga)
            checkins.add_all(store, [replace(late, person=person) for person in crowd[:MARKED]])
    with here.database.write() as store:
        for n in range(QUESTIONS):
            asked = Question(code, f"คำถามที่ {n}", now, Address("line", f"p{n + 1}"), asked_by=n + 1)
            number = questions.add(store, asked)
            if n % 10:
                questions.answer(store, number, olga, "คำตอบ", now)
        for n in range(ANNOUNCEMENTS):
            made = drafts.draft(store, code, olga, Reply(f"ประกาศที่ {n}"), now)
            announcements.change(store, made.id, state="cancelled" if n % 2 else "approval")
        for n in range(LEAVES):
            number = leaves.add(store, Leave(code, n + 1, (f"s{n % SESSIONS}",), "ป่วย", now))
            if n % 20:
                leaves.decide(store, number, "approved", olga, now)
        for n in range(DEEDS):
            log.note(store, Deed("person.changed", now - timedelta(minutes=n), code, olga, about=n % PEOPLE + 1))
        outbox.put_many(store, [Address("line", f"p{n}") for n in reached], Batch(Reply("แจ้งเตือน")))
        store.execute(update(OutboxRow).where(OutboxRow.id % 100 == 0).values(state="failed"))


def _came(code: str, session: Session) -> dict[str, object]:
    """What the log's lines of a session have in common: everybody checks in by code as it begins."""
    when = {"at": session.start, "noted_at": session.start}
    kind = {"what": "in", "way": "code", "status": "present", "outcome": ""}
    return {"programme": code, "session": session.code, "point": "", **kind, **when, "person_id": None}


def _everybody(code: str, session: Session) -> Select[Any]:
    values = _came(code, session)
    fixed = [literal(values[name], _log.c[name].type) for name in values if name != "person_id"]
    return select(*fixed, _people.c.id).where(_people.c.id <= PEOPLE)

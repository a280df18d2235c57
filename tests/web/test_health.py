"""/health and /metrics, over a real store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
from sqlalchemy import text

from bot.clock import SetClock
from bot.conversation import Conversation
from bot.messages import Address, Inbound
from bot.router import Router
from tests.web.served import NOON, database_in, place, served


if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.served import Place
    from tests.web.visitor import Visitor


def health(url: str) -> tuple[int, object]:
    response = httpx.get(f"{url}/health", trust_env=False)
    return response.status_code, response.json()


def test_all_is_well(url: str) -> None:
    assert health(url) == (200, {"status": "ok", "database": True, "migrated": True, "lag_seconds": 0})


def test_somebody_waits_too_long(tmp_path: Path) -> None:
    """An event that nobody answers is seen, and so is how long it waits."""
    database = database_in(tmp_path)
    clock = SetClock(NOON)
    house = place(database, clock=clock)
    Conversation(database, clock, Router([])).receive([Inbound(Address("web", "x"), "1", "ใครอยู่บ้าง", NOON)])
    with served(house) as url:
        clock.set(NOON + timedelta(seconds=119))
        just = health(url)
        clock.set(NOON + timedelta(seconds=120))
        late = health(url)
    database.close()

    assert just == (200, {"status": "ok", "database": True, "migrated": True, "lag_seconds": 119})
    assert late == (503, {"status": "unwell", "database": True, "migrated": True, "lag_seconds": 120})


def test_the_tables_are_not_those_of_this_code(house: Place, url: str) -> None:
    with house.database.write() as store:
        store.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    assert health(url) == (503, {"status": "unwell", "database": True, "migrated": False, "lag_seconds": 0})


def test_the_database_is_away(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    database = database_in(folder)
    house = place(database)
    database.close()
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()

    with served(house) as url:
        unwell = health(url)
        with httpx.Client(base_url=url, trust_env=False) as browser:
            pages = [browser.get("/").status_code, browser.get("/").status_code]
            message = {"id": "9f0c2ba8-50a1-4a5e-8d6c-6d3e4b1f3a11", "text": "ใครอยู่บ้าง"}
            posted = browser.post("/chat/messages", json=message)
    database.close()

    assert unwell == (503, {"status": "unwell", "database": False, "migrated": False, "lag_seconds": 0})
    assert pages == [200, 200]
    assert (posted.status_code, posted.headers["retry-after"], posted.json()) == (503, "2", {})


def test_metrics_count_without_a_word_of_anybody_s(visitor: Visitor) -> None:
    visitor.say("สวัสดี")
    visitor.hear(2)
    with visitor.listen() as events:  # the state `sent` is committed after the page was woken
        while next(events).kind != "ready":
            pass
    response = visitor.http.get("/metrics")
    settled = response.text.replace('state="sending"', 'state="sent"')

    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert settled == (
        "# HELP nongnat_inbox_waiting Events that wait for their answer.\n"
        "# TYPE nongnat_inbox_waiting gauge\n"
        "nongnat_inbox_waiting 0\n"
        "# HELP nongnat_outbox_messages Messages by channel and state.\n"
        "# TYPE nongnat_outbox_messages gauge\n"
        'nongnat_outbox_messages{channel="web",state="sent"} 1\n'
        "# HELP nongnat_answers_total Events that were answered.\n"
        "# TYPE nongnat_answers_total counter\n"
        "nongnat_answers_total 1\n"
    )

"""/health and /metrics, over a real store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text, update

from bot.clock import SetClock
from bot.conversation import Conversation
from bot.messages import Address, Inbound, Reply
from bot.router import Router
from storage import outbox
from storage.models import OutboxRow, QuotaRow, ReminderRow
from storage.outbox import Batch
from tests.plain import PLAIN
from tests.web.served import NOON, database_in, place, served


if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.served import Place
    from tests.web.visitor import Visitor


def metrics(url: str, name: str) -> dict[tuple[str, ...], float]:
    """The samples of one name, by the values of their labels."""
    text = httpx.get(f"{url}/metrics", trust_env=False, verify=PLAIN).text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {tuple(sample.labels.values()): sample.value for sample in samples if sample.name == name}


def health(url: str) -> tuple[int, Any]:
    response = httpx.get(f"{url}/health", trust_env=False, verify=PLAIN)
    return response.status_code, response.json()


WELL = {
    "status": "ok",
    "database": True,
    "migrated": True,
    "lag_seconds": 0,
    "outbox_seconds": {},
    "delivery": {},
    "ticks": {},
}


def test_all_is_well(url: str) -> None:
    assert health(url) == (200, WELL)


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

    assert just == (200, WELL | {"lag_seconds": 119})
    assert late == (503, WELL | {"status": "unwell", "lag_seconds": 120})


def test_a_tick_that_comes_no_more_is_seen(house: Place, url: str) -> None:
    """Of the process that is asked."""
    now = datetime.now(UTC)
    house.ticks.update({"inbox": now + timedelta(hours=1), "outbox": now - timedelta(seconds=30)})
    behind, late = health(url), metrics(url, "nongnat_tick_late_seconds")
    house.ticks["outbox"] = now - timedelta(hours=1)
    stands = health(url)

    assert behind[0] == 200
    assert (late["inbox",], 30 <= late["outbox",] < 60) == (0, True)
    assert (stands[0], stands[1]["status"], stands[1]["ticks"]["inbox"]) == (503, "unwell", 0)
    assert 3600 <= stands[1]["ticks"]["outbox"] < 3700


def test_what_waits_to_be_sent_is_seen_by_channel_and_urgency(house: Place, url: str) -> None:
    with house.database.write() as store:
        outbox.put(store, Address("line", "1"), [Reply("ด่วน")])
        outbox.put_many(store, [Address("line", "2"), Address("line", "3")], Batch(Reply("ประกาศ")))
        outbox.put(store, Address("telegram", "1"), [Reply("ด่วน")])
        first = update(OutboxRow).values(put_at=datetime.now(UTC) - timedelta(seconds=300))
        store.execute(first.where(OutboxRow.urgency == outbox.ORDINARY))
        later = update(OutboxRow).values(due_at=datetime.now(UTC) + timedelta(minutes=5))
        store.execute(later.where(OutboxRow.channel == "telegram"))
    status, body = health(url)
    waiting, ages = (metrics(url, f"nongnat_outbox_{name}") for name in ("waiting", "oldest_due_seconds"))

    oldest = body["outbox_seconds"]
    assert (status, list(oldest), 300 <= oldest["line"] < 400, oldest["telegram"]) == (
        200,
        ["line", "telegram"],
        True,
        0,
    )
    none = {("web", urgency): 0 for urgency in ("answer", "urgent", "ordinary")}
    assert waiting == none | {("line", "urgent"): 1, ("line", "ordinary"): 2, ("telegram", "urgent"): 1}
    assert 300 <= ages["line", "ordinary"] < 400
    assert ages["telegram", "urgent"] == 0  # it is not due


def test_quota_and_reminders_are_measured(house: Place, url: str) -> None:
    with house.database.write() as store:
        store.add(QuotaRow(channel="line", month="2019-10", most=300, used=182, seen_at=NOON))
        for late, state in ((0.5, "planned"), (100, "planned"), (4000, "expired")):
            reminder = {"programme": "p", "kind": "nudge", "due_at": NOON, "expires_at": NOON, "people": 5}
            planned_at = NOON + timedelta(seconds=late)
            store.add(ReminderRow(key=str(late), planned_at=planned_at, state=state, **reminder))
    quota = [metrics(url, f"nongnat_line_quota_{name}")[()] for name in ("used", "limit")]
    buckets = metrics(url, "nongnat_reminder_lateness_seconds_bucket")
    expired = metrics(url, "nongnat_reminders_expired_total")

    assert (quota, expired) == ([182, 300], {(): 1})
    within = {"1.0": 1, "2.0": 1, "5.0": 1, "10.0": 1, "30.0": 1, "60.0": 1}
    assert buckets == {(bound,): number for bound, number in within.items()} | {
        ("300.0",): 2,
        ("900.0",): 2,
        ("3600.0",): 2,
        ("+Inf",): 2,
    }


def test_the_tables_are_not_those_of_this_code(house: Place, url: str) -> None:
    with house.database.write() as store:
        store.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    assert health(url) == (503, WELL | {"status": "unwell", "migrated": False})


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
        with httpx.Client(base_url=url, trust_env=False, verify=PLAIN) as browser:
            pages = [browser.get("/").status_code, browser.get("/").status_code]
            message = {"id": "9f0c2ba8-50a1-4a5e-8d6c-6d3e4b1f3a11", "text": "ใครอยู่บ้าง"}
            posted = browser.post("/chat/messages", json=message)
    database.close()

    assert unwell == (503, WELL | {"status": "unwell", "database": False, "migrated": False})
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
    assert 'nongnat_outbox_messages{channel="web",state="sent"} 1.0\n' in settled
    assert "nongnat_answers_total 1.0\n" in settled
    assert "สวัสดี" not in settled

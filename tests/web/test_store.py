"""What the web reads of the store, on every kind of database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from bot.messages import Address, Inbound, Reply
from storage import health, inbox, outbox, people_said, talks, web
from storage.models import OutboxRow, ProgrammeRow
from storage.programme import Text
from storage.web import Answered, Entry, Said


if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.db import Database
    from storage.models import OutboxState


NOW = datetime(2019, 10, 2, 5, tzinfo=UTC)
HERE = Address("web", "here")
ELSEWHERE = Address("line", "here")


def say(store: Session, text: str, at: datetime = NOW, address: Address = HERE) -> int:
    inbox.add(store, [Inbound(address, f"{address.channel} {text}", text, at)])
    waiting = inbox.oldest(store, address)
    assert waiting is not None
    return waiting[0]


def answer(store: Session, event: int, *texts: str, state: OutboxState = "sent", address: Address = HERE) -> None:
    outbox.put(store, address, [Reply(text) for text in texts], answers=outbox.Answers(event))
    inbox.finish(store, event)
    store.execute(update(OutboxRow).where(OutboxRow.inbox_id == event).values(state=state))


def words(entries: list[Entry]) -> list[str]:
    return [entry.text if isinstance(entry, Said) else entry.reply.text for entry in entries]


def test_what_is_said_after_everything_was_erased_is_still_news(database: Database) -> None:
    with database.write() as store:
        answer(store, say(store, "ก"), "ก1")
        shown = web.talk(store, HERE, NOW)[-1].mark
        people_said.erase(store, HERE)
        answer(store, say(store, "ข"), "ข1")

        assert words(web.talk(store, HERE, NOW, shown)) == words(web.talk(store, HERE, NOW)) == ["ข", "ข1"]


def test_a_talk_is_read_back_in_order(database: Database) -> None:
    with database.write() as store:
        for said in ("ก", "ข"):
            event = say(store, said)
            answer(store, event, f"{said}1", f"{said}2")
        say(store, "ค")
        answer(store, say(store, "อื่น", address=ELSEWHERE), "ที่อื่น", address=ELSEWHERE)
    with database.read() as store:
        talk = web.talk(store, HERE, NOW)
        rests = [web.talk(store, HERE, NOW, entry.mark) for entry in talk]
        last = web.talk(store, HERE, NOW, limit=3)

    assert words(talk) == ["ก", "ก1", "ก2", "ข", "ข1", "ข2", "ค"]
    assert rests == [talk[number + 1 :] for number in range(7)]
    assert last == talk[-3:]
    assert talk[0] == Said(talk[0].mark, "web ก", "ก", NOW)
    assert talk[1] == Answered(talk[1].mark, Reply("ก1"), NOW)


def test_what_is_not_sent_is_not_shown(database: Database) -> None:
    """On its way counts, unless it has expired meanwhile: delivery is about to drop it."""
    states: dict[str, OutboxState] = {
        "กำลังส่ง": "sending",
        "ส่งแล้ว": "sent",
        "ไม่แน่": "uncertain",
        "ไม่ได้": "failed",
        "ทิ้ง": "dropped",
    }
    with database.write() as store:
        for text, state in states.items():
            outbox.put(store, HERE, [Reply(text)])
            store.execute(update(OutboxRow).where(OutboxRow.state == "waiting").values(state=state))
        outbox.put(store, HERE, [Reply("ทัน")], expires_at=NOW + timedelta(seconds=1))
        outbox.put(store, HERE, [Reply("สาย")], expires_at=NOW)
        store.execute(update(OutboxRow).where(OutboxRow.state == "waiting").values(state="sending"))
        outbox.put(store, HERE, [Reply("รอ")])
    with database.read() as store:
        shown = web.talk(store, HERE, NOW)

    assert words(shown) == ["กำลังส่ง", "ส่งแล้ว", "ไม่แน่", "ทัน"]


def test_a_reply_is_its_address_s_own(database: Database) -> None:
    with database.write() as store:
        answer(store, say(store, "ก"), "ก1")
    with database.read() as store:
        mark = web.talk(store, HERE, NOW)[-1].mark
        mine, theirs = web.reply(store, HERE, mark.outbox), web.reply(store, ELSEWHERE, mark.outbox)

    assert (mine, theirs) == (Reply("ก1"), None)


def test_the_setting_is_the_talk_s(database: Database) -> None:
    title = Text("หลักสูตร", "Programme")
    with database.read() as store:
        before = web.setting(store, HERE)
    with database.write() as store:
        row = ProgrammeRow(code="p", title=title, timezone="Asia/Bangkok", language="th", organizer=Text(), settings={})
        store.add(row)
        talks.lock(store, HERE)
        talks.keep(store, HERE, talks.Kept("en", "p", {}, NOW))
    with database.read() as store:
        after = web.setting(store, HERE)

    assert (before, after) == (("th", None), ("en", title))


def test_what_waits_is_counted_with_since_when(database: Database) -> None:
    with database.read() as store:
        empty = health.waiting(store)
    with database.write() as store:
        answer(store, say(store, "ก", NOW - timedelta(minutes=9)), "ก1")
        answer(store, say(store, "ข", NOW - timedelta(minutes=3)), "ข1", "ข2", state="waiting")
        say(store, "ค", NOW - timedelta(minutes=1))
        outbox.put(store, ELSEWHERE, [Reply("เตือน")])
    with database.read() as store:
        waiting = health.waiting(store)

    assert empty == health.Waiting(0, 0, None)
    assert waiting == health.Waiting(1, 3, NOW - timedelta(minutes=3))


def test_news_are_of_whoever_has_some(database: Database) -> None:
    """Something said, something put, something sent or dropped: each once; other channels' are nobody's."""
    with database.write() as store:
        answer(store, say(store, "ก"), "ก1", state="waiting")
        seen = web.seen(store, "web")
    steps: list[set[str]] = []

    def look() -> None:
        nonlocal seen
        with database.read() as store:
            seen, chats = web.news(store, "web", seen)
        steps.append(chats)

    look()
    with database.write() as store:
        store.execute(update(OutboxRow).values(state="sending"))
    look()
    with database.write() as store:
        store.execute(update(OutboxRow).values(state="sent"))
    look()
    with database.write() as store:
        say(store, "ข", address=Address("web", "there"))
        say(store, "ค", address=ELSEWHERE)
        outbox.put(store, ELSEWHERE, [Reply("ที่อื่น")])
    look()
    with database.write() as store:
        outbox.put(store, Address("web", "third"), [Reply("เตือน")])
    look()
    look()

    assert steps == [set(), {"here"}, {"here"}, {"there"}, {"third"}, set()]


def test_new_tables_are_those_of_this_code(database: Database) -> None:
    with database.read() as store:
        assert health.at_head(store) is True

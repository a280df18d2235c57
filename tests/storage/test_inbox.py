"""The inbox keeps each event once, in the order in which things were said, and forgets what was taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.messages import Address, Inbound
from storage import inbox, talks
from storage.models import InboxRow, QuestionRow


if TYPE_CHECKING:
    from storage.db import Database


NOW, HOME = datetime(2026, 1, 5, tzinfo=UTC), Address("line", "U1")


def event(name: str, after: float = 0, **more: Any) -> Inbound:
    return Inbound(HOME, name, more.pop("text", name), NOW + timedelta(seconds=after), **more)


def kept(database: Database) -> list[tuple[str, str, str, bool]]:
    columns = (InboxRow.event_id, InboxRow.text, InboxRow.state, InboxRow.erased)
    with database.read() as store:
        return [(row[0], row[1], row[2], row[3]) for row in store.execute(select(*columns).order_by(InboxRow.id))]


def test_an_event_comes_out_as_it_went_in(database: Database) -> None:
    whole = event(
        "1", data="d", kind="tap", message_id="m", quoted="q", group=True, sender="U2", called=True,
        reply_token="t", reply_until=NOW + timedelta(seconds=50), language="en",  # noqa: S106 - of nothing
    )  # fmt: skip
    with database.write() as store:
        inbox.add(store, [whole])
        found = inbox.oldest(store, HOME)

    assert found is not None
    assert found[1] == whole


def test_what_was_said_first_is_answered_first_however_it_was_brought(database: Database) -> None:
    with database.write() as store:
        inbox.add(store, [event("late", 2), event("early", 1)])
        found = inbox.oldest(store, HOME)

    assert found is not None
    assert found[1].text == "early"


def test_a_reply_token_is_not_kept_longer_than_it_is_needed(database: Database) -> None:
    with database.write() as store:
        inbox.add(store, [event("1", reply_token="t", reply_until=NOW)])  # noqa: S106 - of nothing
        found = inbox.oldest(store, HOME)
        assert found is not None
        inbox.finish(store, found[0])
        assert store.scalar(select(InboxRow.details)) == {}


def test_what_was_taken_back_is_erased_wherever_it_is(database: Database) -> None:
    with database.write() as store:
        inbox.add(store, [event("1", message_id="m", text="ความลับ", reply_token="t"), event("2", message_id="n")])  # noqa: S106 - of nothing
        store.add(QuestionRow(programme="c", text="ความลับ", asked_at=NOW, channel="line", chat="U1", message_id="m"))
        talks.lock(store, HOME)
        talks.keep(store, HOME, talks.Kept("th", "c", {"pending_question": "ความลับ"}, NOW))

    with database.write() as store:
        new = inbox.add(store, [event("3", kind="unsent", message_id="m", text="")])
        forgotten = talks.lock(store, HOME)

    assert new == []
    assert kept(database) == [("1", "", "done", True), ("2", "2", "waiting", False), ("3", "", "done", False)]
    assert (forgotten.programme, forgotten.context) == ("c", {})
    with database.read() as store:
        assert store.scalar(select(QuestionRow.text)) == ""


def test_what_was_taken_back_before_it_came_never_comes(database: Database) -> None:
    with database.write() as store:
        first = inbox.add(store, [event("3", kind="unsent", message_id="m", text="")])
        second = inbox.add(store, [event("1", message_id="m", text="ความลับ")])
        third = inbox.add(store, [event("1", message_id="m", text="ความลับ")])

    assert (first, second, third) == ([], [], [])
    assert kept(database) == [("3", "", "done", False), ("1", "", "done", True)]


def test_an_edit_counts_only_of_what_was_answered_and_reads_anew(database: Database) -> None:
    with database.write() as store:
        inbox.add(store, [event("1", message_id="m", text="เก่า"), event("2", message_id="x", text="ลบ")])
        edits = [event("e", kind="edited", message_id=name, text=text) for name, text in (("m", "ใหม่"), ("y", "ใหม่"))]
        while_it_waits = [inbox.changed(store, edit) for edit in edits]
        found = inbox.oldest(store, HOME)
        assert found is not None
        inbox.finish(store, found[0])
        same, other = (
            inbox.changed(store, event("e", kind="edited", message_id="m", text=text)) for text in ("ใหม่", "อื่น")
        )
        inbox.add(store, [event("3", kind="unsent", message_id="x", text="")])
        erased = inbox.changed(store, event("e", kind="edited", message_id="x", text="กลับมา"))

    assert (while_it_waits, found[1].text, same, other, erased) == ([False, False], "ใหม่", False, True, False)
    assert kept(database)[1] == ("2", "", "done", True)

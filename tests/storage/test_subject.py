"""All that is kept of a person is read out, and goes when they are erased: tried on a row in every table that there is.

A new table that names people, or a new column, fails here until it is said what becomes of it.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import JSON, Boolean, Date, DateTime, Float, ForeignKey, Integer, LargeBinary, insert, select, update

from bot.messages import Address, Reply
from storage import erasing, feedback_answers, people, subject
from storage.columns import ReplyJSON, UTCDateTime, Words
from storage.models import Base
from storage.people import Details
from storage.programme import Text


if TYPE_CHECKING:
    from sqlalchemy import Column, Table
    from sqlalchemy.orm import Session as Store

    from storage.db import Database


NOW = datetime(2026, 11, 2, 2, tzinfo=UTC)
HERE = Address("line", "U1")
MARK = "ลับ"
TABLES = {each.name: each for each in Base.metadata.sorted_tables}
STATES = {"outbox": "sent", "inbox": "done", "leaves": "approved", "questions": "answered", "addresses": "open"}
PERSONAL = {part.kind.__tablename__ for part in (*subject.PEOPLE, *subject.PLACES)}

EVIDENCE = {
    "checkins": "programme session point what status outcome way channel nonce",
    "leaves": "programme sessions",
    "sheets": "programme session point",
    "audit": "programme what subject details key",
}
"""What stays of a person who is erased, under the pseudonym."""
OF_THE_PROGRAMME = {
    "announcements": "programme reply audience state preview",
    "boards": "programme session point what secret",
    "releases": "state note sessions",
    "feedback_shares": "digest programme speaker held",
    "other_names": "kind code name",
    "questions": "programme",  # the number of what was asked is known to others
}
"""What people did for the programme is no word about themselves."""

BARE = {"inbox": "kind", "outbox": "retry_key", "wrong_codes": "kind"}
"""The last message of all keeps its number, at no address; wrong codes are kept for their hour, without the code."""


def by_people() -> set[tuple[str, str]]:
    """Each column that names a person."""
    named = {(each.name, key.parent.name) for each in TABLES.values() for key in each.foreign_keys if _people(key)}
    assert ("checkins", "person_id") in named
    return named


def _people(key: ForeignKey) -> bool:
    return key.column.table.name == "people"


def test_every_column_that_names_somebody_is_read_out() -> None:
    assert {(part.kind.__tablename__, part.by) for part in subject.PEOPLE} == by_people()
    placed = {name for name, each in TABLES.items() if {"channel", "chat"} <= set(each.c.keys())}
    assert {part.kind.__tablename__ for part in subject.PLACES} | {"addresses"} == placed


def _value(column: Column[Any], person: int) -> Any:
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return person if _people(key) else None
    fixed = {"channel": HERE.channel, "chat": HERE.chat, "erased": False, "timezone": "Asia/Bangkok"}
    if column.table.name == "sheets" and column.name == "people":
        return [person]
    if column.name in fixed:
        return fixed[column.name]
    if column.name == "state":
        return STATES.get(column.table.name, MARK)
    marked = f"{MARK} {column.name}"
    kind = column.type
    length = getattr(kind, "length", None)
    for sort, value in (
        (UTCDateTime, NOW),
        (ReplyJSON, Reply(marked)),
        (Words, Text(marked)),
        (DateTime, NOW),
        (Date, date(2026, 11, 2)),
        (Boolean, True),
        (Integer, 1),
        (Float, 1.0),
        (LargeBinary, MARK.encode()),
        (JSON, [marked] if column.name in ("sessions", "off", "aliases", "questions") else {"q": marked}),
    ):
        if isinstance(kind, sort):
            return value
    return marked[:length] if length else marked


def fill(store: Store) -> int:
    """A row in every table: of a person and of what they said, or else of nobody. Gives the person."""
    person = people.add(store, Details(f"{MARK} ชื่อ", MARK, MARK, MARK, MARK))
    made: dict[str, Any] = {"people": person}
    for name, each in TABLES.items():
        if name not in made:
            made[name] = _insert(store, each, person, made)
    store.execute(update(TABLES["feedback_answers"]).values(answers={"q": 5}))
    store.execute(update(TABLES["feedback_words"]).values(opinion=[{"theme": "t", "tone": "good"}]))
    store.execute(TABLES["feedback_tallies"].delete())
    feedback_answers._count(store, made["feedback"], [made["feedback_answers"]], 1)  # noqa: SLF001 - as they are shown
    return person


def _insert(store: Store, each: Table, person: int, made: dict[str, Any]) -> Any:
    values: dict[str, Any] = {}
    for column in each.c:
        (key,) = column.foreign_keys or (None,)
        if key is not None and not _people(key):
            values[column.name] = made.get(key.column.table.name)
        elif not (column.name == "id" and column.primary_key):
            values[column.name] = _value(column, person)
    row = store.execute(insert(each).values(values).returning(*each.primary_key)).one()
    return row[0]


@pytest.fixture
def subject_of(database: Database) -> int:
    with database.write() as store:
        return fill(store)


def test_all_that_is_kept_is_read_out(database: Database, subject_of: int) -> None:
    with database.read() as store:
        whole = subject.everything(store, subject_of, [HERE])
        guest = subject.everything(store, None, [HERE])

    assert [name for name, found in whole.items() if not found and name != "questions_here"] == []
    read_out = json.loads(subject.written(whole, files=True))
    assert read_out["profile"]["name"] == f"{MARK} ชื่อ"
    assert read_out["leave"][0]["reason"] == f"{MARK} reason"
    assert read_out["attachments"][0]["content"] == "4Lil4Lix4Lia"  # of its bytes
    assert json.loads(subject.written(whole, files=False))["attachments"][0]["content"] == len(MARK.encode())
    assert read_out["feedback_named"] == [
        {
            "programme": f"{MARK} programme",
            "form": f"{MARK} form",
            "session": f"{MARK} session",
            "day": "2026-11-02",
            "answers": {"q": 5},
            "words": {f"{MARK} question": f"{MARK} words"},
        }
    ]
    for hidden in ("digest", "secret", "nonce", "retry_key", "token", HERE.chat):
        assert hidden not in json.dumps(read_out, ensure_ascii=False)
    assert guest["profile"] is None
    assert guest["messages"] == {
        "count": 1,
        "latest": [{"text": f"{MARK} text", "kind": MARK + " kind"[:5], "at": NOW.isoformat()}],
    }


def test_who_is_erased_leaves_evidence_under_a_pseudonym_and_nothing_else(database: Database, subject_of: int) -> None:
    with database.write() as store:
        erasing.erase(store, subject_of, NOW)

    with database.read() as store:
        name = people.get(store, subject_of).name
        left = {
            (each.name, column.name)
            for each in TABLES.values()
            if each.name in PERSONAL | {"people", "feedback_words"}
            for column in each.c
            if any(_has(row, MARK) for row in store.scalars(select(column)))
        }
        named = {
            (table, column)
            for table, column in by_people()
            if subject_of in store.scalars(select(TABLES[table].c[column])).all()
        }
        tallies = TABLES["feedback_tallies"].c
        counted = {tuple(row) for row in store.execute(select(tallies.question, tallies.value, tallies["count"]))}

    stays = EVIDENCE | OF_THE_PROGRAMME | BARE
    columns = {(table, column) for table, names in stays.items() for column in names.split()}
    assert name.startswith("P-")
    assert left <= columns
    assert {table for table, _ in named} <= set(stays)
    assert ("questions", "asked_by") not in named
    assert counted == {("", "", 1), ("q", "5", 1), ("#t", "good", 0)}


def _has(value: Any, mark: str) -> bool:
    if isinstance(value, bytes):
        return mark.encode() in value
    return mark in str(value)

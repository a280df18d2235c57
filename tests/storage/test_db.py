"""Both doors of the store: what is written together is seen together, or not at all."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import StatementError

from bot.errors import BadSettings
from storage.db import Database, exists, insert_new
from storage.models import QuestionRow, TalkRow, table


if TYPE_CHECKING:
    from pathlib import Path


NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
QUESTION = {"programme": "p", "text": "ที่จอดรถ", "channel": "web", "chat": "1"}


def asked_at(database: Database) -> list[datetime]:
    with database.read() as store:
        return list(store.scalars(select(QuestionRow.asked_at).order_by(QuestionRow.id)))


def test_moments_come_back_in_utc_whatever_zone_they_were_in(database: Database) -> None:
    shown_twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Madrid"))
    moments = [NOON.astimezone(ZoneInfo("Asia/Bangkok")), shown_twice, shown_twice.replace(fold=1)]

    with database.write() as store:
        store.execute(insert(QuestionRow), [{**QUESTION, "asked_at": moment} for moment in moments])

    assert asked_at(database) == [
        NOON,
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]
    assert {moment.tzinfo for moment in asked_at(database)} == {UTC}


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    naive = NOON.replace(tzinfo=None)

    with pytest.raises(StatementError, match="a time without a zone"), database.write() as store:
        store.execute(insert(QuestionRow).values(**QUESTION, asked_at=naive))


def test_an_exception_takes_everything_back(database: Database) -> None:
    def half() -> None:
        with database.write() as store:
            store.execute(insert(QuestionRow).values(**QUESTION, asked_at=NOON))
            raise LookupError

    with pytest.raises(LookupError):
        half()

    assert asked_at(database) == []


def test_a_row_that_is_there_is_not_inserted_again(database: Database) -> None:
    talk: dict[str, Any] = {
        "channel": "web",
        "chat": "1",
        "language": "th",
        "programme": "",
        "context": {},
        "updated_at": None,
    }

    with database.write() as store:
        assert [insert_new(store, table(TalkRow), talk) for _ in range(2)] == [True, False]


def test_a_reader_sees_one_state_while_others_write(store_url: str) -> None:
    if store_url == "sqlite://":
        pytest.skip("a store in memory has one connection: readers and writers take turns")
    database = Database(store_url)
    with database.read() as reader:
        before = reader.execute(select(func.count(QuestionRow.id))).scalar_one()
        with database.write() as store:
            store.execute(insert(QuestionRow).values(**QUESTION, asked_at=NOON))
        after = reader.execute(select(func.count(QuestionRow.id))).scalar_one()

    assert (before, after, len(asked_at(database))) == (0, 0, 1)
    database.close()


def test_many_threads_may_write_at_once(database: Database) -> None:
    def write(number: int) -> None:
        with database.write() as store:
            store.execute(insert(QuestionRow).values(**QUESTION, asked_at=NOON + timedelta(seconds=number)))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(asked_at(database)) == [NOON + timedelta(seconds=number) for number in range(12)]


def test_the_parameters_of_a_failed_statement_are_not_in_its_error(database: Database) -> None:
    with pytest.raises(StatementError) as raised, database.write() as store:
        store.execute(text("SELECT :said FROM nowhere"), {"said": "ที่จอดรถ"})

    assert ("nowhere" in str(raised.value), "ที่จอดรถ" in str(raised.value)) == (True, False)


@pytest.mark.parametrize("url", ["nonsense", "postgresql://a:b:c/d:x", "oracle//x"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadSettings) as refused:
        Database(url)

    assert refused.value.values["name"] == "DATABASE_URL"


def test_a_postgresql_address_may_be_short() -> None:
    Database("postgres://somebody@localhost/x").close()


def test_a_sqlite_store_exists_when_its_file_does(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deep/x.db"
    before = exists(url)
    database = Database(url)
    database.migrate()
    database.close()

    assert (before, exists(url), exists("sqlite://"), exists("postgresql://localhost/x")) == (False, True, False, True)

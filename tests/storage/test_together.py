"""Pieces of work that share a transaction: each is done whole or not at all, whatever the others do."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, insert, select

from storage.db import Unavailable
from storage.models import TalkRow
from storage.together import Together


if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from storage.db import Database


def keeping(chat: str) -> Callable[[Session], str]:
    def keep(store: Session) -> str:
        new: dict[str, Any] = {
            "channel": "web",
            "chat": chat,
            "language": "th",
            "programme": "",
            "context": {},
            "updated_at": None,
        }
        store.execute(insert(TalkRow).values(**new))
        return chat

    return keep


def kept(database: Database) -> list[str]:
    with database.read() as store:
        return sorted(store.scalars(select(TalkRow.chat)))


def test_each_is_told_its_own_result_when_it_is_committed(database: Database) -> None:
    async def work() -> tuple[str, list[str]]:
        together = Together(database)
        first = await together.write(keeping("1"))
        return first, await asyncio.gather(*(together.write(keeping(chat)) for chat in "234"))

    assert (asyncio.run(work()), kept(database)) == (("1", ["2", "3", "4"]), ["1", "2", "3", "4"])


def test_what_gathers_while_one_is_written_is_one_transaction(database: Database) -> None:
    commits: list[str] = []
    event.listen(database._engine, "commit", lambda _: commits.append("commit"))  # noqa: SLF001 - nobody else can count
    begun, go_on = threading.Event(), threading.Event()

    def slow(store: Session) -> str:
        begun.set()
        go_on.wait(20)
        return keeping("1")(store)

    async def work() -> None:
        together = Together(database)
        first = asyncio.create_task(together.write(slow))
        await asyncio.to_thread(begun.wait, 20)
        others = [asyncio.create_task(together.write(keeping(chat))) for chat in "23456"]
        await asyncio.sleep(0)
        go_on.set()
        await asyncio.gather(first, *others)

    asyncio.run(work())

    assert (len(commits), kept(database)) == (2, ["1", "2", "3", "4", "5", "6"])


def test_where_one_fails_the_others_are_kept_and_nothing_of_it_is(database: Database) -> None:
    def failing(store: Session) -> str:
        keeping("broken")(store)
        raise LookupError("2")

    async def work() -> list[str | BaseException]:
        together = Together(database)
        pieces = [keeping("1"), failing, keeping("3"), keeping("1")]
        return await asyncio.gather(*(together.write(piece) for piece in pieces), return_exceptions=True)

    found = [answer if isinstance(answer, str) else type(answer).__name__ for answer in asyncio.run(work())]

    assert (found, kept(database)) == (["1", "LookupError", "3", "IntegrityError"], ["1", "3"])


def test_a_store_that_is_away_is_asked_once_for_all_of_them(database: Database) -> None:
    asked = []

    def away(_store: Session) -> str:
        asked.append(1)
        raise Unavailable("", None, Exception("away"))

    async def work() -> list[str | BaseException]:
        together = Together(database)
        return await asyncio.gather(*(together.write(away) for _ in range(3)), return_exceptions=True)

    found = asyncio.run(work())

    assert ([type(each) for each in found], len(asked), kept(database)) == ([Unavailable] * 3, 1, [])


def test_whoever_stops_waiting_stops_nothing(database: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(store: Session) -> str:
        begun.set()
        go_on.wait(20)
        return keeping("1")(store)

    async def work() -> str:
        together = Together(database)
        impatient = asyncio.create_task(together.write(slow))
        await asyncio.to_thread(begun.wait, 20)
        impatient.cancel()
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await impatient
        return await together.write(keeping("2"))

    assert (asyncio.run(work()), kept(database)) == ("2", ["1", "2"])

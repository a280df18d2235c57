"""Pieces of work that are asked for at the same time share one transaction: one commit, and one wait for the store."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

from storage.db import Unavailable, is_deadlock


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from storage.db import Database

    Piece = tuple[Callable[[Session], Any], asyncio.Future[Any]]


_T = TypeVar("_T")


class Together:
    """To be used in one event loop.

    What is asked for while a transaction is on its way, and for `gather` seconds after it, is gathered for the next.
    """

    def __init__(self, database: Database, gather: float = 0) -> None:
        self._database = database
        self._gather = gather
        self._gathered: list[Piece] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(self, work: Callable[[Session], _T]) -> _T:
        """What `work` returns, when it is committed; raises what it raises, and then nothing of it is kept.

        Where a piece fails, the others of its transaction are run again, each alone: `work` must do nothing else.
        """
        ended: asyncio.Future[_T] = asyncio.get_running_loop().create_future()
        self._gathered.append((work, ended))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        return await asyncio.shield(ended)

    async def _write(self) -> None:
        try:
            while self._gathered:
                pieces, self._gathered = self._gathered, []
                try:
                    done = await self._database.aside(self._done, pieces)
                except BaseException:  # the loop ends: whoever waits must not wait for ever
                    for _, ended in pieces:
                        ended.cancel()
                    raise
                for (_, ended), (result, error) in zip(pieces, done, strict=True):
                    if error is None:
                        ended.set_result(result)
                    else:
                        ended.set_exception(error)
                await asyncio.sleep(self._gather)
        finally:
            self._writing = None

    def _done(self, pieces: Sequence[Piece]) -> list[tuple[Any, Exception | None]]:
        while True:
            try:
                with self._database.write() as store:
                    return [(work(store), None) for work, _ in pieces]
            except Unavailable as error:
                if not is_deadlock(error):  # with another process that has the same in another order: theirs goes first
                    return [(None, error)] * len(pieces)
            except Exception as error:  # noqa: BLE001 - whoever asked for the work is told
                if len(pieces) == 1:
                    return [(None, error)]
                return [self._done([piece])[0] for piece in pieces]

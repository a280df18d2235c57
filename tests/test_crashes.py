"""A crash anywhere repeats the unfinished step and nothing else."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from tests.test_conversation import HOME, answer_all, conversation, inbound, said


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.db import Database


class Crash(BaseException):
    """The process dies: nothing of ours catches it."""


class Frail:
    """A store that crashes at its `left`-th step: before or after a statement, before or after a commit."""

    def __init__(self, database: Database, left: int) -> None:
        self._database = database
        self.left = left

    @contextmanager
    def write(self) -> Iterator[Frail]:
        with self._database.write() as self._store:
            yield self
            self._step()
        self._step()

    def execute(self, *statement: Any) -> Any:
        self._step()
        result = self._store.execute(*statement)
        self._step()
        return result

    def get_bind(self) -> Any:
        return self._store.get_bind()

    def _step(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Crash


def test_a_crash_at_any_step_repeats_the_unfinished_step_and_nothing_else(database: Database) -> None:
    crashes, survived = 0, False
    while not survived:
        frail = Frail(database, left=crashes + 1)
        doomed = conversation(cast("Database", frail))
        event = inbound("ก", event_id=str(crashes))
        try:
            doomed.receive([event])
            doomed.answer(HOME)
            survived = True
        except Crash:
            crashes += 1
        restarted = conversation(database)
        restarted.receive([event])  # the platform may not have been told, and brings it again
        answer_all(restarted)

    assert crashes == 18  # around seven statements and two commits
    assert said(database) == [f"ก {number}" for number in range(crashes + 1)]

"""Many people at once: whatever happens between two slices, everybody is told, and nobody twice."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from storage.db import Database
from tests.services.season import Season, course, lesson
from tests.stores import in_file


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session


DAY = course(lesson("a", "2026-01-05T09:00"), off=["evening", "digest"])
CROWD = 1200  # more than a slice


class Killed(BaseException):
    """The process ends here."""


class Dying(Database):
    """A store whose process dies before so many writes have been committed."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.left = -1

    @contextmanager
    def write(self) -> Iterator[Session]:
        with super().write() as store:
            yield store
            self.left -= 1
            if self.left == 0:
                raise Killed


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        made: str = request.getfixturevalue("postgresql_store")
        return made
    in_file(tmp_path / "x.db").close()
    return f"sqlite:///{tmp_path}/x.db"


@pytest.mark.parametrize("dies_at", [1, 2, 3, 4])
def test_killed_at_any_slice_everybody_is_told_once(url: str, dies_at: int) -> None:
    dying = Dying(url)
    season = Season(DAY, database=dying)
    season.crowd(CROWD, "c")
    season.at("2026-01-05T08:29")
    dying.left = dies_at
    with pytest.raises(Killed):
        season.at("2026-01-05T08:30")
    dying.close()

    again = Season(DAY, database=Database(url))
    before = sum(again.counts().values())
    assert before == [0, 1000, 1200, 1200][dies_at - 1]
    again.at("2026-01-05T08:30:02")
    assert again.counts() == Counter({f"p{number}": 1 for number in range(1, CROWD + 1)})
    assert again.marks() == [("nudge c a 2026-01-05T02:00Z", "planned", CROWD)]
    again.database.close()


def test_two_processes_at_once_tell_nobody_twice(url: str) -> None:
    one, other = Season(DAY, database=Database(url)), Season(database=Database(url))
    one.crowd(CROWD, "c")
    together = Barrier(2)

    def plan(season: Season) -> int:
        together.wait()
        return season.at("2026-01-05T08:30").told

    with ThreadPoolExecutor(2) as threads:
        told = list(threads.map(plan, [one, other]))
    assert sum(told) == CROWD
    assert one.counts() == Counter({f"p{number}": 1 for number in range(1, CROWD + 1)})
    assert one.marks() == [("nudge c a 2026-01-05T02:00Z", "planned", CROWD)]
    one.database.close()
    other.database.close()

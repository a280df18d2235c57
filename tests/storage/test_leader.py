"""One candidate leads; when it resigns or dies, another does."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from storage.db import Database
from storage.leader import Leader, led_by_somebody


if TYPE_CHECKING:
    from pathlib import Path


_LEAD = "import sys; from storage.db import Database; from storage.leader import Leader\n"
_LEAD += "leader = Leader(Database(sys.argv[1]), 'x'); print(leader.leads(), flush=True); sys.stdin.read()"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/x.db"
    address: str = request.getfixturevalue("postgresql")
    return address


def test_one_leads_until_it_resigns_and_for_each_thing_there_is_another(url: str) -> None:
    stores = [Database(url) for _ in range(3)]
    first, second, elsewhere = (Leader(store, what) for store, what in zip(stores, ("x", "x", "y"), strict=True))

    assert [leader.leads() for leader in (first, second, elsewhere, first)] == [True, False, True, True]
    first.resign()
    assert [leader.leads() for leader in (second, first)] == [True, False]
    for leader, store in zip((first, second, elsewhere), stores, strict=True):
        leader.resign()
        store.close()


def test_when_the_leading_process_is_killed_another_leads(url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _LEAD, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        store = Database(url)
        candidate = Leader(store, "x")
        while_it_lives = candidate.leads()
        process.kill()
        process.wait()

    until = time.monotonic() + 10  # a server learns soon, not at once, that a process is dead
    while not candidate.leads() and time.monotonic() < until:
        time.sleep(0.01)
    assert (while_it_lives, candidate.leads()) == (False, True)
    candidate.resign()
    store.close()


def test_whoever_asks_is_told_whether_anybody_leads(postgresql: str) -> None:
    store = Database(postgresql)
    leaders = [Leader(store, what) for what in ("delivery.line", "other.1", "other.2", "other.3")]  # of either sign

    def led() -> list[bool]:
        with store.read() as session:
            return [led_by_somebody(session, what) for what in ("delivery.line", "other.1", "other.2", "other.3")]

    nobody = led()
    leads = [(leader.leads(), leader.led) for leader in leaders]
    somebody = led()
    leaders[1].resign()

    assert (nobody, leads, somebody) == ([False] * 4, [(True, True)] * 4, [True] * 4)
    assert (led(), leaders[1].led) == ([True, False, True, True], False)
    for leader in leaders:
        leader.resign()
    store.close()

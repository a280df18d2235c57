"""A sample of `python -m tests.soak`: killed in the middle of their work, bots lose nothing and repeat nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.soak.killing import Plan, killed


if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("store", "plan"),
    [
        ("sqlite", Plan(kills=1, people=4, faults=True)),
        ("postgresql", Plan(kills=1, people=4, processes=2)),
    ],
    ids=["one process on SQLite, and faulty platforms", "two processes on PostgreSQL"],
)
def test_whoever_asked_is_answered_once_and_everybody_is_told_once(
    request: pytest.FixtureRequest, tmp_path: Path, store: str, plan: Plan
) -> None:
    url = f"sqlite:///{tmp_path}/soak.db" if store == "sqlite" else request.getfixturevalue("empty_postgresql")

    ended = killed(tmp_path, url, plan)

    assert ended.faults == []
    assert ended.by_token > 0

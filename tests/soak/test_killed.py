"""A sample of `python -m tests.soak`: killed in the middle of their work, bots lose nothing and repeat nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.soak.killing import killed


if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("store", "processes"), [("sqlite", 1), ("postgresql", 1), ("postgresql", 2)])
def test_whoever_asked_is_answered_once(
    request: pytest.FixtureRequest, tmp_path: Path, store: str, processes: int
) -> None:
    url = f"sqlite:///{tmp_path}/soak.db" if store == "sqlite" else request.getfixturevalue("postgresql")

    ended = killed(tmp_path, url, kills=2, processes=processes, people=4)

    assert (ended.unfinished, ended.line_wrong, ended.telegram_twice, ended.telegram_lost) == ([], [], [], [])

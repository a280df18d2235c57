"""A sample of `python -m tests.soak --told`: bots that are killed tell everybody everything, once and in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.soak.told import Plan, told


if TYPE_CHECKING:
    from pathlib import Path


def test_everybody_is_told_once(tmp_path: Path) -> None:
    tally = told(tmp_path, f"sqlite:///{tmp_path}/soak.db", Plan(kills=2, people=40, asking=2))

    assert tally.faults == []
    assert tally.kills > 0

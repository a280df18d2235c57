"""A sample of `python -m tests.web.mutated`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.mutated import failures


if TYPE_CHECKING:
    from storage.db import Database


def test_no_broken_body_is_a_failure_of_ours(database: Database) -> None:
    assert failures(database, 700, seed=1) == []

"""A page of a long list is the one that is asked for, or the nearest there is."""

from __future__ import annotations

import pytest

from bot.web.console.paging import number, paging


@pytest.mark.parametrize(
    ("asked", "page"),
    [("2", 2), ("3", 3), ("4", 3), ("0", 1), ("", 1), ("-1", 1), ("two", 1), ("๒", 1), ("²", 1), ("1e9", 1)],
)
def test_the_nearest_page_there_is(asked: str, page: int) -> None:
    assert paging({"page": asked}, whole=120, most=50).number == page


def test_no_number_is_too_large_for_a_store() -> None:
    assert (number("999999999"), number("1" * 10), number("9" * 5000)) == (999_999_999, 0, 0)

"""A long list, a page of it at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Mapping


MOST = 50
"""Entries on a page."""
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Paging:
    """Page `number` of a list of `whole` entries; the first is 1."""

    number: int
    whole: int
    most: int = MOST

    @property
    def pages(self) -> int:
        return max(1, -(-self.whole // self.most))

    @property
    def first(self) -> int:
        """How many entries come before it."""
        return (self.number - 1) * self.most

    @property
    def last(self) -> int:
        return min(self.whole, self.first + self.most)


def paging(asked: Mapping[str, str], whole: int, most: int = MOST) -> Paging:
    """The page that `?page=` asks for, as near as there is one."""
    wanted = number(asked.get("page", ""))
    return Paging(min(max(1, wanted), Paging(1, whole, most).pages), whole, most)


def number(asked: str) -> int:
    """A whole number in an address, that no store finds too large; 0 for anything else."""
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= _DIGITS else 0

"""What LINE checks of single values; each check yields what is wrong, as (the property's place in the body, why)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.lengths import letters, utf16


if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator


Wrong = tuple[str, str]

_LOOPBACK = {("http", "127.0.0.1"), ("http", "localhost")}

__all__ = ["Wrong", "letters", "link", "listed", "number", "one_of", "words"]


def words(where: str, value: object, most: int, measure: Callable[[str], int] = utf16) -> Iterator[Wrong]:
    """A text that must be there, not blank, and at most `most` long."""
    if not isinstance(value, str):
        yield where, "must be specified"
    elif not value.strip():
        yield where, "May not be empty"
    elif measure(value) > most:
        yield where, f"Length must be between 1 and {most}"


def link(where: str, value: object, most: int = 2000) -> Iterator[Wrong]:
    """The address of a picture or film: https, or http where it is on this very machine."""
    yield from words(where, value, most)
    if isinstance(value, str):
        parts = urlsplit(value)
        if not (parts.hostname and (parts.scheme == "https" or (parts.scheme, parts.hostname) in _LOOPBACK)):
            yield where, "invalid uri scheme"
        elif not value.isascii() or re.search(r"\s", value):
            yield where, "invalid uri"


def one_of(where: str, value: object, among: Collection[str]) -> Iterator[Wrong]:
    """A word that must be one of `among`."""
    if value is None:
        yield where, "must be specified"
    elif value not in among:
        yield where, f"must be one of {', '.join(sorted(among))}"


def number(where: str, value: object, least: float, most: float) -> Iterator[Wrong]:
    """A number that must be there and in range."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield where, "must be specified"
    elif not least <= value <= most:
        yield where, f"must be between {least} and {most}"


def listed(where: str, value: object, least: int, most: int) -> Iterator[Wrong]:
    """A list of objects that must be there and of a size in range."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        yield where, "must be specified"
    elif not least <= len(value) <= most:
        yield where, f"Size must be between {least} and {most}"

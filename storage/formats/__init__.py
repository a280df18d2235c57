"""Programme files: `read` and `write`, whatever the format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import BadFile, Fault
from storage.formats.from_yaml import from_yaml
from storage.formats.report import Report, Unreadable


if TYPE_CHECKING:
    from storage.programme import Programme

LARGEST = 20_000_000
"""Bytes of the largest file that is read."""


def read(name: str, content: bytes) -> tuple[Programme, tuple[Fault, ...]]:
    """The programme in a file called `name`, with warnings.

    Raises BadFile, with every fault at once, and nothing else.
    """
    report = Report()
    text = content.decode("utf-8-sig")
    try:
        programme = from_yaml(text, report)
    except Unreadable as error:
        raise BadFile(name, [error.fault]) from error
    return report.result(name, programme)

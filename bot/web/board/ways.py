"""How people get from the screen into a chat with the code: links, and QR codes of them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import segno

from bot.services.checkin import codes
from bot.services.people import inviting


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.texts import Texts


_QUIET = 2  # modules of white around a code; as much again is the white of the page


class Way(NamedTuple):
    """One way into a chat: the channel's name, and where the QR code leads."""

    channel: str
    link: str


class Drawn(NamedTuple):
    """A QR code as an SVG path of `size` by `size` modules, the white around it counted."""

    size: int
    path: str


def ways(accounts: Mapping[str, str], site: str, code: str, say: Texts) -> Iterator[Way]:
    """The ways there are, the one that most people have first."""
    if name := accounts.get("line"):
        yield Way("line", inviting.line_link(name, say("board.sentence", code=codes.spaced(code))))
    if name := accounts.get("telegram"):
        yield Way("telegram", f"https://t.me/{name}?start=checkin-{code}")
    yield Way("web", f"{site}/#checkin={code}")


@lru_cache(maxsize=64)
def drawn(link: str) -> Drawn:
    rows = [bytes(row) for row in segno.make(link, micro=False, error="m", boost_error=False).matrix]
    path = "".join(
        f"M{start + _QUIET} {y}h{length}v1h-{length}z"
        for y, row in enumerate(rows, start=_QUIET)
        for start, length in _runs(row)
    )
    return Drawn(len(rows) + 2 * _QUIET, path)


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Where black begins in a row, and how far it goes."""
    start = row.find(1)
    while start >= 0:
        end = row.find(0, start)
        end = len(row) if end < 0 else end
        yield start, end - start
        start = row.find(1, end)

"""Text as Telegram takes it: HTML, in messages of at most 4096 UTF-16 units as read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from bot.lengths import pieces, utf16


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.lengths import Words


LONGEST = 4096
_MOST_BOLD = 100  # of one message: what Telegram shows of its formatting
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HALF = re.compile(r"[\ud800-\udfff]")  # of a letter, which no encoding takes


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: a title in bold and what stands under it, either of them perhaps empty."""

    title: str
    text: str

    @property
    def plain(self) -> str:
        return "\n".join(part for part in (self.title, self.text) if part)

    @property
    def html(self) -> str:
        title = f"<b>{escape(self.title, quote=False)}</b>" if self.title else ""
        return "\n".join(part for part in (title, escape(self.text, quote=False)) if part)


def clean(text: str) -> str:
    """`text` as it may be sent: without control characters; "" where nothing of it would be seen."""
    text = _HALF.sub("\ufffd", _CONTROL.sub("", text)).strip()
    return text if _seen(text) else ""


def messages(blocks: Iterable[Block], words: Words) -> list[str]:
    """The blocks, of clean text, as HTML: as many in one message as fit. One that is too long is cut."""
    found: list[list[Block]] = []
    for block in (piece for whole in blocks for piece in _pieces(whole, words)):
        if found and _fits([*found[-1], block]):
            found[-1].append(block)
        else:
            found.append([block])
    return ["\n\n".join(block.html for block in together) for together in found]


def _pieces(block: Block, words: Words) -> Iterator[Block]:
    if _fits([block]):
        cut = [block]
    else:
        cut = [Block(piece, "") for piece in pieces(block.title, LONGEST, utf16, words)]
        cut += [Block("", piece) for piece in pieces(block.text, LONGEST, utf16, words)]
    return (piece for piece in cut if _seen(piece.plain))


def _fits(blocks: list[Block]) -> bool:
    bold = sum(bool(block.title) for block in blocks)
    return utf16("\n\n".join(block.plain for block in blocks)) <= LONGEST and bold <= _MOST_BOLD


def _seen(text: str) -> bool:
    """Telegram refuses a text of which nothing is to be seen: white space, marks of direction and the like."""
    return any(unicodedata.category(letter)[0] not in "ZC" for letter in text)

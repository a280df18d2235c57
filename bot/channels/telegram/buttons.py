"""Buttons under a message, within what Telegram takes of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.lines import clean
from bot.lengths import cut, letters, octets


if TYPE_CHECKING:
    from collections.abc import Sequence


_MOST = 100
_LARGEST = 8000  # bytes of a keyboard: one of 10 kB is refused, as people report; the limit is nowhere written
_AROUND, _DATA = 40, 40  # bytes of JSON around a button's own words, and of what brings one back
_LONGEST, _SHORT = 30, 14  # letters; two short ones stand in one row
_HOST = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+"  # with a dot: Telegram refuses localhost
_OPENS = re.compile(
    rf'https?://{_HOST}(?::\d{{1,5}})?(?:[/?#][^\s\\"<>]*)?|tg://[a-z-]+\?[a-z0-9_&=.-]+', re.IGNORECASE
)
_LONGEST_URL = 2048


@dataclass(frozen=True, slots=True)
class Button:
    """`label` is on it; it opens `url`, or brings `data` back. `line` is shown as text where it finds no room.

    `card` is the number of the card that it belongs to, or "".
    """

    label: str
    card: str
    line: str
    url: str = ""
    data: str = ""

    @property
    def size(self) -> int:
        return octets(self.label) + (octets(self.url) or _DATA) + _AROUND


def opens(url: str) -> bool:
    """Whether a button may have `url`. Telegram refuses the message for one that it does not like."""
    return len(url) <= _LONGEST_URL and url.isprintable() and _OPENS.fullmatch(url) is not None


def label(words: str, instead: str, card: str = "") -> str:
    """`words` (`instead`, where nothing of them would be seen) on one line, as long as a button shows."""
    shown = " ".join((clean(words) or clean(instead) or "…").split())
    return cut(f"{card} · {shown}" if card else shown, _LONGEST)


def room(buttons: Sequence[Button]) -> int:
    """How many of the buttons, from the first, one message may have."""
    return sum(size <= _LARGEST for size in accumulate(button.size for button in buttons[:_MOST]))


def keyboard(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """The buttons in rows, in their order; those of different cards in different ones."""
    rows: list[list[Button]] = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and _side_by_side(rows[-1][0], button):
            rows[-1].append(button)
        else:
            rows.append([button])
    return InlineKeyboardMarkup([[_drawn(button) for button in row] for row in rows]) if rows else None


def _side_by_side(left: Button, right: Button) -> bool:
    return left.card == right.card and max(letters(left.label), letters(right.label)) <= _SHORT


def _drawn(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.data)

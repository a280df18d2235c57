"""Thai in lines of a given width: cut at blanks, else between words, and never inside a letter."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.lengths import pieces
from bot.thai.text import thai_lexicon, words


if TYPE_CHECKING:
    from collections.abc import Callable


_FINE = 1000  # widths are counted in thousandths of whatever they are measured in


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The lines of `text`, of which `measure` says how wide a part of it is. An empty text has none."""
    most = int(width * _FINE)

    def fine(part: str) -> int:
        return math.ceil(_FINE * measure(part)) if part else 0

    def parts(line: str) -> list[str]:
        """The line from blank to blank; what is too wide so, from word to word; such a word, by the words in it."""
        found = re.findall(r"\s+|\S+", line)
        found = [word for part in found for word in ([part] if fine(part) <= most else words(part))]
        return [word for part in found for word in ([part] if fine(part) <= most else _within(part))]

    return pieces(" ".join(text.split()), most, fine, parts)


@lru_cache(maxsize=1000)
def _within(word: str) -> tuple[str, ...]:
    """The words of which a long one is made, the first as long as can be: องค์การบริหารส่วน and ตำบล."""
    known = thai_lexicon()
    for end in range(len(word) - 1, 1, -1):
        rest = words(word[end:]) if word[:end] in known else []
        if rest and all(len(part) > 1 and part in known for part in rest):
            return (word[:end], *rest)
    return (word,)

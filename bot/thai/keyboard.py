"""Thai typed with the keyboard left in English (Kedmanee keys on a US layout)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pythainlp.util import eng_to_thai

from bot.thai.lexicon import lexicon
from bot.thai.text import repair, thai_lexicon, words


if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_LEAST = 6  # characters; "ok", "pdpa" and "smart" are no mistyped Thai
_WORD = 3  # letters; shorter English words occur in mistyped Thai too
_QUESTION = 4  # letters of a question word that comes out, which is no accident
_REAL, _REAL_ASKING = 0.8, 0.6  # of the Thai that comes out, in words; the latter where a question word is among them
_THAI_SHARE = 0.7  # of all that comes out
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_ILL_FORMED = re.compile(
    rf"(?:^|[^\u0e01-\u0e4e])[{_MARKS}]|[เ-ไ](?:[{_MARKS}]|[^\u0e01-\u0e2e]|$)|[{_MARKS}]{{3}}|[\u0e30\u0e32\u0e33][{_MARKS}]"
)
_THAI = re.compile("[\u0e01-\u0e4e]")
_LETTERS_ALONE = re.compile("[A-Za-z ]+")


def unshift(text: str, known: AbstractSet[str]) -> str:
    """Thai for `text` (repaired) where it is Thai typed with the keyboard left in English, else `text` itself.

    `known` are Latin words (lower case) that mean what they say. A line is turned only where what comes out is well
    formed and made of Thai words; plain letters, which may be English, only where a question word comes out.
    """
    if _THAI.search(text) or sum(not c.isspace() for c in text) < _LEAST:
        return text
    if any(word in known for word in text.lower().split() if len(word) >= _WORD and word.isalpha()):
        return text
    turned = repair(eng_to_thai(text))
    tokens = words(turned)
    thai = sum(len(token) for token in tokens if _THAI.match(token))
    real = sum(len(token) for token in tokens if len(token) > 1 and token in thai_lexicon())
    if not thai or _ILL_FORMED.search(turned) or thai < _THAI_SHARE * len(turned.replace(" ", "")):
        return text
    asking = any(unit.tags - _QUIET and len(unit.text) >= _QUESTION for unit in lexicon().units(turned))
    enough = real >= (_REAL_ASKING if asking else _REAL) * thai
    return turned if enough and (asking or not _LETTERS_ALONE.fullmatch(text)) else text


_QUIET = frozenset({"light", "thing"})

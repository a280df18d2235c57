"""Codes as people type them: in any case, with blanks or dashes, Thai or full-width digits, invisible characters.

No two letters or digits that look alike are in a code. What people read instead is taken for what it was: O for Q, B
for 8 and so on.
"""

from __future__ import annotations

import re
import unicodedata


LETTERS = "CDFHJKMNPQRTVWXY"
DIGITS = "23456789"
MEANT = str.maketrans("0OBSZGU", "QQ852" + "6V")
"""What is no letter or digit of a code, and the one that was meant."""

_THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_PIECE = re.compile("[A-Z0-9]+")


def pieces(typed: str) -> list[str]:
    """The runs of letters and digits in what was typed, in capitals and ASCII."""
    return _PIECE.findall(plain(typed))


def plain(typed: str) -> str:
    """What was typed in capitals, with ASCII digits, without what nobody sees."""
    visible = "".join(character for character in typed if unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFKC", visible).translate(_THAI).upper()

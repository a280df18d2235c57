"""Invitation codes: eight letters and digits, made to be read off a card, typed, and mistyped.

No two that look alike are in them. What people read instead is taken for what it was: O for Q, B for 8 and so on.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from functools import lru_cache

from bot.services.people.words import bare, known
from bot.thai.text import key


LETTERS = "CDFHJKMNPQRTVWXY"
DIGITS = "23456789"
LENGTH = 8
_LEAST = 2  # digits, and letters: so no word and no telephone number is a code
_MEANT = str.maketrans("0OBSZGU", "QQ852" + "6V")
_THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_PIECE = re.compile("[A-Z0-9]+")


def new() -> str:
    """A code that nobody has yet, in all likelihood."""
    while True:
        code = "".join(secrets.choice(LETTERS + DIGITS) for _ in range(LENGTH))
        if _LEAST <= sum(character in DIGITS for character in code) <= LENGTH - _LEAST:
            return code


def shown(code: str) -> str:
    """`code` as it is printed: K7PM-4XQD."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def digest(code: str) -> str:
    """What is kept of a code, and found by; 64 characters.

    There are a hundred thousand million codes, which a quick digest would give away within minutes to whoever has the
    store. This one takes some 15 ms and 4 MB for each.
    """
    return hashlib.scrypt(code.encode(), salt=b"nongnat invitation", n=2**12, r=8, p=1, dklen=32).hex()


@lru_cache(maxsize=1000)
def find(typed: str) -> str:
    """The code in what was typed, or "": it stands alone, or is in a message with a word such as ลงทะเบียน.

    In any case, with blanks or dashes, Thai or full-width digits, or invisible characters in it.
    """
    text = _plain(typed)
    pieces = _PIECE.findall(text)
    joined = "".join(pieces)
    alone = _code(joined, alone=True) if joined.lower() in bare(text) else ""
    return alone or (_beside(pieces) if invites(typed) else "")


def invites(typed: str) -> bool:
    """Whether a word is there that is said with a code."""
    said = key(typed)
    return any(word in said for word in known("invited"))


def resembles(typed: str) -> bool:
    """Whether a code was meant: such a word with letters and digits in one piece, or of about its length."""
    joined = "".join(_PIECE.findall(_plain(typed)))
    mixed = any(re.search("[0-9]", piece) and re.search("[A-Z]", piece) for piece in _PIECE.findall(_plain(typed)))
    return invites(typed) and mixed and abs(len(joined) - LENGTH) <= LENGTH // 2


def _plain(typed: str) -> str:
    visible = "".join(character for character in typed if unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFKC", visible).translate(_THAI).upper()


def _beside(pieces: list[str]) -> str:
    """The last run of pieces that makes a code; the rest names a programme and the like."""
    for end in range(len(pieces), 0, -1):
        for start in range(end - 1, -1, -1):
            joined = "".join(pieces[start:end])
            if len(joined) >= LENGTH:
                break
        if code := _code(joined, alone=False):
            return code
    return ""


def _code(joined: str, *, alone: bool) -> str:
    """`joined` as the code that was meant, or "" where it cannot be one; a word that stands alone has no digit."""
    code = joined.translate(_MEANT)
    if len(code) != LENGTH or set(code) - set(LETTERS + DIGITS):
        return ""
    read = joined if alone else code
    return code if re.search("[0-9]", read) and re.search("[A-Z]", code) else ""

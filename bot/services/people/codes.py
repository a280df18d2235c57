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
_MISSED = 2  # letters that people leave out, or type twice
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
    if re.search("[0-9]", joined) and joined.lower() in bare(text) and (code := _code(joined.translate(_MEANT))):
        return code
    if not invites(typed):
        return ""
    return _within(pieces) or _within([piece.translate(_MEANT) for piece in pieces])


def invites(typed: str) -> bool:
    """Whether a word is there that is said with a code."""
    said = key(typed)
    return any(word in said for word in known("invited"))


def resembles(typed: str) -> bool:
    """Whether a code was meant that cannot be read: with such a word, letters and digits of about its length."""
    pieces = [piece for piece in _PIECE.findall(_plain(typed)) if re.search("[0-9]", piece)]
    mixed = any(re.search("[A-Z]", piece) for piece in pieces)
    return mixed and abs(len("".join(pieces)) - LENGTH) <= _MISSED and invites(typed)


def _plain(typed: str) -> str:
    visible = "".join(character for character in typed if unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFKC", visible).translate(_THAI).upper()


def _within(pieces: list[str]) -> str:
    """The last run of pieces that makes a code; the rest names a programme and the like."""
    for end in range(len(pieces), 0, -1):
        joined = ""
        for piece in reversed(pieces[:end]):
            joined = piece + joined
            if len(joined) >= LENGTH:
                break
        if code := _code(joined):
            return code
    return ""


def _code(joined: str) -> str:
    """`joined` where it can be a code: of the right length and letters, with a digit and a letter in it."""
    whole = len(joined) == LENGTH and set(joined) <= set(LETTERS + DIGITS)
    return joined if whole and set(joined) & set(LETTERS) and set(joined) & set(DIGITS) else ""

"""Invitation codes: eight letters and digits, made to be read off a card, typed, and mistyped."""

from __future__ import annotations

import hashlib
import re
import secrets
from functools import lru_cache

from bot.services.people.words import bare, known
from bot.thai.coded import DIGITS, LETTERS, MEANT, pieces, plain
from bot.thai.text import key


LENGTH = 8
_LEAST = 2  # digits, and letters: so no word and no telephone number is a code
_MISSED = 2  # letters that people leave out, or type twice


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
    parts = pieces(typed)
    joined = "".join(parts)
    if re.search("[0-9]", joined) and joined.lower() in bare(plain(typed)) and (code := _code(joined.translate(MEANT))):
        return code
    if not invites(typed):
        return ""
    return _within(parts) or _within([part.translate(MEANT) for part in parts])


def invites(typed: str) -> bool:
    """Whether a word is there that is said with a code."""
    said = key(typed)
    return any(word in said for word in known("invited"))


def resembles(typed: str) -> bool:
    """Whether a code was meant that cannot be read: with such a word, letters and digits of about its length."""
    parts = [part for part in pieces(typed) if re.search("[0-9]", part)]
    mixed = any(re.search("[A-Z]", part) for part in parts)
    return mixed and abs(len("".join(parts)) - LENGTH) <= _MISSED and invites(typed)


def _within(parts: list[str]) -> str:
    """The last run of pieces that makes a code; the rest names a programme and the like."""
    for end in range(len(parts), 0, -1):
        joined = ""
        for part in reversed(parts[:end]):
            joined = part + joined
            if len(joined) >= LENGTH:
                break
        if code := _code(joined):
            return code
    return ""


def _code(joined: str) -> str:
    """`joined` where it can be a code: of the right length and letters, with a digit and a letter in it."""
    whole = len(joined) == LENGTH and set(joined) <= set(LETTERS + DIGITS)
    return joined if whole and set(joined) & set(LETTERS) and set(joined) & set(DIGITS) else ""

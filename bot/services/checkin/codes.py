"""The codes on a board: six letters and digits that are another every twenty seconds, made of the board's secret.

One board shows one code at a time, and nobody can tell the next: a code is an HMAC (RFC 2104) of the number of its
slot, the way in which RFC 6238 makes one of the time. There are 190 million of them; guessing is limited elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.services.checkin.words import bare, begins, is_alone, starts
from bot.thai.coded import DIGITS, LETTERS, MEANT, pieces


if TYPE_CHECKING:
    from collections.abc import Iterable


SLOT = timedelta(seconds=20)
"""For which a code is shown."""
GRACE = timedelta(seconds=40)
"""For which it is taken after that: a telephone opens its chat, somebody types. Judged by when it was sent."""
REMEMBERED = timedelta(minutes=15)
"""For which one that is no longer good is still known for what it was."""
LENGTH = 6

_MISSED = 2  # letters that people leave out, or type twice
_EARLY = 1  # slots by which a platform's clock may be behind ours
_ALL = LETTERS + DIGITS


def slot(at: datetime) -> int:
    """The number of the slot that `at` (aware) is in."""
    return int(at.astimezone(UTC).timestamp() // SLOT.total_seconds())


def ends(at: datetime) -> datetime:
    """When the code that is shown at that time (aware) is another."""
    return datetime.fromtimestamp((slot(at) + 1) * SLOT.total_seconds(), UTC)


def shown(secret: str, at: datetime) -> str:
    """The code of a board with this secret at that time."""
    return _made(secret, slot(at))


def spaced(code: str) -> str:
    """`code` as it is read off a screen: K7P 4XQ."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"


def age(secret: str, code: str, at: datetime) -> timedelta | None:
    """How long before `at` the code had been taken off that board: zero where it is good; None where it is not its own.

    Good is one that is shown, or was until `GRACE` ago.
    """
    now = slot(at)
    for number in range(now + _EARLY, now - REMEMBERED // SLOT, -1):
        if hmac.compare_digest(_made(secret, number), code):
            gone = at - datetime.fromtimestamp((number + 1) * SLOT.total_seconds(), UTC)
            return max(timedelta(), gone) if gone > GRACE else timedelta()
    return None


@lru_cache(maxsize=4096)
def _made(secret: str, number: int) -> str:
    """Always with a letter and a digit in it, so that no word and no number is a code."""
    digest = hmac.new(bytes.fromhex(secret), b"checkin %d" % number, hashlib.sha256).digest()
    drawn = [_ALL[byte % len(_ALL)] for byte in digest[2 : LENGTH + 2]]
    drawn[digest[0] % LENGTH] = LETTERS[digest[1] % len(LETTERS)]
    place = (digest[0] + 1 + digest[1] % (LENGTH - 1)) % LENGTH
    drawn[place] = DIGITS[digest[LENGTH + 2] % len(DIGITS)]
    return "".join(drawn)


@lru_cache(maxsize=1000)
def find(typed: str) -> str:
    """The code in what was typed, or "": it stands alone, or after a word such as เช็กอิน."""
    parts = pieces(typed)
    joined = "".join(parts)
    if is_alone(typed, joined) and (code := _code([joined.translate(MEANT)])):
        return code
    if not begins(typed):
        return ""
    misread = [run for run in _runs(parts) if any(each.isdigit() for each in run)]  # else "show my" would be a code
    return _code(_runs(parts)) or _code(run.translate(MEANT) for run in misread)


def resembles(typed: str) -> bool:
    """Whether a code was meant that cannot be read: with เช็กอิน, letters and digits of about its length and no more."""
    joined = "".join(pieces(typed))
    mixed = any(each.isdigit() for each in joined) and any(each.isalpha() for each in joined)
    near = abs(len(joined) - LENGTH) <= _MISSED
    return mixed and near and starts(typed) and is_alone(bare(typed), joined)


def _runs(parts: list[str]) -> list[str]:
    """Pieces that follow each other, joined: the last first, and longer ones before."""
    ends_ = range(len(parts), 0, -1)
    return ["".join(parts[first:end]) for end in ends_ for first in range(end)]


def _code(runs: Iterable[str]) -> str:
    return next((run for run in runs if _is_code(run)), "")


def _is_code(run: str) -> bool:
    whole = len(run) == LENGTH and set(run) <= set(_ALL)
    return whole and bool(set(run) & set(LETTERS)) and bool(set(run) & set(DIGITS))

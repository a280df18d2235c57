"""One's own code, to be shown to a scanner: ten letters and digits, good for one day.

It is an HMAC (RFC 2104) of the person and the day under a secret of this server. Whose it is, is found by making those
of everybody who may be meant: nothing of a person is in it.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import unicodedata
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.thai.coded import DIGITS, LETTERS, MEANT, pieces, plain
from storage import signins


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy.orm import Session as Store

    from storage.programme import Programme


LENGTH = 10

_SECRET = "checkin person"  # noqa: S105 - its name
_ALL = LETTERS + DIGITS
_SCALE, _BORDER = 18, 4  # pixels of a module, modules around them
_LINE, _SIDE, _LARGE, _SMALL = 64, 20, 56, 34  # pixels of a line below it, beside that, and of letters


def secret(store: Store) -> str:
    """Of which the codes, and what else is only good for a while, are made."""
    return signins.secret(store, _SECRET)


def day_of(programme: Programme, at: datetime) -> date:
    """The day for which a code is good at that time."""
    return at.astimezone(ZoneInfo(programme.timezone)).date()


def made(of: str, person: int, day: date) -> str:
    """The code of a person (id) on a day, of that secret: it begins with a letter, ends with a digit."""
    digest = _digest(of, f"person {person} {day.isoformat()}")
    drawn = [_ALL[byte % len(_ALL)] for byte in digest[: LENGTH - 2]]
    return LETTERS[digest[-1] % len(LETTERS)] + "".join(drawn) + DIGITS[digest[-2] % len(DIGITS)]


def handle(of: str, person: int, by: str) -> str:
    """By what somebody who was found by name is meant: good for the one who is signed in by `by` alone."""
    return _digest(of, f"found {person} {by}").hex()


def whose(made_of: Iterable[tuple[int, str]], code: str) -> int | None:
    """Who of several people, each with their code, has this one."""
    given = code.encode()
    return next((person for person, own in made_of if hmac.compare_digest(own.encode(), given)), None)


def find(typed: str) -> str:
    """The code in what was read or typed, or "": nothing else is there but blanks and the like."""
    parts = pieces(typed)
    code = "".join(parts).translate(MEANT)
    others = any(unicodedata.category(each)[0] in "LN" and each not in "".join(parts) for each in plain(typed))
    whole = len(code) == LENGTH and set(code) <= set(_ALL)
    return code if whole and not others and code[0] in LETTERS and code[-1] in DIGITS else ""


def spaced(code: str) -> str:
    """`code` as it is read out: K7P4X QRM29."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"


def picture(code: str, *lines: str) -> bytes:
    """A PNG with the QR code of `code`, and under it in letters what to type where there is no camera, and `lines`."""
    import segno  # noqa: PLC0415 - what draws is seldom needed
    from fontpkg import path  # noqa: PLC0415 - as above
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - it takes a while to load

    drawn = io.BytesIO()
    segno.make(code, micro=False, error="m").save(drawn, kind="png", scale=_SCALE, border=_BORDER)
    with Image.open(drawn) as square:
        whole = Image.new("L", (square.width, square.height + _LINE * (1 + len(lines))), 255)
        whole.paste(square.convert("L"), (0, 0))
        below = square.height
    pen = ImageDraw.Draw(whole)
    for nth, (line, weight, size) in enumerate(
        [(spaced(code), "bold", _LARGE), *((each, "regular", _SMALL) for each in lines)]
    ):
        letters = ImageFont.truetype(str(path("Sarabun", weight)), size)
        if (width := letters.getlength(line)) > (most := whole.width - 2 * _SIDE):
            letters = letters.font_variant(size=int(size * most / width))
        pen.text((whole.width // 2, below + _LINE * nth), line, 0, letters, anchor="mm")
    written = io.BytesIO()
    whole.save(written, "PNG", optimize=True)
    return written.getvalue()


def _digest(of: str, what: str) -> bytes:
    return hmac.new(bytes.fromhex(of), what.encode(), hashlib.sha256).digest()

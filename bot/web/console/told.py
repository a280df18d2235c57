"""What somebody is told on the next page, after a form was sent: kept by their own browser, and signed.

It is the id of a text with what fills it, so that it is in no address and in no log.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response


_COOKIE = "nongnat-console-told"
_LASTS = 60  # seconds
_LONGEST = 200  # letters of a value: browsers keep 4 kB of a cookie


class Told(NamedTuple):
    """`good`: it was done."""

    text: str
    values: Mapping[str, str | int]
    good: bool = True


def keep(response: Response, told: Told, key: str, *, secure: bool) -> None:
    """Have the browser keep it. `key` is the form token of whoever is signed in."""
    values = {name: each[:_LONGEST] if isinstance(each, str) else each for name, each in told.values.items()}
    content = json.dumps([told.text, values, told.good], ensure_ascii=False).encode()
    value = f"{urlsafe_b64encode(content).decode()}.{_seal(content, key)}"
    response.set_cookie(
        _COOKIE, value, max_age=_LASTS, path="/console", httponly=True, samesite="strict", secure=secure
    )


def take(request: Request, key: str) -> Told | None:
    """What is to be told; None where nothing is, or it is not of our making."""
    encoded, _, seal = request.cookies.get(_COOKIE, "").partition(".")
    try:
        content = urlsafe_b64decode(encoded)
    except ValueError:
        return None
    return Told(*json.loads(content)) if hmac.compare_digest(seal.encode(), _seal(content, key).encode()) else None


def forget(response: Response) -> None:
    """It was told."""
    response.delete_cookie(_COOKIE, path="/console", httponly=True, samesite="strict")


def _seal(content: bytes, key: str) -> str:
    return hmac.new(key.encode(), b"told " + content, hashlib.sha256).hexdigest()

"""Who is on the other side of the web chat: a cookie that only that browser has, and what it may not do."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit


if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import HTTPConnection
    from starlette.responses import Response


_COOKIE = "nongnat"
_COOKIE_PATTERN = re.compile(r"[\w-]{32}")
_COOKIE_AGE = 400 * 24 * 3600  # browsers keep none longer (RFC 6265bis, section 5.5)


def chat_of(request: HTTPConnection) -> str | None:
    """The address of the visitor, or None without a cookie of ours.

    A digest of the cookie: whoever reads the store or a log still cannot speak as the visitor.
    """
    cookie = request.cookies.get(_COOKIE, "")
    return hashlib.sha256(cookie.encode()).hexdigest()[:32] if _COOKIE_PATTERN.fullmatch(cookie) else None


def welcome(request: HTTPConnection, response: Response, *, secure: bool) -> None:
    """Give the browser its cookie, or renew the one that it has; `secure` where the site is reached by https."""
    cookie = request.cookies.get(_COOKIE, "")
    if not _COOKIE_PATTERN.fullmatch(cookie):
        cookie = secrets.token_urlsafe(24)
    response.set_cookie(_COOKIE, cookie, max_age=_COOKIE_AGE, httponly=True, samesite="lax", secure=secure)


def from_here(request: HTTPConnection, public_url: str) -> bool:
    """Whether a page of this site made the request, as far as its browser says.

    A client that sends neither header is no browser, and carries nobody's cookie but its own.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc in {request.headers.get("host"), urlsplit(public_url).netloc} - {"", None}


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Flood:
    """A token bucket a visitor: `burst` messages at once, `rate` a second sustained. Remembers the latest 10,000."""

    _KNOWN = 10_000

    def __init__(self, rate: float = 1, burst: int = 10, now: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._now = now
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait(self, chat: str) -> float:
        """Take one message's worth: 0 when there was one, otherwise the seconds until there will be."""
        bucket = self._filled(chat)
        if bucket.tokens < 1:
            return (1 - bucket.tokens) / self._rate
        bucket.tokens -= 1
        return 0

    def _filled(self, chat: str) -> _Bucket:
        now = self._now()
        bucket = self._buckets.setdefault(chat, _Bucket(self._burst, now))
        self._buckets.move_to_end(chat)
        if len(self._buckets) > self._KNOWN:
            self._buckets.popitem(last=False)
        bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.at) * self._rate)
        bucket.at = now
        return bucket

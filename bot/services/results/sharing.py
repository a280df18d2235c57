"""What an organiser shares with a speaker, by a link: figures of their sessions, and with `words` what was written.

It is never more than the organiser has seen: no names, of answers with names no fewer than of others, and words alone
of forms that were closed when it was shared, so that nothing is added to them; each of these can be held back. A link
is good for `LASTS` and until it is taken back; whoever reads the store cannot open it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import Refused
from bot.services.results.overview import Together, overview
from storage import audit, feedback_results, feedback_shares
from storage.audit import Deed
from storage.feedback_results import ANY
from storage.feedback_shares import Share, Wanted
from storage.signins import secret


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.services.results.overview import Overview, Result
    from storage.feedback_results import Written
    from storage.programme import Programme


__all__ = [
    "LASTS",
    "PATH",
    "SESSION_LASTS",
    "Seen",
    "Share",
    "Wanted",
    "digest_of",
    "enter",
    "get",
    "hold",
    "of",
    "revoke",
    "seen",
    "share",
    "who",
]

LASTS = timedelta(days=30)
SESSION_LASTS = timedelta(hours=2)
"""For which a browser that has opened the link need not open it again."""
PATH = "/feedback"

_BYTES = 32  # of a token; 43 letters
_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
_COOKIE = re.compile(r"(\d{1,18})\.(\d{1,12})\.([0-9a-f]{64})", re.ASCII)
_SECRET = "shares"  # noqa: S105 - its name
_MOST = 300  # comments on the page of a speaker


class Seen(NamedTuple):
    """What the speaker sees: their sessions, the overview that these are of, and what was written of them.

    Of each comment there is its digest, by which it is held back, and whether it is.
    """

    share: Share
    found: Overview
    about: Together
    comments: tuple[tuple[Result, Written, str, bool], ...] = ()

    @property
    def told(self) -> list[tuple[Result, Written]]:
        """The comments that are not held back."""
        return [(result, written) for result, written, _, held in self.comments if not held]


def share(store: Store, programme: Programme, wanted: Wanted, site: str, now: datetime) -> tuple[Share, str]:
    """A link for a speaker who has been rated, and its address. Whether whoever asks may is asked before that.

    Raises Refused: `results.share_nobody` (there is no such speaker, or nothing of theirs). That it was shared is
    kept as evidence.
    """
    if not any(each.code == wanted.speaker for each in overview(store, programme, strictly=True).speakers):
        raise Refused("results.share_nobody")
    token = secrets.token_urlsafe(_BYTES)
    made = feedback_shares.make(store, _digest(token), wanted, now, now + LASTS)
    details = {"words": wanted.words}
    audit.note(store, Deed("feedback.shared", now, programme.code, wanted.by, wanted.speaker, details=details))
    return made, f"{site}{PATH}#{token}"


def of(store: Store, programme: str) -> list[Share]:
    """Every link that was given out, the newest first."""
    return feedback_shares.of_programme(store, programme)


def get(store: Store, programme: str, number: int) -> Share:
    """A link of this programme. Raises Refused: `results.share_gone`."""
    found = feedback_shares.get(store, number)
    if found is None or found.programme != programme:
        raise Refused("results.share_gone")
    return found


def revoke(store: Store, programme: str, number: int, now: datetime) -> Share:
    """Take a link back; nobody opens it any more. Raises Refused: `results.share_gone`."""
    found = get(store, programme, number)
    if not feedback_shares.revoke(store, found.id, now):
        raise Refused("results.share_gone")
    return found


def hold(store: Store, made: Share, digest: str, *, held: bool) -> None:
    """Hold what was written with this digest back from the speaker, or no more."""
    feedback_shares.hold(store, made.id, {*made.held, digest} if held else made.held - {digest})


def seen(store: Store, programme: Programme, made: Share) -> Seen:
    """What the speaker of a link sees, and what is held back of it."""
    found = overview(store, programme, strictly=True)
    nothing = Together(made.speaker, programme.title, ())
    about = next((each for each in found.speakers if each.code == made.speaker), nothing)
    return Seen(made, found, about, tuple(_comments(store, about.results, made)) if made.words else ())


def enter(store: Store, token: str, now: datetime) -> str | None:
    """The cookie for whoever has the link's token; None where it is not good, or not any more."""
    found = feedback_shares.by_digest(store, _digest(token)) if _TOKEN.fullmatch(token) else None
    if found is None or not found.is_good(now):
        return None
    feedback_shares.opened(store, found.id, now)
    until = int((now + SESSION_LASTS).timestamp())
    return f"{found.id}.{until}.{_seal(secret(store, _SECRET), found.id, until)}"


def who(store: Store, cookie: str, now: datetime) -> Share | None:
    """The link by which the browser with this cookie came, as long as that is good; nothing is written."""
    parts = _COOKIE.fullmatch(cookie)
    key = feedback_shares.secret_named(store, _SECRET) if parts else None
    if parts is None or key is None:
        return None
    number, until = int(parts[1]), int(parts[2])
    if not hmac.compare_digest(parts[3], _seal(key, number, until)) or now.timestamp() >= until:
        return None
    found = feedback_shares.get(store, number)
    return found if found and found.is_good(now) else None


def digest_of(words: str) -> str:
    """By which words are held back."""
    return _digest(words)[:32]


def _comments(store: Store, results: Iterable[Result], made: Share) -> Iterable[tuple[Result, Written, str, bool]]:
    closed = {
        each.id: each
        for each in results
        if each.written and each.opened.closed_at is not None and each.opened.closed_at <= made.made_at
    }
    for each in feedback_results.written(store, closed, ANY, 0, _MOST) if closed else ():
        digest = digest_of(each.words)
        yield closed[each.form], each, digest, digest in made.held


def _digest(token: str) -> str:
    """A quick one will do: nobody tries out 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def _seal(key: str, number: int, until: int) -> str:
    return hmac.new(bytes.fromhex(key), f"{number}.{until}".encode(), hashlib.sha256).hexdigest()

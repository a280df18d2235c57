"""What cannot be read yet (stickers, pictures, voices and the like, without words), and buttons that are no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Reading, Reply


if TYPE_CHECKING:
    from bot.router import Route, Turn


_UNREAD = frozenset({"sticker", "photo", "voice", "video", "file", "location", "contact"})
_ASIDE = Reading(aside=True)


def routes() -> list[Route]:
    return [
        (lambda turn: turn.inbound.kind in _UNREAD and not turn.inbound.text, _unread),
        (lambda turn: turn.inbound.kind == "tap" and not turn.inbound.text and not turn.inbound.data, _stale),
    ]


def _unread(turn: Turn) -> Reply:
    return Reply(turn.say(f"media.{turn.inbound.kind}"), reading=_ASIDE)


def _stale(turn: Turn) -> Reply:
    return Reply(turn.say("media.stale"), reading=_ASIDE)

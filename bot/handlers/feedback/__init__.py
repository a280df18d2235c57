"""Feedback: people rate sessions, fill in forms and change their answers; organisers see how many have.

Whatever tells an answer is sealed (see bot.messages.Reply): which stars, which reason, which words; and what answers
it, for a low score has other words than a high one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.feedback.drawing import Drawing
from bot.handlers.feedback.filling import Filling
from bot.handlers.feedback.hearing import Hearing
from bot.handlers.feedback.here import Desk
from bot.handlers.feedback.organising import Organising
from bot.handlers.feedback.rating import Rating
from bot.handlers.feedback.room import Room


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handlers.feedback.hearing import Ask, WouldSay
    from bot.messages import Reply
    from bot.router import Route
    from bot.services.feedback import Opened
    from bot.services.programme import Programmes
    from bot.texts import Texts
    from storage.programme import Programme


__all__ = ["draw", "first", "last"]


def draw(programme: Programme, forms: Sequence[Opened], say: Texts, *, again: bool) -> Reply:
    """The message by which somebody is asked: see bot.services.feedback.Asker."""
    return Drawing(say, programme).unasked(forms, again=again)


def first(programmes: Programmes, would_say: WouldSay, ask: Ask) -> list[Route]:
    """What is meant for this room and no other: asked before those that take what is typed."""
    room, organising, _ = _parts(programmes, would_say, ask)
    return [
        (room.is_tap, room.tap),
        (room.is_stale, room.stale),
        (organising.is_wanted, organising.answer),
        (room.is_unread, room.unread),
        (room.is_typed, room.typed),
    ]


def last(programmes: Programmes, would_say: WouldSay, ask: Ask) -> list[Route]:
    """Comments, in people's own words: what no other room takes."""
    _, _, hearing = _parts(programmes, would_say, ask)
    return [(hearing.takes, hearing.hear)]


def _parts(programmes: Programmes, would_say: WouldSay, ask: Ask) -> tuple[Room, Organising, Hearing]:
    desk = Desk(programmes)
    rating, filling, organising = Rating(desk), Filling(desk), Organising(desk)
    hearing = Hearing(desk, rating, filling, would_say, ask)
    return Room(desk, rating, filling, hearing, organising), organising, hearing

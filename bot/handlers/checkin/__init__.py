"""Checking in: people by the code on a screen, teams by their leader, anybody by the organisers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.checkin.asking import Answering
from bot.handlers.checkin.correcting import Correcting
from bot.handlers.checkin.entering import Entering
from bot.handlers.checkin.looking import Looking
from bot.handlers.checkin.marking import Marking
from bot.handlers.checkin.points import Points
from bot.handlers.checkin.teams import Teams


if TYPE_CHECKING:
    from bot.handlers.checkin.asking import WouldSay
    from bot.router import Route
    from bot.services.programme import Programmes


__all__ = ["first", "last", "routes"]


def first(programmes: Programmes) -> list[Route]:
    """What people check in by: asked before any other room, but for organisers, who may be writing something."""
    entering = Entering(programmes, Teams(programmes).offer)
    answering, correcting = Answering(programmes, entering.entered), Correcting(programmes)
    return [
        (entering.is_code, entering.enter),
        (entering.is_pin, entering.pin),
        (answering.is_chosen, answering.answer),
        (correcting.is_bare, correcting.answer),
    ]


def routes(programmes: Programmes) -> list[Route]:
    """All else, an organiser's code too."""
    teams, points = Teams(programmes), Points(programmes)
    entering = Entering(programmes, teams.offer)
    marking = Marking(programmes, points)
    looking, correcting = Looking(programmes, points, marking), Correcting(programmes)
    return [
        (entering.is_any_code, entering.enter),
        (entering.is_move, entering.move),
        (entering.is_mine, entering.mine),
        (lambda turn: entering.is_how(turn) or entering.is_here(turn), entering.how),
        (entering.is_forgotten, entering.forgotten),
        (correcting.is_wanted, correcting.answer),
        (lambda turn: looking.said(turn) is not None, looking.answer),
        (lambda turn: marking.said(turn) is not None, marking.answer),
        (lambda turn: teams.said(turn) is not None, teams.answer),
    ]


def last(programmes: Programmes, would_say: WouldSay) -> list[Route]:
    """What people answer at the door in their own words: nothing that any other room takes."""
    answering = Answering(programmes, Entering(programmes, Teams(programmes).offer).entered, would_say)
    return [(answering.is_typed, answering.answer)]

"""People check in by the code on a screen, typed or brought by its QR code, and see what is noted of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.handlers.checkin.asking import Waiting, ask
from bot.handlers.checkin.drawing import Drawing, aside
from bot.handlers.checkin.memory import forget, recall, remember
from bot.handlers.checkin.words import alone
from bot.messages import Choice
from bot.services import checkin, people
from bot.services.checkin import Attempt, codes
from bot.services.people.codes import find as invitation


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.messages import Reply
    from bot.router import Turn
    from bot.services.checkin import Result
    from bot.services.programme import Programmes


_LATEST = timedelta(hours=12)  # by which what was sent may come late; more, and the house has a clock of its own
_MOVE = "checkin.move:0"


class Entering:
    """`offers` are the choices under the answer to whoever is in."""

    def __init__(self, programmes: Programmes, offers: Callable[[Turn], tuple[Choice, ...]]) -> None:
        self._programmes = programmes
        self._offers = offers

    def is_code(self, turn: Turn) -> bool:
        """A code, but for an organiser's: what they type may be for something that they are writing."""
        if not _code(turn):
            return False
        return turn.inbound.kind == "started" or not people.organises(turn.store, turn.inbound.address)

    def is_any_code(self, turn: Turn) -> bool:
        return bool(_code(turn))

    def is_pin(self, turn: Turn) -> bool:
        """A place that was asked for."""
        here = turn.inbound
        if here.kind != "location" or here.spot is None or here.group:
            return False
        return checkin.wants_pin(turn.store, self._programmes.get, here.address, turn.now)

    def is_move(self, turn: Turn) -> bool:
        here = turn.inbound
        if here.data:
            return here.data == _MOVE
        return _is_said(turn) and alone("alone", here.text) == "move" and recall(turn, "two") is not None

    def is_mine(self, turn: Turn) -> bool:
        return _said(turn) == "mine"

    def is_how(self, turn: Turn) -> bool:
        """To check in is all that they want; or a code is there that cannot be read."""
        return _said(turn) == "how" or (_is_said(turn) and codes.resembles(turn.inbound.text))

    def is_here(self, turn: Turn) -> bool:
        """They say that they have come, where they can check in and have not."""
        me = people.at(turn.store, turn.inbound.address) if _said(turn) == "here" else None
        if me is None:
            return False
        noted = checkin.mine_today(turn.store, self._programmes.get, me.id, turn.now)
        return any(each.state is None and each.point.window.is_open(turn.now) for each in noted)

    def is_forgotten(self, turn: Turn) -> bool:
        return _said(turn) == "forgot"

    def enter(self, turn: Turn) -> Reply:
        if turn.inbound.group:
            return aside(turn.say("checkin.private"))
        return self.entered(turn, _code(turn), _sent(turn))

    def move(self, turn: Turn) -> Reply:
        """They have come here from another room: by the code that they sent, whatever the screen shows by now."""
        asked = recall(turn, "two")
        forget(turn)
        if asked is None:
            return aside(turn.say("checkin.move_expired"))
        return self.entered(turn, asked["code"], datetime.fromisoformat(asked["sent"]), moves=True)

    def how(self, turn: Turn) -> Reply:
        if turn.inbound.group:
            return aside(turn.say("checkin.private"))
        return aside(turn.say("checkin.how" if _said(turn) else "checkin.misread"))

    def forgotten(self, turn: Turn) -> Reply:
        label = turn.say("start.button_contact")
        return aside(turn.say("checkin.forgotten"), Choice(label, label))

    def mine(self, turn: Turn) -> Reply:
        if turn.inbound.group:
            return aside(turn.say("checkin.private"))
        person = people.at(turn.store, turn.inbound.address)
        if person is None:
            return aside(f"{turn.say('checkin.mine_guest')}\n{turn.say('people.how')}")
        noted = checkin.mine_today(turn.store, self._programmes.get, person.id, turn.now)
        if not noted:
            return aside(turn.say("checkin.mine_none"))
        draw = Drawing(turn.say, turn.now)
        text = "\n".join([turn.say("checkin.mine"), *(draw.line(each) for each in noted)])
        by_team = [each.state.entry for each in noted if each.state and each.state.way == "team"]
        label = turn.say("checkin.button_object")
        return aside(text, *(Choice(label, label, f"checkin.object:{entry}") for entry in by_team[-1:]))

    def pin(self, turn: Turn) -> Reply:
        here = turn.inbound
        pinned = here.spot and checkin.note_pin(turn.store, self._programmes.get, here.address, here.spot, turn.now)
        return aside(Drawing(turn.say, turn.now).pinned(pinned) if pinned else turn.say("media.location"))

    def entered(self, turn: Turn, code: str, sent: datetime, *, moves: bool = False) -> Reply:
        """By a code that was sent then; or what is asked first."""
        here = turn.inbound
        nonce = f"{here.address.channel} {here.event_id}"
        attempt = Attempt(here.address, code, sent, turn.now, nonce, moves)
        result = checkin.check_in(turn.store, self._programmes.get, attempt)
        if result.asks and result.spot:
            waiting = Waiting(result.spot.programme.code, code, sent, moves)
            return ask(turn, waiting, result.asks[0], turn.say("checkin.incomplete"))
        reply = aside(Drawing(turn.say, turn.now).result(result))
        if result.outcome == "two":
            remember(turn, "two", code=code, sent=sent.isoformat())
            label = turn.say("checkin.button_move")
            return replace(reply, choices=(Choice(label, label, _MOVE),))
        if self._wants_pin(result):
            reply = replace(reply, text=f"{reply.text}\n{turn.say('checkin.send_pin')}")
        return replace(reply, choices=self._offers(turn)) if result.outcome in ("", "repeated") else reply

    def _wants_pin(self, result: Result) -> bool:
        spot, state = result.spot, result.state
        if spot is None or state is None or spot.place.what == "out" or result.outcome not in ("", "repeated"):
            return False
        return state.metres is None and checkin.asks_where(spot.programme, spot.session)


def _code(turn: Turn) -> str:
    """The code that was said, or that came with the link by which the chat was opened; none that invites."""
    here = turn.inbound
    said = here.data if here.kind == "started" else here.text if _is_said(turn) else ""
    return "" if not said or invitation(said) else codes.find(said)


def _is_said(turn: Turn) -> bool:
    return turn.inbound.kind in ("text", "tap") and not turn.inbound.data


def _said(turn: Turn) -> str:
    """What was said in words alone."""
    return alone("alone", turn.inbound.text) if _is_said(turn) else ""


def _sent(turn: Turn) -> datetime:
    """When it was sent, by the clock of the house."""
    sent = min(turn.inbound.at, turn.now)
    return sent if turn.now - sent <= _LATEST else turn.now

"""The organisers' console: they get a link to it, in their own chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Link, Reading, Reply
from bot.services import people, signin
from bot.services.checkin.today import of_day
from bot.services.people.words import wanted
from bot.services.signin import LINK_LASTS, Pass


if TYPE_CHECKING:
    from bot.router import Route, Turn
    from bot.services.people import Person
    from bot.services.programme import Programmes


_ORGANISING = ("organiser", "owner")
_HERE = "web"  # the channel on the site itself, where a link needs no more than a path
_OUTSIDE = {"line": "?openExternalBrowser=1"}  # LINE's own browser forgets who was signed in
_ASIDE = Reading(aside=True)


def routes(programmes: Programmes, public_url: str) -> list[Route]:
    """`public_url` is where people reach the site, or "" where that is not known."""
    return [(lambda turn: wanted(turn.inbound, "console") == "open", Console(programmes, public_url).open)]


class Console:
    def __init__(self, programmes: Programmes, public_url: str) -> None:
        self._programmes, self._public_url = programmes, public_url

    def open(self, turn: Turn) -> Reply:
        """One link, for the likeliest of their programmes; the others are reached from there."""
        say, address = turn.say, turn.inbound.address
        if turn.inbound.group:
            return Reply(say("console.private"), reading=_ASIDE)
        me = people.at(turn.store, address)
        known = self._programmes.codes(turn.store)
        codes = [each for each in known if people.role_of(turn.store, address, each) in _ORGANISING]
        if me is None or not (codes or people.organises(turn.store, address)):
            return Reply(say("console.not_allowed"), reading=_ASIDE)
        if not self._public_url and address.channel != _HERE:
            return Reply(say("console.no_address"), reading=_ASIDE)
        link = Link(say("console.button_open"), self._link(turn, me, codes))
        text = say("console.link", minutes=LINK_LASTS.seconds // 60)
        return Reply(text, links=(link,), reading=_ASIDE, sealed=True)

    def _link(self, turn: Turn, me: Person, codes: list[str]) -> str:
        what = Pass(me.id, "console", self._likeliest(turn, codes))
        page, mark, token = signin.link(turn.store, what, self._public_url, turn.now).partition("#")
        return f"{page}{_OUTSIDE.get(turn.inbound.address.channel, '')}{mark}{token}"

    def _likeliest(self, turn: Turn, codes: list[str]) -> str:
        """The one that is talked about, else one that has a class today, else the first; "" where there is none."""
        if turn.talk.programme in codes:
            return turn.talk.programme
        today = (code for code in codes if of_day(self._programmes.get(turn.store, code), turn.now))
        return next(today, codes[0] if codes else "")

"""One's own code of the day, to be shown at the door; and the scanner, for whoever stands there."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from bot.messages import Image, Link, Reading, Reply
from bot.services import people, signin
from bot.services.checkin import personal
from bot.services.checkin.today import of_day
from bot.services.people.words import wanted
from bot.services.signin import LINK_LASTS, Pass
from bot.texts import short_title


if TYPE_CHECKING:
    from bot.router import Route, Turn
    from bot.services.people import Person
    from bot.services.programme import Programmes
    from storage.programme import Programme


_SCANNING = ("scanner", "organiser", "owner")
_HERE = "web"  # the channel on the site itself, where a link needs no more than a path
_OUTSIDE = {"line": "?openExternalBrowser=1"}  # LINE's own browser has no camera to give
_MOST = 4  # links, where somebody is at the door of several programmes
_ASIDE = Reading(aside=True)


def routes(programmes: Programmes, public_url: str) -> list[Route]:
    """`public_url` is where people reach the site, or "" where that is not known."""
    room = Scanner(programmes, public_url)
    return [
        (lambda turn: wanted(turn.inbound, "scanner") == "mine", room.mine),
        (lambda turn: wanted(turn.inbound, "scanner") == "open", room.open),
    ]


class Scanner:
    def __init__(self, programmes: Programmes, public_url: str) -> None:
        self._programmes, self._public_url = programmes, public_url

    def mine(self, turn: Turn) -> Reply:
        """A picture to be scanned, good for today; in a private chat alone."""
        if turn.inbound.group:
            return _aside(turn.say("scanner.private"))
        person = people.at(turn.store, turn.inbound.address)
        if person is None:
            return _aside(f"{turn.say('scanner.guest')}\n{turn.say('people.how')}")
        taken = [mine.programme for mine in people.memberships(turn.store, person) if mine.role == "participant"]
        if not taken:
            return _aside(turn.say("scanner.no_participant"))
        chosen = turn.talk.programme if turn.talk.programme in taken else taken[0]
        day = personal.day_of(self._programmes.get(turn.store, chosen), turn.now)
        code = personal.made(personal.secret(turn.store), person.id, day)
        text = turn.say("scanner.own", name=person.name, day=turn.say.day(day), code=personal.spaced(code))
        picture = b64encode(personal.picture(code, person.name, turn.say.day(day))).decode("ascii")
        image = Image(turn.say("scanner.picture", name=person.name), "image/png", picture)
        return Reply(text, images=(image,), reading=_ASIDE)

    def open(self, turn: Turn) -> Reply:
        """A link for each programme at whose door somebody may stand today; for the chosen one where nothing is on."""
        if turn.inbound.group:
            return _aside(turn.say("scanner.private"))
        address, store = turn.inbound.address, turn.store
        person = people.at(store, address)
        codes = [each for each in self._programmes.codes(store) if people.role_of(store, address, each) in _SCANNING]
        if person is None or not codes:
            return _aside(turn.say("scanner.not_allowed"))
        if not self._public_url and address.channel != _HERE:
            return _aside(turn.say("scanner.no_address"))
        courses = [self._programmes.get(store, code) for code in codes]
        today = [each for each in courses if of_day(each, turn.now)]
        chosen = [each for each in courses if each.code == turn.talk.programme] or courses
        links = tuple(
            Link(self._label(turn, each, several=len(today) > 1), self._link(turn, person, each))
            for each in (today or chosen[:1])[:_MOST]
        )
        text = turn.say("scanner.link", minutes=LINK_LASTS.seconds // 60)
        return Reply(text, links=links, reading=_ASIDE, sealed=True)

    def _label(self, turn: Turn, programme: Programme, *, several: bool) -> str:
        title = programme.title.in_(turn.say.language)
        return short_title(title) if several else turn.say("scanner.button_open")

    def _link(self, turn: Turn, person: Person, programme: Programme) -> str:
        link = signin.link(turn.store, Pass(person.id, "scanner", programme.code), self._public_url, turn.now)
        page, mark, token = link.partition("#")
        return f"{page}{_OUTSIDE.get(turn.inbound.address.channel, '')}{mark}{token}"


def _aside(text: str) -> Reply:
    return Reply(text, reading=_ASIDE)

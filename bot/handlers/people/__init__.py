"""Who somebody is: joining by a code, the privacy notice, what is held of them, and what they want sent."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.handlers.people import merging
from bot.handlers.people.drawing import Drawing
from bot.handlers.people.unjoined import Unjoined
from bot.messages import Choice, Reading, Reply
from bot.services import people
from bot.services.people import Invited, Joined
from bot.services.people.codes import find, resembles
from bot.services.people.words import wish
from bot.texts import texts


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.router import Route, Turn
    from bot.services.programme import Programmes
    from bot.texts import Texts


_ROOM = "people"  # the key of this room's memory in a talk: {"invitation": its digest} or {"erase": when it was asked}
_ASIDE = Reading(aside=True)
_TO_CONFIRM = timedelta(minutes=10)
_THAI = re.compile("[\u0e01-\u0e4e]")
_SAID = ("text", "tap", "started")
_ANSWERS = {
    ("invitation", "nod"): "agree",
    ("invitation", "shake"): "decline",
    ("erase", "nod"): "erase",
    ("erase", "shake"): "keep",
}


def routes(programmes: Programmes, offers: Callable[[Turn], tuple[Choice, ...]], public_url: str) -> list[Route]:
    """`offers` are the choices under a welcome; `public_url` is where people reach the site, "" if not known."""
    room, unjoined = People(programmes, offers), Unjoined(programmes, public_url)
    wishes = {
        "register": room.register,
        "another": room.another,
        "mine": room.mine,
        "wrong": room.wrong,
        "erase": room.ask_to_erase,
        "really": room.erase,
        "keep": room.keep,
        "stop": room.stop,
        "resume": room.resume,
        "language": room.language,
        "agree": room.agree,
        "decline": room.decline,
    }
    return [
        (merging.wants, merging.answer),
        (unjoined.wants, unjoined.answer),
        (lambda turn: turn.inbound.group and _is_personal(turn), _private),
        (lambda turn: bool(_code(turn)), room.invited),
        *((lambda turn, wanted=wanted: _wish(turn) == wanted, handler) for wanted, handler in wishes.items()),
        (lambda turn: _is_said(turn) and resembles(turn.inbound.text), room.misread),
    ]


class People:
    def __init__(self, programmes: Programmes, offers: Callable[[Turn], tuple[Choice, ...]]) -> None:
        self._programmes = programmes
        self._offers = offers

    def register(self, turn: Turn) -> Reply:
        person = people.at(turn.store, turn.inbound.address)
        if person:
            return _aside(turn.say("people.known", name=person.name), *self._offers(turn))
        return _aside(turn.say("people.how"))

    def another(self, turn: Turn) -> Reply:
        """A code by which somebody who has joined here joins from another app too."""
        person = people.at(turn.store, turn.inbound.address)
        if person is None:
            return _aside(turn.say("people.how"))
        code = people.invite_again(turn.store, person, turn.now)
        text = turn.say("people.another", code=code, minutes=int(people.AGAIN.total_seconds() // 60))
        return Reply(text, reading=_ASIDE, sealed=True)

    def misread(self, turn: Turn) -> Reply:
        return _aside(turn.say("people.misread"))

    def invited(self, turn: Turn) -> Reply:
        """A code: joins whoever has agreed to the privacy notice before, and shows it to whoever has not."""
        found = people.look(turn.store, turn.inbound.address, _code(turn), turn.now)
        if not isinstance(found, Invited):
            return self._refuse(turn, found)
        if found.agreed:
            return self._join(turn, found.invitation)
        turn.talk.context[_ROOM] = {"invitation": found.invitation}
        if self._is_english(turn, found):
            turn.talk.language = "en"
        say = texts(turn.talk.language)
        return _aside(Drawing(turn, self._programmes, say).notice(found), *_choices(say, "agree", "decline"))

    def _is_english(self, turn: Turn, found: Invited) -> bool:
        """Whether the programme is, and nothing that was said or chosen is Thai: every talk begins so by itself."""
        if found.person.language or _THAI.search(turn.inbound.text):
            return False
        with suppress(Refused):  # an owner is invited to no one programme
            return self._programmes.get(turn.store, found.programme).language == "en"
        return False

    def agree(self, turn: Turn) -> Reply:
        pending = turn.talk.context.pop(_ROOM, {})
        if "invitation" not in pending:
            return self.register(turn)
        return self._join(turn, pending["invitation"])

    def decline(self, turn: Turn) -> Reply:
        turn.talk.context.pop(_ROOM, None)
        return _aside(turn.say("people.declined"))

    def mine(self, turn: Turn) -> Reply:
        held = people.held(turn.store, turn.inbound.address, turn.now)
        return Drawing(turn, self._programmes, turn.say).held(held)

    def wrong(self, turn: Turn) -> Reply:
        """Something that is held is not right: organisers have that in their hands."""
        if people.at(turn.store, turn.inbound.address) is None:
            return _aside(turn.say("people.how"))
        labels = (turn.say("privacy.button_mine"), turn.say("start.button_contact"))
        return _aside(turn.say("people.wrong_data"), *(Choice(label, label) for label in labels))

    def ask_to_erase(self, turn: Turn) -> Reply:
        turn.talk.context[_ROOM] = {"erase": turn.now.isoformat()}
        person = people.at(turn.store, turn.inbound.address)
        text = turn.say("people.erase_person" if person else "people.erase_guest")
        return _aside(text, *_choices(turn.say, "really", "keep"))

    def erase(self, turn: Turn) -> Reply:
        asked = turn.talk.context.get(_ROOM, {}).get("erase", "")
        if not asked or turn.now - datetime.fromisoformat(asked) > _TO_CONFIRM:
            return self.ask_to_erase(turn)
        people.erase(turn.store, turn.inbound.address, turn.now)
        turn.talk.context.clear()
        turn.talk.programme = ""
        return _aside(turn.say("people.erased"))

    def keep(self, turn: Turn) -> Reply:
        turn.talk.context.pop(_ROOM, None)
        return _aside(turn.say("people.kept"))

    def stop(self, turn: Turn) -> Reply:
        known = people.stop(turn.store, turn.inbound.address, stopped=True)
        if not known:
            return _aside(turn.say("people.nothing_sent"))
        return _aside(turn.say("people.stopped"), *_choices(turn.say, "resume"))

    def resume(self, turn: Turn) -> Reply:
        known = people.stop(turn.store, turn.inbound.address, stopped=False)
        return _aside(turn.say("people.resumed" if known else "people.how"))

    def language(self, turn: Turn) -> Reply:
        names = [texts(language)("people.button_language") for language in ("th", "en")]
        return _aside(turn.say("people.language"), *(Choice(name, name) for name in names))

    def _join(self, turn: Turn, invitation: str) -> Reply:
        joined = people.join(turn.store, turn.inbound.address, invitation, turn.now)
        if not isinstance(joined, Joined):
            return self._refuse(turn, joined)
        if joined.person.language:
            turn.talk.language = joined.person.language
        else:
            people.speak(turn.store, turn.inbound.address, turn.talk.language)
        memberships = people.memberships(turn.store, joined.person)
        turn.talk.programme = joined.programme or (memberships[0].programme if len(memberships) == 1 else "")
        say = texts(turn.talk.language)
        # By this whoever has lost a code to somebody else hears of it.
        turn.others.extend((place, _aside(say("people.moved_away", name=joined.person.name))) for place in joined.left)
        drawn = Drawing(turn, self._programmes, say).welcome(joined)
        return _aside(drawn, *self._offers(turn))

    def _refuse(self, turn: Turn, why: people.Refusal) -> Reply:
        person = people.at(turn.store, turn.inbound.address)
        return _aside(turn.say(f"people.{why}", name=person.name if person else ""))


def _aside(text: str, *choices: Choice) -> Reply:
    return Reply(text, choices=choices, reading=_ASIDE)


def _choices(say: Texts, *names: str) -> tuple[Choice, ...]:
    """Buttons that say their own labels, which are read like anything typed."""
    labels = [say(f"people.button_{name}") for name in names]
    return tuple(Choice(label, label) for label in labels)


def _is_said(turn: Turn) -> bool:
    return turn.inbound.kind in _SAID and (turn.inbound.kind == "started" or not turn.inbound.data)


def _code(turn: Turn) -> str:
    """The code that was said, or that came with the link by which the chat was opened."""
    said = turn.inbound.data if turn.inbound.kind == "started" else turn.inbound.text
    return find(said) if _is_said(turn) else ""


def _wish(turn: Turn) -> str:
    """What is wanted; yes and no count where something was just asked. To erase, a mere yes is not enough."""
    if turn.inbound.kind == "started" or not _is_said(turn):
        return ""
    wanted = wish(turn.inbound.text)
    if wanted in {"nod", "shake"}:
        asked = next(iter(turn.talk.context.get(_ROOM, {})), "")
        return _ANSWERS.get((asked, wanted), "")
    return wanted


def _is_personal(turn: Turn) -> bool:
    return bool(_code(turn) or _wish(turn) or (_is_said(turn) and resembles(turn.inbound.text)))


def _private(turn: Turn) -> Reply:
    return _aside(turn.say("people.private"))

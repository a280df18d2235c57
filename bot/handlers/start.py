"""Greetings, help, thanks, the language, and which programme somebody is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Choice, Reading, Reply
from bot.services import people
from bot.services.people.words import bare
from bot.texts import short_title, texts
from bot.thai.manners import manners
from bot.thai.text import key, repair


if TYPE_CHECKING:
    from bot.messages import Language
    from bot.router import Route, Turn
    from bot.services.people import Access
    from bot.services.programme import Programmes
    from storage.programme import Programme


_CHOOSE = "programme:"
_CHANGE = frozenset(
    key(phrase)
    for phrase in (
        *("เปลี่ยนหลักสูตร", "เลือกหลักสูตร", "หลักสูตรอื่น", "ถามหลักสูตรอื่น", "เปลี่ยนหลักสูตรอื่น"),
        *("change programme", "change program", "change course", "another programme", "another program"),
    )
)
_ASIDE = Reading(aside=True)
_ORGANISING = ("organiser", "owner")
_MOST = 10  # programmes offered as buttons


def routes(room: Start) -> list[Route]:
    return [
        (lambda turn: turn.inbound.kind == "started", room.welcome),
        (lambda turn: turn.inbound.data.startswith(_CHOOSE), room.choose),
        (lambda turn: not _CHANGE.isdisjoint(bare(repair(turn.inbound.text))), room.change),
        (lambda turn: not turn.inbound.data and bool(manners(turn.inbound.text)), room.manners),
    ]


class Start:
    def __init__(self, programmes: Programmes, access: Access) -> None:
        self._programmes = programmes
        self._access = access

    def choose(self, turn: Turn) -> Reply:
        """A programme was tapped; any other code than a known one only asks again."""
        code = turn.inbound.data.removeprefix(_CHOOSE)
        if code not in self._codes(turn):
            return self.change(turn)
        turn.talk.programme = code
        turn.talk.context = {}
        programme = self._programmes.get(turn.store, code)
        chosen = turn.say("start.chosen", title=programme.title.in_(turn.say.language))
        return Reply("\n".join(line for line in (chosen, _season(turn, programme)) if line), choices=self.offers(turn))

    def change(self, turn: Turn) -> Reply:
        if not self._codes(turn):
            trusted = self._access.trusts(turn.inbound.address)
            closed = "groups.closed" if turn.inbound.group else "people.closed"
            return Reply(turn.say("ask.no_programme" if trusted else closed))
        return Reply(turn.say("start.choose"), choices=self._choices(turn))

    def manners(self, turn: Turn) -> Reply:
        said = manners(turn.inbound.text)
        if said & {"english", "thai"}:
            return _language(turn, "en" if "english" in said else "th")
        if "help" in said:
            return Reply(turn.say("start.help", more=self._more(turn)), choices=self.offers(turn), reading=_ASIDE)
        if "greet" in said:
            return self.welcome(turn)
        return Reply(turn.say("start.thanks" if "thanks" in said else "start.bye"), reading=_ASIDE)

    def welcome(self, turn: Turn) -> Reply:
        """Say whose bot it is; to whom we do not know, also how to register and what is kept."""
        codes = self._codes(turn)
        code = turn.talk.programme if turn.talk.programme in codes else codes[0] if len(codes) == 1 else ""
        if code:
            programme = self._programmes.get(turn.store, code)
            lines = [turn.say("start.welcome_programme", title=programme.title.in_(turn.say.language))]
            lines.append(_season(turn, programme))
            offers = self.offers(turn)
        else:
            lines = [turn.say("start.welcome")]
            offers = (*self._choices(turn), *self.offers(turn)[-1:])
        if not self._is_known(turn):
            lines += [turn.say("people.hint"), turn.say("people.privacy")]
            register = turn.say("people.button_register")
            offers = (*offers, Choice(register, register))
        return Reply("\n".join(line for line in lines if line), choices=offers)

    def offers(self, turn: Turn) -> tuple[Choice, ...]:
        """What people ask first, as buttons."""
        say = turn.say
        several = len(self._codes(turn)) > 1
        change = (Choice(say("start.button_change"), say("start.says_change")),) if several else ()
        return (
            Choice(say("start.button_tomorrow"), say("start.button_tomorrow")),
            Choice(say("start.button_next"), say("start.says_next")),
            Choice(say("start.button_all"), say("start.says_all")),
            Choice(say("start.button_contact"), say("start.button_contact")),
            *change,
            Choice(say("start.button_help"), say("start.button_help")),
        )

    def _more(self, turn: Turn) -> str:
        """What else is theirs who are known here, in private, each on a line of its own."""
        here, lines = turn.inbound.address, []
        if not turn.inbound.group and people.at(turn.store, here) is not None:
            lines.append(turn.say("start.help_mine"))
            if any(people.role_of(turn.store, here, code) in _ORGANISING for code in self._codes(turn)):
                lines.append(turn.say("start.help_team"))
        return "".join(f"{line}\n" for line in lines)

    def _codes(self, turn: Turn) -> list[str]:
        return self._access.may_ask(turn.store, turn.inbound.address)

    def _is_known(self, turn: Turn) -> bool:
        """Whether there is no need to register here: the operator's own terminal, a group, people who have."""
        here = turn.inbound
        return here.group or self._access.trusts(here.address) or people.at(turn.store, here.address) is not None

    def _choices(self, turn: Turn) -> tuple[Choice, ...]:
        """A button for each programme."""
        found = [
            (code, self._programmes.get(turn.store, code).title.in_(turn.say.language))
            for code in self._codes(turn)[:_MOST]
        ]
        return tuple(Choice(short_title(title), title, f"{_CHOOSE}{code}") for code, title in found)


def _language(turn: Turn, language: Language) -> Reply:
    turn.talk.language = language
    people.speak(turn.store, turn.inbound.address, language)
    return Reply(texts(language)("start.language"), reading=_ASIDE)


def _season(turn: Turn, programme: Programme) -> str:
    """Whether the programme is still to begin, or over: a line that saves a puzzled question."""
    held = [session for session in programme.sessions if session.status == "confirmed"]
    if held and turn.now < (first := min(session.start for session in held)):
        return turn.say("start.begins", day=turn.say.day(first.date()))
    if held and turn.now > (last := max(session.end for session in held)):
        return turn.say("start.finished", day=turn.say.day(last.date()))
    return ""

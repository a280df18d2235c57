"""Greetings, help, thanks, the language, and which programme somebody is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Choice, Reading, Reply
from bot.texts import short_title, texts
from bot.thai.manners import manners


if TYPE_CHECKING:
    from bot.messages import Language
    from bot.router import Route, Turn
    from bot.services.programme import Programmes
    from storage.programme import Programme


_CHOOSE = "programme:"
_CHANGE = ("เปลี่ยนหลักสูตร", "change programme", "change program")
_ASIDE = Reading(aside=True)
_MOST = 10  # programmes offered as buttons


def routes(programmes: Programmes) -> list[Route]:
    room = Start(programmes)
    return [
        (lambda turn: turn.inbound.data.startswith(_CHOOSE), room.choose),
        (lambda turn: turn.inbound.text.strip().lower() in _CHANGE, room.change),
        (lambda turn: not turn.inbound.data and bool(manners(turn.inbound.text)), room.manners),
    ]


class Start:
    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def choose(self, turn: Turn) -> Reply:
        """A programme was tapped; any other code than a known one only asks again."""
        code = turn.inbound.data.removeprefix(_CHOOSE)
        if code not in self._programmes.codes(turn.store):
            return self.change(turn)
        turn.talk.programme = code
        turn.talk.context = {}
        programme = self._programmes.get(turn.store, code)
        chosen = turn.say("start.chosen", title=programme.title.in_(turn.say.language))
        return Reply("\n".join(line for line in (chosen, _season(turn, programme)) if line), choices=self._offers(turn))

    def change(self, turn: Turn) -> Reply:
        if not self._programmes.codes(turn.store):
            return Reply(turn.say("ask.no_programme"))
        return Reply(turn.say("start.choose"), choices=choices(turn, self._programmes))

    def manners(self, turn: Turn) -> Reply:
        said = manners(turn.inbound.text)
        if said & {"english", "thai"}:
            return _language(turn, "en" if "english" in said else "th")
        if "help" in said:
            return Reply(turn.say("start.help"), choices=self._offers(turn), reading=_ASIDE)
        if "greet" in said:
            return self._welcome(turn)
        return Reply(turn.say("start.thanks" if "thanks" in said else "start.bye"), reading=_ASIDE)

    def _welcome(self, turn: Turn) -> Reply:
        codes = self._programmes.codes(turn.store)
        code = turn.talk.programme if turn.talk.programme in codes else codes[0] if len(codes) == 1 else ""
        if not code:
            return Reply(
                turn.say("start.welcome"), choices=(*choices(turn, self._programmes), *self._offers(turn)[-1:])
            )
        programme = self._programmes.get(turn.store, code)
        welcome = turn.say("start.welcome_programme", title=programme.title.in_(turn.say.language))
        return Reply(
            "\n".join(line for line in (welcome, _season(turn, programme)) if line), choices=self._offers(turn)
        )

    def _offers(self, turn: Turn) -> tuple[Choice, ...]:
        say = turn.say
        several = len(self._programmes.codes(turn.store)) > 1
        change = (Choice(say("start.button_change"), say("start.says_change")),) if several else ()
        return (
            Choice(say("start.button_tomorrow"), say("start.button_tomorrow")),
            Choice(say("start.button_next"), say("start.says_next")),
            Choice(say("start.button_all"), say("start.says_all")),
            Choice(say("start.button_contact"), say("start.button_contact")),
            *change,
            Choice(say("start.button_help"), say("start.button_help")),
        )


def choices(turn: Turn, programmes: Programmes) -> tuple[Choice, ...]:
    """A button for each programme."""
    found = [
        (code, programmes.get(turn.store, code).title.in_(turn.say.language))
        for code in programmes.codes(turn.store)[:_MOST]
    ]
    return tuple(Choice(short_title(title), title, f"{_CHOOSE}{code}") for code, title in found)


def _language(turn: Turn, language: Language) -> Reply:
    turn.talk.language = language
    return Reply(texts(language)("start.language"), reading=_ASIDE)


def _season(turn: Turn, programme: Programme) -> str:
    """Whether the programme is still to begin, or over: a line that saves a puzzled question."""
    held = [session for session in programme.sessions if session.status == "confirmed"]
    if held and turn.now < (first := min(session.start for session in held)):
        return turn.say("start.begins", day=turn.say.day(first.date()))
    if held and turn.now > (last := max(session.end for session in held)):
        return turn.say("start.finished", day=turn.say.day(last.date()))
    return ""

"""What a programme asks at the door, one question after another; then they are in, as of when they sent the code."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol
from zlib import crc32

from bot.errors import Refused
from bot.handlers.checkin.drawing import aside
from bot.handlers.checkin.memory import forget, recall, remember
from bot.handlers.checkin.words import alone, any_of
from bot.messages import Choice
from bot.services import people
from bot.services.checkin import questions
from bot.services.people.words import bare
from bot.texts import short
from bot.thai.text import key, repair


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.messages import Reply
    from bot.router import Turn
    from bot.services.people import Person
    from bot.services.programme import Programmes
    from storage.attendance_settings import DoorQuestion
    from storage.programme import Programme

    class Enter(Protocol):
        def __call__(self, turn: Turn, code: str, sent: datetime, *, moves: bool) -> Reply: ...

    WouldSay = Callable[[Turn, Programme, str], Reply]


_WHAT = "door"
_TAP = re.compile(r"checkin\.door:([0-9]{1,9}):([0-9]{1,2}|no)")
_OFFERED = 10  # buttons


class Waiting(NamedTuple):
    """With what somebody checks in once all is answered: the code, when they sent it, whether they changed rooms.

    `code` is "" where they only correct what they have answered.
    """

    programme: str
    code: str
    sent: datetime
    moves: bool


class _Asked(NamedTuple):
    me: Person
    programme: Programme
    question: DoorQuestion
    waiting: Waiting


def ask(turn: Turn, waiting: Waiting, question: DoorQuestion, lead: str = "") -> Reply:
    """Ask it, and remember what for."""
    say, number = turn.say, _number(waiting.programme, question)
    values = waiting._asdict() | {"sent": waiting.sent.isoformat()}
    remember(turn, _WHAT, question=question.code, **values)
    how = (
        say("checkin.door_pick", choices=" / ".join(question.choices)) if question.choices else say("checkin.door_type")
    )
    choices = [
        Choice(short(choice), choice, f"checkin.door:{number}:{place}")
        for place, choice in enumerate(question.choices[:_OFFERED])
    ]
    label = say("checkin.button_no")
    lines = (lead, question.title.in_(say.language), how)
    return aside("\n".join(filter(None, lines)), *choices, Choice(label, label, f"checkin.door:{number}:no"))


class Answering:
    """`enter` checks in at last; `would_say` is what is answered about the programme to what somebody types."""

    def __init__(self, programmes: Programmes, enter: Enter, would_say: WouldSay | None = None) -> None:
        self._programmes, self._enter, self._would_say = programmes, enter, would_say

    def is_chosen(self, turn: Turn) -> bool:
        """A button of a question; one of its choices, typed; or that they leave it."""
        here = turn.inbound
        if here.data:
            return bool(_TAP.fullmatch(here.data))
        asked = self._asked(turn) if here.kind in ("text", "tap") and not here.group else None
        return asked is not None and bool(chosen(asked.question, here.text) or alone("door", here.text))

    def is_typed(self, turn: Turn) -> bool:
        """What nobody else took and is no question: an answer in their own words, or none of the choices."""
        here = turn.inbound
        if here.kind != "text" or here.data or here.group or not _plain(here.text) or here.text.startswith("/"):
            return False
        asked = self._asked(turn)
        return asked is not None and not self._is_aside(turn, asked, here.text)

    def answer(self, turn: Turn) -> Reply:
        asked, here, say = self._asked(turn), turn.inbound, turn.say
        if asked is None:
            return aside(say("checkin.door_expired"))
        me, programme, question, waiting = asked
        text = chosen(question, here.text) or _plain(here.text)
        if tapped := _TAP.fullmatch(here.data):
            offered = {"no": "", **{str(place): choice for place, choice in enumerate(question.choices)}}
            if int(tapped[1]) != _number(programme.code, question) or tapped[2] not in offered:
                return ask(turn, waiting, question)
            text = offered[tapped[2]]
        elif alone("door", here.text) and text not in question.choices:
            text = ""
        if not text:
            forget(turn)
            return aside(say("checkin.door_left" if waiting.code else "checkin.not_corrected"))
        try:
            questions.answer(turn.store, programme, me.id, question.code, text, turn.now)
        except Refused:
            wrong = "checkin.no_answer" if question.choices else "checkin.door_long"
            return ask(turn, waiting, question, say(wrong, most=questions.LONGEST))
        return self._answered(turn, asked, text)

    def _answered(self, turn: Turn, asked: _Asked, text: str) -> Reply:
        """What follows upon an answer that was kept."""
        waiting, title = asked.waiting, asked.question.title.in_(turn.say.language)
        left = questions.unanswered(turn.store, asked.programme, asked.me.id) if waiting.code else ()
        for following in left:
            return ask(turn, waiting, following)
        forget(turn)
        if not waiting.code:
            return aside(turn.say("checkin.corrected", title=title, answer=text))
        return self._enter(turn, waiting.code, waiting.sent, moves=waiting.moves)

    def _asked(self, turn: Turn) -> _Asked | None:
        """What is still open of what was asked of whoever is here, as the programme is now."""
        kept, me = recall(turn, _WHAT), people.at(turn.store, turn.inbound.address)
        if kept is None or me is None or kept["programme"] not in self._programmes.codes(turn.store):
            return None
        if people.role_of(turn.store, turn.inbound.address, kept["programme"]) != "participant":
            return None
        programme = self._programmes.get(turn.store, kept["programme"])
        waiting = Waiting(programme.code, kept["code"], datetime.fromisoformat(kept["sent"]), kept["moves"])
        given = [each for each, _ in questions.answered(turn.store, programme, me.id)]
        open_ = questions.unanswered(turn.store, programme, me.id) if waiting.code else given
        found = (_Asked(me, programme, each, waiting) for each in open_ if each.code == kept["question"])
        return next(found, None)

    def _is_aside(self, turn: Turn, asked: _Asked, text: str) -> bool:
        """Thanks, or a question, which ไม่แพ้อะไร is not."""
        if alone("manners", text) or any_of("asking").search(text):
            return True
        if any_of("denies").match(text) or self._would_say is None:
            return False
        return self._would_say(turn, asked.programme, repair(text)).reading.understood


def chosen(question: DoorQuestion, typed: str) -> str:
    """Which choice that is, perhaps with polite words around it; "" where it is none, or could be several."""
    plain = _plain(typed).casefold()
    if exact := [choice for choice in question.choices if choice.casefold() == plain]:
        return exact[0]
    said = [each for each in bare(repair(typed)) if each]
    found = [choice for choice in question.choices if key(choice) in said]
    return found[0] if len(found) == 1 else ""


def _plain(typed: str) -> str:
    """On one line, without what cannot be seen; else as it was typed: XXXXL is a size."""
    return " ".join("".join(letter for letter in typed if letter.isprintable() or letter.isspace()).split())


def _number(programme: str, question: DoorQuestion) -> int:
    """Stands for the question on its buttons: they are good for what is under it and nothing else."""
    return crc32(repr((programme, question.code, question.choices)).encode()) % 1_000_000_000

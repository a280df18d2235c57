"""What somebody answered at the door is corrected: แก้คำตอบ, แก้คำตอบเรื่องอาหาร, เปลี่ยนเป็นมังสวิรัติ. It is asked again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bot.handlers.checkin.asking import Waiting, ask, chosen
from bot.handlers.checkin.drawing import aside
from bot.handlers.checkin.words import any_of
from bot.messages import Choice
from bot.services import feedback, people
from bot.services.checkin import questions
from bot.texts import short
from bot.thai.text import key, repair


if TYPE_CHECKING:
    from bot.messages import Reply
    from bot.router import Turn
    from bot.services.programme import Programmes
    from storage.attendance_settings import DoorQuestion
    from storage.programme import Programme


_LONGEST = 120  # letters
_LEAST = 3  # of a question's title, by which it is found


@dataclass(frozen=True, slots=True)
class Wish:
    """`about` are the words for a question, `to` those for the answer; neither: `at_door`, or of whichever answer."""

    about: str = ""
    to: str = ""
    at_door: bool = False

    @property
    def is_bare(self) -> bool:
        return not (self.about or self.to)


class _Answered(NamedTuple):
    programme: Programme
    question: DoorQuestion
    answer: str


class Correcting:
    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def is_bare(self, turn: Turn) -> bool:
        """Some answer is to be corrected, which can be none but one given at the door."""
        wish = _wanted(turn)
        if wish is None or not wish.is_bare or not self._meant(turn, wish):
            return False
        me = people.at(turn.store, turn.inbound.address)
        return wish.at_door or not (me and feedback.changeable(turn.store, self._programmes.get, me.id, turn.now))

    def is_wanted(self, turn: Turn) -> bool:
        """One that was given at the door, by the words for it."""
        wish = _wanted(turn)
        return wish is not None and not wish.is_bare and bool(self._meant(turn, wish))

    def answer(self, turn: Turn) -> Reply:
        """The question again with its buttons; of several, which is meant."""
        wish, say = _wanted(turn), turn.say
        found = self._meant(turn, wish) if wish else []
        if len(found) != 1:
            titles = [each.question.title.in_(say.language) for each in found]
            choices = (Choice(short(title), say("checkin.says_correct", title=title)) for title in titles)
            return aside(say("checkin.which_answer"), *choices)
        programme, question, answer = found[0]
        waiting = Waiting(programme.code, "", turn.now, moves=False)
        return ask(turn, waiting, question, say("checkin.answer_before", answer=answer))

    def _meant(self, turn: Turn, wish: Wish) -> list[_Answered]:
        """What they have answered of what may be meant."""
        mine = self._answered(turn)
        if wish.about:
            mine = [each for each in mine if _is_called(each.question, wish.about)]
        elif wish.to:
            mine = [each for each in mine if _offers(each.question, wish.to)]
        return mine

    def _answered(self, turn: Turn) -> list[_Answered]:
        me = None if turn.inbound.group else people.at(turn.store, turn.inbound.address)
        if me is None:
            return []
        known = set(self._programmes.codes(turn.store))
        codes = [each.programme for each in people.memberships(turn.store, me) if each.role == "participant"]
        found = []
        for programme in (self._programmes.get(turn.store, code) for code in codes if code in known):
            given = questions.answered(turn.store, programme, me.id)
            found += [_Answered(programme, question, answer) for question, answer in given]
        return found


@lru_cache(maxsize=1000)
def read(typed: str) -> Wish | None:
    """What is to be corrected; None where it is anything else."""
    text = repair(typed)
    opened = re.match(rf"(?:(?:{any_of('openers').pattern})\s*)*(?:{any_of('corrects').pattern})", text, re.IGNORECASE)
    if opened is None or len(text) > _LONGEST:
        return None
    rest = _trimmed(text[opened.end() :])
    noun = re.match(rf"\s*(?:{any_of('answers').pattern})", rest, re.IGNORECASE)
    rest = rest[noun.end() :] if noun else rest
    place = any_of("at_door").search(rest)
    rest = rest[: place.start()] + rest[place.end() :] if place else rest
    into = any_of("into").search(rest)
    about, to = (rest[: into.start()], rest[into.end() :]) if into else (rest, "")
    about, to = about.strip(), to.strip()
    if into and not to:
        return None
    return Wish(about, to, bool(place)) if about or to or noun else None


def _wanted(turn: Turn) -> Wish | None:
    here = turn.inbound
    return read(here.text) if here.kind in ("text", "tap") and not here.data and not here.group else None


def _trimmed(text: str) -> str:
    """Without the polite words behind it."""
    while ended := re.search(rf"\s*(?:{any_of('tails').pattern}|{any_of('polite').pattern})$", text, re.IGNORECASE):
        text = text[: ended.start()]
    return text


def _is_called(question: DoorQuestion, about: str) -> bool:
    said, titles = key(about), [key(title) for title in (question.title.th, question.title.en, question.code) if title]
    return any(said == title or (len(said) >= _LEAST and (said in title or title in said)) for title in titles)


def _offers(question: DoorQuestion, to: str) -> bool:
    """Whether that is one of its choices, perhaps with some of its title before it: อาหารเจ."""
    said, ends = key(to), [key(choice) for choice in question.choices]
    named = [said.removesuffix(end) for end in ends if end and said.endswith(end)]
    return bool(chosen(question, to)) or any(len(each) >= _LEAST and _is_called(question, each) for each in named)

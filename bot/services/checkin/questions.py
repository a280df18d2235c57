"""What a programme asks at the door before somebody is in: a meal, an allergy, a shirt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refused
from storage import door
from storage.checkpoints import settings_of


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.attendance_settings import DoorQuestion
    from storage.programme import Programme


LONGEST = 200
"""Letters of an answer."""


def unanswered(store: Store, programme: Programme, person: int) -> tuple[DoorQuestion, ...]:
    """What is still to be asked of somebody, in the file's order."""
    asked = settings_of(programme).questions
    if not asked:
        return ()
    known = door.answers(store, programme.code, [person]).get(person, {})
    return tuple(question for question in asked if question.code not in known)


def answered(store: Store, programme: Programme, person: int) -> list[tuple[DoorQuestion, str]]:
    """What somebody has answered of what is still asked, in the file's order."""
    asked = settings_of(programme).questions
    known = door.answers(store, programme.code, [person]).get(person, {}) if asked else {}
    return [(question, known[question.code]) for question in asked if question.code in known]


def answer(store: Store, programme: Programme, person: int, question: str, text: str, now: datetime) -> None:
    """Keep what somebody answered.

    Raises Refused: `checkin.no_question` (there is none of this id), `.no_answer` (nothing, or none of the choices).
    """
    found = next((each for each in settings_of(programme).questions if each.code == question), None)
    if found is None:
        raise Refused("checkin.no_question")
    said = next((each for each in found.choices if each.casefold() == text.strip().casefold()), text.strip())
    if not 0 < len(said) <= LONGEST or (found.choices and said not in found.choices):
        raise Refused("checkin.no_answer", choices=" / ".join(found.choices) or "–")
    door.answer(store, programme.code, person, question, said, now)

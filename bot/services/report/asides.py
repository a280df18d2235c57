"""What the workbook has of people beside their attendance: their answers at the door, and notes for the staff."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from storage import door, members
from storage.checkpoints import settings_of


if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session as Store

    from storage.attendance_settings import DoorQuestion
    from storage.programme import Programme


@dataclass(frozen=True, slots=True)
class Asides:
    """`answers` by person (id) and question, `notes` by person."""

    questions: tuple[DoorQuestion, ...] = ()
    answers: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)

    def of(self, person: int) -> list[str]:
        """In the order of the questions, then the note where anybody has one; "" for what there is not."""
        said = self.answers.get(person, {})
        found = [said.get(each.code, "") for each in self.questions]
        return [*found, self.notes.get(person, "")] if self.notes else found


def asides(store: Store, programme: Programme) -> Asides:
    """Of everybody in the programme, to what it asks now."""
    questions = settings_of(programme).questions
    answers = door.answers(store, programme.code) if questions else {}
    return Asides(questions, answers, members.notes(store, programme.code))

"""Ready answers that organisers added to those of a programme's file. Imports leave them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from storage.db import insert_new
from storage.models import ProgrammeRow, ReadyAnswerRow, table
from storage.programme import Faq


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from storage.programme import Text
    from storage.questions import Question


_ready, _programmes = table(ReadyAnswerRow), table(ProgrammeRow)


def add(session: Session, question: Question, answer: Text, person: int, now: datetime) -> bool:
    """Add the question as it was asked, with `answer`, to its programme; False where that was done before."""
    programme = session.scalars(select(_programmes.c.id).where(_programmes.c.code == question.programme)).one()
    values = {"programme_id": programme, "question": question.text, "question_id": question.id, "answer": answer}
    added = insert_new(session, _ready, values | {"added_by": person, "added_at": now})
    if added:
        _renew(session, _programmes.c.code == question.programme)
    return added


def take(session: Session, question: Question) -> bool:
    """Take it out again; False where it is not there."""
    mine = delete(_ready).where(_ready.c.question_id == question.id).returning(_ready.c.id)
    taken = session.execute(mine).first() is not None
    if taken:
        _renew(session, _programmes.c.code == question.programme)
    return taken


def forget(session: Session, questions: Select[tuple[int]]) -> None:
    """Take out what was made of the questions with these ids: somebody's words, who is to be forgotten."""
    gone = delete(_ready).where(_ready.c.question_id.in_(questions)).returning(_ready.c.programme_id)
    _renew(session, _programmes.c.id.in_(session.scalars(gone).all()))


def added(session: Session, programme: int, known: Iterable[Faq]) -> tuple[Faq, ...]:
    """What was added to the programme with this row id, the first first; without what the file has by now (`known`)."""
    asked = {question for faq in known for question in faq.questions}
    rows = session.execute(select(_ready).where(_ready.c.programme_id == programme).order_by(_ready.c.id))
    return tuple(Faq((row.question,), row.answer) for row in rows if row.question not in asked)


def _renew(session: Session, which: ColumnElement[bool]) -> None:
    """By the version whoever holds a programme sees that it has changed."""
    mine = update(_programmes).where(which)
    session.execute(mine.values(version=_programmes.c.version + 1))

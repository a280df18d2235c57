"""Ready answers that organisers added to those of a programme's file. Imports leave them alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from storage.db import insert_new
from storage.models import PersonRow, ProgrammeRow, ReadyAnswerRow, table
from storage.programme import Faq


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from storage.programme import Text
    from storage.questions import Question


_ready, _programmes, _people = table(ReadyAnswerRow), table(ProgrammeRow), table(PersonRow)


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


def renew(session: Session, programme: str) -> None:
    """What organisers added to the programme with this code is other than it was."""
    _renew(session, _programmes.c.code == programme)


@dataclass(frozen=True, slots=True)
class Ready:
    """A ready answer: to which question, added `by` whom ("" for whoever is gone) and when."""

    id: int
    question: str
    answer: Text
    by: str
    at: datetime


def listed(session: Session, programme: str) -> list[Ready]:
    """All that were added to the programme with this code, the last first."""
    mine = (
        select(_ready.c.id, _ready.c.question, _ready.c.answer, func.coalesce(_people.c.name, ""), _ready.c.added_at)
        .join(_programmes, _programmes.c.id == _ready.c.programme_id)
        .outerjoin(_people, _people.c.id == _ready.c.added_by)
        .where(_programmes.c.code == programme)
        .order_by(_ready.c.id.desc())
    )
    return [Ready(*row) for row in session.execute(mine)]


def write(session: Session, programme: str, question: str, answer: Text, person: int, now: datetime) -> int:
    """A ready answer to a question that nobody need have asked: its id."""
    row = session.scalars(select(_programmes.c.id).where(_programmes.c.code == programme)).one()
    values = {"programme_id": row, "question": question, "answer": answer, "added_by": person, "added_at": now}
    made: int = session.execute(insert(_ready).values(values).returning(_ready.c.id)).scalar_one()
    renew(session, programme)
    return made


def rewrite(session: Session, programme: str, number: int, question: str, answer: Text) -> bool:
    """Another question or answer; False where the programme has none with this id."""
    mine = _mine(programme, number)
    done = session.execute(
        update(_ready).where(*mine).values(question=question, answer=answer).returning(_ready.c.id)
    ).first()
    if done:
        renew(session, programme)
    return done is not None


def remove(session: Session, programme: str, number: int) -> bool:
    """Take it out; False where the programme has none with this id."""
    gone = session.execute(delete(_ready).where(*_mine(programme, number)).returning(_ready.c.id)).first()
    if gone:
        renew(session, programme)
    return gone is not None


def _mine(programme: str, number: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    here = select(_programmes.c.id).where(_programmes.c.code == programme).scalar_subquery()
    return _ready.c.id == number, _ready.c.programme_id == here


def _renew(session: Session, which: ColumnElement[bool]) -> None:
    """By the version whoever holds a programme sees that it has changed."""
    mine = update(_programmes).where(which)
    session.execute(mine.values(version=_programmes.c.version + 1))

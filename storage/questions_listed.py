"""The questions of a programme as a list to work through: so many at a time, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from storage.models import PersonRow, QuestionRow, table


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session as Store

    from storage.models import QuestionState


_questions, _people = table(QuestionRow), table(PersonRow)
_asker, _answerer = _people.alias("asker"), _people.alias("answerer")


@dataclass(frozen=True, slots=True)
class Listed:
    """A question; see storage.questions.Question. Of whoever is on no roster `asker` is ""."""

    id: int
    text: str
    asked_at: datetime
    channel: str
    asker: str
    asked_by: int | None
    state: QuestionState
    answer: str
    answerer: str
    answered_at: datetime | None


def counts(store: Store, programme: str) -> dict[QuestionState, int]:
    """How many there are in each state; those that were taken back are in none."""
    here = (_questions.c.programme == programme, _questions.c.text != "")
    grouped = select(_questions.c.state, func.count().label("number")).where(*here).group_by(_questions.c.state)
    return {row.state: row.number for row in store.execute(grouped)}


def page(store: Store, programme: str, state: QuestionState, first: int, most: int) -> list[Listed]:
    """Those in a state, the newest first, without the `first` so many."""
    here = (_questions.c.programme == programme, _questions.c.text != "", _questions.c.state == state)
    return _found(store, *here, first=first, most=most)


def _found(store: Store, *which: ColumnElement[bool], first: int, most: int) -> list[Listed]:
    columns: list[Any] = [
        _questions.c.id,
        _questions.c.text,
        _questions.c.asked_at,
        _questions.c.channel,
        func.coalesce(_asker.c.name, ""),
        _questions.c.asked_by,
        _questions.c.state,
        _questions.c.answer,
        func.coalesce(_answerer.c.name, ""),
        _questions.c.answered_at,
    ]
    found = (
        select(*columns)
        .outerjoin(_asker, _asker.c.id == _questions.c.asked_by)
        .outerjoin(_answerer, _answerer.c.id == _questions.c.answered_by)
        .where(*which)
        .order_by(_questions.c.id.desc())
        .offset(first)
        .limit(most)
    )
    return [Listed(*row) for row in store.execute(found)]

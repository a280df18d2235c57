"""Feedback and the people who gave it, where one of them is erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from storage.feedback_answers import unword
from storage.models import (
    FeedbackAnswerRow,
    FeedbackAskedRow,
    FeedbackNameRow,
    FeedbackRow,
    FeedbackWordsRow,
    table,
)


if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session as Store


_asked, _names = table(FeedbackAskedRow), table(FeedbackNameRow)
_forms, _answers, _words = table(FeedbackRow), table(FeedbackAnswerRow), table(FeedbackWordsRow)


@dataclass(frozen=True, slots=True)
class Named:
    """What somebody answered to a form whose answers have names: a form's id or "", a session's code or ""."""

    form: str
    session: str
    answers: Mapping[str, Any]
    words: tuple[str, ...]


def of_person(store: Store, person: int, programme: str) -> list[Named]:
    """Theirs in a programme (its code), the first form to open first. Nothing leads to answers without names."""
    mine = (
        select(_forms.c.form, _forms.c.session, _answers.c.answers, _answers.c.key)
        .select_from(_names)
        .join(_answers, _answers.c.key == _names.c.key)
        .join(_forms, _forms.c.id == _answers.c.feedback_id)
        .where(_names.c.person_id == person, _forms.c.programme == programme)
        .order_by(_forms.c.opened_at, _forms.c.id)
    )
    rows = store.execute(mine).all()
    said: dict[str, list[str]] = {}
    for row in store.execute(select(_words.c.key, _words.c.words).where(_words.c.key.in_([row.key for row in rows]))):
        said.setdefault(row.key, []).append(row.words)
    return [Named(row.form, row.session, row.answers, tuple(said.get(row.key, ()))) for row in rows]


def forget(store: Store, person: int) -> None:
    """That a person was asked is gone; of their named answers the words and the name, while the figures stay.

    What they answered without a name is theirs no more than anybody's.
    """
    keys = store.scalars(select(_names.c.key).where(_names.c.person_id == person)).all()
    store.execute(delete(_names).where(_names.c.person_id == person))
    unword(store, keys)
    store.execute(delete(_asked).where(_asked.c.person_id == person))

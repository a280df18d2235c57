"""What two people answered who are one: the one's answers to open forms become the other's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from storage import feedback, feedback_answers
from storage.models import FeedbackAnswerRow, FeedbackNameRow, FeedbackWordsRow, table


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store


_answers, _words, _names = table(FeedbackAnswerRow), table(FeedbackWordsRow), table(FeedbackNameRow)


def moved(store: Store, person: int, to: int) -> None:
    """Where both have answered, what `to` said stays, and the other is taken back: nobody counts twice.

    Of closed forms without names nobody knows whose answers are whose; there is nothing to be moved.
    """
    for form, _ in feedback.of_person(store, person):
        if form.closed_at is not None:
            continue
        old, new = (feedback_answers.key_of(store, form, each) for each in (person, to))
        row = store.execute(select(_answers).where(_answers.c.key == old)).one_or_none()
        if row is None:
            continue
        if store.execute(select(_answers.c.key).where(_answers.c.key == new)).first():
            feedback_answers.withdraw(store, form, person)
            continue
        # Written anew: what hangs on the old key is led to the new one, and that is gone.
        store.execute(insert(_answers).values({**row._mapping, "key": new}))  # noqa: SLF001 - its public name for a row as a mapping
        for kind in (_words, _names):
            store.execute(update(kind).where(kind.c.key == old).values(key=new))
        store.execute(_answers.delete().where(_answers.c.key == old))

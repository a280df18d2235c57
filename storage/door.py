"""What people answered to the questions that a programme asks at the door."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from storage.db import insert_new
from storage.models import DoorAnswerRow, table


if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session as Store


_answers = table(DoorAnswerRow)


def answer(store: Store, programme: str, person: int, question: str, text: str, now: datetime) -> None:
    """Keep an answer; a later one takes its place."""
    here = {"programme": programme, "question": question, "person_id": person}
    if not insert_new(store, _answers, {**here, "answer": text, "at": now}):
        mine = [_answers.c[name] == value for name, value in here.items()]
        store.execute(update(_answers).where(*mine).values(answer=text, at=now))


def answers(store: Store, programme: str, people: Collection[int] | None = None) -> dict[int, dict[str, str]]:
    """By person and question, of everybody or of some."""
    wanted = select(_answers.c.person_id, _answers.c.question, _answers.c.answer).where(
        _answers.c.programme == programme
    )
    if people is not None:
        wanted = wanted.where(_answers.c.person_id.in_(sorted(people)))
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for person, question, text in store.execute(wanted.order_by(_answers.c.id)):
        found[person][question] = text
    return dict(found)


def forget(store: Store, person: int) -> None:
    """All that a person answered is gone."""
    store.execute(delete(_answers).where(_answers.c.person_id == person))

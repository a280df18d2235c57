"""What people answered: kept apart from who did.

While a form is open, somebody's answer is found again, to be changed, by a key that is made of a secret of that form
and the person. Where answers have no names nothing else leads from one to the other. When the form closes its secret is
destroyed and every answer gets a new key in a new order: from then on nothing in the store joins the two, and a copy of
the store made before has no such secret either (see storage.backup).

Results grow by `fewest` answers at a time, lest somebody tell one answer by looking before and after it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from storage.db import insert_new
from storage.many import in_many
from storage.models import (
    FeedbackAnswerRow,
    FeedbackNameRow,
    FeedbackRow,
    FeedbackTallyRow,
    FeedbackWordsRow,
    SecretRow,
    table,
)
from storage.signins import secret


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Table
    from sqlalchemy.orm import Session as Store

    from storage.feedback import Opened

    Value = str | int | list[str]
    Opinion = list[dict[str, Any]]
    Read = Callable[[str], Opinion]
    """What is made of somebody's words, as JSON: `[{"theme", "tone"}]`, one for each thing that they are about."""


SECRETS = "feedback "
"""How the names of these secrets begin; the form's number follows."""

_answers, _words, _names = table(FeedbackAnswerRow), table(FeedbackWordsRow), table(FeedbackNameRow)
_tallies, _forms, _secrets = table(FeedbackTallyRow), table(FeedbackRow), table(SecretRow)


@dataclass(frozen=True, slots=True)
class Answer:
    """`answers` and `words` by question; `complete` as soon as all is there that must be."""

    answers: Mapping[str, Value] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    complete: bool = False


def find(store: Store, form: Opened, person: int) -> Answer:
    """What somebody has answered so far; nothing where the form is closed."""
    key = key_of(store, form, person)
    row = key and store.execute(select(_answers).where(_answers.c.key == key)).one_or_none()
    if not row:
        return Answer()
    said = store.execute(select(_words.c.question, _words.c.words).where(_words.c.key == key))
    return Answer(row.answers, {each.question: each.words for each in said}, row.complete)


def keep(store: Store, form: Opened, person: int, answer: Answer, day: date, read: Read) -> bool:
    """Keep what somebody answers, in the place of what they had; False where the form is closed.

    `day` is all that is kept of the time. `read` says what to make of their words.
    """
    _lock(store, form)  # one answer of a form at a time: results are counted
    key = key_of(store, form, person)
    if not key:
        return False
    before = store.execute(select(_answers).where(_answers.c.key == key)).one_or_none()
    new = {"answers": dict(answer.answers), "complete": answer.complete}
    if before is None:
        store.execute(insert(_answers).values(key=key, feedback_id=form.id, day=day, shown=False, **new))
        if not form.anonymous:
            insert_new(store, _names, {"key": key, "person_id": person})
    else:
        if before.shown:
            _count(store, form.id, [key], -1)
        store.execute(update(_answers).where(_answers.c.key == key).values(**new))
        store.execute(delete(_words).where(_words.c.key == key))
    shown = before is not None and before.shown
    rows = [
        {
            "key": key,
            "question": question,
            "feedback_id": form.id,
            "words": words,
            "shown": shown,
            "opinion": read(words),
        }
        for question, words in answer.words.items()
        if words
    ]
    if rows:
        store.execute(insert(_words), rows)
    if shown:
        _count(store, form.id, [key], 1)
    else:
        _show(store, form)
    return True


def withdraw(store: Store, form: Opened, person: int) -> bool:
    """Somebody takes their answer back; False where there is none, or the form is closed."""
    _lock(store, form)
    key = key_of(store, form, person)
    row = key and store.execute(select(_answers.c.shown).where(_answers.c.key == key)).one_or_none()
    if not row:
        return False
    if row.shown:
        _count(store, form.id, [key], -1)
    _drop(store, [key])
    return True


def close(store: Store, form: Opened, now: datetime) -> None:
    """Nothing is answered or changed any more, and whose answers these were cannot be known.

    What was begun counts as it is. Of too few answers without names nothing is kept.
    """
    _lock(store, form)
    if store.execute(select(_forms.c.closed_at).where(_forms.c.id == form.id)).scalar_one() is not None:
        return
    store.execute(update(_forms).where(_forms.c.id == form.id).values(closed_at=now))
    keys = _keys(store, form)
    if form.anonymous and len(keys) < form.fewest:
        _drop(store, keys)
        store.execute(delete(_tallies).where(_tallies.c.feedback_id == form.id))
    else:
        store.execute(update(_answers).where(_answers.c.feedback_id == form.id).values(complete=True))
        _reveal(store, form, _keys(store, form, shown=False))
        if form.anonymous:
            _mix(store, form)
    store.execute(delete(_secrets).where(_secrets.c.name == f"{SECRETS}{form.id}"))


def unword(store: Store, keys: Sequence[str]) -> None:
    """The words of these answers are gone; what was chosen, and how many they are, stays."""
    for row in store.execute(select(_answers).where(_answers.c.key.in_(keys))).all():
        if row.shown:
            _count(store, row.feedback_id, [row.key], -1)
        store.execute(delete(_words).where(_words.c.key == row.key))
        if row.shown:
            _count(store, row.feedback_id, [row.key], 1)


def key_of(store: Store, form: Opened, person: int) -> str:
    """The key of somebody's answer; "" where the form is closed."""
    closed = store.execute(select(_forms.c.closed_at).where(_forms.c.id == form.id)).scalar_one()
    if closed is not None:
        return ""
    hidden = secret(store, f"{SECRETS}{form.id}")
    return hmac.new(bytes.fromhex(hidden), str(person).encode(), hashlib.sha256).hexdigest()


def _lock(store: Store, form: Opened) -> None:
    """SQLite has one writer anyway."""
    store.execute(select(_forms.c.id).where(_forms.c.id == form.id).with_for_update())


def _show(store: Store, form: Opened) -> None:
    """Show what is complete, where that is enough at once."""
    ready = (_answers.c.feedback_id == form.id, _answers.c.complete, ~_answers.c.shown)
    keys = store.scalars(select(_answers.c.key).where(*ready)).all()
    if len(keys) >= (form.fewest if form.anonymous else 1):
        _reveal(store, form, keys)


def _reveal(store: Store, form: Opened, keys: Sequence[str]) -> None:
    for kind in (_answers, _words):
        store.execute(update(kind).where(in_many(store, kind.c.key, keys)).values(shown=True))
    _count(store, form.id, keys, 1)


def _count(store: Store, form: int, keys: Sequence[str], sign: int) -> None:
    """Put answers into the tallies, or take them out.

    Under "" is how many answers there are, and under `#theme` how many of their words are of that tone.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for row in store.execute(select(_answers.c.answers).where(in_many(store, _answers.c.key, keys))):
        counted["", ""] += 1
        for question, value in row.answers.items():
            counted.update((question, str(each)) for each in (value if isinstance(value, list) else [value]))
    for row in store.execute(select(_words.c.opinion).where(in_many(store, _words.c.key, keys))):
        counted.update((f"#{each['theme']}", each["tone"]) for each in row.opinion)
    for (question, value), number in sorted(counted.items()):  # in one order, lest two wait for each other
        here = {"feedback_id": form, "question": question, "value": value}
        if not insert_new(store, _tallies, {**here, "count": sign * number}):
            mine = [_tallies.c[name] == each for name, each in here.items()]
            store.execute(update(_tallies).where(*mine).values(count=_tallies.c.count + sign * number))


def _mix(store: Store, form: Opened) -> None:
    """Every answer gets a new key, and is put anew in the order of these."""
    rows = [dict(row._mapping) for row in store.execute(select(_answers).where(_answers.c.feedback_id == form.id))]  # noqa: SLF001 - its public name for a row as a mapping
    said = [dict(row._mapping) for row in store.execute(select(_words).where(_words.c.feedback_id == form.id))]  # noqa: SLF001 - as above
    fresh = {row["key"]: secrets.token_hex(32) for row in rows}
    _drop(store, list(fresh))
    _put(store, _answers, rows, fresh)
    _put(store, _words, said, fresh)


def _put(store: Store, kind: Table, rows: Sequence[dict[str, Any]], fresh: Mapping[str, str]) -> None:
    if rows:
        store.execute(
            insert(kind), sorted(({**row, "key": fresh[row["key"]]} for row in rows), key=lambda row: row["key"])
        )


def _drop(store: Store, keys: Sequence[str]) -> None:
    for kind in (_words, _names, _answers):
        store.execute(delete(kind).where(in_many(store, kind.c.key, keys)))


def _keys(store: Store, form: Opened, *, shown: bool | None = None) -> list[str]:
    mine = select(_answers.c.key).where(_answers.c.feedback_id == form.id)
    return list(store.scalars(mine if shown is None else mine.where(_answers.c.shown == shown)))

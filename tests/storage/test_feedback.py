"""Who has answered and what was answered: two tables that nothing joins, of which results come a few at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage import feedback, feedback_answers, people
from storage.feedback import About, Counts
from storage.feedback_answers import SECRETS, Answer
from storage.models import (
    FeedbackAnswerRow,
    FeedbackAskedRow,
    FeedbackNameRow,
    FeedbackTallyRow,
    FeedbackWordsRow,
    SecretRow,
    table,
)


if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session as Store

    from storage.db import Database
    from storage.feedback import Opened
    from storage.feedback_answers import Opinion


EVENING = datetime(2026, 7, 1, 9, tzinfo=UTC)
DAY = date(2026, 7, 1)
_answers, _words, _names = table(FeedbackAnswerRow), table(FeedbackWordsRow), table(FeedbackNameRow)
_tallies, _secrets, _asked = table(FeedbackTallyRow), table(SecretRow), table(FeedbackAskedRow)


def _read(words: str) -> Opinion:
    return [{"theme": "food", "tone": "good" if "อร่อย" in words else "bad"}]


def _opened(store: Store, *, anonymous: bool = True, many: int = 8, fewest: int = 3) -> tuple[Opened, Sequence[int]]:
    crowd = [people.add(store, people.Details(f"ผู้เรียน {number}")) for number in range(many)]
    until = EVENING + timedelta(days=3)
    form = feedback.open_form(store, About("A", session="s"), EVENING, until, anonymous=anonymous, fewest=fewest)
    assert form
    feedback.ask(store, form.id, crowd)
    return form, crowd


def _keep(store: Store, form: Opened, person: int, stars: int, words: str = "") -> bool:
    answer = Answer({"stars": stars}, {"more": words} if words else {}, complete=True)
    return feedback_answers.keep(store, form, person, answer, DAY, _read)


def _shown(store: Store) -> dict[tuple[str, str], int]:
    rows = store.execute(select(_tallies).where(_tallies.c.count != 0))
    return {(question, value): count for _, question, value, count in rows}


def test_a_form_is_opened_once(database: Database) -> None:
    with database.write() as store:
        form, _ = _opened(store)
        assert feedback.open_form(store, About("A", session="s"), EVENING, EVENING, anonymous=False, fewest=9) is None
        assert feedback.of(store, About("A", session="s")) == form
        assert feedback.of(store, About("A", "end")) is None


def test_who_has_answered_is_counted(database: Database) -> None:
    with database.write() as store:
        form, crowd = _opened(store)
        feedback.note(store, form.id, crowd[0], "answered")
        feedback.note(store, form.id, crowd[1], "skipped")
        feedback.note(store, form.id, crowd[2], "begun")
        assert feedback.counts(store, [form.id]) == {form.id: Counts(8, 1, 1)}
        assert sorted(store.scalars(feedback.unanswered([form.id]))) == sorted(crowd[2:])
        assert feedback.waiting(store, crowd[0], EVENING) == []
        assert feedback.answerable(store, crowd[0], EVENING) == [form]
        assert feedback.waiting(store, crowd[3], EVENING) == [form]
        assert feedback.waiting(store, crowd[3], EVENING + timedelta(days=3)) == []


def test_who_has_not_answered_is_reminded_once(database: Database) -> None:
    with database.write() as store:
        form, _ = _opened(store)
        assert feedback.reminded(store, form.id, EVENING)
        assert not feedback.reminded(store, form.id, EVENING)
        assert feedback.of(store, form.about) == replace(form, reminded_at=EVENING)


def test_an_answer_is_found_again_and_changed(database: Database) -> None:
    with database.write() as store:
        form, crowd = _opened(store)
        assert _keep(store, form, crowd[0], 2, "ไม่อร่อย")
        assert _keep(store, form, crowd[0], 4)
        assert feedback_answers.find(store, form, crowd[0]) == Answer({"stars": 4}, {}, complete=True)
        assert feedback_answers.find(store, form, crowd[1]) == Answer()
        assert store.scalars(select(_answers.c.answers)).all() == [{"stars": 4}]


def test_results_come_a_few_at_a_time_and_follow_changes(database: Database) -> None:
    with database.write() as store:
        form, crowd = _opened(store)
        for person, stars in zip(crowd[:2], (5, 1), strict=True):
            _keep(store, form, person, stars)
        assert _shown(store) == {}

        _keep(store, form, crowd[2], 5, "อาหารอร่อย")
        assert _shown(store) == {("", ""): 3, ("stars", "5"): 2, ("stars", "1"): 1, ("#food", "good"): 1}

        _keep(store, form, crowd[3], 3)
        assert _shown(store)["", ""] == 3
        _keep(store, form, crowd[2], 4, "อาหารจืด")
        assert _shown(store) == {
            ("", ""): 3,
            ("stars", "5"): 1,
            ("stars", "4"): 1,
            ("stars", "1"): 1,
            ("#food", "bad"): 1,
        }
        assert feedback_answers.withdraw(store, form, crowd[2])
        assert _shown(store) == {("", ""): 2, ("stars", "5"): 1, ("stars", "1"): 1}


def test_what_is_only_begun_is_not_shown_before_the_form_closes(database: Database) -> None:
    with database.write() as store:
        form, crowd = _opened(store)
        for person in crowd[:3]:
            feedback_answers.keep(store, form, person, Answer({"stars": 3}), DAY, _read)
        assert _shown(store) == {}
        feedback_answers.close(store, form, form.closes_at)
        assert _shown(store) == {("", ""): 3, ("stars", "3"): 3}


def test_of_too_few_nothing_is_kept(database: Database) -> None:
    with database.write() as store:
        form, crowd = _opened(store)
        for person in crowd[:2]:
            _keep(store, form, person, 1, "จืด")
        feedback_answers.close(store, form, form.closes_at)
        assert _shown(store) == {}
        assert store.scalars(select(_words.c.words)).all() == []
        assert store.scalars(select(_answers.c.key)).all() == []


def test_when_a_form_closes_nothing_leads_from_an_answer_to_whose_it_was(database: Database) -> None:
    with database.write() as store:
        form, crowd = _opened(store)
        for stars, person in enumerate(crowd[:5], start=1):
            _keep(store, form, person, stars, f"คำตอบ {stars}")
            feedback.note(store, form.id, person, "answered")
        before = set(store.scalars(select(_answers.c.key)))
        assert store.scalars(select(_names.c.key)).all() == []

        feedback_answers.close(store, form, form.closes_at)
        after = list(store.scalars(select(_answers.c.key)))
        assert len(after) == 5
        assert not before & set(after)
        assert after == sorted(after)
        assert not [name for name in store.scalars(select(_secrets.c.name)) if name.startswith(SECRETS)]
        joined = select(_answers.c.answers, _words.c.words).join(_words, _words.c.key == _answers.c.key)
        assert all(row.words == f"คำตอบ {row.answers['stars']}" for row in store.execute(joined))
        assert [feedback_answers.find(store, form, person) for person in crowd] == [Answer()] * 8
        assert not _keep(store, form, crowd[6], 5)
        assert not feedback_answers.withdraw(store, form, crowd[0])
        feedback_answers.close(store, form, form.closes_at)
        assert _shown(store)["", ""] == 5


def test_neither_table_has_a_time_or_an_order_of_its_own() -> None:
    """Of who has answered no more is kept than that; of what was answered the day alone."""
    assert set(_asked.c.keys()) == {"id", "feedback_id", "person_id", "state"}
    assert set(_answers.c.keys()) == {"key", "feedback_id", "answers", "day", "complete", "shown"}
    assert set(_words.c.keys()) == {"key", "question", "feedback_id", "words", "shown", "opinion"}
    assert not any(each.foreign_keys for each in _answers.c if each.name != "feedback_id")


def test_answers_with_names_are_shown_at_once_and_stay_theirs(database: Database) -> None:
    with database.write() as store:
        form, crowd = _opened(store, anonymous=False)
        _keep(store, form, crowd[0], 5)
        assert _shown(store) == {("", ""): 1, ("stars", "5"): 1}
        feedback_answers.close(store, form, form.closes_at)
        mine = select(_answers.c.answers).join(_names, _names.c.key == _answers.c.key)
        assert store.scalars(mine.where(_names.c.person_id == crowd[0])).all() == [{"stars": 5}]


@pytest.mark.parametrize(("one", "other", "both"), [("answered", "asked", "answered"), ("asked", "skipped", "skipped")])
def test_two_who_are_one_have_answered_where_either_has(database: Database, one: str, other: str, both: str) -> None:
    with database.write() as store:
        form, crowd = _opened(store)
        feedback.note(store, form.id, crowd[0], one)  # type: ignore[arg-type] # a state
        feedback.note(store, form.id, crowd[1], other)  # type: ignore[arg-type] # as above
        feedback.moved(store, crowd[0], crowd[1])
        assert feedback.state(store, form.id, crowd[1]) == both

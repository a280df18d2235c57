"""What is reported of what people answered: what is shown, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from storage import feedback, feedback_answers, feedback_results, people
from storage.feedback import About
from storage.feedback_answers import Answer
from storage.feedback_results import ANY, Answered, Sought, Written


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store

    from storage.db import Database
    from storage.feedback import Opened
    from storage.feedback_answers import Opinion


EVENING = datetime(2026, 7, 1, 9, tzinfo=UTC)
GOOD, BAD = ("อาหารอร่อย Buffet ดี", (("food", "good"),)), ("แอร์หนาว 100%", (("equipment", "bad"), ("food", "neutral")))


def _read(words: str) -> Opinion:
    return [{"theme": theme, "tone": tone} for theme, tone in dict([GOOD, BAD])[words]]


def _answered(store: Store, session: str, *said: tuple[int, str], anonymous: bool = True) -> Opened:
    """Each gives stars and words; three make a result."""
    until = EVENING + timedelta(days=3)
    form = feedback.open_form(store, About("A", session=session), EVENING, until, anonymous=anonymous, fewest=3)
    assert form
    for number, (stars, words) in enumerate(said):
        person = people.add(store, people.Details(f"{session} {number}"))
        feedback.ask(store, form.id, [person])
        answer = Answer({"stars": stars}, {"more": words} if words else {}, complete=True)
        feedback_answers.keep(store, form, person, answer, date(2026, 7, 1), _read)
    return form


def test_counts_of_what_is_shown_by_form(database: Database) -> None:
    with database.write() as store:
        one = _answered(store, "s", (5, GOOD[0]), (5, ""), (2, BAD[0]), (1, "แอร์หนาว 100%"))
        few = _answered(store, "t", (1, GOOD[0]))
        assert feedback_results.tallies(store, "A") == {
            one.id: {
                "": {"": 3},
                "stars": {"5": 2, "2": 1},
                "#food": {"good": 1, "neutral": 1},
                "#equipment": {"bad": 1},
            }
        }
        assert feedback_results.tallies(store, "B") == {}
        assert feedback_results.how_many_written(store, [one.id, few.id]) == {one.id: 2}


def test_what_was_written_is_found_by_theme_tone_and_words(database: Database) -> None:
    with database.write() as store:
        one = _answered(store, "s", (5, GOOD[0]), (5, ""), (2, BAD[0]))
        few = _answered(store, "t", (1, GOOD[0]))
        forms = [one.id, few.id]
        good, bad = Written(one.id, "more", *GOOD, 5), Written(one.id, "more", *BAD, 2)

        def found(sought: Sought) -> list[Written]:
            return sorted(feedback_results.written(store, forms, sought, 0, 9), key=lambda each: each.stars or 0)

        assert found(ANY) == [bad, good]
        assert found(Sought(theme="food")) == [bad, good]
        assert found(Sought(tone="bad")) == [bad]
        assert found(Sought("food", "bad")) == []
        assert found(Sought("food", "good", "อร่อย")) == [good]
        assert found(Sought(text="buffet")) == [good]
        assert found(Sought(text="0%")) == [bad]
        assert found(Sought(text="%อ")) == []
        assert len(feedback_results.written(store, forms, ANY, 1, 9)) == 1
        assert len(feedback_results.sample(store, forms, 1)) == 1


def test_answers_come_without_whose_they_are(database: Database) -> None:
    with database.write() as store:
        one = _answered(store, "s", (5, GOOD[0]), (4, ""), (2, BAD[0]))
        found = sorted(feedback_results.answered(store, one.id), key=lambda each: each.answers["stars"])
        assert found == [
            Answered({"stars": 2}, {"more": BAD[0]}),
            Answered({"stars": 4}, {}),
            Answered({"stars": 5}, {"more": GOOD[0]}),
        ]
        assert feedback_results.named(store, one.id, 0, 9) == []


def test_answers_that_have_names_are_listed_by_them(database: Database) -> None:
    with database.write() as store:
        one = _answered(store, "s", (5, GOOD[0]), (4, ""), anonymous=False)
        assert feedback_results.named(store, one.id, 0, 9) == [
            Answered({"stars": 5}, {"more": GOOD[0]}, "s 0"),
            Answered({"stars": 4}, {}, "s 1"),
        ]
        assert feedback_results.named(store, one.id, 1, 9) == [Answered({"stars": 4}, {}, "s 1")]

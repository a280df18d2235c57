"""What people answer: kept at once, changed until the form closes, taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.thai import opinions
from bot.thai.text import cut
from storage import feedback, feedback_answers, feedback_told
from storage.feedback_answers import Answer
from storage.feedback_settings import LOW, SESSION


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.feedback import Opened
    from storage.feedback_answers import Opinion, Value
    from storage.models import AskedState
    from storage.programme import Programme


LONGEST = opinions.LONGEST
"""Characters of a comment that are kept."""
STARS, REASONS, MORE = SESSION


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one person answers to one form, which is open and which they are asked to fill in: see `sheet`."""

    store: Store
    programme: Programme
    form: Opened
    person: int
    now: datetime

    @property
    def state(self) -> AskedState | None:
        return feedback.state(self.store, self.form.id, self.person)

    @property
    def found(self) -> Answer:
        """What was answered so far."""
        return feedback_answers.find(self.store, self.form, self.person)

    def stars(self, stars: int) -> None:
        """That is an answer already; of many stars no reasons are kept."""
        before = self.found
        kept = {name: value for name, value in before.answers.items() if name != REASONS or stars <= LOW}
        self._keep(Answer({**kept, STARS: stars}, before.words, complete=True))

    def toggle(self, reason: str) -> None:
        """One reason more, or less."""
        listed = self.found.answers.get(REASONS, [])
        given = list(listed) if isinstance(listed, list) else []
        self.answer({REASONS: [each for each in given if each != reason] + ([reason] * (reason not in given))})

    def comment(self, words: str) -> None:
        """Keep what somebody writes of a session, after what they wrote before."""
        before = self.found
        self._keep(replace(before, words={MORE: _joined(before.words.get(MORE, ""), words)}, complete=True))

    def answer(self, given: Mapping[str, Value]) -> None:
        """Keep answers by question, of which an empty list is none."""
        before = self.found
        kept = {name: value for name, value in {**before.answers, **given}.items() if value != []}
        self._keep(replace(before, answers=kept))

    def write(self, question: str, words: str) -> None:
        """Keep what somebody writes to a question of a form, in the place of what they wrote before."""
        before = self.found
        self._keep(replace(before, words={**before.words, question: _joined("", words)}))

    def send(self) -> None:
        """All is answered."""
        self._keep(replace(self.found, complete=True))

    def skip(self) -> None:
        """They would rather not; what they had begun is gone, what they had answered stays."""
        feedback_told.take_back(self.store, self.form.id, self.person)
        if self.state != "answered":
            feedback_answers.withdraw(self.store, self.form, self.person)
            feedback.note(self.store, self.form.id, self.person, "skipped")

    def withdraw(self) -> bool:
        """Take the answer back; False where there is none. It may be given anew."""
        if not feedback_answers.withdraw(self.store, self.form, self.person):
            return False
        feedback.note(self.store, self.form.id, self.person, "skipped")
        return True

    def _keep(self, new: Answer) -> None:
        day = self.now.astimezone(ZoneInfo(self.programme.timezone)).date()
        if feedback_answers.keep(self.store, self.form, self.person, new, day, read):
            feedback.note(self.store, self.form.id, self.person, "answered" if new.complete else "begun")
            feedback_told.take_back(self.store, self.form.id, self.person)


def sheet(store: Store, programme: Programme, form: Opened, person: int, now: datetime) -> Sheet | None:
    """None where the form is closed, or this person is not asked to fill it in."""
    found = Sheet(store, programme, form, person, now)
    return found if form.is_open(now) and found.state is not None else None


def _joined(earlier: str, words: str) -> str:
    return cut(f"{earlier}\n{words.strip()}".strip(), LONGEST)


def read(words: str) -> Opinion:
    """What the words are about, and how they are meant, clause by clause."""
    return [
        {"theme": theme, "tone": "suggestion" if clause.suggests else clause.tone}
        for clause in opinions.read(words).clauses
        for theme in clause.themes
    ]

"""A form as it is shown: one question after another, and all of it at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.feedback.drawing import ASIDE
from bot.handlers.feedback.said import choice
from bot.handlers.feedback.words import stars
from bot.messages import Reply
from bot.services.feedback import RECOMMEND
from bot.texts import short
from bot.thai.text import key, repair


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages import Choice
    from bot.services.feedback import Answer, Form, Opened, Question
    from bot.texts import Texts


_SHOWN = 120  # letters of what was written
_EDITS = 10  # buttons
_STARS = range(1, 6)


class Paper:
    """`opened` is the form that people fill in, `form` what it asks."""

    def __init__(self, say: Texts, opened: Opened, form: Form) -> None:
        self._say, self._opened, self._form = say, opened, form

    def question(self, question: Question, answer: Answer, lead: str = "") -> Reply:
        """One question with its buttons; what was chosen is marked, where several things may be."""
        say, place = self._say, self._form.questions.index(question)
        count = len(self._form.questions)
        title = say("feedback.question", place=place + 1, total=count, title=question.title.in_(say.language))
        lines = [lead, title, self._hint(question)]
        choices = (*self._answers(question, answer), *self._ways(question, place))
        text = "\n".join(line for line in lines if line)
        return Reply(text, choices=choices, reading=ASIDE, sealed=True)

    def whole(self, answer: Answer, *, sent: bool) -> Reply:
        """All that was answered, to be sent or changed; what was `sent`, to be taken back too."""
        say = self._say
        lines = [say("feedback.summary")]
        for place, question in enumerate(self._form.questions, start=1):
            said = self._said(question, answer) or say("feedback.unanswered")
            lines.append(f"{place}. {question.title.in_(say.language)}: {said}")
        lines.append(say("feedback.how_to_change"))
        send = say("feedback.button_send")
        edits = [
            self._choice(say("feedback.button_edit", place=place), "to", code=question.code)
            for place, question in enumerate(self._form.questions[:_EDITS], start=1)
        ]
        withdraw = say("feedback.button_withdraw")
        back = [self._choice(withdraw, "withdraw")] if sent else []
        return Reply("\n".join(lines), choices=(self._choice(send, "send"), *edits, *back), reading=ASIDE, sealed=True)

    def _hint(self, question: Question) -> str:
        say = self._say
        low, high = question.low.in_(say.language), question.high.in_(say.language)
        match question.kind:
            case "scale" if low or high:
                return say("feedback.scale", low=low or "1", high=high or question.steps, steps=question.steps)
            case "recommend":
                return say("feedback.recommend")
            case "choices":
                return say("feedback.several")
            case "text":
                return say("feedback.write")
        return ""

    def _answers(self, question: Question, answer: Answer) -> Iterator[Choice]:
        match question.kind:
            case "stars":
                labels = self._say.listed("feedback.stars")
                for value, label in zip(range(len(labels), 0, -1), labels, strict=True):
                    yield self._choice(label, "put", value, question.code)
            case "scale" | "recommend":
                for value in numbers(question):
                    yield self._choice(str(value), "put", value, question.code)
            case "choice":
                for value, label in enumerate(question.choices):
                    yield choice(short(label), label, "put", self._opened.id, value, question.code)
            case "choices":
                given = answer.answers.get(question.code, [])
                for value, label in enumerate(question.choices):
                    marked = self._say("feedback.chosen", label=label) if label in _listed(given) else label
                    yield choice(short(marked), label, "put", self._opened.id, value, question.code)
                yield self._choice(self._say("feedback.button_next"), "next", code=question.code)

    def _ways(self, question: Question, place: int) -> Iterator[Choice]:
        """At most thirteen buttons stay together in LINE: with eleven for an answer there are two more."""
        if place:
            yield self._choice(self._say("feedback.button_back"), "back", code=question.code)
        if not question.required:
            yield self._choice(self._say("feedback.button_pass"), "pass", code=question.code)
        if question.kind != "recommend":
            yield self._choice(self._say("feedback.button_pause"), "pause")

    def _choice(self, label: str, wish: str, value: int = 0, code: str = "") -> Choice:
        return choice(label, label, wish, self._opened.id, value, code)

    def _said(self, question: Question, answer: Answer) -> str:
        if question.kind == "text":
            return short(answer.words.get(question.code, ""), _SHOWN)
        value = answer.answers.get(question.code)
        if value is None:
            return ""
        if question.kind == "stars" and isinstance(value, int):
            return "★" * value
        return ", ".join(value) if isinstance(value, list) else str(value)


def numbers(question: Question) -> range:
    """What may be answered by a number."""
    kinds = {"stars": _STARS, "recommend": RECOMMEND, "scale": range(1, question.steps + 1)}
    return kinds.get(question.kind, range(0))


def read(question: Question, typed: str) -> int | str | list[str] | None:
    """The answer to a question, but in words of one's own, that is typed; None where it is none."""
    text = repair(typed)
    if allowed := numbers(question):
        found = int(text) if text.isdecimal() and len(text) <= len("10") else stars(text)
        return found if found is not None and found in allowed else None
    if question.kind == "choice":
        return _one(question, text)
    if question.kind == "choices":
        parts = [_one(question, part.strip()) for part in text.replace("และ", ",").split(",") if part.strip()]
        return [part for part in parts if part] if parts and all(parts) else None
    return None


def _one(question: Question, text: str) -> str | None:
    if text.isdecimal() and text not in question.choices and 1 <= int(text[:3]) <= len(question.choices):
        return question.choices[int(text) - 1]
    named = [each for each in question.choices if key(each) and key(each) == key(text)]
    return named[0] if len(named) == 1 else None


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []

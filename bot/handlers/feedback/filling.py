"""A form is filled in: question by question, with a break of any length, and sent at the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.handlers.feedback.here import aside
from bot.handlers.feedback.memory import Memory, forget, recall, remember
from bot.handlers.feedback.paper import Paper, numbers, read


if TYPE_CHECKING:
    from bot.handlers.feedback.here import Desk
    from bot.handlers.feedback.said import Tapped
    from bot.messages import Reply
    from bot.router import Turn
    from bot.services.feedback import Answer, Form, Question, Sheet


class Filling:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def begin(self, turn: Turn, said: Tapped) -> Reply:
        """Begin, or go on where it was left."""
        if (found := self._found(turn, said.form)) is None:
            return self._desk.gone(turn, said.form)
        sheet, form = found
        if sheet.state == "answered":
            return self._whole(turn, sheet, form)
        place = _left_at(form, sheet.found)
        if place == len(form.questions):
            return self._whole(turn, sheet, form)
        lead = "" if place else self._desk.draw(turn, sheet.form).promise(sheet.form)
        return self._ask(turn, sheet, form, form.questions[place], lead=lead)

    def put(self, turn: Turn, said: Tapped) -> Reply:
        """A button of a question."""
        if (found := self._found(turn, said.form)) is None:
            return self._desk.gone(turn, said.form)
        sheet, form = found
        question = _question(form, said.code)
        if question is None:
            return self.begin(turn, said)
        choosing = question.kind in ("choice", "choices")
        if said.value not in (range(len(question.choices)) if choosing else numbers(question)):
            return self._ask(turn, sheet, form, question)
        if question.kind == "choices":
            return self._toggle(turn, sheet, form, question, question.choices[said.value])
        value = question.choices[said.value] if choosing else said.value
        return self._answered(turn, sheet, form, question, value)

    def typed(self, turn: Turn, memory: Memory) -> Reply | None:
        """What is typed in place of a button; None where it is none of what may be answered."""
        question = self.asked(turn, memory)
        value = read(question, turn.inbound.text) if question else None
        found = self._found(turn, memory.form)
        if question is None or value is None or found is None:
            return None
        return self._answered(turn, *found, question, value)

    def reads(self, turn: Turn, memory: Memory) -> bool:
        """Whether `typed` will take it."""
        question = self.asked(turn, memory)
        return question is not None and read(question, turn.inbound.text) is not None

    def write(self, turn: Turn, memory: Memory, words: str) -> Reply:
        """What somebody writes to a question for words; to any other, it is asked again."""
        found, question = self._found(turn, memory.form), self.asked(turn, memory)
        if found is None or question is None:
            return self._desk.gone(turn, memory.form)
        sheet, form = found
        if question.kind != "text":
            return self._ask(turn, sheet, form, question, lead=turn.say("feedback.wrong"))
        sheet.write(question.code, words)
        return self._go_on(turn, sheet, form, question)

    def asked(self, turn: Turn, memory: Memory) -> Question | None:
        """The question at hand."""
        found = self._found(turn, memory.form) if memory.asks == "question" else None
        return _question(found[1], memory.question) if found else None

    def next(self, turn: Turn, said: Tapped) -> Reply:
        """On, with what was chosen of several things."""
        if (found := self._found(turn, said.form)) is None:
            return self._desk.gone(turn, said.form)
        sheet, form = found
        question = _question(form, said.code)
        if question is None:
            return self.begin(turn, said)
        if question.required and _lacks(question, sheet.found):
            return self._ask(turn, sheet, form, question, lead=turn.say("feedback.required"))
        return self._go_on(turn, sheet, form, question)

    def skip(self, turn: Turn, said: Tapped) -> Reply:
        """One question is left out, if it may be."""
        return self.next(turn, said)

    def back(self, turn: Turn, said: Tapped) -> Reply:
        if (found := self._found(turn, said.form)) is None:
            return self._desk.gone(turn, said.form)
        sheet, form = found
        question = _question(form, said.code) or form.questions[0]
        return self._ask(turn, sheet, form, form.questions[max(form.questions.index(question) - 1, 0)])

    def to(self, turn: Turn, said: Tapped) -> Reply:
        """One question once more; then the whole form again."""
        if (found := self._found(turn, said.form)) is None:
            return self._desk.gone(turn, said.form)
        sheet, form = found
        question = _question(form, said.code)
        return self._ask(turn, sheet, form, question, summing=True) if question else self._whole(turn, sheet, form)

    def numbered(self, turn: Turn, memory: Memory, number: int) -> Reply | None:
        """The question with this number, while the whole form is shown; None where there is none."""
        found = self._found(turn, memory.form)
        if found is None or not 1 <= number <= len(found[1].questions):
            return None
        return self._ask(turn, *found, found[1].questions[number - 1], summing=True)

    def send(self, turn: Turn, said: Tapped) -> Reply:
        if (found := self._found(turn, said.form)) is None:
            return self._desk.gone(turn, said.form)
        sheet, form = found
        missing = [each for each in form.questions if each.required and _lacks(each, sheet.found)]
        if missing:
            return self._ask(turn, sheet, form, missing[0], lead=turn.say("feedback.required"), summing=True)
        sheet.send()
        forget(turn)
        draw = self._desk.draw(turn, sheet.form)
        return aside(turn, "feedback.sent", until=draw.until(sheet.form))

    def pause(self, turn: Turn, said: Tapped) -> Reply:
        if (found := self._found(turn, said.form)) is None:
            return self._desk.gone(turn, said.form)
        forget(turn)
        return aside(turn, "feedback.paused", until=self._desk.draw(turn, found[0].form).until(found[0].form))

    def see(self, turn: Turn, sheet: Sheet) -> Reply:
        """One's own answers."""
        found = self._found(turn, sheet.form.id)
        return self._whole(turn, *found) if found else self._desk.gone(turn, sheet.form.id)

    def _toggle(self, turn: Turn, sheet: Sheet, form: Form, question: Question, label: str) -> Reply:
        given = sheet.found.answers.get(question.code, [])
        before = given if isinstance(given, list) else []
        chosen = [each for each in question.choices if (each in before) != (each == label)]
        sheet.answer({question.code: chosen})
        memory = recall(turn)
        summing = bool(memory and memory.form == sheet.form.id and memory.summing)
        return replace(self._ask(turn, sheet, form, question, summing=summing), replaces=True)

    def _answered(
        self, turn: Turn, sheet: Sheet, form: Form, question: Question, value: int | str | list[str]
    ) -> Reply:
        sheet.answer({question.code: value})
        return self._go_on(turn, sheet, form, question)

    def _go_on(self, turn: Turn, sheet: Sheet, form: Form, question: Question) -> Reply:
        memory = recall(turn)
        place = form.questions.index(question) + 1
        summing = bool(memory and memory.form == sheet.form.id and memory.summing)
        if summing or place == len(form.questions):
            return self._whole(turn, sheet, form)
        return self._ask(turn, sheet, form, form.questions[place])

    def _ask(
        self, turn: Turn, sheet: Sheet, form: Form, question: Question, *, lead: str = "", summing: bool = False
    ) -> Reply:
        remember(turn, Memory(sheet.form.id, "question", question.code, summing=summing))
        return Paper(turn.say, sheet.form, form).question(question, sheet.found, lead)

    def _whole(self, turn: Turn, sheet: Sheet, form: Form) -> Reply:
        remember(turn, Memory(sheet.form.id, "sum"))
        return Paper(turn.say, sheet.form, form).whole(sheet.found, sent=sheet.state == "answered")

    def _found(self, turn: Turn, number: int) -> tuple[Sheet, Form] | None:
        sheet = self._desk.sheet(turn, number)
        form = self._desk.draw(turn, sheet.form).form(sheet.form) if sheet else None
        return (sheet, form) if sheet and form else None


def _question(form: Form, code: str) -> Question | None:
    return next((each for each in form.questions if each.code == code), None)


def _lacks(question: Question, answer: Answer) -> bool:
    return question.code not in answer.answers and not answer.words.get(question.code)


def _left_at(form: Form, answer: Answer) -> int:
    """The place of the first question after the last that was answered."""
    answered = [place for place, each in enumerate(form.questions) if not _lacks(each, answer)]
    return max(answered, default=-1) + 1

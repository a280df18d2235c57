"""Every answer that may be shown, one a line: without whose it is, and in no order within its form.

What looks like a formula is marked as text, as spreadsheets want it (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from bot.services.results import words
from storage import feedback_results
from storage.feedback_settings import SESSION


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import IO, Any

    from sqlalchemy.orm import Session as Store

    from bot.services.results.overview import Overview, Result
    from bot.texts import Texts
    from storage.feedback_results import Answered


_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_, _REASONS, _ = SESSION
_AT_ONCE = 1000  # lines after which it is told how far it is


class Column(NamedTuple):
    """A question of a form (its id in the programme's file), "" for what is asked of every session."""

    form: str
    question: str
    title: str


def columns(say: Texts, found: Overview) -> list[Column]:
    """What is asked of sessions, and after that what each form asks."""
    made = [Column("", each, say(f"results.column_{each}")) for each in SESSION]
    for result in found.forms:
        title, asked = result.title.in_(say.language), result.form.questions if result.form else ()
        made += [
            Column(result.opened.about.form, each.code, f"{title}: {each.title.in_(say.language)}") for each in asked
        ]
    return made


def heads(say: Texts, found: Overview) -> list[str]:
    about = [say(f"results.column_{name}") for name in ("about", "day", "module", "speakers")]
    return [*about, *(each.title for each in columns(say, found))]


def lines(store: Store, say: Texts, found: Overview, result: Result) -> Iterator[list[str | int]]:
    """The answers of one form, as wide as `heads`."""
    made = columns(say, found)
    about: list[str | int] = [
        result.title.in_(say.language),
        words.day(result, found).isoformat(),
        words.module(say, result, found),
        words.speakers(say, result, found),
    ]
    places = [(place, each.question) for place, each in enumerate(made) if each.form == result.opened.about.form]
    for answered in feedback_results.answered(store, result.id):
        line: list[str | int] = [""] * len(made)
        for place, question in places:
            line[place] = _cell(say, question, answered)
        yield [*about, *line]


def write(store: Store, say: Texts, found: Overview, file: IO[bytes], tell: Callable[[int], object] = bool) -> int:
    """All of them as CSV; how many there are. `tell` hears of so many more."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=False)
    writer, told, written = csv.writer(text), 0, 0
    writer.writerow(map(guarded, heads(say, found)))
    for result in (*found.results, *found.forms):
        for line in lines(store, say, found, result) if not result.withheld else ():
            writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in line])
            written += 1
            if written - told == _AT_ONCE:
                tell(_AT_ONCE)
                told = written
    tell(written - told)
    text.flush()
    text.detach()
    return written


def guarded(cell: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _cell(say: Texts, question: str, answered: Answered) -> str | int:
    if question in answered.words:
        return answered.words[question]
    given = _given(answered.answers, question)
    if question == _REASONS and isinstance(given, list):
        return ", ".join(words.reason(say, each) for each in given)
    return ", ".join(map(str, given)) if isinstance(given, list) else given


def _given(answers: Mapping[str, Any], question: str) -> Any:
    return answers.get(question, "")

"""Results as an Excel workbook: what comes first, each session, speaker, module, form and theme, comments, answers.

All that is text is written as text: nothing that somebody wrote is ever a formula, a link or a number. The file is
written as it is made, row by row, so that it takes as little memory for a hundred thousand answers as for ten. That
it is done while somebody waits, it has `KEPT` comments and answers at most, and says so; all of them are in the file
of bot.services.results.raw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import xlsxwriter

from bot.services.results import raw, words
from bot.services.results.book import Book
from bot.services.results.comments import quotes
from bot.services.results.first import first
from bot.services.results.questions import questions
from storage import feedback_results
from storage.feedback_results import ANY
from storage.feedback_settings import STARS


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from typing import IO

    from sqlalchemy.orm import Session as Store

    from bot.services.results.figures import Spread
    from bot.services.results.overview import Overview, Result, Together
    from bot.texts import Texts


KEPT = 20_000
"""Comments, and answers, that are in the workbook itself."""

_FIGURES = ("asked", "answered", "percent", "mean", "median", *(f"stars_{value}" for value in STARS))


def length(found: Overview) -> int:
    """How many rows there will be, roughly: for whoever shows how far it is."""
    whole = found.whole
    answers = sum(each.shown for each in (*found.results, *found.forms) if not each.withheld)
    return min(KEPT, whole.written) + min(KEPT, answers)


def write(
    store: Store, say: Texts, found: Overview, now: datetime, file: IO[bytes], tell: Callable[[int], object] = bool
) -> None:
    """Write it, as it is at `now`. `tell` hears of so many more rows of `length`."""
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, {**safe, "constant_memory": True}) as made:
        title = found.programme.title.in_(say.language)
        made.set_properties({"title": f"{say('results.workbook')} · {title}", "created": now.replace(tzinfo=None)})
        writer = _Writer(store, say, found, Book(made, title))
        writer.summary(now)
        writer.sessions()
        writer.several("speakers", found.speakers)
        writer.several("modules", found.modules)
        if found.forms:
            writer.forms()
        writer.themes()
        writer.comments(tell)
        writer.answers(tell)


class _Writer:
    def __init__(self, store: Store, say: Texts, found: Overview, book: Book) -> None:
        self._store, self._say, self._found, self._book = store, say, found, book

    def summary(self, now: datetime) -> None:
        say, found, whole = self._say, self._found, self._found.whole
        at = now.astimezone(ZoneInfo(found.programme.timezone))
        sheet = self._book.sheet(
            say("results.sheet_summary"), (44, 16, 60), say("results.as_of", when=say.period(at, at))
        )
        sheet.row(say("results.column_answered"), whole.counts.answered, words.counted(say, whole))
        sheet.row(say("results.column_mean"), _rounded(whole.stars.mean), say("results.of_stars"))
        sheet.row(say("results.column_median"), _rounded(whole.stars.median), "")
        for value, count in reversed(whole.stars.counts):
            sheet.row(say("results.stars", stars=value), count, words.share(count, whole.stars.whole))
        for form in found.forms:
            for asked in questions(form):
                if asked.recommend and asked.recommend.score is not None:
                    sheet.row(say("results.recommend"), asked.recommend.score, words.recommend(say, asked.recommend))
        self._first()
        sheet.row("", "", "")
        for note in (say("results.note_withheld"), words.method(say), say("results.note_bounds", kept=f"{KEPT:,}")):
            sheet.row(note)

    def _first(self) -> None:
        say, sheet = self._say, self._book
        todo = first(self._found.whole)
        sheet.row("", "", "")
        sheet.head(say("results.first"), "", "")
        for result in todo.sessions:
            sheet.row(result.title.in_(say.language), _rounded(result.stars.mean), self._why(result.reasons))
        for theme in todo.complaints:
            sheet.row(words.theme(say, theme.name), theme.bad, say("results.complained", count=theme.bad))
        for theme in todo.suggestions:
            sheet.row(
                words.theme(say, theme.name), theme.suggestions, say("results.suggested", count=theme.suggestions)
            )
        if not todo:
            sheet.row(say("results.first_nothing"), "", "")

    def sessions(self) -> None:
        say, found = self._say, self._found
        names = ("day", "about", "module", "speakers", *_FIGURES, "reasons", "comments", "note")
        widths = (18, 44, 26, 34, *(9 for _ in _FIGURES), 40, 12, 40)
        sheet = self._book.sheet(say("results.sheet_sessions"), widths, "")
        sheet.head(*(self._column(name) for name in names), filtered=True)
        for each in found.results:
            about = (each.title.in_(say.language), words.module(say, each, found), words.speakers(say, each, found))
            figures = self._figures(each.counts.asked, each.counts.answered, each.stars)
            why = words.why_withheld(say, each) if each.withheld else ""
            sheet.row(
                say.short_day(words.day(each, found)), *about, *figures, self._why(each.reasons), each.written, why
            )
        if found.results:
            self._book.trend(say("results.trend"), len(found.results), 1, 4 + _FIGURES.index("mean"))

    def several(self, name: str, several: Sequence[Together]) -> None:
        if not several:
            return
        say = self._say
        widths = (44, 10, *(9 for _ in _FIGURES), 40, 12)
        sheet = self._book.sheet(say(f"results.sheet_{name}"), widths, "")
        sheet.head(
            say(f"results.column_{name}"),
            *map(self._column, ("sessions", *_FIGURES, "reasons", "comments")),
            filtered=True,
        )
        for each in several:
            figures = self._figures(each.counts.asked, each.counts.answered, each.stars)
            title = each.title.in_(say.language)
            sheet.row(title, len(each.results), *figures, self._why(each.reasons), each.written)

    def forms(self) -> None:
        say = self._say
        sheet = self._book.sheet(say("results.sheet_forms"), (40, 44, 30, 12, 12), "")
        sheet.head(*map(self._column, ("form", "question", "answer", "count", "percent")))
        for form in self._found.forms:
            title = form.title.in_(say.language)
            if form.withheld:
                sheet.row(title, words.why_withheld(say, form), "", "", "")
            for asked in questions(form):
                question = asked.question.title.in_(say.language)
                if asked.withheld:
                    sheet.row(title, question, words.why_withheld(say, form), "", "")
                    continue
                base = asked.spread.whole or form.shown
                for value, count in asked.spread.counts or asked.chosen:
                    sheet.row(title, question, value, count, words.share(count, base))
                if asked.spread.whole:
                    sheet.row(title, question, say("results.column_mean"), _rounded(asked.spread.mean), "")
                if asked.recommend and asked.recommend.score is not None:
                    sheet.row(title, question, say("results.recommend"), asked.recommend.score, "")

    def themes(self) -> None:
        say, whole = self._say, self._found.whole
        said = {group.theme: group.quotes for group in quotes(self._store, (*whole.results, *whole.forms))}
        sheet = self._book.sheet(say("results.sheet_themes"), (30, 10, 10, 12, 10, 90), words.method(say))
        tones = [words.tone(say, name) for name in ("bad", "suggestion", "good", "neutral")]
        sheet.head(say("results.column_theme"), *tones, say("results.column_quotes"))
        for each in whole.themes:
            quoted = "\n".join(f"“{quote.text}”" for quote in said.get(each.name, ()))  # type: ignore[call-overload] # a theme
            sheet.row(words.theme(say, each.name), each.bad, each.suggestions, each.good, each.neutral, quoted)

    def comments(self, tell: Callable[[int], object]) -> None:
        say, left = self._say, KEPT
        sheet = self._book.sheet(say("results.sheet_comments"), (44, 18, 9, 90, 30, 30), "")
        sheet.head(*map(self._column, ("about", "day", "stars", "more", "themes", "tones")), filtered=True)
        for each in self._forms():
            title, day = each.title.in_(say.language), say.short_day(words.day(each, self._found))
            found = feedback_results.written(self._store, [each.id], ANY, 0, left) if each.written and left else []
            for one in found:
                named = dict.fromkeys(words.theme(say, theme) for theme, _ in one.opinion)
                tones = dict.fromkeys(words.tone(say, tone) for _, tone in one.opinion)
                sheet.row(title, day, one.stars or "", one.words, ", ".join(named), ", ".join(tones))
            left -= len(found)
            tell(len(found))

    def answers(self, tell: Callable[[int], object]) -> None:
        say, left = self._say, KEPT
        heads = raw.heads(say, self._found)
        sheet = self._book.sheet(say("results.sheet_answers"), (44, 14, 26, 34, *(24 for _ in heads[4:])), "")
        sheet.head(*heads, filtered=True)
        for each in self._forms():
            if each.shown > left:
                sheet.row(say("results.note_bounds", kept=f"{KEPT:,}"))
                return
            for line in raw.lines(self._store, say, self._found, each):
                sheet.row(*line)
            left -= each.shown
            tell(each.shown)

    def _forms(self) -> Iterable[Result]:
        return (each for each in (*self._found.results, *self._found.forms) if not each.withheld)

    def _figures(self, asked: int, answered: int, stars: Spread) -> list[str | float]:
        middle = (_rounded(stars.mean), _rounded(stars.median))
        spread: list[str | float] = [count for _, count in stars.counts] if stars.whole else ["" for _ in STARS]
        return [asked, answered, words.share(answered, asked), *middle, *spread]

    def _column(self, name: str) -> str:
        if name.startswith("stars_"):
            return self._say("results.stars", stars=name.removeprefix("stars_"))
        return self._say(f"results.column_{name}")

    def _why(self, reasons: Sequence[tuple[str, int]]) -> str:
        return ", ".join(f"{words.reason(self._say, code)} {count}" for code, count in reasons)


def _rounded(value: float | None) -> float | str:
    return "" if value is None else round(value, 2)

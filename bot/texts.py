"""Every sentence that the bot says, from the gettext catalogues in locales/: one .po file a room and language.

A message id is `room.name`; its text holds `{placeholders}`. Both languages have the same ids with the same
placeholders (tests/test_texts.py). The .po files are compiled in memory: nothing built is kept.
"""

from __future__ import annotations

import gettext
from functools import cache
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING

import polib

from bot.lengths import cut


if TYPE_CHECKING:
    from datetime import date, datetime
    from importlib.resources.abc import Traversable

    from bot.messages import Language


LANGUAGES: tuple[Language, ...] = ("th", "en")


class Texts:
    """The texts of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        catalogue = polib.POFile()
        catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": _PLURALS[language]}
        for path in sorted(_folder(language).iterdir(), key=lambda path: path.name):
            if path.name.endswith(".po"):
                catalogue.extend(polib.pofile(path.read_text(encoding="utf-8")))
        self._catalogue = gettext.GNUTranslations(BytesIO(catalogue.to_binary()))

    def __call__(self, message: str, **values: object) -> str:
        """The text `message`, filled with `values`. With `count`, in the plural that fits.

        Raises LookupError where there is no such text: a mistake of ours, which the test for both languages finds.
        """
        count = values.get("count")
        text = (
            self._catalogue.ngettext(message, message, count)
            if isinstance(count, int)
            else self._catalogue.gettext(message)
        )
        if text == message:
            text = self._catalogue.gettext(message)
        if text == message:
            raise LookupError(message)
        return text.format(**values)

    def listed(self, message: str) -> tuple[str, ...]:
        """A text that is a list, one entry a line, such as the names of the months."""
        return tuple(self(message).split("\n"))

    def day(self, day: date) -> str:
        """A day in full, with its weekday: วันศุกร์ที่ 4 ตุลาคม 2562 (the Buddhist year in Thai), Friday 4 October 2019."""
        year = day.year + _BUDDHIST if self.language == "th" else day.year
        month = self.listed("texts.months")[day.month - 1]
        return self(
            "texts.day", weekday=self.listed("texts.weekdays")[day.weekday()], day=day.day, month=month, year=year
        )

    def month(self, day: date) -> str:
        """The month of a day: ตุลาคม 2562, October 2019."""
        year = day.year + _BUDDHIST if self.language == "th" else day.year
        return f"{self.listed('texts.months')[day.month - 1]} {year}"

    def short_day(self, day: date) -> str:
        """A day for a button: ศ. 4 ต.ค. 2562."""
        year = day.year + _BUDDHIST if self.language == "th" else day.year
        month = self.listed("texts.short_months")[day.month - 1]
        weekday = self.listed("texts.short_weekdays")[day.weekday()]
        return self("texts.short_day", weekday=weekday, day=day.day, month=month, year=year)

    def hours(self, start: datetime, end: datetime) -> str:
        """From when to when on one day: 09.00–12.00 น.; one time where both are the same."""
        clock = "%H.%M" if self.language == "th" else "%H:%M"
        if start == end:
            return self("texts.hour", start=f"{start:{clock}}")
        return self("texts.hours", start=f"{start:{clock}}", end=f"{end:{clock}}")

    def period(self, start: datetime, end: datetime) -> str:
        """Day and hours of something that begins at `start` and ends at `end`, both in the zone to be shown."""
        if start.date() == end.date():
            return self("texts.one_day", day=self.day(start.date()), hours=self.hours(start, end))
        return self(
            "texts.days",
            first=self.day(start.date()),
            start=self.hours(start, start),
            last=self.day(end.date()),
            end=self.hours(end, end),
        )


_BUDDHIST = 543
_PLURALS = {"th": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}


def _folder(language: str) -> Traversable:
    return resources.files("locales") / language


def words(language: str, name: str) -> str:
    """The file `name` of the words by which questions in `language` are read (TOML)."""
    return (_folder(language) / name).read_text(encoding="utf-8")


def short(text: str, most: int = 20) -> str:
    """`text` cut to `most` characters as people see them (grapheme clusters), an ellipsis in place of the rest."""
    return cut(text, most)


def short_title(title: str) -> str:
    """A programme's title for a button: the name in its brackets with what follows (CCIO รุ่นที่ 2), or its beginning."""
    _, bracket, rest = title.partition("(")
    name, closed, tail = rest.partition(")")
    return short(f"{name}{tail}" if bracket and closed else title)


@cache
def texts(language: Language) -> Texts:
    return Texts(language)

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


if TYPE_CHECKING:
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


_PLURALS = {"th": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}


def _folder(language: str) -> Traversable:
    return resources.files("locales") / language


def words(language: str, name: str) -> str:
    """The file `name` of the words by which questions in `language` are read (TOML)."""
    return (_folder(language) / name).read_text(encoding="utf-8")


@cache
def texts(language: Language) -> Texts:
    return Texts(language)

"""The words by which comments are read (locales/*/opinions.toml), both languages at once.

A word has marks, of which it may have several:

- `theme:food` names what a comment is about; `hint:food` suggests it, where nothing is named; `otherwise:food`, where
  nothing was said before either
- `good`, `bad`; `able` is expected, so that only its want is told (ไม่ทัน, ไม่ชัด); `scale` is good or bad of some themes
  (`scale:bad:time`) and bad of all when it is too much
- the names of the lists in [signs]: `not`, `too`, `wish`, …
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pythainlp.util import Trie

from bot.texts import LANGUAGES
from bot.texts import words as read_words
from bot.thai.lexicon import expand, lexicon
from bot.thai.text import key


if TYPE_CHECKING:
    from collections.abc import Iterator

ANY = "any"
"""In the file, the list of words that suggest no theme."""

_LEAST = 4  # letters of a key; shorter ones meet by chance


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of both files.

    `keys` gives the phrase of a spelling's key. `prevails`: a hint at the first of a pair counts more than the second's
    name (a cold room is about the air conditioning).
    """

    marks: dict[str, frozenset[str]]
    trie: Trie
    keys: dict[str, str]
    prevails: frozenset[tuple[str, str]]


@cache
def vocabulary() -> Vocabulary:
    lexicon()  # it teaches the Thai lexicon words: comments are read alike whether questions were read before or not
    documents = [tomllib.loads(read_words(language, "opinions.toml")) for language in LANGUAGES]
    marks: dict[str, set[str]] = {}
    for document in documents:
        for phrase, mark in _marked(document):
            marks.setdefault(phrase, set()).add(mark)
    keys: dict[str, str] = {}
    for phrase in marks:
        if len(spelt := key(phrase)) >= _LEAST:
            keys.setdefault(spelt, phrase)
    return Vocabulary(
        marks={phrase: frozenset(found) for phrase, found in marks.items()},
        trie=Trie(marks),
        keys=keys,
        prevails=frozenset(
            (hint, named) for document in documents for hint, over in document["prevails"].items() for named in over
        ),
    )


def _marked(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for table, mark in (("themes", "theme"), ("hints", "hint"), ("otherwise", "otherwise")):
        for theme, words in document[table].items():
            yield from _each(words, f"{mark}:{theme}")
    for mark in ("good", "bad", "able"):
        for theme, words in document[mark].items():
            yield from _each(words, mark)
            if theme != ANY:
                yield from _each(words, f"hint:{theme}")
    for tone, themes in document["scales"].items():
        for theme, words in themes.items():
            yield from _each(words, "scale")
            if tone != ANY:
                yield from _each(words, f"scale:{tone}:{theme}")
    for mark, words in document["signs"].items():
        yield from _each(words, mark)
    yield from _each(document["nothing"], "nothing")


def _each(words: list[str], mark: str) -> Iterator[tuple[str, str]]:
    return ((phrase.lower(), mark) for raw in words for phrase in expand(raw))

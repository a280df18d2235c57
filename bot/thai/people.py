"""People's names and their titles: ดร. รศ. คุณ หมอ, stripped to compare and used to tell people apart."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from bot.thai.lexicon import lexicon, mask
from bot.thai.text import key


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.thai.entries import Entry, Mention


_DOCTORS = frozenset(key(title) for title in ("หมอ", "คุณหมอ", "นพ.", "พญ.", "นายแพทย์", "แพทย์หญิง", "M.D."))

_ABBREVIATED = re.compile(r"^(?:(?:[\u0e01-\u0e4e]{1,4}\.)+(?:หญิง)?\s*|[A-Z][a-z]{0,5}\.\s*)+")


class People:
    """Who bears which titles."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._titles = {entry.code: list(_titles(entry)) for entry in entries if entry.kind == "speaker"}

    def told_apart(self, text: str, mentions: Iterable[Mention]) -> tuple[list[Mention], str]:
        """People told apart by the titles before their names in `text` (รศ.วิชัย, หมอวิชัย); `text` without the titles."""
        told: list[Mention] = []
        for mention in mentions:
            if mention.kind not in {"speaker", "contact"}:
                told.append(mention)
                continue
            title, start = title_of(text[: mention.start])
            codes = self._bearing(title, mention.codes) if title else mention.codes
            told.append(replace(mention, codes=codes, start=start))
            text = mask(text, [(start, mention.start)])
        return told, text

    def _bearing(self, title: str, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Of `codes`, those whose own titles have `title` (or mean the same); all where none or any could."""
        if title in lexicon().civil:
            return codes
        meant = tuple(_DOCTORS if title in _DOCTORS else (title,))
        return (
            tuple(code for code in codes if any(_fits(title, meant, held) for held in self._titles.get(code, ())))
            or codes
        )


def _fits(title: str, meant: tuple[str, ...], held: str) -> bool:
    return title.startswith(held) or held.startswith(title) or held.endswith(meant)


def _titles(entry: Entry) -> Iterator[str]:
    """The keys of what stands before and behind the bare name."""
    for name in entry.names:
        before, _, behind = name.partition(bare_name(name))
        yield from (key(title) for title in (before, behind) if key(title))


def bare_name(name: str) -> str:
    """`name` without the titles before it (and the degrees behind it), however many: รศ.ดร.ปุ่น is ปุ่น."""
    rest = _ABBREVIATED.sub("", name.split(",", maxsplit=1)[0].strip())
    titles = _small_titles()
    again = True
    while again:
        again = False
        small = rest.lower()
        if not small.startswith(titles):  # most names have none, and there are many titles
            break
        for title in lexicon().titles:
            if small.startswith(title.lower()) and len(rest) > len(title):
                joined = rest[len(title) :]
                if title.isascii() and not title.endswith(".") and joined[0].isalpha():
                    continue  # Msomi is not Ms. Omi
                rest, again = joined.lstrip(" ."), True
                break
    return rest


@cache
def _small_titles() -> tuple[str, ...]:
    return tuple(title.lower() for title in lexicon().titles)


def title_of(text: str) -> tuple[str, int]:
    """The titles that `text` ends with, as one key, and where they begin: (รศดล, 4) for "สอน รศ.ดร."."""
    start = len(text)
    again = True
    while again:
        again = False
        rest = text[:start].rstrip(" .")
        for title in lexicon().before_names:
            bare = title.lower().rstrip(".")
            if rest.endswith(bare) and (len(bare) > 1 or rest[-2:-1] in {"", " "}):
                start, again = len(rest) - len(bare), True
                break
    return key(text[start:]), start


def parts_of(name: str) -> Iterator[str]:
    """The ways a person is called: the bare name, the first name, the last name."""
    rest = bare_name(name)
    yield rest
    if len(parts := rest.split()) > 1:
        yield from (part for part in (parts[0], parts[-1]) if len(key(part)) > 1)

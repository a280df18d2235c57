"""Words that are about something: an index from the words of a programme's texts to the entries that have them.

It answers for words that name nothing by themselves ("เมืองท่องเที่ยว", "หนังสือเดินทาง"): which entries have them all.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.thai.lexicon import lexicon


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.thai.names import Entry, Kind

_NAME, _NOTE = 2.0, 1.0
_SPELLABLE = 6  # shorter words are one slip away from too many others


class Topics:
    """The words of one programme. It is not changed once built."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, dict[tuple[Kind, str], float]] = defaultdict(dict)
        for entry in entries:
            for weight, texts in ((_NAME, (*entry.names, *entry.aliases)), (_NOTE, entry.notes)):
                for word in {word for text in texts for word in content(text)}:
                    held = self._entries[word]
                    held[entry.kind, entry.code] = max(weight, held.get((entry.kind, entry.code), 0.0))
        self._words = [word for word in self._entries if len(word) >= _SPELLABLE]

    def known(self, word: str) -> str:
        """The programme's own spelling (key) of `word`, one slip allowed in longer words; "" where it has no such word."""
        spelt = lexicon().meaning(word)
        if spelt in self._entries or len(spelt) < _SPELLABLE:
            return spelt if spelt in self._entries else ""
        near = process.extractOne(spelt, self._words, scorer=OSA.distance, score_cutoff=1)
        return near[0] if near else ""

    def has(self, entry: tuple[Kind, str], word: str) -> bool:
        """Whether `word` (a key from `known`) is in the entry's own texts."""
        return entry in self._entries.get(word, {})

    def about(self, words: Sequence[str]) -> tuple[float, list[tuple[Kind, str]]]:
        """The entries that have the most of `words` (keys from `known`), and which share of them; names count double."""
        scores: dict[tuple[Kind, str], float] = defaultdict(float)
        for word in words:
            for entry, weight in self._entries.get(word, {}).items():
                scores[entry] += weight
        if not scores:
            return 0.0, []
        best = max(scores.values())
        chosen = [entry for entry, score in scores.items() if score == best]
        share = sum(word in self._entries and any(entry in self._entries[word] for entry in chosen) for word in words)
        return share / len(words), chosen


def content(text: str) -> list[str]:
    """The words of `text` that mean something by themselves, as keys of their synonym group."""
    return [
        lexicon().meaning(unit.text)
        for unit in lexicon().units(text.lower())
        if unit.content or any(tag.startswith("kind:") for tag in unit.tags)
    ]

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

    from bot.thai.entries import Entry, Kind

_NAME, _NOTE = 2.0, 1.0  # what a word weighs in a name, and in a text about it
_SHARE = 0.7  # of the words, that one entry must have to be what they are about
_VAGUE = 8  # more entries than this are not what somebody meant by a word
_FAINT, _FEW = 4, 2  # letters of an everyday word that may name something, and how many it may name
_SPELLABLE = 6  # shorter words are one slip away from too many others


class Topics:
    """The words of one programme. It is not changed once built."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries: dict[str, dict[tuple[Kind, str], float]] = defaultdict(dict)
        self._faint: dict[str, dict[tuple[Kind, str], None]] = defaultdict(dict)
        for entry in entries:
            for weight, texts in ((_NOTE, entry.notes), (_NAME, (*entry.names, *entry.aliases))):
                for text in texts:
                    self._add(entry, text, weight)
        self._words = [word for word in self._entries if len(word) >= _SPELLABLE]

    def _add(self, entry: Entry, text: str, weight: float) -> None:
        for unit in lexicon().units(text.lower()):
            if (unit.content and not unit.text.isdigit()) or any(tag.startswith("kind:") for tag in unit.tags):
                self._entries[lexicon().meaning(unit.text)][entry.kind, entry.code] = (
                    weight  # names come last, and stay
                )
            elif "light" in unit.tags and weight == _NAME and entry.kind == "session":
                self._faint[unit.text][entry.kind, entry.code] = None

    def known(self, word: str) -> str:
        """The programme's own spelling (key) of `word`, one slip allowed in longer words; "" where it has none."""
        spelt = lexicon().meaning(word)
        if spelt in self._entries or len(spelt) < _SPELLABLE:
            return spelt if spelt in self._entries else ""
        near = process.extractOne(spelt, self._words, scorer=OSA.distance, score_cutoff=1)
        return near[0] if near else ""

    def explains(self, entries: Iterable[tuple[Kind, str]], word: str) -> bool:
        """Whether `word` is in the own texts of one of `entries`."""
        held = self._entries.get(self.known(word), {})
        return any(entry in held for entry in entries)

    def about(self, words: Sequence[str]) -> tuple[tuple[Kind, str], ...]:
        """The entries that have nearly all of `words`, in their names rather than notes; none where they are many."""
        spelt = [self.known(word) for word in words]
        scores: dict[tuple[Kind, str], float] = defaultdict(float)
        for word in spelt:
            for entry, weight in self._entries.get(word, {}).items():
                scores[entry] += weight
        best = max(scores.values(), default=0.0)
        chosen = [entry for entry, score in scores.items() if score == best]
        covered = sum(any(entry in self._entries.get(word, {}) for entry in chosen) for word in spelt)
        return tuple(chosen) if covered >= _SHARE * len(words) and len(chosen) <= _VAGUE else ()

    def faint(self, words: Iterable[str]) -> tuple[tuple[Kind, str], ...]:
        """The sessions that everyday words name where nothing else is named (กลับวันไหน: the one called วันกลับ)."""
        found = (self._faint.get(word, ()) for word in words if len(word) >= _FAINT)
        return next((tuple(entries) for entries in found if 0 < len(entries) <= _FEW), ())

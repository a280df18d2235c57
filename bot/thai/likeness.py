"""Names told roughly: two words out of a long title, a letter wrong here and there (คลังเวชพันธ์, ผู้นำยามวิกฤต).

Compared by runs of three letters, which misspelling and shortening spoil least.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from bot.thai.entries import variants
from bot.thai.text import key, thai_lexicon


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.thai.entries import Entry, Kind

_LEAST = 5  # letters of the key
_SHARE = 0.7  # of the runs of three, that one name must have
_WORD = 0.75  # and of each word that is spelt right
_MOST = 8  # names that share it; more tell nothing
_COMMON = 2000  # names with one run of three; such a run is not looked up


class Likeness:
    """The names of one programme by their runs of three letters."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: list[tuple[Kind, str]] = []
        self._having: dict[str, list[int]] = defaultdict(list)
        for entry in entries:
            if entry.kind not in {"session", "module", "venue", "speaker"}:
                continue
            number = len(self._entries)
            self._entries.append((entry.kind, entry.code))
            names = [name for rank, name in variants(entry) if rank or entry.kind != "speaker"]  # people without titles
            for gram in {gram for name in names for gram in grams(key(name))}:
                self._having[gram].append(number)

    def like(self, text: str, words: Sequence[str]) -> tuple[tuple[Kind, str], ...]:
        """The entries whose names have nearly all of `text`, and of each of its `words`; none where none has."""
        wanted = grams(key(text))
        if len(wanted) < _LEAST - 2:
            return ()
        votes: Counter[int] = Counter()
        for gram in wanted:
            if len(having := self._having.get(gram, ())) <= _COMMON:
                votes.update(having)
        best = max(votes.values(), default=0)
        found = [number for number, count in votes.items() if count == best]
        if best < _SHARE * len(wanted) or len(found) > _MOST:
            return ()
        return tuple(self._entries[number] for number in found if all(self._has(number, word) for word in words))

    def _has(self, number: int, word: str) -> bool:
        wanted = grams(key(word))
        if not wanted or word not in thai_lexicon():
            return True
        return sum(number in self._having.get(gram, ()) for gram in wanted) >= _WORD * len(wanted)


def grams(spelt: str) -> set[str]:
    """The runs of three letters in `spelt`."""
    return {spelt[at : at + 3] for at in range(len(spelt) - 2)}

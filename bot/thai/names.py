"""A programme's gazetteer: which of its people, places, sessions, modules and groups a text names.

Names are found whatever their spelling (bot/thai/text.py: key), without their titles (ดร. คุณ), by their parts (a first
name, what stands in brackets, one side of a colon), and, in `near`, with a few letters wrong. The longest name
wins, then the surest; names that tie are all given, for the caller to ask.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from bot.thai.entries import Entry, Kind, Mention, numbered, variants
from bot.thai.lexicon import MASK
from bot.thai.likeness import grams
from bot.thai.text import boundaries, key, keyed


if TYPE_CHECKING:
    from collections.abc import Iterable

_LONG = 7  # a key of this length does not stand inside a longer word by chance
_NEAR_LEAST = 4
_NEAR_CANDIDATES = 24
_LETTERED = re.compile("(?<![a-z])[a-z]$|[0-9]$|track[a-z]$|group[a-z]$|room[a-z]$")
_COMMON = 400  # n-grams of more names than this say nothing


@dataclass(frozen=True, slots=True)
class _Form:
    """`rank` is 0 for what the programme calls it, 1 for a part of that."""

    kind: Kind
    code: str
    rank: int
    name: str


class Gazetteer:
    """The names of one programme. It is not changed once built."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        self._full: dict[tuple[Kind, str], list[str]] = defaultdict(list)
        self.series: dict[str, dict[int, str]] = defaultdict(dict)
        """For sessions that are numbered: the key of their common name, and the code of each number."""
        for entry in entries:
            self._add(entry)
        self._number()
        self._lengths: dict[str, list[int]] = defaultdict(list)
        self._grams: dict[str, list[str]] = defaultdict(list)
        for spelt in self._forms:
            if len(spelt) not in (lengths := self._lengths[spelt[:2]]):
                lengths.append(len(spelt))
            if len(spelt) >= _NEAR_LEAST:
                for gram in grams(spelt):
                    self._grams[gram].append(spelt)

    def _add(self, entry: Entry) -> None:
        full = self._full[entry.kind, entry.code]
        for rank, name in variants(entry):
            spelt = key(name)
            if len(spelt) > 1 and spelt not in full:
                full.append(spelt)
                self._forms[spelt].append(_Form(entry.kind, entry.code, rank, name))
        for found in (numbered(name) for name in entry.names if entry.kind == "session"):
            if found:
                self.series[key(found[0])].setdefault(found[1], entry.code)

    def _number(self) -> None:
        """Lets an alias that stands in only one of a numbered series mean the series, as people mean it."""
        for base, series in list(self.series.items()):
            codes = set(series.values())
            for spelt in {spelt for code in codes for spelt in self._full["session", code]}:
                forms = self._forms[spelt]
                held = {form.code for form in forms if form.kind == "session"}
                alike = spelt in base or base in spelt
                if spelt != base and alike and held <= codes and not any(letter.isdigit() for letter in spelt):
                    self.series.setdefault(spelt, series)
                    forms += [_Form("session", code, 0, forms[0].name) for code in codes - held]

    def completed(self, text: str, mention: Mention, start: int, end: int, sure: int = 75) -> Mention | None:
        """`mention` with the words at [start, end) beside it, where together they nearly spell a longer name of its."""
        since, until = min(start, mention.start), max(end, mention.end)
        spelt = key(text[since:until])
        codes = [
            code
            for code in mention.codes
            if any(
                len(name) > mention.end - mention.start and fuzz.ratio(name, spelt) >= sure
                for name in self._full[mention.kind, code]
            )
        ]
        return (
            replace(mention, codes=tuple(codes), start=since, end=until, sure=min(mention.sure, 90)) if codes else None
        )

    def find(self, text: str) -> list[Mention]:
        """The names in `text` (repaired) that are spelt as they should be, in order; they do not overlap."""
        spelt, offsets = keyed(text)
        edges = boundaries(text)
        found = [
            (length, start, start + length)
            for start in range(len(spelt))
            for length in self._lengths.get(spelt[start : start + 2], ())
            if start + length <= len(spelt)
            and spelt[start : start + length] in self._forms
            and _stands(text, edges, offsets, start, start + length)
        ]
        mentions: list[Mention] = []
        taken: list[tuple[int, int]] = []
        for _, start, end in sorted(found, key=lambda place: (-place[0], place[1])):
            if any(start < until and since < end for since, until in taken):
                continue
            taken.append((start, end))
            since = _start(text, edges, offsets, start)
            mentions += self._mentions(spelt[start:end], since, _end(text, offsets, end), 100)
        return sorted(mentions, key=lambda mention: mention.start)

    def _mentions(self, spelt: str, start: int, end: int, sure: int) -> list[Mention]:
        """One mention a kind; of one kind, those of the surest rank, and a numbered series whole."""
        kinds: dict[Kind, list[_Form]] = defaultdict(list)
        for form in self._forms[spelt]:
            kinds[form.kind].append(form)
        series = set(self.series.get(spelt, {}).values())
        ranks = {kind: min(form.rank for form in forms) for kind, forms in kinds.items()}
        return [
            Mention(
                kind,
                tuple(form.code for form in forms if form.rank == ranks[kind] or form.code in series),
                start,
                end,
                sure - ranks[kind],
                forms[0].name,
            )
            for kind, forms in kinds.items()
        ]

    def near(self, text: str, sure: int = 85) -> list[Mention]:
        """Names that `text` nearly spells (`sure` of 100 letters right; short ones nearer), the likeliest first."""
        spelt, offsets = keyed(text.replace(MASK, " "))
        if len(spelt) < _NEAR_LEAST:
            return []
        votes: Counter[str] = Counter()
        for gram in grams(spelt):
            if len(names := self._grams.get(gram, ())) <= _COMMON:
                votes.update(names)
        found = []
        for name, _ in sorted(votes.most_common(_NEAR_CANDIDATES), key=lambda vote: -len(vote[0])):
            if _LETTERED.search(name):
                continue  # Track C is not a slip of Track A
            least = sure if len(name) > _NEAR_LEAST else max(sure, 85)
            if len(name) > len(spelt) + 2 or not (
                place := fuzz.partial_ratio_alignment(name, spelt, score_cutoff=least)
            ):
                continue
            found.append((place.score, len(name), name, offsets[place.dest_start], _end(text, offsets, place.dest_end)))
        found.sort(key=lambda hit: (-hit[0], -hit[1]))
        return [
            mention
            for score, _, name, start, end in found[:3]
            for mention in self._mentions(name, start, end, min(99, int(score)))
        ]


def _stands(text: str, edges: frozenset[int], offsets: list[int], start: int, end: int) -> bool:
    """Whether the name at keys [start, end) is a word of its own, not inside another (ปุ่น in ญี่ปุ่น, nia in lithuania)."""
    since, until = _start(text, edges, offsets, start), _end(text, offsets, end)
    inside = (since and _latin(text[since - 1]) and _latin(text[since])) or (
        until < len(text) and _latin(text[until - 1]) and _latin(text[until])
    )
    if inside or (since and offsets[start - 1] == since):
        return False
    if end - start >= _LONG:
        return True
    return since in edges and until in edges


def _start(text: str, edges: frozenset[int], offsets: list[int], start: int) -> int:
    """Where in `text` the key's character at `start` begins: of two of a letter, the one that begins a word.

    In วันนำเสนอ the first น ends the word before; in นนทบุรี both are the name's.
    """
    since = offsets[start]
    doubled = text[since + 1 : since + 2] == text[since] and "ก" <= text[since] <= "ฮ"
    return since + 1 if doubled and since not in edges and since + 1 in edges else since


def _end(text: str, offsets: list[int], end: int) -> int:
    """Where in `text` the key's character before `end` ends, marks that the key leaves out included."""
    until = offsets[end - 1] + 1
    while until < offsets[end] and "\u0e30" <= text[until] <= "\u0e4e" and text[until] not in "เแโใไ":
        until += 1
    if until + 1 < len(text) and text[until + 1] == "\u0e4c" and until < offsets[end]:
        until += 2  # a silenced consonant belongs to the word before it
    return until


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()

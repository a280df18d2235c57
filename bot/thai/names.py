"""A programme's gazetteer: which of its people, places, sessions, modules and groups a text names.

Names are found whatever their spelling (bot/thai/text.py: key), without their titles (ดร. คุณ), by their parts (a first
name, what stands in brackets, one side of a colon), and, in `near`, with a few letters wrong. The longest name wins, then
the surest; names that tie are all given, for the caller to ask.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz

from bot.thai.lexicon import MASK, lexicon
from bot.thai.text import boundaries, key, keyed


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


Kind = Literal["session", "speaker", "venue", "module", "group", "programme", "contact"]

_LONG = 7  # a key of this length does not stand inside a longer word by chance
_NEAR_LEAST = 4
_NEAR_CANDIDATES = 24
_COMMON = 400  # n-grams of more names than this say nothing
_EDGE = "กับ|และ|เพื่อ|ด้วย|สำหรับ|ของ|ใน|สู่|for|of|and|the|with|in"
_PARTS = re.compile(
    r"[:()\[\]\u201c\u201d\"/|]| [-\u2013\u2014] |(?<=[\u0e01-\u0e4e]) +(?=[A-Za-z])|(?<=[A-Za-z0-9]) +(?=[\u0e01-\u0e4e])"
)
_TRIM = re.compile(rf"^(?:(?:{_EDGE})(?:\s+|(?=[\u0e01-\u0e4e])))+|\s+(?:{_EDGE})$", re.IGNORECASE)
_ROOM = re.compile(r"^(?:ห้อง|อาคาร|ตึก|ศูนย์|โรงแรม|สนาม|room|hall)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be named: `names` and `aliases` in any language; `notes` are other words that are about it."""

    kind: Kind
    code: str
    names: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that was found at [start, end): whom it may mean. `sure` is 100 for a name as it is written, less for guesses."""

    kind: Kind
    codes: tuple[str, ...]
    start: int
    end: int
    sure: int
    name: str


@dataclass(frozen=True, slots=True)
class _Form:
    """`rank` is 0 for what the programme calls it, 1 for a part of that."""

    kind: Kind
    code: str
    rank: int
    name: str


class Gazetteer:
    """The names of one programme. Building it takes about 30 us a name; it is not changed afterwards."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        self.series: dict[str, dict[int, str]] = defaultdict(dict)
        """For sessions that are numbered: the key of their common name, and the code of each number."""
        for entry in entries:
            for rank, name in self._variants(entry):
                spelt = key(name)
                if len(spelt) > 1 and all(
                    form.code != entry.code or form.kind != entry.kind for form in self._forms[spelt]
                ):
                    self._forms[spelt].append(_Form(entry.kind, entry.code, rank, name))
        self._full: dict[tuple[Kind, str], list[str]] = defaultdict(list)
        for spelt, forms in self._forms.items():
            for form in forms:
                self._full[form.kind, form.code].append(spelt)
        self._number()
        self._lengths: dict[str, list[int]] = defaultdict(list)
        for spelt in self._forms:
            lengths = self._lengths[spelt[:2]]
            if len(spelt) not in lengths:
                lengths.append(len(spelt))
        self._grams: dict[str, list[str]] = defaultdict(list)
        for spelt in self._forms:
            if len(spelt) >= _NEAR_LEAST:
                for gram in {spelt[at : at + 3] for at in range(len(spelt) - 2)}:
                    self._grams[gram].append(spelt)
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def _number(self) -> None:
        """Lets an alias that stands in only one of a numbered series mean the series, as people mean it."""
        for base, numbered in list(self.series.items()):
            codes = set(numbered.values())
            for spelt in {spelt for code in codes for spelt in self._full["session", code]}:
                forms = self._forms[spelt]
                held = {form.code for form in forms if form.kind == "session"}
                alike = spelt in base or base in spelt
                if spelt != base and alike and held <= codes and not any(letter.isdigit() for letter in spelt):
                    self.series.setdefault(spelt, numbered)
                    forms += [_Form("session", code, 0, forms[0].name) for code in codes - held]

    def completed(self, text: str, mention: Mention, start: int, end: int, sure: int = 75) -> Mention | None:
        """`mention` with the words at [start, end) beside it, where together they nearly spell one of its longer names."""
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

    def _variants(self, entry: Entry) -> Iterator[tuple[int, str]]:
        """Every way to say the entry's name, the surest first."""
        for alias in (*entry.names, *entry.aliases):
            yield 0, alias
        for name in entry.names:
            if entry.kind in {"speaker", "contact"}:
                yield from ((1, part) for part in _person(name))
                continue
            if found := lexicon().ordinals.search(name.lower()):
                base = _TRIM.sub("", name[: found.start()].strip(" :-"))
                number = found[1]
                if base and not _plain(base):
                    if entry.kind == "session":
                        self.series[key(base)].setdefault(
                            int(number) if number.isdigit() else lexicon().numbers[number], entry.code
                        )
                    yield 1, base
            for bracketed in re.findall(r"\(([^)]+)\)", name):
                if not _plain(bracketed):
                    yield 0, bracketed
            for part in (_TRIM.sub("", piece.strip()) for piece in _PARTS.split(name) if piece):
                if len(key(part)) >= _NEAR_LEAST and not _plain(part):
                    yield 1, part
            if entry.kind == "venue":
                for piece in (name, *name.split(" ชั้น ")[:1], *name.split(",")[:1], *name.split(" ")[:1]):
                    bare = _ROOM.sub("", piece)
                    yield from (
                        (1, place) for place in (piece, bare) if len(key(place)) >= _NEAR_LEAST and not _plain(place)
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
            mentions += self._mentions(spelt[start:end], offsets[start], _end(text, offsets, end), 100)
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
        for gram in {spelt[at : at + 3] for at in range(len(spelt) - 2)}:
            if len(names := self._grams.get(gram, ())) <= _COMMON:
                votes.update(names)
        found = []
        for name, _ in sorted(votes.most_common(_NEAR_CANDIDATES), key=lambda vote: -len(vote[0])):
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
    """Whether the name at keys [start, end) stands as a word of its own, not inside another (ปุ่น in ญี่ปุ่น, nia in lithuania)."""
    since, until = offsets[start], _end(text, offsets, end)
    inside = (since and _latin(text[since - 1]) and _latin(text[since])) or (
        until < len(text) and _latin(text[until - 1]) and _latin(text[until])
    )
    if inside or (since and offsets[start - 1] == since):
        return False
    if end - start >= _LONG:
        return True
    return since in edges and until in edges


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


def bare_name(name: str) -> str:
    """`name` without the titles before it (and the degrees behind it), however many: รศ.ดร.ปุ่น is ปุ่น."""
    rest = name.split(",", maxsplit=1)[0].strip()
    again = True
    while again:
        again = False
        for title in lexicon().titles:
            if rest.lower().startswith(title.lower()) and len(rest) > len(title):
                joined = rest[len(title) :]
                if title.isascii() and not title.endswith(".") and joined[0].isalpha():
                    continue  # Msomi is not Ms. Omi
                rest, again = joined.lstrip(" ."), True
                break
    return rest


def title_of(text: str) -> tuple[str, int]:
    """The titles that `text` ends with, as one key, and where they begin: (รศดล, 4) for "สอน รศ.ดร."."""
    start = len(text)
    again = True
    while again:
        again = False
        rest = text[:start].rstrip(" .")
        for title in (*lexicon().positions, *lexicon().titles):
            bare = title.lower().rstrip(".")
            if rest.endswith(bare) and (len(bare) > 1 or not rest[: -len(bare)] or not rest[-len(bare) - 1].isalnum()):
                start, again = len(rest) - len(bare), True
                break
    return key(text[start:]), start


def _person(name: str) -> Iterator[str]:
    rest = bare_name(name)
    yield rest
    if len(parts := rest.split()) > 1:
        yield from (part for part in (parts[0], parts[-1]) if len(key(part)) > 1)


def _plain(name: str) -> bool:
    """Whether `name` is made of question words alone, so that it names nothing: ศึกษาดูงาน, Opening session."""
    return all(unit.tags for unit in lexicon().units(name.lower()))

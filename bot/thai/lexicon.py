"""The words by which questions are read (locales/*/words.toml), and a text cut into them.

A unit is a run of the text with what it does in a question: its tags are the names in words.toml (`when`, `bring`, …;
`kind:trip`; `lesson`; `whole`; `light` for what asks nothing). A unit without tags, or only known as a `thing`, is
content: something that the programme must know, or the question is not understood.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.texts import LANGUAGES
from bot.texts import words as read_words
from bot.thai.text import function_words, key, learn, thai_lexicon, words


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


MASK = "\ufffc"
"""Stands in a text for each character of what has been read already."""

_PHRASE = 6
_LONGEST = 40
_CHANCE = 3  # letters; keys so short meet by chance (ริ่ง and ลิงก์), but for question words
_SLIP = 5  # letters of a question word that may have a slip in it
_ASKED = frozenset({"when", "time", "where", "who", "what", "until", "days"})
_PREFIXES = ("มี", "ไป", "มา", "ให้", "ได้", "ที่", "เป็น")
_MANY = ("บ้าง", "มั่ง", "กัน")
_BRACES = re.compile(r"\{([^}]*)\}")
_THAI_PHRASE = re.compile("[\u0e01-\u0e4e.]+")
_PLURAL = re.compile("(?:ได้)?(?:บ้าง|มั่ง|กัน)?$")  # makes many of what is asked for, not another question
_NOISE = re.compile(r"[^\w\u0e01-\u0e4e%]+|5{3,}\+*|_+|[\u0e01-\u0e2e]|[a-z]", re.IGNORECASE)


# The polite word at the end is cut off first: newmm would read ขอบคุณค่า as ขอบ + คุณค่า.
_PARTICLE = re.compile(r"((?:นะ|น้า|จ้า|จ้ะ|จ๊ะ|จ๋า|ครับผม|ครับ|คร้าบ|ค้าบ|คับ|ค่ะ|คะ|ค่า|ฮะ|ฮับ)+(?=\s|$))")


@dataclass(frozen=True, slots=True)
class Unit:
    text: str
    start: int
    end: int
    tags: frozenset[str]

    @property
    def content(self) -> bool:
        return self.tags <= _THING


_THING = frozenset({"thing"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`exact` and `keys` give the tags of a phrase and of its key; `latin` are the Latin words that mean something."""

    exact: dict[str, frozenset[str]]
    keys: dict[str, frozenset[str]]
    asking: tuple[str, ...]
    latin: frozenset[str]
    titles: tuple[str, ...]
    civil: frozenset[str]
    before_names: tuple[str, ...]
    ordinals: re.Pattern[str]
    numbers: dict[str, int]
    synonyms: dict[str, str]

    def units(self, text: str) -> tuple[Unit, ...]:
        """`text` (repaired, lower case) as units, longest phrases first; noise and MASK left out."""
        return _units(text)

    def cut(self, text: str) -> tuple[Unit, ...]:
        tokens = [token for piece in _pieces(text) for token in words(piece)]
        cuts = [0, *itertools.accumulate(len(token) for token in tokens)]
        units: list[Unit] = []
        at = 0
        while at < len(cuts) - 1:
            at = self._unit(text, cuts, at, units)
        return tuple(units)

    def _unit(self, text: str, cuts: list[int], at: int, units: list[Unit]) -> int:
        start = cuts[at]
        for until in range(min(at + _PHRASE, len(cuts) - 1), at, -1):
            phrase = text[start : cuts[until]]
            if len(phrase) > _LONGEST or MASK in phrase or phrase[0] == " " or phrase[-1] == " ":
                continue
            if tags := self._tags(phrase, alone=until == at + 1):
                units.append(Unit(phrase, start, cuts[until], tags))
                return until
        token = text[start : cuts[at + 1]]
        if prefix := next(
            (word for word in _PREFIXES if token.startswith(word) and token[len(word) :] in self.exact), ""
        ):
            middle = start + len(prefix)  # มีเรื่อง is in the list of words, and is มี + เรื่อง here
            units.append(Unit(prefix, start, middle, self.exact[prefix]))
            units.append(
                Unit(text[middle : cuts[at + 1]], middle, cuts[at + 1], self.exact[text[middle : cuts[at + 1]]])
            )
            return at + 1
        if MASK not in token and not _NOISE.fullmatch(token):
            units.append(Unit(token, start, cuts[at + 1], frozenset()))
        return at + 1

    def _tags(self, phrase: str, *, alone: bool) -> frozenset[str]:
        if tags := self.exact.get(phrase, frozenset()):
            return tags
        if phrase.endswith(_MANY) and (tags := self.exact.get(_PLURAL.sub("", phrase), _THING)) - _THING:
            return tags
        if alone and phrase in thai_lexicon():
            return frozenset()  # a Thai word of its own is not a misspelling: ใหม่ is not ไหม
        spelt = key(phrase)
        tags = self.keys.get(spelt, frozenset())
        return tags if len(spelt) > _CHANCE or (len(spelt) == _CHANCE and tags & _ASKED) else frozenset()

    def nearly(self, units: Sequence[Unit], unknown: Sequence[str]) -> tuple[Unit, ...]:
        """`units` with question words that are one slip off (วันไกน for วันไหน) among the `unknown`; () without any."""
        for place, unit in enumerate(units):
            if unit.text not in unknown:
                continue
            for start, end in ((max(place - 1, 0), place + 1), (place, place + 2), (place, place + 1)):
                joined = units[start:end]
                text = "".join(other.text for other in joined)
                near = process.extractOne(key(text), self.asking, scorer=OSA.distance, score_cutoff=1)
                if near and joined[-1].end - joined[0].start <= len(text) + 1:
                    whole = Unit(text, joined[0].start, joined[-1].end, self.keys[near[0]])
                    return (*units[:start], whole, *units[end:])
        return ()

    def number(self, word: str) -> int:
        """The number that an ordinal's word or digits stand for."""
        return int(word) if word.isdigit() else self.numbers[word]

    def meaning(self, word: str) -> str:
        """One spelling for all words of a synonym group, for comparing; else the key of `word`."""
        spelt = key(word)
        return self.synonyms.get(spelt, spelt)


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` with MASK for each character of the spans."""
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


@lru_cache(maxsize=64)  # one question is looked at from several sides
def _units(text: str) -> tuple[Unit, ...]:
    return lexicon().cut(text)


def _pieces(text: str) -> list[str]:
    """`text` with the polite words at its ends apart, unless that breaks a word (ชนะ)."""
    pieces = [piece for piece in _PARTICLE.split(text) if piece]
    if len(pieces) < 2 or all(_known(piece) for piece in pieces) or not _known(text):  # noqa: PLR2004 - nothing apart
        return pieces
    return [text]


def _known(text: str) -> bool:
    return all(word in thai_lexicon() for word in words(text) if _THAI_PHRASE.match(word))


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def expand(phrase: str) -> list[str]:
    parts = _BRACES.split(phrase)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return ["".join(chosen) for chosen in itertools.product(*choices)]


def _tagged(document: dict[str, Any]) -> list[tuple[str, str]]:
    tagged = [*document["asks"].items(), *((f"kind:{kind}", words) for kind, words in document["kinds"].items())]
    tagged += [("lesson", document["lesson"]["words"]), ("whole", document["lesson"]["whole"])]
    tagged += [("light", document["light"]["words"])]
    return [(tag, phrase.lower()) for tag, phrases in tagged for raw in phrases for phrase in expand(raw)]


@cache
def lexicon() -> Lexicon:
    """The words of both languages; about 30 ms besides the Thai lexicon itself."""
    documents = [tomllib.loads(read_words(language, "words.toml")) for language in LANGUAGES]
    exact: dict[str, set[str]] = {}
    for tag, phrase in (pair for document in documents for pair in _tagged(document)):
        exact.setdefault(phrase, set()).add(tag)
    positions = [position for document in documents for position in document["titles"]["positions"]]
    for position in positions:
        exact.setdefault(position, {"thing"})
    groups = [group for document in documents for group in document["synonyms"]["groups"]]
    for word in (word.lower() for group in groups for word in group):
        exact.setdefault(word, {"thing"})
    for word in function_words():
        exact.setdefault(word, {"light"})
    keys: dict[str, set[str]] = {}
    for phrase, tags in exact.items():
        keys.setdefault(key(phrase), set()).update(tags)
        if _THAI_PHRASE.fullmatch(phrase) and any(word not in thai_lexicon() for word in words(phrase)):
            learn(phrase)  # phrases of known words are put together again by `units`
    ordinals = [word for document in documents for word in document["ordinals"]["before"]]
    numbers = {word: number for document in documents for word, number in document["ordinals"]["numbers"].items()}
    titles = {title for document in documents for title in document["titles"]["words"]}
    return Lexicon(
        exact={phrase: frozenset(tags) for phrase, tags in exact.items()},
        keys={spelt: frozenset(tags) for spelt, tags in keys.items()},
        asking=tuple(spelt for spelt, tags in keys.items() if len(spelt) >= _SLIP and tags & _ASKED),
        latin=frozenset(word for phrase in exact for word in phrase.split() if word.isascii() and word.isalpha()),
        civil=frozenset(key(title) for document in documents for title in document["titles"]["civil"]),
        titles=tuple(sorted(titles, key=len, reverse=True)),
        before_names=tuple(sorted({*titles, *positions}, key=len, reverse=True)),
        ordinals=re.compile(rf"(?:{_any(ordinals)})\s*(\d{{1,2}}(?!\d|[.:/]\d)|{_any(numbers)})"),
        numbers=numbers,
        synonyms={key(word): key(group[0]) for group in groups for word in group},
    )

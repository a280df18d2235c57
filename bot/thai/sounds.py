"""English names typed in Thai letters: แฮกกาธอน is hackathon, ดาต้าแชริ่ง data sharing.

Both are reduced to the consonants that are heard, which survive transliteration; the vowels do not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.thai.entries import Entry, Kind

_THAI = {
    letter: sound
    for sound, letters in {
        "k": "กขคฆฃฅ", "c": "จชฌฉ", "t": "ดฎทธฐถตฏฑฒ", "p": "บปพภผ", "f": "ฟฝว", "m": "ม", "n": "นณง", "l": "รลฬ",
        "s": "ซสศษ", "h": "หฮ",
    }.items()
    for letter in letters
}  # fmt: skip
_ENGLISH = (  # what has been heard is in capitals, and is not heard again
    (re.compile("[^a-z]"), ""),
    (re.compile("[ts]ion"), "CN"),
    (re.compile("sh|tch|ch"), "C"),
    (re.compile("ph|v|w"), "F"),
    (re.compile("th"), "T"),
    (re.compile("ng"), "N"),
    (re.compile("ck|q"), "K"),
    (re.compile("x"), "KS"),
    (re.compile("c(?=[eiy])|z"), "S"),
    (re.compile("g(?=[eiy])|j"), "C"),
    (re.compile("[gc]"), "K"),
    (re.compile("d"), "T"),
    (re.compile("b"), "P"),
    (re.compile("r"), "L"),
    (re.compile("[aeiouy]"), ""),
)
_DOUBLED = re.compile(r"(.)\1+")
_LEAST = 3  # consonants; fewer are in everything
_SURE = 84  # of 100
_SHORT, _SHORT_SURE = 4, 100  # so few consonants must all be right
_SLACK = 4
_THAI_ALONE = re.compile("[\u0e01-\u0e4e ]+")
_WINDOW = 3  # words of a name that may stand for it


def heard(text: str) -> str:
    """The consonants of `text`, Thai or English, as both would write them."""
    lowered = text.lower()
    if any(letter in _THAI for letter in lowered):
        return _DOUBLED.sub(r"\1", "".join(_THAI.get(letter, "") for letter in lowered))
    for pattern, sound in _ENGLISH:
        lowered = pattern.sub(sound, lowered)
    return _DOUBLED.sub(r"\1", lowered.lower())


class Sounds:
    """The English names of one programme by their sound."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._heard: dict[str, set[tuple[Kind, str]]] = defaultdict(set)
        for entry in entries:
            if entry.kind in {"session", "module", "venue", "speaker"}:
                for phrase in {phrase for name in (*entry.names, *entry.aliases) for phrase in _phrases(name)}:
                    if len(sound := heard(phrase)) >= _LEAST:
                        self._heard[sound].add((entry.kind, entry.code))

    def like(self, text: str, sure: int = _SURE) -> tuple[tuple[Kind, str], ...]:
        """The entries with a name that sounds like `text` (Thai letters alone), `sure` of 100; none where none does."""
        sound = heard(text)
        if len(sound) < _LEAST or not _THAI_ALONE.fullmatch(text):
            return ()
        least = max(sure, _SHORT_SURE if len(sound) <= _SHORT else 0)
        near = (other for other in self._heard if abs(len(other) - len(sound)) <= 1 + len(sound) // _SLACK)
        scored = [(fuzz.ratio(sound, other, score_cutoff=least), other) for other in near]
        best = max((score for score, _ in scored), default=0.0)
        if best < least:
            return ()
        return tuple(sorted({entry for score, other in scored if score == best for entry in self._heard[other]}))


def _phrases(name: str) -> Iterator[str]:
    """The runs of one to three Latin words in `name`."""
    for part in re.findall(r"[A-Za-z][A-Za-z ./&-]*", name):
        words = re.findall("[A-Za-z]+", part)
        for size in range(1, _WINDOW + 1):
            yield from (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))

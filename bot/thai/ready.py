"""Ready answers: which of a programme's answered questions a new question asks again in other words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.thai.lexicon import Unit, lexicon
from bot.thai.text import key


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_QUIET = frozenset({"light", "yesno", "follow", "greet", "thanks", "that", "whole"})
_ASKING = 0.4  # what a question word weighs against a word with content
_TAUGHT = 0.2  # and a word such as เรียน, which is in every second question
_ASIDE = 0.3  # and a name beside the question (ไปญี่ปุ่นต้องทำวีซ่าไหม)
_ALONE = 0.7  # how far a wording of one word (visa, slides) tells
_SPELLABLE = 4


@dataclass(frozen=True, slots=True)
class Match:
    """The ready answer numbered `answer`.

    `asked` is the share of the new question that it covers, `told` the share of its own best wording that the new
    question has; both weighed, 0 to 1.
    """

    answer: int
    asked: float
    told: float

    @property
    def sum(self) -> float:
        return self.asked + self.told


class Ready:
    """The ready answers of one programme: for each, its wordings and its answer. Not changed once built."""

    def __init__(self, answers: Iterable[tuple[Sequence[str], Sequence[str]]]) -> None:
        self._wordings: list[list[Mapping[str, float]]] = []
        self._words: list[set[str]] = []
        self._told: list[set[str]] = []
        self._same: dict[tuple[str, ...], int] = {}
        for number, (wordings, answer) in enumerate(answers):
            read = [lexicon().units(wording.lower()) for wording in wordings]
            weighed = [_weighed(units) for units in read]
            for units in read:
                self._same.setdefault(_plain(units), number)
            self._wordings.append([dict(words) for words in weighed])
            self._words.append({word for words in weighed for word, _ in words})
            self._told.append(
                {word for text in answer for word, weight in _weighed(lexicon().units(text.lower())) if weight >= 1}
            )
        self._known = list({word for words in self._words for word in words if len(word) >= _SPELLABLE})

    def find(
        self, units: Sequence[Unit], dated: Sequence[tuple[int, int]] = (), named: Sequence[tuple[int, int]] = ()
    ) -> Match | None:
        """The ready answer nearest to the question made of `units`; one that has the very words comes first.

        What lies in the `dated` spans asks nothing here unless a ready answer has the very word (กลางวัน); what lies in
        the `named` weighs less where it has not.
        """
        if len(plain := _plain(units)) > 1 and plain in self._same:
            return Match(self._same[plain], 1.0, 1.0)
        words: list[tuple[str, float]] = []
        for unit in units:
            for word, weight in _weighed([unit]):
                known = self._spellings(word) if weight >= 1 else [word]
                if known or not any(start < unit.end and unit.start < end for start, end in dated):
                    aside = not known and any(start < unit.end and unit.start < end for start, end in named)
                    words += [(spelt, weight * _ASIDE if aside else weight) for spelt in known or [word]]
        total = sum(weight for _, weight in words)
        best: Match | None = None
        for number, wordings in enumerate(self._wordings):
            covered = [(word, weight) for word, weight in words if word in self._words[number]]
            if not any(weight >= 1 for _, weight in covered):
                continue
            also = [weight for word, weight in words if word not in self._words[number] and word in self._told[number]]
            asked = (sum(weight for _, weight in covered) + 0.7 * sum(also)) / total
            said = {word for word, _ in covered}
            told = max(_told(wording, said) for wording in wordings)
            if best is None or asked + told > best.sum:
                best = Match(number, asked, told)
        return best

    def _spellings(self, word: str) -> list[str]:
        """`word` as the ready answers spell it, one slip allowed in longer words."""
        if self._has(word):
            return [word]
        near = (
            process.extractOne(word, self._known, scorer=OSA.distance, score_cutoff=1)
            if len(word) > _SPELLABLE
            else None
        )
        return [near[0]] if near else []

    def _has(self, word: str) -> bool:
        return any(word in words for words in self._words)


def _plain(units: Sequence[Unit]) -> tuple[str, ...]:
    """The words without the polite ones and the like."""
    return tuple(key(unit.text) for unit in units if "light" not in unit.tags)


def _told(wording: Mapping[str, float], said: set[str]) -> float:
    share = sum(weight for word, weight in wording.items() if word in said) / (sum(wording.values()) or 1.0)
    return share if sum(weight >= 1 for weight in wording.values()) > 1 else _ALONE * share


def _weighed(units: Sequence[Unit]) -> list[tuple[str, float]]:
    """The words that tell one question from another, one spelling a synonym group, with what each weighs."""
    weighed = []
    synonyms = lexicon().synonyms
    for unit in units:
        spelt = key(unit.text)
        if spelt in synonyms:
            asking = bool(unit.tags & {"how", "amount", "where", "when", "time"})
            weighed.append((synonyms[spelt], _ASKING if asking else 1.0))
        elif unit.content:
            weighed += [(word, 1.0) for word in _parts(spelt)]
        elif "lesson" in unit.tags:
            weighed.append(("#lesson", _TAUGHT))
        elif tags := sorted(unit.tags - _QUIET):
            weighed.append((f"#{tags[0]}", 1.0 if tags[0].startswith("kind:") else _ASKING))
    return weighed


def _parts(spelt: str) -> list[str]:
    """A compound of two words that have synonyms, as those (อาหาร + กลางวัน); else the word itself."""
    synonyms = lexicon().synonyms
    for cut in range(2, len(spelt) - 1):
        if spelt[:cut] in synonyms and spelt[cut:] in synonyms:
            return [synonyms[spelt[:cut]], synonyms[spelt[cut:]]]
    return [spelt]

"""Reading a question: what was typed, made into what is asked, about whom and what, and when.

In this order: repair, names, dates, question words; what is then left is content that must be explained by a name with
a slip in it or by the programme's own texts. Whatever stays unexplained is `unknown`: the sign of a question that the
programme cannot answer (ดูงานญี่ปุ่นวันไหน names a trip, and a country that no trip goes to).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.thai import dates
from bot.thai.clauses import ASKING, ORDER, clauses, core, unaddressed
from bot.thai.lexicon import MASK, lexicon, mask
from bot.thai.names import Gazetteer
from bot.thai.people import People, title_of
from bot.thai.ready import Ready
from bot.thai.text import repair, unshift
from bot.thai.topics import Topics


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from bot.thai.entries import Entry, Kind, Mention
    from bot.thai.lexicon import Unit
    from bot.thai.ready import Match

_GAP = 1  # characters between a name's parts
_GUESS, _TITLED = 85, 78  # of 100 letters right in a name, and in one after a title
_CLEAR, _HALF = 0.8, 0.5  # shares of one clause of several that a ready answer must cover, and have

_BEHIND = re.compile(rf"{MASK}\s*(\d{{1,2}})(?![\d.:/])")
_RELATIONS = (
    ("after", re.compile(rf"(?:หลังจาก|หลัง|ต่อจาก|ถัดจาก|กลับจาก|พอจบ|จบ|after|following)\s*(?:การ|the)?\s*{MASK}")),
    ("before", re.compile(rf"(?:ก่อน|ก่อนหน้า|before)\s*(?:ถึง|จะถึง|จะ|เริ่ม|ไป|the)?\s*{MASK}")),
)


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked.

    `asks` are tags of words.toml, `kinds` the kinds of session that are named (trip, workshop), `ordinal` the number in
    a series, `relation` "after" or "before" something named; `topic` are the entries that the other words are about,
    `unknown` the words that nothing explains. `now` are the words for this very moment, which no date is.
    """

    text: str
    mentions: tuple[Mention, ...]
    dates: tuple[dates.When, ...]
    asks: frozenset[str]
    kinds: frozenset[str]
    ordinal: int | None
    relation: str
    topic: tuple[tuple[Kind, str], ...]
    unknown: tuple[str, ...]
    ready: Match | None
    now: str

    def codes(self, kind: Kind) -> tuple[str, ...]:
        """The codes of that kind that are named, or that the words are about."""
        named = [code for mention in self.mentions if mention.kind == kind for code in mention.codes]
        return tuple(dict.fromkeys(named or [code for kind_, code in self.topic if kind_ == kind]))

    @property
    def named(self) -> bool:
        return bool(self.mentions or self.topic or self.kinds)


class Reader:
    """Reads questions about one programme."""

    def __init__(self, entries: Iterable[Entry], answers: Iterable[tuple[Sequence[str], Sequence[str]]]) -> None:
        entries = tuple(entries)
        self.gazetteer = Gazetteer(entries)
        self._people = People(entries)
        self._topics = Topics(entries)
        self._ready = Ready(answers)
        names = (name for entry in entries for name in (*entry.names, *entry.aliases))
        self._latin = lexicon().latin | {word.lower() for name in names for word in re.findall("[A-Za-z]{3,}", name)}

    def read(self, typed: str, now: datetime, span: tuple[date, date] | None = None) -> Question:
        """What `typed` asks at `now` (aware, local). `span` is the programme's first and last day. Raises nothing."""
        text = unshift(repair(typed), self._latin)
        lowered = unaddressed("".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text))
        if asked := core(lowered, self.gazetteer):
            question = self._read(text, asked, now, span)
            if (
                not question.unknown
                and question.asks & ASKING
                and (question.named or question.dates or question.asks & ORDER)
            ):
                return question
        return self._read(text, lowered, now, span)

    def _read(self, text: str, lowered: str, now: datetime, span: tuple[date, date] | None) -> Question:
        mentions = self.gazetteer.find(lowered)
        masked = mask(lowered, ((mention.start, mention.end) for mention in mentions))
        whens = dates.read(masked, now, span)
        ordinal, masked = _ordinal(mask(masked, ((when.start, when.end) for when in whens)))
        mentions, masked = self._people.told_apart(masked, mentions)
        units = lexicon().units(masked)
        content = [unit for unit in units if unit.content]
        if content:
            mentions = self._named(lowered, masked, mentions, content)
        topic, unknown = self._topic(_unexplained(units, mentions, lowered), mentions)
        tags = frozenset(tag for unit in units for tag in unit.tags)
        kinds = frozenset(tag.removeprefix("kind:") for tag in tags if tag.startswith("kind:"))
        if not (content or mentions or whens or kinds or tags & ORDER):
            topic = self._topics.faint([unit.text for unit in units if "light" in unit.tags])
        return Question(
            text=text,
            mentions=tuple(sorted(mentions, key=lambda mention: mention.start)),
            dates=_joined(whens),
            asks=frozenset(tag for tag in tags if not tag.startswith("kind:")),
            kinds=kinds,
            ordinal=ordinal,
            relation=_relation(mask(masked, ((name.start, name.end) for name in mentions))),
            topic=topic,
            unknown=unknown,
            ready=self._again(lowered, mentions, whens),
            now=next((unit.text for unit in units if "now" in unit.tags), ""),
        )

    def _named(self, text: str, masked: str, mentions: Sequence[Mention], content: Sequence[Unit]) -> list[Mention]:
        """The names, misspelt ones too: those with a misspelt part beside, or one that the content nearly spells."""
        named = [self._completed(text, mention, content) for mention in mentions]
        titled = bool(title_of(masked[: content[0].start])[0])
        near = self.gazetteer.near(masked, _TITLED if titled else _GUESS)
        for guess in near:
            touched = sum(max(0, min(unit.end, guess.end) - max(unit.start, guess.start)) for unit in content)
            if 2 * touched >= guess.end - guess.start:
                same = [other for other in near if (other.start, other.end) == (guess.start, guess.end)]
                return [*named, *self._people.told_apart(masked, same)[0]]
        return named

    def _completed(self, text: str, mention: Mention, content: Sequence[Unit]) -> Mention:
        for unit in content:
            if abs(unit.start - mention.end) <= _GAP or abs(mention.start - unit.end) <= _GAP:
                mention = self.gazetteer.completed(text, mention, *_run(content, unit)) or mention
        return mention

    def _topic(
        self, words: Sequence[str], named: Sequence[Mention]
    ) -> tuple[tuple[tuple[Kind, str], ...], tuple[str, ...]]:
        """What the words are about, and those that nothing explains; words about what is named anyway add nothing."""
        entries = [(mention.kind, code) for mention in named for code in mention.codes]
        left = [word for word in words if not self._topics.explains(entries, word)]
        about = self._topics.about(left)
        if left and (not about or _against(about, named)):
            return (), tuple(left)
        return about, ()

    def _again(self, lowered: str, mentions: Sequence[Mention], whens: Sequence[dates.When]) -> Match | None:
        """The ready answer that the text, or else one clause of it, asks for again."""
        names = [(mention.start, mention.end) for mention in mentions]
        best = self._ready.find(lexicon().units(lowered), [(when.start, when.end) for when in whens], names)
        found = clauses(lowered)
        if len(found) < 2 or (best and best.asked > _CLEAR):  # noqa: PLR2004 - one clause is the whole
            return best
        for match in (self._ready.find(lexicon().units(clause)) for clause in found):
            if match and match.asked > _CLEAR and match.told > _HALF and (not best or match.sum > best.sum):
                best = match
        return best


def _unexplained(units: Sequence[Unit], named: Sequence[Mention], text: str) -> list[str]:
    """The content that no name covers."""
    left = [
        unit
        for unit in units
        if unit.content and not any(name.start < unit.end and unit.start < name.end for name in named)
    ]
    if any("contact" in unit.tags for unit in units):  # who is called คุณ is one of the staff, where those are asked for
        left = [unit for unit in left if title_of(text[: unit.start])[0] not in lexicon().civil]
    return [unit.text for unit in left]


def _against(about: Sequence[tuple[Kind, str]], named: Sequence[Mention]) -> bool:
    """Whether the words are about another place or person than the one named: then they explain nothing."""
    kinds = {kind for kind, _ in about}
    return len(kinds) == 1 and any(mention.kind in kinds and mention.kind in {"venue", "speaker"} for mention in named)


def _run(content: Sequence[Unit], unit: Unit) -> tuple[int, int]:
    """The unbroken run of content that `unit` is in."""
    start, end = unit.start, unit.end
    for other in content:
        if 0 <= other.start - end <= _GAP:
            end = other.end
    for other in reversed(content):
        if 0 <= start - other.end <= _GAP:
            start = other.start
    return start, end


def _relation(masked: str) -> str:
    return next((side for side, pattern in _RELATIONS if pattern.search(masked)), "")


def _joined(whens: Sequence[dates.When]) -> tuple[dates.When, ...]:
    """A part of day that stands apart from its day (วันพฤหัสอาจารย์ที่สอนเช้า) put to it."""
    parts = [when for when in whens if when.unit in {"part", "time"} and "นี้" not in when.text]
    days = [when for when in whens if when not in parts and when.first is not None and when.from_ is None]
    if len(parts) == 1 and len(days) == 1:
        return (replace(days[0], from_=parts[0].from_, to=parts[0].to),)
    return tuple(whens)


def _ordinal(text: str) -> tuple[int | None, str]:
    """The number in a series that `text` says (ครั้งที่ 2, or 2 behind a name), and `text` without it."""
    found = lexicon().ordinals.search(text) or _BEHIND.search(text)
    if not found:
        return None, text
    return lexicon().number(found[1]), mask(text, [(found.start() + (found[0][0] == MASK), found.end())])

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
from bot.thai.content import Content
from bot.thai.keyboard import unshift
from bot.thai.lexicon import MASK, lexicon, mask
from bot.thai.names import Gazetteer
from bot.thai.people import People, title_of
from bot.thai.ready import Ready
from bot.thai.text import repair


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from bot.thai.entries import Entry, Kind, Mention
    from bot.thai.lexicon import Unit
    from bot.thai.ready import Match

_CLEAR, _HALF = 0.8, 0.5  # shares of one clause of several that a ready answer must cover, and have

_TASK = re.compile(  # something to be done for somebody, which is not ours to do
    "(?:ย้าย|จอง|ร่าง|แต่ง|เขียน|โทร|แปล|คำนวณ|สั่ง|ซื้อ|ยกเลิก|เลื่อน|โอน|พิมพ์|ปริ้น|ทำ).*ให้"
    "(?:ผม|หนู|ที|หน่อย|ด้วย|พี่|ฉัน|ดิฉัน|เรา)(?:ที|หน่อย|ด้วย|นะ|ค|สิ|จ้|$| )"
)
_BEHIND = re.compile(rf"{MASK}\s*(\d{{1,2}})(?![\d.:/])")
_NEAR = "[\u0e01-\u0e4e]{1,10}|the"  # a word between: ก่อนพิธีปิด, ก่อนถึงวันดูงาน
_BACK = "กลับจาก(?=.*(?:แล้ว|อะไร|เรียน))"  # กลับจากเกียวโตวันไหน asks of the journey
_RELATIONS = (
    ("after", re.compile(rf"(?:หลังจาก|หลัง|ต่อจาก|ถัดจาก|{_BACK}|พอจบ|จบ|after|following)\s*(?:{_NEAR})?\s*{MASK}")),
    ("before", re.compile(rf"(?:ก่อนหน้า|ก่อน|before)\s*(?:{_NEAR})?\s*{MASK}")),
)


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked.

    `asks` are tags of words.toml, `kinds` the kinds of session that are named (trip, workshop), `ordinal` the number in
    a series, `relation` "after" or "before" something named; `topic` are the entries that the other words are about,
    `noted` the words found in the own texts of what is named, `unknown` those that nothing explains. `now` are the
    words for this very moment, which no date is; `bare`: nothing is said but content.
    """

    text: str
    mentions: tuple[Mention, ...]
    dates: tuple[dates.When, ...]
    asks: frozenset[str]
    kinds: frozenset[str]
    ordinal: int | None
    relation: str
    topic: tuple[tuple[Kind, str], ...]
    noted: tuple[str, ...]
    unknown: tuple[str, ...]
    ready: Match | None
    now: str
    bare: bool

    def codes(self, kind: Kind) -> tuple[str, ...]:
        """The codes of that kind that are named, or that the words are about."""
        named = [code for mention in self.mentions if mention.kind == kind for code in mention.codes]
        about = [code for kind_, code in self.topic if kind_ == kind]
        return tuple(dict.fromkeys([*named, *about] if kind == "session" or not named else named))

    @property
    def named(self) -> bool:
        return bool(self.mentions or self.topic or self.kinds)


class Reader:
    """Reads questions about one programme."""

    def __init__(self, entries: Iterable[Entry], answers: Iterable[tuple[Sequence[str], Sequence[str]]]) -> None:
        entries = tuple(entries)
        self.gazetteer = Gazetteer(entries)
        self._people = People(entries)
        self._content = Content(entries, self.gazetteer, self._people)
        self._ready = Ready(answers)
        names = (name for entry in entries for name in (*entry.names, *entry.aliases))
        self._latin = lexicon().latin | {word.lower() for name in names for word in re.findall("[A-Za-z]{3,}", name)}

    def read(self, typed: str, now: datetime, span: tuple[date, date] | None = None) -> Question:
        """What `typed` asks at `now` (aware, local). `span` is the programme's first and last day. Raises nothing."""
        text = unshift(repair(typed), self._latin)
        lowered = unaddressed("".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text))
        if asked := core(lowered, lambda clause: bool(self.gazetteer.find(clause) or dates.read(clause, now))):
            question = self._read(text, asked, now, span)
            if (
                not question.unknown
                and question.asks & ASKING
                and (question.named or question.dates or question.asks & ORDER)
            ):
                return question
        return self._read(text, lowered, now, span)

    def _read(self, text: str, lowered: str, now: datetime, span: tuple[date, date] | None) -> Question:
        mentions = _without_dates(self.gazetteer.find(lowered), lowered, now)
        masked = mask(lowered, ((mention.start, mention.end) for mention in mentions))
        whens = dates.read(masked, now, span)
        ordinal, masked = _ordinal(mask(masked, ((when.start, when.end) for when in whens)))
        mentions, masked = self._people.told_apart(masked, mentions)
        units: Sequence[Unit] = lexicon().units(masked)
        content = [unit for unit in units if unit.content]
        mentions = self._content.named(lowered, masked, mentions, content)
        units, about = self._content.explained(lowered, masked, units, mentions)
        topic, tags = about.topic, _tags(units)
        kinds = frozenset(
            tag.removeprefix("kind:") for tag in tags | _kinds_of(mentions, lowered) if tag.startswith("kind:")
        )
        if not (content or mentions or whens or kinds or tags & ORDER):
            topic = self._content.faint(units)
        return Question(
            text=text,
            mentions=tuple(sorted(mentions, key=lambda mention: mention.start)),
            dates=_joined(whens),
            asks=frozenset(tag for tag in tags if not tag.startswith("kind:"))
            | ({"task"} if _TASK.search(lowered) else set()),
            kinds=kinds,
            ordinal=ordinal,
            relation=_relation(mask(masked, _spans([*mentions, *(content if about.topic else ())]))),
            topic=topic,
            noted=about.noted,
            unknown=about.unknown,
            ready=self._again(lowered, mentions, whens),
            bare=len(content) == len(units),
            now=next((unit.text for unit in units if "now" in unit.tags), ""),
        )

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


def _tags(units: Iterable[Unit]) -> frozenset[str]:
    return frozenset(tag for unit in units for tag in unit.tags)


def _spans(found: Iterable[Mention | Unit | dates.When]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in found]


def _kinds_of(mentions: Sequence[Mention], text: str) -> frozenset[str]:
    """The tags of module names that are words for a kind of session: of the module ดูงาน, the journeys are no visits."""
    modules = [text[mention.start : mention.end] for mention in mentions if mention.kind == "module"]
    return frozenset(tag for name in modules for unit in lexicon().units(name) for tag in unit.tags)


def _without_dates(mentions: Sequence[Mention], text: str, now: datetime) -> list[Mention]:
    """`mentions` without first names that are part of a date, unless a title makes them names (คุณอาทิตย์, อาทิตย์หน้า)."""
    bare = [name for name in mentions if name.kind == "speaker" and name.rank and not title_of(text[: name.start])[0]]
    whens = dates.read(text, now) if bare else ()
    dated = [name for name in bare if any(when.start <= name.start and name.end <= when.end for when in whens)]
    return [name for name in mentions if name not in dated]


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

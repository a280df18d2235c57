"""Reading a question: what was typed, made into what is asked, about whom and what, and when.

In this order: repair, names, dates, question words; what is then left is content that must be explained by a name with a
slip in it or by the programme's own texts. Whatever stays unexplained is `unknown`: the sign of a question that the
programme cannot answer (ดูงานญี่ปุ่นวันไหน names a trip, and a country that no trip goes to).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.thai import dates
from bot.thai.lexicon import MASK, Unit, lexicon
from bot.thai.names import Entry, Gazetteer, Kind, Mention, bare_name, title_of
from bot.thai.ready import Match, Ready
from bot.thai.text import key, repair, unshift
from bot.thai.topics import Topics


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

_SHARE = 0.7  # of the content words, that one entry must have to be what they are about
_VAGUE = 8  # more entries than this are not what somebody meant by a word
_GAP = 1
_MANY = 8
_FAINT = 3
_CLEAR, _HALF = 0.8, 0.5
ORDER = frozenset({"now", "next", "next_day", "previous", "first", "last"})
ASKING = ORDER | {"what", "when", "time", "start", "end", "where", "who", "about", "bring", "wear", "link", "count", "count_people", "days", "length", "until", "how", "why", "amount", "can", "contact", "yesno", "remaining", "person", "place", "clock", "role", "calendar", "count_modules", "count_groups"}  # fmt: skip
_SALUTATION = re.compile(r"^(?:เรียน|กราบเรียน|ถึง)\s*(?:ท่าน|คุณ|ผู้|อาจารย์|เจ้าหน้าที่|ทีมงาน|แอดมิน|ฝ่าย)\S*\s+")
_CLAUSES = re.compile(r"[,;?!\n]+\s*|(?<=[\u0e01-\u0e4e])\s+(?=[\u0e01-\u0e4e])|\.\s+(?=[a-z])")
_RELATIONS = (
    (
        "after",
        re.compile(
            rf"(?:หลังจาก|หลัง|ต่อจาก|ถัดจาก|กลับจาก|พอจบ|จบ|after|following)\s*(?:การ|the)?\s*{MASK}(?!.*{MASK}\s*(?:วันไหน|เมื่อไหร่))"
        ),
    ),
    ("before", re.compile(rf"(?:ก่อน|ก่อนหน้า|before)\s*(?:ถึง|จะถึง|จะ|เริ่ม|ไป|the)?\s*{MASK}")),
)
_DOCTORS = frozenset(key(title) for title in ("หมอ", "คุณหมอ", "นพ.", "พญ.", "นายแพทย์", "แพทย์หญิง", "M.D."))
_BEHIND = re.compile(rf"{MASK}\s*(\d{{1,2}})(?![\d.:/])")


@dataclass(frozen=True, slots=True)
class Question:
    """`asks` are tags of words.toml, `kinds` the kinds of session that are named (trip, workshop), `ordinal` the number in
    a series, `relation` whether what is before or after something named is asked for, `topic` the entries whose texts the other words are from, `unknown` the words that nothing explains.
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
    english: bool

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
        self._topics = Topics(entries)
        self._ready = Ready(answers)
        latin = {
            word.lower()
            for entry in entries
            for name in (*entry.names, *entry.aliases)
            for word in re.findall("[A-Za-z]{3,}", name)
        }
        self._latin = lexicon().latin | latin
        self._titles = {
            entry.code: [
                key(title)
                for name in entry.names
                if (bare := bare_name(name)) in name
                for title in name.split(bare, 1)
                if key(title)
            ]
            for entry in entries
            if entry.kind == "speaker"
        }
        self._faints = _faints(entries)

    def read(self, typed: str, now: datetime, span: tuple[date, date] | None = None) -> Question:
        """What `typed` asks at `now` (aware, local). `span` is the programme's first and last day. Raises nothing."""
        text = unshift(repair(typed), self._latin)
        lowered = _SALUTATION.sub(
            "", "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
        )
        question = self._read(text, lowered, now, span)
        if core := self._core(lowered):
            again = self._read(text, core, now, span)
            if not again.unknown and again.asks & ASKING and (again.named or again.dates or again.asks & ORDER):
                return again
        return question

    def _read(self, text: str, lowered: str, now: datetime, span: tuple[date, date] | None) -> Question:
        mentions = self.gazetteer.find(lowered)
        masked = _mask(lowered, [(mention.start, mention.end) for mention in mentions])
        whens = dates.read(masked, now, span)
        masked = _mask(masked, [(when.start, when.end) for when in whens])
        ordinal, masked = _ordinal(masked)
        mentions, masked = self._titled(lowered, masked, mentions)
        units = lexicon().units(masked)
        content = [unit for unit in units if unit.content]
        if content:
            mentions = self._completed(lowered, mentions, content)
        guesses = self._guess(masked, content) if content else []
        named = [*mentions, *guesses]
        left = [unit for unit in content if not any(name.start < unit.end and unit.start < name.end for name in named)]
        if any(
            "contact" in unit.tags for unit in units
        ):  # whoever is called คุณ is one of the staff, where the staff are asked for
            left = [unit for unit in left if title_of(lowered[: unit.start])[0] not in lexicon().civil]
        topic, unknown = self._topic([unit.text for unit in left], named)
        tags = frozenset(tag for unit in units for tag in unit.tags)
        kinds = frozenset(tag.removeprefix("kind:") for tag in tags if tag.startswith("kind:"))
        if not (content or named or whens or kinds or tags & ORDER):
            topic = self._faint(units)
        return Question(
            text=text,
            mentions=tuple(sorted(named, key=lambda mention: mention.start)),
            dates=_joined(whens),
            asks=frozenset(tag for tag in tags if not tag.startswith("kind:")),
            kinds=kinds,
            ordinal=ordinal,
            relation=next(
                (
                    side
                    for side, pattern in _RELATIONS
                    if pattern.search(_mask(masked, [(name.start, name.end) for name in named]))
                ),
                "",
            ),
            topic=topic,
            unknown=unknown,
            ready=self._again(lowered, mentions, whens),
            english=not any("\u0e01" <= letter <= "\u0e4e" for letter in text)
            and any(letter.isalpha() for letter in text),
        )

    def _core(self, text: str) -> str:
        """`text` without the clauses that only tell something (จะได้บอกคนขับรถ), or "" where there are none."""
        clauses = _clauses(text)
        kept = [clause for clause in clauses if not self._tells(clause)]
        return " ".join(kept) if 0 < len(kept) < len(clauses) else ""

    def _tells(self, clause: str) -> bool:
        units = lexicon().units(clause)
        tags = {tag for unit in units for tag in unit.tags}
        light = sum("light" in unit.tags for unit in units)
        return not tags & ASKING and bool(light) and len(units) > 1 and not self.gazetteer.find(clause)

    def _titled(self, text: str, masked: str, mentions: list[Mention]) -> tuple[list[Mention], str]:
        """People told apart by the titles before their names (รศ.วิชัย, หมอวิชัย), and the titles masked."""
        told: list[Mention] = []
        for mention in mentions:
            if mention.kind not in {"speaker", "contact"}:
                told.append(mention)
                continue
            title, start = title_of(masked[: mention.start])
            codes = self._bearing(title, mention.codes) if title else mention.codes
            told.append(replace(mention, codes=codes, start=start))
            masked = _mask(masked, [(start, mention.start)])
        return told, masked

    def _bearing(self, title: str, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Of `codes`, those whose own titles have `title` (or mean the same); all where none or any could."""
        if title in lexicon().civil:
            return codes
        meant = _DOCTORS if title in _DOCTORS else frozenset([title])
        bearing = tuple(
            code
            for code in codes
            if any(
                title.startswith(held) or held.startswith(title) or any(held.endswith(one) for one in meant)
                for held in self._titles.get(code, ())
            )
        )
        return bearing or codes

    def _completed(self, text: str, mentions: list[Mention], content: list[Unit]) -> list[Mention]:
        """Names with a misspelt part beside the part that was found."""
        told = []
        for mention in mentions:
            beside = [
                unit
                for unit in content
                if -_GAP <= unit.start - mention.end <= _GAP or -_GAP <= mention.start - unit.end <= _GAP
            ]
            for unit in beside:
                start, end = _run(content, unit)
                if longer := self.gazetteer.completed(text, mention, start, end):
                    mention = longer  # noqa: PLW2901 - the name grows to both sides
            told.append(mention)
        return told

    def _guess(self, masked: str, content: Sequence[Unit]) -> list[Mention]:
        """The name, if any, that words without a meaning of their own nearly spell."""
        titled = bool(content) and bool(title_of(masked[: content[0].start])[0])
        found = self.gazetteer.near(masked, 78 if titled else 85)
        for mention in found:
            touched = sum(
                min(unit.end, mention.end) - max(unit.start, mention.start)
                for unit in content
                if unit.start < mention.end and mention.start < unit.end
            )
            if 2 * touched >= mention.end - mention.start:
                same = [other for other in found if (other.start, other.end) == (mention.start, mention.end)]
                return self._titled(masked, masked, same)[0]
        return []

    def _topic(
        self, words: Sequence[str], named: Sequence[Mention]
    ) -> tuple[tuple[tuple[Kind, str], ...], tuple[str, ...]]:
        """What the words left are about. Words out of the texts of what is named anyway add nothing."""
        entries = [(mention.kind, code) for mention in named for code in mention.codes]
        known = {word: self._topics.known(word) for word in words}
        left = [
            word for word in words if not any(known[word] and self._topics.has(entry, known[word]) for entry in entries)
        ]
        if not left:
            return (), ()
        share, about = self._topics.about([known[word] or word for word in left])
        if share < _SHARE or len(about) > _VAGUE or self._against(about, named):
            return (), tuple(left)
        return tuple(about), ()

    def _against(self, about: Sequence[tuple[Kind, str]], named: Sequence[Mention]) -> bool:
        """Whether the words are about another place or person than the one named: then they explain nothing."""
        kinds = {kind for kind, _ in about}
        return len(kinds) == 1 and any(
            mention.kind in kinds and mention.kind in {"venue", "speaker"} for mention in named
        )

    def _faint(self, units: Sequence[Unit]) -> tuple[tuple[Kind, str], ...]:
        """Where a question names nothing, what its everyday words name (วันกลับ: the session called เดินทางกลับ)."""
        words = [unit.text for unit in units if "light" in unit.tags and len(unit.text) >= _FAINT]
        for word in words:
            about = self._faints.get(word, ())
            if 0 < len(about) <= 2:  # noqa: PLR2004 - a word in more titles names none of them
                return about
        return ()

    def _again(self, lowered: str, mentions: Sequence[Mention], whens: Sequence[dates.When]) -> Match | None:
        """The ready answer that the text, or else one clause of it, asks for again."""
        units = lexicon().units(lowered)
        names = [(mention.start, mention.end) for mention in mentions]
        best = self._ready.find(units, [(when.start, when.end) for when in whens], names)
        clauses = _clauses(lowered)
        if len(clauses) < 2 or (best and best.asked > _CLEAR):  # noqa: PLR2004 - one clause is the whole
            return best
        for clause in clauses:
            match = self._ready.find(lexicon().units(clause))
            if (
                match
                and match.asked > _CLEAR
                and match.told > _HALF
                and (best is None or match.asked + match.told > best.asked + best.told)
            ):
                best = match
        return best


def _clauses(text: str) -> list[str]:
    """The clauses of `text`; of a message of very many, none is looked at by itself."""
    clauses = [clause for clause in _CLAUSES.split(text) if clause]
    return clauses if len(clauses) <= _MANY else [text]


def _run(content: Sequence[Unit], unit: Unit) -> tuple[int, int]:
    """The unbroken run of content that `unit` is in."""
    start, end = unit.start, unit.end
    for other in sorted(content, key=lambda other: other.start):
        if other.start - end in {0, _GAP} or other.start == end:
            end = max(end, other.end)
    for other in sorted(content, key=lambda other: -other.end):
        if start - other.end in {0, _GAP}:
            start = min(start, other.start)
    return start, end


def _joined(whens: Sequence[dates.When]) -> tuple[dates.When, ...]:
    """A part of day that stands apart from its day (วันพฤหัสอาจารย์ที่สอนเช้า) put to it."""
    parts = [when for when in whens if when.unit in {"part", "time"} and "นี้" not in when.text]
    days = [when for when in whens if when not in parts and when.first is not None and when.from_ is None]
    if len(parts) == 1 and len(days) == 1:
        return (replace(days[0], from_=parts[0].from_, to=parts[0].to),)
    return tuple(whens)


def _faints(entries: Iterable[Entry]) -> dict[str, tuple[tuple[Kind, str], ...]]:
    """Everyday words of session titles, and whose titles they are in."""
    found: dict[str, dict[tuple[Kind, str], None]] = {}
    for entry in entries:
        if entry.kind == "session":
            for unit in (unit for name in (*entry.names, *entry.aliases) for unit in lexicon().units(name.lower())):
                if "light" in unit.tags:
                    found.setdefault(unit.text, {})[entry.kind, entry.code] = None
    return {word: tuple(held) for word, held in found.items()}


def _ordinal(text: str) -> tuple[int | None, str]:
    found = lexicon().ordinals.search(text) or _BEHIND.search(text)
    if not found:
        return None, text
    number = found[1]
    start = found.start() + (found[0][0] == MASK)
    return int(number) if number.isdigit() else lexicon().numbers[number], _mask(text, [(start, found.end())])


def _mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


MANNERS = frozenset({"greet", "thanks", "bye", "help", "english", "thai"})
_ASIDE = frozenset({"light", "follow", "yesno", "that", "can", "start"})


def manners(typed: str) -> frozenset[str]:
    """What `typed` is beside any question: a greeting, thanks, a cry for help, a choice of language. Empty where it asks
    something, or holds a word that is none of these.
    """
    text = repair(typed).lower()
    tags = [unit.tags for unit in lexicon().units(text)]
    aside = MANNERS | _ASIDE | ({"lesson", "how"} if any("help" in held for held in tags) else set())
    if not tags or any(not held & aside for held in tags):
        return frozenset()
    return frozenset(tag for held in tags for tag in held & MANNERS)

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
from bot.thai.keyboard import unshift
from bot.thai.lexicon import MASK, lexicon, mask
from bot.thai.likeness import Likeness
from bot.thai.names import Gazetteer
from bot.thai.people import People, title_of
from bot.thai.ready import Ready
from bot.thai.sounds import Sounds
from bot.thai.text import key, repair, thai_lexicon
from bot.thai.topics import Topics


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from bot.thai.entries import Entry, Kind, Mention
    from bot.thai.lexicon import Unit
    from bot.thai.ready import Match

_APART = 12  # characters between words of one thing that was told roughly
_GAP = 1  # characters between a name's parts
_GUESS, _TITLED = 85, 78  # of 100 letters right in a name, and in one after a title
_CLEAR, _HALF = 0.8, 0.5  # shares of one clause of several that a ready answer must cover, and have

_NAMED = frozenset(
    key(title)
    for title in ("คุณ", "อ.", "อาจารย์", "ดร.", "ผศ.", "รศ.", "ศ.", "ผศ.ดร.", "รศ.ดร.", "ศ.ดร.", "อ.ดร.", "นพ.", "พญ.")
)
_TASK = re.compile(  # something to be done for somebody, which is not ours to do
    "(?:ย้าย|จอง|ร่าง|แต่ง|เขียน|โทร|แปล|คำนวณ|สั่ง|ซื้อ|ยกเลิก|เลื่อน|โอน|พิมพ์|ปริ้น|ทำ).*ให้"
    "(?:ผม|หนู|ที|หน่อย|ด้วย|พี่|ฉัน|ดิฉัน|เรา)(?:ที|หน่อย|ด้วย|นะ|ค|สิ|จ้|$| )"
)
_BEHIND = re.compile(rf"{MASK}\s*(\d{{1,2}})(?![\d.:/])")
_NEAR = "[\u0e01-\u0e4e]{1,10}|the"  # a word between: ก่อนพิธีปิด, ก่อนถึงวันดูงาน
_RELATIONS = (
    ("after", re.compile(rf"(?:หลังจาก|หลัง|ต่อจาก|ถัดจาก|กลับจาก|พอจบ|จบ|after|following)\s*(?:{_NEAR})?\s*{MASK}")),
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
        self._topics = Topics(entries)
        self._likeness = Likeness(entries)
        self._sounds = Sounds(entries)
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
        units = lexicon().units(masked)
        content = [unit for unit in units if unit.content]
        if content:
            mentions = self._named(lowered, masked, mentions, content)
        tags = frozenset(tag for unit in units for tag in unit.tags)
        things = bool(tags & {"bring", "wear", "carry"}) and bool(tags & {"yesno", "when"}) and "what" not in tags
        about = self._about(masked, _unexplained(units, mentions, lowered), mentions, things=things)
        if about.unknown and (more := lexicon().nearly(units, about.unknown)):
            units = more
            tags = frozenset(tag for unit in units for tag in unit.tags)
            about = self._about(masked, _unexplained(units, mentions, lowered), mentions, things=things)
        topic = about.topic
        kinds = frozenset(
            tag.removeprefix("kind:") for tag in tags | _kinds_of(mentions, lowered) if tag.startswith("kind:")
        )
        if not (content or mentions or whens or kinds or tags & ORDER):
            topic = self._topics.faint([unit.text for unit in units if "light" in unit.tags])
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
                start, end = _run(content, unit)
                mention = self.gazetteer.completed(text, mention, start, end) or self._sounding(
                    text, mention, start, end
                )
        return mention

    def _sounding(self, text: str, mention: Mention, start: int, end: int) -> Mention:
        """`mention` with the foreign words beside it, where together they sound like a name of its (คลาวด์ + เฟิร์ส)."""
        since, until = min(start, mention.start), max(end, mention.end)
        codes = {code for kind, code in self._sounds.like(text[since:until]) if kind == mention.kind}
        return replace(mention, start=since, end=until) if codes & set(mention.codes) else mention

    def _about(self, masked: str, left: Sequence[Unit], named: Sequence[Mention], *, things: bool) -> _About:
        """What the words left are about: their own texts, a name told roughly, or one typed by its sound.

        Where `things` are asked for (to bring, to wear), words that nothing knows may be such things.
        """
        entries = [(mention.kind, code) for mention in named for code in mention.codes]
        noted = [unit for unit in left if self._topics.explains(entries, unit.text)]
        left = [unit for unit in left if unit not in noted]
        strangers = [unit for unit in left if _titled(masked, left, unit)]
        if strangers:
            people = tuple(one for one in self._roughly(masked, strangers) if one[0] == "speaker")
            unknown = () if people and len(strangers) == len(left) else tuple(unit.text for unit in left)
            return _About(people, tuple(unit.text for unit in noted), unknown)
        told = tuple(unit.text for unit in noted)
        if not left:
            return _About((), told, ())
        words = [unit.text for unit in left]
        topic = self._topics.about(words) or self._roughly(masked, left)
        if topic and not _against(topic, named):
            return _About(topic, told, ())
        known = [word for word in words if self._topics.known(word)] if things else []
        topic = self._topics.about(known) if known else ()
        return _About(topic, told, tuple(word for word in words if not topic or word not in known))

    def _roughly(self, masked: str, left: Sequence[Unit]) -> tuple[tuple[Kind, str], ...]:
        """The entries that every run of the words left sounds like, or nearly spells."""
        found = [self._run_about(masked, run) for run in _runs(masked, left)]
        common = set(found[0]).intersection(*found[1:])
        return tuple(entry for entry in found[0] if entry in common)

    def _run_about(self, masked: str, run: Sequence[Unit]) -> tuple[tuple[Kind, str], ...]:
        text = masked[run[0].start : run[-1].end]
        close = run[-1].end - run[0].start <= sum(len(unit.text) for unit in run) + len(run)
        foreign = close and ("\u0e4c" in text or any(unit.text not in thai_lexicon() for unit in run))
        exact = self._sounds.like(text, 100) if foreign else ()
        return (
            exact
            or self._likeness.like(text, [unit.text for unit in run])
            or (self._sounds.like(text) if foreign else ())
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


@dataclass(frozen=True, slots=True)
class _About:
    topic: tuple[tuple[Kind, str], ...]
    noted: tuple[str, ...]
    unknown: tuple[str, ...]


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


def _runs(masked: str, units: Sequence[Unit]) -> list[list[Unit]]:
    """`units` in runs with nothing that was read, and not much else, between them."""
    runs = [[units[0]]]
    for unit in units[1:]:
        between = masked[runs[-1][-1].end : unit.start]
        if MASK in between or len(between) > _APART:
            runs.append([unit])
        else:
            runs[-1].append(unit)
    return runs


def _titled(masked: str, left: Sequence[Unit], unit: Unit) -> bool:
    """Whether `unit` follows a title closely: then it is the name of somebody, known or not."""
    start = _run(left, unit)[0]
    title, _ = title_of(masked[:start])
    return title in _NAMED and masked[start - 1 : start] != " "


def _unexplained(units: Sequence[Unit], named: Sequence[Mention], text: str) -> list[Unit]:
    """The content that no name covers."""
    left = [
        unit
        for unit in units
        if unit.content and not any(name.start < unit.end and unit.start < name.end for name in named)
    ]
    if any("contact" in unit.tags for unit in units):  # who is called คุณ is one of the staff, where those are asked for
        left = [unit for unit in left if title_of(text[: _run(left, unit)[0]])[0] not in lexicon().civil]
    return left


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

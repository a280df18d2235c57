"""The days and the sessions that a text says, and which of them belong together."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.handlers.leave.words import run_of
from bot.thai import dates
from bot.thai.lexicon import mask
from bot.thai.text import key


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.services.ask import Guide
    from bot.thai.dates import When
    from bot.thai.entries import Mention


_PARTS = frozenset({"part", "time"})
_DAY = re.compile(r"\s*([0-9]{1,2})(?![0-9.:/]|\s*(?:โมง|ทุ่ม|น\.|นาฬิกา|วัน|ครั้ง|คน|ชั่วโมง|นาที|-))")
_NUMBER = re.compile(r"\s*(?:ครั้งที่|รอบที่|รอบ|ครั้ง|no\.?|#)?\s*([0-9]{1,2})(?![0-9.:/])")
_GOING = ("ไป", "มา")


def said(lowered: str, guide: Guide, now: datetime) -> tuple[tuple[Mention, ...], tuple[When, ...]]:
    """The sessions that are named, and the days."""
    named = (each for each in guide.reader.gazetteer.find(lowered) if each.kind == "session")
    sessions = tuple(of_series(without_going(each, lowered), lowered, guide) for each in named)
    whens = dates.read(mask(lowered, spans_of(sessions)), now.astimezone(guide.zone), guide.span)
    return sessions, tuple(numbered(when, lowered, guide, now) for when in whens)


def numbered(when: When, lowered: str, guide: Guide, now: datetime) -> When:
    """ศุกร์ 18 is the Friday that is the 18th, where there is one."""
    number = _DAY.match(lowered, when.end) if when.unit == "weekday" else None
    if number is None:
        return when
    read = dates.read(f"{when.text}ที่ {number[1]}", now.astimezone(guide.zone), guide.span)
    if len(read) != 1 or read[0].first is None or read[0].first.day != int(number[1]):
        return when
    return replace(read[0], text=lowered[when.start : number.end()], start=when.start, end=number.end())


def of_series(mention: Mention, lowered: str, guide: Guide) -> Mention:
    """คลินิก 2 is one of several that have the same name."""
    number = _NUMBER.match(lowered, mention.end) if len(mention.codes) > 1 else None
    code = guide.reader.gazetteer.series.get(key(mention.name), {}).get(int(number[1])) if number else None
    return replace(mention, codes=(code,), end=number.end()) if number and code else mention


def is_unclear(sessions: Iterable[Mention]) -> bool:
    return any(len(each.codes) > 1 for each in sessions)


def without_going(mention: Mention, lowered: str) -> Mention:
    """ไปภูเก็ต may be the name of a journey; but not to go is not to come."""
    skipped = next((len(word) for word in _GOING if lowered.startswith(word, mention.start)), 0)
    return replace(mention, start=mention.start + skipped)


def runs_of(masked: str, whens: tuple[When, ...]) -> list[tuple[When, ...]]:
    """The days that are said in one breath."""
    runs: list[list[When]] = []
    for when in whens:
        if runs and is_filling(masked[runs[-1][-1].end : when.start]):
            runs[-1].append(when)
        else:
            runs.append([when])
    return [tuple(run) for run in runs]


def is_near(masked: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    first, second = sorted((one, other))
    return first[1] >= second[0] or is_filling(masked[first[1] : second[0]])


def is_filling(text: str) -> bool:
    return not text or bool(run_of("nouns", "joints", "before", "light", "after").fullmatch(text))


def parts_joined(whens: Sequence[When]) -> tuple[When, ...]:
    """A part of day that stands apart from its days, put to them."""
    dated = [when for when in whens if when.first and when.last]
    parts = [when for when in dated if is_part(when)]
    days = [when for when in dated if when not in parts]
    if not parts or not days:
        return tuple(dated)
    return tuple(when if when.from_ else replace(when, from_=parts[0].from_, to=parts[0].to) for when in days)


def codes_of(sessions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for each in sessions for code in each.codes))


def spans_of(found_: Iterable[Mention | When]) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in found_]


def is_part(when: When) -> bool:
    """Whether it is a part of day, of a day that is said elsewhere."""
    return when.unit in _PARTS and "นี้" not in when.text

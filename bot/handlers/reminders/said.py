"""What somebody wants of reminders, read from what they typed: every word of it must say something about them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from bot.texts import LANGUAGES, words
from bot.thai.dates import read as read_dates
from bot.thai.lexicon import expand
from bot.thai.scanner import scanner
from bot.thai.text import repair


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.thai.scanner import Token


What = Literal["show", "lead", "off", "on", "only", "none", "all", "quiet", "loud", "channel"]

KINDS = ("digest", "evening", "nudge", "deadline")
_TONES = re.compile("[\u0e47-\u0e4c]")
_BETWEEN = re.compile(r"[\s,.!?…:;\"'“”()*/]+")
_LONGEST = 120  # letters: nobody says a wish at greater length
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "days_ago": 86_400, "week": 604_800}
_SOME_DAY = datetime(2019, 10, 7, 9, tzinfo=ZoneInfo("Asia/Bangkok"))  # a time of day is the same on any
_COUNTS = {"number", "large", "decimal"}


@dataclass(frozen=True, slots=True)
class Wish:
    """`what` is wanted, of which `kinds` or in which `channel`; `lead` is how long before a session.

    Quiet is to be from `start` to `end`; where one of them was not said it is None, where neither was, both.
    """

    what: What
    kinds: frozenset[str] = frozenset()
    lead: timedelta = timedelta()
    start: time | None = None
    end: time | None = None
    channel: str = ""


@lru_cache(maxsize=1000)
def read(typed: str) -> Wish | None:
    """What is wanted; None where it is anything else, or more than that."""
    text = repair(typed).lower()
    if len(text) > _LONGEST or not _names_it(text):
        return None
    text, lead = _length(text)
    text, clocks = _clocks(text)
    said = _said(text)
    return None if said is None else _wish(said, lead, clocks)


def _wish(said: frozenset[str], lead: timedelta | None, clocks: list[time]) -> Wish | None:  # noqa: PLR0911 - a way a line
    kinds = frozenset(KINDS) & said
    of_lessons = "lesson" in said and ("before" in said or not (kinds or "on" in said))
    if (of_lessons or ("before" in said and not kinds)) and lead is None and not clocks:
        kinds |= {"nudge"}
    if not said & {"remind", "quiet"} and not _forbids_sending(said):
        return None
    if said & {"ask", "why"}:
        return Wish("show")
    if clocks and said & {"not", "quiet"}:
        return _quiet(said, clocks)
    if "anytime" in said:
        return Wish("loud")
    if "night" in said and said & {"not", "quiet"}:
        return Wish("quiet")
    channel = next((name for name in ("line", "telegram", "web") if name in said), "")
    if channel:
        return Wish("show") if "not" in said or clocks else Wish("channel", channel=channel)
    if clocks:
        return Wish("show")
    return _of_kinds(said, kinds, lead)


def _forbids_sending(said: frozenset[str]) -> bool:
    """Whether what is sent must be what we send: nobody tells us not to hand in their homework, nor asks."""
    return "send" in said and "ask" not in said and bool(said & {"not", "only", "anytime", "stop"})


def _of_kinds(said: frozenset[str], kinds: frozenset[str], lead: timedelta | None) -> Wish | None:
    if lead is not None:
        return Wish("off", frozenset({"nudge"})) if "not" in said else Wish("lead", lead=lead)
    if kinds:
        return Wish("only" if "only" in said else "off" if said & {"not", "stop"} else "on", kinds)
    if "stop" in said or ("not" in said and "remind" not in said):
        return None  # to be told nothing at all is another room's
    return Wish("none" if "not" in said else "all" if said & {"on", "again"} else "show")


def _quiet(said: frozenset[str], clocks: list[time]) -> Wish:
    if len(clocks) > 1:
        return Wish("quiet", start=clocks[0], end=clocks[1])
    if "before" in said:
        return Wish("quiet", end=clocks[0])
    return Wish("quiet", start=clocks[0])


def _length(text: str) -> tuple[str, timedelta | None]:
    """The text without a length of time in it, and that: ครึ่งชั่วโมง, 1 ชั่วโมง 15 นาที."""
    tokens = [token for token in scanner().tokens(text) if token.kind != "gap"]
    found, seconds = [], 0.0
    for at, token in enumerate(tokens):
        count, first = _count(tokens, at)
        unit = token.value if token.kind == "one" else token.kind
        if unit not in _SECONDS or not count:
            continue
        last = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].kind == "half" else token
        seconds += (count + 0.5 * (last is not token)) * _SECONDS[unit]
        found.append((first.start, last.end))
    for start, end in reversed(found):
        text = f"{text[:start]} {text[end:]}"
    if "before" not in {token.kind for token in tokens} and "days_ago" in {token.kind for token in tokens}:
        text += " before"
    return text, timedelta(seconds=seconds) if found else None


def _count(tokens: list[Token], at: int) -> tuple[float, Token]:
    """How many of the unit at that place are meant, 0 if it is no length, and the first token of it."""
    token = tokens[at]
    if token.kind == "one":
        return 1, token
    before = tokens[at - 1] if at else token
    if before.kind in _COUNTS:
        return float(before.value), before
    if before.kind == "half":
        return 0.5, before
    if before.kind == "a":
        half = at > 1 and tokens[at - 2].kind == "half"
        return (0.5, tokens[at - 2]) if half else (1, before)
    return 0, token


def _clocks(text: str) -> tuple[str, list[time]]:
    """The text without times of day in it, and those."""
    text = text.replace("เที่ยงคืน", " 00:00 ").replace("midnight", " 00:00 ")
    found: list[time] = []
    for when in reversed(read_dates(text, _SOME_DAY)):
        point = when.unit == "time" and when.from_ == when.to
        spans = when.unit == "range" and when.from_ != when.to and when.first == when.last == _SOME_DAY.date()
        if when.from_ is None or when.to is None or not (point or spans):
            continue
        found = [when.from_, *([when.to] if spans else []), *found]
        text = f"{text[: when.start]} {text[when.end :]}"
    return text, found


def _said(text: str) -> frozenset[str] | None:
    """What the words of the text say; None where one of them is none of ours."""
    text = _TONES.sub("", text)
    found: set[str] = set()
    at = 0
    while at < len(text):
        if space := _BETWEEN.match(text, at):
            at = space.end()
            continue
        phrase = _pattern().match(text, at)
        if phrase is None:
            return None
        found |= _phrases()[phrase[0]]
        at = phrase.end()
    return frozenset(found - {"light"})


def _names_it(text: str) -> bool:
    """Whether it has a word without which nothing here is meant."""
    bare = _TONES.sub("", text)
    return any(word in bare for word in _names())


@cache
def _names() -> tuple[str, ...]:
    return tuple(word for word, says in _phrases().items() if says & {"remind", "quiet", "send"})


@cache
def _phrases() -> dict[str, frozenset[str]]:
    """For each phrase, without its tone marks, what it says."""
    found: dict[str, set[str]] = {}
    for name, phrase in _listed():
        found.setdefault(_TONES.sub("", phrase.lower()), set()).add(name)
    return {phrase: frozenset(names) for phrase, names in found.items()}


def _listed() -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for name, listed in tomllib.loads(words(language, "reminders.toml")).items():
            yield from ((name, each) for phrase in listed for each in expand(phrase))


@cache
def _pattern() -> re.Pattern[str]:
    """Any of the phrases, the longest first; one of Latin letters ends where a word does."""
    longest = sorted(_phrases(), key=len, reverse=True)
    return re.compile(
        "|".join(re.escape(each) + (r"\b" if each[-1].isascii() and each[-1].isalpha() else "") for each in longest)
    )

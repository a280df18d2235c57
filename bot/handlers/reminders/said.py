"""What somebody wants of reminders, read from what they typed: every word of it must say something about them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from bot.services.reminders import FEEDBACK
from bot.texts import LANGUAGES, words
from bot.thai.dates import read as read_dates
from bot.thai.lexicon import expand
from bot.thai.scanner import scanner
from bot.thai.text import repair


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.thai.scanner import Token


What = Literal[
    "show", "lead", "off", "on", "only", "none", "all", "quiet", "loud", "channel", "alike", "fixed", "elsewhere"
]

KINDS = ("digest", "evening", "nudge", "deadline")
_ASKED = {"feedback", "asks_me"}
_TONES = re.compile("[\u0e47-\u0e4c]")
_BETWEEN = re.compile(r"[\s,.!?…:;\"'“”()*/]+")
_NUMBER = re.compile(r"[0-9]{1,3}(?![0-9])")
_LONGEST = 120  # letters: nobody says a wish at greater length
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "days_ago": 86_400, "week": 604_800}
_SOME_DAY = datetime(2019, 10, 7, 9, tzinfo=ZoneInfo("Asia/Bangkok"))  # a time of day is the same on any
_COUNTS = {"number", "large", "decimal"}


@dataclass(frozen=True, slots=True)
class Wish:
    """`what` is wanted, of which `kinds` (FEEDBACK, too) or in which `channel`.

    `lead` is how long before a session, 0 if not said.
    Quiet is to be from `start` to `end`; where one of them was not said it is None, where neither was, both. Three
    cannot be had: another lead for one session, or several (`alike`, with `leads`); another time for what has a time of
    the programme's (`fixed`); a place that we do not send to (`elsewhere`).
    """

    what: What
    kinds: frozenset[str] = frozenset()
    lead: timedelta = timedelta()
    leads: tuple[timedelta, ...] = ()
    start: time | None = None
    end: time | None = None
    channel: str = ""


@lru_cache(maxsize=1000)
def read(typed: str) -> Wish | None:
    """What is wanted; None where it is anything else, or more than that."""
    text = repair(typed).lower()
    if len(text) > _LONGEST or not _names_it(text):
        return None
    text, leads = _lengths(text)
    text, clocks = _clocks(text)
    said, whole = _said(text)
    if whole and said & _ASKED:
        return None if leads or clocks else _of_feedback(said)
    if whole:
        return _wish(said, leads, clocks)
    return _of_one(said, text, leads)


def _of_one(said: frozenset[str], text: str, leads: tuple[timedelta, ...]) -> Wish | None:
    """So long before something that is named: it begins as a wish, and asks nothing."""
    if not leads or "remind" not in said or said & {"ask", "why", "not"} or not _says(text, "before"):
        return None
    if _says(text, "ask"):
        return None
    return Wish("fixed") if "deadline" in said else Wish("alike", leads=leads)


def _wish(said: frozenset[str], leads: tuple[timedelta, ...], clocks: list[time]) -> Wish | None:  # noqa: PLR0911 - a way a line
    kinds = frozenset(KINDS) & said
    of_lessons = "lesson" in said and ("before" in said or not (kinds or "on" in said))
    if (of_lessons or ("before" in said and not kinds)) and not leads and not clocks:
        kinds |= {"nudge"}
    channel = next((name for name in ("line", "telegram", "web") if name in said), "")
    if not said & {"remind", "quiet"} and not _forbids_sending(said):
        return _without_naming_it(said, leads, clocks, channel)
    if said & {"ask", "why", "much"}:
        return Wish("show")
    if clocks and said & {"not", "quiet"}:
        return _quiet(said, clocks)
    if "anytime" in said:
        return Wish("loud")
    if "night" in said and said & {"not", "quiet"}:
        return Wish("quiet")
    if "elsewhere" in said:
        return Wish("elsewhere")
    if channel:
        return Wish("show") if "not" in said or clocks else Wish("channel", channel=channel)
    if clocks:
        return Wish("fixed")
    return _of_kinds(said, kinds, leads)


def _of_feedback(said: frozenset[str]) -> Wish | None:
    """Whether people want to be asked after sessions. To shut or call off a form is the organisers'."""
    if said & {"ask", "why", "much", "may", "must", "only"}:
        return None
    if "remind" in said and "asks_me" in said:
        return Wish("show")  # of both at once: each has its button there
    kinds = (frozenset(KINDS) & said) | {FEEDBACK}
    if said & {"not", "stop"}:
        return Wish("off", kinds) if "shut" not in said or said & {"asks_me", "remind"} else None
    again = {"usual", "again", "on", "fine"} if "asks_me" in said else {"usual"}
    return Wish("on", kinds) if said & again else None


def _without_naming_it(
    said: frozenset[str], leads: tuple[timedelta, ...], clocks: list[time], channel: str
) -> Wish | None:
    """`ส่งเข้าไลน์แทน`, `แจ้งล่วงหน้า 1 วัน`: nothing says that it is about reminders but that nothing else can be."""
    if clocks:
        return Wish("fixed") if "summary" in said and "ask" not in said else None
    if channel or "elsewhere" in said:
        return _elsewhere(said, channel)
    if "send" in said and said & {"much", "anytime"} and not said & {"deadline", "lesson", "ask"}:
        return Wish("show" if "much" in said else "loud")
    kinds = frozenset(KINDS) & said
    told = (leads and "before" in said) or ("not" in said and kinds)
    if "tell" in said and told and not said & {"ask", "may", "must", "why"}:
        return _of_kinds(said | {"remind"}, kinds, leads)
    return None


def _elsewhere(said: frozenset[str], channel: str) -> Wish | None:
    """Where it is to be sent to, unless it may be homework that is sent there, or that is asked."""
    if "ask" in said or said & {"deadline", "lesson"} or not said & {"send", "use", "switch"}:
        return None
    if not channel:
        return Wish("elsewhere") if "instead" in said else None
    wished = said & {"send", "switch"} and not said & {"may", "must"}
    return Wish("channel", channel=channel) if wished or "instead" in said else None


def _forbids_sending(said: frozenset[str]) -> bool:
    """Whether what is sent must be what we send: nobody tells us not to hand in their homework, nor asks."""
    return "send" in said and "ask" not in said and bool(said & {"not", "only", "anytime", "stop"})


def _of_kinds(said: frozenset[str], kinds: frozenset[str], leads: tuple[timedelta, ...]) -> Wish | None:
    if leads:
        return _of_leads(said, kinds, leads)
    if said & {"count", "pace"}:
        return Wish("lead")
    if kinds:
        return Wish("only" if "only" in said else "off" if said & {"not", "stop"} else "on", kinds)
    if "stop" in said or ("not" in said and "remind" not in said):
        return None  # to be told nothing at all is another room's
    return Wish("none" if "not" in said else "all" if said & {"on", "again"} else "show")


def _of_leads(said: frozenset[str], kinds: frozenset[str], leads: tuple[timedelta, ...]) -> Wish:
    if "not" in said:
        return Wish("off", kinds or frozenset({"nudge"}))
    if kinds == {"evening"} and leads == (timedelta(days=1),):
        return Wish("on", kinds)
    if kinds - {"nudge"}:
        return Wish("fixed")
    return Wish("lead", lead=leads[0]) if len(leads) == 1 else Wish("alike", leads=leads)


def _quiet(said: frozenset[str], clocks: list[time]) -> Wish:
    if len(clocks) > 1:
        return Wish("quiet", start=clocks[0], end=clocks[1])
    if "before" in said:
        return Wish("quiet", end=clocks[0])
    return Wish("quiet", start=clocks[0])


def _lengths(text: str) -> tuple[str, tuple[timedelta, ...]]:
    """The text without lengths of time in it, and those: ครึ่งชั่วโมง, 1 ชั่วโมง 15 นาที, 1 วันและ 1 ชั่วโมง."""
    tokens = [token for token in scanner().tokens(text) if token.kind != "gap"]
    found: list[tuple[int, int, float]] = []
    for at, token in enumerate(tokens):
        count, first = _count(tokens, at)
        unit = token.value if token.kind == "one" else token.kind
        if unit not in _SECONDS or not count:
            continue
        last = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].kind == "half" else token
        seconds = (count + 0.5 * (last is not token)) * _SECONDS[unit]
        if found and not text[found[-1][1] : first.start].strip():
            start, _, before = found.pop()
            found.append((start, last.end, before + seconds))
        else:
            found.append((first.start, last.end, seconds))
    for start, end, _ in reversed(found):
        text = f"{text[:start]} {text[end:]}"
    if "before" not in {token.kind for token in tokens} and "days_ago" in {token.kind for token in tokens}:
        text += " before"
    return text, tuple(timedelta(seconds=seconds) for _, _, seconds in found)


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
        point = when.unit in {"time", "repeat"} and when.from_ == when.to
        spans = when.unit == "range" and when.from_ != when.to and when.first == when.last == _SOME_DAY.date()
        if when.from_ is None or when.to is None or not (point or spans):
            continue
        found = [when.from_, *([when.to] if spans else []), *found]
        text = f"{text[: when.start]} {text[when.end :]}"
    return text, found


def _said(text: str) -> tuple[frozenset[str], bool]:
    """What the words of the text say up to the first that is none of ours, and whether there is no such."""
    text = _TONES.sub("", text)
    found: set[str] = set()
    at = 0
    while at < len(text):
        if space := _BETWEEN.match(text, at):
            at = space.end()
            continue
        phrase = _NUMBER.match(text, at) or _pattern().match(text, at)
        if phrase is None:
            return frozenset(found), False
        found |= _phrases().get(phrase[0], {"count"})
        at = phrase.end()
    return frozenset(found - {"light"}), True


def _names_it(text: str) -> bool:
    """Whether it has a word without which nothing here is meant."""
    bare = _TONES.sub("", text)
    return any(word in bare for word in _names())


def _says(text: str, name: str) -> bool:
    """Whether a word of that list is anywhere in it."""
    bare = _TONES.sub("", text)
    return any(word in bare for word, says in _phrases().items() if name in says)


@cache
def _names() -> tuple[str, ...]:
    return tuple(
        word
        for word, says in _phrases().items()
        if says & {"remind", "quiet", "send", "tell", "use", "switch", *_ASKED}
    )


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

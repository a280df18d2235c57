"""What somebody types, read as asking for leave: from what, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.handlers.leave.saying import (
    codes_of,
    is_filling,
    is_near,
    is_part,
    is_unclear,
    parts_joined,
    runs_of,
    said,
    spans_of,
)
from bot.handlers.leave.words import any_of, found, run_of
from bot.services.ask.select import named
from bot.thai.lexicon import MASK, mask
from bot.thai.text import repair


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.services.ask import Guide
    from bot.thai.dates import When
    from bot.thai.entries import Mention


_MARKS = re.compile(rf"{MASK}+")
_BEHIND = re.compile(rf"[\s{MASK}]*(?P<words>[^\s{MASK}]+)")
_BEFORE = re.compile(rf"(?P<words>[^\s{MASK}]+)[\s{MASK}]*$")
_THERE = frozenset({"session", "venue"})
_LEAVE = "ลา"
_KIND = re.compile("sick|personal|business|annual")


@dataclass(frozen=True, slots=True)
class Wanted:
    """When, and which sessions (codes) are meant, where that was said; the words that are left are the reason.

    `firm`: leave was asked for in so many words; `sure`: there is more than a reason for it.
    `is_unclear`: one name may mean any of several sessions.
    """

    whens: tuple[When, ...] = ()
    codes: tuple[str, ...] = ()
    reason: str = ""
    firm: bool = False
    sure: bool = True
    is_unclear: bool = False

    @property
    def says_what(self) -> bool:
        return bool(self.whens or self.codes)


class _Way(NamedTuple):
    """Where leave is asked for, and how; `reason`: the words for that say why."""

    start: int
    end: int
    kind: str
    firm: bool = False
    reason: bool = False


_HINT = re.compile(
    "(?<!เว)(?<!ตุ)(?<!ศา)ลา|ไม่|ติด|ป่วย|ขาด|หยุด|งด|ราชการ|ไข้|แอดมิ"
    "|leave|can.?t|not|won.?t|absent|miss|sick|ill|off|excus|skip|unable|have a"
)
"""Where none of these is, nobody asks for leave."""


def may_ask(text: str) -> bool:
    """Whether it is worth reading `text` as a request."""
    return bool(_HINT.search(text.lower()))


def request(text: str, guide: Guide, now: datetime) -> Wanted | None:
    """`text` as a request; None where it is a question, is about somebody else, or about something else."""
    typed, lowered = _plain(text)
    if not typed or found("never").search(lowered) or found("undoing").search(lowered):
        return None
    firm = found("firm").search(lowered)
    bare = mask(lowered, [firm.span()] if firm else [])
    sessions, whens = said(bare, guide, now)
    masked = mask(bare, [each[:2] for each in (*spans_of(sessions), *spans_of(whens))])
    way = _firm(firm, lowered) if firm else _way(masked)
    if way is None:
        return None
    masked = mask(masked, [(way.start, way.end)] if not way.reason else [])
    whens, sessions = _chosen(masked, whens, sessions, way)
    says_what = bool(sessions) or any(when.first for when in whens)
    described = None if says_what or way.reason or (way.firm and not firm) else _described(masked, guide, now, way)
    if not (says_what or described or firm or _is_plain(masked, lowered, way)):
        return None
    if _is_question(masked, way, polite=bool(says_what or described)):
        return None
    if _is_of_others(masked, lowered, guide, way):
        return None
    spans = [*spans_of(whens), *spans_of(sessions), *([] if way.reason else [(way.start, way.end)])]
    codes, unclear = codes_of(sessions), is_unclear(sessions)
    if described:
        spans.append(described[1])
        codes, unclear = described[0], True
    reason = " ".join(part for part in (way.kind, _reason(typed, lowered, spans)) if part)
    return Wanted(parts_joined(whens), codes, reason, way.firm, not way.reason, unclear)


def more(text: str, guide: Guide, now: datetime) -> Wanted | None:
    """`text` as an answer to what somebody was asked: days and sessions, or a reason; None for something else."""
    typed, lowered = _plain(text)
    if not typed or typed.startswith("/"):
        return None
    if found("never").search(lowered) or found("elsewhere").match(lowered):
        return None
    sessions, whens = said(lowered, guide, now)
    masked = mask(lowered, [*spans_of(sessions), *spans_of(whens)])
    if found("asks").search(found("unlike").sub(" ", masked)):
        return None
    whens = next((run for run in runs_of(masked, whens) if any(when.first for when in run)), ())
    spans = [*spans_of(whens), *spans_of(sessions)]
    return Wanted(
        parts_joined(whens), codes_of(sessions), _reason(typed, lowered, spans), is_unclear=is_unclear(sessions)
    )


def takes_back(text: str) -> bool:
    """Whether leave that was asked for is not wanted any more, whatever is said with that; a question says nothing."""
    left = _plain(text)[1]
    if not found("undoing").search(left) or found("never").search(left):
        return False
    for name in ("undoing", "unlike", "may"):
        left = found(name).sub(" ", left)
    return not found("asks").search(left) and not found("if").search(left)


def names_reason(text: str) -> bool:
    """Whether it begins as a reason does."""
    return bool(found("named").match(_plain(text)[1]))


def _plain(text: str) -> tuple[str, str]:
    """As it was meant, and the same in small letters, of the same length."""
    typed = repair(text)
    return typed, "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in typed)


def _firm(match: re.Match[str], lowered: str) -> _Way:
    kind = _kind(lowered, match.end())
    words = match[0] if "a" <= match[0][0] <= "z" and _KIND.search(match[0]) else _LEAVE + kind if kind else ""
    return _Way(match.start(), match.end() + len(kind), words, firm=True)


def _way(masked: str) -> _Way | None:
    """Another way of asking: mere ลา, that one cannot come, or only why."""
    opening = rf"(?:^|(?<=[\s{MASK},]))(?:(?:{any_of('before')})\s*)*"
    closing = rf"(?=[\s{MASK},]|$|{any_of('kinds')}|{any_of('after')}|{any_of('light')})"
    bare = re.search(rf"{opening}(?P<way>{any_of('bare')}){closing}", masked)
    if bare:
        kind = _kind(masked, bare.end())
        return _Way(bare.start("way"), bare.end() + len(kind), f"{bare['way']}{kind}" if kind else "", firm=True)
    if found("wants").search(masked):
        return None
    for name in ("asking", "away"):
        if away := found(name).search(masked):
            return _Way(away.start(), away.end(), "", firm=name == "asking")
    because = found("because").search(masked)
    if because and (stuck := found("stuck").search(masked)):
        return _Way(stuck.start(), stuck.end(), "")
    if because is None or not is_filling(masked[: because.start()]):
        return None
    return _Way(because.start(), because.end(), "", reason=True)


def _kind(text: str, at: int) -> str:
    kind = re.compile(any_of("kinds")).match(text, at)
    return kind[0] if kind else ""


def _is_plain(masked: str, lowered: str, way: _Way) -> bool:
    """Whether it is clear though no day is said: by a reason, or as it is of coming to class and nothing else is said.

    ไปไม่ได้ may be said of a link, and ลาค่ะ on leaving.
    """
    if way.reason:
        return False
    if way.kind or found("because").search(masked):
        return True
    coming = found("coming").fullmatch(lowered[way.start : way.end].strip())
    return bool(coming) and is_filling(masked.replace(MASK, " ").strip())


def _is_question(masked: str, way: _Way, *, polite: bool) -> bool:
    """ได้ไหม behind what is asked for firmly is no question."""
    if found("if").search(masked[: way.start]):
        return True
    rest = found("unlike").sub(" ", masked)
    if way.firm and polite:
        rest = found("may").sub(" ", rest)
    return bool(found("asks").search(rest))


def _is_of_others(masked: str, lowered: str, guide: Guide, way: _Way) -> bool:
    """Whether it is somebody else who is not there."""
    before = masked[: way.start]
    opening = run_of("before").match(before)
    if found("others").match(before, opening.end() if opening else 0):
        return True
    if not way.firm and found("others").search(before):
        return True
    named = (each.end for each in guide.reader.gazetteer.find(lowered) if each.kind == "speaker")
    return any(end <= way.start and not masked[end : way.start].strip(MASK + " ") for end in named)


def _described(masked: str, guide: Guide, now: datetime, way: _Way) -> tuple[tuple[str, ...], tuple[int, int]] | None:
    """The sessions (codes) that are not named, but described right behind the words for asking, or before them."""
    for pattern, at in ((_BEHIND, way.end), (_BEFORE, way.start)):
        found_ = pattern.match(masked, at) if pattern is _BEHIND else pattern.search(masked[:at])
        if found_ is None or is_filling(found_["words"]):
            continue
        question = guide.reader.read(found_["words"], now.astimezone(guide.zone), guide.span)
        loosely = question.kinds or any(kind == "session" for kind, _ in question.topic)
        says = (way.firm and loosely) or any(each.kind in _THERE for each in question.mentions)
        chosen = named(question, guide) if says and not question.unknown else None
        if chosen and not chosen.absent:
            return tuple(session.code for session in chosen.sessions), found_.span("words")
    return None


def _chosen(
    masked: str, whens: tuple[When, ...], sessions: tuple[Mention, ...], way: _Way
) -> tuple[tuple[When, ...], tuple[Mention, ...]]:
    """The days (and lengths) and the sessions that stand by the words for asking; else the first days that are said."""
    runs = [run for run in runs_of(masked, whens) if any(when.first for when in run)] or runs_of(masked, whens)
    near = [run for run in runs if is_near(masked, (run[0].start, run[-1].end), (way.start, way.end))]
    days = next(iter(near or runs), ())
    if days and all(is_part(when) for when in days):
        dated = next((run for run in runs if not all(is_part(when) for when in run)), ())
        days = tuple(sorted((*dated, *days), key=lambda when: when.start))
    around = [(way.start, way.end), *spans_of(days)]
    by = tuple(each for each in sessions if any(is_near(masked, (each.start, each.end), span) for span in around))
    return days, by


def _reason(typed: str, lowered: str, spans: Sequence[tuple[int, int]]) -> str:
    """What is left, without the words that only join it to the rest."""
    left = mask(typed, [*spans, *(match.span() for match in found("may").finditer(lowered))])
    return " ".join(part for part in (trimmed(part) for part in _MARKS.split(left)) if part)


def trimmed(part: str) -> str:
    """Without the words around it that say nothing; "" where it has no others."""
    lowered = part.lower()
    if not part or run_of("nouns", "joints", "before", "light", "tails", "after").fullmatch(lowered):
        return ""
    start = run_of("light").match(lowered)
    end = run_of("tails", ends=True).search(lowered)
    return part[start.end() if start else 0 : end.start() if end else len(part)].strip()

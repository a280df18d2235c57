"""What an organiser wants to be other than it is, as typed: the wish, the words for the session and for what then.

Ways of asking, not sentences: `ย้าย X ไป Y`, `X เลื่อนเป็น Y`, `เปลี่ยนห้อง X เป็น Y`, `ยกเลิก X`, `ย้าย X กลับ`. A question is
none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.handlers.changes.words import any_verb, later_by, listed, verbs
from bot.services.programme import LINK
from bot.thai.text import repair


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from bot.handlers.changes.words import Wish


_LATER = frozenset({"move", "room", "rename", "staff", "end", "meet", "cancel"})  # the session may be named first
_QUOTES = "\"'“”‘’ "


@dataclass(frozen=True, slots=True)
class Command:
    """One way to read what was typed. `about` are the words for the session, `target` those for what it becomes.

    `later`: how much later it is to be. `firm`: the wish was said first, as a command is.
    """

    wish: Wish
    about: str
    target: str = ""
    later: timedelta | None = None
    firm: bool = True


def commands(typed: str) -> list[Command]:
    """The ways to read `typed` as a command, the likeliest first; none where it is none."""
    if not any_verb().search(typed.lower()):
        return []
    text = polished(repair(typed))
    lowered = text.lower()
    plain = LINK.sub("", lowered)  # an address may have a ? in it
    if any(word in plain for word in listed("asks") if not word.isascii() or word == "?") or _asks_in_english(plain):
        return []
    for verb, wish in verbs():
        if lowered.startswith(verb):
            rest = text[len(verb) :].strip()
            return [] if rest.lower().startswith(listed("others")) else _split(wish, rest)
    for verb, wish in verbs():
        place = lowered.find(verb)
        if place > 0 and wish in _LATER:
            return _later_said(wish, text[:place].strip(), text[place + len(verb) :].strip())
    return []


def _asks_in_english(lowered: str) -> bool:
    return any(lowered.startswith(word) for word in listed("asks") if word.isascii())


def polished(text: str) -> str:
    """`text` without the polite words around it."""
    text = text.strip(" !\n")
    shorter = True
    while shorter:
        shorter = False
        for words, before in ((listed("openers"), True), (listed("tails"), False)):
            for word in words:
                rest = text[len(word) :] if before else text[: -len(word)]
                if rest and (text.lower().startswith(word) if before else text.lower().endswith(word)):
                    text, shorter = rest.strip(" !\n"), True
                    break
    return text


def _split(wish: Wish, rest: str) -> list[Command]:
    """The wish was said first: what follows is about a session, and mostly says what it becomes."""
    if wish in {"cancel", "restore", "swap", "add"}:
        return [Command(wish, _bare(rest))]
    if wish == "move":
        for word in listed("back"):
            if rest.lower().endswith(word):
                return [Command("restore", _bare(rest[: -len(word)]))]
    if wish in {"move", "end"} and (later := later_by(rest)):
        return [Command(wish, _bare(later[0]), later=later[1])]
    found = [Command(wish, _bare(about), target) for about, target in _pairs(rest, _into(wish))]
    return [*found, Command(wish, _bare(rest))]


def _later_said(wish: Wish, about: str, rest: str) -> list[Command]:
    """The session was named first: `X เลื่อนเป็น Y`. Without a word such as เป็น it may be anything.

    `วันที่ 18 งดคาบบ่าย` has the rest of it after the wish; `X ยกเลิกแล้ว` tells or asks.
    """
    if wish == "cancel":
        return [] if rest.startswith(listed("done")) else [Command(wish, f"{_bare(rest)} {about}".strip(), firm=False)]
    if wish in {"move", "end"} and (later := later_by(rest)) and not later[0]:
        return [Command(wish, _bare(about), later=later[1], firm=False)]
    for word in _into(wish):
        if f" {rest.lower()}".startswith(word) or rest.lower().startswith(word):
            target = rest[len(word.lstrip()) :].strip()
            return [Command(wish, _bare(about), target, firm=False)] if target else []
    return []


def _into(wish: Wish) -> tuple[str, ...]:
    """The words after which it is said what the session is to become."""
    return listed("until") if wish == "end" else listed("to")


def _pairs(rest: str, into: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every place where a word such as ไป may part the session from what it becomes, the first first."""
    pattern = re.compile("|".join(re.escape(word) for word in into), re.IGNORECASE)
    for match in pattern.finditer(rest):
        target = rest[match.end() :].strip(_QUOTES)
        if target:
            yield rest[: match.start()].strip(), target


def _bare(about: str) -> str:
    """Without the words for any session."""
    about = about.strip(_QUOTES)
    for word in listed("nouns"):
        if about.lower().startswith(word) and len(about) > len(word):
            return about[len(word) :].strip(_QUOTES)
    return "" if about.lower() in {word.strip() for word in listed("nouns")} else about

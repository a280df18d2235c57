"""What an organiser says of who was there, as typed: ways of asking, not sentences. A question is none.

`เช็กอินให้ ก และ ข`, `เช็กอินทุกคนยกเว้น ก`, `ทุกคนมายกเว้น ก กับ ข`, `ก มาสาย เพราะรถติด`, `ก ลาป่วย วิชา X`, `ก มาแทน ข`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from bot.handlers.checkin.words import any_of, listed
from bot.thai.text import repair


if TYPE_CHECKING:
    from collections.abc import Iterator


Status = Literal["", "present", "late", "absent", "excused"]
"""How it was; "": nothing is said of that any more."""
_STATUSES: tuple[Status, ...] = ("present", "late", "absent", "excused")
_FIRST: tuple[Status, ...] = ("late", "absent", "excused")
_AROUND = " !\n:"


@dataclass(frozen=True, slots=True)
class Said:
    """One way to read it. `who` are the words for people: those meant, or of `everyone` those who are not.

    `stand_in` is who came in their place, `about` are words for the session. `firm`: it was said as a command is.
    """

    status: Status
    who: str
    everyone: bool = False
    stand_in: str = ""
    reason: str = ""
    about: str = ""
    firm: bool = False


def read(typed: str) -> list[Said]:
    """The ways to read `typed`, the likeliest first; none where it says nothing of the kind."""
    text = polished(repair(typed))
    text, reason = _cut(text, "because")
    if _asks(text):
        return []
    text, about = _cut(text, "about")
    text, day = _day(any_of("now").sub(" ", text))
    text, about = polished(text), f"{about} {day}".strip()
    ways = [_reasoned(each) for each in _ways(text) if each.who or each.everyone]
    return [replace(each, reason=reason or each.reason, about=about) for each in ways]


def history(typed: str) -> str:
    """The words for whom somebody wants to see the lines of; "" where they do not."""
    text = polished(repair(typed))
    found = any_of("history").match(text)
    return text[found.end() :].strip(_AROUND) if found else ""


def standing(typed: str) -> str:
    """The words for whom it is asked how it is with them: วิไลมาหรือยัง; "" where that is not asked."""
    text = polished(repair(typed))
    found = next((text[: -len(word)].strip(_AROUND) for word in listed("standing") if _ends(text, word)), "")
    return any_of("now").sub(" ", found).strip()


def polished(text: str) -> str:
    """`text` without the polite words around it."""
    text, before = text.strip(_AROUND), None
    while text != before:
        before = text
        for word in listed("openers"):
            if text.lower().startswith(word) and len(text) > len(word):
                text = text[len(word) :].strip(_AROUND)
        text = _untailed(text)
    return text


def _untailed(text: str) -> str:
    for word in listed("tails"):
        if text.lower().endswith(word) and len(text) > len(word):
            text = text[: -len(word)].strip(_AROUND)
    return text


def _reasoned(said: Said) -> Said:
    """The reason may be told behind a polite word, without any other: เช็กอินให้วิไลด้วยค่ะ แบตหมด."""
    words = said.who.split(" ")
    for number in range(1, len(words)):
        who = " ".join(words[:number])
        if (polite := _untailed(who)) != who:
            return replace(said, who=_untailed(polite), reason=said.reason or " ".join(words[number:]))
    return said


def _ways(text: str) -> Iterator[Said]:
    if cleared := any_of("clears").match(text):
        yield Said("", text[cleared.end() :].strip(_AROUND), firm=True)
        return
    marked = any_of("marks").match(text)
    checked = marked or any_of("checks").match(text)
    rest = text[checked.end() :].strip(_AROUND) if checked else text
    if everyone := _everyone(rest, asked=bool(checked)):
        yield everyone
        return
    if instead := _instead(rest, firm=bool(marked)):
        yield instead
    if checked:
        yield Said("present", rest, firm=bool(marked))
    rest = _length().sub("", rest)
    for status, word in _behind(rest):
        who = _unjoined(rest[: -len(word)].strip(_AROUND))
        yield Said(status, who, reason=_kind(word) if status == "excused" else "", firm=bool(marked))

    for status in _FIRST:
        if first := any_of(f"first.{status}").match(rest):
            yield Said(status, rest[first.end() :].strip(_AROUND))


def _everyone(text: str, *, asked: bool) -> Said | None:
    """ทุกคนมายกเว้น ก: everybody, perhaps but some; `asked`: to be checked in."""
    whole = any_of("whole").match(text)
    everybody = whole or any_of("everyone").match(text)
    if everybody is None:
        return None
    rest = text[everybody.end() :].strip(_AROUND)
    came = any_of("came").match(rest)
    rest = rest[came.end() :].strip(_AROUND) if came else rest
    but = any_of("but").match(rest)
    if not (asked or whole or came) or (rest and not but):
        return None
    return Said("present", rest[but.end() :].strip(_AROUND) if but else "", everyone=True, firm=True)


def _instead(text: str, *, firm: bool) -> Said | None:
    found = any_of("instead").search(text)
    if found is None:
        return None
    stand_in, who = text[: found.start()].strip(_AROUND), text[found.end() :].strip(_AROUND)
    if not who and (sends := any_of("sends").search(stand_in)):
        stand_in, who = stand_in[sends.end() :].strip(_AROUND), stand_in[: sends.start()].strip(_AROUND)
    return Said("present", who, stand_in=stand_in, firm=firm) if stand_in and who else None


def _behind(text: str) -> list[tuple[Status, str]]:
    """The words for how it was that `text` ends with, the longest first."""
    found = [(status, word) for status in _STATUSES for word in listed(f"status.{status}") if _ends(text, word)]
    return sorted(found, key=lambda each: len(each[1]), reverse=True)


def _ends(text: str, word: str) -> bool:
    lowered = text.lower()
    return lowered.endswith(f" {word}" if word.isascii() else word)


def _unjoined(who: str) -> str:
    return next((who[: -len(word)].strip(_AROUND) for word in listed("joins") if _ends(who, word)), who)


@cache
def _length() -> re.Pattern[str]:
    """How late, behind how it was: สาย 20 นาที."""
    return re.compile(rf"\s*(?:{any_of('nearly').pattern})?\s*[0-9.]+\s*(?:{any_of('units').pattern})$", re.IGNORECASE)


def _cut(text: str, section: str) -> tuple[str, str]:
    """`text` until a word of that section, and what stands behind it."""
    found = any_of(section).search(text)
    if found is None or not text[: found.start()].strip() or not text[found.end() :].strip(_AROUND):
        return text, ""
    return text[: found.start()].strip(_AROUND), text[found.end() :].strip(_AROUND)


def _day(text: str) -> tuple[str, str]:
    """`text` without the words for a day, and these."""
    found = any_of("when").search(text)
    if found is None:
        return text, ""
    return re.sub(r"\s+", " ", f"{text[: found.start()]} {text[found.end() :]}").strip(_AROUND), found[0]


def _asks(text: str) -> bool:
    lowered = text.lower()
    return any(
        lowered.startswith(f"{word} ") if word.isalpha() and word.isascii() else word in lowered
        for word in listed("asks")
    )


def _kind(word: str) -> str:
    """Of what kind the leave is, where that is said: ลาป่วย."""
    return word if word.startswith(_LEAVE) and word != _LEAVE else ""


_LEAVE = "ลา"

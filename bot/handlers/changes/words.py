"""The words of locales/*/changes.toml, in both languages at once."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from functools import cache, lru_cache
from typing import Any, Literal

from bot.services.people.words import bare
from bot.texts import LANGUAGES, words
from bot.thai.text import key, repair


Wish = Literal["move", "room", "rename", "staff", "cancel", "restore", "end", "meet", "swap", "add"]


@cache
def _files() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(words(language, "changes.toml")) for language in LANGUAGES)


@cache
def listed(name: str) -> tuple[str, ...]:
    """The words of a list, the longest first."""
    return tuple(sorted({word for file in _files() for word in file[name]}, key=len, reverse=True))


@cache
def verbs() -> tuple[tuple[str, Wish], ...]:
    """The words by which each wish begins, the longest first."""
    found = [(word, wish) for file in _files() for wish, several in file["verbs"].items() for word in several]
    return tuple(sorted(found, key=lambda each: len(each[0]), reverse=True))


@cache
def any_verb() -> re.Pattern[str]:
    """Where none of these is, nothing is to be changed."""
    return re.compile("|".join(re.escape(word.strip()) for word, _ in verbs()))


_NUMBERS = {"ครึ่ง": 0.5, "หนึ่ง": 1, "สอง": 2, "สาม": 3, "half an": 0.5, "an": 1, "a": 1, "one": 1, "two": 2}


@cache
def _lengths() -> tuple[tuple[re.Pattern[str], ...], dict[str, str]]:
    units = {word: unit for file in _files() for unit, several in file["units"].items() for word in several}
    ways = _any(["later", "sooner"])
    number = rf"(?P<number>[0-9]+(?:\.[0-9])?|{'|'.join(map(re.escape, _NUMBERS))})"
    length = rf"{number}\s*(?P<unit>{'|'.join(re.escape(word) for word in units)})\s*(?P<half>ครึ่ง)?"
    return (re.compile(rf"(?P<way>{ways})\s*{length}$"), re.compile(rf"{length}\s*(?P<way>{ways})$")), units


def _any(names: list[str]) -> str:
    found = sorted({word.strip() for name in names for word in listed(name)}, key=len, reverse=True)
    return "|".join(re.escape(word) for word in found)


@cache
def _following() -> re.Pattern[str]:
    """The week or day after the one that something is in: สัปดาห์ถัดไป, the following week."""
    units = "|".join(re.escape(word) for file in _files() for unit in ("weeks", "days") for word in file["units"][unit])
    to, same, after = _any(["to"]), _any(["same"]), _any(["following"])
    said = rf"(?P<unit>{units})\s*(?:{after})|(?:{after})\s*(?P<named>{units})"
    return re.compile(rf"(?:(?:{to})\s*)?(?:{said})\s*(?:{same})?$", re.IGNORECASE)


def later_by(text: str) -> tuple[str, timedelta] | None:
    """How much later than it is `text` says at its end (sooner is less than none), and what stands before that."""
    patterns, units = _lengths()
    found = next((match for pattern in patterns if (match := pattern.search(text))), None)
    if found is None:
        found = _following().search(text)
        if found is None:
            return None
        unit = units[(found["unit"] or found["named"]).lower()]
        return text[: found.start()].strip(), timedelta(**{unit: 1})
    count = (_NUMBERS.get(found["number"]) or float(found["number"])) + (0.5 if found["half"] else 0)
    length = timedelta(**{units[found["unit"]]: count})
    soon = any(found["way"] == word.strip() for word in listed("sooner"))
    return text[: found.start()].strip(), -length if soon else length


@lru_cache(maxsize=1000)
def alone(section: str, text: str) -> str:
    """What `text` stands for in a section, with or without polite words around it; "" where it is not there."""
    wishes = _known(section)
    return next((wishes[said] for said in bare(repair(text)) if said in wishes), "")


@cache
def _known(section: str) -> dict[str, str]:
    return {key(phrase): name for file in _files() for name, several in file[section].items() for phrase in several}

"""What the bot could not answer, worked through: alike questions together; ready answers and other names are taught.

How it would then answer can be tried on `changed`, which is kept nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from bot.errors import Refused
from bot.thai.text import key
from storage import other_names, questions_listed, questions_ready
from storage.other_names import KINDS, OtherName
from storage.programme import Faq, Text
from storage.questions_listed import Listed, counts, page
from storage.questions_ready import Ready


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from storage.programme import Programme


__all__ = [
    "KINDS",
    "LONGEST",
    "Alike",
    "Entry",
    "Listed",
    "OtherName",
    "Ready",
    "alike",
    "changed",
    "counts",
    "entries",
    "names",
    "page",
    "ready",
    "remove_name",
    "remove_ready",
    "rewrite",
    "teach",
    "write",
]

LONGEST = 480
"""Letters of an answer: as long as one that is given in chat."""
_LONGEST_NAME = 100
_SHORTEST_NAME = 2
_MOST = 300  # questions that are put together, the newest
_ALIKE = 82  # per cent of their letters in common
_THAI = re.compile("[\u0e01-\u0e4e]")


@dataclass(frozen=True, slots=True)
class Alike:
    """Questions that ask much the same, the newest first."""

    questions: tuple[Listed, ...]

    @property
    def newest(self) -> Listed:
        return self.questions[0]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a programme that may have other names: those that its file gives it are `known`."""

    kind: other_names.Kind
    code: str
    title: Text
    known: tuple[str, ...]


def alike(store: Store, programme: str) -> list[Alike]:
    """The newest questions that wait for an answer, alike ones together; who asked last comes first."""
    found: list[list[Listed]] = []
    keys: list[str] = []
    for question in questions_listed.page(store, programme, "open", 0, _MOST):
        said = key(question.text)
        like = process.extractOne(said, keys, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if like:
            found[like[2]].append(question)
        else:
            found.append([question])
            keys.append(said)
    return [Alike(tuple(questions)) for questions in found]


def ready(store: Store, programme: str) -> list[Ready]:
    """The ready answers that were added to a programme (its code), the last first."""
    return questions_ready.listed(store, programme)


def write(store: Store, programme: str, question: str, answer: str, person: int, now: datetime) -> int:
    """Add a ready answer. Raises Refused: `teaching.empty`, `.too_long`."""
    asked, told = _checked(question, answer)
    return questions_ready.write(store, programme, asked, told, person, now)


def rewrite(store: Store, programme: str, number: int, question: str, answer: str) -> None:
    """Change one. Raises Refused as `write` does, and `teaching.gone`."""
    asked, told = _checked(question, answer)
    if not questions_ready.rewrite(store, programme, number, asked, told):
        raise Refused("teaching.gone")


def remove_ready(store: Store, programme: str, number: int) -> None:
    """Raises Refused: `teaching.gone`."""
    if not questions_ready.remove(store, programme, number):
        raise Refused("teaching.gone")


def names(store: Store, programme: str) -> list[OtherName]:
    """The other names that were taught in a programme (its code), the first first."""
    return other_names.listed(store, programme)


def entries(programme: Programme) -> list[Entry]:
    """All that may be given other names."""
    found = []
    for kind, where in KINDS.items():
        for each in getattr(programme, where):
            title: Text = each.name if kind in ("venue", "speaker") else each.title
            called = (title.th, title.en, *each.aliases)
            found.append(Entry(kind, each.code, title, tuple(name for name in called if name)))
    return found


def teach(store: Store, programme: Programme, taught: OtherName, person: int, now: datetime) -> None:
    """From here on people may ask by this name, too. Raises Refused as `changed` does, and `teaching.known`."""
    _is_new(programme, taught)
    if not other_names.add(store, programme.code, replace(taught, name=_tidy(taught.name)), person, now):
        raise Refused("teaching.known", name=taught.name)


def remove_name(store: Store, programme: str, number: int) -> OtherName:
    """Which that was. Raises Refused: `teaching.gone`."""
    gone = other_names.remove(store, programme, number)
    if gone is None:
        raise Refused("teaching.gone")
    return gone


def changed(programme: Programme, question: str = "", answer: str = "", taught: OtherName | None = None) -> Programme:
    """`programme` as it would be with a ready answer, or another name.

    Raises Refused: `teaching.empty`, `.too_long`, `.too_short`, `.nothing_called` (no such entry), `.known` (it is
    called so already), `.taken` (something else is).
    """
    if taught:
        _is_new(programme, taught)
        programme = other_names.called(programme, [replace(taught, name=_tidy(taught.name))])
    if answer:
        asked, told = _checked(question, answer)
        programme = replace(programme, faqs=(Faq((asked,), told), *programme.faqs))
    return programme


def _is_new(programme: Programme, taught: OtherName) -> None:
    name = _tidy(taught.name)
    if len(key(name)) < _SHORTEST_NAME:
        raise Refused("teaching.too_short")
    if len(name) > _LONGEST_NAME:
        raise Refused("teaching.too_long", most=str(_LONGEST_NAME))
    everything = entries(programme)
    mine = next((each for each in everything if (each.kind, each.code) == (taught.kind, taught.code)), None)
    if mine is None:
        raise Refused("teaching.nothing_called")
    if key(name) in {key(known) for known in mine.known}:
        raise Refused("teaching.known", name=name)
    for other in everything:
        if other is not mine and key(name) in {key(known) for known in other.known}:
            raise Refused("teaching.taken", name=name, title=other.title.in_("th"))


def _checked(question: str, answer: str) -> tuple[str, Text]:
    asked, told = _tidy(question), answer.strip()
    if not key(asked) or not told:
        raise Refused("teaching.empty")
    if len(told) > LONGEST or len(asked) > LONGEST:
        raise Refused("teaching.too_long", most=str(LONGEST))
    return asked, Text(th=told) if _THAI.search(told) else Text(en=told)


def _tidy(text: str) -> str:
    return " ".join(text.split())

"""The words of dates and times in a text: one compiled pattern over both languages, made from locales/*/dates.toml.

A token is the longest known word at its place; digits are told apart by shape (a clock, a date, a year, a number).
Everything else is a gap. What the words mean together is the grammar's business.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

from bot.texts import LANGUAGES, words


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Token:
    """A word at [start, end) of the text. `value` is its key in the table `kind`, or what the digits say."""

    kind: str
    value: Any
    start: int
    end: int
    also_name: bool = False  # also a name of people: read only where its neighbours allow it
    thai: bool = True


_MARK = "\u0e30-\u0e3a\u0e45\u0e47-\u0e4e"  # after a consonant these go on with its syllable
_LEADING = "เแโใไ"  # these go before the consonant of their syllable
_YEAR_DIGITS = 4
_MONTH_DAYS = 31
_DOTTED = ("month_short", "era")
_BESIDE = ("before", "after", "after_evening", "called", "called_apart")
_LONGEST_TITLE = 24
_NEAR = 3  # spaces that do not part two words

# Shapes of digits, the most particular first; {hour} is what may stand after a clock.
_DIGITS = r"""
(?P<year_first>\d{{4}}(?P<dash>[-/])\d{{1,2}}(?P=dash)\d{{1,2}}(?!\d))
|(?P<date>\d{{1,2}}(?P<sep>[-/.])\d{{1,2}}(?P=sep)(?:\d{{4}}|\d\d)(?!\d|[./]\d))
|(?P<other>\+?\d[\d-]{{8,}}(?!\d)|0\d{{1,2}}[ -]\d{{3,4}}[ -]\d{{3,4}}(?!\d)|\d{{5,}}|\d{{1,3}}(?:,\d{{3}})+(?!\d)
  |\d+(?:[./:]\d+){{3,}}|\d+\.\d{{3,}})
|(?P<clock>\d{{1,2}}(?:[.:]|[ ]:[ ])[0-5]\d(?!\d|[./]\d)(?::\d\d(?!\d))?(?:[ ]?(?:{hour}))?)
|(?P<decimal>\d+\.\d+)
|(?P<short_date>\d{{1,2}}/\d{{1,2}}(?![\d/]))
|(?P<full_hour>\d{{1,2}}[ ]?(?:{hour}))
|(?P<ordinal>\d{{1,2}}(?:st|nd|rd|th)(?![a-z]))
|(?P<number>\d{{1,4}})
"""
_figures = re.compile(r"\d+").findall


@dataclass(frozen=True, slots=True)
class Scanner:
    pattern: re.Pattern[str]
    meanings: dict[str, tuple[str, Any, bool, bool]]  # a word without spaces: kind, value, also a name, Thai
    before: tuple[str, ...]
    after: tuple[str, ...]
    after_evening: tuple[str, ...]
    called: tuple[str, ...]
    called_apart: tuple[str, ...]

    def tokens(self, text: str) -> list[Token]:
        """The tokens of `text`, with a gap (or a comma) where something unread stands between two."""
        lowered = text.lower()
        if len(lowered) != len(text):  # a few letters of other scripts grow
            lowered = "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
        found: list[Token] = []
        end = 0
        for match in self.pattern.finditer(lowered):
            start = match.start()
            if start and lowered[start - 1] in _LEADING:
                continue
            if start > end:
                between = lowered[end:start]
                unread = between.strip()
                if unread or len(between) > _NEAR or "\n" in between:
                    found.append(Token(_unread(unread), None, end, start))
            found.append(self._token(match))
            end = match.end()
        return found

    def _token(self, match: re.Match[str]) -> Token:
        start, end = match.span()
        shape = match.lastgroup or ""
        if shape == "word":
            kind, value, also_name, thai = self.meanings[_key(match[0])]
            return Token(kind, value, start, end, also_name, thai)
        if shape in {"line", "other", "decimal"}:
            return Token("to" if shape == "line" else shape, match[0], start, end)
        numbers = [int(figures) for figures in _figures(match[0])]
        if shape == "number":
            return _number(numbers[0], start, end)
        if shape == "clock":
            return Token(shape, (numbers[0], numbers[1], not match[0][-1].isdecimal()), start, end)
        if shape in {"full_hour", "ordinal"}:
            return Token(shape, numbers[0], start, end)
        if shape == "year_first":
            numbers.reverse()
        day, month, *year = numbers
        return Token("date" if year else shape, (day, month, year[0] if year else None), start, end)

    def stands_free(self, text: str, token: Token) -> tuple[bool, bool]:
        """Whether before, and after, a word that is also a name nothing is glued to it but what goes with a date."""
        start, end = token.start, token.end
        return (
            start == 0 or not _is_thai(text[start - 1]) or text.endswith(self.before, 0, start),
            end == len(text) or not _is_thai(text[end]) or text.startswith(self.after, end),
        )

    def is_evening(self, text: str, token: Token) -> bool:
        """Whether a lone เย็น is the evening, not the cold: it begins a clause that goes on as evenings do."""
        start = token.start
        return (start == 0 or text[start - 1].isspace()) and text.startswith(self.after_evening, token.end)

    def is_called(self, text: str, token: Token) -> bool:
        """Whether a weekday or month is somebody's name, for a title or a word of kin stands right before it."""
        return bool(_titles().search(text.lower(), max(0, token.start - _LONGEST_TITLE), token.start))


@cache
def _titles() -> re.Pattern[str]:
    """The titles of both languages at the end of a text."""
    glued, apart, latin = list(scanner().called), list(scanner().called_apart), []
    for language in LANGUAGES:
        table = tomllib.loads(words(language, "words.toml"))["titles"]
        titles = [title.lower() for title in (*table["words"], *table["civil"])]
        latin += [title.rstrip(".") for title in titles if title.isascii()]
        glued += [title for title in titles if not title.isascii()]
    apart += [title for title in glued if title.endswith(".")]
    choice = {
        name: "|".join(map(re.escape, dict.fromkeys(forms)))
        for name, forms in (("glued", glued), ("apart", apart), ("latin", latin))
    }
    thanks = "(?<!ขอบคุณ)(?<!พระคุณ)(?<!ขอบคุณ )(?<!พระคุณ )"
    return re.compile(
        rf"(?:(?:{choice['glued']}|(?:{choice['apart']}) ){thanks}|(?<![a-z])(?:{choice['latin']})\.? ?)\Z"
    )


def _unread(between: str) -> str:
    if between == ",":
        return "comma"
    return "join" if between and not between.strip("()") else "gap"


def _is_thai(letter: str) -> bool:
    return "\u0e00" <= letter <= "\u0e7f"


def _number(value: int, start: int, end: int) -> Token:
    if end - start == _YEAR_DIGITS:
        return Token("full_year", value, start, end)
    return Token("number" if value <= _MONTH_DAYS else "large", value, start, end)


def _key(word: str) -> str:
    return word.replace(" ", "")


@cache
def scanner() -> Scanner:
    """The scanner of both languages, compiled at its first use."""
    meanings: dict[str, tuple[str, Any, bool, bool]] = {}
    spelled: dict[bool, set[str]] = {True: set(), False: set()}
    hours: list[str] = []
    bare: list[str] = []
    beside: dict[str, tuple[str, ...]] = dict.fromkeys(_BESIDE, ())
    for language in LANGUAGES:
        thai = language == "th"
        tables = tomllib.loads(words(language, "dates.toml"))
        hours += tables.pop("hour_mark")["any"]
        beside |= {side: tuple(forms) for side, forms in tables.pop("beside", {}).items()}
        for form, kind, value in _entries(tables):
            meanings[_key(form)] = (kind.removesuffix("_also_name"), value, kind.endswith("_also_name"), thai)
            if kind in _DOTTED and thai and "." not in form:
                bare.append(form)  # กพ is in many a word
            else:
                spelled[thai].add(form)
    hour = "|".join(re.escape(mark) + ("" if mark.endswith(".") else rf"(?![{_MARK}a-z])") for mark in hours)
    pattern = rf"""
(?P<word>{_tree(spelled[True])}(?![{_MARK}])|(?:(?<![ก-๎])|(?<=เดือน)){_tree(bare)}(?![{_MARK}])|(?<![a-z]){_tree(spelled[False])}(?![a-z]))
|(?<![a-z0-9])(?<!\d\.)(?!(?<=\d,)\d{{3}})(?:{_DIGITS.format(hour=hour + "|น(?![ก-๎])")})
|(?P<line>[-–—~])
"""
    return Scanner(re.compile(pattern, re.VERBOSE), meanings, **beside)


def _entries(tables: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Each form with its kind and value, those put together of parts included."""
    day = tables["plain"]["day"][0]
    numerals, tens = tables.pop("numeral"), tables.pop("tens")
    after_ten = tables.pop("after_ten", {})
    for kind, forms in tables.pop("plain").items():
        yield from ((form, kind, kind) for form in forms)
    for value, forms in numerals.items():
        yield from ((form, "number", int(value)) for form in forms)
    for ten, starts in tens.items():
        yield from ((form, "number", int(ten)) for form in starts)
        for values in (numerals, after_ten):
            for value, forms in values.items():
                number = int(ten) + int(value)
                kind = "number" if number <= _MONTH_DAYS else "large"
                yield from ((f"{start} {form}", kind, number) for start, form in product(starts, forms))
    for form, value in _flat(tables.pop("day_name", {})):
        yield f"{day} {form}", "day_name", int(value)
    for value, forms in tables["relative"].items():
        yield from ((form, "relative", int(value)) for form in _doubled(forms[0]))
    for kind, table in tables.items():
        for form, value in _flat(table):
            spelled = _abbreviated(form) if kind in _DOTTED else (form,)
            yield from ((one, kind, int(value) if _is_whole(value) else value) for one in spelled)


def _flat(table: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    return ((form, value) for value, forms in table.items() for form in forms)


def _is_whole(value: str) -> bool:
    return value.lstrip("-").isdecimal()


def _abbreviated(form: str) -> Iterator[str]:
    """ต.ค. as people type it: ต.ค. ต.ค ตค. ตค, with or without the space."""
    first, dot, second = form.rstrip(".").partition(".")
    if not dot:
        yield form
        return
    yield from (f"{first}{middle}{second}{end}" for middle, end in product((".", "", ". "), (".", "", " .")))


def _doubled(form: str) -> Iterator[str]:
    """พรุ่งนนี้, วันนี้้: a letter typed twice."""
    yield from (form[:place] + form[place - 1 :] for place in range(1, len(form) + 1))


def _tree(forms: Iterable[str]) -> str:
    """A pattern for the longest of `forms`, which looks at each letter of the text once."""
    root: dict[str, Any] = {}
    for form in forms:
        node = root
        for letter in form:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, Any]) -> str:
    pattern = ""
    while len(node) == 1:  # a run of letters
        ((letter, node),) = node.items()
        pattern += _escaped(letter) if letter.strip() else letter and r"\ ?"
    endings = [_escaped(letter) + _branch(following) for letter, following in sorted(node.items()) if letter.strip()]
    if " " in node:
        endings.append(r"\ ?" + _branch(node[" "]))
    if not endings:
        return pattern
    choice = endings[0] if len(endings) == 1 and "" not in node else "(?:" + "|".join(endings) + ")"
    return pattern + choice + ("?" if "" in node else "")


_escaped = cache(re.escape)

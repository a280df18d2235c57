"""Everything that is said is in both catalogues alike, is said somewhere, and fits where it is shown."""

from __future__ import annotations

import ast
import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click
import polib
import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.__main__ import main
from bot.texts import LANGUAGES, Texts, short, texts
from tests.thai.strategies import long


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages import Language

ROOT = Path(__file__).resolve().parents[1]
ROOMS = sorted(path.stem for path in (ROOT / "locales" / "th").glob("*.po"))
FORMS: dict[Language, int] = {"th": 1, "en": 2}
_LABEL = re.compile(
    r"ask\.choose_|(?:announce|start|people|calendar|checkin|questions|notices|reminders|report|results)\.button_"
)


@cache
def catalogue(language: Language) -> dict[str, polib.POEntry]:
    """Every message of the language by its id."""
    files = (ROOT / "locales" / language).glob("*.po")
    return {entry.msgid: entry for path in files for entry in polib.pofile(str(path), check_for_duplicates=True)}


def forms(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)] or [entry.msgstr]


def placeholders(entry: polib.POEntry) -> set[str]:
    return {name for form in forms(entry) for _, name, _, _ in Formatter().parse(form) if name is not None}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "locales").glob("*/*.po")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_a_catalogue_is_complete(path: Path) -> None:
    """It is read, has no id twice, only its own room's, and nothing empty, doubtful or given up."""
    entries = polib.pofile(str(path), check_for_duplicates=True)

    assert [entry.msgid for entry in entries if not entry.msgid.startswith(f"{path.stem}.")] == []
    assert [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete or not all(forms(entry))] == []


def test_both_languages_say_the_same() -> None:
    """The same ids, the same placeholders."""
    thai, english = (
        {name: placeholders(entry) for name, entry in catalogue(language).items()} for language in LANGUAGES
    )

    assert thai == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_all_their_forms(language: Language) -> None:
    plural = {name: entry for name, entry in catalogue(language).items() if entry.msgid_plural}

    assert {name: entry.msgid_plural for name, entry in plural.items()} == {name: name for name in plural}
    assert {name: len(forms(entry)) for name, entry in plural.items()} == dict.fromkeys(plural, FORMS[language])
    assert plural.keys() == {name for name, entry in catalogue("th").items() if entry.msgid_plural}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_spoken(language: Language) -> None:
    """Filled with all of its placeholders, in each plural, no brace is left over."""
    say = texts(language)
    left = {
        (name, count)
        for name, entry in catalogue(language).items()
        for count in (1, 2)
        if re.search("[{}]", say(name, **(dict.fromkeys(placeholders(entry), "x") | {"count": count})))
    }

    assert left == set()


def test_an_unknown_text_is_a_mistake() -> None:
    with pytest.raises(LookupError, match=r"^ask\.nothing_of_the_kind$"):
        texts("th")("ask.nothing_of_the_kind")


# Where texts are said

_ID = re.compile(rf"(?<![A-Za-z.])(?:{'|'.join(ROOMS)})(?:\.[a-z_]*[a-z])+(?![a-z_])")
_FILES = {
    path.name
    for folder in ("locales/th", "locales/en", "bot/web/templates", "bot/web/static")
    for path in (Path(__file__).resolve().parents[1] / folder).iterdir()
}
_NO_TEXTS = _FILES | {
    "ask.pending",  # under this a talk keeps a question that waits for its programme
    "schedule.conference.days",
    "people.id",  # a column
    "questions.id",  # another
    "feedback.id",  # and another
    "roster.csv",  # a file
    "workbook.xlsx",  # another
    "notices.get",  # methods of a map in the page's script
    "notices.set",
}
"""Strings that look like ids, and name other things."""
_BUILT = {
    r"fault\.unknown-(.+)": "check.py names the field in which the unknown code stands",
    r"fault\.same-(.+)": "check.py names what two entries have in common",
}
"""Ids whose last part is built too, and why; what fills it must be a name in the code all the same."""


@cache
def trees() -> tuple[ast.AST, ...]:
    return tuple(
        ast.parse(path.read_text(encoding="utf-8"))
        for folder in ("bot", "storage")
        for path in sorted((ROOT / folder).rglob("*.py"))
    )


def literals() -> set[str]:
    """Every string of the code, and every id in the pages and scripts."""
    strings = {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    pages = [path for path in (ROOT / "bot" / "web").rglob("*") if path.suffix in {".html", ".js"}]
    return strings | {name for path in pages for name in _ID.findall(path.read_text(encoding="utf-8"))}


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The ids by which bot/cli.py tells of a command and its options: built from their names."""
    own = ".".join(("cli", *path)) if path else "cli.nongnat"
    yield own
    yield from (f"{own}.{parameter.name}" for parameter in command.params)
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from commands(inner, (*path, name))


def patterns() -> set[str]:
    """The ids built with f-strings, and in pages with `~`, as patterns: `ask.choose_{ask}` is ask.choose_(.+)."""
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "web").rglob("*.html")]
    begun = re.compile(rf'"((?:{"|".join(ROOMS)})\.[a-z_.]*)" ~')
    built = {f"{re.escape(prefix)}(.+)" for page in pages for prefix in begun.findall(page)}
    for node in (node for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)):
        parts = [str(part.value) if isinstance(part, ast.Constant) else None for part in node.values]
        if parts[0] and re.match(rf"(?:{'|'.join(ROOMS)})\.", parts[0]):
            built.add("".join("(.+)" if part is None else re.escape(part) for part in parts))
    return built


def names() -> set[str]:
    """What an f-string may be filled with: the strings of the code, the names of its fields and of its choices."""
    fields = {node.id for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return literals() | fields | {field.lower() for field in fields}


def test_every_id_in_the_code_is_a_text() -> None:
    deeds = {name.removeprefix("deeds.") for name in catalogue("th")}  # each has a sentence
    named = {text for text in literals() if _ID.fullmatch(text)} - _NO_TEXTS - deeds

    assert sorted(named - catalogue("th").keys()) == []


def test_every_text_is_said_somewhere() -> None:
    """By its id, as what a command line tells of itself, or by an id that is built from a name in the code."""
    said = literals() | set(commands(main))
    known, built = names(), patterns() | _BUILT.keys()
    unsaid = [
        name
        for name in catalogue("th").keys() - said
        if not any((found := re.fullmatch(pattern, name)) and {*found.groups()} <= known for pattern in built)
    ]

    assert sorted(unsaid) == []


# How texts look


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_on_a_button(language: Language) -> None:
    """LINE shows twenty letters of a label."""
    labels = {name: texts(language)(name) for name in catalogue(language) if _LABEL.match(name)}

    assert labels == {name: short(label) for name, label in labels.items()}
    assert labels


BANGKOK = ZoneInfo("Asia/Bangkok")
OCTOBER = date(2019, 10, 4)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2019, 10, day, hour, minute, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("language", "day", "short_day"),
    [
        ("th", "วันศุกร์ที่ 4 ตุลาคม 2562", "ศ. 4 ต.ค. 2562"),
        ("en", "Friday 4 October 2019", "Fri 4 Oct 2019"),
    ],
)
def test_days(language: Language, day: str, short_day: str) -> None:
    assert (texts(language).day(OCTOBER), texts(language).short_day(OCTOBER)) == (day, short_day)


@pytest.mark.parametrize(
    ("language", "hours", "hour"),
    [("th", "09.00–12.30 น.", "09.00 น."), ("en", "09:00–12:30", "09:00")],
)
def test_hours(language: Language, hours: str, hour: str) -> None:
    say = texts(language)

    assert (say.hours(at(4, 9), at(4, 12, 30)), say.hours(at(4, 9), at(4, 9))) == (hours, hour)


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [
        (
            "th",
            "วันศุกร์ที่ 4 ตุลาคม 2562 เวลา 09.00–12.30 น.",
            "วันศุกร์ที่ 4 ตุลาคม 2562 เวลา 09.00 น. ถึงวันอาทิตย์ที่ 6 ตุลาคม 2562 เวลา 16.00 น.",
        ),
        ("en", "Friday 4 October 2019, 09:00–12:30", "Friday 4 October 2019, 09:00, to Sunday 6 October 2019, 16:00"),
    ],
)
def test_periods(language: Language, one: str, several: str) -> None:
    say = texts(language)

    assert (say.period(at(4, 9), at(4, 12, 30)), say.period(at(4, 9), at(6, 16))) == (one, several)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_and_month_has_a_name(language: Language) -> None:
    say = Texts(language)

    assert [len(set(say.listed(f"texts.{name}"))) for name in ("weekdays", "short_weekdays")] == [7, 7]
    assert [len(set(say.listed(f"texts.{name}"))) for name in ("months", "short_months")] == [12, 12]


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("ที่นี่", 2, "ที่นี่"),
        ("ที่นี่ที่ไหน", 3, "ที่นี่…"),
        ("น้ำดื่ม", 2, "น้ำ…"),
        ("กข คง", 4, "กข…"),
        ("👨\u200d👩\u200d👧👍🏽x", 2, "👨\u200d👩\u200d👧…"),
        ("e\u0301e\u0301", 1, "…"),
        ("", 1, ""),
    ],
)
def test_short(text: str, most: int, shown: str) -> None:
    """The ellipsis counts; a blank before it is dropped."""
    assert short(text, most) == shown


@given(text=st.text() | long, most=st.integers(1, 60))
@settings(max_examples=150, deadline=None)
def test_short_cuts_between_clusters(text: str, most: int) -> None:
    """What is left is whole clusters of the text's beginning, as many as fit beside the ellipsis."""
    clusters = regex.findall(r"\X", text)
    shown = short(text, most)

    if len(clusters) <= most:
        assert shown == text
    else:
        assert shown == "".join(clusters[: most - 1]).rstrip() + "…"
        assert len(regex.findall(r"\X", shown)) <= most

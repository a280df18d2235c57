"""What a programme's file says of feedback: how it is read, and what is said of all else."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.errors import BadFile, Fault
from storage.feedback_settings import FeedbackSettings, Form, Question, read
from storage.formats import read as read_file
from storage.programme import Text


FILE = """\
programme:
  id: c
  title: หลักสูตร
  timezone: Asia/Bangkok
  feedback:
    {line}
sessions:
  - {{id: s, title: เปิด, start: 2026-01-05T09:00, end: 2026-01-05T12:00}}
"""
SEVERAL = (
    "forms: [{id: end, title: จบ, questions: ["
    "{id: a, title: {th: เนื้อหา, en: Content}, kind: scale, low: น้อย, high: มาก, steps: 7},"
    "{id: b, title: แนะนำ, kind: recommend},"
    "{id: c, title: ชอบ, kind: choices, choices: [ดูงาน, 5]},"
    "{id: d, title: อื่น ๆ, kind: text}]}]"
)
ASKED = "questions: [{id: all, title: โดยรวม}]"


def _form(**other: object) -> FeedbackSettings:
    return FeedbackSettings(forms=(Form("end", Text("จบ"), (Question("all", Text("โดยรวม"), "stars"),), **other),))  # type: ignore[arg-type] # each test gives what fits


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("{}", FeedbackSettings()),
        ("{sessions: false, anonymous: false}", FeedbackSettings(sessions=False, anonymous=False)),
        ("{fewest: 8, short_minutes: 60}", FeedbackSettings(fewest=8, short_minutes=60)),
        ("skip: [break, ceremony]", FeedbackSettings(skip=frozenset({"break", "ceremony"}))),
        ("skip: opening", FeedbackSettings(skip=frozenset({"opening"}))),
        (f"forms: [{{id: end, title: จบ, {ASKED}}}]", _form()),
        (f"forms: [{{id: end, title: จบ, module: m, {ASKED}}}]", _form(module="m")),
        (
            f"forms: [{{id: end, title: จบ, opens: 2026-02-01T16:30, closes_after_days: 7, anonymous: no, {ASKED}}}]",
            _form(opens=datetime(2026, 2, 1, 16, 30), closes_after_days=7, anonymous=False),  # noqa: DTZ001 - see Form
        ),
        (f"forms: [{{id: end, title: จบ, opens: 2026-02-01, {ASKED}}}]", _form(opens=datetime(2026, 2, 1, 12))),  # noqa: DTZ001 - see Form
        (
            SEVERAL,
            FeedbackSettings(
                forms=(
                    Form(
                        "end",
                        Text("จบ"),
                        (
                            Question("a", Text("เนื้อหา", "Content"), "scale", (), Text("น้อย"), Text("มาก"), 7),
                            Question("b", Text("แนะนำ"), "recommend"),
                            Question("c", Text("ชอบ"), "choices", ("ดูงาน", "5")),
                            Question("d", Text("อื่น ๆ"), "text", required=False),
                        ),
                    ),
                )
            ),
        ),
    ],
)
def test_what_a_file_says_counts(line: str, wanted: FeedbackSettings) -> None:
    programme, warnings = read_file("c.yaml", FILE.format(line=line).encode())

    assert read(programme.settings["feedback"]) == wanted
    assert warnings == ()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("ดี", ("not-fields", "", {"found": "ดี"})),
        ("sessions: บ้าง", ("not-yes-no", "sessions", {"found": "บ้าง"})),
        ("fewest: ห้า", ("not-whole", "fewest", {"found": "ห้า"})),
        ("fewest: 1", ("out-of-range", "fewest", {"found": "1", "low": "2", "high": "1000"})),
        ("skip: {a: b}", ("not-list", "skip", {"found": "{a}"})),
        ("forms: จบ", ("not-list", "forms", {"found": "จบ"})),
        ("forms: [จบ]", ("not-fields", "forms", {"found": "จบ"})),
        (f"forms: [{{title: จบ, {ASKED}}}]", ("missing", "forms", {"field": "id"})),
        (f"forms: [{{id: end, {ASKED}}}]", ("missing", "forms", {"field": "title"})),
        ("forms: [{id: end, title: จบ, questions: []}]", ("missing", "forms", {"field": "questions"})),
        (f"forms: [{{id: end, title: จบ, opens: เย็น, {ASKED}}}]", ("not-moment", "forms", {"found": "เย็น"})),
        (
            f"forms: [{{id: end, title: จบ, {ASKED}}}, {{id: end, title: จบ, {ASKED}}}]",
            ("same-id", "forms", {"found": "end", "first": "forms"}),
        ),
        (
            "forms: [{id: end, title: จบ, questions: [{id: a, title: ก}, {id: b, title: ข, kind: ดาว}]}]",
            ("not-choice", "forms", {"found": "ดาว", "known": "stars, scale, recommend, choice, choices, text"}),
        ),
        (
            "forms: [{id: end, title: จบ, questions: [{id: a, title: ก}, {id: b, title: ข, kind: choice}]}]",
            ("missing", "forms", {"field": "choices"}),
        ),
    ],
)
def test_anything_else_is_told_with_its_place(line: str, fault: tuple[str, str, dict[str, str]]) -> None:
    with pytest.raises(BadFile) as raised:
        read_file("c.yaml", FILE.format(line=line).encode())

    code, field, values = fault
    place = ".".join(part for part in ("programme", "feedback", field) if part)
    assert raised.value.faults == (Fault(code, place, raised.value.faults[0].line, values),)


def test_in_a_store_the_defaults_stand_for_what_is_wrong() -> None:
    assert read({"fewest": 0, "sessions": False, "nothing": 1}) == FeedbackSettings(sessions=False)

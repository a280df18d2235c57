"""What a programme's file says of what is asked at the door: how it is read, and what is said of all else."""

from __future__ import annotations

import pytest

from bot.errors import BadFile, Fault
from storage.attendance_settings import DoorQuestion, read
from storage.formats import read as read_file
from storage.programme import Text


FILE = """\
programme:
  id: c
  title: หลักสูตร
  timezone: Asia/Bangkok
  attendance:
    questions: {questions}
sessions:
  - {{id: s, title: เปิด, start: 2026-01-05T09:00, end: 2026-01-05T12:00}}
"""
AT = "programme.attendance.questions"


@pytest.mark.parametrize(
    ("questions", "wanted"),
    [
        ("", ()),
        ("[]", ()),
        (
            "[{id: meal, title: อาหารกลางวัน, choices: [ปกติ, เจ]}, {id: allergy, title: {th: แพ้อาหาร, en: Allergies}}]",
            (
                DoorQuestion("meal", Text("อาหารกลางวัน"), ("ปกติ", "เจ")),
                DoorQuestion("allergy", Text("แพ้อาหาร", "Allergies")),
            ),
        ),
        ("[{id: 1, title: ขนาดเสื้อ, choices: [38, 40]}]", (DoorQuestion("1", Text("ขนาดเสื้อ"), ("38", "40")),)),
    ],
)
def test_what_is_asked_at_the_door(questions: str, wanted: tuple[DoorQuestion, ...]) -> None:
    programme, warnings = read_file("c.yaml", FILE.format(questions=questions).encode())

    assert read(programme.settings["attendance"]).questions == wanted
    assert warnings == ()


@pytest.mark.parametrize(
    ("questions", "fault"),
    [
        ("อาหาร", Fault("not-list", AT, 6, {"found": "อาหาร"})),
        ("[อาหาร]", Fault("not-fields", AT, 6, {"found": "อาหาร"})),
        ("[{title: อาหาร}]", Fault("missing", AT, 6, {"field": "id"})),
        ("[{id: meal}]", Fault("missing", AT, 6, {"field": "title"})),
        ("[{id: meal, title: อาหาร, choices: เจ}]", Fault("not-list", AT, 6, {"found": "เจ"})),
        ("[{id: a, title: ก}, {id: a, title: ข}]", Fault("same-id", AT, 6, {"found": "a", "first": "questions"})),
    ],
)
def test_anything_else_is_told_with_its_place(questions: str, fault: Fault) -> None:
    with pytest.raises(BadFile) as raised:
        read_file("c.yaml", FILE.format(questions=questions).encode())

    assert raised.value.faults == (fault,)


def test_what_is_not_known_of_a_question_is_passed_over() -> None:
    content = FILE.format(questions="[{id: meal, title: อาหาร, choose: [เจ]}]").encode()
    values = {"found": "choose", "known": "id, title, choices"}

    programme, warnings = read_file("c.yaml", content)
    assert read(programme.settings["attendance"]).questions == (DoorQuestion("meal", Text("อาหาร")),)
    assert warnings == (Fault("unknown-key", AT, 6, values, warning=True),)

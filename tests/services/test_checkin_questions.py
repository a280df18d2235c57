"""What a programme asks at the door is answered once, before somebody is in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import Refused
from bot.services.checkin import questions
from storage import checkins, door
from tests.services.hall import Hall
from tests.services.season import course, lesson


MEAL = {"id": "meal", "title": {"th": "อาหารกลางวัน"}, "choices": ["ปกติ", "เจ"]}
ALLERGY = {"id": "allergy", "title": "แพ้อาหารอะไร"}


def test_what_is_asked_at_the_door_is_answered_before_somebody_is_in() -> None:
    day = replace(course(lesson("a", "2026-01-05T09:00")), settings={"attendance": {"questions": [MEAL, ALLERGY]}})
    hall = Hall(day, "ann", "ben").at("2026-01-05T08:50")
    hall.opens("a")
    ann = hall.people["ann"]

    asked = hall.tries("ann", hall.code("a"))
    assert (asked.outcome, [each.code for each in asked.asks]) == ("incomplete", ["meal", "allergy"])
    for question, said, refused in (
        ("meal", "หมู", "no_answer"),
        ("meal", " เจ ", ""),
        ("allergy", "", "no_answer"),
        ("allergy", "ก" * 201, "no_answer"),
        ("shirt", "L", "no_question"),
    ):
        with hall.database.write() as store:
            if refused:
                with pytest.raises(Refused, match=rf"checkin\.{refused}"):
                    questions.answer(store, day, ann, question, said, hall.now)
            else:
                questions.answer(store, day, ann, question, said, hall.now)
    assert [each.code for each in hall.tries("ann", hall.code("a")).asks] == ["allergy"]
    with hall.database.write() as store:
        questions.answer(store, day, ann, "allergy", "ถั่ว", hall.now)
    assert hall.tries("ann", hall.code("a")).outcome == ""
    assert hall.statuses() == {"a ann": "present"}
    with hall.database.read() as store:
        assert [line.outcome for line in checkins.everything(store, "c", "a")] == ["incomplete", "incomplete", ""]
        assert door.answers(store, "c") == {ann: {"meal": "เจ", "allergy": "ถั่ว"}}

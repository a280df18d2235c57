"""Where people meet before a session, where that is elsewhere than at its venue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.programme import Text
from tests.dialogs import shown
from tests.dialogs.talk import CCIO, Talk, read


GATE = Text("หน้าอาคาร 1 ประตูทิศเหนือ", "in front of building 1, north gate")
COURSE = read(CCIO)
PROGRAMME = replace(
    COURSE,
    sessions=tuple(replace(each, meeting=GATE if each.code == "phuket-visit" else Text()) for each in COURSE.sessions),
)
TITLE = shown.PHUKET.title


@pytest.mark.parametrize("asked", ["ภูเก็ตเจอกันที่ไหน", "จุดนัดพบไปภูเก็ต", "ดูงานภูเก็ตขึ้นรถตรงไหนครับ", "ทริปภูเก็ต จุดรวมพลอยู่ไหน"])
def test_the_meeting_point_is_told_where_there_is_one(asked: str) -> None:
    answer = Talk(PROGRAMME, now="2019-10-20T09:00").say(asked)

    assert answer.text == f"{TITLE} จุดนัดพบ: {GATE.th} ค่ะ"
    assert [(label, value) for label, value in answer.cards[0].facts if label == "จุดนัดพบ"] == [("จุดนัดพบ", GATE.th)]


def test_otherwise_people_meet_at_the_venue() -> None:
    talk = Talk(PROGRAMME, now="2019-10-20T09:00")

    where = "ศึกษาดูงาน Smart City Expo World Congress บาร์เซโลนา จัดที่ ฟีรา บาร์เซโลนา กรันเบีย ค่ะ"
    assert talk.say("ดูงานบาร์เซโลนา เจอกันที่ไหน").text == where
    assert talk.say("ทริปภูเก็ตจัดที่ไหน").text == f"{TITLE} จัดที่ ศูนย์ข้อมูลเมืองภูเก็ต ค่ะ"


def test_in_english() -> None:
    talk = Talk(PROGRAMME, now="2019-10-20T09:00")
    talk.say("English")

    assert (
        talk.say("meeting point for the Phuket trip").text
        == f"Phuket study visit: Data Science for Innovative City. Meeting point: {GATE.en}."
    )

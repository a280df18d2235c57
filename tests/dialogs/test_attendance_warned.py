"""Warnings of those who come close to missing too much: in time, with what was missed, and once."""

from __future__ import annotations

from dataclasses import replace

from storage import people
from tests.dialogs.classroom import Classroom
from tests.dialogs.test_attendance import ANN, BEN, DAYS, TEN, TITLE


LEFT_ONE = (
    f"ขอแจ้งเรื่องเวลาเรียนใน{TITLE} ค่ะ\n"
    "ยังขาดได้อีก 1 ครั้งค่ะ\n"
    "• ของที่จัดไปแล้ว 0% (เข้า 0 ครั้ง จาก 1 ครั้ง)\n"
    "• ของทั้งหลักสูตร 0% (0 ครั้ง จาก 10 ครั้ง)\n"
    "• มากที่สุดที่ยังทำได้ 90% (9 ครั้ง จาก 10 ครั้ง)\n"
    "เกณฑ์คือ 80% ของทั้งหลักสูตร\n"
    "ที่ขาดไป:\n"
    "• วิชา d5 วันจันทร์ที่ 5 มกราคม 2569\n"
    "ถ้ามีรายการใดไม่ตรง แจ้งฝ่ายเลขานุการของหลักสูตรได้เลยนะคะ"
)
LIST = f"{TITLE}: ผู้ที่เสี่ยงไม่ถึงเกณฑ์ 80% มี 1 คนค่ะ\n"
CLOSE = "ยังขาดได้อีก 1 ครั้งค่ะ"
LAST = "จากนี้ขาดไม่ได้อีกแล้วค่ะ ต้องเข้าให้ครบทุกครั้งที่เหลือ"
LOST = "แม้เข้าครบทุกครั้งที่เหลือ เวลาเรียนก็จะไม่ถึงเกณฑ์ค่ะ รบกวนปรึกษาฝ่ายเลขานุการของหลักสูตรนะคะ"


def classroom(**rules: object) -> Classroom:
    made = Classroom(replace(TEN, settings={"attendance": rules}))
    made.joins("ann", ANN)
    made.joins("ben", BEN)
    return made


def verdicts(talk: Classroom, who: str = "ann") -> list[str]:
    """What `who` was warned of since the last look."""
    return [text.split("\n")[1] for text in talk.unasked(who)]


def held(talk: Classroom, day: int, *there: str) -> None:
    talk.marks("present", *there, session=f"d{day}", at=f"2026-01-{day:02}T09:00")


def test_who_comes_close_is_told_with_all_figures_and_what_was_missed() -> None:
    talk = classroom()
    held(talk, 5, "ben")

    assert talk.warns("2026-01-05T12:10") == 0  # paper may still be typed in
    assert talk.warns("2026-01-05T12:30") == 2
    assert (talk.unasked("ann"), talk.unasked("ben")) == ([LEFT_ONE], [])
    assert talk.unasked("som") == [f"{LIST}• {ANN}: ขาดได้อีก 1 ครั้ง · ของที่จัดไปแล้ว 0% · มากที่สุด 90% · ขาด 1 ครั้ง"]


def test_each_level_is_told_once_whatever_happens() -> None:
    talk = classroom()
    told = []
    for day in (5, 6, 7, 8, 9):
        held(talk, day, "ben")
        for hour in (13, 14):
            talk.restarts()
            talk.warns(f"2026-01-{day:02}T{hour}:00")
        told.append(verdicts(talk))

    assert told == [[CLOSE], [LAST], [LOST], [], []]
    assert [text.split("\n")[1] for text in talk.unasked("som")] == [
        f"• {ANN}: {how} · ของที่จัดไปแล้ว 0% · มากที่สุด {best}% · ขาด {missed} ครั้ง"
        for how, best, missed in (
            ("ขาดได้อีก 1 ครั้ง", 90, 1),
            ("ขาดไม่ได้อีก", 80, 2),
            ("ไม่ถึงเกณฑ์แล้ว", 70, 3),
            ("ไม่ถึงเกณฑ์แล้ว", 60, 4),
            ("ไม่ถึงเกณฑ์แล้ว", 50, 5),
        )
    ]


def test_nobody_is_warned_before_something_was_missed_nor_of_what_somebody_typed_in_meanwhile() -> None:
    talk = Classroom(replace(TEN, sessions=DAYS[:3]))  # of three none may be missed
    talk.joins("ann", ANN)
    talk.joins("ben", BEN)
    held(talk, 5, "ben")
    talk.closes("2026-01-05T12:05")
    talk.marks("present", "ann", session="d5", at="2026-01-05T12:20")

    assert (talk.warns("2026-01-05T13:00"), talk.unasked("ann"), talk.unasked("som")) == (0, [], [])


def test_a_milder_level_is_not_told_after_a_worse_one() -> None:
    talk = classroom()
    held(talk, 5, "ben")
    held(talk, 6, "ben")
    talk.warns("2026-01-06T13:00")
    talk.marks("present", "ann", session="d5", at="2026-01-06T14:00")
    talk.warns("2026-01-06T15:00")

    assert verdicts(talk) == [LAST]


def test_organisers_get_one_list_a_day() -> None:
    talk = classroom()
    held(talk, 5, "ben")
    talk.warns("2026-01-05T13:00")
    talk.marks("absent", "ben", session="d5", at="2026-01-05T14:00")
    talk.warns("2026-01-05T15:00")
    assert [len(text.split("\n")) for text in talk.unasked("som")] == [2]

    talk.warns("2026-01-06T07:00")
    talk.warns("2026-01-06T08:00")
    assert [len(text.split("\n")) for text in talk.unasked("som")] == [3]


def test_in_the_quiet_hours_nobody_is_warned_and_in_the_morning_they_are() -> None:
    evening = tuple(replace(each, start=each.start.replace(hour=18), end=each.end.replace(hour=21)) for each in DAYS)
    talk = Classroom(replace(TEN, sessions=evening))
    talk.joins("ann", ANN)
    talk.joins("ben", BEN)
    talk.marks("present", "ben", session="d5", at="2026-01-05T18:00")

    assert (talk.warns("2026-01-05T22:00"), talk.unasked("ann")) == (0, [])
    assert talk.warns("2026-01-06T06:30") == 2
    assert verdicts(talk) == [CLOSE]


def test_how_early_people_are_warned_is_the_programmes() -> None:
    talk, early = classroom(warn_left=0), classroom(required_percent=60, warn_left=3)
    for each in (talk, early):
        held(each, 5, "ben")
        each.warns("2026-01-05T13:00")

    assert (verdicts(talk), verdicts(early)) == ([], ["ยังขาดได้อีก 3 ครั้งค่ะ"])


def test_whoever_wants_answers_alone_and_what_is_long_ago_are_left_in_peace() -> None:
    talk = classroom()
    with talk.database.write() as store:
        people.stop(store, talk.ids["ann"], stopped=True)
    held(talk, 5, "ben")
    talk.warns("2026-01-05T13:00")
    assert talk.unasked("ann") == []

    late = classroom()
    held(late, 5, "ben")
    assert late.warns("2026-01-13T08:00") == 0


def test_a_team_is_listed_once() -> None:
    talk = Classroom(replace(TEN, settings={"attendance": {"counted_by": "team"}}))
    for who, name, team in (("ann", ANN, "เหนือ"), ("cat", "นางแคท ดี", "เหนือ"), ("ben", BEN, "ใต้")):
        talk.joins(who, name, team=team)
    held(talk, 5, "ben")
    talk.warns("2026-01-05T13:00")

    assert (verdicts(talk), verdicts(talk, "cat"), verdicts(talk, "ben")) == ([CLOSE], [CLOSE], [])
    assert talk.unasked("som") == [
        f"{TITLE}: ทีมที่เสี่ยงไม่ถึงเกณฑ์ 80% มี 1 ทีมค่ะ\n• ทีมเหนือ: ขาดได้อีก 1 ครั้ง · ของที่จัดไปแล้ว 0% · มากที่สุด 90% · ขาด 1 ครั้ง"
    ]

"""After a session people rate it: one tap for the stars, quick reasons where they are few, a word for whoever likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import Card, Choice, Reply
from bot.texts import LANGUAGES, short, texts
from storage.feedback_answers import Answer
from storage.feedback_settings import REASONS
from tests.dialogs.feedback_talk import (
    ASIDE,
    CITY,
    DONE,
    KEPT,
    MORE,
    NAMELESS,
    OPENING,
    QUICK,
    STARS,
    THANKS,
    UNTIL,
    WHY,
    WORKSHOP,
    Evening,
    course,
    how,
    labels,
)


if TYPE_CHECKING:
    from bot.messages import Language


@pytest.fixture
def evening() -> Evening:
    """One session is asked about, a long one."""
    return Evening(course(skip=["orientation", "divercity"]))


def test_one_message_asks_about_all_of_a_day_and_says_first_whether_answers_have_names() -> None:
    reply = Evening().asked("kk")

    stars = [Choice(label, f"ให้ {5 - n} ดาว", f"feedback.star:1:{5 - n}") for n, label in enumerate(STARS)]
    skips = [Choice("ข้าม", "ข้าม", "feedback.skip:1:0"), Choice("ข้ามทั้งหมด", "ข้ามทั้งหมด", "feedback.skipall:1:0")]
    card = Card(f"1/3 {OPENING}", f"แตะให้ดาวได้เลยค่ะ\n{NAMELESS}", choices=(*stars, *skips))
    assert reply == Reply("ขอถามสั้น ๆ นะคะ ว่าเป็นอย่างไรบ้าง", (card,), reading=ASIDE)


def test_answers_with_names_say_so() -> None:
    (card,) = Evening(course(anonymous=False)).asked("kk").cards

    assert card.note == "แตะให้ดาวได้เลยค่ะ\n(คำตอบมีชื่อของท่านกำกับ ผู้จัดเห็นได้ค่ะ)"


def test_a_tap_for_each_session_and_the_next_follows() -> None:
    talk = Evening()
    talk.asked("kk")

    second = talk.taps("kk", STARS[0])
    assert (second.text, labels(second), second.sealed) == (
        f"{THANKS}\n{how(2, CITY)}",
        [*STARS, "ข้าม", "ข้ามทั้งหมด"],
        True,
    )
    assert talk.taps("kk", STARS[1]).text == f"{THANKS}\n{how(3, WORKSHOP)}"
    last = talk.taps("kk", STARS[0])
    assert (last.text, labels(last), last.sealed) == (MORE, ["เท่านี้พอ"], True)
    assert talk.taps("kk", "เท่านี้พอ") == Reply(f"{DONE}\n{UNTIL}", reading=ASIDE, sealed=True)
    assert [talk.answer("kk", each).answers for each in ("orientation", "divercity", "civic-workshop")] == [
        {"stars": 5},
        {"stars": 4},
        {"stars": 5},
    ]
    assert [talk.state(who, "divercity") for who in ("kk", "wi")] == ["answered", "asked"]


def test_few_stars_are_asked_for_reasons_which_go_on_and_off(evening: Evening) -> None:
    evening.asked("kk")

    why = evening.taps("kk", "★★ ควรปรับ")
    assert (why.text, labels(why), why.sealed, why.replaces) == (WHY, [*QUICK, "เท่านี้พอ"], True, False)
    evening.taps("kk", "เสียงไม่ชัด")
    marked = evening.taps("kk", "สอนเร็วไป")
    assert (labels(marked)[2], labels(marked)[4], marked.replaces) == ("✓ สอนเร็วไป", "✓ เสียงไม่ชัด", True)
    evening.taps("kk", "✓ เสียงไม่ชัด")
    assert evening.says("kk", "สไลด์ตัวเล็กมาก").text == f"{KEPT}\n{UNTIL}"
    assert evening.answer("kk", "civic-workshop") == Answer(
        {"stars": 2, "reasons": ["fast"]}, {"more": "สไลด์ตัวเล็กมาก"}, complete=True
    )


def test_many_stars_after_few_have_no_reasons(evening: Evening) -> None:
    evening.asked("kk")
    evening.taps("kk", "★ ไม่ดี")
    evening.taps("kk", "นานเกินไป")

    assert evening.says("kk", "5 ดาว").text == MORE
    assert evening.answer("kk", "civic-workshop").answers == {"stars": 5}


@pytest.mark.parametrize(
    ("said", "stars"),
    [
        ("5", 5), ("๔", 4), ("ให้ 4 ดาว", 4), ("ให้ 4 ดาวค่ะ", 4), ("4 ดาวเต็ม 5", 4), ("★★★★", 4), ("⭐⭐⭐⭐⭐", 5),
        ("ดีมาก", 5),
        ("ดีมากค่ะ", 5), ("ดีค่ะ", 4), ("เฉยๆ", 3), ("ปานกลางครับ", 3), ("ไม่ค่อยดี", 2), ("แย่มาก", 1), ("ไม่ดีเลย", 1),
        ("3 คะแนน", 3),
        ("excellent", 5), ("4 stars", 4), ("give it 2 stars", 2), ("poor", 1),
    ],
)  # fmt: skip
def test_stars_are_typed_as_well(evening: Evening, said: str, stars: int) -> None:
    evening.asked("kk")

    assert evening.says("kk", said).text == (MORE if stars > 3 else WHY)
    assert evening.answer("kk", "civic-workshop").answers == {"stars": stars}


@pytest.mark.parametrize("said", ["6", "0 ดาว", "55", "4.5", "พรุ่งนี้ 4 โมงเรียนไหม", "วันที่ 5"])
def test_what_is_no_number_of_stars_rates_nothing(evening: Evening, said: str) -> None:
    evening.asked("kk")
    evening.says("kk", said)

    assert evening.answer("kk", "civic-workshop").answers == {}


def test_typed_stars_go_to_the_session_that_is_shown() -> None:
    talk = Evening()
    talk.asked("kk")
    for said in ("5", "2", "ดี", "ไม่มีค่ะ", "4"):
        last = talk.says("kk", said)

    assert last.text == MORE
    assert [talk.answer("kk", each).answers for each in ("orientation", "divercity", "civic-workshop")] == [
        {"stars": 5},
        {"stars": 4},
        {"stars": 4},
    ]


def test_with_several_that_wait_stars_alone_are_asked_what_for_once_it_is_long_ago() -> None:
    talk = Evening()
    talk.says("kk", "สวัสดี")
    talk.later(30)

    assert talk.says("kk", "ให้ 4 ดาว").text == f"{how(1, OPENING)}\n{NAMELESS}"
    assert talk.says("kk", "ให้ 4 ดาว").text == f"{THANKS}\n{how(2, CITY)}"


@pytest.mark.parametrize(
    "said", ["ให้คะแนนวิชา DiverCity", "ประเมินวิชา DiverCity", "ขอให้คะแนนคาบ DiverCity ค่ะ", "rate divercity"]
)
def test_a_session_is_named(said: str) -> None:
    talk = Evening()

    assert talk.says("kk", said).text == f"{how(1, CITY)}\n{NAMELESS}"


def test_a_session_is_named_with_its_stars() -> None:
    talk = Evening()

    talk.says("kk", "ให้ 5 ดาว วิชา DiverCity")
    assert talk.answer("kk", "divercity").answers == {"stars": 5}
    talk.says("wi", "ให้คะแนน DiverCity 3 ดาว")
    assert talk.answer("wi", "divercity").answers == {"stars": 3}


def test_whoever_asks_for_it_gets_what_waits() -> None:
    talk = Evening()

    assert talk.says("kk", "ประเมิน").text == f"{how(1, OPENING)}\n{NAMELESS}"
    assert talk.says("kk", "ข้ามทั้งหมด") == Reply("ไม่เป็นไรค่ะ ถ้าเปลี่ยนใจ พิมพ์ ประเมิน ได้เสมอนะคะ", reading=ASIDE, sealed=True)
    assert talk.says("kk", "แบบประเมิน").text == "ตอนนี้ไม่มีอะไรให้ประเมินค่ะ ขอบคุณนะคะ"
    assert talk.says("stranger", "ประเมิน").text.startswith("ประเมินได้เมื่อลงทะเบียนแล้วค่ะ")


def test_one_is_skipped_and_the_next_follows() -> None:
    talk = Evening()
    talk.asked("kk")

    assert talk.taps("kk", "ข้าม").text == f"ได้ค่ะ\n{how(2, CITY)}"
    assert talk.says("kk", "ขอข้ามค่ะ").text == f"ได้ค่ะ\n{how(3, WORKSHOP)}"
    talk.says("kk", "ดีมาก")
    assert [talk.state("kk", each) for each in ("orientation", "divercity", "civic-workshop")] == [
        "skipped",
        "skipped",
        "answered",
    ]


def test_in_groups_nothing_is_asked_or_taken(evening: Evening) -> None:
    (stars, *_) = evening.asked("kk").taps

    assert evening.in_group("ประเมิน", sender="kk", called=True).text == "เรื่องแบบประเมิน รบกวนคุยกับน้องนัดในแชตส่วนตัวนะคะ"
    assert evening.in_group("", sender="kk", data=stars.data).text == "เรื่องแบบประเมิน รบกวนคุยกับน้องนัดในแชตส่วนตัวนะคะ"
    evening.in_group("ให้ 5 ดาว", sender="kk", called=True)
    assert evening.answer("kk", "civic-workshop").answers == {}


def test_nobody_answers_what_they_are_not_asked(evening: Evening) -> None:
    (stars, *_) = evening.asked("kk").taps

    for who in ("som", "stranger"):
        assert evening.says(who, "", data=stars.data).text == "ไม่พบแบบประเมินนี้ของท่านค่ะ"
    for data in ("feedback.star:1:9", "feedback.star:999:5", "feedback.why:1:0:nonsense", "feedback.begin:1:0"):
        assert evening.says("kk", "", data=data).text == "ไม่พบแบบประเมินนี้ของท่านค่ะ"
    assert evening.answer("kk", "civic-workshop").answers == {}


def test_one_gentle_reminder(evening: Evening) -> None:
    evening.asked("kk")
    evening.taps("kk", STARS[0])
    evening.asked("wi")
    evening.taps("wi", "ข้าม")
    evening.asked("da")
    assert evening.works("2019-10-05T12:00") == 1

    again = evening.asked("da")
    assert again.text == f"ขอรบกวนอีกนิดค่ะ ยังรอคำตอบของท่านอยู่ {UNTIL.removeprefix('แก้คำ')}"
    assert evening.taps("da", STARS[0]).text == MORE
    assert evening.works("2019-10-06T12:00") == 0


def test_in_english() -> None:
    talk = Evening(course(skip=["orientation", "divercity"]), asks=False)
    talk.says("kk", "english")
    talk.works()

    assert talk.asked("kk").plain.startswith("A quick question: how was it?\n\nCivic participation workshop\nJust tap")
    assert talk.taps("kk", "★★ could be better").text.startswith("Thank you. What could be better?")
    assert talk.says("kk", "that's all").text.startswith("Noted, thank you.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_on_a_button_marked_or_not(language: Language) -> None:
    say = texts(language)
    reasons = [say("feedback.chosen", label=say(f"feedback.reason_{code}")) for code in REASONS]
    buttons = ["anew", "ask", "back", "begin", "change", "enough", "keep", "next", "no_form", "open", "pass", "pause"]
    buttons += ["send", "skip", "skip_all", "withdraw"]
    shown = [*say.listed("feedback.stars"), *reasons, *(say(f"feedback.button_{each}") for each in buttons)]

    assert [each for each in shown if each != short(each)] == []

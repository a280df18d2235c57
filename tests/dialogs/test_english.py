"""English: questions are read in any talk; answered in English to whoever chose it."""

from __future__ import annotations

import pytest

from bot.messages import Choice
from tests.dialogs.talk import CCIO, CDE, ORCHARD, Talk


MONDAY = "2019-10-07T09:00"
HALL_MAP = "Map: https://www.google.com/maps/search/?api=1&query=13.764900,100.526800"


def english(programme: str = CCIO, now: str = MONDAY) -> Talk:
    talk = Talk(programme, now=now)
    talk.say("English")
    return talk


@pytest.mark.parametrize("ask", ["English", "english please", "ขอภาษาอังกฤษ", "in English please"])
def test_english_is_chosen(ask: str) -> None:
    assert Talk(CCIO, now=MONDAY).say(ask).plain == "Switched to English."


@pytest.mark.parametrize("ask", ["ภาษาไทย", "ขอภาษาไทย", "Thai"])
def test_thai_is_chosen_again(ask: str) -> None:
    talk = english()

    assert talk.say(ask).plain == "เปลี่ยนเป็นภาษาไทยแล้วค่ะ"
    assert talk.say("thanks").plain == "ด้วยความยินดีค่ะ"


def test_a_whole_answer() -> None:
    reply = english().say("when is urban tech?")

    assert reply.plain == (
        "UrbanTech for City Transformation is on Friday 11 October 2019, 09:00–12:00.\n"
        "\n"
        "UrbanTech for City Transformation\n"
        "When: Friday 11 October 2019, 09:00–12:00\n"
        "Where: Main hall, Innovation Park\n"
        "Speakers: Urban technology panel\n"
        "About: The technologies that are changing cities (transport, energy, data) and how to choose among them\n"
        f"{HALL_MAP}"
    )
    assert [choice.label for choice in reply.cards[0].choices] == ["Add to calendar"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("what's on this Friday?", "Friday 11 October 2019: 2 sessions."),
        ("what is on next week", "Friday 18 October 2019: 2 sessions."),
        ("where is the orientation", "Opening ceremony and orientation is at Main hall, Innovation Park."),
        ("who speaks at startup city?", "Startup City: Chiang Mai start-up panel."),
        (
            "what should I bring to Phuket",
            "Phuket study visit: Data Science for Innovative City: please bring ID card and comfortable shoes.",
        ),
        (
            "how many days until the closing",
            "67 days until Closing and certificates (Friday 13 December 2019, 13:30–16:00).",
        ),
        (
            "when is the trip to Barcelona",
            (
                "Smart City Expo World Congress, Barcelona is on Tuesday 19 November 2019, 09:30, "
                "to Thursday 21 November 2019, 17:00 (local time)."
            ),
        ),
        (
            "is there class tomorrow?",
            "Tuesday 8 October 2019: nothing is scheduled.\nThe next is on Friday 11 October 2019.",
        ),
        ("บล็อกเชนที่ไหน", "Blockchain Technology for Transparency Procurement is at Main hall, Innovation Park."),
        (
            "where can I park my car?",
            "Use the Innovation Park car park, and bring the ticket to the registration desk for its stamp.",
        ),
        ("who is Pun-Arj", "Dr. Pun-Arj Chairatana, Director, National Innovation Agency."),
        ("thank you", "You're welcome."),
    ],
)
def test_what_is_said_first(question: str, answer: str) -> None:
    assert english().say(question).text == answer


def test_a_question_goes_on() -> None:
    talk = english()
    talk.say("when is startup city")

    assert talk.say("where?").text == "Startup City is at Main hall, Innovation Park."
    assert talk.say("who teaches it?").text == "Startup City: Chiang Mai start-up panel."


def test_the_language_is_kept() -> None:
    talk = english()
    talk.at("2019-11-30T09:00")

    assert talk.say("thanks").plain == "You're welcome."


def test_contact_and_calendar() -> None:
    talk = english(CDE, "2022-08-31T09:00")

    contact = talk.say("who do I contact").cards[0]
    assert (contact.title, contact.facts) == (
        "CDE coordinator",
        (("Phone", "02-000-0001"), ("E-mail", "cde@example.org")),
    )
    file = talk.say("x", "calendar:culture-1").files[0]
    assert "SUMMARY;LANGUAGE=en:Cultural capital and the city" in file.content


def test_an_english_question_in_a_thai_talk_offers_english() -> None:
    talk = Talk(CCIO, now=MONDAY)

    reply = talk.say("where is the closing?")

    assert reply.text == "พิธีปิดและมอบประกาศนียบัตร จัดที่ ห้องประชุมใหญ่ อุทยานนวัตกรรม ค่ะ"
    assert reply.choices[-1] == Choice("English", "English")
    assert talk.tap(reply.choices[-1]).plain == "Switched to English."
    assert talk.say("where is the closing?").text == "Closing and certificates is at Main hall, Innovation Park."


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("UrbanTech", True),
        ("18 Oct", True),
        ("UrbanTech เรียน Friday นี้หรือเปล่า", False),
        ("18/10/2562", False),
        ("บล็อกเชน", False),
        ("?", False),
        ("11:00", False),
    ],
)
def test_english_is_offered_for_latin_letters_alone(question: str, *, offered: bool) -> None:
    reply = Talk(CCIO, now=MONDAY).say(question)

    assert (Choice("English", "English") in reply.choices) is offered


@pytest.mark.parametrize(
    "question", ["who won the football last night", "when is the Korea trip", "price of gold today"]
)
def test_what_cannot_be_answered(question: str) -> None:
    talk = english()

    reply = talk.say(question)

    assert (reply.reading.understood, reply.reading.sessions) == (False, ())
    assert talk.unanswered("ccio-2") == [question]


def test_whether_a_class_is_cancelled() -> None:
    reply = english(ORCHARD, "2027-02-10T09:00").say("Is the growers' panel cancelled?")

    assert reply.text == "New growers' panel is cancelled (it was on Friday 19 February 2027, 13:00–15:00)."

"""Thai typed with the keyboard left in English is turned; English is left alone."""

from __future__ import annotations

import pytest
from pythainlp.util import thai_to_eng

from bot.thai.keyboard import unshift
from bot.thai.lexicon import lexicon
from bot.thai.text import repair
from tests.thai.strategies import QUESTIONS


KNOWN = lexicon().latin


@pytest.mark.parametrize("question", QUESTIONS)
def test_thai_typed_with_the_keyboard_left_in_english_is_turned(question: str) -> None:
    assert unshift(repair(thai_to_eng(question)), KNOWN) == repair(question)


@pytest.mark.parametrize(
    "text",
    [
        "when is the pruning class",
        "What should I bring tomorrow?",
        "is there anything on friday afternoon",
        "who teaches composting",
        "how long is the workshop",
        "Placemaking Sandbox",
        "network",
        "software",
        "hybrid",
        "report",
        "Microsoft",
        "Jirawat",
        "VMware vSphere",
        "good morning",
        "thank you very much",
        "please send the link",
        "Khun Panwad Rueangchon",
        "Ubon Ratchathani",
        "Nakhon Sawan",
        "Chiang Mai",
        "Barcelona",
        "Singapore",
        "Prof. Ravi Shankar",
        "Siriporn Wongsa",
        "kubernetes",
        "blockchain",
        "AI governance",
        "hackathon",
        "smart city",
        "ISO 27001",
        "https://example.org/a/b",
        "desk@example.org",
        "2026-06-05",
        "13:30-16:00",
        "wifi password",
        "pdpa",
        "ok",
        "asap pls",
        "see u tmr",
        "qwerty",
        "zzzzzzzz",
        "A4",
        "",
        "ดูงาน xyz วันไหน",
    ],
)
def test_english_is_left_alone(text: str) -> None:
    assert unshift(text, KNOWN) == text


def test_known_words_mean_what_they_say() -> None:
    """Letters that are Thai on the other keyboard too stay where the programme has the word."""
    typed = thai_to_eng("วันไหน เรียน")

    assert unshift(typed, KNOWN) == "วันไหน เรียน"
    assert unshift(f"{typed} webex", KNOWN | {"webex"}) == f"{typed} webex"


def test_english_inside_mistyped_thai_is_no_english() -> None:
    """Only a word that stands free is one: "how" in the keys of หมวดต้นไม้วันไหน is not."""
    assert unshift(thai_to_eng("หมวดต้นไม้วันไหน"), KNOWN) == "หมวดต้นไม้วันไหน"

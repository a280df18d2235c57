"""English names typed in Thai letters are found by the consonants that are heard."""

from __future__ import annotations

import pytest

from bot.thai.entries import Entry
from bot.thai.sounds import Sounds, heard
from tests.thai.park import PROGRAMME


@pytest.mark.parametrize(
    ("english", "thai"),
    [
        ("hackathon", "แฮกกาธอน"),
        ("data", "ดาต้า"),
        ("sandbox", "แซนด์บ็อกซ์"),
        ("blockchain", "บล็อกเชน"),
        ("photo", "โฟโต้"),
        ("cloud", "คลาวด์"),
        ("digital", "ดิจิทัล"),
        ("marketing", "มาร์เก็ตติ้ง"),
    ],
)
def test_both_are_heard_alike(english: str, thai: str) -> None:
    from rapidfuzz import fuzz

    assert fuzz.ratio(heard(english), heard(thai)) >= 84


@pytest.mark.parametrize("text", ["", "12", "ะา", "aeiou"])
def test_without_consonants_nothing_is_heard(text: str) -> None:
    assert heard(text) == ""


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("เพลสเมกกิ้ง", {("session", "sandbox")}),
        ("เพลสเมคกิ้ง แซนด์บ็อกซ์", {("session", "sandbox")}),
        ("การ์เด้นดีไซน์", {("session", "clinic-1"), ("session", "clinic-2")}),
        ("คอมโพสติ้ง", {("session", "compost")}),
        ("โอเรียนเทชั่น", {("session", "opening")}),
        ("บล็อกเชน", set()),
        ("แมว", set()),
        ("placemaking", set()),
        ("เพลสเมกกิ้ง 2", set()),
        ("", set()),
    ],
)
def test_names_by_their_sound(text: str, like: set[tuple[str, str]]) -> None:
    """Thai letters alone; what has other letters or digits in it is not by sound."""
    assert set(Sounds(PROGRAMME).like(text)) == like


def test_people_with_foreign_names_are_found_by_sound() -> None:
    assert Sounds([Entry("speaker", "stephen", ("Mr. Stephen Lo",))]).like("สตีเฟ่น") == (("speaker", "stephen"),)

"""The same at the door in English."""

from __future__ import annotations

import pytest

from bot.messages import Choice
from tests.dialogs.door import CH, DA, KK, WI, Door, aside


URBAN = "UrbanTech for City Transformation\nFriday 11 October 2019, 09:00–12:00 · Main hall, Innovation Park"
NO = Choice("Cancel", "Cancel", "checkin.no:0")


@pytest.fixture
def door() -> Door:
    """A leader has come late."""
    made = Door(now="2019-10-11T09:30")
    for who in ("kk", "da", "som"):
        made.says(who, "english")
    assert made.says("da", made.code()) == aside(
        f"You are checked in at 09:30, which is late.\n{URBAN}",
        Choice("Check in my team", "Check in my team", "checkin.team:0"),
    )
    return made


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("check in วิไล", f"• {WI}: present"),
        ("วิไล is late because of traffic", f"• {WI}: late\nReason: traffic"),
        ("mark everyone except วิไล and ชัย", f"• {KK}: present\nExcept: {WI}, {CH}"),
        ("วิไล is on leave", f"• {WI}: on leave"),
    ],
)
def test_what_is_to_be_noted(door: Door, said: str, lines: str) -> None:
    asked = door.says("som", said)
    yes = Choice("Confirm", "Confirm", asked.choices[0].data)

    assert asked == aside(f"Note this for 1 person?\n{URBAN}\n{lines}", yes, NO)


def test_who_is_missing(door: Door) -> None:
    there = Choice("Who is here", "Who is here")
    assert door.says("som", "Who is missing?") == aside(
        f"{URBAN}\n1 of 4 there · 1 late · 3 missing\n• {KK}: ทีมเหนือ\n• {WI}: ทีมเหนือ\n• {CH}: ทีมใต้", there
    )


def test_a_team_is_told_in_its_own_language(door: Door) -> None:
    assert door.says("da", "the whole team") == aside(
        "Checked in for UrbanTech for City Transformation: ดร.กิ่งแก้ว ใจงาม, นางวิไล ทองดี. They are told, too.\n"
        "Everybody of ทีมเหนือ is checked in."
    )
    assert [each.text.split("\n")[0] for who in ("kk", "wi") for each in door.sent(who)] == [
        f"{DA} has checked you in at 09:30.",
        f"{DA} เช็กอินให้ท่านแล้วค่ะ มาถึง 09.30 น.",
    ]

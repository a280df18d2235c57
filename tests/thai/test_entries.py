"""An entry may be called by its names, by parts of them that tell it apart, and by nothing vaguer."""

from __future__ import annotations

import pytest

from bot.thai.entries import Entry, Mention, numbered, variants


@pytest.mark.parametrize(
    ("entry", "called"),
    [
        (Entry("session", "s", ("ปุ๋ยหมัก",), ("ทำปุ๋ย",)), {(0, "ปุ๋ยหมัก"), (0, "ทำปุ๋ย"), (1, "ปุ๋ยหมัก")}),
        (
            Entry("session", "s", ("ภูมิทัศน์: ก้อนหินและน้ำตก",)),
            {(0, "ภูมิทัศน์: ก้อนหินและน้ำตก"), (1, "ภูมิทัศน์"), (1, "ก้อนหินและน้ำตก")},
        ),
        (
            Entry("session", "s", ("การจัดการน้ำฝน (Rain Garden)",)),
            {(0, "การจัดการน้ำฝน (Rain Garden)"), (0, "Rain Garden"), (1, "การจัดการน้ำฝน"), (1, "Rain Garden")},
        ),
        (
            Entry("session", "s", ("คลินิกออกแบบสวน ครั้งที่ 2",)),
            {(0, "คลินิกออกแบบสวน ครั้งที่ 2"), (1, "คลินิกออกแบบสวน"), (1, "คลินิกออกแบบสวน ครั้งที่ 2")},
        ),
        (
            Entry("venue", "v", ("ห้องใบบัว ชั้น 4 อาคารร่มไม้",)),
            {
                (0, "ห้องใบบัว ชั้น 4 อาคารร่มไม้"),
                (1, "ห้องใบบัว ชั้น 4 อาคารร่มไม้"),
                (1, "ใบบัว ชั้น 4 อาคารร่มไม้"),
                (1, "ห้องใบบัว ชั้น 4"),
                (1, "อาคารร่มไม้"),
                (1, "ห้องใบบัว"),
                (1, "ใบบัว"),
            },
        ),
        (
            Entry("speaker", "p", ("ผศ.ดร.ปานวาด เรืองชล",)),
            {(0, "ผศ.ดร.ปานวาด เรืองชล"), (1, "ปานวาด เรืองชล"), (1, "ปานวาด"), (1, "เรืองชล")},
        ),
    ],
)
def test_ways_to_call_an_entry(entry: Entry, called: set[tuple[int, str]]) -> None:
    assert set(variants(entry)) == called


@pytest.mark.parametrize("name", ["ศึกษาดูงาน (ทริป)", "เวิร์กช็อป: Class"])
def test_words_for_what_anything_is_name_nothing(name: str) -> None:
    """A part that is made of question words alone would make every question about it."""
    assert {called for rank, called in variants(Entry("session", "s", (name,))) if called != name} == set()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("คลินิกโครงงานครั้งที่ 2", ("คลินิกโครงงาน", 2)),
        ("คลินิกโครงงาน ครั้งที่สาม", ("คลินิกโครงงาน", 3)),
        ("Design Clinic part 4", ("Design Clinic", 4)),
        ("ดินกับน้ำ ตอนที่ 1: ดิน", ("ดินกับน้ำ", 1)),
        ("ดินกับน้ำ", None),
        ("ครั้งที่ 2", None),
        ("เรียนครั้งที่ 2", None),
        ("ประชุมครั้งที่ 12.30", None),
    ],
)
def test_numbered_names(name: str, found: tuple[str, int] | None) -> None:
    assert numbered(name) == found


@pytest.mark.parametrize(("sure", "rank"), [(100, 0), (99, 1), (85, 1)])
def test_a_whole_name_ranks_before_a_part_or_a_guess(sure: int, rank: int) -> None:
    assert Mention("session", ("s",), 0, 4, sure, "ชื่อ").rank == rank

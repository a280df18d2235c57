"""The scanner of a programme that asks something at the door, and what the roster has for its staff."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from storage import door, people, programmes
from storage.people import Membership
from tests.web.gate import ANN, BEN, DAY, FIRST, Gate, gate
from tests.web.lens import Camera, camera


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from storage.programme import Programme


MEAL = {"id": "meal", "title": {"th": "อาหารกลางวัน", "en": "Lunch"}, "choices": ["ปกติ", "เจ", "ฮาลาล"]}
ALLERGY = {"id": "allergy", "title": "แพ้อาหารอะไร"}
OFFLINE = "ยังไม่มีอินเทอร์เน็ต จะส่งให้เองเมื่อต่อได้ โดยนับเวลาตอนสแกน"
WRONG = "ยังรับคำตอบนี้ไม่ได้ค่ะ รบกวนตอบใหม่ ไม่เกิน 200 ตัวอักษร ถ้าตัวเลือกไม่ตรง สแกนอีกครั้งได้เลย"
GONE = "คำถามเปลี่ยนไปแล้วค่ะ รบกวนสแกนอีกครั้งนะคะ"


def asking(*questions: object) -> Programme:
    return replace(DAY, settings={"attendance": {"questions": list(questions)}})


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Gate]:
    with gate(tmp_path, asking(MEAL, ALLERGY)) as made:
        yield made


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Camera]:
    with camera(tmp_path_factory.mktemp("camera")) as made:
        yield made


def noted(hall: Gate, name: str, note: str) -> None:
    with hall.house.database.write() as store:
        people.enrol(store, hall.door.people[name], Membership("c", note=note))


def answers(hall: Gate, name: str = ANN) -> dict[str, str]:
    with hall.house.database.read() as store:
        return door.answers(store, "c").get(hall.door.people[name], {})


def said(**found: str) -> list[dict[str, str]]:
    return [{"question": question, "text": text} for question, text in found.items()]


# Without a browser


def test_what_is_asked_is_answered_by_the_same_scan_again(hall: Gate) -> None:
    code = hall.door.own(ANN)
    with hall.signs_in() as sam:
        first = sam.scans(code)
        again = sam.scans(code, answers=said(meal="เจ", allergy="ถั่ว"))

    assert first == {
        "tone": "ask",
        "title": "ถามก่อนเช็กอิน",
        "name": ANN,
        "organisation": "",
        "note": "",
        "staff": "",
        "asks": "answers",
        "questions": [
            {"code": "meal", "title": "อาหารกลางวัน", "choices": ["ปกติ", "เจ", "ฮาลาล"]},
            {"code": "allergy", "title": "แพ้อาหารอะไร", "choices": []},
        ],
        "undo": False,
        "crowd": "มาแล้ว 0/2 · สาย 0 · ยังไม่มา 2",
    }
    assert (again["title"], again["questions"]) == ("เช็กอินแล้ว", [])
    assert (answers(hall), hall.door.statuses()) == ({"meal": "เจ", "allergy": "ถั่ว"}, {f"a {ANN}": "present"})


def test_a_scan_that_is_sent_twice_asks_twice(hall: Gate) -> None:
    with hall.signs_in() as sam:
        asked = [sam.scans(hall.door.own(ANN), nonce="the-same-one") for _ in range(2)]

    assert asked == [asked[0]] * 2
    assert [line.outcome for line in hall.door.log()] == ["incomplete"]


def test_what_is_half_answered_asks_for_the_rest(hall: Gate) -> None:
    with hall.signs_in() as sam:
        rest = sam.scans(hall.door.own(ANN), answers=said(meal="เจ"), lang="en")

    assert (rest["title"], [each["title"] for each in rest["questions"]]) == ("Ask before checking in", ["แพ้อาหารอะไร"])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (said(meal="หมู"), WRONG),
        (said(meal=""), WRONG),
        (said(meal="เจ", allergy=" "), WRONG),
        (said(allergy="ก" * 201), WRONG),
        (said(meal="เจ", shirt="L"), GONE),
        (said(meal="เจ", allergy="ถั่ว", shirt="L"), GONE),
    ],
)
def test_a_wrong_answer_is_said_and_nothing_is_kept(hall: Gate, given: list[dict[str, str]], told: str) -> None:
    with hall.signs_in() as sam:
        answer = sam.posts("checkins", place=FIRST, nonce="nonce-1234", code=hall.door.own(ANN), answers=given)

    assert (answer.status_code, answer.json()) == (422, {"message": told})
    assert (answers(hall), hall.door.log()) == ({}, [])


@pytest.mark.parametrize(
    "given",
    [
        *("เจ", {"meal": "เจ"}, None, ["เจ"], [["meal", "เจ"]]),
        *([{"question": "meal", "text": 5}], [{"question": ["meal"], "text": "เจ"}], said(allergy="\0")),
    ],
)
def test_what_is_no_answer_is_turned_down(hall: Gate, given: object) -> None:
    with hall.signs_in() as sam:
        answer = sam.posts("checkins", place=FIRST, nonce="nonce-1234", code=hall.door.own(ANN), answers=given)

    assert (answer.status_code, answers(hall), hall.door.log()) == (400, {}, [])


def test_the_note_for_the_staff_is_shown_whatever_becomes_of_it(hall: Gate) -> None:
    noted(hall, ANN, "ใช้รถเข็น <b>")
    code, shown = hall.door.own(ANN), []
    with hall.signs_in() as sam:
        for fields in ({}, {"answers": said(meal="เจ", allergy="ไม่มี")}, {}, {"place": "x//in"}, {"place": "b//in"}):
            answer = sam.scans(code, **fields)
            shown.append((answer["title"], answer["staff"]))
    hall.at("2026-01-06T08:50")
    with hall.signs_in() as sam:
        answer = sam.scans(code, nonce="of-the-next-day")
        shown.append((answer["title"], answer["staff"]))
        nobody = sam.scans("C2C2C2C2C2", nonce="of-nobody")

    told = "หมายเหตุถึงเจ้าหน้าที่: ใช้รถเข็น <b>"
    assert shown == [
        ("ถามก่อนเช็กอิน", told),
        ("เช็กอินแล้ว", told),
        ("เช็กอินไว้แล้ว", told),
        ("เช็กอินอยู่อีกห้อง", told),
        ("ยังไม่ถึงเวลา", told),
        ("รหัสของเมื่อวาน", told),
    ]
    assert nobody["staff"] == ""


# In a browser


def test_the_questions_are_buttons_and_fields(hall: Gate, phone: Camera) -> None:
    noted(hall, ANN, "ใช้รถเข็น")
    with phone.opens(hall) as sam:
        panel = sam.page.locator("#result")
        sam.types(hall.door.own(ANN))
        sam.sees("ถามก่อนเช็กอิน", ANN, "หมายเหตุถึงเจ้าหน้าที่: ใช้รถเข็น")
        sam.taps("บันทึกคำตอบ")
        sam.sees("ถามก่อนเช็กอิน", ANN, "หมายเหตุถึงเจ้าหน้าที่: ใช้รถเข็น")
        panel.get_by_text("เจ", exact=True).click()
        expect(panel.get_by_role("radio", name="เจ")).to_be_checked()
        panel.get_by_role("textbox", name="แพ้อาหารอะไร").fill("ถั่ว")
        sam.taps("บันทึกคำตอบ")
        sam.sees("เช็กอินแล้ว", ANN, "หมายเหตุถึงเจ้าหน้าที่: ใช้รถเข็น", "เวลา 08.50 น.")
        expect(panel.get_by_role("group")).to_have_count(0)

    assert (answers(hall), hall.door.statuses()) == ({"meal": "เจ", "allergy": "ถั่ว"}, {f"a {ANN}": "present"})


def test_choices_that_have_changed_meanwhile_are_said(hall: Gate, phone: Camera) -> None:
    with phone.opens(hall) as sam:
        panel = sam.page.locator("#result")
        sam.types(hall.door.own(ANN))
        sam.sees("ถามก่อนเช็กอิน", ANN)
        with hall.house.database.write() as store:
            programmes.save(store, asking({**MEAL, "choices": ["มังสวิรัติ", "ปกติ"]}, ALLERGY))
        panel.get_by_text("เจ", exact=True).click()
        panel.get_by_role("textbox").fill("ถั่ว")
        sam.taps("บันทึกคำตอบ")
        sam.sees("ถามก่อนเช็กอิน", ANN, WRONG)
        sam.taps("ปิด")
        sam.types(hall.door.own(ANN))
        sam.sees("ถามก่อนเช็กอิน", ANN)
        panel.get_by_text("มังสวิรัติ").click()
        panel.get_by_role("textbox").fill("ถั่ว")
        sam.taps("บันทึกคำตอบ")
        sam.sees("เช็กอินแล้ว", ANN, "เวลา 08.50 น.")

    assert answers(hall) == {"meal": "มังสวิรัติ", "allergy": "ถั่ว"}


def test_without_a_connection_what_is_asked_is_asked_later(hall: Gate, phone: Camera) -> None:
    with phone.opens(hall) as sam:
        panel = sam.page.locator("#result")
        sam.counts("มาแล้ว 0/2 · สาย 0 · ยังไม่มา 2")
        sam.page.context.set_offline(True)
        sam.types(hall.door.own(ANN))
        sam.sees("เก็บไว้แล้ว", OFFLINE)
        sam.types(hall.door.own(BEN))
        expect(sam.page.locator("#unsent")).to_have_text("รอส่ง 2 รายการ")
        sam.page.context.set_offline(False)
        sam.sees("ถามก่อนเช็กอิน", BEN)
        sam.taps("ปิด")
        sam.page.get_by_text("ล่าสุด").click()
        rows = sam.page.get_by_role("listitem")
        expect(rows).to_have_text([f"ถามก่อนเช็กอิน{BEN}ตอบคำถาม", f"ถามก่อนเช็กอิน{ANN}ตอบคำถาม"])
        rows.nth(1).get_by_role("button", name="ตอบคำถาม").click()
        sam.sees("ถามก่อนเช็กอิน", ANN)
        panel.get_by_text("ปกติ", exact=True).click()
        panel.get_by_role("textbox", name="แพ้อาหารอะไร").fill("ไม่มี")
        sam.taps("บันทึกคำตอบ")
        sam.sees("เช็กอินแล้ว", ANN, "เวลา 08.50 น.")
        expect(rows.nth(2).get_by_role("button")).to_have_count(0)
        assert sam.kept() == []

    assert hall.door.statuses() == {f"a {ANN}": "present"}


def test_no_answer_stays_in_the_phone(hall: Gate, phone: Camera) -> None:
    with phone.opens(hall) as sam:
        panel = sam.page.locator("#result")
        sam.types(hall.door.own(ANN))
        panel.get_by_text("เจ", exact=True).click()
        panel.get_by_role("textbox", name="แพ้อาหารอะไร").fill("ถั่วลิสง")
        sam.page.context.set_offline(True)
        sam.taps("บันทึกคำตอบ")
        sam.sees("เก็บไว้แล้ว", OFFLINE)
        kept = sam.kept()
        sam.page.context.set_offline(False)
        sam.sees("เช็กอินแล้ว", ANN, "เวลา 08.50 น.")

    assert (len(kept), [word for word in ("ถั่วลิสง", "เจ", ANN) if word in kept[0]]) == (1, [])
    assert answers(hall) == {"meal": "เจ", "allergy": "ถั่วลิสง"}

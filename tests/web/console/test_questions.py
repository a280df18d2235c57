"""The console's questions: what waits, answered and dismissed; ready answers and names taught, and tried before."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.messages import Address
from bot.services import programme as programmes
from storage import outbox, people, questions, questions_listed
from storage.people import Details, Membership
from storage.programme import Faq, Text
from storage.questions import Question
from tests.web.console.office import DAY, post, queries, told, words


if TYPE_CHECKING:
    import httpx

    from tests.web.console.client import Client
    from tests.web.console.office import Office


def asks(here: Office, who: str, *texts: str, programme: str = "c") -> list[int]:
    """Somebody has asked what the bot could not answer."""
    with here.database.write() as store:
        return [
            questions.add(
                store,
                Question(programme, text, here.clock.now() + timedelta(minutes=place), Address("line", who),
                         asked_by=here.people.get(who)),
            )
            for place, text in enumerate(texts)
        ]  # fmt: skip


def waiting(answer: httpx.Response) -> list[str]:
    return re.findall(r'<h2 id="q\d+">(.*?)</h2>', answer.text)


def said(here: Office, who: str) -> list[str]:
    with here.database.read() as store:
        return [each.reply.plain for each in outbox.sent_to(store, Address("line", who))]


def tried(client: Client, **fields: str) -> list[str]:
    """What the bot answers, and would."""
    page = post(client, "questions/try", fields).text
    return re.findall(r'<p class="said">(.*?)</p>', page, re.DOTALL)


def test_the_newest_comes_first_and_alike_ones_are_together(here: Office, olga: Client) -> None:
    asks(here, "ann", "ที่จอดรถอยู่ตรงไหน", "มีอาหารเจไหม")
    asks(here, "ben", "ที่จอดรถอยู่ตรงไหนคะ", "ขอใบเสร็จได้ไหม")
    asks(here, "ann", "ของหลักสูตรอื่น", programme="d")

    page = olga.get("/console/c/questions")

    assert waiting(page) == ["ขอใบเสร็จได้ไหม", "ที่จอดรถอยู่ตรงไหนคะ", "มีอาหารเจไหม"]
    assert "คล้ายกัน 2 คำถาม" in words(page)
    assert "รอคำตอบ (4) ตอบแล้ว (0) ปิดแล้ว (0)" in words(page)


def test_an_answer_goes_to_everybody_who_asked_alike_and_is_kept(here: Office, olga: Client) -> None:
    first, second = *asks(here, "ann", "ที่จอดรถอยู่ตรงไหน"), *asks(here, "ben", "ที่จอดรถอยู่ตรงไหนคะ")

    numbers = [str(first), str(second)]
    empty = post(olga, "questions/answer", {"question": numbers, "answer": " "})
    assert (empty.status_code, told(olga, empty)) == (422, "พิมพ์คำตอบก่อนนะคะ")
    done = post(olga, "questions/answer", {"question": numbers, "answer": "ชั้นใต้ดินค่ะ", "ready": "yes"})

    assert told(olga, done) == "ตอบแล้ว 2 คำถาม ส่งถึงผู้ถามได้ 2 และเก็บเป็นคำตอบสำเร็จรูปแล้วค่ะ"
    for who in ("ann", "ben"):
        assert any("ชั้นใต้ดินค่ะ" in each for each in said(here, who))
    assert any("ชั้นใต้ดินค่ะ" in each for each in said(here, "otto"))
    assert tried(olga, question="ที่จอดรถอยู่ตรงไหน") == ["ชั้นใต้ดินค่ะ"]
    assert told(olga, post(olga, "questions/answer", {"question": str(first), "answer": "x"})).startswith(
        "คำถามนี้มีคนตอบ"
    )
    assert "ชั้นใต้ดินค่ะ" in words(olga.get("/console/c/questions?state=answered"))


def test_what_is_not_for_the_team_is_dismissed(here: Office, olga: Client) -> None:
    (number,) = asks(here, "ann", "หวยออกอะไร")

    assert told(olga, post(olga, "questions/dismiss", {"question": str(number)})) == "ปิดแล้ว 1 คำถามค่ะ"

    assert any("หวยออกอะไร" in each for each in said(here, "ann"))
    assert "หวยออกอะไร" in words(olga.get("/console/c/questions?state=dismissed"))
    assert [deed.what for deed in here.deeds() if deed.what.startswith("question.")] == ["question.dismissed"]


def test_questions_of_other_programmes_and_made_up_ones_are_not_answered(here: Office, olga: Client) -> None:
    (number,) = asks(here, "ann", "ของหลักสูตรอื่น", programme="d")

    for wrong in (str(number), "0", "x", "99999999", "๑"):
        done = post(olga, "questions/answer", {"question": wrong, "answer": "ค่ะ"})
        assert told(olga, done) == "คำถามนี้มีคนตอบไปแล้ว หรือไม่มีแล้วค่ะ"
    assert "ของหลักสูตรอื่น" not in olga.get(f"/console/c/questions/try?id={number}").text
    assert said(here, "ann") == []


def test_a_change_is_tried_before_it_is_made(here: Office, olga: Client) -> None:
    (number,) = asks(here, "ann", "จอดรถที่ไหนคะ")
    assert 'value="จอดรถที่ไหนคะ"' in olga.get(f"/console/c/questions/try?id={number}").text

    alone = tried(olga, question="จอดรถที่ไหนคะ")
    with_ready = tried(olga, question="จอดรถที่ไหนคะ", answer="ชั้นใต้ดินค่ะ")
    assert with_ready == [*alone, "ชั้นใต้ดินค่ะ"]
    assert tried(olga, question="จอดรถที่ไหนคะ") == alone
    added = post(olga, "questions/ready", {"question": "จอดรถที่ไหนคะ", "answer": "ชั้นใต้ดินค่ะ"})

    assert told(olga, added) == "เก็บคำตอบสำเร็จรูปแล้วค่ะ"
    assert tried(olga, question="จอดรถที่ไหนคะ") == ["ชั้นใต้ดินค่ะ"]
    assert said(here, "ann") == []


def test_a_name_is_tried_taught_outlives_an_import_and_is_taken_back(here: Office, olga: Client) -> None:
    fields = {"name": "คาบตะเกียง", "target": "session:a"}
    now, then = tried(olga, question="คาบตะเกียงเรียนวันไหน", **fields)
    assert "เมืองอัจฉริยะกับข้อมูลเปิด" in then
    assert now != then

    assert told(olga, post(olga, "questions/names", fields)) == "สอนชื่อเรียก คาบตะเกียง แล้วค่ะ"
    with here.database.write() as store:
        programmes.keep(store, replace(DAY, title=Text("ชื่อใหม่")))
    assert tried(olga, question="คาบตะเกียงเรียนวันไหน") == [then]
    again = post(olga, "questions/names", fields)
    assert (again.status_code, told(olga, again)) == (422, "เรียก คาบตะเกียง ได้อยู่แล้วค่ะ")
    number = re.findall(r"questions/names/(\d+)/remove", olga.get("/console/c/questions/names").text)[0]

    assert told(olga, post(olga, f"questions/names/{number}/remove")) == "ลบชื่อเรียก คาบตะเกียง แล้วค่ะ"
    assert tried(olga, question="คาบตะเกียงเรียนวันไหน") == [now]
    assert [deed.what for deed in here.deeds() if deed.what.startswith("name.")] == ["name.taught", "name.removed"]


def test_names_that_would_confuse_are_refused(olga: Client) -> None:
    wrong = {
        ("x", "session:a"): "ชื่อสั้นเกินไปค่ะ",
        ("เมืองอัจฉริยะกับข้อมูลเปิด", "session:b"): "เป็นชื่อของ เมืองอัจฉริยะกับข้อมูลเปิด อยู่แล้วค่ะ",
        ("เมืองอัจฉริยะกับข้อมูลเปิด", "session:a"): "ได้อยู่แล้วค่ะ",
        ("ชื่อใหม่", ""): "เลือกก่อนนะคะว่าเป็นชื่อเรียกของอะไร",
        ("ชื่อใหม่", "session:nothing"): "เลือกก่อนนะคะว่าเป็นชื่อเรียกของอะไร",
        ("ชื่อใหม่", "nothing:a"): "เลือกก่อนนะคะว่าเป็นชื่อเรียกของอะไร",
        ("กขคง" * 26, "session:a"): "ยาวเกิน 100 ตัวอักษรค่ะ",
        ("", "session:a"): "ชื่อสั้นเกินไปค่ะ",
    }

    for (name, target), why in wrong.items():
        assert why in told(olga, post(olga, "questions/names", {"name": name, "target": target}))


def test_ready_answers_are_listed_changed_and_removed(here: Office, olga: Client) -> None:
    with here.database.write() as store:
        programmes.keep(store, replace(DAY, faqs=(Faq(("แต่งกายอย่างไร",), Text("สุภาพค่ะ")),)))
    post(olga, "questions/ready", {"question": "จอดรถที่ไหน", "answer": "ชั้นใต้ดินค่ะ"})
    page = olga.get("/console/c/questions/ready")
    number = re.findall(r"questions/ready/(\d+)/remove", page.text)[0]
    path = f"questions/ready/{number}"

    assert "จากไฟล์หลักสูตร" in words(page)
    assert "แต่งกายอย่างไร" in words(page)
    for wrong in ({"question": "", "answer": "x"}, {"question": "x", "answer": " "}):
        assert told(olga, post(olga, path, wrong)) == "ใส่ทั้งคำถามและคำตอบนะคะ"
    assert told(olga, post(olga, path, {"question": "จอดรถไหน", "answer": "ลานหน้า"})) == "แก้คำตอบสำเร็จรูปแล้วค่ะ"
    assert tried(olga, question="จอดรถไหน") == ["ลานหน้า"]
    assert told(olga, post(olga, f"{path}/remove")) == "ลบคำตอบสำเร็จรูปแล้วค่ะ"
    assert told(olga, post(olga, f"{path}/remove")) == "รายการนี้ไม่มีแล้วค่ะ"


def test_the_store_is_asked_as_often_for_many_questions_as_for_few(here: Office, olga: Client) -> None:
    paths = ("questions", "questions?state=answered", "questions/ready", "questions/names", "questions/try")
    counts: dict[str, list[int]] = {path: [] for path in paths}
    for more in (30, 270):
        here.crowd(10 * more)
        numbers = asks(here, "ann", *(f"คำถามที่ {number} {'ก' * (number % 50)}" for number in range(more)))
        with here.database.write() as store:
            for number in numbers[::2]:
                questions.answer(store, number, here.people["olga"], "ค่ะ", here.clock.now())
        for path in paths:
            olga.get(f"/console/c/{path}")
            with queries() as asked:
                assert olga.get(f"/console/c/{path}").status_code == 200
            counts[path].append(asked.count)

    assert {path: few == many < 20 for path, (few, many) in counts.items()} == dict.fromkeys(paths, True)
    with here.database.read() as store:
        assert questions_listed.counts(store, "c") == {"open": 150, "answered": 150}


def test_whoever_asked_and_joined_elsewhere_is_reached_there(here: Office, olga: Client) -> None:
    (number,) = asks(here, "ann", "ที่จอดรถอยู่ตรงไหน")
    with here.database.write() as store:
        people.link(store, here.people["ann"], Address("line", "new"))
        people.enrol(store, people.add(store, Details("ใคร")), Membership("c"))

    post(olga, "questions/answer", {"question": str(number), "answer": "ชั้นใต้ดินค่ะ"})

    assert any("ชั้นใต้ดินค่ะ" in each for each in said(here, "new"))
    assert said(here, "ann") == []

"""The page of the day: what is on, who comes, and what waits."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address, Reply
from bot.services import signin
from bot.services.announce import drafts
from storage import announcements, feedback, leaves, outbox, questions, quotas
from storage.feedback import About
from storage.leaves import Leave
from storage.outbox import Batch
from storage.questions import Question
from storage.quotas import Seen
from tests.web.console.office import DAY, office, post, queries, told, words


if TYPE_CHECKING:
    from storage.models import OutboxState
    from tests.web.console.client import Client
    from tests.web.console.office import Office

STATES: tuple[OutboxState, ...] = ("failed", "uncertain", "uncertain", "sent", "failed")
QUIET = "สิ่งที่รอผู้จัด ไม่มีอะไรค้างอยู่ค่ะ เรียบร้อยดีทุกอย่าง"


def shown(client: Client) -> str:
    return words(client.get("/console/c/today"))


def test_it_shows_the_classes_of_the_day_and_how_many_have_come(here: Office, olga: Client) -> None:
    here.comes("ann")
    here.at("2026-01-05T09:10")

    assert shown(olga).partition("คาบของวันนี้ ")[2] == (
        "กำลังเรียน 09.00–12.00 น. เมืองอัจฉริยะกับข้อมูลเปิด มาแล้ว 1 จาก 2 คน มาแล้ว 1 จาก 2 คน เปิดจอเช็กอิน "
        "ถัดไป 13.00–16.00 น. วิชา b เช็กอินได้ตั้งแต่ 12.15 น. เปิดจอเช็กอิน"
    )


def test_who_was_taken_back_or_is_marked_as_away_is_not_counted(here: Office, olga: Client) -> None:
    entry = here.comes("ann")
    here.comes("ben")
    here.comes("sam")  # who stands at the door, and takes no part
    assert olga.get("/console/c/today/state").json()["a//in"] == {"came": 2, "text": "มาแล้ว 2 จาก 2 คน"}
    here.comes("ben", what="mark", status="absent", way="organiser")
    here.comes("olga", what="undo", about=entry, person=None, status="")

    assert olga.get("/console/c/today/state").json()["a//in"] == {"came": 0, "text": "มาแล้ว 0 จาก 2 คน"}


def test_on_a_day_without_classes_it_names_the_next(here: Office) -> None:
    here.at("2026-01-04T10:00")
    before = shown(here.client())
    here.at("2026-02-04T10:00")

    assert before.endswith(
        "คาบของวันนี้ วันนี้ไม่มีคาบเรียนค่ะ คาบถัดไป: เมืองอัจฉริยะกับข้อมูลเปิด วันจันทร์ที่ 5 มกราคม 2569 เวลา 09.00–12.00 น."
    )
    assert shown(here.client()).endswith("คาบของวันนี้ วันนี้ไม่มีคาบเรียนค่ะ")


def test_where_everybody_has_joined_and_nothing_waits_it_says_so(olga: Client) -> None:
    assert shown(olga).startswith(f"วันจันทร์ที่ 5 มกราคม 2569 {QUIET} คาบของวันนี้")


def test_it_lists_what_waits_for_the_organisers(here: Office, olga: Client) -> None:
    now = here.clock.now()
    with here.database.write() as store:
        questions.add(store, Question("c", "ที่จอดรถ", now, Address("line", "ann")))
        leaves.add(store, Leave("c", here.people["ann"], ("b",), "ป่วย", now))
        made = drafts.draft(store, "c", here.people["olga"], Reply("ข่าว"), now)
        announcements.change(store, made.id, state="approval")
        chats = [Address("line", who) for who in ("ben", "ann", "ben", "ann", "somebody else")]
        sent = outbox.put_many(store, chats, Batch(Reply("เตือน")))
        for number, state in zip(sent, STATES, strict=True):
            here.ends(store, number, state)
        form = feedback.open_form(store, About("c", session="a"), now, now.replace(day=8), anonymous=True, fewest=5)
        assert form
        feedback.ask(store, form.id, [here.people["ann"], here.people["ben"]])
        feedback.note(store, form.id, here.people["ann"], "answered")
        quotas.keep(store, "line", Seen(1000, 820, 200, "2026-01", now))
    here.crowd(3, chats=False)

    page = shown(olga)
    assert page.partition("สิ่งที่รอผู้จัด ")[2].partition(" คาบของวันนี้")[0] == (
        "1 คำถามที่รอคำตอบ 1 คำขอลาที่รออนุมัติ 1 ประกาศที่รออนุมัติ 1 ข้อความที่ส่งไม่สำเร็จ "
        "2 ข้อความที่ไม่แน่ใจว่าถึงหรือไม่ 3 คนที่ยังไม่ได้เข้าร่วมในแชต"
    )
    assert page.partition("ความเห็นที่กำลังเข้ามา ")[2] == (
        "เมืองอัจฉริยะกับข้อมูลเปิด ตอบแล้ว 1 จาก 2 คน ตอบแล้ว 1 จาก 2 คน "
        "ข้อความ LINE ของเดือนนี้ ใช้แล้ว 820 จาก 1,000 ใช้แล้ว 820 จาก 1,000 เหลือ 180 ข้อความ ในจำนวนนี้เก็บไว้ให้การแจ้งเตือน 180 "
        "เหลือเฉพาะส่วนที่เก็บไว้ให้การแจ้งเตือนแล้ว ประกาศที่ไม่ด่วนจะส่งทาง LINE ได้อีกเมื่อขึ้นเดือนใหม่ หรือเมื่อเพิ่มแพ็กเกจค่ะ"
    )


def test_changes_that_nobody_was_told_of_wait(here: Office, olga: Client) -> None:
    from bot.services import programme

    moved = replace(DAY, sessions=(*DAY.sessions[:2], replace(DAY.sessions[2], title=replace(DAY.title, th="ใหม่"))))
    with here.database.write() as store:
        programme.keep(store, moved, now=here.clock.now())

    assert "1 กำหนดการที่เปลี่ยนแล้วยังไม่ได้แจ้ง" in shown(olga)


def test_a_button_opens_the_board_of_a_class(here: Office, olga: Client) -> None:
    answer = post(olga, "today/board", {"place": "b//in"})
    page, _, token = answer.headers["location"].partition("#")
    with here.database.write() as store:
        found = signin.enter(store, token, here.clock.now())

    assert (page, found and found[1]) == ("/enter", signin.Pass(here.people["olga"], "board", "c", "b//in"))
    assert [(each.what, each.subject) for each in here.deeds()] == [("board.given", "b")]


@pytest.mark.parametrize("place", ["", "x//in", "a//mark", "a"])
def test_there_is_no_board_of_what_is_not_there(here: Office, olga: Client, place: str) -> None:
    answer = post(olga, "today/board", {"place": place})

    assert (answer.headers["location"], here.deeds()) == ("/console/c/today", [])
    assert told(olga, answer) != ""


def test_in_english(olga: Client) -> None:
    olga.get("/console/c/today?lang=en")

    assert shown(olga).startswith(
        "Monday 5 January 2026 What waits for you Nothing waits. Everything is done. Today's classes"
    )


def test_the_store_is_asked_as_often_for_many_people_as_for_few() -> None:
    with office() as here:
        olga, counts = here.client(), []
        for more in (300, 2_700):
            here.crowd(more)
            olga.get("/console/c/today")
            with queries() as asked:
                olga.get("/console/c/today")
            counts.append(asked.count)

    assert counts[0] == counts[1] <= 25


def test_the_links_lead_to_pages_that_are_there(here: Office, olga: Client) -> None:
    here.crowd(1, chats=False)
    links = re.findall(r'<ul class="todo">.*?</ul>', olga.get("/console/c/today").text, re.DOTALL)
    pages = re.findall(r'href="(.*?)"', "".join(links))

    assert {olga.get(path).status_code for path in pages} <= {200}

"""Feedback in the console: figures, comments, files, links for speakers; who may see it, and what is never seen."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from tests.services.rated import PROGRAMME, Rated
from tests.stores import in_file
from tests.web.browser import turns
from tests.web.console.looks import looking
from tests.web.console.office import OTHER, office, post, queries, told, words
from tests.web.served import served


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.web.console.client import Client
    from tests.web.console.office import Office

MINE = replace(PROGRAMME, code="c")
NOW = "2026-07-12T09:00"
PAGES = ("", "/speakers", "/modules", "/comments", "/session?code=chain", "/session?code=tax", "/form?code=end")
MORE = ("/speaker?code=kk", "/module?code=m1", "/shares")


def _rated(here: Office) -> Rated:
    """One session with enough answers, one with too few, one with names; and the form at the end."""
    here.at(NOW)
    made = Rated(here.database, MINE)
    chain = (5, "อาหารอร่อยมาก"), (4, "อยากให้แจกเอกสารก่อนเรียน"), (2, "แอร์หนาวไป"), (2, ""), (5, "<b>ดี</b>มาก"), (4, "")
    made.closes(made.of("chain", *chain, asked=9))
    made.of("tax", (1, "ลับสุดยอด"), 1)
    made.of("data", (3, "แอร์หนาวไป"), (3, "แอร์หนาว"), 2, anonymous=False)
    made.form({"friend": 10, "level": 3}, {"friend": 9, "best": ["ดูงาน"], "level": 5}, {"friend": 3, "level": 2})
    return made


@pytest.fixture
def here() -> Iterator[Office]:
    with office(MINE, OTHER) as made:
        _rated(made)
        yield made


def _shown(client: Client, path: str) -> str:
    return words(client.get(f"/console/c/feedback{path}"))


def test_the_whole_begins_with_what_is_to_be_done(olga: Client) -> None:
    text = _shown(olga, "")
    assert "ตอบ 79% ตอบแล้ว 11 จาก 14 ครั้งที่ถาม (79%) เฉลี่ย 3.3 จาก 5 ดาว · มัธยฐาน 3.0" in text
    first = text.partition("ควรดูก่อน ")[2].partition(" แนวโน้ม")[0]
    assert first.startswith("ข้อมูลเปิด 2.7 ดาว เร็วไป 3 Blockchain เพื่อเมือง 3.7 ดาว เร็วไป 2 แอร์ เสียง และอุปกรณ์ ถูกติ 3 ครั้ง")
    assert "คะแนนแนะนำเพื่อน (NPS) +33 แนะนำ (9–10) 2 · เฉย ๆ (7–8) 0 · ไม่แนะนำ (0–6) 1 · จาก 3 คำตอบ" in text
    assert "ภาษีที่ดิน พฤ. 2 ก.ค. 2569 ยังไม่แสดงผล เพราะยังมีไม่ถึง 3 คำตอบ 2/2 0" in text
    assert "ผลวัดกับความเห็น 201 ข้อความ" in text


def test_a_session_has_its_spread_its_reasons_and_what_was_said(olga: Client) -> None:
    text = _shown(olga, "/session?code=chain")
    assert text.startswith("Blockchain เพื่อเมือง")
    assert "วันพุธที่ 1 กรกฎาคม 2569 · เมืองดิจิทัล · ดร.กิ่งแก้ว ใจงาม" in text
    assert "5 ดาว 2 33% 4 ดาว 2 33% 3 ดาว 0 0% 2 ดาว 2 33% 1 ดาว 0 0%" in text
    assert "เหตุผลที่ให้น้อย เร็วไป 2" in text
    assert "แอร์หนาวไป ติ" in text
    assert "เลือกจากความเห็น 4 จาก 4 ข้อความ" in text


@pytest.mark.parametrize("path", [*PAGES, *MORE])
def test_what_is_withheld_is_nowhere(olga: Client, path: str) -> None:
    page = olga.get(f"/console/c/feedback{path}")
    assert page.status_code == 200
    assert "ลับสุดยอด" not in page.text
    assert "ผู้เรียนที่" not in page.text
    assert "<b>ดี</b>" not in page.text


def test_comments_are_chosen_by_theme_tone_and_words(olga: Client) -> None:
    def found(query: str) -> list[str]:
        page = olga.get(f"/console/c/feedback/comments?{query}").text
        return sorted(re.findall("<blockquote>(.*?)</blockquote>", page))

    assert found("theme=equipment&tone=bad") == ["แอร์หนาว", "แอร์หนาวไป", "แอร์หนาวไป"]
    assert found("tone=suggestion") == ["อยากให้แจกเอกสารก่อนเรียน"]
    assert found("text=อร่อย") == ["อาหารอร่อยมาก"]
    assert found("theme=food&tone=bad") == []
    assert len(found("")) == 6
    assert found("page=2") == []


def test_names_are_there_where_the_form_has_them_and_that_they_were_seen_is_kept(here: Office, olga: Client) -> None:
    data = olga.get("/console/c/feedback/session?code=data").text
    link = re.search(r"/console/c/feedback/names\?id=\d+", data)
    assert link
    text = words(olga.get(link[0]))
    assert "ผู้เรียนที่" in text
    assert "ดาว: 3 เหตุผลที่ให้น้อย: เร็วไป ความเห็น: แอร์หนาวไป" in text
    assert [deed.what for deed in here.deeds()] == ["people.seen"]
    chain = re.search(r"names\?id=", olga.get("/console/c/feedback/session?code=chain").text)
    assert chain is None
    assert words(olga.get("/console/c/feedback/names?id=1")).endswith("ไม่พบผลประเมินนี้ค่ะ")


@pytest.mark.parametrize(
    "path", ["/session?code=nothing", "/form?code=x", "/speaker?code=", "/module", "/names?id=x", "/shares/9"]
)
def test_what_is_not_there_is_said_kindly(olga: Client, path: str) -> None:
    assert olga.get(f"/console/c/feedback{path}").status_code == 404


def test_files(olga: Client) -> None:
    book = olga.get("/console/c/feedback/file.xlsx")
    assert CalamineWorkbook.from_filelike(io.BytesIO(book.content)).sheet_names[0] == "สรุป"
    assert book.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert book.headers["cache-control"] == "private, no-store"
    rows = olga.get("/console/c/feedback/file.csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + 6 + 3 + 3
    assert not any("ลับสุดยอด" in row or "ผู้เรียนที่" in row for row in rows)


def test_a_link_for_a_speaker_is_told_once_and_can_be_taken_back(here: Office, olga: Client) -> None:
    page = post(olga, "feedback/share", {"speaker": "kk", "words": "yes"})
    token = re.search(r'value="/feedback#([\w-]{43})"', page.text)
    assert token
    text = words(page)
    assert "อาหารอร่อยมาก" in text
    assert "แอร์หนาวไป" in text
    assert token[1] not in olga.get("/console/c/feedback/shares/1").text
    digest = re.search(r'name="digest" value="(\w+)"', page.text)
    assert digest
    held = post(olga, "feedback/shares/1/hold", {"digest": digest[1], "held": "yes"})
    assert told(olga, held) == "วิทยากรจะไม่เห็นข้อความนี้แล้วค่ะ"
    assert (
        told(olga, post(olga, "feedback/shares/1/hold", {"digest": digest[1], "held": "no"})) == "วิทยากรจะเห็นข้อความนี้ค่ะ"
    )
    assert told(olga, post(olga, "feedback/shares/1/revoke")) == "ยกเลิกลิงก์แล้วค่ะ"
    assert told(olga, post(olga, "feedback/shares/1/revoke")) == "ลิงก์นี้ถูกยกเลิกไปแล้ว หรือไม่มีอยู่ค่ะ"
    whats = ["feedback.shared", "feedback.held", "feedback.held", "feedback.unshared"]
    assert [(deed.what, deed.person, deed.subject) for deed in here.deeds()] == [
        (what, here.people["olga"], "kk") for what in whats
    ]


def test_nobody_else_sees_or_shares_any_of_it(here: Office) -> None:
    for path in ("", "/comments", "/file.csv", "/shares"):
        assert here.stranger().get(f"/console/c/feedback{path}").status_code == 403
    olga = here.client()
    assert olga.get("/console/d/feedback").status_code == 404
    answer = olga.post("/console/c/feedback/share", data={"speaker": "kk", "token": "0" * 64})
    assert "/feedback#" not in answer.text


def test_the_store_is_asked_as_often_whatever_there_is(here: Office, olga: Client) -> None:
    """Twice as many people, comments and sessions."""
    paths = [*PAGES, *MORE]

    def asked() -> list[int]:
        found = []
        for path in paths:
            with queries() as count:
                olga.get(f"/console/c/feedback{path}")
            found.append(count.count)
        return found

    asked()
    before = asked()
    more = Rated(here.database, MINE)
    more.of("talk", *[(4, f"อาหารอร่อยมาก {n}") for n in range(60)])
    assert asked() == before
    assert max(before) <= 16


def test_before_anything_was_answered_it_says_so() -> None:
    with office(MINE) as empty:
        olga = empty.client()
        assert "ยังไม่มีผลประเมินค่ะ" in _shown(olga, "")
        for path in ("/speakers", "/modules", "/comments", "/shares", "/file.xlsx", "/file.csv"):
            assert olga.get(f"/console/c/feedback{path}").status_code == 200


def test_it_looks_well_and_everybody_can_use_it(browser: Browser, tmp_path: Path) -> None:
    database = in_file(tmp_path / "web.db")
    with office(MINE, OTHER, database=database) as there, served(there.house) as url:
        there.url = url
        rated = _rated(there)
        rated.of("talk", 4, 5, 5, 4, (4, "วิทยากรเก่งมาก"))
        with looking(browser, there) as desk:
            desk.looks("feedback")
            desk.looks("feedback/speakers")
            desk.looks("feedback/session?code=chain", "feedback-session")
            desk.looks("feedback/form?code=end", "feedback-form")
            desk.looks("feedback/speaker?code=kk", "feedback-speaker")
            desk.page.get_by_role("radio").last.check()
            turns(desk.page.get_by_role("button", name="สร้างลิงก์"))
            desk.seen("feedback-share")
            desk.looks("feedback/shares")
            desk.looks("feedback/comments")
            desk.page.get_by_label("น้ำเสียง").select_option("bad")
            turns(desk.page.get_by_role("button", name="ค้นหา"))
            assert desk.page.get_by_role("listitem").filter(has_text="แอร์หนาว").count() == 3
    database.close()

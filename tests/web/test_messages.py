"""POST /chat/messages: taken once, refused kindly."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bot.web.visitors import Flood
from storage.inbox import pending
from tests.web.served import NOON, Watch, served
from tests.web.visitor import Visitor


if TYPE_CHECKING:
    from tests.web.served import Place


UNREADABLE = "น้องนัดอ่านข้อความนี้ไม่ได้ค่ะ รบกวนพิมพ์ใหม่อีกครั้งนะคะ"
STRANGER = "หน้านี้เปิดค้างไว้นานเกินไป รบกวนโหลดหน้าใหม่แล้วถามอีกครั้งนะคะ"


def test_a_message_is_taken_and_answered(visitor: Visitor) -> None:
    """Nothing to wait for in the post's own answer: what is said comes by the stream."""
    response = visitor.say("สวัสดี")

    assert (response.status_code, response.json()) == (202, {})
    assert [event.data["text"] for event in visitor.hear(2)] == ["สวัสดี", "ได้รับแล้วค่ะ: สวัสดี"]


def test_the_same_id_is_the_same_message(visitor: Visitor) -> None:
    """A page that heard nothing posts again: one answer."""
    message = {"id": str(uuid4()), "text": "ครั้งเดียว"}

    statuses = [visitor.http.post("/chat/messages", json=message).status_code for _ in range(3)]
    visitor.say("จบ")

    assert statuses == [202, 202, 202]
    visitor.hear(4)
    assert [event.data["text"] for event in visitor.talk()] == [
        "ครั้งเดียว",
        "ได้รับแล้วค่ะ: ครั้งเดียว",
        "จบ",
        "ได้รับแล้วค่ะ: จบ",
    ]


def test_an_id_is_its_visitor_s_own(visitor: Visitor, stranger: Visitor) -> None:
    """Nobody can swallow another's message by posting its id first."""
    message = {"id": str(uuid4()), "text": "ของใครของมัน"}

    for one in (stranger, visitor):
        one.http.post("/chat/messages", json=message)

    assert [len(one.hear(2)) for one in (stranger, visitor)] == [2, 2]


def test_a_button_s_data_comes_with_its_words(visitor: Visitor) -> None:
    visitor.say("เรียนที่ไหน", data="where")

    assert visitor.hear(2)[1].data["text"] == "ห้องประชุมใหญ่ อุทยานนวัตกรรมค่ะ"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"id": "1", "text": "a"}',
        b'{"id": "9f0c2ba8-50a1-4a5e-8d6c-6d3e4b1f3a11"}',
        b'{"id": "9f0c2ba8-50a1-4a5e-8d6c-6d3e4b1f3a11", "text": 5}',
        b'{"id": "9f0c2ba8-50a1-4a5e-8d6c-6d3e4b1f3a11", "text": " \\n "}',
        b'{"id": "9f0c2ba8-50a1-4a5e-8d6c-6d3e4b1f3a11", "text": "a", "data": "' + 1001 * b"a" + b'"}',
    ],
)
def test_what_cannot_be_read_is_refused(visitor: Visitor, body: bytes) -> None:
    response = visitor.http.post("/chat/messages", content=body, headers={"Content-Type": "application/json"})

    assert (response.status_code, response.json()) == (400, {"message": UNREADABLE})


def test_another_type_is_refused(visitor: Visitor) -> None:
    """A form on another site can send neither JSON nor, with its browser's headers, anything else."""
    response = visitor.http.post("/chat/messages", content=b"{}", headers={"Content-Type": "text/plain"})

    assert (response.status_code, response.text) == (400, UNREADABLE)


@pytest.mark.parametrize("text", [501 * "ก", 20_000 * "a"])
def test_too_long_is_refused(visitor: Visitor, text: str) -> None:
    response = visitor.say(text)

    assert (response.status_code, response.json()) == (
        413,
        {"message": "ข้อความยาวเกิน 500 ตัวอักษร รบกวนย่อให้สั้นลงนะคะ"},
    )


def test_the_longest_is_taken(visitor: Visitor) -> None:
    assert visitor.say(500 * "ก").status_code == 202


def test_a_flood_is_held_back(house: Place) -> None:
    """Ten at once, then one a second; kindly, and saying when."""
    with served(house, flood=Flood(now=Watch())) as url:
        visitor = Visitor(url)
        responses = [visitor.say(f"{number}") for number in range(12)]
        visitor.http.close()
    late = responses[-1]

    assert [response.status_code for response in responses] == [*(10 * [202]), 429, 429]
    assert (late.headers["retry-after"], late.json()) == (
        "1",
        {"message": "ข้อความเข้ามาเร็วไปนิดค่ะ น้องนัดจะส่งต่อให้ในไม่กี่วินาที"},
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_another_site_s_page_is_refused(visitor: Visitor, headers: dict[str, str]) -> None:
    response = visitor.http.post("/chat/messages", json={"id": str(uuid4()), "text": "x"}, headers=headers)

    assert (response.status_code, response.json()) == (403, {"message": STRANGER})


def test_our_own_page_is_known_by_its_origin(visitor: Visitor) -> None:
    origin = str(visitor.http.base_url).rstrip("/")
    response = visitor.http.post("/chat/messages", json={"id": str(uuid4()), "text": "x"}, headers={"Origin": origin})

    assert response.status_code == 202


def test_without_a_cookie_nobody_speaks(visitor: Visitor) -> None:
    visitor.http.cookies.clear()

    assert [visitor.say("x").status_code, visitor.http.get("/chat/events").status_code] == [403, 403]


def test_a_page_without_scripts_waits_for_its_answer(visitor: Visitor) -> None:
    """The form of the page posts, and the page is shown again with the answer and its buttons."""
    message = {"id": str(uuid4()), "text": "วันนี้เรียนอะไร <b>"}
    response = visitor.http.post("/chat/messages", data=message)
    page = visitor.http.get("/").text

    assert (response.status_code, response.headers["location"]) == (303, "/#latest")
    assert [words in page for words in ("วันนี้เรียนอะไร &lt;b&gt;", "วันนี้มีเรียน 1 หัวข้อค่ะ", "พรุ่งนี้เรียนอะไร", "<b>")] == [
        True,
        True,
        True,
        False,
    ]


def test_it_is_in_the_inbox_before_anything_else(house: Place, url: str) -> None:
    """Accepted is kept: what 202 was said to is done, or waits in the store."""
    visitor = Visitor(url)
    visitor.say("ก่อนอื่น")
    visitor.hear(2)

    with house.database.read() as store:
        assert pending(store) == []
    assert visitor.talk()[0].data["at"] == NOON.isoformat()
    visitor.http.close()

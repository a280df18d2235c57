"""A reply as LINE's message objects: what is drawn, and that LINE takes whatever is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.channels.line.draw import Drawing
from bot.messages import Card, Choice, File, Link, Place, Reply
from tests.channels.contract import WHOLE
from tests.channels.line_stage import seen


if TYPE_CHECKING:
    Json = dict[str, Any]


KEY = "9f3c2f0e-1111-4222-8333-444455556666"
FILES = "https://example.org/files"
SEMINAR = Card("สัมมนา", "กลุ่ม ก", (("วันเวลา", "09.00–10.00 น."), ("สถานที่", "ห้อง 1")))


def words(text: str) -> list[str]:
    return [part for part in text.partition(" ") if part]


def drawn(reply: Reply, files_url: str = FILES) -> list[Json]:
    return [one for call in Drawing(files_url, words).calls(reply, KEY) for one in call]


def read(reply: Reply, files_url: str = FILES) -> list[str]:
    return [line for one in drawn(reply, files_url) for line in seen(one)]


def text(said: str, color: str = "#1F2933", size: str = "lg", weight: str = "regular") -> Json:
    look = {"size": size, "color": color, "weight": weight}
    return {"type": "text", "text": said, "wrap": True, "scaling": True, **look}


def box(*contents: Json, **more: str) -> Json:
    return {"type": "box", "layout": "vertical", "contents": list(contents), **more}


def postback(label: str, number: int, says: str) -> Json:
    return {"type": "postback", "label": label, "data": f"{KEY}:{number}", "displayText": says}


def button(action: Json, style: str = "secondary") -> Json:
    return {"type": "button", "style": style, "adjustMode": "shrink-to-fit", "action": action}


def test_a_text_is_a_text() -> None:
    assert drawn(Reply("ไม่มีเรียนค่ะ")) == [{"type": "text", "text": "ไม่มีเรียนค่ะ"}]


def test_nothing_is_nothing() -> None:
    assert [drawn(Reply(said)) for said in ("", " \n", "\x07\u200b\u202e")] == [[], [], []]


def test_a_card_is_a_bubble_and_its_facts_are_the_notification() -> None:
    card = replace(
        SEMINAR, choices=(Choice("ใครสอน", "สัมมนาใครสอน"),), links=(Link("แผนที่", "https://example.org/ก?q=1,2"),)
    )
    url = "https://example.org/%E0%B8%81?q=1,2"

    assert drawn(Reply("", (card,))) == [
        {
            "type": "flex",
            "altText": "สัมมนา\nกลุ่ม ก\nวันเวลา: 09.00–10.00 น.\nสถานที่: ห้อง 1\nแผนที่: https://example.org/ก?q=1,2"
            "\n• สัมมนาใครสอน",
            "contents": {
                "type": "bubble",
                "size": "mega",
                "header": box(
                    text("สัมมนา", "#FFFFFF", "xl", "bold"),
                    backgroundColor="#0F4C5C",
                    paddingAll="lg",
                    paddingStart="xxl",
                    paddingEnd="xxl",
                ),
                "body": box(
                    text("กลุ่ม ก", "#52606D", "md"),
                    box(text("วันเวลา", "#52606D", "md"), text("09.00–10.00 น.")),
                    box(text("สถานที่", "#52606D", "md"), text("ห้อง 1")),
                    spacing="lg",
                ),
                "footer": box(
                    button(postback("ใครสอน", 0, "สัมมนาใครสอน")),
                    button({"type": "uri", "label": "แผนที่", "uri": url}, "link"),
                    spacing="sm",
                ),
            },
        }
    ]


def test_cards_stand_side_by_side_under_the_text_and_the_choices_hang_on_the_last() -> None:
    card = replace(SEMINAR, choices=(Choice("ใครสอน", "ใครสอน"),))
    first, second = drawn(Reply("มี 2 รายการ", (card, card), (Choice("พรุ่งนี้", "พรุ่งนี้เรียนอะไร"),)))

    assert first == {"type": "text", "text": "มี 2 รายการ"}
    assert [bubble["footer"]["contents"][0]["action"]["data"] for bubble in second["contents"]["contents"]] == [
        f"{KEY}:0",
        f"{KEY}:1",
    ]
    assert second["quickReply"] == {"items": [{"type": "action", "action": postback("พรุ่งนี้", 2, "พรุ่งนี้เรียนอะไร")}]}


def test_what_a_bot_can_only_point_at_is_pointed_at() -> None:
    whole = drawn(replace(WHOLE, cards=(), choices=()))
    place = {"title": "อุทยานนวัตกรรม", "address": "ถนนโยธี กรุงเทพฯ", "latitude": 13.7649, "longitude": 100.5383}

    assert whole == [
        {"type": "text", "text": f"{WHOLE.text}\n\nแผนผังห้องประชุม"},
        {"type": "image", "originalContentUrl": f"{FILES}/{KEY}/0", "previewImageUrl": f"{FILES}/{KEY}/0"},
        {"type": "location", **place},
        {
            "type": "flex",
            "altText": f"{WHOLE.text}\nทั้งหมด: https://example.org/all\nตาราง.ics: {FILES}/{KEY}/1",
            "contents": {
                "type": "bubble",
                "size": "mega",
                "body": box(
                    button({"type": "uri", "label": "ทั้งหมด", "uri": "https://example.org/all"}),
                    button({"type": "uri", "label": "ตาราง.ics", "uri": f"{FILES}/{KEY}/1"}),
                    spacing="lg",
                ),
            },
        },
    ]


def test_where_line_cannot_reach_us_the_names_of_pictures_and_files_are_said() -> None:
    assert read(Reply("ก", images=WHOLE.images, files=WHOLE.files), files_url="") == ["ก\n\nแผนผังห้องประชุม\n\nตาราง.ics"]


@pytest.mark.parametrize(
    "url",
    [
        "mailto:a@example.org", "javascript:alert(1)", "https://", "https://ก.ไทย/", "https://a@b.example/", "//x",
        "https://[::1", f"https://example.org/{'ก' * 200}",
    ],
)  # fmt: skip
def test_an_address_that_no_button_takes_is_said(url: str) -> None:
    link = Link("ที่นี่", url)

    assert read(Reply("ก", (Card("ข", links=(link,)),), links=(link,))) == [f"ก\n\nที่นี่: {url}", "ข", f"ที่นี่: {url}"]


def test_an_address_to_write_to_that_is_a_fact_is_not_said_again() -> None:
    mail = Link("อีเมล", "mailto:a@example.org")
    card = Card("ข", facts=(("อีเมล", "a@example.org"),), links=(mail,))

    assert read(Reply("", (card,))) == ["ข", "อีเมล: a@example.org"]


@pytest.mark.parametrize(
    ("url", "carried"),
    [
        ("tel:+6621234567", "tel:+6621234567"),
        ("https://example.org/a b%20c%d", "https://example.org/a%20b%20c%25d"),
        ("http://localhost:8000/?q=ห้อง#x", "http://localhost:8000/?q=%E0%B8%AB%E0%B9%89%E0%B8%AD%E0%B8%87#x"),
    ],
)
def test_an_address_is_written_as_a_button_takes_it(url: str, carried: str) -> None:
    (flex,) = drawn(Reply("", links=(Link("ที่นี่", url),)))

    assert flex["contents"]["body"]["contents"] == [button({"type": "uri", "label": "ที่นี่", "uri": carried})]


def test_a_label_that_is_cut_is_there_whole_beside_its_button() -> None:
    label = "น้ำใจของพวกเราชาวหลักสูตรทุกคน"
    (flex,) = drawn(Reply("", (Card("", choices=(Choice(label, "ไป"),)),)))

    assert flex["contents"]["footer"]["contents"] == [
        text(label, "#52606D", "md"),
        button(postback("น้ำใจของพวกเราชาวหลักสู…", 0, "ไป")),
    ]


def test_a_choice_is_as_much_as_there_is_of_it() -> None:
    choices = (Choice("", ""), Choice("ก", ""), Choice(" ", "ข"), Choice("ค\nค", "ง" * 400))
    (one,) = drawn(Reply("เลือก", choices=choices))

    assert [item["action"] for item in one["quickReply"]["items"]] == [
        postback("ก", 1, "ก"),
        postback("ข", 2, "ข"),
        postback("ค ค", 3, f"{'ง' * 299}…"),
    ]


def test_choices_beyond_those_that_hang_are_buttons() -> None:
    choices = tuple(Choice(f"ข้อ {n}", f"ขอข้อ {n}") for n in range(30))
    objects = drawn(Reply("เลือก", choices=choices))

    assert [line for one in objects for line in seen(one)] == [
        "เลือก",
        *(f"ข้อ {n}" for n in (*range(13, 30), *range(13))),
    ]
    assert [len(bubble["body"]["contents"]) for bubble in objects[1]["contents"]["contents"]] == [8, 8, 1]


def test_choices_alone_are_buttons() -> None:
    (flex,) = drawn(Reply("", choices=(Choice("ก", "ขอ ก"),)))

    assert (flex["altText"], list(seen(flex))) == ("• ขอ ก", ["ก"])


@pytest.mark.parametrize(
    "more",
    [
        {"links": (Link("แบบฟอร์ม", "https://example.org/form"),)},
        {"files": (File("ตาราง.pdf", "application/pdf", "AAAA", base64=True),)},
        {"cards": (Card("", choices=(Choice("รับทราบ", "รับทราบ"),)),)},
    ],
)
def test_the_notification_of_buttons_is_the_first_line_of_what_is_said(more: dict[str, object]) -> None:
    said = Reply("พรุ่งนี้เลื่อนเป็น 10 โมง\nที่ห้องแล็บ", **more)  # type: ignore[arg-type] # fields of Reply

    assert drawn(said)[-1]["altText"].splitlines()[0] == "พรุ่งนี้เลื่อนเป็น 10 โมง"


def test_a_long_text_goes_on_in_the_next_message() -> None:
    texts = [one["text"] for one in drawn(Reply("น้ำ" * 2000 + "\n" + "ก" * 100))]

    assert [len(piece) for piece in texts] == [4998, 1103]
    assert "".join(texts) == "น้ำ" * 2000 + "\n" + "ก" * 100


def test_more_cards_than_one_row_has_room_for_go_on_in_the_next() -> None:
    cards = tuple(replace(SEMINAR, title=f"สัมมนา {n}") for n in range(30))
    rows = drawn(Reply("", cards))

    assert [len(row["contents"]["contents"]) for row in rows] == [12, 12, 6]
    assert [line for row in rows for line in seen(row) if line.startswith("สัมมนา")] == [card.title for card in cards]


def test_more_cards_than_one_call_has_room_for_end_as_text() -> None:
    cards = tuple(replace(SEMINAR, title=f"สัมมนา {n}") for n in range(60))
    objects = drawn(Reply("ทั้งหมด", cards, (Choice("ก", "ก"),)))

    assert [one["type"] for one in objects] == ["text", "flex", "flex", "flex", "text"]
    assert objects[-1]["text"].startswith("สัมมนา 36\nกลุ่ม ก\nวันเวลา: 09.00–10.00 น.\nสถานที่: ห้อง 1\n\nสัมมนา 37\n")
    assert objects[-1]["quickReply"]["items"][0]["action"]["label"] == "ก"


def test_a_card_too_long_for_a_bubble_is_text() -> None:
    cards = (SEMINAR, Card("ยาว", "ก" * 6000, choices=(Choice("ต่อ", "ขอต่อ"),)), SEMINAR)
    objects = drawn(Reply("", cards))

    assert [one["type"] for one in objects] == ["flex", "text", "text", "text", "flex"]
    assert "".join(one["text"] for one in objects[1:4]) == f"ยาว{'ก' * 6000}\n• ขอต่อ"


def test_a_place_without_a_name_or_with_a_long_one_or_nowhere() -> None:
    link = Link("แผนที่", "https://example.org/")
    long = "ที่" * 60
    places = (Place("", "", 13.7, 100.5, link), Place(long, "ถนนโยธี", 13.7, 100.5, link), Place("ไหน", "", 91, 0, link))

    assert [list(seen(one)) for one in drawn(Reply("", places=places))] == [
        ["13.70000, 100.50000", "13.70000, 100.50000"],
        [f"{'ที่' * 33}…", "ถนนโยธี"],
        [f"{long}\nถนนโยธี\nแผนที่: https://example.org/"],
        ["ไหน\nแผนที่: https://example.org/"],
    ]


def test_nothing_gives_the_screen_orders() -> None:
    odd = "ก\x1b[31m\r\n\tข\u202eค"

    assert read(Reply(odd, (Card(odd, choices=(Choice(odd, odd),)),))) == [
        "ก[31m\n ขค",
        "ก[31m\n ขค",
        "ก[31m\n ขค",
        "ก[31m ขค",
    ]

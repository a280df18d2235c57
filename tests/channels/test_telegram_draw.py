"""Telegram: how a reply is drawn, and that whatever is drawn is taken."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.draw import calls
from bot.messages import Card, Choice, File, Image, Link, Place, Reply, tap_data
from bot.thai.text import words
from tests.channels.contract import WHOLE
from tests.channels.telegram_stage import Phone, phone


if TYPE_CHECKING:
    from collections.abc import Iterator


KEY = "1b4e28ba-2fa1-11d2-883f-0016d3cca427"
MAP = Link("แผนที่", "https://example.org/?q=13.7,100.5")


@pytest.fixture(scope="module")
def at() -> Iterator[Phone]:
    with phone() as made:
        yield made


def shown(at: Phone, reply: Reply) -> list[tuple[str, list[list[str]]]]:
    """The messages by which it is shown: text or what there is instead, and the buttons in their rows."""
    before = len(at.messages())
    at.send(reply, KEY)
    return [(_text(message), _rows(message)) for message in at.messages()[before:]]


def _text(message: dict[str, Any]) -> str:
    named = {"text": "", "photo": "photo: ", "venue": "venue: ", "document": "document: "}[message["kind"]]
    said = message["text"] or message.get("document") or message.get("venue", {}).get("title", "")
    return f"{named}{said}"


def _rows(message: dict[str, Any]) -> list[list[str]]:
    rows = (message["reply_markup"] or {}).get("inline_keyboard", [])
    return [[f"{button['text']} → {button.get('url') or button['callback_data']}" for button in row] for row in rows]


def test_a_reply_with_one_of_everything(at: Phone) -> None:
    assert shown(at, WHOLE) == [
        ("วันศุกร์ที่ 4 ตุลาคม 2562 มี 2 รายการค่ะ", []),
        ("photo: แผนผังห้องประชุม", []),
        (
            "1. พิธีเปิด 🙏🏽\nเปิดหลักสูตร\nวันเวลา: 09.00–10.00 น.\nสถานที่: ห้องประชุมใหญ่\n\n2. กำลังคนน้ำใจ\nสถานที่: ห้อง A & <B>",
            [
                [f"1 · แผนที่ → {MAP.url}", f"1 · ใครสอน → {KEY}:0"],
                [f"2 · ที่ไหน → {KEY}:1"],
                ["ทั้งหมด → https://example.org/all", f"พรุ่งนี้ → {KEY}:2"],
            ],
        ),
        ("venue: อุทยานนวัตกรรม", []),
        ("document: ตาราง.ics", []),
    ]


def test_titles_are_bold_and_nothing_else_is(at: Phone) -> None:
    at.send(Reply("<b>ก</b>", cards=(Card("🙏🏽 & <พิธี>", "ข"), Card("พิธีปิด"))), KEY)

    bold = at.messages()[-1]
    assert (bold["text"], bold["entities"]) == (
        "<b>ก</b>\n\n🙏🏽 & <พิธี>\nข\n\nพิธีปิด",
        [{"offset": 10, "length": 13, "type": "bold"}, {"offset": 27, "length": 7, "type": "bold"}],
    )


def test_one_card_and_cards_without_buttons_have_no_numbers(at: Phone) -> None:
    one = Reply("", cards=(Card("พิธีเปิด", choices=(Choice("ที่ไหน", "พิธีเปิดที่ไหน"),)),))

    assert shown(at, one) == [("พิธีเปิด", [[f"ที่ไหน → {KEY}:0"]])]
    cards = (Card("เช้า"), Card("บ่าย", links=(Link("โทร", "tel:1669"),)))
    assert shown(at, Reply("", cards=cards)) == [("เช้า\n\nบ่าย\nโทร: 1669", [])]


def test_choices_are_counted_as_in_the_reply(at: Phone) -> None:
    (_, rows) = shown(at, WHOLE)[2]

    tapped = [button.partition(" → ")[2] for row in rows for button in row if "http" not in button]
    assert tapped == [tap_data(KEY, number) for number in range(len(WHOLE.taps))]


def test_short_buttons_stand_side_by_side_and_long_ones_alone(at: Phone) -> None:
    labels = ("พรุ่งนี้", "ถัดไป", "ทั้งหมด", "ติดต่อเลขานุการหลักสูตร", "ก", "ข")

    reply = Reply("เลือกได้เลยค่ะ", choices=tuple(Choice(label, label) for label in labels))
    assert [[button.partition(" → ")[0] for button in row] for row in shown(at, reply)[0][1]] == [
        ["พรุ่งนี้", "ถัดไป"],
        ["ทั้งหมด"],
        ["ติดต่อเลขานุการหลักสูตร"],
        ["ก", "ข"],
    ]


@pytest.mark.parametrize(
    ("choice", "label"),
    [
        (Choice("ก" * 50, "ก"), "ก" * 29 + "…"),
        (Choice("", "พูด"), "พูด"),
        (Choice(" \n", "\u200b"), "…"),
        (Choice("สอง\nบรรทัด", "ก"), "สอง บรรทัด"),
    ],
)
def test_a_button_is_never_too_long_or_empty(at: Phone, choice: Choice, label: str) -> None:
    assert shown(at, Reply("ก", choices=(choice,))) == [("ก", [[f"{label} → {KEY}:0"]])]


@pytest.mark.parametrize(
    "url",
    ["https://example.org", "http://example.org:8080/ก?ข=1#ค", "HTTPS://EXAMPLE.ORG/", "tg://resolve?domain=nongnat"],
)
def test_links_are_buttons(at: Phone, url: str) -> None:
    assert shown(at, Reply("ก", links=(Link("ดู", url),))) == [("ก", [[f"ดู → {url}"]])]


@pytest.mark.parametrize(
    ("link", "line"),
    [
        (Link("โทรศัพท์", "tel:+6621234567"), "โทรศัพท์: +6621234567"),
        (Link("อีเมล", "mailto:a@example.org"), "อีเมล: a@example.org"),
        (Link("ดู", "http://localhost/"), "ดู: http://localhost/"),
        (Link("ดู", "https://example.org/a b"), "ดู: https://example.org/a b"),
        (Link("ดู", "https://a@example.org"), "ดู: https://a@example.org"),
        (Link("ดู", "javascript:alert(1)"), "ดู: javascript:alert(1)"),
        (Link("", "ftp://example.org"), "ftp://example.org"),
        (Link("ดู", "https://example.org/" + "a" * 3000), "ดู: https://example.org/" + "a" * 3000),
    ],
)
def test_what_no_button_opens_can_be_read(at: Phone, link: Link, line: str) -> None:
    assert shown(at, Reply("ก", links=(link,))) == [(f"ก\n\n{line}", [])]


def test_a_number_that_is_a_fact_already_is_not_said_twice(at: Phone) -> None:
    card = Card("สมชาย", facts=(("โทรศัพท์", "02 123 4567"),), links=(Link("โทรศัพท์", "tel:02 123 4567"),))

    assert shown(at, Reply("", cards=(card,))) == [("สมชาย\nโทรศัพท์: 02 123 4567", [])]


def test_buttons_without_room_can_be_typed(at: Phone) -> None:
    choices = tuple(Choice(f"ข้อ {number}", f"เลือกข้อ {number}") for number in range(101))

    ((text, rows),) = shown(at, Reply("เลือกค่ะ", choices=choices))
    buttons = [button for row in rows for button in row]
    rest = [choice.says for choice in choices[len(buttons) :]]
    assert (80 < len(buttons) <= 100, text) == (True, "\n".join(["เลือกค่ะ\n", *rest]))


def test_a_long_text_is_cut_between_words_and_its_buttons_are_under_the_last(at: Phone) -> None:
    day = "พรุ่งนี้เรียนที่ห้องประชุมใหญ่ชั้นสอง & <อาคาร> หนึ่ง\n"
    messages = shown(at, Reply(day * 200, choices=(Choice("ก", "ก"),)))

    assert [len(text) <= 4096 for text, _ in messages] == [True] * len(messages)
    assert "\n".join(text for text, _ in messages) == (day * 200).strip()
    assert [rows for _, rows in messages] == [[]] * (len(messages) - 1) + [[[f"ก → {KEY}:0"]]]


def test_cards_that_do_not_fit_together_stay_whole(at: Phone) -> None:
    cards = tuple(Card(f"หัวข้อ {number}", "ก" * 1500) for number in range(5))

    assert [text for text, _ in shown(at, Reply("มีดังนี้ค่ะ", cards=cards))] == [
        f"มีดังนี้ค่ะ\n\nหัวข้อ 0\n{'ก' * 1500}\n\nหัวข้อ 1\n{'ก' * 1500}",
        f"หัวข้อ 2\n{'ก' * 1500}\n\nหัวข้อ 3\n{'ก' * 1500}",
        f"หัวข้อ 4\n{'ก' * 1500}",
    ]


def test_more_titles_than_a_message_may_mark_go_into_the_next(at: Phone) -> None:
    assert [len(text.split("\n\n")) for text, _ in shown(at, Reply("", cards=(Card("ก"),) * 130))] == [100, 30]


def test_buttons_are_under_a_picture_where_there_is_no_text(at: Phone) -> None:
    reply = Reply("", images=WHOLE.images, choices=(Choice("ปิด", "ปิด"),))

    assert shown(at, reply) == [("photo: แผนผังห้องประชุม", [[f"ปิด → {KEY}:0"]])]


def test_a_file_is_kept_as_it_is(at: Phone) -> None:
    shown(at, WHOLE)

    document = at.messages()[-1]
    assert (document["document"], document["content"]) == ("ตาราง.ics", WHOLE.files[0].content.encode())


def test_no_reply_gives_a_bot_nothing_to_say(at: Phone) -> None:
    assert shown(at, Reply("\u200b\x1b", cards=(Card(" "),))) == [("…", [])]


ODD = st.text(
    st.one_of(st.sampled_from('กำน้ำ <>&"\n\t\x00\x1b\u200b\u202e🙏🏽\ud83d/@.:'), st.characters()), max_size=40
)
SOME = st.one_of(st.just(""), ODD, ODD.map(lambda text: text * 150))
URLS = st.one_of(
    ODD,
    st.builds("https://{}/{}".format, st.text(string.ascii_letters + ".-", max_size=9), ODD),
    st.sampled_from(["tel:1", "https://example.org"]),
)
CHOICES = st.lists(st.builds(Choice, SOME, SOME), max_size=60).map(tuple)
LINKS = st.lists(st.builds(Link, ODD, URLS), max_size=5).map(tuple)
REPLIES = st.builds(
    Reply,
    SOME,
    st.lists(
        st.builds(Card, SOME, SOME, st.lists(st.tuples(ODD, SOME), max_size=3).map(tuple), CHOICES, LINKS), max_size=4
    ).map(tuple),
    CHOICES,
    LINKS,
    st.lists(st.builds(File, ODD, st.just("text/plain"), st.text(max_size=9)), max_size=1).map(tuple),
    st.lists(st.builds(Image, SOME, st.just("image/png"), st.just(WHOLE.images[0].content)), max_size=1).map(tuple),
    st.lists(
        st.builds(Place, SOME, SOME, st.floats(-90, 90), st.floats(-180, 180), st.just(MAP)),
        max_size=1,
    ).map(tuple),
)


@settings(deadline=None, max_examples=60)  # each is a handful of calls by HTTP
@given(REPLIES)
def test_whatever_is_drawn_is_taken(at: Phone, reply: Reply) -> None:
    before = len(at.telegram.calls)

    at.send(reply, KEY)

    assert {call.status for call in at.telegram.calls[before:]} == {200}
    assert [call.content for call in calls(reply, "", words)] == [call.content for call in calls(reply, KEY, words)]

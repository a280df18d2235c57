"""The terminal."""

from __future__ import annotations

from bot.messages import Card, Choice, Reply
from tests.channels.console_stage import Terminal
from tests.channels.contract import WHOLE


def test_a_reply_is_printed_with_its_choices_numbered() -> None:
    stage = Terminal()

    stage.send(Reply("เรียนวันไหน", choices=(Choice("พรุ่งนี้", "พรุ่งนี้เรียนอะไร"), Choice("วันศุกร์", "วันศุกร์เรียนอะไร"))), "1")

    assert stage.printed == ["เรียนวันไหน\n\n[1] พรุ่งนี้\n[2] วันศุกร์"]


def test_the_choices_of_several_cards_say_whose_they_are() -> None:
    stage = Terminal()
    cards = tuple(Card(title, choices=(Choice("ที่ไหน", f"{title} ที่ไหน"),)) for title in ("พิธีเปิด", "พิธีปิด"))

    stage.send(Reply("", cards), "1")

    assert stage.printed == ["พิธีเปิด\n\nพิธีปิด\n\n[1] พิธีเปิด: ที่ไหน\n[2] พิธีปิด: ที่ไหน"]


def test_a_number_chooses_in_either_digits() -> None:
    stage = Terminal()
    stage.send(WHOLE, "1")

    assert [stage.typed(number) for number in ("1", " 2 ", "๓")] == [
        WHOLE.cards[0].choices[0],
        WHOLE.cards[1].choices[0],
        WHOLE.choices[0],
    ]


def test_a_number_that_is_no_choice_of_the_last_message_is_only_a_number() -> None:
    stage = Terminal()
    stage.send(WHOLE, "1")
    stage.send(Reply("ค่ะ", choices=(Choice("ก", "ข"),)), "2")

    assert stage.typed("3") == Choice("", "3")


def test_a_message_that_comes_again_changes_no_numbers() -> None:
    stage = Terminal()
    stage.send(Reply("ก", choices=(Choice("ก", "ก"),)), "1")
    stage.send(Reply("ข", choices=(Choice("ข", "ข"),)), "2")
    stage.send(Reply("ก", choices=(Choice("ก", "ก"),)), "1")

    assert (stage.typed("1"), stage.printed) == (Choice("ข", "ข"), ["ก\n\n[1] ก", "ข\n\n[1] ข"])


def test_a_reply_gives_the_terminal_no_orders() -> None:
    stage = Terminal()

    stage.send(Reply("ก\x1b[31m\x07\r\x9bข\n\tค 👩🏽\u200d💻"), "1")

    assert stage.printed == ["ก[31mข\n\tค 👩🏽\u200d💻"]

"""Several messages by one reply token: LINE takes five objects in a call, and shows the last one's quick replies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.messages import Card, Choice, Reply, tap_data
from tests.channels.contract import WHOLE
from tests.channels.line_stage import stage


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.port import Outbound, Sent
    from tests.channels.line_stage import Phone


ANSWER = Reply("พรุ่งนี้เรียน 2 หัวข้อค่ะ", choices=(Choice("ที่ไหน", "พรุ่งนี้เรียนที่ไหน"),))
REMINDER = Reply("อีก 30 นาทีจะเริ่มเรียนค่ะ", (Card("Blockchain"),), (Choice("รับทราบ", "รับทราบ"),))
LONG = Reply("\n".join("ก" * 4999 for _ in range(7)))
"""Seven message objects, two calls."""


@pytest.fixture
def phone() -> Iterator[Phone]:
    with stage() as made:
        yield made


def sent(phone: Phone, first: Outbound, *others: Outbound) -> Sent:
    outcome: Sent = phone.run(phone.channel.send(replace(first, along=others)))
    return outcome


def by_token(phone: Phone, reply: Reply, key: str, part: int = 0) -> Outbound:
    return phone.outbound(reply, key, part, token=str(phone.line.say(phone.me, "ถาม")["replyToken"]))


def test_all_are_shown_by_one_call_that_costs_nothing_and_each_has_an_id(phone: Phone) -> None:
    outcome = sent(phone, by_token(phone, ANSWER, "1"), phone.outbound(REMINDER, "2"), phone.outbound(Reply("ก"), "3"))

    shown = phone.line.shown(phone.me)
    assert ([call.path for call in phone.line.calls], phone.line.used) == (["/v2/bot/message/reply"], 0)
    assert [each["type"] for each in shown] == ["text", "text", "flex", "text"]
    first, second, third = (int(each) for each in (outcome.message_id, *outcome.along))
    assert (second - first, third - first) == (1, 3)


def test_every_button_is_under_the_last_and_carries_its_own_messages_key(phone: Phone) -> None:
    first, second = by_token(phone, ANSWER, "1"), phone.outbound(REMINDER, "2")
    sent(phone, first, second)

    quick = [each.get("quickReply", {}).get("items", []) for each in phone.line.shown(phone.me)]
    assert [len(items) for items in quick] == [0, 0, 2]
    labels = [(item["action"]["label"], item["action"]["data"]) for item in quick[-1]]
    assert labels == [("รับทราบ", tap_data(second.key, 0)), ("ที่ไหน", tap_data(first.key, 0))]


def test_of_too_many_buttons_those_of_what_nobody_asked_for_stay(phone: Phone) -> None:
    many = replace(ANSWER, choices=tuple(Choice(f"ปุ่ม {number}", f"ปุ่ม {number}") for number in range(13)))
    sent(phone, by_token(phone, many, "1"), phone.outbound(REMINDER, "2"))

    items = phone.line.shown(phone.me)[-1]["quickReply"]["items"]
    assert [item["action"]["label"] for item in items] == ["รับทราบ", *(f"ปุ่ม {number}" for number in range(12))]


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        ([(ANSWER, 0)], 1),
        ([(ANSWER, 0), (REMINDER, 0), (REMINDER, 0)], 3),
        ([(ANSWER, 0), (REMINDER, 0), (REMINDER, 0), (ANSWER, 0)], 3),
        ([(LONG, 0), (ANSWER, 0)], 1),
        ([(LONG, 1), (ANSWER, 0), (REMINDER, 0), (ANSWER, 0)], 3),
        ([(ANSWER, 0), (LONG, 0), (ANSWER, 0)], 1),
        ([(ANSWER, 0), (Reply(""), 0), (ANSWER, 0)], 3),
    ],
)
def test_what_fits_is_counted_in_message_objects(phone: Phone, parts: list[tuple[Reply, int]], number: int) -> None:
    assert phone.channel.fits(parts) == number


def test_what_fits_is_taken_whole(phone: Phone) -> None:
    parts = [(ANSWER, 0), (LONG, 1), (REMINDER, 0), (WHOLE, 0)]
    number = phone.channel.fits(parts)
    first, *others = (phone.outbound(reply, str(n), part) for n, (reply, part) in enumerate(parts[:number]))
    sent(phone, replace(by_token(phone, ANSWER, "0"), key=first.key), *others)

    assert (number, len(phone.line.shown(phone.me))) == (3, 5)


def test_what_there_is_to_be_seen_goes_without_what_there_is_not(phone: Phone) -> None:
    outcome = sent(phone, by_token(phone, Reply(""), "1"), phone.outbound(Reply("ก"), "2"))

    assert (phone.shown(), outcome.message_id, outcome.along[0].isdecimal()) == ("ก", "", True)


def test_nothing_at_all_is_no_call(phone: Phone) -> None:
    sent(phone, by_token(phone, Reply(""), "1"), phone.outbound(Reply(""), "2"))

    assert phone.line.calls == []

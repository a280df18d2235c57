"""Telegram: what the channel reads of groups, and of buttons that are tapped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address, Inbound
from tests.channels.telegram_stage import RECEIVED, Phone, phone
from tests.channels.test_telegram_read import THEN, private, told, update


if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def at() -> Iterator[Phone]:
    with phone() as made:
        yield made


@pytest.fixture
def hall(at: Phone) -> int:
    """A group with the bot in it."""
    group = at.telegram.group([at.me])
    at.telegram.add(group)
    at.telegram.courier.drop()
    return group


def public(phone: Phone, group: int, message: int, text: str, *, called: bool = False, quoted: str = "") -> Inbound:
    said = private(phone, message, "text", text)
    where = Address("telegram", str(group))
    return replace(said, address=where, group=True, sender=str(phone.me), called=called, quoted=quoted)


def test_a_tap_brings_the_buttons_data(at: Phone, hall: int) -> None:
    at.telegram.tap(at.me, 3, "key:0")
    at.telegram.tap(at.me, 4, "key:1", hall)

    tapped = replace(private(at, 3, "tap", data="key:0"), at=RECEIVED)
    where = Address("telegram", str(hall))
    assert [replace(event, event_id="") for event in at.brought()] == [
        tapped,
        replace(tapped, address=where, message_id="4", data="key:1", group=True, sender=str(at.me)),
    ]


def test_a_group_takes_the_bot_in_moves_and_puts_it_out(at: Phone) -> None:
    group = at.telegram.group([at.me])
    at.telegram.add(group)
    new = at.telegram.migrate(group)
    at.telegram.kick(new)

    inside = Inbound(
        Address("telegram", str(group)), "", "", THEN, kind="joined", group=True, sender=str(at.me), language="th"
    )
    assert told(at) == [
        inside,
        Inbound(Address("telegram", str(group)), "", "", THEN, str(new), "moved", group=True),
        replace(inside, address=Address("telegram", str(new)), kind="left"),
    ]


def test_in_a_group_the_bot_is_called_by_name_by_answer_or_by_command(at: Phone, hall: int) -> None:
    at.send_in(hall, "สวัสดีค่ะ")
    ours = at.telegram.shown(hall)[-1]["message_id"]
    messages = [
        at.telegram.say(at.me, "พรุ่งนี้เรียนอะไร", hall),
        at.telegram.say(at.me, "พรุ่งนี้เรียนอะไร", hall, mention=True),
        at.telegram.say(at.me, "🙏🏽 ช่วยบอกที @NongNat_bot วันนี้เรียนอะไร", hall),
        at.telegram.say(at.me, "/help@nongnat_bot", hall),
        at.telegram.say(at.me, "/start", hall),
        at.telegram.say(at.me, "@somebody_else วันนี้", hall),
        at.telegram.say(at.me, "ที่ไหนนะ", hall, ours),
    ]

    assert told(at) == [
        public(at, hall, messages[0], "พรุ่งนี้เรียนอะไร"),
        public(at, hall, messages[1], "พรุ่งนี้เรียนอะไร", called=True),
        public(at, hall, messages[2], "🙏🏽 ช่วยบอกที วันนี้เรียนอะไร", called=True),
        public(at, hall, messages[3], "/help", called=True),
        public(at, hall, messages[4], "/start"),
        public(at, hall, messages[5], "@somebody_else วันนี้"),
        public(at, hall, messages[6], "ที่ไหนนะ", called=True, quoted=str(ours)),
    ]


def test_a_person_without_a_name_of_their_own_calls_the_bot_in_a_text(at: Phone) -> None:
    bot = {"id": int(at.telegram.token.partition(":")[0]), "is_bot": True, "first_name": "น้องนัด"}
    named = {"offset": 0, "length": 7, "type": "text_mention", "user": bot}
    group = {"id": -5, "type": "supergroup", "title": "รุ่น"}

    (event,) = at.reads(update(text="น้องนัด วันนี้", entities=[named], chat=group))
    assert (event.text, event.called, event.sender) == ("วันนี้", True, "42")


def test_an_administrator_without_a_name_is_heard_and_bots_and_channels_are_not(at: Phone) -> None:
    group = {"id": -5, "type": "supergroup", "title": "รุ่น"}
    bot = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    linked = {"id": -9, "type": "channel", "title": "ข่าว"}
    bodies = [
        update(text="ก", chat=group, sender_chat=group, **{"from": bot}),
        update(text="ก", chat=group, **{"from": bot}),
        update(text="ก", chat=group, sender_chat=linked, is_automatic_forward=True, **{"from": bot}),
        update(text="ก", chat=linked, sender_chat=linked),
    ]

    assert [[event.sender for event in at.reads(body)] for body in bodies] == [[""], [], [], []]

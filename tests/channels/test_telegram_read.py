"""Telegram: what the channel reads of what people do in private."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.channels.telegram import TelegramChannel
from bot.errors import Forged
from bot.messages import Address, Attached, Inbound, Spot
from tests.channels.telegram_stage import RECEIVED, Phone, phone
from tests.fakes.telegram import SECRET


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages import Kind


HEADER = "x-telegram-bot-api-secret-token"
THEN = datetime(2019, 10, 4, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def at() -> Iterator[Phone]:
    with phone() as made:
        yield made


def told(phone: Phone) -> list[Inbound]:
    """What the channel reads of everything that happened, with what differs each time left out: event and time."""
    return [replace(event, event_id="", at=THEN) for event in phone.brought()]


def private(phone: Phone, message: int, kind: Kind, text: str = "", data: str = "") -> Inbound:
    where = Address("telegram", str(phone.me))
    return Inbound(where, "", text, THEN, data, kind, message_id=str(message) if message else "", language="th")


def update(**content: Any) -> bytes:
    """A message of 4 October 2019 in a private chat, with `content` over it."""
    user = {"id": 42, "is_bot": False, "first_name": "สมหญิง"}
    message = {"message_id": 7, "date": int(THEN.timestamp()), "chat": {"id": 42, "type": "private"}, "from": user}
    return json.dumps({"update_id": 11, "message": message | content}).encode()


def test_a_message_says_who_where_and_when(at: Phone) -> None:
    user = {"id": 42, "is_bot": False, "first_name": "สมหญิง", "language_code": "en-GB"}

    assert at.reads(update(text="พรุ่งนี้เรียนอะไร", **{"from": user})) == [
        Inbound(Address("telegram", "42"), "11", "พรุ่งนี้เรียนอะไร", THEN, kind="text", message_id="7", language="en")
    ]


@pytest.mark.parametrize(("code", "language"), [("th", "th"), ("TH-th", "th"), ("en", "en"), ("fr", ""), (None, "")])
def test_languages_are_those_that_the_bot_speaks(at: Phone, code: str | None, language: str) -> None:
    user = {"id": 42, "is_bot": False, "first_name": "สมหญิง"} | ({"language_code": code} if code else {})

    assert [event.language for event in at.reads(update(text="ก", **{"from": user}))] == [language]


def test_whatever_is_sent_has_its_kind(at: Phone) -> None:
    telegram, me = at.telegram, at.me
    ids = [
        telegram.say(me, "/help"),
        telegram.sticker(me),
        telegram.photo(me),
        telegram.photo(me, "ที่นี่ใช่ไหม"),
        telegram.voice(me),
        telegram.document(me),
        telegram.pin(me, 13.7, 100.5),
        telegram.contact(me),
    ]

    pinned = replace(private(at, ids[6], "location"), spot=Spot(13.7, 100.5))
    assert [replace(event, attached=None) for event in told(at)] == [
        private(at, ids[0], "text", "/help"),
        private(at, ids[1], "sticker"),
        private(at, ids[2], "photo"),
        private(at, ids[3], "photo", "ที่นี่ใช่ไหม"),
        private(at, ids[4], "voice"),
        private(at, ids[5], "file"),
        pinned,
        private(at, ids[7], "contact"),
    ]


def size(file_id: str, width: int, file_size: int | None = None) -> dict[str, Any]:
    made = {"file_id": file_id, "file_unique_id": file_id, "width": width, "height": width}
    return made if file_size is None else made | {"file_size": file_size}


def test_of_a_photo_the_largest_that_is_fetched_counts_and_of_a_file_its_name(at: Phone) -> None:
    sizes = [size("s", 90, 900), size("l", 1280, 5_242_880), size("xl", 2560, 5_242_881), size("m", 320)]
    document = {"file_id": "d", "file_unique_id": "d", "file_name": "กำหนดการ.pdf", "mime_type": "application/pdf"}

    assert [
        event.attached for body in (update(photo=sizes), update(document=document)) for event in at.reads(body)
    ] == [
        Attached("l", size=5_242_880),
        Attached("d", "กำหนดการ.pdf"),
    ]


def test_a_photo_of_which_every_size_is_too_large_is_still_a_photo(at: Phone) -> None:
    (found,) = at.reads(update(photo=[size("xl", 2560, 5_242_881)]))

    assert (found.kind, found.attached) == ("photo", None)


@pytest.mark.parametrize(
    ("content", "spot"),
    [
        ({"location": {"latitude": 13.7, "longitude": 100.5}}, Spot(13.7, 100.5)),
        (
            {
                "location": {"latitude": 13.7, "longitude": 100.5},
                "venue": {
                    "location": {"latitude": 13.7, "longitude": 100.5},
                    "title": "ห้องแล็บ",
                    "address": "ถนนโยธี",
                },
            },
            Spot(13.7, 100.5, "ห้องแล็บ", "ถนนโยธี"),
        ),
        ({"location": {"latitude": 13.7, "longitude": 100.5, "live_period": 900}}, None),
        ({"location": {"latitude": 91, "longitude": 100.5}}, None),
    ],
    ids=["pin", "venue", "moving", "nowhere"],
)
def test_a_place_that_was_sent(at: Phone, content: dict[str, Any], spot: Spot | None) -> None:
    assert [(event.kind, event.spot) for event in at.reads(update(**content))] == [("location", spot)]


FILE = {"file_id": "f", "file_unique_id": "u", "duration": 3, "width": 9, "height": 9, "length": 9}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"video": FILE}, "video"),
        ({"video_note": FILE}, "voice"),
        ({"audio": FILE}, "voice"),
        ({"animation": FILE, "document": FILE}, "video"),
        (
            {
                "location": {"latitude": 1, "longitude": 2},
                "venue": {"location": {"latitude": 1, "longitude": 2}, "title": "ก", "address": "ข"},
            },
            "location",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value,
)
def test_other_kinds(at: Phone, content: dict[str, Any], kind: Kind) -> None:
    said = [replace(event, spot=None) for event in at.reads(update(**content))]
    assert said == [Inbound(Address("telegram", "42"), "11", "", THEN, "", kind, message_id="7")]


@pytest.mark.parametrize(
    ("text", "payload"),
    [("/start", ""), ("/start K7PM4XQD", "K7PM4XQD"), ("/start@nongnat_bot K7PM4XQD ", "K7PM4XQD")],
)
def test_start_opens_the_chat_with_what_its_link_carried(at: Phone, text: str, payload: str) -> None:
    message = at.telegram.say(at.me, text)

    assert told(at) == [private(at, message, "started", data=payload)]


def test_what_only_begins_like_start_is_said(at: Phone) -> None:
    messages = [at.telegram.say(at.me, text) for text in ("/starter", "start", "ดู /start")]

    assert told(at) == [
        private(at, messages[0], "text", "/starter"),
        private(at, messages[1], "text", "start"),
        private(at, messages[2], "text", "ดู /start"),
    ]


def test_an_answer_quotes_and_an_edit_changes(at: Phone) -> None:
    first = at.telegram.say(at.me, "วันนี้")
    second = at.telegram.say(at.me, "อันนี้", reply_to=first)
    at.telegram.edit(at.me, first, "พรุ่งนี้")

    assert told(at) == [
        private(at, first, "text", "วันนี้"),
        replace(private(at, second, "text", "อันนี้"), quoted=str(first)),
        private(at, first, "edited", "พรุ่งนี้"),
    ]


def test_an_edit_is_of_the_time_when_it_was_made(at: Phone) -> None:
    body = update(text="ก", edit_date=int(THEN.timestamp()) + 60).replace(b'"message":', b'"edited_message":')

    assert [(event.kind, event.at) for event in at.reads(body)] == [("edited", THEN.replace(minute=1))]


def test_blocking_closes_a_chat_and_unblocking_opens_it(at: Phone) -> None:
    at.telegram.block(at.me)
    at.telegram.unblock(at.me)

    assert told(at) == [private(at, 0, "blocked"), private(at, 0, "started")]


@pytest.mark.parametrize(
    ("secret", "given"),
    [("s3cret", None), ("s3cret", ""), ("s3cret", "s3cre"), ("s3cret", "ลับ"), ("", ""), ("", None)],
)
def test_a_body_without_the_secret_is_forged_whatever_is_in_it(secret: str, given: str | None) -> None:
    channel = TelegramChannel("1:a", secret, "http://127.0.0.1:9", str.split)
    headers = {} if given is None else {HEADER: given}

    for body in (update(text="ก"), b"not JSON"):
        with pytest.raises(Forged):
            channel.read(body, headers, RECEIVED)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"[" * 100_000,
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b'{"update_id": 1}',
        b'{"message": {}}',
        b'{"update_id": 1, "message": 5}',
        b'{"update_id": 1, "channel_post": {}}',
        b'{"update_id": 1, "from_the_future": {"message": {}}}',
        update(),
        update(text=5),
        update(text=["ก"]),
        update(text="ก", date=10**18),
        update(text="ก", chat={"id": "me", "type": "private"}),
        update(text="ก", chat={"id": 5, "type": "of the future"}),
        update(new_chat_title="รุ่น 2"),
        update(pinned_message={"message_id": 3, "date": 0, "chat": {"id": 42, "type": "private"}}),
    ],
)
def test_what_is_odd_is_nothing(at: Phone, body: bytes) -> None:
    assert at.channel.read(body, {HEADER: SECRET}, RECEIVED) == []


def test_letters_that_no_store_takes_are_left_out(at: Phone) -> None:
    assert [event.text for event in at.reads(update(text="ก\x00\ud83dข🙏🏽"))] == ["ก\ufffdข🙏🏽"]

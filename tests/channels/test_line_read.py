"""What LINE's webhook brings, as it is read."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.channels.line.read import read
from bot.errors import Forged
from bot.messages import Address, Attached, Inbound, Spot
from tests.fakes import line_events as events
from tests.fakes.line_hook import signed


if TYPE_CHECKING:
    from bot.messages import Kind

    Json = dict[str, Any]


SECRET = "line-secret"  # noqa: S105 - made up
USER = "U" + "1" * 32
GROUP = "C" + "2" * 32
ROOM = "R" + "3" * 32
NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def reads(*happened: Json, received: datetime = NOON) -> list[Inbound]:
    return reads_body(json.dumps({"destination": USER, "events": happened}).encode(), received)


def reads_body(body: bytes, received: datetime = NOON) -> list[Inbound]:
    return read(SECRET, body, {"x-line-signature": signed(SECRET, body)}, received)


def event(kind: str, where: Json | None = None, **more: Any) -> Json:
    made = events.event(kind, NOON.timestamp(), where or events.source(USER), **more)
    return {**made, "webhookEventId": "01ID"} | ({"replyToken": "token"} if "replyToken" in made else {})


def test_a_message_has_all_that_is_known_of_it() -> None:
    said = {**events.text("325708", "วันนี้เรียนอะไร 🙏🏽", quote="325700"), "text": "วันนี้เรียนอะไร 🙏🏽"}

    assert reads(event("message", message=said)) == [
        Inbound(
            Address("line", USER),
            "01ID",
            "วันนี้เรียนอะไร 🙏🏽",
            NOON,
            message_id="325708",
            quoted="325700",
            reply_token="token",  # noqa: S106 - made up
            reply_until=NOON + timedelta(seconds=50),
        )
    ]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (events.sticker("1"), "sticker"),
        (events.photo("1"), "photo"),
        (events.voice("1"), "voice"),
        (events.video("1"), "video"),
        (events.file("1", "ใบลา.pdf", 9), "file"),
        (events.pin("1", 13.7, 100.5), "location"),
    ],
)
def test_what_is_no_text_has_its_kind(content: Json, kind: Kind) -> None:
    (found,) = reads(event("message", message=content))

    assert (found.kind, found.text, found.message_id, found.reply_token) == (kind, "", "1", "token")


@pytest.mark.parametrize(
    ("content", "attached"),
    [
        (events.photo("1"), Attached("1")),
        (events.file("1", "กำหนดการ.pdf", 9), Attached("1", "กำหนดการ.pdf", 9)),
        ({**events.file("1", "x", 9), "fileName": None, "fileSize": "9"}, Attached("1")),
        ({**events.photo("1"), "contentProvider": {"type": "external"}}, None),
        (events.video("1"), None),
    ],
    ids=["photo", "file", "nameless", "elsewhere", "video"],
)
def test_what_comes_with_a_message_can_be_fetched(content: Json, attached: Attached | None) -> None:
    (found,) = reads(event("message", message=content))

    assert found.attached == attached


@pytest.mark.parametrize(
    ("more", "spot"),
    [
        ({"title": "ห้องแล็บ", "address": "ถนนโยธี"}, Spot(13.7, 100.5, "ห้องแล็บ", "ถนนโยธี")),
        ({"title": None, "address": None}, Spot(13.7, 100.5)),
        ({"latitude": 91}, None),
        ({"longitude": float("nan")}, None),
        ({"longitude": "100.5"}, None),
    ],
)
def test_a_place_that_was_sent(more: Json, spot: Spot | None) -> None:
    (found,) = reads(event("message", message={**events.pin("1", 13.7, 100.5), **more}))

    assert (found.kind, found.spot) == ("location", spot)


@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        (event("postback", postback={"data": "k:0"}), ("tap", "", "k:0", "", "token")),
        (
            event("postback", postback={"data": "d", "params": {"date": "2026-11-21"}}),
            ("tap", "", "d", "", "token"),
        ),
        (event("follow", follow={"isUnblocked": True}), ("started", "", "", "", "token")),
        (event("unfollow", token=False), ("blocked", "", "", "", "")),
        (event("unsend", token=False, unsend={"messageId": "9"}), ("unsent", "", "", "9", "")),
        (event("messageEdited", message=events.text("9", "ใหม่")), ("edited", "ใหม่", "", "9", "token")),
    ],
)
def test_what_is_done_has_its_kind(happened: Json, expected: tuple[str, ...]) -> None:
    (found,) = reads(happened)

    assert (found.kind, found.text, found.data, found.message_id, found.reply_token) == expected


@pytest.mark.parametrize("kind", ["join", "leave"])
def test_the_bot_comes_and_goes(kind: str) -> None:
    (found,) = reads(event(kind, events.source("", GROUP), token=kind == "join"))

    assert (found.kind, found.address.chat, found.group) == ({"join": "joined", "leave": "left"}[kind], GROUP, True)


@pytest.mark.parametrize(
    ("where", "chat", "sender"),
    [
        (events.source(USER, GROUP), GROUP, USER),
        (events.source("", GROUP), GROUP, ""),
        ({"type": "room", "roomId": ROOM, "userId": USER}, ROOM, USER),
    ],
)
def test_in_a_group_the_chat_is_the_group(where: Json, chat: str, sender: str) -> None:
    (found,) = reads(event("message", where, message=events.text("1", "สวัสดี")))

    assert (found.address.chat, found.sender, found.group, found.called) == (chat, sender, True, False)


def test_the_bot_is_named_and_its_name_is_no_part_of_the_question() -> None:
    said = events.text("1", "พรุ่งนี้เรียนอะไร", mention=USER)
    (found,) = reads(event("message", events.source(USER, GROUP), message=said))

    assert (found.called, found.text) == (True, " พรุ่งนี้เรียนอะไร")


def test_names_are_found_by_the_count_that_line_counts_by() -> None:
    mentions = [
        {"index": 3, "length": 4, "type": "user", "isSelf": True},
        {"index": 8, "length": 6, "type": "user", "isSelf": False},
        {"index": 15, "length": 4, "type": "user", "isSelf": True},
    ]
    said = {"type": "text", "id": "1", "text": "🙏 @นัด @สมศรี @นัด ที่ไหน", "mention": {"mentionees": mentions}}
    (found,) = reads(event("message", events.source(USER, GROUP), message=said))

    assert (found.called, found.text) == (True, "🙏  @สมศรี  ที่ไหน")


def test_everybody_is_not_the_bot() -> None:
    said = {
        "type": "text",
        "id": "1",
        "text": "@All",
        "mention": {"mentionees": [{"index": 0, "length": 4, "type": "all"}]},
    }
    (found,) = reads(event("message", events.source(USER, GROUP), message=said))

    assert (found.called, found.text) == (False, "@All")


@pytest.mark.parametrize(
    ("age", "redelivered", "until"),
    [
        (MINUTE * 0, False, NOON + timedelta(seconds=50)),
        (timedelta(seconds=20), False, NOON + timedelta(seconds=30)),
        (-MINUTE, False, NOON + timedelta(seconds=50)),
        (MINUTE * 19, True, NOON + timedelta(seconds=50)),
        (MINUTE * 21, True, None),
    ],
    ids=["at once", "late", "by a fast clock", "again", "again, too late"],
)
def test_a_reply_token_is_young_for_so_long(
    age: timedelta,
    redelivered: bool,  # noqa: FBT001 - pytest passes it by name
    until: datetime | None,
) -> None:
    happened = event("message", message=events.text("1", "ค่ะ"))
    happened["timestamp"] = int((NOON - age).timestamp() * 1000)
    happened["deliveryContext"] = {"isRedelivery": redelivered}
    (found,) = reads(happened)

    assert (found.reply_until, found.reply_token) == (until, "token" if until else "")


def test_events_are_read_in_the_order_in_which_they_happened() -> None:
    first, second, third = (event("message", message=events.text(name, name)) for name in "abc")
    first["timestamp"] += 1

    assert [found.text for found in reads(first, second, third)] == ["b", "c", "a"]


@pytest.mark.parametrize(
    "happened",
    [
        event("message", message=events.text("1", "ค่ะ")) | {"mode": "standby"},
        event("memberJoined", events.source("", GROUP), joined={"members": []}),
        event("beacon", beacon={"hwid": "d41d8cd98f", "type": "enter"}),
        event("message", message={"type": "hologram", "id": "1"}),
        event("message", {"type": "user"}, message=events.text("1", "ค่ะ")),
        event("message", {"type": "planet", "userId": USER}, message=events.text("1", "ค่ะ")),
        {},
        {"type": "message"},
    ],
    ids=["standby", "others", "beacon", "new type", "nobody", "nowhere", "nothing", "no more than a type"],
)
def test_what_needs_no_answer_is_nothing(happened: Json) -> None:
    good = event("message", message=events.text("1", "ค่ะ"))

    assert reads(happened, good) == reads(good)


@pytest.mark.parametrize("missing", ["deliveryContext", "mode", "timestamp"])
def test_what_is_missing_takes_nothing_else_away(missing: str) -> None:
    happened = event("message", message=events.text("1", "ค่ะ"))
    whole = reads(happened)
    del happened[missing]

    assert reads(happened) == whole


def test_an_event_without_an_id_gets_one_of_its_own() -> None:
    first, second = (event("message", message=events.text(name, "ค่ะ")) for name in "ab")
    del first["webhookEventId"], second["webhookEventId"]
    ids = [found.event_id for found in reads(first, second)]

    again = [found.event_id for found in reads(first, second, received=NOON + MINUTE)]
    assert (len(set(ids)), again) == (2, ids)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"events": {}}',
        b'{"events": [1, [], null]}',
        b'{"events": []}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_a_body_without_events_is_nothing(body: bytes) -> None:
    assert reads_body(body) == []


@pytest.mark.parametrize("signature", [None, "", "เท็จ", signed(SECRET, b"{}"), signed("other", b'{"events": []}')])
def test_a_body_that_line_did_not_sign_is_forged(signature: str | None) -> None:
    headers = {"x-line-signature": signature} if signature is not None else {}

    with pytest.raises(Forged):
        read(SECRET, b'{"events": []}', headers, NOON)


def test_without_a_secret_everything_is_forged() -> None:
    with pytest.raises(Forged):
        read("", b"{}", {"x-line-signature": signed("", b"{}")}, NOON)


def test_half_a_letter_does_not_reach_the_store() -> None:
    (found,) = reads_body(json.dumps({"events": [event("message", message=events.text("1", "ก\ud83d\0ข"))]}).encode())

    assert found.text == "ก\ufffdข"

"""Each limit of LINE's, kept just and just overstepped."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes import line_contract, line_models
from tests.fakes.line_rules import faults_in


LONGEST_LABEL = "น้ำ" * 20
NOTHING: dict[str, Any] = {}


def text(said: str = "ก", **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": said, **more}


def postback(**more: Any) -> dict[str, Any]:
    return {"type": "postback", "label": "ก", "data": "d", **more}


def quick(*actions: dict[str, Any]) -> dict[str, Any]:
    return text(quickReply={"items": [{"type": "action", "action": action} for action in actions]})


def button(**more: Any) -> dict[str, Any]:
    return flex({"type": "button", "action": {**postback(), **more}})


def box(*contents: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "box", "layout": "vertical", "contents": list(contents), **more}


def bubble(*contents: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "bubble", "body": box(*contents), **more}


def wrapped(container: dict[str, Any], alt: str = "ก") -> dict[str, Any]:
    return {"type": "flex", "altText": alt, "contents": container}


def flex(*contents: dict[str, Any], **more: Any) -> dict[str, Any]:
    return wrapped(bubble(*contents, **more))


def carousel(*bubbles: dict[str, Any]) -> dict[str, Any]:
    return wrapped({"type": "carousel", "contents": list(bubbles)})


def image(url: str, preview: str = "https://example.org/b.png") -> dict[str, Any]:
    return {"type": "image", "originalContentUrl": url, "previewImageUrl": preview}


def place(**more: Any) -> dict[str, Any]:
    return {"type": "location", "title": "ก", "address": "ข", "latitude": 13.7, "longitude": 100.5, **more}


def uri(address: str) -> dict[str, Any]:
    return quick({"type": "uri", "label": "ก", "uri": address})


def picker(**more: Any) -> dict[str, Any]:
    return quick({"type": "datetimepicker", "label": "ก", "data": "d", "mode": "date", **more})


TAKEN = [
    text("ก" * 5000),
    text("😀" * 2500),
    text(sender={"name": "น้องนัด"}),
    {"type": "textV2", "text": "{who} คะ", "substitution": {"who": {"type": "mention", "mentionee": {"type": "all"}}}},
    quick(*[postback(label=LONGEST_LABEL)] * 13),
    quick({"type": "location", "label": "ก"}, {"type": "camera", "label": "ก"}),
    quick(postback(data="d" * 300, displayText="น้ำ" * 300)),
    quick(postback(inputOption="openKeyboard", fillInText="ลา")),
    quick({"type": "message", "label": "ก", "text": "ก"}, {"type": "clipboard", "label": "ก", "clipboardText": "ก"}),
    uri("tel:+6621234567"),
    uri("line://ti/p/x"),
    uri("http://example.org/?q=1"),
    picker(initial="2026-11-22", min="2026-11-01", max="2026-12-01"),
    flex({"type": "text", "text": "ก", "wrap": True, "size": "lg", "color": "#1A2B3C", "flex": 0, "margin": "8px"}),
    flex({"type": "text", "contents": [{"type": "span", "text": "ก", "weight": "bold"}]}),
    flex(box({"type": "icon", "url": "https://example.org/i.png"}, layout="baseline"), {"type": "separator"}),
    flex({"type": "image", "url": "https://example.org/a.png", "size": "full", "aspectRatio": "20:13"}),
    flex(box(), size="giga", styles={"body": {"backgroundColor": "#FFFFFF"}}, action=postback()),
    wrapped(bubble(), "ก" * 1500),
    button(label=LONGEST_LABEL),
    carousel(*[bubble({"type": "text", "text": "ก"})] * 12),
    image("https://example.org/a.png"),
    image("http://127.0.0.1:8000/a.png", "http://localhost:8000/b.png"),
    place(title="ก" * 100, address="ข" * 100, latitude=-90, longitude=180),
    {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    {
        "type": "video",
        "originalContentUrl": "https://example.org/v.mp4",
        "previewImageUrl": "https://example.org/v.png",
    },
    {"type": "audio", "originalContentUrl": "https://example.org/a.m4a", "duration": 3000},
    {
        "type": "template",
        "altText": "ก",
        "template": {"type": "confirm", "text": "ไหม", "actions": [postback(), postback()]},
    },
]

BODY = "messages[0].contents.body"
ACTION = "messages[0].quickReply.items[0].action"
REFUSED = [
    (text(""), "messages[0].text"),
    (text(" \n"), "messages[0].text"),
    (text("ก" * 5001), "messages[0].text"),
    (text("😀" * 2501), "messages[0].text"),
    (text(5), "messages[0].text"),  # type: ignore[arg-type] # which is the point
    ({"type": "text"}, "messages[0].text"),
    (text(sender={"name": "LINE Bot"}), "messages[0].sender.name"),
    (text(sender={"name": "ก" * 21}), "messages[0].sender.name"),
    (text(colour="red"), "messages[0].colour"),
    ({"type": "hologram"}, "messages[0].type"),
    (NOTHING, "messages[0].type"),
    (quick(), "messages[0].quickReply.items"),
    (quick(*[postback()] * 14), "messages[0].quickReply.items"),
    (text(quickReply={"items": [{"action": postback()}]}), "messages[0].quickReply.items[0].type"),
    (quick(postback(label="")), f"{ACTION}.label"),
    (quick({"type": "location"}), f"{ACTION}.label"),
    (quick(postback(label=f"{LONGEST_LABEL}ก")), f"{ACTION}.label"),
    (quick(postback(data="")), f"{ACTION}.data"),
    (quick(postback(data="d" * 301)), f"{ACTION}.data"),
    (quick(postback(displayText="ก" * 301)), f"{ACTION}.displayText"),
    (quick(postback(displayText="ก", text="ก")), f"{ACTION}.text"),
    (quick(postback(fillInText="ก")), f"{ACTION}.fillInText"),
    (quick({"type": "message", "label": "ก", "text": "ก" * 301}), f"{ACTION}.text"),
    (quick({"type": "clipboard", "label": "ก", "clipboardText": ""}), f"{ACTION}.clipboardText"),
    (quick({"type": "richmenuswitch", "label": "ก", "richMenuAliasId": "a", "data": "d"}), f"{ACTION}.type"),
    (uri("javascript:alert(1)"), f"{ACTION}.uri"),
    (uri("example.org"), f"{ACTION}.uri"),
    (uri("https://example.org/ก"), f"{ACTION}.uri"),
    (uri(f"https://example.org/{'a' * 1000}"), f"{ACTION}.uri"),
    (picker(mode="week"), f"{ACTION}.mode"),
    (picker(initial="22/11/2569"), f"{ACTION}.initial"),
    (picker(min="2026-12-01", max="2026-11-01"), f"{ACTION}.min"),
    (wrapped(bubble(), ""), "messages[0].altText"),
    (wrapped(bubble(), "ก" * 1501), "messages[0].altText"),
    ({"type": "flex", "altText": "ก"}, "messages[0].contents"),
    (wrapped({"type": "balloon", "body": box()}), "messages[0].contents.type"),
    (wrapped({"type": "bubble"}), "messages[0].contents"),
    (flex(size="huge"), "messages[0].contents.size"),
    (flex(*[{"type": "text", "text": "ก" * 400}] * 13), "messages[0].contents"),
    (carousel(), "messages[0].contents.contents"),
    (carousel(*[bubble()] * 13), "messages[0].contents.contents"),
    (carousel(*[bubble({"type": "text", "text": "ก" * 1500})] * 6), "messages[0].contents"),
    (carousel(bubble(size="kilo"), bubble()), "messages[0].contents.contents"),
    (wrapped({"type": "bubble", "body": {"type": "box", "contents": []}}), f"{BODY}.layout"),
    (wrapped({"type": "bubble", "body": {"type": "box", "layout": "vertical"}}), f"{BODY}.contents"),
    (wrapped({"type": "bubble", "body": {"type": "text", "text": "ก"}}), f"{BODY}.type"),
    (flex({"type": "text", "text": ""}), f"{BODY}.contents[0].text"),
    (flex({"type": "text"}), f"{BODY}.contents[0].text"),
    (flex({"type": "text", "text": "ก", "wrap": "yes"}), f"{BODY}.contents[0].wrap"),
    (flex({"type": "text", "text": "ก", "size": "huge"}), f"{BODY}.contents[0].size"),
    (flex({"type": "text", "text": "ก", "color": "red"}), f"{BODY}.contents[0].color"),
    (flex({"type": "text", "text": "ก", "weight": "heavy"}), f"{BODY}.contents[0].weight"),
    (flex({"type": "text", "text": "ก", "bogus": 1}), f"{BODY}.contents[0].bogus"),
    (flex({"type": "text", "text": "ก", "flex": -1}), f"{BODY}.contents[0].flex"),
    (flex({"type": "span", "text": "ก"}), f"{BODY}.contents[0].type"),
    (flex({"type": "icon", "url": "https://example.org/i.png"}), f"{BODY}.contents[0].type"),
    (flex({"type": "image"}), f"{BODY}.contents[0].url"),
    (flex({"type": "image", "url": "http://example.org/a.png"}), f"{BODY}.contents[0].url"),
    (flex({"type": "button"}), f"{BODY}.contents[0].action"),
    (button(label=f"{LONGEST_LABEL}ก"), f"{BODY}.contents[0].action.label"),
    (flex({"type": "button", "action": {"type": "uri", "uri": "https://a"}}), f"{BODY}.contents[0].action.label"),
    (flex({"type": "text", "text": "ก", "action": {"type": "camera"}}), f"{BODY}.contents[0].action.type"),
    (image("http://example.org/a.png"), "messages[0].originalContentUrl"),
    (image("data:image/png;base64,AAAA"), "messages[0].originalContentUrl"),
    (image("https://example.org/a.png", ""), "messages[0].previewImageUrl"),
    (image(f"https://example.org/{'a' * 2000}"), "messages[0].originalContentUrl"),
    (place(title=""), "messages[0].title"),
    (place(address="ก" * 101), "messages[0].address"),
    (place(latitude=90.1), "messages[0].latitude"),
    (place(longitude="100"), "messages[0].longitude"),
    ({"type": "sticker", "packageId": "446"}, "messages[0].stickerId"),
    ({"type": "audio", "originalContentUrl": "https://example.org/a.m4a"}, "messages[0].duration"),
    (
        {"type": "template", "altText": "ก", "template": {"type": "confirm", "text": "ไหม", "actions": [postback()]}},
        "messages[0].template.actions",
    ),
]


@pytest.mark.parametrize("message", TAKEN)
def test_what_is_just_within_every_limit_is_taken(message: dict[str, Any]) -> None:
    assert faults_in({"messages": [message]}, "ValidateMessageRequest") == []


@pytest.mark.parametrize(("message", "place"), REFUSED)
def test_what_is_just_without_is_refused_and_said_where(message: dict[str, Any], place: str) -> None:
    found = [where for where, _ in faults_in({"messages": [message]}, "ValidateMessageRequest")]
    assert place in found


@pytest.mark.parametrize(
    ("request_", "body", "place"),
    [
        ("PushMessageRequest", {"to": "U", "messages": []}, "messages"),
        ("PushMessageRequest", {"to": "U", "messages": [text()] * 6}, "messages"),
        ("PushMessageRequest", {"to": "U", "messages": "ก"}, "messages"),
        ("PushMessageRequest", {"to": "U", "messages": ["ก"]}, "messages"),
        ("PushMessageRequest", {"messages": [text()]}, "to"),
        ("PushMessageRequest", {"to": ["U"], "messages": [text()]}, "to"),
        ("PushMessageRequest", {"to": "U", "messages": [text()], "notificationDisabled": "no"}, "notificationDisabled"),
        ("PushMessageRequest", {"to": "U", "messages": [text()], "retryKey": "1"}, "retryKey"),
        ("ReplyMessageRequest", {"messages": [text()]}, "replyToken"),
        ("ReplyMessageRequest", {"to": "U", "replyToken": "1", "messages": [text()]}, "to"),
        ("MulticastRequest", {"to": "U", "messages": [text()]}, "to"),
        ("MulticastRequest", {"to": [], "messages": [text()]}, "to"),
        ("MulticastRequest", {"to": ["U"] * 501, "messages": [text()]}, "to"),
    ],
)
def test_a_request_is_whole(request_: str, body: dict[str, Any], place: str) -> None:
    assert [where for where, _ in faults_in(body, request_)] == [place]


def test_what_the_client_of_line_would_lose_is_found_by_its_models_alone() -> None:
    message = flex({"type": "text", "text": "ก", "bogus": 1})
    assert list(line_models.faults({"messages": [message]}, "ValidateMessageRequest")) == [
        (f"{BODY}.contents[0].bogus", "unknown to line-bot-sdk")
    ]


@pytest.mark.parametrize("message", TAKEN)
def test_the_contract_takes_what_is_taken(message: dict[str, Any]) -> None:
    if not line_contract.CONTRACTS.is_dir():
        pytest.skip("LINE's contract is not at hand beside the repository")
    assert list(line_contract.faults({"messages": [message]}, "ValidateMessageRequest")) == []


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ({"type": "hologram"}, "messages[0].type"),
        ({"text": "ก"}, "messages[0]"),
        ({"type": "text"}, "messages[0]"),
        (flex({"type": "text", "text": "ก", "bogus": 1}), f"{BODY}.contents[0]"),
        (flex({"type": "text", "text": "ก", "wrap": "yes"}), f"{BODY}.contents[0].wrap"),
        (flex({"type": "button"}), f"{BODY}.contents[0]"),
        (quick(*[postback()] * 14), "messages[0].quickReply.items"),
    ],
)
def test_the_contract_reaches_into_every_kind_of_thing(message: dict[str, Any], place: str) -> None:
    if not line_contract.CONTRACTS.is_dir():
        pytest.skip("LINE's contract is not at hand beside the repository")
    found = line_contract.faults({"messages": [message]}, "ValidateMessageRequest")
    assert [where for where, _ in found] == [place]

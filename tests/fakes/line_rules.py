"""What LINE refuses in a request that sends: by the limits of its documentation, its own client's models, its contract.

The places of what is wrong are as LINE names them, such as `messages[0].quickReply.items[2].action.label`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tests.fakes import line_contract, line_models
from tests.fakes.line_actions import action_faults, quick_reply_faults
from tests.fakes.line_flex import flex_faults
from tests.fakes.line_limits import letters, link, listed, number, one_of, words


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.fakes.line_limits import Wrong


_MOST_MESSAGES = 5
_MOST_USERS = 500
_ALWAYS = {"messages", "notificationDisabled"}
_KNOWN = {
    "ReplyMessageRequest": _ALWAYS | {"replyToken"},
    "PushMessageRequest": _ALWAYS | {"to"},
    "MulticastRequest": _ALWAYS | {"to"},
    "ValidateMessageRequest": {"messages"},
}


def faults_in(body: dict[str, Any], request: str) -> list[Wrong]:
    """Everything wrong in the body of a `request`, which is named as LINE's OpenAPI description names it.

    What our own rules find comes alone; the models and the contract are asked where those find nothing.
    """
    return list(_by_rules(body, request)) or _by_others(json.dumps({"messages": body["messages"]}))


def ready() -> None:
    """Read the models and the contract now, which takes seconds, and not when somebody waits for an answer."""
    faults_in({"messages": [{"type": "text", "text": "."}]}, "ValidateMessageRequest")


@lru_cache(maxsize=1000)  # one message goes to many people
def _by_others(messages: str) -> list[Wrong]:
    body = json.loads(messages)
    return [*line_models.faults(body, "ValidateMessageRequest"), *line_contract.faults(body, "ValidateMessageRequest")]


def _by_rules(body: dict[str, Any], request: str) -> Iterator[Wrong]:
    for name in body.keys() - _KNOWN[request]:
        yield name, "unknown property"
    if request == "ReplyMessageRequest":
        yield from words("replyToken", body.get("replyToken"), 1000)
    elif request == "PushMessageRequest":
        yield from words("to", body.get("to"), 1000)
    elif request == "MulticastRequest":
        yield from _users(body.get("to"))
    if not isinstance(body.get("notificationDisabled", False), bool):
        yield "notificationDisabled", "must be true or false"
    messages = body.get("messages")
    if wrong := list(listed("messages", messages, 1, _MOST_MESSAGES)):
        yield from wrong
        return
    for at, message in enumerate(messages or []):
        yield from _message(f"messages[{at}]", message)


def _users(to: object) -> Iterator[Wrong]:
    if not isinstance(to, list) or not all(isinstance(user, str) for user in to):
        yield "to", "must be specified"
    elif not 1 <= len(to) <= _MOST_USERS:
        yield "to", f"Size must be between 1 and {_MOST_USERS}"


def _message(where: str, message: dict[str, Any]) -> Iterator[Wrong]:
    kind = message.get("type")
    yield from one_of(f"{where}.type", kind, _CHECKS)
    if kind in _CHECKS:
        yield from _CHECKS[kind](where, message)
    if "quickReply" in message:
        yield from quick_reply_faults(f"{where}.quickReply", message["quickReply"])
    if "sender" in message:
        yield from _sender(f"{where}.sender", message["sender"])


def _sender(where: str, sender: dict[str, Any]) -> Iterator[Wrong]:
    if "name" in sender:
        yield from words(f"{where}.name", sender["name"], 20, letters)
        if "line" in str(sender["name"]).lower():
            yield f"{where}.name", "may not be used"
    if "iconUrl" in sender:
        yield from link(f"{where}.iconUrl", sender["iconUrl"])


def _text(where: str, message: dict[str, Any]) -> Iterator[Wrong]:
    yield from words(f"{where}.text", message.get("text"), 5000)


def _sticker(where: str, message: dict[str, Any]) -> Iterator[Wrong]:
    for name in ("packageId", "stickerId"):
        if not str(message.get(name, "")).isdecimal():
            yield f"{where}.{name}", "must be specified"


def _picture(where: str, message: dict[str, Any]) -> Iterator[Wrong]:
    yield from link(f"{where}.originalContentUrl", message.get("originalContentUrl"))
    yield from link(f"{where}.previewImageUrl", message.get("previewImageUrl"))


def _audio(where: str, message: dict[str, Any]) -> Iterator[Wrong]:
    yield from link(f"{where}.originalContentUrl", message.get("originalContentUrl"))
    yield from number(f"{where}.duration", message.get("duration"), 1, 24 * 60 * 60 * 1000)


def _location(where: str, message: dict[str, Any]) -> Iterator[Wrong]:
    yield from words(f"{where}.title", message.get("title"), 100)
    yield from words(f"{where}.address", message.get("address"), 100)
    yield from number(f"{where}.latitude", message.get("latitude"), -90, 90)
    yield from number(f"{where}.longitude", message.get("longitude"), -180, 180)


def _flex(where: str, message: dict[str, Any]) -> Iterator[Wrong]:
    yield from words(f"{where}.altText", message.get("altText"), 1500)
    yield from flex_faults(f"{where}.contents", message.get("contents"))


def _template(where: str, message: dict[str, Any]) -> Iterator[Wrong]:
    yield from words(f"{where}.altText", message.get("altText"), 1500)
    template = message.get("template")
    if not isinstance(template, dict):
        yield f"{where}.template", "must be specified"
        return
    kinds = {"buttons": (1, 4, 160), "confirm": (2, 2, 240)}
    yield from one_of(f"{where}.template.type", template.get("type"), kinds)
    if template.get("type") in kinds:
        least, most, length = kinds[template["type"]]
        yield from words(f"{where}.template.text", template.get("text"), length, letters)
        yield from listed(f"{where}.template.actions", template.get("actions"), least, most)
        for at, action in enumerate(template.get("actions") or []):
            yield from action_faults(f"{where}.template.actions[{at}]", action, label=True)


_CHECKS: dict[str, Callable[[str, dict[str, Any]], Iterator[Wrong]]] = {
    "text": _text,
    "textV2": _text,
    "sticker": _sticker,
    "image": _picture,
    "video": _picture,
    "audio": _audio,
    "location": _location,
    "flex": _flex,
    "template": _template,
}
"""The message types that are taken. LINE takes imagemaps and coupons too; nobody here sends them."""

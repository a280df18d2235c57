"""What LINE refuses in a request that sends, by the limits of its documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.lengths import utf16


if TYPE_CHECKING:
    from collections.abc import Iterator


Wrong = tuple[str, str]
"""A property's place in the body, and what is wrong with it."""


def faults_in(body: dict[str, Any], request: str) -> Iterator[Wrong]:
    """Everything wrong in the body of a `request`, named as LINE's OpenAPI description does."""
    messages = body.get("messages")
    if request == "ReplyMessageRequest" and not isinstance(body.get("replyToken"), str):
        yield "replyToken", "must be specified"
    if request == "PushMessageRequest" and not isinstance(body.get("to"), str):
        yield "to", "must be specified"
    if request == "MulticastRequest" and not (isinstance(body.get("to"), list) and 1 <= len(body["to"]) <= 500):
        yield "to", "Size must be between 1 and 500"
    if not isinstance(messages, list) or not 1 <= len(messages) <= 5:
        yield "messages", "Size must be between 1 and 5"
        return
    for at, message in enumerate(messages):
        text = message.get("text")
        if message.get("type") == "text" and not (isinstance(text, str) and 1 <= utf16(text) <= 5000):
            yield f"messages[{at}].text", "Length must be between 1 and 5000"

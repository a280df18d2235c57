"""The calls that send: reply, push, multicast, and their dry runs; the bill; the loading animation; marking as read."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tests.fakes.line_calls import Answer
from tests.fakes.line_rules import faults_in
from tests.fakes.line_state import Accepted, Refused


if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fakes.line_calls import Asked
    from tests.fakes.line_state import World


_KEY = "x-line-retry-key"


class Sending:
    """Its public methods are handlers for `Gate`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def reply(self, asked: Asked) -> Answer:
        if _KEY in asked.headers:
            raise Refused(400, "The retry key is not supported by this endpoint")
        body = _checked(asked, "ReplyMessageRequest")
        self._check_quotes(body["messages"], asked.chat)
        chat = self._world.spend(body["replyToken"])
        seen = chat not in self._world.blocked
        return Answer({"sentMessages": self._world.show(chat, body["messages"], seen=seen)})

    def push(self, asked: Asked) -> Answer:
        body = _checked(asked, "PushMessageRequest")
        chat: str = body["to"]
        if not re.fullmatch(r"[UCR][0-9a-f]{32}", chat):
            raise Refused(400, "The property, 'to', in the request body is invalid (line: -, column: -)")

        def accept() -> dict[str, Any]:
            self._check_quotes(body["messages"], chat)
            recipients = self._recipients(chat)
            self._world.charge(recipients)
            seen = chat in self._world.groups or recipients > 0
            return {"sentMessages": self._world.show(chat, body["messages"], seen=seen)}

        return self._once(asked, accept)

    def multicast(self, asked: Asked) -> Answer:
        body = _checked(asked, "MulticastRequest")
        users: list[str] = body["to"]
        self._check_users(users)

        def accept() -> dict[str, Any]:
            friends = [user for user in users if user in self._world.friends]
            self._world.charge(len(friends))
            for user in friends:
                self._world.show(user, body["messages"])
            return {}

        return self._once(asked, accept)

    def validate(self, asked: Asked) -> Answer:
        """The dry runs."""
        _checked(asked, "ValidateMessageRequest")
        return Answer()

    def quota(self, _asked: Asked) -> Answer:
        if self._world.quota is None:
            return Answer({"type": "none"})
        return Answer({"type": "limited", "value": self._world.quota})

    def consumption(self, _asked: Asked) -> Answer:
        return Answer({"totalUsage": self._world.used})

    def loading(self, asked: Asked) -> Answer:
        body = asked.json()
        asked.chat = str(body.get("chatId", ""))
        if asked.chat not in self._world.people:
            raise Refused(400, "The property, 'chatId', in the request body is invalid (line: -, column: -)")
        seconds = body.get("loadingSeconds", 20)
        if seconds not in range(5, 61, 5):
            raise Refused(400, "The property, 'loadingSeconds', in the request body is invalid (line: -, column: -)")
        self._world.loading.append((asked.chat, seconds))
        return Answer(status=202)

    def _recipients(self, chat: str) -> int:
        """How many people a push into `chat` is paid for. Raises Refused where the bot cannot write there."""
        if chat in self._world.people:
            return int(chat in self._world.friends)
        group = self._world.groups.get(chat)
        if group is None or not group.here:
            raise Refused(400, "Failed to send messages", mistake=group is None)
        return len(group.members)

    def _check_users(self, users: list[str]) -> None:
        wrong = [
            (f"to[{at}]", "unknown user" if user not in users[:at] else "a duplicate")
            for at, user in enumerate(users)
            if user not in self._world.people or user in users[:at]
        ]
        if wrong:
            raise Refused(400, f"The request body has {len(wrong)} error(s)", wrong)

    def _check_quotes(self, messages: list[dict[str, Any]], chat: str) -> None:
        wrong = [
            (f"messages[{at}].quoteToken", "invalid quote token")
            for at, message in enumerate(messages)
            if "quoteToken" in message and self._world.quotable.get(message["quoteToken"]) != chat
        ]
        if wrong:
            raise Refused(400, f"The request body has {len(wrong)} error(s)", wrong)

    def _once(self, asked: Asked, accept: Callable[[], dict[str, Any]]) -> Answer:
        key = asked.headers.get(_KEY)
        if key is None:
            return Answer(accept())
        try:
            UUID(key)
        except ValueError:
            raise Refused(400, "Invalid retry key") from None
        if before := self._world.accepted_under(key):
            conflict = Refused(409, "The retry key is already accepted", mistake=not _repeats(asked.body, before.asked))
            conflict.headers = {"x-line-accepted-request-id": before.request_id}
            conflict.more = dict(before.answer)
            raise conflict
        answer = accept()
        self._world.keys[key] = Accepted(self._world.now(), asked.body, asked.request_id, answer)
        return Answer(answer)


def _repeats(body: bytes, before: bytes) -> bool:
    """Whether a call is the same as one before, but for people who may have left: nobody is in it who was not."""
    if body == before:
        return True
    again, first = json.loads(body), json.loads(before)
    names, known = again.pop("to", None), first.pop("to", None)
    fewer = isinstance(names, list) and isinstance(known, list) and [each for each in known if each in names] == names
    return fewer and again == first


def _checked(asked: Asked, request: str) -> dict[str, Any]:
    """The body of a call that sends, with nothing wrong in it. Raises Refused."""
    body = asked.json()
    if wrong := faults_in(body, request):
        raise Refused(400, f"The request body has {len(wrong)} error(s)", wrong)
    return body

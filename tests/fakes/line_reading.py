"""The calls that only ask, who is who and what was sent in, and those about the webhook itself."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from tests.fakes.line_calls import Answer
from tests.fakes.line_limits import link
from tests.fakes.line_state import Refused


if TYPE_CHECKING:
    from tests.fakes.line_calls import Asked
    from tests.fakes.line_hook import Hook
    from tests.fakes.line_state import Group, World


class Reading:
    """The calls that only ask: who, which groups, what was sent in. Its public methods are handlers for `Gate`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def info(self, _asked: Asked) -> Answer:
        return Answer(
            {
                "userId": self._world.bot,
                "basicId": "@123abcde",
                "displayName": "น้องนัด",
                "chatMode": "bot",
                "markAsReadMode": "auto",
            }
        )

    def profile(self, asked: Asked) -> Answer:
        asked.chat = user = asked.params["user"]
        if user not in self._world.friends:
            raise Refused(404, "Not found", mistake=False)
        return Answer({"userId": user, "displayName": self._world.people[user], "language": "th"})

    def group(self, asked: Asked) -> Answer:
        asked.chat = group = asked.params["group"]
        return Answer({"groupId": group, "groupName": self._here(group).name})

    def count(self, asked: Asked) -> Answer:
        asked.chat = asked.params["group"]
        return Answer({"count": len(self._here(asked.chat).members)})

    def member(self, asked: Asked) -> Answer:
        asked.chat, user = asked.params["group"], asked.params["user"]
        if user not in self._here(asked.chat).members:
            raise Refused(404, "Not found", mistake=False)
        return Answer({"userId": user, "displayName": self._world.people[user]})

    def leave(self, asked: Asked) -> Answer:
        asked.chat = asked.params["group"]
        self._here(asked.chat).here = False
        return Answer()

    def content(self, asked: Asked) -> Answer:
        if asked.params["message"] not in self._world.contents:
            raise Refused(404, "Not found", mistake=False)
        media_type, content = self._world.contents[asked.params["message"]]
        return Answer(content, media_type=media_type)

    def _here(self, group: str) -> Group:
        found = self._world.groups.get(group)
        if found is None or not found.here:
            raise Refused(404, "Not found", mistake=False)
        return found


class Webhook:
    """The calls about the webhook itself. Its public methods are handlers for `Gate`."""

    def __init__(self, hook: Hook) -> None:
        self._hook = hook

    def get(self, _asked: Asked) -> Answer:
        return Answer({"endpoint": self._hook.url, "active": self._hook.active})

    def put(self, asked: Asked) -> Answer:
        endpoint = asked.json().get("endpoint")
        if list(link("endpoint", endpoint, 500)):
            raise Refused(400, "Invalid webhook endpoint URL")
        self._hook.url = str(endpoint)
        return Answer()

    def test(self, asked: Asked) -> Answer:
        """Bring a body without events; nothing else is answered meanwhile."""
        status = self._hook.bring([], to=str(asked.json().get("endpoint", self._hook.url)))
        well = status == HTTPStatus.OK
        reason = "OK" if well else "ERROR_STATUS_CODE" if status else "COULD_NOT_CONNECT"
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        told = {"success": well, "timestamp": at, "statusCode": status, "reason": reason, "detail": str(status)}
        return Answer(told)

"""Every path of LINE's API that the fake serves; any other is a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Route

from tests.fakes.line_calls import Answer
from tests.fakes.line_sending import Sending
from tests.fakes.line_state import Refused


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.fakes.line_calls import Asked, Gate
    from tests.fakes.line_hook import Hook
    from tests.fakes.line_state import Group, World

    Handler = Callable[[Asked], Answer]


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
        return Answer({"endpoint": self._hook.url, "active": True})

    def put(self, asked: Asked) -> Answer:
        self._hook.url = str(asked.json()["endpoint"])
        return Answer()


def api(world: World, gate: Gate, hook: Hook) -> Starlette:
    """The application behind api.line.me and api-data.line.me, in one."""

    def unknown(_asked: Asked) -> Answer:
        raise Refused(404, "Not found")

    routes = [
        Route(
            route.partition(" ")[2],
            gate.endpoint(route, handler, sends=route in SENDING),
            methods=[route.partition(" ")[0]],
        )
        for route, handler in _handlers(world, hook)
    ]
    anything = Route(
        "/{path:path}", gate.endpoint("*", unknown), methods=["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"]
    )
    return Starlette(routes=[*routes, anything])


SENDING = ("POST /v2/bot/message/reply", "POST /v2/bot/message/push", "POST /v2/bot/message/multicast")


def _handlers(world: World, hook: Hook) -> Iterator[tuple[str, Handler]]:
    sending, reading, webhook = Sending(world), Reading(world), Webhook(hook)
    yield "POST /v2/bot/message/reply", sending.reply
    yield "POST /v2/bot/message/push", sending.push
    yield "POST /v2/bot/message/multicast", sending.multicast
    yield "POST /v2/bot/message/validate/reply", sending.validate
    yield "POST /v2/bot/message/validate/push", sending.validate
    yield "POST /v2/bot/message/validate/multicast", sending.validate
    yield "GET /v2/bot/message/quota", sending.quota
    yield "GET /v2/bot/message/quota/consumption", sending.consumption
    yield "POST /v2/bot/chat/loading/start", sending.loading
    yield "GET /v2/bot/info", reading.info
    yield "GET /v2/bot/profile/{user}", reading.profile
    yield "GET /v2/bot/group/{group}/summary", reading.group
    yield "GET /v2/bot/group/{group}/members/count", reading.count
    yield "GET /v2/bot/group/{group}/member/{user}", reading.member
    yield "POST /v2/bot/group/{group}/leave", reading.leave
    yield "GET /v2/bot/message/{message}/content", reading.content
    yield "GET /v2/bot/channel/webhook/endpoint", webhook.get
    yield "PUT /v2/bot/channel/webhook/endpoint", webhook.put

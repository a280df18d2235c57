"""Every path of LINE's API that the fake serves; any other is a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Route

from tests.fakes.line_menus import Menus
from tests.fakes.line_reading import Reading, Webhook
from tests.fakes.line_sending import Sending
from tests.fakes.line_state import Refused


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.fakes.line_calls import Answer, Asked, Gate
    from tests.fakes.line_hook import Hook
    from tests.fakes.line_state import World

    Handler = Callable[[Asked], Answer]


_SENDING = ("POST /v2/bot/message/reply", "POST /v2/bot/message/push", "POST /v2/bot/message/multicast")
_METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"]


def api(world: World, gate: Gate, hook: Hook) -> Starlette:
    """The application behind api.line.me and api-data.line.me, in one."""
    routes = []
    for route, handler in _handlers(world, hook):
        method, path = route.split(" ")
        routes.append(Route(path, gate.endpoint(route, handler, sends=route in _SENDING), methods=[method]))
    return Starlette(routes=[*routes, Route("/{path:path}", gate.endpoint("any other", _unknown), methods=_METHODS)])


def _unknown(_asked: Asked) -> Answer:
    raise Refused(404, "Not found")


def _handlers(world: World, hook: Hook) -> Iterator[tuple[str, Handler]]:
    sending, menus, reading, webhook = Sending(world), Menus(world), Reading(world), Webhook(hook)
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
    yield "POST /v2/bot/channel/webhook/test", webhook.test
    yield "POST /v2/bot/richmenu", menus.create
    yield "POST /v2/bot/richmenu/validate", menus.validate
    yield "GET /v2/bot/richmenu/list", menus.all
    yield "POST /v2/bot/richmenu/bulk/link", menus.link_many
    yield "POST /v2/bot/richmenu/bulk/unlink", menus.unlink_many
    yield "POST /v2/bot/richmenu/alias", menus.name
    yield "GET /v2/bot/richmenu/alias/list", menus.names
    yield "GET /v2/bot/richmenu/alias/{alias}", menus.named
    yield "POST /v2/bot/richmenu/alias/{alias}", menus.rename
    yield "DELETE /v2/bot/richmenu/alias/{alias}", menus.unname
    yield "POST /v2/bot/richmenu/{menu}/content", menus.upload
    yield "GET /v2/bot/richmenu/{menu}/content", menus.download
    yield "GET /v2/bot/richmenu/{menu}", menus.get
    yield "DELETE /v2/bot/richmenu/{menu}", menus.delete
    yield "POST /v2/bot/user/all/richmenu/{menu}", menus.set_default
    yield "GET /v2/bot/user/all/richmenu", menus.get_default
    yield "DELETE /v2/bot/user/all/richmenu", menus.clear_default
    yield "POST /v2/bot/user/{user}/richmenu/{menu}", menus.link
    yield "GET /v2/bot/user/{user}/richmenu", menus.linked
    yield "DELETE /v2/bot/user/{user}/richmenu", menus.unlink

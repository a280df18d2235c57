"""What every call of LINE's API goes through: the bearer token, the faults, the pace, the record, the request's id."""

from __future__ import annotations

import asyncio
import json
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.responses import JSONResponse, Response
from uvicorn.protocols.http.h11_impl import H11Protocol

from tests.fakes.line_state import Call, Refused


if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request

    from tests.fakes.line_state import FaultKind, World


MEGABYTE = 1024 * 1024

_HOUR = 3600.0
_PACES = {
    "POST /v2/bot/message/multicast": (200, 1.0),
    "POST /v2/bot/chat/loading/start": (100, 1.0),
    "POST /v2/bot/richmenu": (100, _HOUR),
    "DELETE /v2/bot/richmenu/{menu}": (100, _HOUR),
    "DELETE /v2/bot/richmenu/alias/{alias}": (100, _HOUR),
    "GET /v2/bot/richmenu/list": (10, 1.0),
    "POST /v2/bot/channel/webhook/test": (60, _HOUR),
}
_PACE = (2000, 1.0)

RATE = "The API rate limit has been exceeded. Try again later."
MONTH = "You have reached your monthly limit."
UNAUTHORIZED = "Authentication failed. Confirm that the access token in the authorization header is valid."


@dataclass
class Asked:
    """A call as a handler gets it. A handler puts into `chat` whom it was about, for the record."""

    method: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    request_id: str
    chat: str = ""

    def json(self) -> dict[str, Any]:
        """The body as a JSON object. Raises Refused."""
        if not self.headers.get("content-type", "").startswith("application/json"):
            raise Refused(415, f"Content type '{self.headers.get('content-type', '')}' not supported")
        if len(self.body) > 2 * MEGABYTE:
            raise Refused(413, "The request body is too large")
        try:
            read = json.loads(self.body)
        except ValueError:
            raise Refused(400, "The request body could not be parsed as JSON") from None
        if not isinstance(read, dict):
            raise Refused(400, "The request body could not be parsed as JSON")
        return read


@dataclass(frozen=True)
class Answer:
    """What a call is answered with; `body` is bytes where it is not JSON."""

    body: Any = field(default_factory=dict)
    status: int = 200
    media_type: str = ""


class Connection(H11Protocol):
    """A connection that can be cut: `cut` takes the address of its other end, as an ASGI scope names it."""

    _open: dict[tuple[str, int], asyncio.Transport] = {}  # noqa: RUF012 - shared by all, which is the point

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn's own type
        super().connection_made(transport)
        # asyncio does so only where a listening socket names its protocol; else every answer waits 40 ms for an ACK
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._open[transport.get_extra_info("peername")] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._open.pop(self.transport.get_extra_info("peername"), None)
        super().connection_lost(exc)

    @classmethod
    def cut(cls, client: tuple[str, int]) -> None:
        cls._open[client].abort()


class Gate:
    """Makes Starlette endpoints of handlers."""

    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._token = token
        self.closing = False

    def endpoint(
        self, route: str, handler: Callable[[Asked], Answer], *, sends: bool = False
    ) -> Callable[[Request], Awaitable[Response]]:
        """`route` is "METHOD /path/{pattern}", by which calls are counted. `handler` may raise Refused."""

        async def answered(request: Request) -> Response:
            asked = Asked(
                request.method, request.url.path, request.path_params, request.headers, await request.body(),
                str(uuid4()),
            )  # fmt: skip
            with self._world.lock:
                if sends:
                    asked.chat = self._meant(asked.body)
                fault = self._world.next_fault(asked.path, sends=sends)
                response = self._answer(route, handler, asked, fault)
                status = 0 if fault in ("hang", "drop") else response.status_code
                self._world.calls.append(Call(asked.method, asked.path, status, asked.chat))
            if fault == "drop" and request.client:
                Connection.cut((request.client.host, request.client.port))
            if fault in ("hang", "drop"):
                while not self.closing and not await request.is_disconnected():  # noqa: ASYNC110 - no event tells
                    await asyncio.sleep(0.01)
            return response

        return answered

    def _answer(
        self, route: str, handler: Callable[[Asked], Answer], asked: Asked, fault: FaultKind | None
    ) -> Response:
        try:
            self._check_token(asked)
            self._break(fault)
            self._check_pace(route)
            answer = handler(asked)
        except Refused as refused:
            return self._refuse(asked, refused)
        if fault in ("after", "hang"):
            answer = Answer({"message": "Internal server error"}, 500)
        elif fault == "empty":
            answer = Answer({})
        headers = {"x-line-request-id": asked.request_id}
        if isinstance(answer.body, bytes):
            return Response(answer.body, answer.status, headers, answer.media_type)
        return JSONResponse(answer.body, answer.status, headers)

    def _meant(self, body: bytes) -> str:
        """Whom a sending call is for, for the record: asked before anything is checked."""
        try:
            read = json.loads(body)
            kept = self._world.tokens.get(str(read.get("replyToken")))
            to = read.get("to", kept.chat if kept else "")
            return ",".join(map(str, to)) if isinstance(to, list) else str(to)
        except (ValueError, AttributeError):
            return ""

    def _check_token(self, asked: Asked) -> None:
        if asked.headers.get("authorization") != f"Bearer {self._token}":
            raise Refused(401, UNAUTHORIZED)

    @staticmethod
    def _break(fault: FaultKind | None) -> None:
        match fault:
            case "before" | "drop":
                raise Refused(500, "Internal server error", mistake=False)
            case "rate":
                raise Refused(429, RATE, mistake=False)
            case "quota":
                raise Refused(429, MONTH, mistake=False)
            case "unauthorized":
                raise Refused(401, UNAUTHORIZED, mistake=False)
            case _:
                return

    def _check_pace(self, route: str) -> None:
        most, seconds = _PACES.get(route, _PACE)
        if self._world.rate is not None:
            most, seconds = self._world.rate, 1.0
        if not self._world.within_pace(route, most, seconds):
            raise Refused(429, RATE, mistake=False)

    def _refuse(self, asked: Asked, refused: Refused) -> JSONResponse:
        body: dict[str, Any] = {"message": refused.message, **refused.more}
        if refused.details:
            body["details"] = [{"message": why, "property": where} for where, why in refused.details]
        if refused.mistake:
            told = "".join(f"\n  {where}: {why}" for where, why in refused.details)
            self._world.mistakes.append(f"{asked.method} {asked.path}: {refused.status} {refused.message}{told}")
        return JSONResponse(body, refused.status, {"x-line-request-id": asked.request_id, **refused.headers})

"""The HTTP side: calls in, answers out, and the ways in which a network fails."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol
from weakref import WeakValueDictionary

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from tests.fakes.telegram_call import Call, call_of
from tests.fakes.telegram_refused import Refused


if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request


FaultKind = Literal["before", "after", "hang", "drop", "flood", "unauthorized", "empty"]
TICK = 0.01
GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


class Fault(NamedTuple):
    kind: FaultKind
    method: str


class Called(NamedTuple):
    """A call that came in; `status` 0: it got no answer. `at` is monotonic."""

    method: str
    status: int
    chat: int | None
    at: float


class Backend(Protocol):
    """What stands behind the HTTP side."""

    token: str
    stopping: threading.Event
    calls: list[Called]
    mistakes: list[str]

    def named(self, method: str) -> str: ...

    async def perform(self, call: Call) -> Any: ...

    def take_fault(self, method: str) -> FaultKind | None: ...

    def download(self, file_id: str) -> bytes: ...


class Front:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._connections: WeakValueDictionary[Any, asyncio.Transport] = WeakValueDictionary()

    @contextmanager
    def served(self) -> Iterator[str]:
        """Served on 127.0.0.1, in a thread of its own: the address."""
        connections = self._connections

        class Noted(H11Protocol):
            """Keeps its connection where it can be cut."""

            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                assert isinstance(transport, asyncio.Transport)
                connections[transport.get_extra_info("peername")] = transport
                super().connection_made(transport)

        app = Starlette(
            routes=[
                Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
                Route("/file/bot{token}/documents/{file_id}", self._file, methods=["GET"]),
            ]
        )
        server = uvicorn.Server(uvicorn.Config(app, http=Noted, log_config=None, timeout_graceful_shutdown=5))
        with socket.create_server(("127.0.0.1", 0)) as listening:
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each answer is 40 ms late
            thread = threading.Thread(target=server.run, args=([listening],))
            thread.start()
            try:
                yield f"http://127.0.0.1:{listening.getsockname()[1]}"
            finally:
                server.should_exit = True
                thread.join()

    async def _file(self, request: Request) -> Response:
        try:
            self._known(request)
            return Response(self._backend.download(request.path_params["file_id"]))
        except Refused as refused:
            return JSONResponse(refused.body, refused.code)

    async def _call(self, request: Request) -> Response:
        method, chat = self._backend.named(request.path_params["method"]), None
        answer: Response | None
        try:
            self._known(request)
            call = await call_of(request, method)
            chat = _chat(call)
            fault = self._backend.take_fault(method)
            answer = await self._answer(request, call, fault)
        except Refused as refused:
            if refused.mistake:
                self._backend.mistakes.append(f"{method}: {refused.code} {refused.description}")
            answer = JSONResponse(refused.body, refused.code)
        except ClientDisconnect:  # the bot was killed before it had said what it wants
            answer = None
        except Exception as error:  # noqa: BLE001 - whatever it is, the test that met it is to fail
            self._backend.mistakes.append(f"{method}: the fake itself failed: {error!r}")
            answer = JSONResponse(Refused(500).body, 500)
        self._backend.calls.append(Called(method, answer.status_code if answer else 0, chat, time.monotonic()))
        return answer or await self._silence(request)

    async def _answer(self, request: Request, call: Call, fault: FaultKind | None) -> Response | None:
        """None: there is to be no answer."""
        if fault == "before":
            raise Refused(500)
        if fault == "unauthorized":
            raise Refused(401)
        if fault == "flood":
            raise Refused(429, "retry after 1", retry_after=1)
        if fault == "drop":
            self._connections[request.client and tuple(request.client)].abort()
            return None
        result = await self._backend.perform(call)
        if fault == "after":
            return HTMLResponse(GATEWAY, 502)
        if fault == "empty":
            return Response()
        if fault == "hang":
            return None
        return JSONResponse({"ok": True, "result": result})

    async def _silence(self, request: Request) -> Response:
        """Says nothing until the client is gone."""
        while not await request.is_disconnected():
            if self._backend.stopping.is_set():
                break
            await asyncio.sleep(TICK)
        return Response()

    def _known(self, request: Request) -> None:
        """Raises Refused for another bot's token."""
        token = request.path_params["token"]
        if not re.fullmatch(r"\d+:[\w-]{10,}", token):
            raise Refused(404)
        if token != self._backend.token:
            raise Refused(401)


def _chat(call: Call) -> int | None:
    try:
        return call.number("chat_id")
    except Refused:
        return None

"""A bot that does nothing but keep what LINE brings to it."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self


if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # of 5, its own, a crowd that comes at once is turned away


class Listener:
    """A webhook at `url`: `got` are the bodies brought, `answers` the statuses still to be answered, then 200.

    `each` is called after each body was kept.
    """

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.raw: list[tuple[bytes, str | None]] = []
        self.answers: list[int] = []
        self.each: Callable[[], None] = lambda: None
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                listener.raw.append((body, self.headers["x-line-signature"]))
                listener.got.append(json.loads(body))
                listener.each()
                self.send_response(listener.answers.pop(0) if listener.answers else 200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nothing: tests are quiet."""

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self.url = f"http://127.0.0.1:{self._server.server_port}/hooks/line"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

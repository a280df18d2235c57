"""What the tests of Telegram's fake do by hand: call it, speak to it, and stand in for a bot's hook."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import TYPE_CHECKING, Any, Self

import httpx

from tests.plain import PLAIN


if TYPE_CHECKING:
    from tests.fakes.telegram import FakeTelegram


def call(telegram: FakeTelegram, method: str, **parameters: Any) -> dict[str, Any]:
    """The answer to a call by JSON."""
    url = f"{telegram.url}/bot{telegram.token}/{method}"
    body: dict[str, Any] = httpx.post(url, json=parameters, verify=PLAIN, trust_env=False).json()
    return body


def refusal(code: int, description: str, **parameters: int) -> dict[str, Any]:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return body | ({"parameters": parameters} if parameters else {})


def friend(telegram: FakeTelegram) -> int:
    """Somebody who has started the bot."""
    user = telegram.person("สมหญิง")
    telegram.start(user)
    return user


def keyboard(*buttons: Any) -> dict[str, Any]:
    """One row; of a button that is a word, the data is that word."""
    return {
        "inline_keyboard": [
            [{"text": each, "callback_data": each} if isinstance(each, str) else each for each in buttons],
        ]
    }


class Hook:
    """A bot's hook in a context: `got` are (secret, body) in order; `statuses` are answered in turn, then 200.

    A body with `never` in it is answered 500, whenever it comes.
    """

    def __init__(self, *statuses: int, never: bytes | None = None) -> None:
        self.got: Queue[tuple[str | None, bytes]] = Queue()
        statuses_left, got = list(statuses), self.got

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                got.put((self.headers["X-Telegram-Bot-Api-Secret-Token"], body))
                if never and never in body:
                    self.send_response(500)
                else:
                    self.send_response(statuses_left.pop(0) if statuses_left else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that http.server has
                """Nothing on the screen."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self.url = f"http://127.0.0.1:{self._server.server_port}/hooks/telegram"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

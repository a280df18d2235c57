"""Calls of LINE's API as anybody could make them, for the tests of the fake itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from tests.plain import PLAIN


if TYPE_CHECKING:
    from tests.fakes.line import FakeLine


class Caller:
    """One who holds the channel's token; every call gives LINE's answer as it came."""

    def __init__(self, line: FakeLine) -> None:
        self.line = line
        self._client = httpx.Client(
            base_url=line.url,
            headers={"authorization": f"Bearer {line.token}"},
            trust_env=False,
            timeout=30,
            verify=PLAIN,
        )

    def close(self) -> None:
        self._client.close()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """A body of bytes goes as it is, any other as JSON. A header's name has _ for -."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if isinstance(body, bytes):
            return self._client.request(method, f"/v2/bot/{path}", content=body, headers=named)
        return self._client.request(method, f"/v2/bot/{path}", json=body, headers=named)

    def push(self, to: str, *said: str, key: str = "", timeout: float = 30) -> httpx.Response:
        self._client.timeout = timeout
        keyed = {"x_line_retry_key": key} if key else {}
        return self.ask("POST", "message/push", {"to": to, "messages": texts(*said)}, **keyed)

    def reply(self, token: str, *said: str) -> httpx.Response:
        return self.ask("POST", "message/reply", {"replyToken": token, "messages": texts(*said)})

    def multicast(self, to: list[str], *said: str, key: str = "") -> httpx.Response:
        keyed = {"x_line_retry_key": key} if key else {}
        return self.ask("POST", "message/multicast", {"to": to, "messages": texts(*said)}, **keyed)


def ended(response: httpx.Response) -> tuple[int, str]:
    """The status and LINE's words."""
    return response.status_code, response.json().get("message", "")


def texts(*said: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": text} for text in said]

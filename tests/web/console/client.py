"""A browser without scripts, straight to the site: no server, no socket."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx


if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.applications import Starlette


class Client:
    """It keeps its cookies, and does not go on by itself where it is sent."""

    def __init__(self, site: Starlette, cookies: Mapping[str, str] | None = None) -> None:
        self._site = site
        self.cookies = httpx.Cookies(dict(cookies or {}))

    def get(self, path: str, **more: Any) -> httpx.Response:
        """As httpx takes it."""
        return asyncio.run(self._asked("GET", path, more))

    def post(self, path: str, **more: Any) -> httpx.Response:
        """The same."""
        return asyncio.run(self._asked("POST", path, more))

    async def _asked(self, method: str, path: str, more: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(self._site)
        async with httpx.AsyncClient(transport=transport, base_url="http://office", cookies=self.cookies) as client:
            answer = await client.request(method, path, **more)
            self.cookies = client.cookies
        return answer

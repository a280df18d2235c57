"""Where platforms bring what happens in them."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response

from bot.errors import Forged
from storage.db import Unavailable


if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.web.house import House


log = logging.getLogger(__name__)

_LARGEST = 1_000_000  # bytes of a body; the largest that either platform documents is far below


class Hooks:
    def __init__(self, house: House) -> None:
        self._house = house

    async def take(self, request: Request) -> Response:
        """POST /hooks/{channel}: 200 once every event in the body is safe in the inbox.

        401 for a body that is not the platform's, 404 for a channel that is not switched on, 413 for one too large;
        503 only where the store failed, upon which the platform brings it again.
        """
        platform = self._house.platforms.get(request.path_params["channel"])
        if platform is None:
            return PlainTextResponse("", 404)
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LARGEST:
                return PlainTextResponse("", 413)
        headers = {name.lower(): value for name, value in request.headers.items()}
        try:
            events = platform.read(bytes(body), headers, datetime.now(UTC))
        except Forged:
            log.warning("a forged body at the webhook of %s", platform.name)
            return PlainTextResponse("", 401)
        try:
            await self._house.desk.take(events)
        except Unavailable:
            return PlainTextResponse("", 503, {"Retry-After": "1"})
        return PlainTextResponse("OK")

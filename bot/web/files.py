"""The pictures and files of a reply, for whoever it was said to."""

from __future__ import annotations

import asyncio
import base64
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import PlainTextResponse, Response

from storage import outbox


if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.messages import Reply
    from bot.web.house import House


_PICTURES = {"image/png", "image/jpeg"}


def attachment(reply: Reply | None, number: int) -> Response | None:
    """Picture or file `number` of a reply, pictures counted first; None where it has none of that number."""
    if reply is None or number >= len(reply.images) + len(reply.files):
        return None
    if number < len(reply.images):
        image = reply.images[number]
        kind = image.media_type if image.media_type in _PICTURES else "application/octet-stream"
        return Response(base64.b64decode(image.content), media_type=kind, headers={"Cache-Control": "private"})
    file = reply.files[number - len(reply.images)]
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        "Cache-Control": "private, no-store",
    }
    return Response(file.data, media_type=file.media_type, headers=headers)


class Files:
    """For apps that fetch a message's files themselves, without a visitor's cookie: the message's key is the secret."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def file(self, request: Request) -> Response:
        """GET /files/{key of the message}/{number}."""
        reply = await asyncio.to_thread(self._reply, request.path_params["key"])
        return attachment(reply, request.path_params["number"]) or PlainTextResponse("", 404)

    def _reply(self, key: str) -> Reply | None:
        with self._house.database.read() as store:
            return outbox.sent_under(store, key)

"""What a form of the console sends, read as far as it may go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.errors import Refused


if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.types import Message, Receive


class Bounds(NamedTuple):
    """How much a form may send: fields, files, and bytes of all of it."""

    fields: int = 1_000
    files: int = 0
    size: int = 300_000


async def read(request: Request, bounds: Bounds) -> FormData:
    """The fields, and files, of a form; whoever asks closes them. Raises Refused: too many, too large, or broken."""
    counted = Request(request.scope, _counted(request.receive, bounds.size))
    try:
        found = await counted.form(max_files=bounds.files, max_fields=bounds.fields, max_part_size=bounds.size)
    except HTTPException as error:  # what Starlette makes of a body that is broken, or has too many parts
        raise Refused("console.unreadable") from error
    if any("\0" in text for name, value in found.multi_items() for text in (name, value) if isinstance(text, str)):
        await found.close()
        raise Refused("console.unreadable")  # no store keeps it
    return found


def _counted(receive: Receive, most: int) -> Receive:
    """What comes in, until it is more than `most` bytes."""
    left = most

    async def counted() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise Refused("console.too_large")
        return message

    return counted

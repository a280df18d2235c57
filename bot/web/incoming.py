"""Reading what a page posts: JSON from its script, or a form from a browser without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qsl
from uuid import UUID  # noqa: TC003 - pydantic reads it at run time

from pydantic import BaseModel, StringConstraints, ValidationError

from bot.errors import NongnatError
from bot.web.page import LONGEST


if TYPE_CHECKING:
    from starlette.requests import Request


_LARGEST = 16_384  # bytes of a body: 500 letters of any script, escaped in any way, and a button's data
_FORM = "application/x-www-form-urlencoded"


class Rejected(NongnatError):  # noqa: N818 - reads as what happened, like the rest of the tree
    """Not taken: an HTTP status, and the text `web.<name>` that says why."""

    def __init__(self, status: int, name: str, retry_after: int = 0) -> None:
        super().__init__(status, name)
        self.status = status
        self.name = name
        self.retry_after = retry_after


class _Posted(BaseModel):
    id: UUID
    text: Annotated[str, StringConstraints(pattern=r"\S")]
    data: Annotated[str, StringConstraints(max_length=1000)] = ""


@dataclass(frozen=True, slots=True)
class Message:
    """`id` is the page's own, the same whenever it posts the same message again."""

    id: UUID
    text: str
    data: str
    by_form: bool


async def read(request: Request) -> Message:
    """The message in the request. Raises Rejected with 400 or 413."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            raise Rejected(413, "too_long")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "application/json":
            posted = _Posted.model_validate_json(bytes(body))
        elif kind == _FORM:
            posted = _Posted.model_validate(dict(parse_qsl(body.decode())))
        else:
            raise Rejected(400, "unreadable")
    except (ValidationError, ValueError) as error:
        raise Rejected(400, "unreadable") from error
    if len(posted.text) > LONGEST:
        raise Rejected(413, "too_long")
    return Message(posted.id, posted.text, posted.data, kind == _FORM)

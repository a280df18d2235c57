"""What Telegram answers where it does not do as asked."""

from __future__ import annotations

from typing import Any


PHRASES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


class Refused(Exception):  # noqa: N818 - what happened, in the field's own word
    """A call that is not done: `code`, and the `description` after its phrase.

    `mistake`: the caller is to blame, not what people did. `parameters` are those of the answer.
    """

    def __init__(self, code: int, description: str = "", *, mistake: bool = False, **parameters: int) -> None:
        self.code = code
        self.description = f"{PHRASES[code]}: {description}" if description else PHRASES[code]
        self.mistake = mistake
        self.parameters = parameters
        super().__init__(self.description)

    @property
    def body(self) -> dict[str, Any]:
        said: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return said | ({"parameters": self.parameters} if self.parameters else {})


def wrong(description: str) -> Refused:
    """A request that can never succeed: the caller's own mistake."""
    return Refused(400, description, mistake=True)

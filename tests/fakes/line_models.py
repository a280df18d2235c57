"""What LINE's own client would lose of a body: it reads every message into its models, and drops what it knows not."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.line_limits import Wrong


def faults(body: dict[str, Any], model: str) -> Iterator[Wrong]:
    """What is in `body` and not, or otherwise, in the client's model of it."""
    models = import_module("linebot.v3.messaging.models")  # a second: only where something is sent
    try:
        read = getattr(models, model).from_dict(body).to_dict()
    except (ValueError, TypeError, AttributeError) as error:
        yield "", f"line-bot-sdk cannot read it: {error}"
        return
    yield from lost("", body, read)


def lost(where: str, asked: object, read: object) -> Iterator[Wrong]:
    """What is in `asked`, which stands at `where`, and not in what was `read` of it."""
    if isinstance(asked, dict) and isinstance(read, dict):
        for name, value in asked.items():
            if value is not None:
                yield from lost(f"{where}.{name}".lstrip("."), value, read.get(name))
    elif isinstance(asked, list) and isinstance(read, list) and len(asked) == len(read):
        for at, (one, other) in enumerate(zip(asked, read, strict=True)):
            yield from lost(f"{where}[{at}]", one, other)
    elif asked != read:
        yield where, "unknown to line-bot-sdk"

"""What LINE would be sent, for somebody to look at first."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bot.channels.line.draw import Drawing


if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.lengths import Words
    from bot.messages import Reply

    Json = dict[str, Any]


_KEY = str(UUID(int=0))  # as long as any other: it counts in what fits


def payload(reply: Reply, files_url: str, words: Words) -> list[list[Json]]:
    """The message objects by calls, as the channel sends them; none if there is nothing to be seen.

    `files_url` and `words` are those of the channel. Pictures and files, which nobody serves yet, are in the payload
    itself by `data:` addresses.
    """
    contents = [(image.media_type, image.content) for image in reply.images]
    contents += [(file.media_type, b64encode(file.data).decode()) for file in reply.files]
    served = {
        f"{files_url}/{_KEY}/{number}": f"data:{media_type};base64,{content}"
        for number, (media_type, content) in enumerate(contents)
    }
    return [[_holding(shown, served) for shown in call] for call in Drawing(files_url, words).calls(reply, _KEY)]


def _holding(part: Any, served: Mapping[str, str]) -> Any:
    match part:
        case dict():
            return {name: _holding(value, served) for name, value in part.items()}
        case list():
            return [_holding(value, served) for value in part]
        case str():
            return served.get(part, part)
    return part

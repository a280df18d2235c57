"""LINE's message objects as its app shows them.

What they are: https://developers.line.biz/en/reference/messaging-api/#message-objects
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.web.preview.flex import Flex
from bot.web.preview.nodes import fields, linked, node, parts, picture, words


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.texts import Texts
    from bot.web.preview.nodes import Json, Node, Sheet


class Line:
    def __init__(self, say: Texts, sheet: Sheet) -> None:
        self._say = say
        self._flex = Flex(say, sheet)

    def draw(self, calls: Sequence[Sequence[Json]]) -> Iterator[Node]:
        """The messages in order; the quick replies are those of the last, as in the app."""
        objects = [shown for call in calls for shown in call]
        for shown in objects:
            yield node("div", "said", *self._message(shown))
        if objects:
            yield from self._quick(fields(objects[-1].get("quickReply")))

    def _message(self, shown: Json) -> Iterator[Node]:
        match shown.get("type"):
            case "text":
                yield node("p", "bubble", *linked(words(shown.get("text"))))
            case "image":
                yield picture(shown.get("previewImageUrl"), "photo", self._say("preview.picture"))
            case "location":
                yield node(
                    "div", "bubble place",
                    node("span", "map", self._say("preview.map")),
                    node("b", "", words(shown.get("title"))),
                    node("span", "", words(shown.get("address"))),
                )  # fmt: skip
            case "flex":
                yield self._flex.container(shown.get("contents"))
                notice = node("span", "", words(shown.get("altText")))
                yield node("details", "notice", node("summary", "", self._say("preview.notice"), " ", notice))
            case kind:
                yield self._flex.unknown(kind)

    def _quick(self, quick: Json) -> Iterator[Node]:
        actions = [fields(fields(item).get("action")) for item in parts(quick.get("items"))]
        chips = [node("li", "", words(action.get("label"))) for action in actions]
        if chips:
            label = self._say("preview.quick")
            yield node("ul", "quick", *chips, tabindex="0", **{"aria-label": label})

"""LINE's Flex containers as HTML. A component that is not known here is named in its place.

What they are: https://developers.line.biz/en/reference/messaging-api/#flex-message
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.web.preview import looks
from bot.web.preview.nodes import among, fields, link, node, parts, picture, words


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.texts import Texts
    from bot.web.preview.nodes import Json, Node, Sheet


_LAYOUTS = ("vertical", "horizontal", "baseline")
_SIZES = ("mega", "nano", "micro", "deca", "hecto", "kilo", "giga")


class Flex:
    """Draws with the words of `say`; what each component asks for becomes a class of `sheet`."""

    def __init__(self, say: Texts, sheet: Sheet) -> None:
        self._say = say
        self._sheet = sheet
        self._drawing: dict[str, Callable[[Json, dict[str, str]], Node]] = {
            "box": self._box,
            "text": self._text,
            "button": self._button,
            "image": self._image,
            "icon": self._image,
            "video": self._video,
            "separator": self._separator,
            "filler": self._filler,
        }

    def container(self, contents: object) -> Node:
        given = fields(contents)
        if given.get("type") != "carousel":
            return self._bubble(contents)
        bubbles = [self._bubble(bubble) for bubble in parts(given.get("contents"))]
        label = self._say("web.cards", count=len(bubbles))
        return node("div", "carousel", *bubbles, role="group", tabindex="0", **{"aria-label": label})

    def unknown(self, kind: object) -> Node:
        return node("p", "unknown", self._say("preview.unknown", kind=words(kind) or "?"))

    def _bubble(self, bubble: Any) -> Node:
        given = fields(bubble)
        if given.get("type") != "bubble":
            return self.unknown(given.get("type"))
        blocks = [name for name in ("header", "hero", "body", "footer") if name in given]
        styles = fields(given.get("styles"))
        drawn = [self._block(name, given[name], fields(styles.get(name))) for name in blocks]
        size = among(given.get("size"), *_SIZES)
        return node("div", f"flex {size}", *drawn, dir=among(given.get("direction"), "ltr", "rtl"))

    def _block(self, name: str, content: object, style: Json) -> Node:
        look = self._sheet.named(
            {
                "background": looks.colour(style.get("backgroundColor")),
                "border-top": f"1px solid {looks.colour(style.get('separatorColor')) or '#d4d6da'}"
                if style.get("separator") is True
                else "",
            }
        )
        return node("div", f"block {name} {look}", self._component(fields(content), "vertical", ""))

    def _component(self, component: Json, layout: str, before: str) -> Node:
        """`before` is the space between it and the component before it, in a box of `layout`."""
        kind = words(component.get("type"))
        if kind not in self._drawing:
            return self.unknown(kind)
        return self._drawing[kind](component, looks.placed(component, layout, before))

    def _box(self, box: Json, stands: dict[str, str]) -> Node:
        layout, spacing = among(box.get("layout"), *_LAYOUTS), looks.length(box.get("spacing"))
        drawn: list[Node] = []
        for part in map(fields, parts(box.get("contents"))):
            before = looks.length(part.get("margin")) or spacing
            drawn.append(self._component(part, layout, before if drawn else ""))
        return node("div", f"box {layout} {self._sheet.named({**stands, **looks.boxed(box)})}", *drawn)

    def _text(self, text: Json, stands: dict[str, str]) -> Node:
        spans = tuple(self._span(fields(span)) for span in parts(text.get("contents")))
        lines = node("p", self._sheet.named(looks.lined(text)), *(spans or (words(text.get("text")),)))
        return node("div", f"text {self._sheet.named({**stands, **looks.lettered(text), **looks.sunk(text)})}", lines)

    def _span(self, span: Json) -> Node:
        if span.get("type") != "span":
            return node("span", "unknown", self._say("preview.unknown", kind=words(span.get("type")) or "?"))
        return node("span", self._sheet.named(looks.lettered(span)), words(span.get("text")))

    def _button(self, button: Json, stands: dict[str, str]) -> Node:
        action = fields(button.get("action"))
        stands = {**stands, **looks.sunk(button)}
        style = among(button.get("style"), "link", "primary", "secondary")
        tint = looks.colour(button.get("color"))
        shrunk = looks.shrunk(words(action.get("label"))) if button.get("adjustMode") == "shrink-to-fit" else {}
        look = self._sheet.named({"color" if style == "link" else "background": tint, **shrunk})
        height = among(button.get("height"), "md", "sm")
        label = node("span", "", words(action.get("label")))
        shown = link(action.get("uri"), f"button {style} high-{height} {look}", label)
        return node("div", f"pressed {'fits ' if shrunk else ''}{self._sheet.named(stands)}", shown)

    def _image(self, image: Json, stands: dict[str, str]) -> Node:
        if image.get("type") == "image":
            look = looks.pictured(image)
        else:
            wide, high = looks.ratio(image)
            look = {**looks.lettered(image), "height": "1em", "aspect-ratio": f"{wide}/{high}"}
        shown = picture(image.get("url"), f"drawn {self._sheet.named(look)}", self._say("preview.picture"))
        return node("div", f"pictured {self._sheet.named(stands)}", shown)

    def _video(self, video: Json, stands: dict[str, str]) -> Node:
        inside = self._component(fields(video.get("altContent")), "vertical", "")
        return node("div", self._sheet.named(stands), inside)

    def _separator(self, separator: Json, stands: dict[str, str]) -> Node:
        look = {**stands, "background": looks.colour(separator.get("color"))}
        return node("div", f"rule {self._sheet.named(look)}")

    def _filler(self, _filler: Json, stands: dict[str, str]) -> Node:
        return node("div", self._sheet.named({**stands, "flex": stands["flex"].replace("none", "1 0 0")}))

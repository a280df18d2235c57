"""What LINE refuses in Flex containers and their components."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tests.fakes.line_actions import action_faults
from tests.fakes.line_limits import link, listed, number, one_of, words


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.fakes.line_limits import Wrong


_BUBBLE_BYTES, _CAROUSEL_BYTES = 30_000, 50_000
_MOST_BUBBLES = 12
_SIZES = {"nano", "micro", "deca", "hecto", "kilo", "mega", "giga"}

_INSIDE = {
    "horizontal": {"box", "button", "image", "text", "separator", "filler", "video"},
    "vertical": {"box", "button", "image", "text", "separator", "filler", "video"},
    "baseline": {"icon", "text", "filler"},
}

_PX = r"\d+(\.\d+)?px"
_PERCENT = r"\d+(\.\d+)?%"
_SPACE = rf"none|xs|sm|md|lg|xl|xxl|{_PX}"
_FONT = rf"xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl|{_PX}"
_OFFSET = rf"{_SPACE}|-?{_PX}|-?{_PERCENT}"
_COLOUR = "#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})"
_RATIO = r"\d{1,6}(\.\d+)?:\d{1,6}(\.\d+)?"

_FORMS = {
    "margin": _SPACE,
    "spacing": _SPACE,
    "lineSpacing": _PX,
    **dict.fromkeys(
        ["paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd"], f"{_SPACE}|{_PERCENT}"
    ),
    **dict.fromkeys(["offsetTop", "offsetBottom", "offsetStart", "offsetEnd"], _OFFSET),
    **dict.fromkeys(["width", "maxWidth", "height", "maxHeight"], f"{_PX}|{_PERCENT}"),
    "cornerRadius": _SPACE,
    "borderWidth": rf"none|light|normal|medium|semi-bold|bold|{_PX}",
    **dict.fromkeys(["color", "backgroundColor", "borderColor", "separatorColor"], _COLOUR),
    "aspectRatio": _RATIO,
    "aspectMode": "fit|cover",
    "align": "start|end|center",
    "gravity": "top|bottom|center",
    "weight": "regular|bold",
    "decoration": "none|underline|line-through",
    "position": "relative|absolute",
    "adjustMode": "shrink-to-fit",
    "justifyContent": "center|flex-start|flex-end|space-between|space-around|space-evenly",
    "alignItems": "center|flex-start|flex-end",
    "text.size": _FONT,
    "span.size": _FONT,
    "icon.size": _FONT,
    "image.size": rf"xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl|full|{_PX}|{_PERCENT}",
    "text.style": "normal|italic",
    "span.style": "normal|italic",
    "button.style": "primary|secondary|link",
    "button.height": "sm|md",
}


_SWITCHES = {"wrap", "scaling", "animated", "separator"}


def flex_faults(where: str, container: object) -> Iterator[Wrong]:
    """What is wrong with the contents of a Flex message."""
    if not isinstance(container, dict):
        yield where, "must be specified"
    elif container.get("type") == "carousel":
        yield from _carousel(where, container)
    else:
        yield from one_of(f"{where}.type", container.get("type"), {"bubble", "carousel"})
        yield from _bubble(where, container)


def size(container: dict[str, Any]) -> int:
    r"""How many bytes it has as JSON that is escaped (\uXXXX), which is how LINE's own client sends it.

    Whether LINE counts those or UTF-8 it does not say; these are never fewer.
    """
    return len(json.dumps(container, separators=(",", ":")))


def _carousel(where: str, carousel: dict[str, Any]) -> Iterator[Wrong]:
    bubbles = carousel.get("contents")
    if wrong := list(listed(f"{where}.contents", bubbles, 1, _MOST_BUBBLES)):
        yield from wrong
        return
    if size(carousel) > _CAROUSEL_BYTES:
        yield where, f"must be at most {_CAROUSEL_BYTES} bytes"
    if len({bubble.get("size", "mega") for bubble in bubbles or []}) > 1:
        yield f"{where}.contents", "bubbles must be of one width"
    for at, bubble in enumerate(bubbles or []):
        yield from one_of(f"{where}.contents[{at}].type", bubble.get("type"), {"bubble"})
        yield from _bubble(f"{where}.contents[{at}]", bubble)


def _bubble(where: str, bubble: dict[str, Any]) -> Iterator[Wrong]:
    if size(bubble) > _BUBBLE_BYTES:
        yield where, f"must be at most {_BUBBLE_BYTES} bytes"
    if "size" in bubble:
        yield from one_of(f"{where}.size", bubble["size"], _SIZES)
    if "direction" in bubble:
        yield from one_of(f"{where}.direction", bubble["direction"], {"ltr", "rtl"})
    if "action" in bubble:
        yield from action_faults(f"{where}.action", bubble["action"], label=False)
    if not {"header", "hero", "body", "footer"} & bubble.keys():
        yield where, "at least one block must be specified"
    for block in ("header", "body", "footer"):
        if block in bubble:
            yield from _component(f"{where}.{block}", bubble[block], {"box"})
    if "hero" in bubble:
        yield from _component(f"{where}.hero", bubble["hero"], {"box", "image", "video"})
    for block, style in bubble.get("styles", {}).items():
        yield from _forms(f"{where}.styles.{block}", style)


def _component(where: str, component: object, kinds: set[str]) -> Iterator[Wrong]:
    if not isinstance(component, dict):
        yield where, "must be specified"
        return
    kind = component.get("type")
    yield from one_of(f"{where}.type", kind, kinds)
    yield from _forms(where, component)
    if "flex" in component:
        yield from number(f"{where}.flex", component["flex"], 0, 1000)
    if kind in _CHECKS:
        yield from _CHECKS[kind](where, component)
    if "action" in component and kind != "button":
        yield from action_faults(f"{where}.action", component["action"], label=False)


def _forms(where: str, component: dict[str, Any]) -> Iterator[Wrong]:
    for name, value in component.items():
        if name in _SWITCHES and not isinstance(value, bool):
            yield f"{where}.{name}", "must be true or false"
        form = _FORMS.get(f"{component.get('type')}.{name}") or _FORMS.get(name)
        if form and not (isinstance(value, str) and re.fullmatch(form, value)):
            yield f"{where}.{name}", f"invalid property {name}"


def _box(where: str, box: dict[str, Any]) -> Iterator[Wrong]:
    yield from one_of(f"{where}.layout", box.get("layout"), _INSIDE)
    contents = box.get("contents")
    if not isinstance(contents, list):
        yield f"{where}.contents", "must be specified"
        return
    for at, component in enumerate(contents):
        kinds = _INSIDE.get(str(box.get("layout")), _INSIDE["vertical"])
        yield from _component(f"{where}.contents[{at}]", component, kinds)


def _text(where: str, text: dict[str, Any]) -> Iterator[Wrong]:
    if "text" in text or not text.get("contents"):
        yield from words(f"{where}.text", text.get("text"), 5000)
    for at, span in enumerate(text.get("contents", [])):
        yield from _component(f"{where}.contents[{at}]", span, {"span"})
    if "maxLines" in text:
        yield from number(f"{where}.maxLines", text["maxLines"], 0, 1000)


def _span(where: str, span: dict[str, Any]) -> Iterator[Wrong]:
    yield from words(f"{where}.text", span.get("text"), 5000)


def _button(where: str, button: dict[str, Any]) -> Iterator[Wrong]:
    yield from action_faults(f"{where}.action", button.get("action"), label=True)


def _picture(where: str, picture: dict[str, Any]) -> Iterator[Wrong]:
    yield from link(f"{where}.url", picture.get("url"))


def _film(where: str, film: dict[str, Any]) -> Iterator[Wrong]:
    yield from link(f"{where}.url", film.get("url"))
    yield from link(f"{where}.previewUrl", film.get("previewUrl"))
    yield from _component(f"{where}.altContent", film.get("altContent"), {"box", "image"})


_CHECKS: dict[str, Callable[[str, dict[str, Any]], Iterator[Wrong]]] = {
    "box": _box,
    "text": _text,
    "span": _span,
    "button": _button,
    "image": _picture,
    "icon": _picture,
    "video": _film,
}

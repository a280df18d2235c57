"""What LINE refuses in a rich menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fakes import line_contract, line_models
from tests.fakes.line_actions import MENU, action_faults
from tests.fakes.line_limits import letters, listed, number, words


if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.line_limits import Wrong


_WIDTH, _LEAST_HEIGHT, _LEAST_RATIO = (800, 2500), 250, 1.45
_MOST_AREAS = 20


def menu_faults(menu: dict[str, Any]) -> list[Wrong]:
    """Everything wrong in the body of a request for a rich menu."""
    return list(_by_rules(menu)) or [
        *line_models.faults(menu, "RichMenuRequest"),
        *line_contract.faults(menu, "RichMenuRequest"),
    ]


def _by_rules(menu: dict[str, Any]) -> Iterator[Wrong]:
    yield from words("name", menu.get("name"), 300, letters)
    yield from words("chatBarText", menu.get("chatBarText"), 14, letters)
    if not isinstance(menu.get("selected"), bool):
        yield "selected", "must be specified"
    size = menu.get("size")
    if not isinstance(size, dict):
        yield "size", "must be specified"
        return
    wrong = list(_size(size)) + list(listed("areas", menu.get("areas"), 1, _MOST_AREAS))
    if wrong:
        yield from wrong
        return
    for at, area in enumerate(menu["areas"]):
        yield from _bounds(f"areas[{at}].bounds", area.get("bounds"), size)
        yield from action_faults(f"areas[{at}].action", area.get("action"), MENU, label=False)


def _size(size: dict[str, Any]) -> Iterator[Wrong]:
    width, height = size.get("width"), size.get("height")
    yield from number("size.width", width, *_WIDTH)
    yield from number("size.height", height, _LEAST_HEIGHT, _WIDTH[1])
    if isinstance(width, int) and isinstance(height, int) and height and width / height < _LEAST_RATIO:
        yield "size", f"width / height must be at least {_LEAST_RATIO}"


def _bounds(where: str, bounds: object, size: dict[str, Any]) -> Iterator[Wrong]:
    if not isinstance(bounds, dict):
        yield where, "must be specified"
        return
    wrong = [
        fault
        for name, least in (("x", 0), ("y", 0), ("width", 1), ("height", 1))
        for fault in number(f"{where}.{name}", bounds.get(name), least, _WIDTH[1])
    ]
    yield from wrong
    if not wrong and (bounds["x"] + bounds["width"] > size["width"] or bounds["y"] + bounds["height"] > size["height"]):
        yield where, "must be within the rich menu"

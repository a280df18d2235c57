"""What LINE refuses in actions and quick replies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.fakes.line_limits import letters, link, listed, one_of, words


if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.line_limits import Wrong


ANYWHERE = frozenset({"postback", "message", "uri", "datetimepicker", "clipboard"})
QUICK = ANYWHERE | {"camera", "cameraRoll", "location"}
MENU = ANYWHERE | {"richmenuswitch"}

_LABEL = 20
_PICKED = {
    "date": r"\d{4}-\d\d-\d\d",
    "time": r"\d\d:\d\d",
    "datetime": r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d",
}


def action_faults(where: str, action: object, kinds: frozenset[str] = ANYWHERE, *, label: bool) -> Iterator[Wrong]:
    """What is wrong with an action of one of `kinds`; `label`: it must have one."""
    if not isinstance(action, dict):
        yield where, "must be specified"
        return
    yield from one_of(f"{where}.type", action.get("type"), kinds)
    if label or "label" in action:
        yield from words(f"{where}.label", action.get("label"), _LABEL, letters)
    match action.get("type"):
        case "postback":
            yield from _postback(where, action)
        case "message":
            yield from words(f"{where}.text", action.get("text"), 300, letters)
        case "uri":
            yield from _uri(where, action)
        case "datetimepicker":
            yield from _picker(where, action)
        case "clipboard":
            yield from words(f"{where}.clipboardText", action.get("clipboardText"), 1000)
        case "richmenuswitch":
            yield from words(f"{where}.data", action.get("data"), 300)
            yield from words(f"{where}.richMenuAliasId", action.get("richMenuAliasId"), 32)


def quick_reply_faults(where: str, quick: object) -> Iterator[Wrong]:
    if not isinstance(quick, dict):
        yield where, "must be an object"
        return
    items = quick.get("items")
    if wrong := list(listed(f"{where}.items", items, 1, 13)):
        yield from wrong
        return
    for at, item in enumerate(items or []):
        place = f"{where}.items[{at}]"
        yield from one_of(f"{place}.type", item.get("type"), {"action"})
        yield from action_faults(f"{place}.action", item.get("action"), QUICK, label=True)
        if "imageUrl" in item:
            yield from link(f"{place}.imageUrl", item["imageUrl"])


def _postback(where: str, action: dict[str, Any]) -> Iterator[Wrong]:
    yield from words(f"{where}.data", action.get("data"), 300)
    for name in {"displayText", "text", "fillInText"} & action.keys():
        yield from words(f"{where}.{name}", action[name], 300, letters)
    if {"displayText", "text"} <= action.keys():
        yield f"{where}.text", "cannot be used with displayText"
    if "fillInText" in action and action.get("inputOption") != "openKeyboard":
        yield f"{where}.fillInText", "inputOption must be openKeyboard"


def _uri(where: str, action: dict[str, Any]) -> Iterator[Wrong]:
    uri = action.get("uri")
    yield from words(f"{where}.uri", uri, 1000)
    if isinstance(uri, str) and urlsplit(uri).scheme not in ("http", "https", "line", "tel"):
        yield f"{where}.uri", "invalid uri scheme"
    elif isinstance(uri, str) and (not uri.isascii() or re.search(r"\s", uri)):
        yield f"{where}.uri", "invalid uri"


def _picker(where: str, action: dict[str, Any]) -> Iterator[Wrong]:
    yield from words(f"{where}.data", action.get("data"), 300)
    yield from one_of(f"{where}.mode", action.get("mode"), _PICKED)
    form = _PICKED.get(str(action.get("mode")), "")
    for name in {"initial", "min", "max"} & action.keys():
        if not re.fullmatch(form, str(action[name])):
            yield f"{where}.{name}", f"invalid {action.get('mode')}"
    if str(action.get("min", "")) > str(action.get("max", "~")):
        yield f"{where}.min", "must be before max"

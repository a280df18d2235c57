"""YAML text as plain values that know their lines. Nothing is built from tags, and no alias is followed.

Scalars stay as they are written (`09:00` is no number, `no` no boolean, `020000000` keeps its zero): the shapes say
what each field is to be. Only an empty value (nothing, `~`, `null`) is None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from storage.formats.report import Unreadable, shown
from storage.formats.words import clean


if TYPE_CHECKING:
    from collections.abc import Iterator

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEPTH = 30
_NODES = 3_000_000
_PLAIN_TAGS = "tag:yaml.org,2002:"
_INTEGER = re.compile(r"[-+]?[0-9]{1,15}")
_NUMBER = re.compile(r"[-+]?[0-9]{1,20}\.[0-9]{1,20}(?:e[-+]?[0-9]{1,2})?")
_MEANING = {"true": True, "false": False, "yes": True, "no": False}
_PROBLEMS = (
    ("mapping values are not allowed", "colon"),
    ("control characters", "control-character"),
)


class Mapping(dict[str, object]):
    """`line` is where it begins, `lines` where each of its keys stands; both count from 1."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Sequence(list[object]):
    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


class Quoted(str):
    """A scalar that stands in quotes, so that it is text whatever it looks like."""

    __slots__ = ()


def compose(text: str) -> object:
    """The one document in `text`. Raises Unreadable."""
    try:
        return _build(yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise Unreadable(
            _code(str(error.problem), text, line), "", line, format="YAML", found=_line(text, line)
        ) from error
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise Unreadable(_code(str(error), text, line), "", line, format="YAML", found=_line(text, line)) from error


def native(value: object) -> object:
    """`value` with its plain scalars as YAML 1.2 means them: numbers, true and false."""
    if isinstance(value, dict):
        return {str(key): native(item) for key, item in value.items()}
    if isinstance(value, list):
        return [native(item) for item in value]
    if value is None or isinstance(value, Quoted):
        return value and str(value)
    text = str(value)
    if text.lower() in _MEANING:
        return _MEANING[text.lower()]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


def line_of(node: object, path: tuple[str | int, ...]) -> int | None:
    """The line of what `path` leads to, or of the last thing on the way that is there."""
    line = getattr(node, "line", None)
    for part in path:
        if isinstance(node, Mapping) and part in node.lines:
            line, node = node.lines[str(part)], node.get(str(part))
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node):
            line, node = node.lines[part], node[part]
        else:
            break
    return line


def _build(events: Iterator[yaml.Event]) -> object:
    root: list[object] = []
    stack: list[Mapping | Sequence] = []
    keys: list[str | None] = []  # for each open collection, the key that waits for its value
    for count, event in enumerate(events):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
            keys.pop()
        elif isinstance(event, yaml.NodeEvent):
            value = _value(event, line)
            if not stack:
                root.append(value)
            elif not _put(stack[-1], keys[-1], value, line):
                keys[-1] = str(value)
                continue
            else:
                keys[-1] = None
            if isinstance(value, (Mapping, Sequence)):
                stack.append(value)
                keys.append(None)
        if len(stack) > _DEPTH or count > _NODES:
            raise Unreadable("too-deep" if len(stack) > _DEPTH else "too-much", "", line)
        if len(root) > 1:
            raise Unreadable("yaml-documents", "", line)
    return root[0] if root else None


def _value(event: yaml.NodeEvent, line: int) -> Mapping | Sequence | str | None:
    if isinstance(event, yaml.AliasEvent):
        raise Unreadable("yaml-alias", "", line, found=shown(f"*{event.anchor}"))
    tag: str | None = event.tag  # type: ignore[attr-defined] # every other node has one
    if tag not in (None, "!") and not (tag.startswith(_PLAIN_TAGS) and ":python" not in tag):
        raise Unreadable("yaml-tag", "", line, found=shown(tag))
    if isinstance(event, yaml.MappingStartEvent):
        return Mapping(line)
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(line)
    text: str = event.value  # type: ignore[attr-defined] # a scalar: nothing else is left
    if event.style:  # type: ignore[attr-defined] # the same
        return Quoted(clean(text) if event.style == '"' else text)  # type: ignore[attr-defined] # the same
    return None if text in ("", "~", "null", "Null", "NULL") else text


def _put(parent: Mapping | Sequence, key: str | None, value: object, line: int) -> bool:
    """Put `value` in its place; False where it is itself the key of what comes next."""
    if isinstance(parent, Sequence):
        parent.append(value)
        parent.lines.append(line)
        return True
    if key is not None:
        if value is not None:  # a key without a value is as good as no key
            parent[key] = value
        return True
    if not isinstance(value, str):
        raise Unreadable("yaml-key", "", line, found=shown(value))
    if value in parent.lines:
        raise Unreadable("yaml-same-key", "", line, found=shown(value), first=str(parent.lines[value]))
    parent.lines[value] = line
    return False


def _code(problem: str, text: str, line: int | None) -> str:
    """The commonest slips have words of their own."""
    if "cannot start any token" in problem and "\t" in text.split("\n")[(line or 1) - 1]:
        return "tab"
    return next((code for part, code in _PROBLEMS if part in problem), "syntax")


def _line(text: str, line: int | None) -> str:
    lines = text.split("\n")
    return shown(lines[line - 1]) if line and line <= len(lines) else ""

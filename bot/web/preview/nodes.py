"""HTML as a tree whose words are always escaped, and the style sheet that grows with it, since nothing is inline."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


Json = dict[str, Any]

_OPENED = re.compile(r"(?:https?://|tel:|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
_WRITTEN = re.compile(r"(https?://[^\s\u0e00-\u0e7f<>\"]+)")
_HELD = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/]+=*")
_VOID = frozenset({"br", "img"})


@dataclass(frozen=True, slots=True)
class Node:
    """An element. Its tag, classes and the names of its attributes are ours; the rest may be anybody's."""

    tag: str
    classes: str = ""
    children: tuple[Node | str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)

    def __html__(self) -> str:
        given = {"class": self.classes, **self.attributes} if self.classes else self.attributes
        opened = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
        inside = "".join(escape(child) for child in self.children)
        return f"<{self.tag}{opened}>" + ("" if self.tag in _VOID else f"{inside}</{self.tag}>")


def node(tag: str, classes: str = "", *children: Node | str, **attributes: str) -> Node:
    return Node(tag, classes, children, attributes)


def markup(nodes: Iterable[Node | str]) -> Markup:
    return Markup("").join(nodes)


def link(url: object, classes: str, *children: Node | str) -> Node:
    """What opens `url`; where that is nothing to be opened, the same without a link."""
    if not _OPENED.fullmatch(words(url)):
        return node("span", classes, *children)
    return node("a", classes, *children, href=words(url), target="_blank", rel="noopener noreferrer")


def linked(text: str) -> tuple[Node | str, ...]:
    """`text` with the addresses in it as links, as both apps show it."""
    parts = _WRITTEN.split(text)
    return tuple(link(part, "", part) if number % 2 else part for number, part in enumerate(parts) if part)


def picture(url: object, classes: str, alt: str) -> Node:
    """The picture that `url` itself holds; nothing is fetched, so of any other there is but a grey field."""
    if _HELD.fullmatch(words(url)):
        return node("img", classes, src=words(url), alt=alt)
    return node("span", f"{classes} elsewhere", alt)


def words(value: object) -> str:
    """`value` where it is a text, and otherwise ""."""
    return value if isinstance(value, str) else ""


def among(value: object, *known: str) -> str:
    """`value` where it is one of those known, and otherwise the first of them."""
    return value if isinstance(value, str) and value in known else known[0]


def parts(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def fields(value: object) -> Json:
    return value if isinstance(value, dict) else {}


class Sheet:
    """Classes for the looks that the payloads ask for."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def named(self, looks: Mapping[str, str]) -> str:
        """The class of these declarations; those without a value are left out. Values must have been checked."""
        body = ";".join(f"{name}:{value}" for name, value in looks.items() if value)
        return self._names.setdefault(body, f"look-{len(self._names)}") if body else ""

    @property
    def css(self) -> str:
        return "".join(f".telephones .{name} {{ {body} }}\n" for body, name in self._names.items())

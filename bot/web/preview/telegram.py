"""Calls of Telegram's Bot API as its app shows them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from bot.web.preview.nodes import Node, fields, link, linked, node, parts, picture, words


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.texts import Texts
    from bot.web.preview.nodes import Json


_TAGS = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "ins": "u", "s": "s", "strike": "s", "del": "s",
    "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-spoiler": "span", "span": "span", "tg-emoji": "span",
    "a": "a",
}  # fmt: skip


class Telegram:
    def __init__(self, say: Texts) -> None:
        self._say = say

    def draw(self, calls: Sequence[Json]) -> Iterator[Node]:
        for call in calls:
            yield node("div", "said", *self._message(call), *self._keyboard(fields(call.get("reply_markup"))))

    def _message(self, call: Json) -> Iterator[Node]:
        caption = words(call.get("caption"))
        match call.get("method"):
            case "sendMessage":
                text = words(call.get("text"))
                html = call.get("parse_mode") == "HTML"
                yield node("div", "bubble", *(formatted(text) if html else linked(text)))
            case "sendPhoto":
                shown = picture(call.get("photo"), "photo", self._say("preview.picture"))
                yield node("div", "bubble photographed", shown, *([node("p", "", *linked(caption))] if caption else []))
            case "sendVenue":
                yield node(
                    "div", "bubble place",
                    node("span", "map", self._say("preview.map")),
                    node("b", "", words(call.get("title"))),
                    node("span", "", words(call.get("address"))),
                )  # fmt: skip
            case "sendDocument":
                document = fields(call.get("document"))
                size = self._say("preview.kilobytes", size=f"{_kilobytes(document.get('file_size')):.1f}")
                named = node("span", "named", node("b", "", words(document.get("file_name"))), node("span", "", size))
                yield node("div", "bubble document", node("span", "disc", "↓"), named)
            case kind:
                yield node("p", "unknown", self._say("preview.unknown", kind=words(kind) or "?"))

    def _keyboard(self, markup: Json) -> Iterator[Node]:
        for row in parts(markup.get("inline_keyboard")):
            yield node("div", "row", *(self._button(fields(button)) for button in parts(row)))

    def _button(self, button: Json) -> Node:
        return link(button.get("url"), "key", node("span", "", words(button.get("text"))))


def formatted(html: str) -> tuple[Node | str, ...]:
    """Telegram's HTML. Tags that it does not know are shown as they are written: it would refuse them."""
    reading = _Reading()
    reading.feed(html)
    reading.close()
    return reading.read()


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, str, list[Node | str]]] = [("", "", [])]

    def read(self) -> tuple[Node | str, ...]:
        while len(self._open) > 1:
            self._close()
        return tuple(self._open[0][2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _TAGS or (tag == "span" and given.get("class") != "tg-spoiler"):
            self._add(self.get_starttag_text() or "")
        else:
            self._open.append((tag, given.get("href", ""), []))

    def handle_endtag(self, tag: str) -> None:
        if tag in [opened for opened, _, _ in self._open[1:]]:
            while self._open[-1][0] != tag:
                self._close()
            self._close()
        else:
            self._add(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        inside = {tag for tag, _, _ in self._open}
        for part in [data] if inside & {"a", "code", "pre"} else linked(data):
            self._add(part)

    def handle_comment(self, data: str) -> None:
        self._add(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._add(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self._add(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self._add(f"<?{data}>")

    def _close(self) -> None:
        tag, href, inside = self._open.pop()
        if tag == "a":
            self._add(link(href, "", *inside))
        else:
            self._add(Node(_TAGS[tag], "spoiler" if tag in ("tg-spoiler", "span") else "", tuple(inside)))

    def _add(self, part: Node | str) -> None:
        self._open[-1][2].append(part)


def _kilobytes(size: object) -> float:
    return size / 1024 if isinstance(size, int | float) else 0

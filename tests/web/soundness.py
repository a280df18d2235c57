"""A page of HTML as a browser reads it, and whether anything on it was written by whoever wrote the message."""

from __future__ import annotations

import re
from html.parser import HTMLParser


TAGS = {
    "html", "meta", "title", "style", "body", "main", "h1", "div", "section", "h2", "small", "img", "b", "i", "u", "s",
    "p", "span", "a", "ul", "li", "details", "summary", "code", "pre", "blockquote",
}  # fmt: skip
VOID = {"meta", "img"}
OPEN = ["html", "body"]  # their ends may be left out
ATTRIBUTES = {
    "lang", "charset", "name", "content", "http-equiv", "class", "src", "alt", "href", "target", "rel", "tabindex",
    "role", "aria-label", "dir",
}  # fmt: skip
ADDRESS = re.compile(r"(?:https?://|tel:|mailto:)\S+", re.IGNORECASE)
PICTURE = re.compile(r"data:image/(?:png|jpeg|svg\+xml);base64,[A-Za-z0-9+/]+=*")


class Read(HTMLParser):
    """What is on a page, as a browser has it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ends: list[str] = []
        self.given: list[tuple[str, str]] = []
        self.said: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return "".join(self.said)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.given += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.ends.append(tag)

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] not in (["title"], ["style"]):
            self.said.append(data)

    def values(self, name: str) -> list[str]:
        return [value for given, value in self.given if given == name]


def sound(html: str) -> Read:
    """The page as it is read, of which nothing was written by whoever wrote the message."""
    read = Read(html)
    assert set(read.tags) <= TAGS
    assert {name for name, _ in read.given} <= ATTRIBUTES
    assert sorted(read.ends) == sorted(tag for tag in read.tags if tag not in VOID | {"body"})
    assert [url for url in read.values("href") if not ADDRESS.fullmatch(url)] == []
    assert [url for url in read.values("src") if not PICTURE.fullmatch(url)] == []
    return read

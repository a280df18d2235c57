"""Text from other people's files: without what cannot be shown, without HTML, and in its language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from storage.programme import Text


if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_HTML = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|a|ul|ol|li|div|span|h[1-6]|img|table|tr|td|code|pre)\b[^<>]*>", re.IGNORECASE
)
_THAI = re.compile("[\u0e01-\u0e5b]")
_BLOCKS = frozenset({"p", "br", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "pre"})
_LINK = re.compile(r"https?://[^\s<>\"{}|\\^`\[\]]+")


def clean(text: str) -> str:
    """Without control characters and halves of characters, which neither XML nor a database takes; lines end in LF."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain(text: str) -> str:
    """`text` as it reads, where it is HTML; otherwise as it is."""
    text = clean(text).strip()
    if not _HTML.search(text):
        return text
    root = etree.fromstring(f"<body>{text}</body>", etree.HTMLParser(no_network=True, recover=True))
    lines = "".join(_spoken(root)).split("\n") if root is not None else []
    return re.sub(r"\n{3,}", "\n\n", "\n".join(" ".join(line.split()) for line in lines)).strip()


def in_language(text: str, language: str = "") -> Text:
    """`text` in the field of its language; without one, Thai letters decide. What is not Thai goes under English."""
    thai = language.lower().startswith("th") if language else bool(_THAI.search(text))
    return Text(th=text) if thai else Text(en=text)


def link(text: str) -> str:
    """`text` if it is a link that can be opened (http or https), else nothing."""
    return text if _LINK.fullmatch(text) else ""


def slug(text: str) -> str:
    """`text` as an id: in small letters, with hyphens for blanks."""
    return "-".join(clean(text).casefold().split())[:80]


class Taken:
    """Names that are taken, so that each is given once."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def unique(self, wanted: str) -> str:
        """`wanted`, or with a number behind it where that is taken; the answer is taken from then on."""
        found = wanted
        while found in self._times:
            self._times[wanted] += 1
            found = f"{wanted}-{self._times[wanted]}"
        self._times[found] = 1
        return found

    def __len__(self) -> int:
        return len(self._times)


def _spoken(root: etree._Element) -> Iterator[str]:
    for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "start":
            yield "\n" * (node.tag in _BLOCKS)
            yield "• " * (node.tag == "li")
            if node.tag not in ("script", "style"):
                yield _flat(node.text)
        elif event == "end":
            yield "\n" * (node.tag in _BLOCKS and node.tag != "br")
        if event in ("end", "comment"):
            yield _flat(node.tail)


def _flat(text: str | None) -> str:
    return re.sub(r"[ \t\n]+", " ", text or "")

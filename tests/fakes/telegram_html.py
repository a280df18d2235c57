"""Telegram's HTML: which tags there are, and what remains when they are read."""

from __future__ import annotations

import html
import re
from typing import Any, NamedTuple

from tests.fakes.telegram_refused import Refused, wrong


KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
LINKED = ("http://", "https://", "tg://")

TAG = re.compile(r"<(?P<end>/?)(?P<name>[^\s<>/]*)(?P<rest>[^<>]*)>")
ATTRIBUTE = re.compile(r"""\s+(?P<name>[a-z-]+)(?:=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+)))?""")
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")


class _Open(NamedTuple):
    name: str
    at: int
    """Where its text begins, in UTF-16 units."""
    entity: dict[str, Any]


def units(text: str) -> int:
    """The length of `text` as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def parsed(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text of `text` and its entities, by place, the outer ones first.

    Raises Refused for whatever the documentation does not allow. Telegram itself lets a lone & or > pass; here it is
    refused, as the documentation wants each of them escaped.
    """
    plain: list[str] = []
    length = at = 0
    opened: list[_Open] = []
    entities: list[dict[str, Any]] = []
    while at < len(text):
        if text[at] == "<":
            tag = TAG.match(text, at)
            if tag is None:
                raise _unparsed(text, at, 'Unsupported start tag "{}"', text[at + 1 : at + 9].split(" ", maxsplit=1)[0])
            if tag["end"]:
                entities += _closed(opened, tag, length, text)
            else:
                opened.append(_Open(tag["name"].lower(), length, _entity(tag, text)))
            at = tag.end()
            continue
        piece = text[at]
        if piece in "&>":
            escaped = ENTITY.match(text, at)
            if escaped is None:
                raise _unparsed(text, at, 'Character "{}" must be escaped', piece)
            piece = escaped[0]
        at += len(piece)
        plain.append(html.unescape(piece))
        length += units(plain[-1])
    if opened:
        raise wrong(f"can't parse entities: Can't find end tag corresponding to start tag \"{opened[-1].name}\"")
    return "".join(plain), sorted(entities, key=lambda each: (each["offset"], -each["length"]))


def _unparsed(text: str, at: int, why: str, what: str) -> Refused:
    return wrong(f"can't parse entities: {why.format(what)} at byte offset {len(text[:at].encode())}")


def _entity(tag: re.Match[str], text: str) -> dict[str, Any]:
    """What a start tag begins, without its place."""
    name = tag["name"].lower()
    given = {
        each["name"]: html.unescape(each["double"] or each["single"] or each["bare"] or "")
        for each in ATTRIBUTE.finditer(tag["rest"])
    }
    if (
        name not in KINDS
        or ATTRIBUTE.sub("", tag["rest"]).strip()
        or (name == "span" and given != {"class": "tg-spoiler"})
    ):
        raise _unparsed(text, tag.start(), 'Unsupported start tag "{}"', name)
    if name == "a":
        return _link(given.get("href", ""))
    if name == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": given.get("emoji-id", "")}
    if name == "code" and given.get("class", "").startswith("language-"):
        return {"type": "code", "language": given["class"].removeprefix("language-")}
    if name == "blockquote" and "expandable" in given:
        return {"type": "expandable_blockquote"}
    return {"type": KINDS[name]}


def _link(url: str) -> dict[str, Any]:
    """A link to nowhere that Telegram opens is dropped without a word, its text stays."""
    return {"type": "text_link", "url": url} if url.startswith(LINKED) else {"type": ""}


def _closed(opened: list[_Open], tag: re.Match[str], length: int, text: str) -> list[dict[str, Any]]:
    if not opened:
        raise _unparsed(text, tag.start(), "Unexpected end tag{}", "")
    last = opened.pop()
    if last.name != tag["name"].lower():
        why = f'Unmatched end tag{{}}, expected "</{last.name}>", found "</{tag["name"]}>"'
        offset = f" at byte offset {len(text[: tag.start()].encode())}"
        raise wrong("can't parse entities: " + why.format(offset))
    if not last.entity["type"] or length == last.at:
        return []
    return [{"offset": last.at, "length": length - last.at} | last.entity]


def trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """The same without space at its ends, as Telegram keeps it."""
    cut = units(text) - units(text.lstrip())
    text = text.strip()
    kept = []
    for entity in entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] + entity["length"] - cut, units(text))
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return text, kept

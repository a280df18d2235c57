"""What LINE takes as text, as an address and as a button, and how much of it.

Lengths are LINE's: https://developers.line.biz/en/reference/messaging-api/#action-objects
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from bot.lengths import cut, utf16


if TYPE_CHECKING:
    from bot.messages import Choice

    Json = dict[str, Any]


_LABEL, _LABEL_UNITS = 20, 100  # letters; and characters, since a letter may be any number of them
_SAID, _URI = 300, 1000

_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BLANK = re.compile(r"[\s\xad\u200b-\u200f\u2060-\u2064\ufeff]*")
_HOST = re.compile(r"[A-Za-z0-9._-]+(:\d{1,5})?")
_TELEPHONE = re.compile(r"tel:\+?[0-9()*#.-]+")


@dataclass(frozen=True, slots=True)
class Button:
    """`label` is whole, where the action's own may be cut. `line` is, as text, what to type or where to go."""

    action: Json
    label: str
    line: str


def clean(text: str) -> str:
    """`text` without what gives a screen orders or turns its lines round; "" if nothing of it can be seen."""
    text = _UNSEEN.sub("", text.replace("\t", " ")).strip()
    return "" if _BLANK.fullmatch(text) else text


def uri(url: str) -> str:
    """`url` as a button may carry it, percent-encoded; "" if none may."""
    url = clean(url)
    if _TELEPHONE.fullmatch(url):
        return url
    try:
        host = urlsplit(url).netloc
    except ValueError:
        return ""
    if not url.startswith(("https://", "http://")) or not _HOST.fullmatch(host):
        return ""
    encoded = re.sub("%(?![0-9A-Fa-f]{2})", "%25", quote(url, safe="%/:=&?~#+!$,;'@()*"))
    return encoded if len(encoded) <= _URI else ""


def tap(choice: Choice, data: str) -> Button | None:
    """`data` is what LINE brings back. None if nothing is on the choice."""
    label = clean(choice.label) or clean(choice.says)
    if not label:
        return None
    says = clean(choice.says) or label
    shown = cut(says, _SAID, utf16)
    return Button({"type": "postback", "label": _cut(label), "data": data, "displayText": shown}, label, f"• {says}")


def opening(label: str, url: str) -> Button:
    """`url` as `uri` made it."""
    label = clean(label) or url
    return Button({"type": "uri", "label": _cut(label), "uri": url}, label, f"{label}: {url}")


def _cut(label: str) -> str:
    return cut(cut(" ".join(label.split()), _LABEL), _LABEL_UNITS, utf16)

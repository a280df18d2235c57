"""Every page of the console, found as a reader finds it: by its links, and by its forms that only ask.

walk = walked(here.client(), "c")
walk.pages          # what was read, by its address
walk.wrong          # what no reader should meet: "address: what"
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import polib


if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.console.client import Client

_MOST = 1_500  # pages: so that a walk that finds ever more of them ends
_TYPED, _ASKED = ("text", "search", "date"), "ก"  # what is typed into a field to search by
_UNSAID = re.compile(r"\b[a-z_]+\.[a-z_]+[a-z_0-9.]*\b|\{[a-z_]+\}")
_SPOKEN = ("title", "aria-label", "placeholder", "alt")


@dataclass
class _Form:
    """A form that only asks: the first value of each of its fields, and the others that can be chosen instead."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    others: list[tuple[str, str]] = field(default_factory=list)

    def offers(self, name: str, value: str) -> None:
        if name in self.fields:
            self.others.append((name, value))
        else:
            self.fields[name] = value

    def asks(self) -> Iterator[str]:
        for change in ({}, *({name: value} for name, value in self.others)):
            yield f"{self.action}?{urlencode({**self.fields, **change})}"


class _Page(HTMLParser):
    """`links` lead on; `said` is all that can be read or heard."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[_Form] = []
        self.said: list[str] = []
        self._form: _Form | None = None
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        self.said += [found[name] for name in _SPOKEN if name in found]
        if there := found.get({"a": "href", "iframe": "src"}.get(tag, "")):
            self.links.append(there)
        elif tag == "form" and found.get("method", "get") == "get":
            self._form = _Form(found.get("action", ""))
            self.forms.append(self._form)
        elif self._form and (name := found.get("name") or (self._select if tag == "option" else "")):
            if tag == "select":
                self._select = name
            elif tag != "textarea":
                self._form.offers(name, found.get("value", ""))
                if tag == "input" and found.get("type", "text") in _TYPED:
                    self._form.offers(name, _ASKED)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@dataclass
class Walk:
    pages: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def walked(client: Client, programme: str) -> Walk:
    """All that can be read of a programme, beginning at its first page; each address is asked for once."""
    walk, ways = Walk(), [f"/console/{programme}/today"]
    seen = set(ways)
    while ways and len(seen) < _MOST:
        way = ways.pop(0)
        try:
            answer = client.get(way)
        except Exception as error:
            error.add_note(f"at {way}")
            raise
        if answer.status_code >= 400:
            walk.wrong.append(f"{way}: {answer.status_code}")
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        page = _Page(answer.text)
        walk.pages[way] = answer.text
        walk.wrong += [f"{way}: {each}" for each in unsaid(" ".join(page.said))]
        for link in (*page.links, *(each for form in page.forms for each in form.asks())):
            there = _there(way, link, programme)
            if there and there not in seen:
                seen.add(there)
                ways.append(there)
    if ways:
        walk.wrong.append(f"there is no end of it: {ways[:5]}")
    return walk


def unsaid(text: str) -> list[str]:
    """What reads like the id of a text, or like a place in one that was not filled."""
    return [each for each in _UNSAID.findall(text) if each.startswith("{") or each in _ids()]


def _there(way: str, link: str, programme: str) -> str:
    """A link's address, where it leads on within the programme; "" where it does not, or turns to another language."""
    parts = urlsplit(urljoin(way, link))
    asked = parse_qsl(parts.query, keep_blank_values=True)
    if parts.netloc or not parts.path.startswith(f"/console/{programme}/") or "lang" in dict(asked):
        return ""
    return f"{parts.path}?{urlencode(sorted(asked))}" if asked else parts.path


@cache
def _ids() -> frozenset[str]:
    folder = resources.files("locales") / "th"
    files = (each for each in folder.iterdir() if each.name.endswith(".po"))
    return frozenset(entry.msgid for each in files for entry in polib.pofile(each.read_text(encoding="utf-8")))

"""Somebody in LINE: what their app shows of message objects, and what it brings to the bot's hook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from tests.dialogs.over.place import Button, File, Seen, on_map, pressed, unsaid
from tests.plain import PLAIN


if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.dialogs.over.house import House

    Json = dict[str, Any]


class Line:
    """In private, or in a `group`. Quick replies are there until the next message; what is on a bubble stays."""

    known = False

    def __init__(self, house: House, group: str = "") -> None:
        self.house, self.line, self.group = house, house.line, group
        self.me = house.line.stranger("สมหญิง")
        self._before = len(self.line.shown(self.chat))
        self._shown: list[Json] = []
        self._buttons: list[list[Button]] = []
        self._quick: list[Button] = []

    @property
    def chat(self) -> str:
        return self.group or self.me

    def opens(self) -> Seen:
        self.line.follow(self.me)
        return self.looks()

    def says(self, text: str, *, mention: bool = False, quote: str = "") -> Seen:
        self.line.say(self.me, text, group=self.group, mention=mention, quote=quote)
        return self.looks()

    def taps(self, label: str, number: int = 1) -> Seen:
        self.line.tap(self.me, pressed([*self._buttons, self._quick], label, number).data, group=self.group)
        return self.looks()

    def got(self) -> list[File]:
        """LINE's own browser fetches them, without anything that would tell who asks."""
        opened = [action for shown in self._shown for action in _openings(shown) if _is_file(action["uri"])]
        return [
            File(action["label"], httpx.get(action["uri"], trust_env=False, verify=PLAIN).text) for action in opened
        ]

    def looks(self) -> Seen:
        """What has come since."""
        self.house.settled()
        shown = self.line.shown(self.chat)[self._before :]
        if shown:
            self._shown, self._before = shown, self._before + len(shown)
            on_bubbles = [Button(action["label"], action["data"]) for each in shown for action in _postbacks(each)]
            self._quick = [Button(action["label"], action["data"]) for action in _quick(shown[-1])]
            self._buttons.append(on_bubbles)
        buttons = [button.label for button in (*self._buttons[-1], *self._quick)] if shown else []
        words: list[str] = []
        for each in shown:
            words += _spot(each, words) if each["type"] == "location" else seen(each)
        return Seen("\n\n".join(filter(None, words)), tuple(buttons))


def seen(shown: Json) -> Iterator[str]:
    """The words of one message object, a bubble a paragraph."""
    if shown["type"] == "text":
        yield shown["text"]
        return
    if shown["type"] == "image":
        return  # it has no words
    for bubble in _bubbles(shown):
        parts = [bubble[name] for name in ("header", "body", "footer") if name in bubble]
        yield "\n".join(line for part in parts for line in _lines(part))


def _spot(shown: Json, before: list[str]) -> list[str]:
    place = on_map(shown["title"], shown["address"], shown["latitude"], shown["longitude"])
    return [unsaid(place, "\n".join(before))]


def _lines(box: Json) -> Iterator[str]:
    for part in box["contents"]:
        if part["type"] == "box":
            yield ": ".join(_lines(part))  # a fact's name over the fact
        elif part["type"] == "text":
            yield part["text"]
        elif "uri" in part["action"]:
            yield from _opened(part["action"])


def _opened(action: Json) -> Iterator[str]:
    """A file by its name, a page with its address; a number to call is a fact too."""
    if _is_file(action["uri"]):
        yield action["label"]
    elif action["uri"].startswith("http"):
        yield f"{action['label']}: {action['uri']}"


def _bubbles(shown: Json) -> list[Json]:
    contents = shown["contents"]
    return list(contents["contents"]) if contents["type"] == "carousel" else [contents]


def _actions(shown: Json) -> Iterator[Json]:
    for bubble in _bubbles(shown) if shown["type"] == "flex" else []:
        boxes = [bubble[name] for name in ("body", "footer") if name in bubble]
        yield from (part["action"] for box in boxes for part in box["contents"] if part["type"] == "button")


def _postbacks(shown: Json) -> list[Json]:
    return [action for action in _actions(shown) if action["type"] == "postback"]


def _openings(shown: Json) -> list[Json]:
    return [action for action in _actions(shown) if action["type"] == "uri"]


def _quick(shown: Json) -> list[Json]:
    return [item["action"] for item in shown.get("quickReply", {}).get("items", [])]


def _is_file(uri: str) -> bool:
    return urlsplit(uri).path.startswith("/files/")

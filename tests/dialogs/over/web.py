"""Somebody at the web chat: what the page's script posts, and is given to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.dialogs.over.place import Button, File, Seen, pressed, unsaid
from tests.web.visitor import Visitor


if TYPE_CHECKING:
    from tests.dialogs.over.house import House


class Web:
    known = False

    def __init__(self, house: House) -> None:
        self.visitor = Visitor(house.url)
        self._house = house
        self._after = ""
        self._entries: list[dict[str, Any]] = []
        self._buttons: list[list[Button]] = []

    def close(self) -> None:
        self.visitor.http.close()

    def opens(self) -> Seen:
        return self.says("สวัสดีค่ะ")

    def says(self, text: str, **more: str) -> Seen:
        assert self.visitor.say(text, **more).status_code == 202
        return self.looks()

    def taps(self, label: str, number: int = 1) -> Seen:
        button = pressed(self._buttons, label, number)
        return self.says(button.says, data=button.data)

    def got(self) -> list[File]:
        return [
            File(file["name"], self.visitor.http.get(file["url"]).raise_for_status().text)
            for entry in self._entries
            for file in entry["files"]
        ]

    def looks(self) -> Seen:
        """What has come since."""
        self._house.settled()
        events = self.visitor.talk(self._after)
        self._after = events[-1].id if events else self._after
        self._entries = [event.data for event in events if event.data["kind"] == "reply"]
        buttons = [
            Button(choice["label"], choice["data"], choice["says"])
            for entry in self._entries
            for part in (*entry["cards"], entry)
            for choice in part["choices"]
        ]
        self._buttons.append(buttons)
        return Seen(
            "\n\n".join("\n\n".join(_paragraphs(entry)) for entry in self._entries),
            tuple(button.label for button in buttons),
        )


def _paragraphs(entry: dict[str, Any]) -> list[str]:
    parts = [
        [entry["text"]],
        *(_card(card, entry["text"]) for card in entry["cards"]),
        _links(entry),
        [file["name"] for file in entry["files"]],
    ]
    return [found for part in parts if (found := "\n".join(line for line in part if line))]


def _card(card: dict[str, Any], said: str) -> list[str]:
    """A place is a card without facts."""
    if not card["facts"]:
        return [unsaid([card["title"], card["note"], *_links(card)], said)]
    return [card["title"], card["note"], *map(": ".join, card["facts"]), *_links(card)]


def _links(part: dict[str, Any]) -> list[str]:
    """Those to a page; a number to call, or an address to write to, is a fact too."""
    return [f"{link['label']}: {link['url']}" for link in part["links"] if link["url"].startswith("http")]

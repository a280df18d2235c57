"""Somebody at the terminal: `nongnat chat` with a keyboard and a screen of the test's."""

from __future__ import annotations

import re
import threading
from datetime import datetime
from queue import Queue
from typing import TYPE_CHECKING

from bot.app import chat
from bot.config import Settings
from tests.dialogs.over.house import store_about
from tests.dialogs.over.place import Seen


if TYPE_CHECKING:
    from pathlib import Path

    from tests.dialogs.over.place import File


_NUMBERED = re.compile(r"\[\d+\] (.*)")
_PATIENCE = 60


class Terminal:
    """Buttons are those of the last answer, and are chosen by their numbers. A file is only named."""

    known = True

    def __init__(self, folder: Path, *about: str, now: str) -> None:
        store_about(folder, *about).close()
        self._typed: Queue[str | None] = Queue()
        self._asked: Queue[None] = Queue()
        self._printed: list[str] = []
        self._labels: list[str] = []
        settings = Settings(
            _env_file=None,
            database_url=f"sqlite:///{folder / 'nongnat.db'}",
            nongnat_now=datetime.fromisoformat(now),
        )
        self._thread = threading.Thread(target=chat, args=(settings, self._listen, self._printed.append))
        self._thread.start()
        self._asked.get(timeout=_PATIENCE)

    def close(self) -> None:
        self._typed.put(None)
        self._thread.join()

    def opens(self) -> Seen:
        return self.says("สวัสดีค่ะ")

    def says(self, text: str) -> Seen:
        self._printed.clear()
        self._typed.put(text)
        self._asked.get(timeout=_PATIENCE)
        return self._seen()

    def taps(self, label: str, number: int = 1) -> Seen:
        places = [place for place, shown in enumerate(self._labels, 1) if shown == label]
        return self.says(str(places[number - 1]))

    def got(self) -> list[File]:
        return []

    def _listen(self) -> str:
        self._asked.put(None)
        typed = self._typed.get()
        if typed is None:
            raise EOFError
        return typed

    def _seen(self) -> Seen:
        paragraphs = "\n\n".join(self._printed).split("\n\n")
        numbered = _NUMBERED.findall(paragraphs[-1]) if _NUMBERED.match(paragraphs[-1]) else []
        words = paragraphs[:-1] if numbered else paragraphs
        titles = [f"{paragraph.partition(chr(10))[0]}: " for paragraph in words]
        self._labels = [_without(label, titles) for label in numbered]
        return Seen("\n\n".join(words), tuple(self._labels))


def _without(label: str, titles: list[str]) -> str:
    """A label without the title of the card that it is on."""
    return label.removeprefix(next((title for title in titles if label.startswith(title)), ""))

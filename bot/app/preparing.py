"""What is loaded once a process, before anybody waits for it."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.texts import texts


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.app.building import App


_GARBAGE = 10_000  # new objects before they are looked through; by Python's own 700, a tenth of all work in a rush


@contextmanager
def loading() -> Iterator[None]:
    """Load what stays for good, such as the words of a language: a million objects.

    Looking through them for garbage over and over would double the time; afterwards they are passed over for good.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(_GARBAGE, 20, 20)
        gc.enable()


def warm(app: App) -> None:
    """Load what the first question would otherwise wait for. Once a process: see `loading`."""
    with loading():
        read_programmes(app)


def read_programmes(app: App) -> None:
    """Get every programme ready to be asked about; next to nothing where they are."""
    app.conversation.warm(texts("th")("start.button_tomorrow"))

"""How fast a bot sends: what Telegram lets through, and what it did send at its fastest."""

from __future__ import annotations

import math
import time
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from tests.fakes.telegram_refused import Refused


if TYPE_CHECKING:
    from collections.abc import Callable


SECOND, MINUTE = 0.95, 57.0
"""The windows are a twentieth short: between the sender's watch and this one lies a network."""


class Bursts(NamedTuple):
    overall: int
    chat: int
    group: int


class Pace:
    """`rate`: the most overall and for a chat in a second, and for a group in a minute; None: no limit."""

    def __init__(self, watch: Callable[[], float] = time.monotonic) -> None:
        self._watch = watch
        self.rate: tuple[int, int, int] | None = None
        self._all: list[float] = []
        self._chats: defaultdict[int, list[float]] = defaultdict(list)

    def allow(self, chat: int) -> None:
        """Raises Refused (429) where one more message to `chat`, a group if negative, is too many now."""
        if self.rate is None:
            return
        overall, each, group = self.rate
        now = self._watch()
        waits = [_wait(self._all, now, overall, SECOND), _wait(self._chats[chat], now, each, SECOND)]
        if chat < 0:
            waits.append(_wait(self._chats[chat], now, group, MINUTE))
        if any(waits):
            after = math.ceil(max(waits))
            raise Refused(429, f"retry after {after}", retry_after=after)

    def note(self, chat: int) -> None:
        """A message to `chat` was taken."""
        now = self._watch()
        self._all.append(now)
        self._chats[chat].append(now)

    def bursts(self) -> Bursts:
        chats = self._chats.items()
        return Bursts(
            _most(self._all, SECOND),
            max((_most(times, SECOND) for _, times in chats), default=0),
            max((_most(times, MINUTE) for chat, times in chats if chat < 0), default=0),
        )


def _wait(times: list[float], now: float, most: int, window: float) -> float:
    """How long until fewer than `most` of `times` are in the window before."""
    return max(times[-most] + window - now, 0) if len(times) >= most else 0


def _most(times: list[float], window: float) -> int:
    """The most of `times`, which rise, in any one window."""
    return max((bisect_right(times, start + window) - first for first, start in enumerate(times)), default=0)

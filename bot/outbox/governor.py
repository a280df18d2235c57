"""How fast one bot may send: moving windows, kept a little under what the platform allows."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.port import Pace


_MARGIN = 1.05  # clocks differ: windows are wider by this


class _Window:
    """The moments of the last `seconds`, at most `most` of them."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds * _MARGIN
        self._at: deque[float] = deque()

    def add(self, now: float) -> None:
        self._at.append(now)

    def move(self, since: float, now: float) -> None:
        """What was counted at `since` is counted at `now`."""
        if since in self._at:
            self._at.remove(since)
        self._at.append(now)

    def room(self, now: float) -> int:
        while self._at and self._at[0] <= now - self._seconds:
            self._at.popleft()
        return self._most - len(self._at)

    def opens(self) -> float:
        """When there is room again, if there is none."""
        return self._at[len(self._at) - self._most] + self._seconds


class Governor:
    """One for each bot token, in the one process that delivers for it. `now` is in seconds, and never goes back."""

    def __init__(self, pace: Pace, is_group: Callable[[str], bool], now: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._is_group = is_group
        self._now = now
        self._all = _Window(pace.overall, 1)
        self._chats: dict[str, list[_Window]] = {}
        self._rests_until = float("-inf")

    def room(self) -> int:
        """How many calls may begin now."""
        now = self._now()
        return self._all.room(now) if now >= self._rests_until else 0

    def resting(self) -> list[str]:
        """The chats to which nothing may be sent now."""
        now = self._now()
        full = {chat: [window.room(now) for window in windows] for chat, windows in self._chats.items()}
        self._chats = {
            chat: windows
            for chat, windows in self._chats.items()
            if any(window.room(now) < most for window, (most, _) in zip(windows, self._limits(chat), strict=True))
        }
        return [chat for chat, rooms in full.items() if min(rooms) <= 0]

    def began(self, chats: Iterable[str]) -> float:
        """A call to these chats begins: it counts once overall, and once for each of them. To be given to `ended`."""
        now = self._now()
        self._all.add(now)
        for chat in chats:
            for window in self._windows(chat):
                window.add(now)
        return now

    def ended(self, chats: Iterable[str], since: float) -> None:
        """The call that began then has ended: it arrived at some moment between, and so counts until after the last."""
        now = self._now()
        self._all.move(since, now)
        for chat in chats:
            for window in self._windows(chat):
                window.move(since, now)

    def rest(self, seconds: float) -> None:
        """Nothing at all for so long."""
        self._rests_until = max(self._rests_until, self._now() + seconds)

    def wait(self) -> float:
        """Seconds until there is room again for anything at all; 0 where there is some."""
        now = self._now()
        rests = max(0.0, self._rests_until - now)
        return rests if self._all.room(now) > 0 else max(rests, self._all.opens() - now)

    def _windows(self, chat: str) -> list[_Window]:
        return self._chats.setdefault(chat, [_Window(*limit) for limit in self._limits(chat)])

    def _limits(self, chat: str) -> list[tuple[int, float]]:
        return [(self._pace.chat, 1), (self._pace.group, 60)] if self._is_group(chat) else [(self._pace.chat, 1)]

"""How fast one bot may send: moving windows, kept a little under what the platform allows, and filled evenly."""

from __future__ import annotations

import time
from bisect import bisect_right, insort
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.port import Pace


# Windows are wider by this, for clocks run differently. It need not cover the network: a message is counted from after
# it has arrived, and the next is counted by us before it has left.
_MARGIN = 1.01
_EVENLY = 1.25  # what can wait begins at most so many times as fast as windows would let it on the average
_AT_ONCE = 8  # the share of a second's messages that may begin together, of those that can wait


class _Window:
    """At most `most` calls in any `seconds`, counted when they end; what is on its way counts as long as it is."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds * _MARGIN
        self._flying = 0
        self._at: list[float] = []  # in order

    def begin(self) -> None:
        self._flying += 1

    def end(self, at: float) -> None:
        self._flying -= 1
        insort(self._at, at)

    def room(self, now: float, ahead: float = 0) -> int:
        del self._at[: bisect_right(self._at, now - self._seconds)]
        left = bisect_right(self._at, now + ahead - self._seconds) if ahead else 0
        return self._most - self._flying - len(self._at) + left

    def opens(self) -> float:
        """When there is room again, if there is none; for ever, as far as is known, where all of them fly."""
        last = self._flying + len(self._at) - self._most
        return self._at[last] + self._seconds if last < len(self._at) else float("inf")


class _Drip:
    """So many at once, and then no faster than `rate` a second: room is left at any moment for what comes then."""

    def __init__(self, rate: float, at_once: int) -> None:
        self._rate = rate
        self._most = float(at_once)
        self._there = float(at_once)
        self._at = float("-inf")

    def take(self, now: float) -> None:
        self._there = self._now(now) - 1
        self._at = now

    def room(self, now: float) -> int:
        return int(self._now(now) + 1e-9)  # waiting for exactly as long as it says is long enough

    def wait(self, now: float) -> float:
        return max(0.0, (1 - self._now(now)) / self._rate)

    def _now(self, now: float) -> float:
        return min(self._most, self._there + (now - self._at) * self._rate)


class Governor:
    """One for each bot token, in the one process that delivers for it. `now` is in seconds, and never goes back.

    Answers may take whatever room there is. All else is spread over each second, lest an answer that comes just then
    has to wait for the next.
    """

    def __init__(self, pace: Pace, is_group: Callable[[str], bool], now: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._is_group = is_group
        self._now = now
        self._all = _Window(pace.overall, 1)
        self._drip = _Drip(_EVENLY * pace.overall, max(1, pace.overall // _AT_ONCE))
        self._chats: dict[str, list[_Window]] = {}
        self._rests_until = float("-inf")

    def room(self, ahead: float = 0) -> int:
        """How many calls may begin now, or so many seconds from now."""
        now = self._now()
        return self._all.room(now, ahead) if now >= self._rests_until else 0

    def spare(self, ahead: float = 0) -> int:
        """How many of those may be none that answer."""
        return max(0, min(self.room(ahead), self._drip.room(self._now() + ahead)))

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

    def began(self, chats: Iterable[str], *, answers: bool = True) -> Callable[[], None]:
        """A call to these chats begins: it counts once overall, and once for each of them.

        When it has ended, call what is returned, once or oftener: it arrived at some moment between, and counts from
        the last of them on.
        """
        if not answers:
            self._drip.take(self._now())
        windows = [self._all, *(window for chat in chats for window in self._windows(chat))]
        for window in windows:
            window.begin()

        def ended() -> None:
            now = self._now()
            while windows:
                windows.pop().end(now)

        return ended

    def went(self, chat: str) -> None:
        """Somebody else has sent something there, at the latest now."""
        now = self._now()
        for window in (self._all, *self._windows(chat)):
            window.begin()
            window.end(now)

    def rest(self, seconds: float) -> None:
        """Nothing at all for so long."""
        self._rests_until = max(self._rests_until, self._now() + seconds)

    def wait(self) -> float:
        """Seconds until there is room again for anything at all; 0 where there is some."""
        now = self._now()
        rests = max(0.0, self._rests_until - now)
        return rests if self._all.room(now) > 0 else max(rests, self._all.opens() - now)

    def wait_spare(self) -> float:
        """Seconds until there is room again for what is no answer."""
        return max(self.wait(), self._drip.wait(self._now()))

    def _windows(self, chat: str) -> list[_Window]:
        return self._chats.setdefault(chat, [_Window(*limit) for limit in self._limits(chat)])

    def _limits(self, chat: str) -> list[tuple[int, float]]:
        return [(self._pace.chat, 1), (self._pace.group, 60)] if self._is_group(chat) else [(self._pace.chat, 1)]

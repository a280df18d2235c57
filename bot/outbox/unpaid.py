"""While a platform takes nothing that is paid for: what is done meanwhile, and how long that lasts."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.port import Metered
from storage import elsewhere, quotas, sending


if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.clock import Clock
    from bot.port import Platform


_ANEW_SECONDS = (
    600.0  # after which everything that waits is looked at again: somebody may have come to another platform
)


class Unpaid:
    """One for each platform, in the one process that delivers to it. `clock` may be a rehearsal's, `real` is not."""

    def __init__(self, platform: Platform, clock: Clock, real: Clock) -> None:
        self._name = platform.name
        self._is_metered = isinstance(platform, Metered)
        self._clock = clock
        self._real = real
        self._refused_at = real.now() - timedelta(days=365)
        self._refused_until = float("-inf")
        self._looked_to = 0
        self._anew_at = float("-inf")

    def refused(self, seconds: float) -> None:
        """The platform has just refused what is to be paid for, and is not to be asked again for so long."""
        self._refused_at = self._real.now()
        self._refused_until = time.monotonic() + seconds

    def is_now(self, store: Session) -> bool:
        """Whether nothing that is paid for can go: it was refused, or was seen to be used up, whichever was last."""
        if not self._is_metered:
            return time.monotonic() < self._refused_until
        seen = quotas.seen(store, self._name)
        if seen and seen.seen_at > self._refused_at:
            return seen.is_out(self._real.now())
        return time.monotonic() < self._refused_until

    def see_to(self, store: Session) -> None:
        """What people were to be told goes to their other platform where they have one; what is too late is dropped."""
        if time.monotonic() >= self._anew_at:
            self._anew_at = time.monotonic() + _ANEW_SECONDS
            self._looked_to = 0
            sending.expire(store, self._name, self._clock.now())
        self._looked_to = elsewhere.move(store, self._name, self._clock.now(), self._looked_to)

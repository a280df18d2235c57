"""What time it is: really, in a rehearsal, or as it was set. Always aware, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class RealClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class RehearsalClock:
    """A clock that stood at `start` (aware) when it was made and has run `speed` times as fast since."""

    def __init__(self, start: datetime, speed: float = 1.0, real: Clock | None = None) -> None:
        self._start = _utc(start)
        self._speed = speed
        self._real = real or RealClock()
        self._made = self._real.now()

    def now(self) -> datetime:
        return self._start + (self._real.now() - self._made) * self._speed


class SetClock:
    """A clock that stands still at `at` (aware) until it is set again."""

    def __init__(self, at: datetime) -> None:
        self._at = _utc(at)

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        self._at = _utc(at)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment.isoformat()}")
    return moment.astimezone(UTC)

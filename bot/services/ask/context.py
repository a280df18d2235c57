"""What was talked about a moment ago, so that a question may go on from it (ที่ไหนครับ, แล้ววันศุกร์ล่ะ)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Context:
    """The sessions last answered (codes), what was asked of them, and the days (ISO) that were named. Kept as JSON."""

    sessions: tuple[str, ...] = ()
    asks: frozenset[str] = frozenset()
    days: tuple[str, ...] = ()

    def dump(self) -> dict[str, Any]:
        return {"sessions": list(self.sessions), "asks": sorted(self.asks), "days": list(self.days)}

    @classmethod
    def load(cls, kept: dict[str, Any] | None) -> Context:
        kept = kept or {}
        return cls(tuple(kept.get("sessions", ())), frozenset(kept.get("asks", ())), tuple(kept.get("days", ())))

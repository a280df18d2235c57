"""What a programme's file says of how long personal data is kept, under `programme: privacy:`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from storage.reminder_settings import Tell


_RANGES = {"keep_days": (7, 3650), "keep_messages_days": (7, 3650)}


@dataclass(frozen=True, slots=True)
class PrivacySettings:
    """In days of 24 hours.

    `keep_days` after a programme's last session has ended, its people are erased, unless they are in another one.
    `keep_messages_days` after it was said, what its people said, and what they were told, is erased.
    """

    keep_days: int = 365
    keep_messages_days: int = 90


def _unheard(_code: str, _field: str, /, **_values: object) -> None:
    """Nobody is told."""


def read(raw: object, tell: Tell = _unheard) -> PrivacySettings:
    """What the settings say; `tell` hears of what is wrong, in place of which the defaults stand."""
    if raw is None:
        return PrivacySettings()
    if not isinstance(raw, dict):
        tell("not-fields", "", found=raw)
        return PrivacySettings()
    given: dict[str, int] = {}
    for field, value in raw.items():
        if field not in _RANGES:
            tell("unknown-key", field, found=field, known=", ".join(_RANGES))
            continue
        low, high = _RANGES[field]
        if value is None:
            continue
        if not isinstance(value, int) or isinstance(value, bool):
            tell("not-whole", field, found=value)
        elif not low <= value <= high:
            tell("out-of-range", field, found=value, low=str(low), high=str(high))
        else:
            given[field] = value
    return PrivacySettings(**given)

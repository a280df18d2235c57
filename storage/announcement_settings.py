"""What a programme's file says of announcements, under `programme: announcements:`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from storage.reminder_settings import Tell


_FIELDS = ("approval",)


@dataclass(frozen=True, slots=True)
class AnnouncementSettings:
    """`approval`: another organiser approves an announcement before it goes."""

    approval: bool = False


def _unheard(_code: str, _field: str, **_values: object) -> None:
    """Nobody is told."""


def read(raw: object, tell: Tell = _unheard) -> AnnouncementSettings:
    """What the settings say; `tell` hears of what is wrong, in place of which the defaults stand."""
    if raw is None:
        return AnnouncementSettings()
    if not isinstance(raw, dict):
        tell("not-fields", "", found=raw)
        return AnnouncementSettings()
    for field in raw:
        if field not in _FIELDS:
            tell("unknown-key", field, found=field, known=", ".join(_FIELDS))
    approval = raw.get("approval", False)
    if not isinstance(approval, bool):
        tell("not-yes-no", "approval", found=approval)
        return AnnouncementSettings()
    return AnnouncementSettings(approval)

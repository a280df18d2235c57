"""What somebody was told by announcements, for whoever asks for it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage import announced, announcements


if TYPE_CHECKING:
    from sqlalchemy.orm import Session as Store

    from storage.announcements import Announcement


@dataclass(frozen=True, slots=True)
class Heard:
    """`known`: they have said that they know it."""

    announcement: Announcement
    known: bool


def heard(store: Store, person: int) -> list[Heard]:
    """The last that they got, the newest first; not what a newer one of them corrects or says again."""
    found: list[Heard] = []
    older: set[int | None] = set()
    for number, known in announced.to_one(store, person):
        announcement = announcements.get(store, number)
        if announcement is None:
            continue
        if number not in older:
            found.append(Heard(announcement, known))
        older |= {announcement.corrects, announcement.chases}
    return found

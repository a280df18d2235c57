"""Who has looked at somebody's data, told to whoever it is about; bot.services.log notes it when it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage import sights


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store


@dataclass(frozen=True, slots=True)
class Sight:
    """That somebody's data was shown to `who` (a name, "" for the command line) at `at`, `what` of it it was.

    `what` is the deed's own word and `subject` the page's or list's, as they were noted.
    """

    who: str
    what: str
    subject: str
    programme: str
    at: datetime


def seen(store: Store, person: int, most: int = 10) -> list[Sight]:
    """Who last looked at a person's data, alone or among all of a programme they are in; the latest first.

    What they looked at themselves is not among it.
    """
    return [Sight(*row) for row in sights.of(store, person, most)]

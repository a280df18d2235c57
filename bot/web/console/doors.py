"""What is behind a route of the console, and how it is opened by whoever may."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.datastructures import FormData

from bot.errors import Refused
from bot.web.console.here import Ready


if TYPE_CHECKING:
    from bot.web.console.here import Answer, Here, Look, Work


@dataclass(frozen=True, slots=True)
class Door:
    """What is behind a route; `posted` where that is a form. `looks`: it reads, before anything is written."""

    tab: str
    work: Look
    owners: bool = False
    seen: bool = False
    again: Work | None = None
    looks: bool = False
    posted: FormData = field(default_factory=FormData)


def looked(here: Here, door: Door) -> Answer | Ready:
    """What its work says. Raises Refused, also where it is for owners alone."""
    if door.owners and here.role != "owner":
        raise Refused("console.owners_only")
    return door.work(here)


def worked(here: Here, door: Door) -> Answer:
    """The same, and at once what that is ready for."""
    answer = looked(here, door)
    return answer.work(here) if isinstance(answer, Ready) else answer

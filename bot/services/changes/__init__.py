"""Changes of a programme: what is different for people, and whether, when and how they are told of it."""

from bot.services.changes.differences import Changed, Kind, between, diff
from bot.services.changes.telling import (
    Cost,
    Pending,
    cost,
    due,
    hold,
    hush,
    organisers,
    pending,
    restoring,
    tell,
    told_by,
    when,
)
from storage.releases import Release, annotate, get, newest
from storage.releases_seen import Seen


__all__ = [
    "Changed",
    "Cost",
    "Kind",
    "Pending",
    "Release",
    "Seen",
    "annotate",
    "between",
    "cost",
    "diff",
    "due",
    "get",
    "hold",
    "hush",
    "newest",
    "organisers",
    "pending",
    "restoring",
    "tell",
    "told_by",
    "when",
]

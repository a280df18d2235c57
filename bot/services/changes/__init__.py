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
from bot.services.changes.undoing import Undone, undone
from storage.releases import Release, annotate, get, listed, newest, snapshots
from storage.releases_seen import Seen


__all__ = [
    "Changed",
    "Cost",
    "Kind",
    "Pending",
    "Release",
    "Seen",
    "Undone",
    "annotate",
    "between",
    "cost",
    "diff",
    "due",
    "get",
    "hold",
    "hush",
    "listed",
    "newest",
    "organisers",
    "pending",
    "restoring",
    "snapshots",
    "tell",
    "told_by",
    "undone",
    "when",
]

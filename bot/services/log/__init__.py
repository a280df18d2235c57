"""Who did what, when."""

from bot.services.log.noting import note, note_seen
from bot.services.log.reading import KINDS, PAGES, Asked, Read, read, staff
from storage.audit import COMMAND, Deed


__all__ = ["COMMAND", "KINDS", "PAGES", "Asked", "Deed", "Read", "note", "note_seen", "read", "staff"]

"""Leave: asked for beforehand, decided on by organisers, and then noted in the log of attendance.

Whoever comes all the same is there: see storage.attended.
"""

from bot.services.leave.asking import LONGEST, Part, ahead_of, ask, encoded, left, parts_of, split
from bot.services.leave.deciding import approve, decline, withdraw
from bot.services.leave.papers import keep, look, paper
from bot.services.leave.telling import deciders, is_brought, place_of
from storage.checkpoints import counts, settings_of
from storage.leaves import Leave, file, get, lasting, of_person, waiting
from storage.leaves_listed import Listed
from storage.leaves_listed import counts as how_many
from storage.leaves_listed import page as listed
from storage.questions_duty import language


__all__ = [
    "LONGEST",
    "Leave",
    "Listed",
    "Part",
    "ahead_of",
    "approve",
    "ask",
    "counts",
    "deciders",
    "decline",
    "encoded",
    "file",
    "get",
    "how_many",
    "is_brought",
    "keep",
    "language",
    "lasting",
    "left",
    "listed",
    "look",
    "of_person",
    "paper",
    "parts_of",
    "place_of",
    "settings_of",
    "split",
    "waiting",
    "withdraw",
]

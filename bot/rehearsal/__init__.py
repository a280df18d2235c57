"""A rehearsal: a whole programme on a simulated clock, before people who are made up, in a store of its own.

Nothing here knows a platform, a token or the real store: what is said goes to a web chat that nobody has open.
"""

from bot.rehearsal.cast import Player, cast
from bot.rehearsal.play import Heard, Play, Season, acknowledging, season
from bot.rehearsal.timeline import Entry, Summary, entries, lines, summary, told, whom


__all__ = [
    "Entry",
    "Heard",
    "Play",
    "Player",
    "Season",
    "Summary",
    "acknowledging",
    "cast",
    "entries",
    "lines",
    "season",
    "summary",
    "told",
    "whom",
]

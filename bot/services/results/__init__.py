"""What people answered, to be read: figures of sessions, speakers, modules and the whole, comments, files, links.

Nothing here knows who has answered what, but the list of a form whose answers have names. What draws or writes files
is loaded where it is needed: see `picture`, `workbook` and `raw`.
"""

from __future__ import annotations

from bot.services.results.figures import Recommend, Spread
from bot.services.results.first import First, first
from bot.services.results.overview import Overview, Result, Theme, Together, overview


__all__ = [
    "First",
    "Overview",
    "Recommend",
    "Result",
    "Spread",
    "Theme",
    "Together",
    "first",
    "overview",
]

"""What the secretariat hands in: how it is today, the workbook, and the sign-in sheet with what is typed back from it.

Figures of whole programmes come from bot.services.attendance, and are handed in. What draws is loaded where it draws:
see `workbook`, `pdf` and `picture`.
"""

from __future__ import annotations

from bot.services.report.asides import Asides, asides
from bot.services.report.back import Back, Change, back
from bot.services.report.live import Count, Live, current, following, live, of_session, points, today
from bot.services.report.sheets import Line, Sheet, Spot, chosen, sheet, subject


__all__ = [
    "Asides",
    "Back",
    "Change",
    "Count",
    "Line",
    "Live",
    "Sheet",
    "Spot",
    "asides",
    "back",
    "chosen",
    "current",
    "following",
    "live",
    "of_session",
    "points",
    "sheet",
    "subject",
    "today",
]

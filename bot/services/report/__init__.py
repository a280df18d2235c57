"""What the secretariat hands in: how it is today, the workbook, and the sign-in sheet with what is typed back from it.

Figures of whole programmes come from bot.services.attendance, and are handed in. What draws is loaded where it draws:
see `workbook`, `pdf` and `picture`.
"""

from __future__ import annotations

from bot.services.report.live import Count, Live, current, following, live, points, today
from bot.services.report.sheets import Line, Sheet, Spot, sheet


__all__ = ["Count", "Line", "Live", "Sheet", "Spot", "current", "following", "live", "points", "sheet", "today"]

"""What the secretariat hands in: the sign-in sheet, typed back in where people signed it."""

from bot.services.report.sheets import Line, Sheet, Spot, sheet


__all__ = ["Line", "Sheet", "Spot", "sheet"]

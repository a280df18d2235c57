"""How much everybody attended, and how much that is of what is required."""

from bot.services.attendance.columns import Column
from bot.services.attendance.table import Figures, Row, Table, table


__all__ = ["Column", "Figures", "Row", "Table", "table"]

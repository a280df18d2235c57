"""How much everybody attended, how much that is of what is required, and the warnings of those for whom it is close."""

from bot.services.attendance.columns import Column
from bot.services.attendance.doubtful import doubtful
from bot.services.attendance.finding import mine, named, one
from bot.services.attendance.risks import Risks, Watch
from bot.services.attendance.standing import LEVELS, Level, Standing, Standings, at_risk
from bot.services.attendance.table import Figures, Row, Table, table
from bot.services.attendance.warning import SETTLES, Warner
from storage.attendance import of as states


__all__ = [
    "LEVELS",
    "SETTLES",
    "Column",
    "Figures",
    "Level",
    "Risks",
    "Row",
    "Standing",
    "Standings",
    "Table",
    "Warner",
    "Watch",
    "at_risk",
    "doubtful",
    "mine",
    "named",
    "one",
    "states",
    "table",
]

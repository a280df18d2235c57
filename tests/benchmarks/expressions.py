"""How many of the blind date expressions are read as they are meant."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.thai.dates import read
from bot.thai.text import repair


if TYPE_CHECKING:
    from bot.thai.dates import When


DATES = Path(__file__).resolve().parent / "blind" / "dates.tsv"
ZONE = ZoneInfo("Asia/Bangkok")
Meaning = tuple[str, str, str]  # first day, last day, time


def table() -> list[tuple[str, str]]:
    """One row: the share of the expressions (and of the texts without any) that are read right."""
    rows = [line.split("\t") for line in DATES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    right = sum(_right(*[*row, "", "", ""][:6]) for row in rows)
    return [("blind date expressions right", f"{100 * right / len(rows):.1f} % of {len(rows)}")]


def _right(now: str, text: str, first: str, last: str, at: str, other: str) -> bool:
    whens = read(repair(text).lower(), datetime.fromisoformat(now).replace(tzinfo=ZONE))
    read_as = [_meaning(when) for when in whens if when.unit not in {"duration", "repeat"}]
    if first == "-":
        return not read_as
    accepted = [(first, last or first, at)]
    if other:
        day, until, hour = [*other.split("/"), "", ""][:3]
        accepted.append((day, until or day, hour))
    return len(read_as) == 1 and read_as[0] in accepted


def _meaning(when: When) -> Meaning:
    times = dict.fromkeys(f"{time:%H:%M}" for time in (when.from_, when.to) if time is not None)
    return str(when.first), str(when.last), "-".join(times)

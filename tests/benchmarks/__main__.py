"""Prints one table of measurements: `make bench`, or some parts of it: `python -m tests.benchmarks platforms speed`.

Takes a few minutes; figures are medians, and of this machine. Rows that need data which are not here (see ../shared in
the README) are left out.
"""

from __future__ import annotations

import argparse
from functools import partial

from tests.benchmarks import (
    announcing,
    asking,
    attendance,
    checkin,
    comments,
    console,
    dates,
    delivering,
    expressions,
    feedback,
    formats,
    platforms,
    questions,
    rehearsing,
    reminders,
    speed,
    watching,
    workbook,
)


def main() -> None:
    tables = {
        "questions": questions.table,
        "expressions": expressions.table,
        "dates": dates.table,
        "speed": speed.table,
        "formats": formats.table,
        "platforms": platforms.table,
        "watching": watching.table,
        "reminders": reminders.table,
        "delivering": delivering.table,
        "announcing": announcing.table,
        "asking": asking.table,
        "attendance": attendance.table,
        "rehearsing": rehearsing.table,
        "checkin": checkin.table,
        "workbook": workbook.table,
        "console": console.table,
        "comments": comments.table,
        "feedback": feedback.table,
    }
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(tables))
    parser.add_argument(
        "--events", type=int, default=platforms.REMEMBERED, help="over how many the server's memory is watched"
    )
    given = parser.parse_args()
    if unknown := set(given.parts) - set(tables):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    tables["platforms"] = partial(platforms.table, given.events)
    for part in given.parts or tables:
        for measure, figure in tables[part]():
            print(f"{measure:<62} {figure}", flush=True)


if __name__ == "__main__":
    main()

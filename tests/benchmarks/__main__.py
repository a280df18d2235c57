"""Prints one table of all measurements: `make bench`. Takes a few minutes; figures are medians, and of this machine.

Rows that need data which are not here (see ../shared in the README) are left out.
"""

from __future__ import annotations

from tests.benchmarks import dates, expressions, formats, questions, speed


def main() -> None:
    for part in (questions, expressions, dates, speed, formats):
        for measure, figure in part.table():
            print(f"{measure:<62} {figure}", flush=True)


if __name__ == "__main__":
    main()

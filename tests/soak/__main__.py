"""Kills by the hundred: `python -m tests.soak --help`. Exit code 1: something was lost, or said twice."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.soak import told
from tests.soak.killing import Plan, killed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--told", action="store_true", help="what people are told unasked, of a whole morning")
    parser.add_argument("--people", type=int, default=8, help="who ask, on each platform")
    parser.add_argument("--listening", type=int, default=240, help="who are told things, with --told")
    parser.add_argument("--faults", action="store_true", help="the platforms fail, too")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--database-url", default="", help="an empty database; a new file without")
    given = parser.parse_args()
    print(given)
    with tempfile.TemporaryDirectory() as folder:
        url = given.database_url or f"sqlite:///{folder}/soak.db"
        begun = time.monotonic()
        if given.told:
            morning = told.Plan(given.kills, given.processes, given.listening, given.people, given.faults, given.seed)
            tally = told.told(Path(folder), url, morning)
            print(tally.table(), f"{time.monotonic() - begun:.0f} s", sep="\n")
            return 1 if tally.faults else 0
        plan = Plan(given.kills, given.processes, given.people, given.faults, given.seed)
        ended = killed(Path(folder), url, plan)
        print(ended, f"{time.monotonic() - begun:.0f} s")
    return 1 if ended.faults else 0


if __name__ == "__main__":
    sys.exit(main())

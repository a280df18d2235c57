"""What a programme's file says of reminders: its defaults, what may stand there, and what is said of all else."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot.errors import BadFile, Fault
from storage.formats import read as read_file
from storage.reminder_settings import Quiet, ReminderSettings, quiet, read


FILE = """\
programme:
  id: c
  title: หลักสูตร
  timezone: Asia/Bangkok
  reminders:
    {line}
sessions:
  - {{id: s, title: เปิด, start: 2026-01-05T09:00, end: 2026-01-05T12:00}}
"""
WEEK, DAY, HOURS = timedelta(days=7), timedelta(days=1), timedelta(hours=3)
FOUR = (WEEK, 2 * DAY, timedelta(hours=2), timedelta(minutes=90))
KINDS = "digest, evening, nudge, deadline"


def test_a_file_that_says_nothing_has_the_defaults() -> None:
    assert read(None) == ReminderSettings(
        time(7), time(18), 30, (WEEK, DAY, HOURS), Quiet(time(21), time(6, 30)), frozenset()
    )


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("digest: 06:30", ReminderSettings(digest=time(6, 30))),
        ("evening: '19.00'", ReminderSettings(evening=time(19))),
        ("nudge: 15", ReminderSettings(nudge=15)),
        ("deadlines: [2h, 2d, 1w, 90m]", ReminderSettings(deadlines=FOUR)),
        ("deadlines: none", ReminderSettings(deadlines=())),
        ("quiet: 22:00-05:00", ReminderSettings(quiet=Quiet(time(22), time(5)))),
        ("quiet: none", ReminderSettings(quiet=None)),
        ("off: [evening, digest]", ReminderSettings(off=frozenset({"evening", "digest"}))),
        ("off: nudge", ReminderSettings(off=frozenset({"nudge"}))),
        ("digest: none", ReminderSettings(off=frozenset({"digest"}))),
        ("nudge: no", ReminderSettings(off=frozenset({"nudge"}))),
    ],
)  # fmt: skip
def test_what_a_file_says_counts(line: str, wanted: ReminderSettings) -> None:
    programme, warnings = read_file("c.yaml", FILE.format(line=line).encode())

    assert read(programme.settings["reminders"]) == wanted
    assert warnings == ()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("digest: 7 โมง", Fault("not-clock", "programme.reminders.digest", 6, {"found": "7 โมง"})),
        ("evening: 25:00", Fault("not-clock", "programme.reminders.evening", 6, {"found": "25:00"})),
        ("nudge: ครึ่งชั่วโมง", Fault("not-whole", "programme.reminders.nudge", 6, {"found": "ครึ่งชั่วโมง"})),
        ("nudge: 2", Fault("out-of-range", "programme.reminders.nudge", 6, {"found": "2", "low": "5", "high": "4320"})),
        ("deadlines: [7d, 3 วัน]", Fault("not-span", "programme.reminders.deadlines", 6, {"found": "3 วัน"})),
        ("deadlines: [99d]", Fault("not-span", "programme.reminders.deadlines", 6, {"found": "99d"})),
        ("deadlines: 7", Fault("not-list", "programme.reminders.deadlines", 6, {"found": "7"})),
        ("quiet: 21:00", Fault("not-hours", "programme.reminders.quiet", 6, {"found": "21:00"})),
        ("quiet: 21:00-21:00", Fault("not-hours", "programme.reminders.quiet", 6, {"found": "21:00-21:00"})),
        ("off: [lunch]", Fault("not-choice", "programme.reminders.off", 6, {"found": "lunch", "known": KINDS})),
        ("- digest", Fault("not-fields", "programme.reminders", 5, {"found": "[digest]"})),
    ],
)  # fmt: skip
def test_anything_else_is_told_with_its_place_and_what_was_expected(line: str, fault: Fault) -> None:
    with pytest.raises(BadFile) as raised:
        read_file("c.yaml", FILE.format(line=line).encode())

    assert raised.value.faults == (fault,)


def test_an_unknown_setting_is_only_doubtful() -> None:
    _, warnings = read_file("c.yaml", FILE.format(line="diggest: 07:00").encode())

    known = "digest, evening, nudge, deadlines, quiet, off"
    assert warnings == (
        Fault("unknown-key", "programme.reminders.diggest", 6, {"found": "diggest", "known": known}, warning=True),
    )


def test_in_a_store_the_defaults_stand_for_what_is_wrong() -> None:
    assert read({"digest": "soon", "nudge": 45, "off": 3}) == ReminderSettings(nudge=45)
    assert read("every day") == ReminderSettings()


@pytest.mark.parametrize(
    ("hours", "inside", "outside"),
    [
        ("21:00-06:30", ["21:00", "23:59", "00:00", "06:29"], ["06:30", "12:00", "20:59"]),
        ("12:00-13:00", ["12:00", "12:59"], ["11:59", "13:00", "00:00"]),
    ],
)
def test_quiet_hours_may_go_past_midnight(hours: str, inside: list[str], outside: list[str]) -> None:
    found = quiet(hours)

    assert found is not None
    assert str(found) == hours
    assert all(found.holds(time.fromisoformat(at)) for at in inside)
    assert not any(found.holds(time.fromisoformat(at)) for at in outside)

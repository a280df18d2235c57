"""A programme exported as iCalendar follows its changes, as every other calendar of it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from bot.config import Settings
from bot.services.programme import write
from tests.dialogs.talk import CDE, read
from tests.test_cli import run


if TYPE_CHECKING:
    from pathlib import Path

    from storage.programme import Programme

FIRST, SECOND, *OTHERS = read(CDE).sessions


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder to work in, and no settings."""
    monkeypatch.chdir(tmp_path)
    for name in [*(name.upper() for name in Settings.model_fields), "LC_ALL", "LC_MESSAGES", "LANG"]:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def exported(home: Path, programme: Programme) -> dict[str, tuple[int, str, str]]:
    """After an import: sequence, status and title of each session, by UID."""
    (home / "next.yaml").write_bytes(write(programme, "next.yaml"))
    assert run("programme", "import", "next.yaml").exit_code == 0
    assert run("programme", "export", "out.ics", "--id", programme.code).exit_code == 0
    found = Calendar.from_ical((home / "out.ics").read_bytes()).events
    return {str(each["UID"]): (each.sequence, str(each["STATUS"]), str(each["SUMMARY"])) for each in found}


def test_an_export_tells_what_moved_and_what_was_cancelled(home: Path) -> None:
    later = timedelta(hours=1)
    moved = replace(FIRST, start=FIRST.start + later, end=FIRST.end + later)
    before = exported(home, read(CDE))
    after = exported(home, replace(read(CDE), sessions=(moved, *OTHERS)))
    again = exported(home, read(CDE))

    untouched = {each.uid: (0, "CONFIRMED", each.title.th) for each in OTHERS}
    told = [{uid: facts for uid, facts in each.items() if uid not in untouched} for each in (before, after, again)]
    assert told == [
        {FIRST.uid: (number, "CONFIRMED", FIRST.title.th), SECOND.uid: (number, status, SECOND.title.th)}
        for number, status in enumerate(("CONFIRMED", "CANCELLED", "CONFIRMED"))
    ]
    assert [untouched.items() <= each.items() for each in (before, after, again)] == [True] * 3

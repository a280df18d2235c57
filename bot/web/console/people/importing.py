"""A roster from a file: what it would change is shown, and then it is brought in, all of it or nothing.

Between the two the file is in the page itself: nothing is kept here of what nobody has agreed to.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile

from bot.errors import BadFile, Refused
from bot.handlers import workbook as saying
from bot.services import workbook
from bot.services.people import roster
from bot.services.people.enrolling import enrol_as, tried
from bot.showing import fault
from bot.web.console.here import Done, Meanwhile, Ready, Shown


if TYPE_CHECKING:
    from bot.services.people.enrolling import Enrolled
    from bot.services.people.roster import Roster
    from bot.web.console.here import Answer, Here
    from storage.formats.xlsx.understood import People


LARGEST = 2_000_000
"""Bytes of a file."""


def show(here: Here) -> Answer:
    wrong = here.refused
    faults = [fault(here.say, each, kind=False) for each in wrong.faults] if isinstance(wrong, BadFile) else []
    return Shown("console/people_import.html", {"faults": faults, "found": None})


def look(here: Here) -> Answer:
    """What would be different."""
    sent = here.posted.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise Refused("roster.no_file")
    content = sent.file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused("console.too_large")
    return _shown(here, sent.filename, content)


def bring(here: Here) -> Answer | Ready:
    """What was looked at, and only that: where the roster is another by now, it is shown anew."""
    name = str(here.posted.get("name", ""))[:200]
    try:
        content = b64decode(str(here.posted.get("content", "")), validate=True)
    except ValueError as error:
        raise Refused("roster.no_file") from error
    read = _read(here, name, content)
    if here.posted.get("seen") != _digest(read.tried(here)):
        return _shown(here, name, content, again=True)
    return Ready(lambda now: _brought(now, read))


def _brought(here: Here, read: _File) -> Answer:
    if here.posted.get("seen") != _digest(read.tried(here)):
        raise Meanwhile
    with saying.at_cells(read.name, read.people):
        done = enrol_as(here.store, read.roster(), here.programme.code, here.role)
    counts = {"added": len(done.added), "changed": len(done.changed), "unchanged": len(done.unchanged)}
    return Done("people", "console_people.imported", "roster.imported", details=counts, values=counts)


def _shown(here: Here, name: str, content: bytes, *, again: bool = False) -> Shown:
    found = _read(here, name, content).tried(here)
    return Shown(
        "console/people_import.html",
        {
            "name": name,
            "found": found,
            "faults": [fault(here.say, each, kind=False) for each in found.warnings],
            "content": b64encode(content).decode(),
            "seen": _digest(found),
            "again": again,
        },
    )


@dataclass(frozen=True, slots=True)
class _File:
    """A roster that was read; `people` where it is a sheet of a workbook."""

    name: str
    listed: Roster
    people: People | None = None

    def roster(self) -> Roster:
        """One that may be told of: what is wrong beside the store is noted in it."""
        return replace(self.listed, faults=[*self.listed.faults])

    def tried(self, here: Here) -> Enrolled:
        """What bringing it in would do, by whoever is here. Raises BadFile, and Refused."""
        with saying.at_cells(self.name, self.people):
            found = tried(here.store, self.roster(), here.programme.code, here.role)
        return saying.at_cell(found, self.people)


def _read(here: Here, name: str, content: bytes) -> _File:
    """A table in CSV, or the sheet of people in a workbook. Raises BadFile, and Refused."""
    if not name.lower().endswith((".xlsx", ".xlsm")):
        return _File(name, roster.read(name, content))
    today = here.now.astimezone(here.zone).date()
    people = workbook.check(here.store, name, content, today, here.programme.code).people
    if people is None or not people.rows:
        raise Refused("roster.no_people")
    return _File(name, saying.roster_of(name, people), people)


def _digest(found: Enrolled) -> str:
    return hashlib.sha256(repr((found.added, found.changed, found.gone)).encode()).hexdigest()

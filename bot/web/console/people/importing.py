"""A roster from a file: what it would change is shown, and then it is brought in, all of it or nothing.

Between the two the file is in the page itself: nothing is kept here of what nobody has agreed to.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile

from bot.errors import BadFile, Refused
from bot.handlers import workbook as saying
from bot.services import workbook
from bot.services.people import roster
from bot.services.people.enrolling import enrol_as
from bot.showing import fault
from bot.web.console.here import Done, Shown


if TYPE_CHECKING:
    from bot.services.people.enrolling import Enrolled
    from bot.web.console.here import Answer, Here


LARGEST = 2_000_000
"""Bytes of a file."""


def show(here: Here) -> Answer:
    wrong = here.refused
    faults = [fault(here.say, each, kind=False) for each in wrong.faults] if isinstance(wrong, BadFile) else []
    return Shown("console/people_import.html", {"faults": faults, "found": None})


def look(here: Here) -> Answer:
    """What would be different: tried, and taken back."""
    sent = here.posted.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise Refused("roster.no_file")
    content = sent.file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused("console.too_large")
    return _shown(here, sent.filename, content)


def bring(here: Here) -> Answer:
    """What was looked at, and only that: where the roster is another by now, it is shown anew."""
    name = str(here.posted.get("name", ""))[:200]
    try:
        content = b64decode(str(here.posted.get("content", "")), validate=True)
    except ValueError as error:
        raise Refused("roster.no_file") from error
    if here.posted.get("seen") != _digest(_tried(here, name, content)):
        return _shown(here, name, content, again=True)
    done = _enrolled(here, name, content)
    counts = {"added": len(done.added), "changed": len(done.changed), "unchanged": len(done.unchanged)}
    return Done("people", "console_people.imported", "roster.imported", details=counts, values=counts)


def _shown(here: Here, name: str, content: bytes, *, again: bool = False) -> Shown:
    found = _tried(here, name, content)
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


def _tried(here: Here, name: str, content: bytes) -> Enrolled:
    with here.store.begin_nested() as trial:
        found = _enrolled(here, name, content)
        trial.rollback()
    return found


def _enrolled(here: Here, name: str, content: bytes) -> Enrolled:
    """A table in CSV, or the sheet of people in a workbook; by whoever is here. Raises BadFile, and Refused."""
    code, role = here.programme.code, here.role
    if not name.lower().endswith((".xlsx", ".xlsm")):
        return enrol_as(here.store, roster.read(name, content), code, role)
    today = here.now.astimezone(here.zone).date()
    people = workbook.check(here.store, name, content, today, code).people
    if people is None or not people.rows:
        raise Refused("roster.no_people")
    try:
        done = enrol_as(here.store, saying.roster_of(name, people), code, role)
    except BadFile as error:
        raise BadFile(name, [saying.placed(each, people) for each in error.faults]) from error
    return replace(done, warnings=tuple(saying.placed(each, people) for each in done.warnings))


def _digest(found: Enrolled) -> str:
    return hashlib.sha256(repr((found.added, found.changed, found.gone)).encode()).hexdigest()

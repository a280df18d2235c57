"""Workbooks on the command line: what was understood of one, bringing it in, and writing one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from bot.cli import faults, reader
from bot.errors import BadFile, Refused
from bot.texts import texts


if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session as Store

    from bot.handlers.workbook import Outcome
    from storage.formats.xlsx.understood import Understood
    from storage.programme import Programme


MEANWHILE = "programme.meanwhile"
"""Why a file is refused beside which its programme was changed."""


def reads(file: Path) -> bool:
    """Whether the file is a workbook, a table or an agenda."""
    from bot.services import workbook  # noqa: PLC0415 - each command loads what it needs: `ask` must be quick

    return file.suffix.lower() in workbook.ENDINGS and workbook.reads(file.name, file.read_bytes())


def check(store: Store, file: Path, code: str, now: datetime) -> None:
    """Say what was understood of it, and what it would change. Raises BadFile, with what is to be mended."""
    from bot.handlers import workbook  # noqa: PLC0415 - as above

    understood = understand(store, file, code, now)
    for line in workbook.lines(texts(reader()), understood, faults=False):
        click.echo(line)
    for line in workbook.outcome(texts(reader()), workbook.tried(store, _mended(understood))):
        click.echo(line)


class Looked(NamedTuple):
    """What was understood of a file beside that version of its programme; None where there is none."""

    understood: Understood
    programme: Programme
    version: int | None


def look(store: Store, file: Path, code: str, now: datetime) -> Looked:
    """Understand it, telling what was assumed; the store is only read. Raises BadFile."""
    from bot.services import programme as programmes  # noqa: PLC0415 - as above

    understood = _told(store, file, code, now)
    if understood.programme is None:
        raise BadFile(file.name, understood.told)
    return Looked(understood, understood.programme, programmes.version(store, understood.programme.code))


def bring_in(store: Store, looked: Looked, now: datetime) -> Outcome:
    """Bring in what was looked at. Raises BadFile, and Refused where its programme has changed meanwhile."""
    from bot.handlers import workbook  # noqa: PLC0415 - as above
    from bot.services import programme as programmes  # noqa: PLC0415 - as above

    if not programmes.same(store, looked.programme.code, looked.version):
        raise Refused(MEANWHILE, name=looked.understood.name)
    outcome = workbook.bring_in(store, looked.understood, now)
    for line in faults(outcome.people.warnings if outcome.people else ()):
        click.echo(line, err=True)
    return outcome


def understand(store: Store, file: Path, code: str, now: datetime) -> Understood:
    from bot.services import workbook  # noqa: PLC0415 - as above

    return workbook.check(store, file.name, file.read_bytes(), now.date(), code)


def _told(store: Store, file: Path, code: str, now: datetime) -> Understood:
    understood = _mended(understand(store, file, code, now))
    for line in faults(understood.told):
        click.echo(line, err=True)
    return understood


def _mended(understood: Understood) -> Understood:
    if understood.programme is None or understood.faults:
        raise BadFile(understood.name, understood.faults)
    return understood


FULL = ".xlsx"
"""The ending of a workbook, in which everybody is."""
WRITTEN = (FULL, ".csv")
"""The endings of what `export` writes."""


def read(store: Store, file: Path, code: str, now: datetime) -> Programme:
    """The programme in it, telling what was assumed. Raises BadFile."""
    return look(store, file, code, now).programme


def export(store: Store, code: str, ending: str) -> bytes:
    """A programme as a workbook, or its timetable as CSV, in the reader's language."""
    from bot.services import workbook  # noqa: PLC0415 - as above

    made = workbook.export if ending == FULL else workbook.sessions_csv
    return made(store, code, reader())


def template() -> bytes:
    """An empty workbook in the reader's language."""
    from bot.services import workbook  # noqa: PLC0415 - as above

    return workbook.template(reader())

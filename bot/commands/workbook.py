"""Workbooks on the command line: what was understood of one, bringing it in, and writing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli import faults, reader
from bot.errors import BadFile
from bot.texts import texts


if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session as Store

    from bot.handlers.workbook import Outcome
    from storage.formats.xlsx.understood import Understood
    from storage.programme import Programme


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
    outcome = workbook.tried(store, _mended(understood), now)
    for line in workbook.outcome(texts(reader()), outcome):
        click.echo(line)


def bring_in(store: Store, file: Path, code: str, now: datetime) -> Outcome:
    """Bring it in, telling what was assumed. Raises BadFile."""
    from bot.handlers import workbook  # noqa: PLC0415 - as above

    understood = _told(store, file, code, now)
    outcome = workbook.bring_in(store, understood, now)
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


WRITTEN = (".xlsx", ".csv")
"""The endings of what `export` writes."""


def read(store: Store, file: Path, code: str, now: datetime) -> Programme:
    """The programme in it, telling what was assumed. Raises BadFile."""
    understood = _told(store, file, code, now)
    if understood.programme is None:
        raise BadFile(file.name, understood.told)
    return understood.programme


def export(store: Store, code: str, ending: str) -> bytes:
    """A programme as a workbook, or its timetable as CSV, in the reader's language."""
    from bot.services import workbook  # noqa: PLC0415 - as above

    made = workbook.export if ending == ".xlsx" else workbook.sessions_csv
    return made(store, code, reader())


def template() -> bytes:
    """An empty workbook in the reader's language."""
    from bot.services import workbook  # noqa: PLC0415 - as above

    return workbook.template(reader())

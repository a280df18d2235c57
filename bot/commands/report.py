"""`nongnat report`: what the secretariat hands in."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from bot.cli import Group, NewFile, reader, say
from bot.commands.feedback import feedback
from bot.commands.table import write
from bot.errors import Refused
from bot.texts import texts


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session as Store

    from bot.services.attendance import Row, Table
    from bot.services.report import Sheet, Spot
    from storage.programme import Programme


_NEW = NewFile()


@click.group("report", cls=Group)
def report_group() -> None:
    pass


report_group.add_command(feedback)


@report_group.command("attendance")
@click.argument("programme", metavar="[PROGRAMME]", required=False, default="")
@click.option("--xlsx", metavar="FILE.xlsx", type=_NEW)
@click.option("--sheet", "session", metavar="SESSION")
@click.option("--point", metavar="POINT", default="")
@click.option("--pdf", metavar="FILE.pdf", type=_NEW)
@click.option("--html", metavar="FILE.html", type=_NEW)
@click.option("--filled", is_flag=True)
@click.pass_context
def attendance(  # noqa: PLR0913 - each is an option of the command
    ctx: click.Context,
    *,
    programme: str,
    xlsx: Path | None,
    session: str | None,
    point: str,
    pdf: Path | None,
    html: Path | None,
    filled: bool,
) -> None:
    from bot.services.log.noting import commanded  # noqa: PLC0415 - each command loads what it needs

    if bool(session) != bool(pdf or html) or ((point or filled) and not session):
        raise click.BadArgumentUsage(say("report.usage"), ctx)
    with _open() as (store, now):
        about = _chosen(store, programme)
        commanded(store, about.code, "attendance", now)
        if session:
            _sheet(_printed(store, _spot(about, session, point), now, filled=filled), pdf, html)
        if xlsx:
            _workbook(store, about, now, xlsx)
        if not (session or xlsx):
            for line in _lines(store, about, now):
                click.echo(line)


def _sheet(sheet: Sheet, pdf: Path | None, html: Path | None) -> None:
    from bot.services.report.pdf import pdf as drawn  # noqa: PLC0415 - as above
    from bot.web.sheet import alone  # noqa: PLC0415 - as above

    if pdf:
        write(pdf, drawn(sheet, texts(reader())))
    if html:
        write(html, alone(sheet, reader()).encode())
    for file in (pdf, html):
        if file:
            click.echo(say("report.wrote_sheet", name=str(file), number=sheet.number, count=len(sheet.lines)))


def _workbook(store: Store, about: Programme, now: datetime, file: Path) -> None:
    from bot.services.attendance import Standings, table  # noqa: PLC0415 - as above
    from bot.services.report import asides  # noqa: PLC0415 - as above
    from bot.services.report.workbook import workbook  # noqa: PLC0415 - as above

    found = table(store, about, now)
    write(file, workbook(found, Standings(found).of, texts(reader()), now, asides(store, about)))
    click.echo(say("report.wrote_book", name=str(file), count=len(found.rows)))


def _lines(store: Store, about: Programme, now: datetime) -> Iterator[str]:
    """The figures first, which are as wide in each line; then the name."""
    from bot.services.attendance import Standings, table  # noqa: PLC0415 - as above
    from bot.services.report.words import mark, team  # noqa: PLC0415 - as above

    found = table(store, about, now)
    standings = Standings(found)
    yield about.title.in_(reader())
    yield _as_of(found, now)
    yield say("report.legend")
    for number, row in enumerate(found.rows, start=1):
        name = mark(standings.of(row.figures), row.figures)
        how = say(f"report.standing_{name}") if name else ""
        parts = (row.member.name, team(texts(reader()), about, row.member.team), how)
        yield f"{number:>4}  {_figures(row)}  {' · '.join(part for part in parts if part)}"
    yield say("report.everybody", count=len(found.rows))


def _figures(row: Row) -> str:
    figures = row.figures
    percents = (figures.of_held, figures.of_whole, figures.best)
    shown = "  ".join("     –" if percent is None else f"{percent:>5.1f}%" for percent in percents)
    return f"{shown}  {figures.attended:>5.5g}/{figures.held:<5.5g}"


def _as_of(found: Table, now: datetime) -> str:
    from storage.checkpoints import settings_of  # noqa: PLC0415 - as above

    at = now.astimezone(ZoneInfo(found.programme.timezone))
    percent = settings_of(found.programme).required_percent
    when = texts(reader()).period(at, at)
    return say("report.as_of", when=when, percent=percent, unit=say(f"report.unit_{found.unit}"))


def _printed(store: Store, spot: Spot, now: datetime, *, filled: bool) -> Sheet:
    from bot.services import report  # noqa: PLC0415 - as above

    made = report.sheet(store, spot, texts(reader()), now, filled=filled)
    if not made.lines:
        raise Refused("report.no_people")
    return made


def _spot(about: Programme, code: str, point: str) -> Spot:
    """The point of a session with these ids. Raises Refused, with those that there are, where there is none."""
    from bot.services import programme as programmes  # noqa: PLC0415 - as above
    from bot.services import report  # noqa: PLC0415 - as above

    found = report.of_session(about, programmes.session_of(about, code))
    if not found:
        raise Refused("report.uncounted", session=code)
    chosen = [spot for spot in found if spot.window.code == point] or (found if len(found) == 1 and not point else [])
    if not chosen:
        raise Refused("report.which_point", session=code, known=", ".join(spot.window.code for spot in found) or "–")
    return chosen[0]


def _chosen(store: Store, code: str) -> Programme:
    from bot.services import programme as programmes  # noqa: PLC0415 - as above

    return programmes.kept(store, code) if code else programmes.chosen(store, "")


@contextmanager
def _open() -> Iterator[tuple[Store, datetime]]:
    """The store of the settings, and what time it is. A sheet that is printed is kept in it."""
    from bot import app, config  # noqa: PLC0415 - as above

    settings = config.settings()
    with app.open_store(settings.database_url, samples=False).write() as store:
        yield store, app.clock_of(settings).now()

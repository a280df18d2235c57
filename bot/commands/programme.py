"""`nongnat programme`: files in and out, changes by hand, and what people are told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli import File, Group, NewFile, Time, faults, progress, reader, say
from bot.commands import changes as saying
from bot.commands import workbook
from bot.errors import Refused
from bot.texts import texts


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session as Store

    from bot.errors import Fault
    from storage.db import Database
    from storage.formats.diff import Change
    from storage.programme import Programme, Status


@click.group("programme", cls=Group)
def programme_group() -> None:
    pass


def read(file: Path) -> tuple[Programme, Sequence[Fault]]:
    """The programme in a file, with warnings. Raises BadFile."""
    from bot.services import programme  # noqa: PLC0415 - each command loads what it needs: `ask` must be quick

    return programme.read(file.name, file.read_bytes())


@programme_group.command("template")
@click.argument("file", type=NewFile())
def template(file: Path) -> None:
    if file.suffix.lower() != ".xlsx":
        raise Refused("programme.ending", name=file.name, known=".xlsx")
    _put(file, workbook.template())
    click.echo(say("workbook.made", name=file.name))


@programme_group.command("check")
@click.argument("file", type=File())
@click.option("--id", "code", metavar="ID", default="")
def check(file: Path, code: str) -> None:
    from bot import app, config  # noqa: PLC0415 - as above

    if workbook.reads(file):
        settings = config.settings()
        with app.open_store(settings.database_url, samples=False).read() as store:
            workbook.check(store, file, code, app.clock_of(settings).now())
        return
    programme, warnings = read(file)
    _warn(warnings)
    click.echo(say("programme.fine", name=file.name, title=saying.titled(programme), sessions=len(programme.sessions)))


@programme_group.command("import")
@click.argument("file", type=File())
@click.option("--id", "code", metavar="ID", default="")
@click.option("--notify", is_flag=True)
def import_(file: Path, *, code: str, notify: bool) -> None:
    from bot import app, config  # noqa: PLC0415 - as above

    settings = config.settings()
    now = app.clock_of(settings).now()
    plain = None if workbook.reads(file) else read(file)
    _warn(plain[1] if plain else ())
    database = app.open_store(settings.database_url, samples=False)
    looked = None
    if not plain:
        with database.read() as store:
            looked = workbook.look(store, file, code, now)
    try:
        with (
            progress(say("programme.importing", name=file.name), len(plain[0].sessions) if plain else 1) as tell,
            database.write() as store,
        ):
            if plain:
                from bot.services import programme as programmes  # noqa: PLC0415 - as above

                programme, saved, people = plain[0], programmes.keep(store, plain[0], tell, now=now), None
            elif looked:
                outcome = workbook.bring_in(store, looked, now)
                programme, saved, people = outcome.programme, outcome.saved, outcome.people
            untold = (
                list(saying.untold(store, programme.code, saved.version, now, notify=notify)) if saved.altered else []
            )
    except Refused as refused:
        if refused.code == workbook.MEANWHILE:
            _differences(database, file, code, now)
        raise
    counts = {"added": saved.added, "changed": saved.changed, "cancelled": saved.cancelled}
    text = "programme.imported" if saved.altered else "programme.unchanged"
    click.echo(say(text, title=saying.titled(programme), version=saved.version, **counts))
    if people:
        counts = {name: len(getattr(people, name)) for name in ("added", "changed", "unchanged")}
        click.echo(say("people.imported", name=file.name, **counts))
    for line in untold:
        click.echo(line)


@programme_group.command("export")
@click.argument("file", type=NewFile())
@click.option("--id", "code", metavar="ID")
def export(file: Path, code: str | None) -> None:
    from bot import app, config  # noqa: PLC0415 - as above
    from bot.services import programme as programmes  # noqa: PLC0415 - as above
    from bot.services.log.noting import commanded  # noqa: PLC0415 - as above

    ending = file.suffix.lower()
    settings = config.settings()
    database = app.open_store(settings.database_url)
    with database.read() as store:
        programme = programmes.kept(store, code) if code else programmes.chosen(store, file.stem)
        tabled = workbook.export(store, programme.code, ending) if ending in workbook.WRITTEN else None
    if ending == workbook.FULL:
        with database.write() as store:
            commanded(store, programme.code, "people", app.clock_of(settings).now())
    _put(file, tabled or programmes.write(programme, file.name))
    click.echo(
        say("programme.exported", name=file.name, title=saying.titled(programme), sessions=len(programme.sessions))
    )


def _put(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Refused("cli.unwritable", name=str(file), reason=error.strerror or "") from error


@programme_group.command("diff")
@click.argument("file", type=File())
@click.option("--id", "code", metavar="ID", default="")
def diff(file: Path, code: str) -> None:
    from bot import app, config  # noqa: PLC0415 - as above

    settings = config.settings()
    _differences(app.open_store(settings.database_url), file, code, app.clock_of(settings).now())


def _differences(database: Database, file: Path, code: str, now: datetime) -> None:
    """Say what bringing it in would change."""
    from bot.services import programme as programmes  # noqa: PLC0415 - as above

    plain = None if workbook.reads(file) else read(file)
    _warn(plain[1] if plain else ())
    with database.read() as store:
        programme = plain[0] if plain else workbook.read(store, file, code, now)
        found = programmes.changes(store, programme)
    for change in found:
        click.echo(_change(change))
    if not found:
        click.echo(say("programme.same", title=saying.titled(programme)))


@programme_group.command("change")
@click.argument("session")
@click.option("--id", "code", metavar="ID", default="")
@click.option("--start", type=Time())
@click.option("--end", type=Time())
@click.option("--venue", metavar="VENUE")
@click.option("--title", metavar="TEXT", default="")
@click.option("--meeting", metavar="TEXT", default="")
@click.option("--speaker", "speakers", metavar="NAME", multiple=True)
@click.option("--cancel", is_flag=True)
@click.option("--restore", is_flag=True)
@click.option("--notify", is_flag=True)
@click.pass_context
def change_(  # noqa: PLR0913 - each is an option of the command
    ctx: click.Context,
    *,
    session: str,
    code: str,
    start: datetime | None,
    end: datetime | None,
    venue: str | None,
    title: str,
    meeting: str,
    speakers: tuple[str, ...],
    cancel: bool,
    restore: bool,
    notify: bool,
) -> None:
    from bot import app, config  # noqa: PLC0415 - as above
    from bot.services import programme as programmes  # noqa: PLC0415 - as above

    if cancel and restore:
        raise click.BadArgumentUsage(say("programme.one_of", options="--cancel --restore"), ctx)
    status: Status | None = "cancelled" if cancel else "confirmed" if restore else None
    edit = programmes.Edit(start, end, venue, title, speakers, status, meeting)
    if edit == programmes.Edit():
        raise click.BadArgumentUsage(say("programme.no_edit"), ctx)
    settings = config.settings()
    with app.open_store(settings.database_url, samples=False).write() as store:
        now = app.clock_of(settings).now()
        before = programmes.to_edit(store, _chosen(store, code).code)
        after = programmes.edited(before, session, edit)
        for line in _becomes(before, after, session):
            click.echo(line)
        saved = programmes.change(store, after, now=now)
        untold = list(saying.untold(store, after.code, saved.version, now, notify=notify))
    click.echo(say("programme.changed_session", title=saying.titled(after), version=saved.version))
    for line in untold:
        click.echo(line)


@programme_group.command("notify")
@click.option("--id", "code", metavar="ID", default="")
@click.option("--send", is_flag=True)
@click.option("--now", "at_once", is_flag=True)
@click.option("--hold", is_flag=True)
@click.option("--quiet", is_flag=True)
@click.option("--note", metavar="TEXT")
@click.pass_context
def notify_(  # noqa: PLR0913 - as above
    ctx: click.Context, *, code: str, note: str | None, send: bool, at_once: bool, hold: bool, quiet: bool
) -> None:
    from bot import app, config  # noqa: PLC0415 - as above
    from bot.services import changes  # noqa: PLC0415 - as above

    if (send or at_once) + hold + quiet > 1:
        raise click.BadArgumentUsage(say("programme.one_of", options="--send --hold --quiet"), ctx)
    settings = config.settings()
    with app.open_store(settings.database_url, samples=False).write() as store:
        now, programme = app.clock_of(settings).now(), _chosen(store, code)
        found = changes.pending(store, programme.code, now)
        if found and note is not None:
            changes.annotate(store, found.release.id, note.strip())
            found = changes.pending(store, programme.code, now)
        if found is None:
            click.echo(say("changes.nothing_pending"))
        elif send or at_once:
            click.echo(saying.told(store, programme, found, now, at_once=at_once))
        elif hold or quiet:
            (changes.hold if hold else changes.hush)(store, found.release, None, now)
            click.echo(say("programme.held" if hold else "programme.hushed"))
        else:
            for line in saying.shown(store, programme, found):
                click.echo(line)


def _chosen(store: Store, code: str) -> Programme:
    """The programme with this code; without one, the only one. Raises Refused."""
    from bot.services import programme as programmes  # noqa: PLC0415 - as above

    return programmes.kept(store, code) if code else programmes.chosen(store, code)


def _becomes(before: Programme, after: Programme, code: str) -> Iterator[str]:
    """What it was and what it will be, and what that clashes with."""
    from bot.handlers.changes import Drawing  # noqa: PLC0415 - as above
    from bot.services import changes  # noqa: PLC0415 - as above
    from bot.services import programme as programmes  # noqa: PLC0415 - as above

    draw, language = Drawing(texts(reader()), after), reader()
    for change in changes.between(before, after):
        yield draw.line(change)
    for name in programmes.added(before, after):
        yield say("changes.added", name=name.in_(language))
    for clash in programmes.clashes(after, before, code):
        when = texts(language).period(clash.session.start, clash.session.end)
        yield say(f"changes.clash_{clash.kind}", title=clash.session.title.in_(language), when=when)


def _change(change: Change) -> str:
    what = say(f"programme.{change.what}")
    if change.kind != "changed":
        return say(f"programme.{change.kind}", what=what, id=change.code, title=change.after or change.before)
    field = say(f"programme.field.{change.field}")
    before, after = change.before or "–", change.after or "–"
    return say("programme.changed", what=what, id=change.code, field=field, before=before, after=after)


def _warn(warnings: Sequence[Fault]) -> None:
    for line in faults(warnings):
        click.echo(line, err=True)

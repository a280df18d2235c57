"""The command line: arguments only. Its words are in locales/, see bot/cli.py."""

from __future__ import annotations

import gc
import json
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import File, Time, Whole, faults, progress, reader, say
from bot.commands.messages import messages
from bot.commands.people import people_group
from bot.commands.platforms import line_group, telegram_group
from bot.commands.rehearse import rehearse
from bot.errors import Refused


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.errors import Fault
    from storage.formats.diff import Change
    from storage.programme import Programme


@click.group("nongnat", cls=Whole)
def main() -> None:
    pass


for command in (people_group, messages, line_group, telegram_group, rehearse):
    main.add_command(command)


@main.command()
def serve() -> None:
    import logging  # noqa: PLC0415 - each command loads what it needs: `ask` must be quick

    from bot import app, config  # noqa: PLC0415 - as above

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with suppress(KeyboardInterrupt):
        app.serve(config.settings(), lambda address: click.echo(say("cli.serving", address=address)))


@main.command()
def chat() -> None:
    from bot import app, config  # noqa: PLC0415 - as above

    click.echo(say("cli.chatting"))

    def listen() -> str:
        return input("> ")

    with suppress(KeyboardInterrupt):
        app.chat(config.settings(), listen, lambda shown: click.echo(f"\n{shown}\n"))


@main.command()
@click.argument("question", required=False)
@click.option("--programme", "file", type=File(), metavar="FILE")
@click.option("--now", type=Time())
@click.option("--as", "person", default="someone", metavar="PERSON")
@click.option("--jsonl", is_flag=True)
@click.pass_context
def ask(
    ctx: click.Context, question: str | None, file: Path | None, now: datetime | None, person: str, *, jsonl: bool
) -> None:
    if (question is None) != jsonl:
        raise click.BadArgumentUsage(say("cli.question_or_jsonl"), ctx)
    gc.disable()  # half of the time to a first answer; on again where more than one is asked, see bot.app.loading
    from bot.asking import Asking, BadLine  # noqa: PLC0415 - as above

    asking = Asking(_about(file), now or datetime.now(UTC))
    if question is not None:
        click.echo(asking.ask(person, question).plain)
        return
    bad = False
    for answer in asking.answers(sys.stdin.buffer, person):
        if isinstance(answer, BadLine):
            bad = True
            click.echo(say("cli.bad_line", number=answer.number, found=answer.found), err=True)
        else:
            click.echo(json.dumps(answer, ensure_ascii=False).encode())
    ctx.exit(int(bad))


def _about(file: Path | None) -> Sequence[Programme]:
    """The programme in `file`; without one, those in the store."""
    if file:
        return [_read(file)[0]]
    from bot import app, config  # noqa: PLC0415 - as above

    return app.stored(config.settings())


def _read(file: Path) -> tuple[Programme, Sequence[Fault]]:
    from bot.services import programme  # noqa: PLC0415 - as above

    return programme.read(file.name, file.read_bytes())


@main.group("programme")
def programme_group() -> None:
    pass


@programme_group.command("check")
@click.argument("file", type=File())
def check(file: Path) -> None:
    programme, warnings = _read(file)
    _warn(warnings)
    click.echo(say("programme.fine", name=file.name, title=_title(programme), sessions=len(programme.sessions)))


@programme_group.command("import")
@click.argument("file", type=File())
def import_(file: Path) -> None:
    from bot import app, config  # noqa: PLC0415 - as above
    from bot.services import programme as programmes  # noqa: PLC0415 - as above

    programme, warnings = _read(file)
    _warn(warnings)
    database = app.open_store(config.settings().database_url, samples=False)
    with (
        progress(say("programme.importing", name=file.name), len(programme.sessions)) as tell,
        database.write() as store,
    ):
        saved = programmes.keep(store, programme, tell)
    counts = {"added": saved.added, "changed": saved.changed, "cancelled": saved.cancelled}
    text = "programme.imported" if saved.altered else "programme.unchanged"
    click.echo(say(text, title=_title(programme), version=saved.version, **counts))


@programme_group.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--id", "code", metavar="ID")
def export(file: Path, code: str | None) -> None:
    from bot import app, config  # noqa: PLC0415 - as above
    from bot.services import programme as programmes  # noqa: PLC0415 - as above

    with app.open_store(config.settings().database_url).read() as store:
        programme = programmes.kept(store, code) if code else programmes.chosen(store, file.stem)
    content = programmes.write(programme, file.name)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Refused("cli.unwritable", name=str(file), reason=error.strerror or "") from error
    click.echo(say("programme.exported", name=file.name, title=_title(programme), sessions=len(programme.sessions)))


@programme_group.command("diff")
@click.argument("file", type=File())
def diff(file: Path) -> None:
    from bot import app, config  # noqa: PLC0415 - as above
    from bot.services import programme as programmes  # noqa: PLC0415 - as above

    programme, warnings = _read(file)
    _warn(warnings)
    with app.open_store(config.settings().database_url).write() as store:
        found = programmes.changes(store, programme)
    for change in found:
        click.echo(_change(change))
    if not found:
        click.echo(say("programme.same", title=_title(programme)))


def _change(change: Change) -> str:
    what = say(f"programme.{change.what}")
    if change.kind != "changed":
        return say(f"programme.{change.kind}", what=what, id=change.code, title=change.after or change.before)
    field = say(f"programme.field.{change.field}")
    before, after = change.before or "–", change.after or "–"
    return say("programme.changed", what=what, id=change.code, field=field, before=before, after=after)


def _title(programme: Programme) -> str:
    return programme.title.in_(reader()) or programme.code


def _warn(warnings: Sequence[Fault]) -> None:
    for line in faults(warnings):
        click.echo(line, err=True)


if __name__ == "__main__":
    main()

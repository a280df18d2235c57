"""`nongnat report feedback`: how a programme was found, in the terminal and as files."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from bot.cli import Command, NewFile, progress, reader, say
from bot.errors import Refused
from bot.texts import texts


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

    from bot.services.results import Overview


_NEW = NewFile()


@click.command("feedback", cls=Command)
@click.argument("programme", metavar="[PROGRAMME]", required=False, default="")
@click.option("--xlsx", metavar="FILE.xlsx", type=_NEW)
@click.option("--csv", metavar="FILE.csv", type=_NEW)
def feedback(*, programme: str, xlsx: Path | None, csv: Path | None) -> None:
    from bot import app, config  # noqa: PLC0415 - each command loads what it needs
    from bot.services import programme as programmes  # noqa: PLC0415 - as above
    from bot.services.results import overview, raw, workbook  # noqa: PLC0415 - as above

    settings = config.settings()
    with app.open_store(settings.database_url, samples=False).read() as store:
        about = programmes.kept(store, programme) if programme else programmes.chosen(store, "")
        found = overview(store, about)
        answers = sum(each.shown for each in (*found.results, *found.forms) if not each.withheld)
        if xlsx:
            with _file(xlsx) as file, progress(str(xlsx), workbook.length(found)) as tell:
                workbook.write(store, texts(reader()), found, app.clock_of(settings).now(), file, tell)
            click.echo(say("results.wrote", name=str(xlsx), count=answers))
        if csv:
            with _file(csv) as file, progress(str(csv), answers) as tell:
                written = raw.write(store, texts(reader()), found, file, tell)
            click.echo(say("results.wrote", name=str(csv), count=written))
        if not (xlsx or csv):
            for line in _lines(found):
                click.echo(line)


def _lines(found: Overview) -> Iterator[str]:
    """The figures first, which are as wide in each line; then the session."""
    from bot.services.results import words  # noqa: PLC0415 - as above

    yield found.programme.title.in_(reader())
    yield words.counted(texts(reader()), found.whole)
    yield say("results.legend")
    for each in (*found.results, *found.forms):
        why = words.why_withheld(texts(reader()), each) if each.withheld else ""
        title = " · ".join(part for part in (each.title.in_(reader()), why) if part)
        yield f"{words.number(each.stars.mean):>4}  {each.counts.answered:>5}/{each.counts.asked:<5}  {title}"


@contextmanager
def _file(path: Path) -> Iterator[IO[bytes]]:
    """A file that is written as it comes, and the folders that it is in. Raises Refused where that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            yield file
    except OSError as error:
        raise Refused("cli.unwritable", name=str(path), reason=error.strerror or "") from error

"""The command line: arguments only. Its words are in locales/, see bot/cli.py."""

from __future__ import annotations

import gc
import json
import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.cli import File, Time, Whole, say
from bot.commands.announce import announce_group
from bot.commands.backup import backup, restored
from bot.commands.messages import messages
from bot.commands.people import people_group
from bot.commands.platforms import line_group, telegram_group
from bot.commands.privacy import privacy_group
from bot.commands.programme import programme_group, read
from bot.commands.rehearse import rehearse
from bot.commands.report import report_group


if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from storage.programme import Programme


@click.group("nongnat", cls=Whole)
def main() -> None:
    pass


for command in (
    programme_group,
    people_group,
    privacy_group,
    announce_group,
    report_group,
    messages,
    line_group,
    telegram_group,
    backup,
    restored,
    rehearse,
):
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
        return [read(file)[0]]
    from bot import app, config  # noqa: PLC0415 - as above

    return app.stored(config.settings())


if __name__ == "__main__":
    main()

"""`nongnat backup` and `nongnat restored`: a copy of the store, and an old one put back. See docs/running.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli import Command, NewFile, Time, say
from bot.errors import Refused


if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@click.command("backup", cls=Command)
@click.argument("file", type=NewFile())
def backup(file: Path) -> None:
    import sqlite3  # noqa: PLC0415 - each command loads what it needs

    from bot import config  # noqa: PLC0415 - as above
    from storage import db  # noqa: PLC0415 - as above
    from storage.backup import copy  # noqa: PLC0415 - as above

    url = config.settings().database_url
    store = db.Database(url).file if db.exists(url) else ""
    if store is None:
        raise Refused("backup.postgresql")
    if not store:
        raise Refused("backup.nothing")
    try:
        copy(store, file)
    except FileExistsError as error:
        raise Refused("backup.exists", name=str(file)) from error
    except OSError as error:
        raise Refused("cli.unwritable", name=str(file), reason=error.strerror or str(error)) from error
    except sqlite3.Error as error:
        raise Refused("cli.database", reason=str(error)) from error
    click.echo(say("backup.done", name=file, size=f"{file.stat().st_size / 1_000_000:.1f}"))


@click.command("restored", cls=Command)
@click.option("--stopped", type=Time())
def restored(stopped: datetime | None) -> None:
    from bot import app, config  # noqa: PLC0415 - as above
    from storage.backup import lay_aside  # noqa: PLC0415 - as above
    from storage.leader import led_by_somebody  # noqa: PLC0415 - as above

    settings = config.settings()
    now = app.clock_of(settings).now()
    until = config.aware(stopped) if stopped else now
    if until > now:
        raise Refused("backup.stopped_later", time=f"{until:%Y-%m-%d %H:%M}")
    with app.alone(settings.database_url), app.open_store(settings.database_url, samples=False).write() as store:
        if any(led_by_somebody(store, f"delivery.{platform}") for platform in ("line", "telegram")):
            raise Refused("backup.served")
        done = lay_aside(store, until)
    counts = {"messages": done.messages, "events": done.events, "announcements": done.announcements}
    click.echo(say("backup.restored", **counts))

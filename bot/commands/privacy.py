"""`nongnat privacy`: when whose data goes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from bot.cli import Group, reader, say
from bot.texts import texts


if TYPE_CHECKING:
    from datetime import datetime

    from storage.retention import Term


_HOME = ZoneInfo("Asia/Bangkok")


@click.group("privacy", cls=Group)
def privacy_group() -> None:
    pass


@privacy_group.command("due")
def due() -> None:
    from bot import app, config  # noqa: PLC0415 - each command loads what it needs
    from bot.clock import RealClock  # noqa: PLC0415 - as above
    from bot.services import privacy  # noqa: PLC0415 - as above

    settings = config.settings()
    now = privacy.earlier(app.clock_of(settings).now(), RealClock().now())
    with app.open_store(settings.database_url, samples=False).read() as store:
        found = privacy.due(store, now)
    for term, goes in found:
        click.echo(_line(term, goes))
        click.echo(f"  {say('privacy.due_messages', count=term.settings.keep_messages_days)}")
    if not found:
        click.echo(say("privacy.due_nothing"))


def _line(term: Term, goes: datetime) -> str:
    def day(moment: datetime) -> str:
        return texts(reader()).short_day(moment.astimezone(_HOME).date())

    told = say("privacy.due_told", day=day(term.told_at)) if term.told_at else ""
    return say(
        "privacy.due",
        title=term.title.in_(reader()),
        ended=day(term.ended_at),
        days=term.settings.keep_days,
        goes=day(goes),
        people=say("privacy.due_people", count=term.people),
        told=told,
    )

"""`nongnat messages`: what became of the messages that left, above all those of which nobody knows."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from bot.cli import Command, say
from bot.lengths import cut


if TYPE_CHECKING:
    from storage.delivered import Delivered
    from storage.models import OutboxState


_STATES: tuple[OutboxState, ...] = ("uncertain", "failed", "dropped", "waiting", "sending", "sent")
_HOME = ZoneInfo("Asia/Bangkok")
_MOST = 1000  # messages that are listed
_WORDS = 60  # letters of a message that are shown


class State(click.ParamType[str]):
    """What became of a message."""

    name = "state"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return value if value in _STATES else self.fail(say("cli.bad_state", found=value), param, ctx)


@click.command("messages", cls=Command)
@click.option("--state", type=State(), default="uncertain")
@click.option("--json", "whole", is_flag=True)
def messages(state: OutboxState, *, whole: bool) -> None:
    from bot import app, config  # noqa: PLC0415 - each command loads what it needs
    from storage import delivered  # noqa: PLC0415 - as above

    with app.open_store(config.settings().database_url, samples=False).read() as store:
        found = delivered.listed(store, state, _MOST)
    for message in found:
        click.echo(_json(message) if whole else _line(message))
    if not found and not whole:
        click.echo(say("messages.none", state=say(f"messages.{state}")))


def _line(message: Delivered) -> str:
    when = f"{message.tried_at.astimezone(_HOME):%Y-%m-%d %H:%M:%S}" if message.tried_at else ""
    who = message.name or say("messages.guest")
    words = cut(" ".join(message.reply.plain.split()), _WORDS)
    parts = (str(message.id), when, message.channel, who, say(f"messages.{message.state}"), message.reason, words)
    return " · ".join(part for part in parts if part)


def _json(message: Delivered) -> str:
    """The whole of it, as it was to be sent."""
    return json.dumps(dataclasses.asdict(message), ensure_ascii=False, default=str)

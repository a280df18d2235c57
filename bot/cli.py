"""Click in the reader's language: help, mistakes and progress, all from locales/.

A command's help is the text `cli.<command>`, an option's or argument's `cli.<command>.<name>`; nothing is written at
the command itself.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from bot.errors import BadFile, Refused
from bot.texts import texts


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.errors import Fault
    from bot.messages import Language


_LONG = 1.0  # seconds after which work shows its progress


def reader() -> Language:
    """Thai, unless the locale (LC_ALL, LC_MESSAGES, LANG, the first that is set) is English."""
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "en" if locale.lower().startswith("en") else "th"


def say(message: str, **values: object) -> str:
    return texts(reader())(message, **values)


class Command(click.Command):
    """A command whose words come from the catalogues."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [
            f"[{say('cli.options').upper()}]" if piece == "[OPTIONS]" else piece
            for piece in self.collect_usage_pieces(ctx)
        ]
        formatter.write_usage(ctx.command_path, " ".join(pieces), f"{say('cli.usage')}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            for paragraph in say(_id(ctx)).split("\n"):
                formatter.write_text(paragraph)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        own = [(_names(parameter, ctx), say(f"{_id(ctx)}.{parameter.name}")) for parameter in self.params]
        help_names = ", ".join(self.get_help_option_names(ctx))
        with formatter.section(say("cli.options")):
            formatter.write_dl([*own, (help_names, say("cli.help"))])

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - a first line is short
        return ""


class Group(click.Group, Command):
    """A command with commands."""

    command_class = Command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        prefix = f"{_id(ctx)}." if ctx.parent else "cli."
        with formatter.section(say("cli.commands")):
            formatter.write_dl([(name, say(f"{prefix}{name}").split("\n")[0]) for name in self.list_commands(ctx)])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)


Group.group_class = Group


class Whole(Group):
    """The command that has all others: the border where mistakes and refusals become words and exit codes."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Exit with 0; with 1 where something was refused, with 2 where the command is wrong, and say why on stderr."""
        try:
            sys.exit(super().main(*args, **{**extra, "prog_name": "nongnat", "standalone_mode": False}))
        except click.UsageError as error:
            click.echo(mistake(error), err=True)
            sys.exit(2)
        except Refused as error:
            for line in refusal(error):
                click.echo(line, err=True)
            sys.exit(1)
        except click.Abort:
            sys.exit(1)


def _id(ctx: click.Context) -> str:
    """`cli.programme.import` for `nongnat programme import`; `cli.nongnat` for the whole."""
    names = ctx.command_path.split()[1:]
    return ".".join(["cli", *names]) if names else "cli.nongnat"


def _names(parameter: click.Parameter, ctx: click.Context) -> str:
    if isinstance(parameter, click.Option) and not parameter.is_flag:
        return f"{', '.join(parameter.opts)} {parameter.make_metavar(ctx)}"
    if isinstance(parameter, click.Option):
        return ", ".join(parameter.opts)
    return parameter.make_metavar(ctx).strip("[]")


def mistake(error: click.UsageError) -> str:
    """What is wrong with the command as it was typed, and where to read how it goes."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and error.ctx:
        return error.ctx.get_help()
    command = error.ctx.command_path if error.ctx else "nongnat"
    return f"{_mistake(error)}\n{say('cli.try', command=f'{command} --help')}"


def _mistake(error: click.UsageError) -> str:
    if isinstance(error, click.MissingParameter):
        return say("cli.missing", name=_name(error))
    if isinstance(error, click.BadParameter):
        return say("cli.bad_value", name=_name(error), found=error.message)  # the words of Time and File below
    if isinstance(error, click.BadArgumentUsage):
        return error.message  # a command's own words
    if isinstance(error, (click.NoSuchOption, click.BadOptionUsage)):
        known = "cli.no_option" if isinstance(error, click.NoSuchOption) else "cli.no_value"
        return say(known, name=error.option_name)
    if isinstance(error, click.NoSuchCommand):
        return say("cli.no_command", name=error.command_name)
    return say("cli.too_much")


def _name(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return error.param.opts[0]
    return error.param.human_readable_name if error.param else ""


class Time(click.ParamType[datetime]):
    """A date and time in ISO 8601, with or without a zone."""

    name = "time"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            self.fail(say("cli.bad_time", found=value), param, ctx)


class File(click.ParamType[Path]):
    """A file that is there and can be read."""

    name = "file"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        file = Path(value)
        if not (file.is_file() and os.access(file, os.R_OK)):
            self.fail(say("cli.no_file", found=value), param, ctx)
        return file


class NewFile(click.ParamType[Path]):
    """A file to be written."""

    name = "file"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if Path(value).is_dir():
            self.fail(say("cli.is_folder", found=value), param, ctx)
        return Path(value)


class Folder(click.ParamType[Path]):
    """A folder, which is made where there is none."""

    name = "folder"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if Path(value).exists() and not Path(value).is_dir():
            self.fail(say("cli.no_folder", found=value), param, ctx)
        return Path(value)


class Number(click.ParamType[int]):
    """A whole number, of something that is counted from 1."""

    name = "number"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if not value.isdecimal():
            self.fail(say("cli.no_number", found=value), param, ctx)
        return int(value)


def refusal(error: Refused) -> Iterator[str]:
    """Why it was not done, in lines."""
    yield say(error.code, **error.values)
    if isinstance(error, BadFile):
        yield from faults(error.faults)


def faults(found: Sequence[Fault]) -> Iterator[str]:
    from bot import showing  # noqa: PLC0415 - where nothing is wrong it is not needed

    yield from (showing.fault(texts(reader()), each) for each in found)


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, once the work takes longer than a second; to be told of so many more of `length` done."""
    begun = time.monotonic()
    bar = None
    done = 0

    def tell(more: int) -> None:
        nonlocal bar, done
        done += more
        if bar:
            bar.update(more)
        elif time.monotonic() - begun > _LONG and sys.stderr.isatty():
            bar = click.progressbar(length=length, label=label, file=sys.stderr)
            bar.update(done)

    try:
        yield tell
    finally:
        if bar:
            bar.render_finish()

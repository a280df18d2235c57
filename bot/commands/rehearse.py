"""`nongnat rehearse`: a whole programme on a simulated clock, before people who are made up."""

from __future__ import annotations

import asyncio
import errno
import os
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from bot.cli import Command, NewFile, Time, say
from bot.errors import Refused
from bot.texts import texts


if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.rehearsal import Heard, Play, Player, Season
    from bot.texts import Texts
    from storage.programme import Programme


_MOST_PEOPLE = 2000
_FASTEST = 1_000_000
_YEAR = timedelta(days=366)  # farther from the programme, a Buddhist year was meant, or another one


class Count(click.ParamType[int]):
    """How many people."""

    name = "count"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if str(value).isdecimal() and 1 <= int(str(value)) <= _MOST_PEOPLE:
            return int(str(value))
        return self.fail(say("rehearsal.bad_count", found=value, most=f"{_MOST_PEOPLE:,}"), param, ctx)


class Speed(click.ParamType[float]):
    """How many times as fast as real time."""

    name = "speed"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        with suppress(ValueError):
            if 0 < (speed := float(str(value))) <= _FASTEST:
                return speed
        return self.fail(say("rehearsal.bad_speed", found=value, most=f"{_FASTEST:,}"), param, ctx)


@click.command("rehearse", cls=Command)
@click.argument("programme", metavar="PROGRAMME")
@click.option("--from", "start", type=Time())
@click.option("--to", "end", type=Time())
@click.option("--people", type=Count(), default=30, metavar="N")
@click.option("--speed", type=Speed(), metavar="N")
@click.option("--html", "page", type=NewFile(), metavar="FILE")
def rehearse(
    programme: str, start: datetime | None, end: datetime | None, people: int, speed: float | None, page: Path | None
) -> None:
    from bot import rehearsal  # noqa: PLC0415 - each command loads what it needs

    if page:
        _refuse_unwritable(page)
    about = _programme(programme)
    season = _season(about, start, end)
    words = texts(about.language)
    players = rehearsal.cast(people, words)
    stage = _Stage(words, len(players), speed)
    asyncio.run(stage.watch(rehearsal.Play(about, players, season.start), season.end))
    click.echo("")
    for line in rehearsal.told(rehearsal.summary(stage.heard, players), words):
        click.echo(line)
    if page:
        _write(page, _drawn(about, season, players, stage.heard, words))


class _Stage:
    """Prints what is heard, moment by moment; with `speed`, so many times as fast as the clock on the wall."""

    def __init__(self, words: Texts, people: int, speed: float | None) -> None:
        self.heard: list[Heard] = []
        self._words = words
        self._people = people
        self._speed = speed
        self._moment: list[Heard] = []
        self._day: date | None = None
        self._at: datetime | None = None

    async def watch(self, play: Play, until: datetime) -> None:
        async for heard in play.run(until, self._wait):
            self.heard.append(heard)
            self._moment.append(heard)
        self._tell()

    def _wait(self, at: datetime) -> None:
        self._tell()
        if self._speed and self._at:
            time.sleep((at - self._at).total_seconds() / self._speed)
        self._at = at

    def _tell(self) -> None:
        from bot import rehearsal  # noqa: PLC0415 - as above

        found = rehearsal.entries(self._moment)
        self._moment = []
        if found and found[0].at.date() != self._day:
            self._day = found[0].at.date()
            click.echo(f"\n{self._words.day(self._day)}")
        for line in rehearsal.lines(found, self._people, self._words):
            click.echo(line)


def _programme(named: str) -> Programme:
    """The programme in a file of this name, else the one with this id in the store."""
    from bot import app, config  # noqa: PLC0415 - as above
    from bot.services import programme as programmes  # noqa: PLC0415 - as above

    file = Path(named)
    if file.is_file() and os.access(file, os.R_OK):
        return programmes.read(file.name, file.read_bytes())[0]
    found = next((each for each in app.stored(config.settings()) if each.code == named), None)
    if found is None:
        raise Refused("programme.unknown", id=named)
    return found


def _season(about: Programme, start: datetime | None, end: datetime | None) -> Season:
    """From when to when; a time without a zone is the programme's. Raises Refused where it would go backwards."""
    from bot import rehearsal  # noqa: PLC0415 - as above

    zone = ZoneInfo(about.timezone)
    whole = rehearsal.season(about)
    around = [moment.replace(tzinfo=None) for moment in (whole.start - _YEAR, whole.end + _YEAR)]
    if any(given and not around[0] <= given.replace(tzinfo=None) <= around[1] for given in (start, end)):
        raise Refused("rehearsal.elsewhere", start=f"{whole.start:%Y-%m-%d}", end=f"{whole.end:%Y-%m-%d}")
    first, last = (
        whole_time if given is None else given.replace(tzinfo=zone) if given.tzinfo is None else given.astimezone(zone)
        for given, whole_time in ((start, whole.start), (end, whole.end))
    )
    if last <= first:
        raise Refused("rehearsal.backwards", start=f"{first:%Y-%m-%d %H:%M}", end=f"{last:%Y-%m-%d %H:%M}")
    return rehearsal.Season(first, last)


def _drawn(about: Programme, season: Season, players: list[Player], heard: list[Heard], words: Texts) -> str:
    from bot import rehearsal  # noqa: PLC0415 - as above
    from bot.channels.line.preview import payload  # noqa: PLC0415 - as above
    from bot.thai.text import words as split  # noqa: PLC0415 - as above
    from bot.web.rehearsal import Moment, Story, page  # noqa: PLC0415 - as above

    moments = [
        Moment(
            entry.at.date(),
            words.hours(entry.at, entry.at),
            rehearsal.whom(entry, len(players), words),
            tuple(player.name for player in entry.players),
            payload(entry.reply, "", split),
        )
        for entry in rehearsal.entries(heard)
    ]
    period = {"start": words.day(season.start.date()), "end": words.day(season.end.date()), "people": len(players)}
    story = Story(
        words("rehearsal.title", title=about.title.in_(words.language)),
        words("rehearsal.period", **period),
        [(player.name, player.way, ", ".join(player.says)) for player in players if player.way],
        moments,
        list(rehearsal.told(rehearsal.summary(heard, players), words)),
    )
    return page(story, words.language)


def _refuse_unwritable(file: Path) -> None:
    """Before a minute is spent on what goes into it."""
    folder = file.resolve().parent
    if not os.access(folder, os.W_OK):
        reason = os.strerror(errno.EACCES if folder.exists() else errno.ENOENT)
        raise Refused("cli.unwritable", name=str(file), reason=reason)


def _write(file: Path, content: str) -> None:
    try:
        file.write_text(content, encoding="utf-8")
    except OSError as error:
        raise Refused("cli.unwritable", name=str(file), reason=error.strerror or "") from error
    click.echo(say("rehearsal.written", name=str(file)))

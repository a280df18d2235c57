"""`nongnat announce`: announcements made at the machine itself, and what became of any."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from bot.cli import Group, NewFile, Number, reader, say
from bot.commands.announcement import Channel, LinkTo, PlaceAt, content, moment, options, preview, read_time, shown
from bot.commands.table import spreadsheet, write
from bot.errors import Refused
from bot.lengths import cut
from bot.texts import texts


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session as Store

    from bot.services.announce import Announcement, Confirmed, Ended
    from bot.services.programme import Listed
    from storage.programme import Programme


_ENDED: tuple[Ended, ...] = (
    "accepted", "waiting", "uncertain", "failed", "blocked", "unlinked", "stopped", "expired", "cancelled", "corrected",
    "erased",
)  # fmt: skip
_WORDS = 60  # letters of an announcement in a list
_NEW = NewFile()


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command works with; what it changes is kept unless it says `undo`."""

    store: Store
    now: datetime
    site: str

    def programme(self, code: str) -> Programme:
        from bot.services import programme  # noqa: PLC0415 - each command loads what it needs

        return programme.kept(self.store, code)

    def undo(self) -> None:
        self.store.rollback()


@contextmanager
def _desk() -> Iterator[Desk]:
    from bot import app, config  # noqa: PLC0415 - as above

    settings = config.settings()
    with app.open_store(settings.database_url, samples=False).write() as store:
        yield Desk(store, app.clock_of(settings).now(), settings.public_url)


@click.group("announce", cls=Group)
def announce_group() -> None:
    pass


@announce_group.command("new")
@click.argument("text", required=False, default="")
@click.option("--programme", metavar="ID", default="")
@click.option("--to", "to", metavar="WHOM", multiple=True)
@click.option("--channel", type=Channel(), default="")
@options
@click.option("--urgent", is_flag=True)
@click.option("--no-ack", "silent", is_flag=True)
def new(  # noqa: PLR0913 - each is an option of the command
    *,
    text: str,
    programme: str,
    to: tuple[str, ...],
    channel: str,
    urgent: bool,
    silent: bool,
    pictures: tuple[Path, ...],
    files: tuple[Path, ...],
    places: tuple[PlaceAt, ...],
    links: tuple[LinkTo, ...],
    at: str,
    page: Path | None,
    yes: bool,
) -> None:
    from bot.services import announce  # noqa: PLC0415 - as above
    from bot.services import programme as programmes  # noqa: PLC0415 - as above

    with _desk() as desk:
        about = desk.programme(programme or _only(programmes.listed(desk.store)))
        audience = announce.whom(desk.store, about, ", ".join(to), desk.now)
        if channel:
            audience = replace(audience, channel=channel)
        reply = content(text, pictures, files, places, links)
        made = announce.draft(desk.store, about.code, None, reply, desk.now, audience, asks=not silent, urgent=urgent)
        _offer(desk, made, at, page, yes=yes)


def _only(listed: Sequence[Listed]) -> str:
    if len(listed) != 1:
        raise Refused("people.which", known=", ".join(each.code for each in listed) or "–")
    return listed[0].code


@announce_group.command("chase")
@click.argument("number", type=Number(), metavar="N")
@click.option("--at", metavar="TIME", default="")
@click.option("--preview", "page", metavar="FILE.html", type=_NEW)
@click.option("--yes", is_flag=True)
def chase(*, number: int, at: str, page: Path | None, yes: bool) -> None:
    from bot.services import announce  # noqa: PLC0415 - as above

    with _desk() as desk:
        _offer(desk, announce.chase(desk.store, number, None, desk.now), at, page, yes=yes)


@announce_group.command("correct")
@click.argument("number", type=Number(), metavar="N")
@click.argument("text", required=False, default="")
@options
def correct(  # noqa: PLR0913 - as above
    *,
    number: int,
    text: str,
    pictures: tuple[Path, ...],
    files: tuple[Path, ...],
    places: tuple[PlaceAt, ...],
    links: tuple[LinkTo, ...],
    at: str,
    page: Path | None,
    yes: bool,
) -> None:
    from bot.services import announce  # noqa: PLC0415 - as above

    with _desk() as desk:
        reply = content(text, pictures, files, places, links)
        _offer(desk, announce.correct(desk.store, number, None, reply, desk.now), at, page, yes=yes)


@announce_group.command("list")
@click.option("--programme", metavar="ID", default="")
def list_(programme: str) -> None:
    from bot.services import announce  # noqa: PLC0415 - as above
    from bot.services import programme as programmes  # noqa: PLC0415 - as above

    with _desk() as desk:
        codes = [programme] if programme else [listed.code for listed in programmes.listed(desk.store)]
        zones = {code: desk.programme(code).timezone for code in codes}
        found = announce.latest(desk.store, codes)
    for each in found:
        at = each.begun_at or each.send_at
        when = moment(at, zones[each.programme]) if at else ""
        words = cut(" ".join(each.reply.plain.split()), _WORDS)
        parts = (str(each.id), each.programme, say(f"announce.is_{each.state}"), when, words)
        click.echo(" · ".join(part for part in parts if part))
    if not found:
        click.echo(say("announcing.none"))


@announce_group.command("show")
@click.argument("number", type=Number(), metavar="N")
@click.option("--out", metavar="FILE.csv", type=_NEW)
def show(number: int, out: Path | None) -> None:
    from bot.services import announce  # noqa: PLC0415 - as above

    with _desk() as desk:
        progress = announce.progress(desk.store, number)
        announcement = progress.announcement
        about = desk.programme(announcement.programme)
        click.echo(shown(desk.store, announcement))
        click.echo(
            say("announcing.for", whom=announce.described(desk.store, about, announcement.audience, texts(reader())))
        )
        at = announcement.begun_at or announcement.send_at
        when = moment(at, about.timezone) if at else ""
        click.echo(" · ".join(part for part in (say(f"announce.is_{announcement.state}"), when) if part))
        for ended in _ENDED:
            if people := progress.ended.get(ended):
                click.echo(say(f"announce.ended_{ended}", people=f"{people:,}"))
        if progress.planned and announcement.asks:
            told = progress.acknowledged + progress.unheard
            click.echo(say("announce.ended_acknowledged", people=f"{progress.acknowledged:,}", told=f"{told:,}"))
        if progress.goes:
            click.echo(say("announcing.lasts", count=-(-progress.seconds // 60)))
        if out:
            _table(desk, number, about.timezone, out)


def _table(desk: Desk, number: int, zone: str, out: Path) -> None:
    """Everybody, with what became of it."""
    from bot.services import announce  # noqa: PLC0415 - as above

    heading = [
        say(f"announcing.csv_{name}") for name in ("name", "organisation", "outcome", "channel", "reason", "known")
    ]
    rows = [heading]
    for each in announce.everybody(desk.store, number):
        known = f"{each.acknowledged_at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" if each.acknowledged_at else ""
        outcome = say(f"announce.each_{each.ended}")
        rows.append([each.name, each.organisation, outcome, each.channel, each.reason, known])
    write(out, spreadsheet(rows))
    click.echo(say("announcing.written", name=out, count=len(rows) - 1))


@announce_group.command("approve")
@click.argument("number", type=Number(), metavar="N")
def approve(number: int) -> None:
    from bot.services import announce  # noqa: PLC0415 - as above

    with _desk() as desk:
        about = desk.programme(announce.get(desk.store, number).programme)
        _goes(announce.approve(desk.store, about, number, None, desk.now), about, desk.now)


@announce_group.command("cancel")
@click.argument("number", type=Number(), metavar="N")
def cancel(number: int) -> None:
    from bot.services import announce  # noqa: PLC0415 - as above

    with _desk() as desk:
        announce.cancel(desk.store, number)
    click.echo(say("announcing.cancelled", number=number))


@announce_group.command("stop")
@click.argument("number", type=Number(), metavar="N")
def stop(number: int) -> None:
    from bot.services import announce  # noqa: PLC0415 - as above

    with _desk() as desk:
        stopped = announce.stop(desk.store, number, desk.now)
    click.echo(say("announcing.stopped", number=number, dropped=f"{stopped.dropped:,}", gone=f"{stopped.gone:,}"))


def _offer(desk: Desk, made: Announcement, at: str, page: Path | None, *, yes: bool) -> None:
    """Show what would go to whom, when and at what cost; with `yes`, let it go. Otherwise nothing is kept."""
    from bot.services import announce  # noqa: PLC0415 - as above

    about = desk.programme(made.programme)
    if at:
        made = announce.schedule(desk.store, made.id, read_time(at, desk.now, ZoneInfo(about.timezone)), desk.now)
    price, language = announce.cost(desk.store, made), texts(reader())
    click.echo(shown(desk.store, made))
    click.echo()
    click.echo(say("announcing.for", whom=announce.described(desk.store, about, made.audience, language)))
    click.echo(price.line(language))
    for line in price.missing(language):
        click.echo(line)
    if made.send_at:
        click.echo(say("announcing.when", when=moment(made.send_at, about.timezone)))
    if page:
        write(page, preview(desk.store, made, about).encode())
        click.echo(say("announcing.previewed", name=page))
    if not yes:
        desk.undo()
        click.echo(say("announcing.sure"))
        return
    rest = announce.quiet_until(about, desk.now) if made.send_at is None and not made.urgent else None
    if rest and not announce.needs_approval(about):
        raise Refused("announcing.quiet", until=moment(rest, about.timezone))
    confirmed = announce.confirm(desk.store, about, made.id, None, desk.now)
    if confirmed.announcement.state == "approval":
        _ask_others(desk, confirmed, about)
        names = ", ".join(person.name for person, _ in confirmed.approvers)
        click.echo(say("announcing.asked", number=made.id, names=names))
    else:
        _goes(confirmed.announcement, about, desk.now)


def _goes(found: Announcement, about: Programme, now: datetime) -> None:
    if found.send_at and found.send_at > now:
        click.echo(say("announcing.at", number=found.id, when=moment(found.send_at, about.timezone)))
    else:
        click.echo(say("announcing.goes", number=found.id))


def _ask_others(desk: Desk, confirmed: Confirmed, about: Programme) -> None:
    """Ask the organisers who may approve it, in the chat of each, as the chat room asks."""
    from bot.handlers.announce.drawing import Drawing  # noqa: PLC0415 - as above
    from bot.outbox import put  # noqa: PLC0415 - as above
    from bot.services import questions  # noqa: PLC0415 - as above
    from bot.services.programme import Programmes  # noqa: PLC0415 - as above

    found, programmes = confirmed.announcement, Programmes()
    links = Drawing(desk.store, programmes, texts(about.language), desk.site).links(found)
    for _, places in confirmed.approvers:
        if to := questions.nearest(desk.store, places):
            words = texts(questions.language(desk.store, to))
            drawing = Drawing(desk.store, programmes, words, desk.site)
            put(desk.store, to, [drawing.asking(found, confirmed.cost, words("announcing.operator"), links)])

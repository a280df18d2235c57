"""`nongnat people`: rosters, invitations and who has joined."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from bot.cli import File, Folder, Group, NewFile, faults, progress, reader, say
from bot.commands.table import spreadsheet, write
from bot.errors import Refused


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session as Store

    from bot.services.people.inviting import Invite
    from bot.web.people import Invitation
    from storage.models.people import Role
    from storage.people import Listed, Membership


_NEW = NewFile()


class Named(click.ParamType[str]):
    """The name of an account, as the setting of that name has it."""

    def __init__(self, setting: str) -> None:
        self.name = setting

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from bot import config  # noqa: PLC0415 - each command loads what it needs

        try:
            return {"line_basic_id": config.basic_id, "telegram_username": config.username}[self.name](value)
        except ValueError:
            self.fail(say(f"cli.setting.{self.name}", name=self.name.upper(), found=value), param, ctx)


class RoleName(click.ParamType[str]):
    """A role, in the words of rosters."""

    name = "role"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from bot.services.people.words import known  # noqa: PLC0415 - as above
        from bot.thai.text import key  # noqa: PLC0415 - as above

        role = known("roles").get(key(value))
        return role or self.fail(say("fault.not-role", found=value), param, ctx)


@click.group("people", cls=Group)
def people_group() -> None:
    pass


@people_group.command("import")
@click.argument("file", type=File())
@click.option("--programme", metavar="ID", default="")
def import_(file: Path, programme: str) -> None:
    from bot.services.people import roster  # noqa: PLC0415 - each command loads what it needs
    from bot.services.people.enrolling import enrol_roster  # noqa: PLC0415 - as above

    listed = roster.read(file.name, file.read_bytes())
    with _writing() as (store, _):
        done = enrol_roster(store, listed, programme)
    for line in faults(done.warnings):
        click.echo(line, err=True)
    counts = {"added": len(done.added), "changed": len(done.changed), "unchanged": len(done.unchanged)}
    click.echo(say("people.imported", name=file.name, **counts))
    if done.gone:
        click.echo(say("people.gone", count=len(done.gone)))
        for name in done.gone:
            click.echo(f"• {name}")


@people_group.command("invite")
@click.option("--programme", metavar="ID", default="")
@click.option("--person", "names", metavar="NAME", multiple=True)
@click.option("--owner", metavar="NAME")
@click.option("--role", metavar="ROLE", type=RoleName())
@click.option("--sheet", metavar="FILE.html", type=_NEW)
@click.option("--out", metavar="FILE.csv", type=_NEW)
@click.option("--qr", metavar="FOLDER", type=Folder())
@click.option("--line", metavar="@ID", type=Named("line_basic_id"), default="")
@click.option("--telegram", metavar="NAME", type=Named("telegram_username"), default="")
@click.option("--revoke", is_flag=True)
def invite(  # noqa: PLR0913 - each is an option of the command
    *,
    programme: str,
    names: tuple[str, ...],
    owner: str | None,
    role: Role | None,
    sheet: Path | None,
    out: Path | None,
    qr: Path | None,
    line: str,
    telegram: str,
    revoke: bool,
) -> None:
    from bot.services.log.noting import commanded  # noqa: PLC0415 - as above
    from bot.services.people import inviting  # noqa: PLC0415 - as above

    chosen = inviting.Chosen(programme, names, role)
    with _writing() as (store, now):
        if revoke:
            click.echo(say("people.revoked_codes", count=inviting.revoke(store, chosen, now)))
            return
        if owner:
            wanted, made = [], [inviting.invite_owner(store, owner, now)]
        else:
            wanted = inviting.listed(store, chosen)
            with progress(say("people.inviting"), len(wanted)) as tell:
                made = inviting.invite(store, chosen, now, tell)
        for code in _programmes(wanted, programme):
            commanded(store, code, "people", now)
        cards = _cards(made, line, telegram)
        # Written before the codes are kept: what cannot be handed out is void.
        if sheet:
            from bot.web.people import sheet as draw  # noqa: PLC0415 - as above

            write(sheet, draw(cards, reader()).encode())
        if out:
            write(out, _csv(cards))
        if qr:
            _draw(qr, cards)
        _tell(cards, bool(sheet or out))


@people_group.command("list")
@click.option("--programme", metavar="ID", default="")
def list_(programme: str) -> None:
    from bot.services.log.noting import commanded  # noqa: PLC0415 - as above
    from bot.services.people import inviting  # noqa: PLC0415 - as above

    with _writing() as (store, now):
        found = inviting.listed(store, inviting.Chosen(programme))
        for code in _programmes(found, programme):
            commanded(store, code, "people", now)
    for each in found:
        roles = ", ".join(
            " ".join(part for part in (mine.programme, _role(mine), mine.team, mine.note and f"({mine.note})") if part)
            for mine in each.memberships
        )
        joined = ", ".join(dict.fromkeys(address.channel for address in each.addresses)) or say("people.not_joined")
        click.echo(
            " · ".join(part for part in (each.person.name, each.person.details.organisation, roles, joined) if part)
        )
    click.echo(say("people.listed", count=len(found), joined=sum(bool(each.addresses) for each in found)))


def _programmes(found: Sequence[Listed], programme: str) -> list[str]:
    """The codes of those whose people are shown: the one that was asked for, or all that they are in."""
    of_all = {mine.programme for each in found for mine in each.memberships if mine.programme}
    return [programme] if programme else sorted(of_all)


def _role(mine: Membership) -> str:
    return say("people.role_leader" if mine.leads else f"people.role_{mine.role}")


@people_group.command("revoke")
@click.argument("target", metavar="CODE|NAME")
def revoke_(target: str) -> None:
    from bot.services.people import codes, inviting  # noqa: PLC0415 - as above

    with _writing() as (store, now):
        count = 1
        if code := codes.find(target):
            inviting.revoke_code(store, code, now)
        else:
            count = inviting.revoke(store, inviting.Chosen(names=(target,)), now)
    click.echo(say("people.revoked_codes", count=count))


@people_group.command("forget")
@click.argument("name")
@click.option("--yes", is_flag=True)
def forget(name: str, *, yes: bool) -> None:
    from bot.services.people.leaving import erase_named  # noqa: PLC0415 - as above

    with _writing() as (store, now):
        whole = erase_named(store, name, now)
        if not yes:
            raise Refused("people.sure", name=whole)
    click.echo(say("people.forgotten", name=whole))


@people_group.command("export")
@click.argument("name")
@click.option("--out", metavar="FILE.json", type=_NEW, required=True)
def export(name: str, out: Path) -> None:
    from bot.services import people  # noqa: PLC0415 - as above

    with _writing() as (store, now):
        write(out, people.export(store, name, now).encode())
        out.chmod(0o600)
    click.echo(say("people.exported", name=out))


@contextmanager
def _writing() -> Iterator[tuple[Store, datetime]]:
    """The store of the settings, to be changed, and what time it is."""
    from bot import app, config  # noqa: PLC0415 - as above

    settings = config.settings()
    with app.open_store(settings.database_url, samples=False).write() as store:
        yield store, app.clock_of(settings).now()


def _cards(made: Sequence[Invite], line: str, telegram: str) -> list[Invitation]:
    from bot import config  # noqa: PLC0415 - as above
    from bot.texts import texts  # noqa: PLC0415 - as above
    from bot.web.people import cards  # noqa: PLC0415 - as above

    settings = config.settings()
    accounts = {"line": line or settings.line_basic_id, "telegram": telegram or settings.telegram_username}
    if made and not any(accounts.values()):
        click.echo(say("people.no_links"), err=True)
    return cards(made, accounts, texts(reader()))


def _tell(cards: Sequence[Invitation], written: bool) -> None:  # noqa: FBT001 - one fact of two
    """The codes, unless they are in a file."""
    if not written:
        for card in cards:
            click.echo(" · ".join((card.name, card.code, card.sentence, *(link for _, link in card.links))))
    click.echo(say("people.invited", count=len(cards)))


def _csv(cards: Sequence[Invitation]) -> bytes:
    rows = [[say(f"people.csv_{name}") for name in ("name", "organisation", "programme", "code", "sentence")]]
    rows[0] += ["LINE", "Telegram"]
    for card in cards:
        links = dict(card.links)
        cells = [card.name, card.organisation, card.programme, card.code, card.sentence]
        rows.append([*cells, links.get("LINE", ""), links.get("Telegram", "")])
    return spreadsheet(rows)


def _draw(folder: Path, cards: Sequence[Invitation]) -> None:
    from bot.web.people import png  # noqa: PLC0415 - as above

    for number, card in enumerate(cards, start=1):
        name = re.sub(r"[^\w\u0e00-\u0e7f]+", "-", card.name).strip("-")
        for channel, link in card.links:
            write(folder / f"{number:03}-{name}-{channel.lower()}.png", png(link))

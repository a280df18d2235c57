"""What an announcement says, from the options of a command; and how it is shown before it goes."""

from __future__ import annotations

import mimetypes
import sys
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import click

from bot.cli import File, NewFile, reader, say
from bot.errors import Refused
from bot.messages import Link, Reply
from bot.texts import texts


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session as Store

    from bot.services.announce import Announcement
    from storage.programme import Programme


_CHANNELS = ("line", "telegram", "web")
_NEW = NewFile()
_NOWHERE = "https://localhost/files"  # LINE draws pictures and files where they are served; nothing is fetched


class LinkTo(NamedTuple):
    label: str
    url: str


class PlaceAt(NamedTuple):
    """In degrees."""

    latitude: float
    longitude: float
    title: str


class Channel(click.ParamType[str]):
    """The name of a channel."""

    name = "channel"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        known = value.lower()
        if not value or known in _CHANNELS:
            return known
        return self.fail(say("announcing.bad_channel", found=value, known=", ".join(_CHANNELS)), param, ctx)


class LinkType(click.ParamType[LinkTo]):
    """LABEL=URL."""

    name = "link"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> LinkTo:
        label, equals, url = value.partition("=")
        if equals and label.strip() and url.strip().startswith(("https://", "http://", "tel:", "mailto:")):
            return LinkTo(label.strip(), url.strip())
        return self.fail(say("announcing.bad_link", found=value), param, ctx)


class PlaceType(click.ParamType[PlaceAt]):
    """LAT,LON or LAT,LON,TITLE."""

    name = "place"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> PlaceAt:
        try:
            latitude, longitude, *title = value.split(",", 2)
            return PlaceAt(float(latitude), float(longitude), "".join(title).strip())
        except ValueError:
            self.fail(say("announcing.not_place", found=value), param, ctx)


def options(command: Callable[..., None]) -> Callable[..., None]:
    """What goes with the text, when it goes, and whether it does: options of more than one command."""
    for option in reversed(
        (
            click.option("--picture", "pictures", type=File(), metavar="FILE", multiple=True),
            click.option("--file", "files", type=File(), metavar="FILE", multiple=True),
            click.option("--place", "places", type=PlaceType(), metavar="LAT,LON[,TITLE]", multiple=True),
            click.option("--link", "links", type=LinkType(), metavar="LABEL=URL", multiple=True),
            click.option("--at", metavar="TIME", default=""),
            click.option("--preview", "page", metavar="FILE.html", type=_NEW),
            click.option("--yes", is_flag=True),
        )
    ):
        command = option(command)
    return command


def content(
    text: str, pictures: Sequence[Path], files: Sequence[Path], places: Sequence[PlaceAt], links: Sequence[LinkTo]
) -> Reply:
    """The announcement; the text `-` is read from standard input. Raises Refused for what cannot be sent."""
    from bot.services import announce  # noqa: PLC0415 - each command loads what it needs

    words = texts(reader())
    return Reply(
        (sys.stdin.read() if text == "-" else text).strip(),
        images=tuple(announce.picture_of(path.read_bytes()) for path in pictures),
        files=tuple(
            announce.file_of(path.name, mimetypes.guess_type(path.name)[0] or "", path.read_bytes()) for path in files
        ),
        places=tuple(announce.place_of(place.latitude, place.longitude, place.title, "", words) for place in places),
        links=tuple(Link(link.label, link.url) for link in links),
    )


def shown(store: Store, announcement: Announcement) -> str:
    """As people will read it, its buttons last."""
    from bot.services import announce, notices  # noqa: PLC0415 - as above

    reply = announce.shown(store, announcement, reader(), notices.acknowledge_choice)
    pictures = [say("announcing.pictures", count=len(reply.images))] if reply.images else []
    return "\n".join([reply.plain, *pictures, *(f"[{choice.label}]" for choice in reply.taps)]).strip()


def preview(store: Store, announcement: Announcement, programme: Programme) -> str:
    """A page with the announcement as LINE and as Telegram will show it."""
    from bot.channels.line.preview import payload as line  # noqa: PLC0415 - the platforms' kits take a second to load
    from bot.channels.telegram.preview import payload as telegram  # noqa: PLC0415 - as above
    from bot.services import announce, notices  # noqa: PLC0415 - as above
    from bot.thai.text import words  # noqa: PLC0415 - as above
    from bot.web.preview import Drawn, page  # noqa: PLC0415 - as above

    reply = announce.shown(store, announcement, programme.language, notices.acknowledge_choice)
    drawn = Drawn(line(reply, _NOWHERE, words), telegram(reply, words))
    return page(say("announcing.preview", title=programme.title.in_(reader())), drawn, reader())


def read_time(said: str, now: datetime, zone: ZoneInfo) -> datetime:
    """A time in ISO 8601, of the programme's zone where it has none of its own; or in Thai or English words."""
    from bot.handlers.announce.times import read  # noqa: PLC0415 - as above

    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        meant = read(said, now, zone)
        if meant is None or meant.at is None:
            choices = ", ".join(moment(each, str(zone)) for each in (meant.choices if meant else ())) or "–"
            raise Refused("announcing.bad_time", found=said, known=choices) from None
        return meant.at
    return found if found.tzinfo else found.replace(tzinfo=zone)


def moment(at: datetime, zone: str) -> str:
    """A time in the zone with this name, in words."""
    local = at.astimezone(ZoneInfo(zone))
    return texts(reader()).period(local, local)

"""`nongnat line` and `nongnat telegram`: how the bot looks there, and where events are brought.

As often as one likes: what is as it should be is left alone.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import File, Group, say
from bot.errors import Refused, Undelivered
from bot.texts import texts


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.channels.line.picture import Icon, Tile
    from bot.channels.telegram.commands import Profile
    from bot.messages import Language


_ALIAS = "nongnat"  # the lasting name of the rich menu
_TILES: tuple[Icon, ...] = ("tomorrow", "today", "next", "me", "contact", "help")
_COMMANDS = ("today", "tomorrow", "next", "contact", "me", "language", "stop", "help")
_THAI_FONTS = ("Sarabun", "Noto Sans Thai", "Laksaman", "Garuda", "Loma", "Umpush", "Waree")


@click.group("line", cls=Group)
def line_group() -> None:
    pass


@click.group("telegram", cls=Group)
def telegram_group() -> None:
    pass


@line_group.command("setup")
@click.option("--font", type=File(), metavar="FILE.ttf")
def line_setup(font: Path | None) -> None:
    from bot import config  # noqa: PLC0415 - each command loads what it needs
    from bot.channels.line.menu import Menu, set_menu, set_webhook  # noqa: PLC0415 - as above
    from bot.channels.line.picture import picture  # noqa: PLC0415 - as above

    settings = config.settings()
    token, url = settings.line_channel_access_token, settings.line_api_url
    if not token:
        raise Refused("platforms.off", name="LINE_CHANNEL_ACCESS_TOKEN")
    tiles = [_tile(name) for name in _TILES]
    file = str(font) if font else _thai_font()
    try:
        image = picture(tiles, file)
    except OSError as error:
        raise Refused("platforms.no_font", name=file) from error
    with _asking("LINE"):
        steps = asyncio.run(set_menu(token, url, Menu(_ALIAS, texts("th")("platforms.bar"), tiles, image)))
        if settings.public_url:
            steps += asyncio.run(set_webhook(token, url, f"{settings.public_url}/hooks/line", test=True))
    for step in steps:
        click.echo(say(f"platforms.line.{step.about}.{step.done}", value=step.value))
    if not settings.public_url:
        click.echo(say("platforms.no_url"), err=True)


@telegram_group.command("setup")
def telegram_setup() -> None:
    from bot import config  # noqa: PLC0415 - as above
    from bot.channels.telegram import TelegramChannel  # noqa: PLC0415 - as above

    settings = config.settings()
    if not settings.telegram_bot_token:
        raise Refused("platforms.off", name="TELEGRAM_BOT_TOKEN")
    hooked = settings.telegram_mode == "webhook" and bool(settings.public_url)
    hook = f"{settings.public_url}/hooks/telegram" if hooked else ""
    secret = settings.telegram_webhook_secret
    channel = TelegramChannel(settings.telegram_bot_token, secret, settings.telegram_api_url, str.split)
    profiles = {"th": _profile("th"), "en": _profile("en"), "": _profile("en")}

    async def work() -> None:
        try:
            for step in await channel.setup(hook, profiles):
                what = say(f"platforms.telegram.{step.what}")
                language = say(f"platforms.language.{step.language or 'other'}")
                text = f"platforms.telegram.{step.state}"
                click.echo(say(text, what=what if step.what == "webhook" else f"{what} ({language})"))
        finally:
            await channel.close()

    with _asking("Telegram"):
        asyncio.run(work())
    if not hook and settings.telegram_mode == "webhook":
        click.echo(say("platforms.no_url"), err=True)


def _tile(name: Icon) -> Tile:
    from bot.channels.line.picture import Tile  # noqa: PLC0415 - as above

    words = texts("th")
    return Tile(words(f"platforms.label.{name}"), words(f"platforms.says.{name}"), name)


def _profile(language: Language) -> Profile:
    from bot.channels.telegram.commands import Profile  # noqa: PLC0415 - as above

    words = texts(language)
    commands = tuple((name, words(f"platforms.about.{name}")) for name in _COMMANDS)
    return Profile(commands, words("platforms.description"), words("platforms.short_description"))


def _thai_font() -> str:
    """A font of this machine that has Thai letters, a bold one of those that are known to be legible if there is one.

    Raises Refused where there is none, or nobody to ask.
    """
    program = shutil.which("fc-list")
    if program is None:
        raise Refused("platforms.no_thai_font")
    asked = [program, "--format=%{family}\t%{style}\t%{file}\n", ":lang=th"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603 - our own words
    fonts = [line.split("\t") for line in found.splitlines() if Path(line.split("\t")[-1]).suffix in (".ttf", ".otf")]
    if not fonts:
        raise Refused("platforms.no_thai_font")

    def rank(font: list[str]) -> tuple[int, bool, str]:
        family, style, file = font
        known = next((place for place, name in enumerate(_THAI_FONTS) if name in family), len(_THAI_FONTS))
        return known, "bold" not in style.lower() or "oblique" in style.lower() or "italic" in style.lower(), file

    return min(fonts, key=rank)[2]


@contextmanager
def _asking(platform: str) -> Iterator[None]:
    """What a platform refuses is said with its reason."""
    try:
        yield
    except (Undelivered, OSError) as error:
        raise Refused("platforms.refused", name=platform, reason=str(error) or type(error).__name__) from error

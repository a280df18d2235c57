"""Setting the bot up at Telegram: its webhook, its menu of commands, what it says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.channels.telegram.client import answered
from bot.channels.telegram.poll import WANTED


if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram import Bot


What = Literal["webhook", "commands", "description", "short_description"]


@dataclass(frozen=True, slots=True)
class Profile:
    """What people see of the bot in one language.

    `commands` are (name, description): 1-32 of a-z, 0-9 and _; 256 letters. `description` (512) is shown before the
    first message, `short_description` (120) on the bot's page.
    """

    commands: tuple[tuple[str, str], ...]
    description: str
    short_description: str


@dataclass(frozen=True, slots=True)
class Step:
    """What was set, in which language ("": whatever has none of its own), and whether it was so already."""

    what: What
    language: str
    state: Literal["done", "unchanged"]


async def set_webhook(bot: Bot, url: str, secret: str) -> Step:
    """Have updates brought to `url`. It is set each time, for Telegram does not tell the secret that it has."""
    now = await answered(bot.get_webhook_info())
    await answered(bot.set_webhook(url, secret_token=secret, allowed_updates=WANTED))
    same = now.url == url and set(now.allowed_updates) == set(WANTED)
    return Step("webhook", "", "unchanged" if same else "done")


async def set_profiles(bot: Bot, profiles: Mapping[str, Profile]) -> list[Step]:
    """Set what differs; `profiles` by language ("th", "en"), "" for people with any other."""
    return [
        step
        for language, profile in profiles.items()
        for step in (
            await _commands(bot, language, profile),
            await _description(bot, language, profile),
            await _short_description(bot, language, profile),
        )
    ]


async def _commands(bot: Bot, language: str, profile: Profile) -> Step:
    now = await answered(bot.get_my_commands(language_code=language or None))
    if [(command.command, command.description) for command in now] == list(profile.commands):
        return Step("commands", language, "unchanged")
    await answered(bot.set_my_commands(profile.commands, language_code=language or None))
    return Step("commands", language, "done")


async def _description(bot: Bot, language: str, profile: Profile) -> Step:
    now = await answered(bot.get_my_description(language_code=language or None))
    if now.description == profile.description:
        return Step("description", language, "unchanged")
    await answered(bot.set_my_description(profile.description, language_code=language or None))
    return Step("description", language, "done")


async def _short_description(bot: Bot, language: str, profile: Profile) -> Step:
    now = await answered(bot.get_my_short_description(language_code=language or None))
    if now.short_description == profile.short_description:
        return Step("short_description", language, "unchanged")
    await answered(bot.set_my_short_description(profile.short_description, language_code=language or None))
    return Step("short_description", language, "done")

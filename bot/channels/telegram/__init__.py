"""Telegram: one file for reading, drawing, sending, asking for updates and setting up each."""

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.commands import Profile, Step


__all__ = ["Profile", "Step", "TelegramChannel"]

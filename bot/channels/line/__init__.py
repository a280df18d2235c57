"""LINE, through line-bot-sdk, which takes a second to load: to be imported only where LINE is switched on."""

from bot.channels.line.channel import LineChannel


__all__ = ["LineChannel"]

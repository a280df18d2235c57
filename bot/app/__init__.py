"""The composition root: the one place that knows everybody."""

from bot.app.alone import alone
from bot.app.building import App, Polled, build, clock_of, open_store, platforms_of, stored
from bot.app.chatting import chat
from bot.app.clocking import clockwork
from bot.app.preparing import loading, read_programmes, warm
from bot.app.serving import serve
from bot.app.working import running


__all__ = [
    "App",
    "Polled",
    "alone",
    "build",
    "chat",
    "clock_of",
    "clockwork",
    "loading",
    "open_store",
    "platforms_of",
    "read_programmes",
    "running",
    "serve",
    "stored",
    "warm",
]

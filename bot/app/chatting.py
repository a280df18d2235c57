"""`nongnat chat`: the same bot in the terminal."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.app.building import build, clock_of, open_store
from bot.app.preparing import warm
from bot.channels.console import Console
from bot.messages import Address, Inbound


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.config import Settings


def chat(settings: Settings, listen: Callable[[], str], write: Callable[[str], object]) -> None:
    """Talk in the terminal until `listen` raises EOFError."""
    console = Console(write)
    app = build(open_store(settings.database_url), clock_of(settings), channels=(console,), trusted={console.name})
    me = Address(console.name, "terminal")
    warm(app)
    while True:
        try:
            chosen = console.chosen(listen())
        except EOFError:
            return
        if chosen.says.strip():
            app.conversation.receive([Inbound(me, str(uuid4()), chosen.says, app.clock.now(), chosen.data)])
            while app.conversation.answer(me):
                asyncio.run(app.delivery.deliver(me))

"""Asking Telegram for updates, where it cannot bring them."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.channels.telegram.client import answered
from bot.errors import Retry, Undelivered


if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Any

    from bot.channels.telegram.client import Client


log = logging.getLogger(__name__)

WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that are read, by Telegram's names for them."""


async def updates(client: Client, patience: float) -> AsyncIterator[list[dict[str, Any]]]:
    """What there is, batch by batch, for ever; Telegram forgets a batch only when the next is asked for.

    Whatever goes wrong, it asks again, `patience` seconds later or when Telegram says. A webhook is taken away.
    """
    offset, hooked = 0, True
    while True:
        try:
            if hooked:
                await answered(client.bot.delete_webhook())
                hooked = False
            batch = await client.updates(offset, WANTED)
        except (Undelivered, OSError) as error:
            log.warning("no updates: %s", error)  # our own words: see `answered`
            hooked = True  # perhaps somebody set one
            await asyncio.sleep(error.after or patience if isinstance(error, Retry) else patience)
            continue
        # Telegram's numbers may begin anew below the last one, so once a batch is confirmed its number is let go.
        offset = max((update["update_id"] + 1 for update in batch), default=0)
        if batch:
            yield batch

"""Broken webhook bodies through the doors, into a store and answered: nothing of it is ever a failure of ours.

python -m tests.web.mutated 100000 [DATABASE_URL]     so many of each platform, other ones each time; SQLite by itself
"""

from __future__ import annotations

import asyncio
import logging
import sys
from datetime import UTC, datetime
from secrets import randbits
from typing import TYPE_CHECKING

import httpx

from bot.app import build
from bot.channels.line import LineChannel
from bot.channels.telegram import TelegramChannel
from bot.clock import SetClock
from bot.web.site import site
from storage.db import Database
from tests.channels.mutated import mutations, recorded
from tests.fakes.line_hook import signed


if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.app import App


_SECRET = "made-up"  # noqa: S105 - of nothing
_NOWHERE = "http://127.0.0.1:9"
_AT_ONCE = 20
_NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)


class Seen(logging.Handler):
    """What was logged as a mistake."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def headers(platform: str, body: bytes) -> Mapping[str, str]:
    if platform == "line":
        return {"x-line-signature": signed(_SECRET, body)}
    return {"x-telegram-bot-api-secret-token": _SECRET}


def failures(database: Database, count: int, seed: int) -> list[str]:
    """What was answered with 5xx, or logged as a mistake, of `count` broken bodies of each platform."""
    platforms = (
        LineChannel(_SECRET, "token", _NOWHERE, _NOWHERE, str.split),
        TelegramChannel("1:x", _SECRET, _NOWHERE, str.split),
    )
    app = build(database, SetClock(_NOON), platforms=platforms)
    seen = Seen()
    logging.getLogger().addHandler(seen)
    try:
        wrong = asyncio.run(_all(app, count, seed))
    finally:
        logging.getLogger().removeHandler(seen)
    return [*wrong, *seen.lines]


async def _all(app: App, count: int, seed: int) -> list[str]:
    for platform in app.platforms.values():
        await platform.open()
    transport = httpx.ASGITransport(site(app), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
        wrong: list[str] = []
        for name in ("line", "telegram"):
            bodies = mutations(list(recorded(name).values()), count, seed)
            gate = asyncio.Semaphore(_AT_ONCE)

            async def post(body: bytes, name: str = name, gate: asyncio.Semaphore = gate) -> None:
                async with gate:
                    response = await client.post(f"/hooks/{name}", content=body, headers=headers(name, body))
                if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
                    wrong.append(f"{response.status_code} of {body[:1000]!r}")

            for _ in range(0, count, 1000):
                await asyncio.gather(*(post(body) for _, body in zip(range(1000), bodies, strict=False)))
    await app.desk.close()
    for platform in app.platforms.values():
        await platform.close()
    return wrong


def main() -> int:
    logging.getLogger("bot.channels").setLevel(logging.CRITICAL)  # a line for each body that cannot be read
    count, seed = int(sys.argv[1]), randbits(32)
    database = Database(sys.argv[2] if len(sys.argv) > 2 else "sqlite://")
    database.migrate()
    found = failures(database, count, seed)
    print(f"{count} bodies of each platform by seed {seed}: {len(found)} failures", *found[:10], sep="\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())

"""How long a whole programme takes to rehearse: CDE's three months before 300 people who are made up."""

from __future__ import annotations

import asyncio
import time

from bot.rehearsal import Play, cast, season, summary
from bot.texts import texts
from tests.dialogs.talk import CDE, read


PEOPLE = 300


def table() -> list[tuple[str, str]]:
    """One run, in this process."""
    programme = read(CDE)
    whole, players = season(programme), cast(PEOPLE, texts("th"))

    async def watch() -> list[str]:
        begun = time.perf_counter()
        play = Play(programme, players, whole.start)
        heard = [each async for each in play.run(whole.end)]
        took = time.perf_counter() - begun
        return [f"{took:.0f} s, {sum(summary(heard, players).told.values()):,} messages"]

    (figure,) = asyncio.run(watch())
    return [(f"rehearsal of {programme.code}, {PEOPLE} people", figure)]

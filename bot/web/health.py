"""/health: whether all is well here, and what is stuck, without a word of anybody's talk."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response

from bot.web.metrics import late
from storage import health
from storage.db import Unavailable
from storage.leader import led_by_somebody


if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from starlette.requests import Request

    from bot.web.house import House


_LATE_SECONDS = 120  # somebody has waited that long for an answer: something is stuck
_STOOD_SECONDS = 60  # a tick is that late: it breaks each time, or nothing in this process moves


class Health:
    def __init__(self, house: House) -> None:
        self._house = house

    async def health(self, _request: Request) -> Response:
        """GET /health: 200 when all is well, otherwise 503.

        `lag_seconds`: how long whoever waits longest for an answer has waited. `outbox_seconds`: for each channel, how
        long ago the first message that is due was put, which may be long where LINE's quota is used up. `delivery`: by
        which process each platform is served: `here`, `elsewhere`, `nobody`. `ticks`: by how many seconds each is late.
        """
        facts = await asyncio.to_thread(self._facts)
        in_time = facts["lag_seconds"] < _LATE_SECONDS and max(facts["ticks"].values(), default=0) < _STOOD_SECONDS
        well = facts["database"] and facts["migrated"] and in_time
        return JSONResponse(
            {"status": "ok" if well else "unwell", **facts}, 200 if well else 503, {"Cache-Control": "no-store"}
        )

    def _facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = {"database": False, "migrated": False, "lag_seconds": 0}
        facts |= {"outbox_seconds": {}, "delivery": {}, "ticks": {}}
        facts["ticks"] = {name: int(seconds) for name, seconds in late(self._house).items()}
        try:
            with self._house.database.read() as store:
                facts |= {"database": True, "migrated": health.at_head(store)}
                if facts["migrated"]:
                    facts |= self._waiting(store)
        except Unavailable:
            facts |= {"database": False, "migrated": False}
        return facts

    def _waiting(self, store: Session) -> dict[str, Any]:
        now = datetime.now(UTC)
        queued = health.queues(store, now)
        since = [at for at in (health.unheard(store)[1], health.first_asked(store, queued)) if at]
        lag = max(0, int((self._house.clock.now() - min(since)).total_seconds())) if since else 0
        ages: dict[str, int] = {}
        for queue in queued:
            age = max(0, int((now - queue.oldest).total_seconds())) if queue.oldest else 0
            ages[queue.channel] = max(ages.get(queue.channel, 0), age)
        delivery = {name: self._served(store, name, here=here) for name, here in self._house.delivery.leads().items()}
        return {"lag_seconds": lag, "outbox_seconds": ages, "delivery": delivery}

    def _served(self, store: Session, platform: str, *, here: bool) -> str:
        if here:
            return "here"
        return "elsewhere" if led_by_somebody(store, f"delivery.{platform}") else "nobody"

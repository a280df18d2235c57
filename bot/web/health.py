"""For watchers: /health (is it well) and /metrics (how much it does), both without a word of anybody's talk."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, PlainTextResponse, Response

from storage import health
from storage.db import Unavailable


if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.web.house import House


_LATE_SECONDS = 120  # somebody has waited that long for an answer: something is stuck
_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class Health:
    def __init__(self, house: House) -> None:
        self._house = house

    async def health(self, _request: Request) -> Response:
        """GET /health: 200 when all is well, otherwise 503. `lag_seconds`: how long the longest waiting has waited."""
        facts = await asyncio.to_thread(self._facts)
        well = facts["database"] and facts["migrated"] and facts["lag_seconds"] < _LATE_SECONDS
        return JSONResponse(
            {"status": "ok" if well else "unwell", **facts}, 200 if well else 503, {"Cache-Control": "no-store"}
        )

    async def metrics(self, _request: Request) -> Response:
        """GET /metrics, in Prometheus' text format."""
        return PlainTextResponse(await asyncio.to_thread(self._metrics), media_type=_PROMETHEUS)

    def _facts(self) -> dict[str, Any]:
        try:
            with self._house.database.read() as store:
                migrated = health.at_head(store)
                waiting = health.waiting(store) if migrated else None
        except Unavailable:
            return {"database": False, "migrated": False, "lag_seconds": 0}
        oldest = waiting and waiting.oldest
        lag = max(0, int((self._house.clock.now() - oldest).total_seconds())) if oldest else 0
        return {"database": True, "migrated": migrated, "lag_seconds": lag}

    def _metrics(self) -> str:
        with self._house.database.read() as store:
            waiting = health.waiting(store)
            states = health.outbox_states(store)
            answers = health.answers(store)
        lines = [
            *_metric("nongnat_inbox_waiting", "gauge", "Events that wait for their answer."),
            f"nongnat_inbox_waiting {waiting.inbox}",
            *_metric("nongnat_outbox_messages", "gauge", "Messages by channel and state."),
            *(
                f'nongnat_outbox_messages{{channel="{channel}",state="{state}"}} {count}'
                for (channel, state), count in states.items()
            ),
            *_metric("nongnat_answers_total", "counter", "Events that were answered."),
            f"nongnat_answers_total {answers}",
        ]
        return "\n".join(lines) + "\n"


def _metric(name: str, kind: str, about: str) -> list[str]:
    return [f"# HELP {name} {about}", f"# TYPE {name} {kind}"]

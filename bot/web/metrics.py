"""/metrics: how much the house does, in Prometheus' text, without a word of anybody's talk.

All that several processes share is read from the store when it is asked for, so that each of them says the same.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from starlette.responses import Response

from storage import health, lateness, tallies


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prometheus_client import Metric
    from sqlalchemy.orm import Session
    from starlette.requests import Request

    from bot.web.house import House
    from storage.health import Queue
    from storage.lateness import Lateness
    from storage.tallies import Tally


_URGENCIES = ("answer", "urgent", "ordinary")
_BOUNDS = (1, 2, 5, 10, 30, 60, 300, 900, 3600)  # seconds
_REASONS = {
    "", "expired", "blocked", "deactivated", "removed", "unknown", "refused", "left", "quota", "cancelled", "corrected",
    "erased", "restored",
}  # fmt: skip
"""The reasons that have a name; a new one shows as `other` until it is here, for each makes a series of its own."""


class Metrics:
    def __init__(self, house: House) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_House(house))
        ProcessCollector(registry=self._registry)

    async def metrics(self, _request: Request) -> Response:
        """GET /metrics."""
        text = await asyncio.to_thread(generate_latest, self._registry)
        return Response(text, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4, "Cache-Control": "no-store"})


class _House(Collector):
    def __init__(self, house: House) -> None:
        self._house = house

    def describe(self) -> Iterable[Metric]:
        """Nothing yet: else the store would be read when this is registered."""
        return ()

    def collect(self) -> Iterator[Metric]:
        with self._house.database.read() as store:
            yield from self._inbox(store)
            yield from self._outbox(store)
            yield from _quotas(store)
            yield from _reminders(lateness.reminders(store, _BOUNDS))
        yield _gauge(
            "nongnat_delivery_leads",
            "1 where it is this process that sends to a platform.",
            ("channel",),
            [((name,), float(leads)) for name, leads in self._house.delivery.leads().items()],
        )
        yield _gauge(
            "nongnat_tick_late_seconds",
            "By how much this process is late with what it does every few seconds.",
            ("tick",),
            [((name,), seconds) for name, seconds in late(self._house).items()],
        )

    def _inbox(self, store: Session) -> Iterator[Metric]:
        number, first = health.unheard(store)
        age = _age(self._house.clock.now(), first)
        yield _gauge("nongnat_inbox_waiting", "Events that wait for their answer.", (), [((), number)])
        yield _gauge("nongnat_inbox_oldest_seconds", "How long the first of them has waited.", (), [((), age)])

    def _outbox(self, store: Session) -> Iterator[Metric]:
        now = datetime.now(UTC)  # delivery's waiting is in real time
        queues, sending, counted = health.queues(store, now), health.sending(store), tallies.counted(store)
        labels = ("channel", "urgency")
        known = sorted({self._house.web.name, *self._house.platforms})
        none = {(channel, urgency): 0.0 for channel in known for urgency in _URGENCIES}
        number = {_named(queue): float(queue.number) for queue in queues}
        age = {_named(queue): _age(now, queue.oldest) for queue in queues}
        yield _gauge("nongnat_outbox_waiting", "Messages that wait to be sent.", labels, (none | number).items())
        about = "How long ago the first of those that are due was put."
        yield _gauge("nongnat_outbox_oldest_due_seconds", about, labels, (none | age).items())
        states = _states(queues, sending, counted)
        yield _gauge("nongnat_outbox_messages", "Messages by channel and state.", ("channel", "state"), states.items())
        sends = CounterMetricFamily(
            "nongnat_sends", "Messages that have ended, and how.", labels=("channel", "outcome", "reason")
        )
        for (channel, outcome, reason), total in _ends(counted).items():
            sends.add_metric((channel, outcome, reason), total)
        yield sends
        answers = sum(tally.number for tally in counted if tally.outcome == "answered")
        yield CounterMetricFamily("nongnat_answers", "Events that were answered.", value=answers)


def late(house: House) -> dict[str, float]:
    """By how many seconds each tick of this process is late; 0 where it is not."""
    now = datetime.now(UTC)
    return {name: _age(now, due) for name, due in house.ticks.items()}


def _gauge(name: str, about: str, labels: tuple[str, ...], values: Iterable[tuple[tuple[str, ...], float]]) -> Metric:
    made = GaugeMetricFamily(name, about, labels=labels)
    for of, value in values:
        made.add_metric(of, value)
    return made


def _named(queue: Queue) -> tuple[str, str]:
    return queue.channel, _URGENCIES[queue.urgency]


def _states(queues: list[Queue], sending: dict[str, int], counted: list[Tally]) -> dict[tuple[str, str], float]:
    """What is unfinished as it is now; what is finished, as it was counted, though it may be erased since."""
    states: dict[tuple[str, str], float] = {}
    for channel, state, number in (
        *((queue.channel, "waiting", queue.number) for queue in queues),
        *((channel, "sending", number) for channel, number in sending.items()),
        *((tally.channel, tally.outcome, tally.number) for tally in counted if tally.outcome != "answered"),
    ):
        states[channel, state] = states.get((channel, state), 0) + number
    return dict(sorted(states.items()))


def _ends(counted: list[Tally]) -> dict[tuple[str, str, str], int]:
    ends: dict[tuple[str, str, str], int] = {}
    for tally in counted:
        if tally.outcome != "answered":
            of = (tally.channel, tally.outcome, tally.reason if tally.reason in _REASONS else "other")
            ends[of] = ends.get(of, 0) + tally.number
    return ends


def _quotas(store: Session) -> Iterator[Metric]:
    """Of LINE, the one that has any."""
    for quota in health.quotas(store):
        name = f"nongnat_{quota.channel}_quota"
        yield GaugeMetricFamily(f"{name}_used", "Paid messages of this month.", value=quota.used)
        if quota.most is not None:
            yield GaugeMetricFamily(f"{name}_limit", "Paid messages that this month's plan has.", value=quota.most)


def _reminders(found: Lateness) -> Iterator[Metric]:
    buckets = [(f"{bound:.1f}", float(within)) for bound, within in zip(_BOUNDS, found.within, strict=True)]
    yield HistogramMetricFamily(
        "nongnat_reminder_lateness_seconds",
        "How long after they were due reminders were put into the outbox.",
        buckets=[*buckets, ("+Inf", float(found.planned))],
        sum_value=found.seconds,
    )
    yield CounterMetricFamily(
        "nongnat_reminders_expired", "Reminders that came too late to be sent.", value=found.expired
    )


def _age(now: datetime, since: datetime | None) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0

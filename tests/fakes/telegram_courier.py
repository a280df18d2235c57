"""How updates reach the bot: to its webhook, in order for each source, again until they are taken; or by polling."""

from __future__ import annotations

import json
import threading
from collections import defaultdict, deque
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import httpx

from tests.fakes.telegram_refused import Refused
from tests.plain import PLAIN


if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.telegram_world import World


UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
"""Kinds of updates that are only brought where they are asked for."""
LASTS = defaultdict(lambda: 24 * 3600.0, callback_query=150.0)
"""Seconds after which an update of a kind is given up."""
LONGEST = 60.0


class _Waiting(NamedTuple):
    number: int
    update: dict[str, Any]
    ends: float


class Courier:
    """`hook` is where updates go; None: they wait for getUpdates. `secret` goes with each; None: none does."""

    def __init__(self, world: World, secret: str | None) -> None:
        self.secret = secret
        self.redelivery = False
        self.statuses: list[int] = []
        self.allowed: list[str] = []
        """The kinds that the bot wants; empty: all but those of UNASKED."""
        self.stopping = threading.Event()
        self._world = world
        self._hook: str | None = None
        self._numbers = count(913_204_517)
        self._polled: list[_Waiting] = []
        self._queues: defaultdict[tuple[str, int], deque[_Waiting]] = defaultdict(deque)
        self._busy: set[tuple[str, int]] = set()
        """The queues that somebody is emptying."""
        self._threads: list[threading.Thread] = []
        self.polls = 0
        """How often somebody began to poll."""
        self._client = httpx.Client(verify=PLAIN, trust_env=False, timeout=20)

    @property
    def hook(self) -> str | None:
        return self._hook

    @hook.setter
    def hook(self, url: str | None) -> None:
        with self._world.lock:
            self._hook = url or None
            if self._hook:
                for each in self._polled:
                    self._queue(each, here=False)
                self._polled = []
            else:
                self._polled += sorted(each for queue in self._queues.values() for each in queue)
                for queue in self._queues.values():
                    queue.clear()

    @property
    def pending(self) -> int:
        return len(self._polled) + sum(map(len, self._queues.values()))

    def drop(self) -> None:
        """Forgets what waits."""
        with self._world.lock:
            self._polled.clear()
            for queue in self._queues.values():
                queue.clear()

    def bring(self, kind: str, said: dict[str, Any]) -> None:
        """An update of `kind`, to be called without the world's lock: posted here and now unless it has to wait."""
        if kind not in self.allowed if self.allowed else kind in UNASKED:
            return
        with self._world.lock:
            number = next(self._numbers)
            waiting = _Waiting(number, {"update_id": number, kind: said}, self._world.now() + LASTS[kind])
            if self._hook is None:
                self._polled.append(waiting)
                return
        self._queue(waiting, here=True)

    def post(self, body: bytes, secret: str | None) -> int:
        """POSTs `body` to the hook: the status, or 0 where there was no answer, as from anywhere but this machine."""
        headers = {"Content-Type": "application/json"}
        if secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        url = self._hook or ""
        try:
            status = self._client.post(url, content=body, headers=headers).status_code if is_here(url) else 0
        except httpx.HTTPError:
            status = 0
        self.statuses.append(status)
        return status

    def poll(self, offset: int, limit: int, allowed: list[str] | None) -> list[dict[str, Any]]:
        """The updates from `offset` on; those before it are gone. Raises Refused (409) while there is a webhook."""
        with self._world.lock:
            if self._hook is not None:
                why = (
                    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
                )
                raise Refused(409, why)
            if allowed is not None:
                self.allowed = allowed
            now = self._world.now()
            kept = [each for each in self._polled if each.ends > now]
            if offset < 0:
                kept = kept[offset:]
            self._polled = [each for each in kept if each.number >= offset]
            return [each.update for each in self._polled[:limit]]

    def poller(self) -> int:
        """A number for one who polls: whoever polled before is no more the last."""
        with self._world.lock:
            self.polls += 1
            return self.polls

    def is_last(self, poller: int) -> bool:
        return poller == self.polls

    def close(self) -> None:
        self.stopping.set()
        for thread in self._threads:
            thread.join()
        self._client.close()

    def _queue(self, waiting: _Waiting, *, here: bool) -> None:
        source = _source(waiting.update)
        with self._world.lock:
            self._queues[source].append(waiting)
            if source in self._busy:
                return
            self._busy.add(source)
        if not here or not self._first_taken(source) or self._left(source):
            thread = threading.Thread(target=self._empty, args=(source,))
            self._threads.append(thread)
            thread.start()

    def _left(self, source: tuple[str, int]) -> bool:
        """Whether more waits in a queue; where nothing does, it is free for the next who comes."""
        with self._world.lock:
            if not self._queues[source]:
                self._busy.discard(source)
            return source in self._busy

    def _first_taken(self, source: tuple[str, int]) -> bool:
        """Brings the first of a queue: whether it is done with."""
        with self._world.lock:
            queue = self._queues[source]
            first = queue[0] if queue else None
        if first and first.ends > self._world.now():
            status = self.send(first.update)
            if not 200 <= status < 300 and (self.redelivery or self._hook is None):
                return False
        with self._world.lock:
            if queue and queue[0] is first:
                queue.popleft()
            else:  # the hook is gone meanwhile
                self._polled = [each for each in self._polled if each is not first]
        return True

    def _empty(self, source: tuple[str, int]) -> None:
        waits = _waits()
        while not self.stopping.is_set() and self._left(source):
            if self._first_taken(source):
                waits = _waits()
            else:
                self.stopping.wait(next(waits))

    def send(self, update: dict[str, Any]) -> int:
        return self.post(json.dumps(update).encode(), self.secret)


def is_here(url: str) -> bool:
    """Whether `url` is on this machine; the fake goes nowhere else."""
    return urlsplit(url).hostname in ("127.0.0.1", "localhost")


def _waits() -> Iterator[float]:
    """1, 2, 4 … seconds."""
    return (min(2.0**tries, LONGEST) for tries in count())


def _source(update: dict[str, Any]) -> tuple[str, int]:
    """The queue of an update: that of the person for a tap, else that of the chat."""
    kind, said = next((kind, said) for kind, said in update.items() if kind != "update_id")
    if kind == "callback_query":
        return "user", said["from"]["id"]
    return "chat", said["chat"]["id"]

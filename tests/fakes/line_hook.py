"""How LINE brings events to a bot: signed over the raw body, in order, and again while the bot did not take them."""

from __future__ import annotations

import base64
import copy
import hashlib
import hmac
import json
import threading
import time
from typing import TYPE_CHECKING

import httpx

from tests.plain import PLAIN


if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.fakes.line_state import Event, World


_BETWEEN_TRIES = 0.1


def signed(secret: str, body: bytes) -> str:
    """The signature of a body."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


class Hook:
    """The bot's webhook, as LINE sees it.

    `patience`: how many seconds a bot has to answer. LINE's own are 2; a test machine under load may need more.
    """

    def __init__(self, world: World, secret: str) -> None:
        self.url = ""
        self.redelivery = False
        self.active = True
        self.patience = 10.0
        self.statuses: list[int] = []
        self._world = world
        self._secret = secret
        self._undelivered: list[Sequence[Event]] = []
        self._client = httpx.Client(trust_env=False, limits=httpx.Limits(max_connections=None), verify=PLAIN)
        self._closed = threading.Event()
        self._bringing = threading.Lock()
        self._thread = threading.Thread(target=self._again_and_again)

    def open(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._closed.set()
        self._thread.join()
        self._client.close()

    def bring(self, events: Sequence[Event], *, redelivery: bool = False, to: str = "") -> int:
        """Bring events as one body: the status that the bot answered with; 0 where it did not answer."""
        for event in events:
            self._world.happened(event)
        status = self._bring(_redelivered(events) if redelivery else events, to)
        if not _taken(status) and events:
            with self._world.lock:
                self._undelivered.append(events)
        return status

    def bring_raw(self, body: bytes, signature: str | None, to: str = "") -> int:
        headers = {"content-type": "application/json; charset=utf-8", "user-agent": "LineBotWebhook/2.0"}
        if signature is not None:
            headers["x-line-signature"] = signature
        try:
            status = self._client.post(to or self.url, content=body, headers=headers, timeout=self.patience).status_code
        except httpx.TransportError:
            status = 0
        with self._world.lock:
            self.statuses.append(status)
        return status

    def bring_again(self) -> bool:
        """Bring once more, oldest first, what was not taken: whether the bot has taken everything now."""
        with self._bringing:
            for events in list(self._undelivered):
                if _taken(self._bring(_redelivered(events))):
                    with self._world.lock:
                        self._undelivered.remove(events)
            return not self._undelivered

    def bring_again_until(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not self.bring_again():
            if time.monotonic() > end:
                return False
            time.sleep(_BETWEEN_TRIES)
        return True

    def _bring(self, events: Sequence[Event], to: str = "") -> int:
        for event in events:
            self._world.delivered(event)
        body = json.dumps({"destination": self._world.bot, "events": list(events)}, ensure_ascii=False).encode()
        return self.bring_raw(body, signed(self._secret, body), to)

    def _again_and_again(self) -> None:
        while not self._closed.wait(_BETWEEN_TRIES):
            if self.redelivery:
                self.bring_again()


def _taken(status: int) -> bool:
    return 200 <= status < 300


def _redelivered(events: Sequence[Event]) -> list[Event]:
    again = copy.deepcopy(list(events))
    for event in again:
        event["deliveryContext"] = {"isRedelivery": True}
    return again

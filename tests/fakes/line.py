"""A strict fake of LINE's Messaging API: a real server on this machine that refuses what LINE refuses.

    with FakeLine() as line:
        line.hook = "http://127.0.0.1:8000/hooks/line"
        user = line.friend("สมหญิง")
        line.say(user, "วันนี้เรียนอะไร")
        assert line.shown(user) == [...]

What a bot that is well would never have asked is kept in `mistakes`, which raise at the end unless they are cleared.
"""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Self

import uvicorn

from tests.fakes import line_events as events
from tests.fakes.line_api import api
from tests.fakes.line_calls import Connection, Gate
from tests.fakes.line_hook import Hook
from tests.fakes.line_rules import ready
from tests.fakes.line_state import World, number


if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Any

    from tests.fakes.line_state import Event


__all__ = ["FakeLine"]


class FakeLine(World):
    """Everything may be called from any thread; what somebody does is brought to `hook` by the calling thread."""

    def __init__(self, secret: str = "line-secret", token: str = "line-token") -> None:  # noqa: S107 - made up
        super().__init__()
        self.secret = secret
        self.token = token
        self._hook = Hook(self, secret)
        self._gate = Gate(self, token)
        self._listening = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(api(self, self._gate, self._hook), log_config=None, http=Connection, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._listening],))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> Self:
        ready()
        self._thread.start()
        self._hook.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._hook.close()
        self._gate.closing = True
        self._server.should_exit = True
        self._thread.join()
        self._listening.close()
        if kind is None and self.mistakes:
            raise AssertionError("LINE was asked what it refuses:\n" + "\n".join(self.mistakes))

    @property
    def hook(self) -> str:
        """Where events are brought."""
        return self._hook.url

    @hook.setter
    def hook(self, url: str) -> None:
        self._hook.url = url

    @property
    def redelivery(self) -> bool:
        """Whether what the bot did not take is brought again in the background, until it does."""
        return self._hook.redelivery

    @redelivery.setter
    def redelivery(self, on: bool) -> None:
        self._hook.redelivery = on

    @property
    def hook_active(self) -> bool:
        """Whether "Use webhook" is switched on in LINE's console: what the API tells; events are brought anyhow."""
        return self._hook.active

    @hook_active.setter
    def hook_active(self, on: bool) -> None:
        self._hook.active = on

    @property
    def patience(self) -> float:
        """How many seconds the bot has to take an event. LINE's own are 2; a machine under load may need more."""
        return self._hook.patience

    @patience.setter
    def patience(self, seconds: float) -> None:
        self._hook.patience = seconds

    @property
    def statuses(self) -> list[int]:
        """What the bot answered to each body brought, in order; 0: nothing."""
        return self._hook.statuses

    def post(self, happened: Sequence[Event], *, redelivery: bool = False) -> int:
        """Bring events as one body, signed: the bot's HTTP status, 0 where it did not answer."""
        return self._hook.bring(happened, redelivery=redelivery)

    def post_raw(self, body: bytes, signature: str | None) -> int:
        return self._hook.bring_raw(body, signature)

    def redeliver_until(self, seconds: float) -> bool:
        """Bring again what the bot did not take, for so long: whether it has taken everything."""
        return self._hook.bring_again_until(seconds)

    def follow(self, user: str, *, again: bool = False) -> Event:
        return self._happens("follow", events.source(user), follow={"isUnblocked": again})

    def unfollow(self, user: str) -> Event:
        return self._happens("unfollow", events.source(user), token=False)

    def join(self, group: str) -> Event:
        return self._happens("join", events.source("", group))

    def leave(self, group: str) -> Event:
        return self._happens("leave", events.source("", group), token=False)

    def enter(self, user: str, group: str) -> Event:
        """The person comes into the group."""
        return self._happens("memberJoined", events.source("", group), joined={"members": [events.source(user)]})

    def depart(self, user: str, group: str) -> Event:
        """The person goes out of the group."""
        left = {"members": [events.source(user)]}
        return self._happens("memberLeft", events.source("", group), token=False, left=left)

    def say(self, user: str, said: str, *, group: str = "", mention: bool = False, quote: str = "") -> Event:
        """`mention`: the bot is named before it. `quote`: the id of the message that this one answers."""
        named = self.bot if mention else ""
        return self._sends(user, group, events.text(number(), said, mention=named, quote=quote))

    def edit(self, user: str, message_id: str, said: str, group: str) -> Event:
        """Change what a message in a group says, as nobody can elsewhere."""
        content = events.text(message_id, said)
        return self._happens("messageEdited", events.source(user, group), message=content)

    def tap(self, user: str, data: str, *, group: str = "", params: dict[str, str] | None = None) -> Event:
        """Tap a button with `data`; `params` as a date picker or a menu switch has them."""
        postback = {"data": data, **({"params": params} if params else {})}
        return self._happens("postback", events.source(user, group), postback=postback)

    def sticker(self, user: str, *, group: str = "") -> Event:
        return self._sends(user, group, events.sticker(number()))

    def photo(self, user: str, *, group: str = "", content: bytes = b"") -> Event:
        return self._sends(user, group, events.photo(number()), ("image/jpeg", content))

    def video(self, user: str, *, group: str = "", content: bytes = b"") -> Event:
        return self._sends(user, group, events.video(number()), ("video/mp4", content))

    def voice(self, user: str, *, group: str = "", content: bytes = b"") -> Event:
        return self._sends(user, group, events.voice(number()), ("audio/x-m4a", content))

    def file(self, user: str, *, group: str = "", name: str = "ใบลา.pdf", content: bytes = b"%PDF-1.7\n") -> Event:
        return self._sends(user, group, events.file(number(), name, len(content)), ("application/pdf", content))

    def pin(self, user: str, latitude: float, longitude: float, *, group: str = "") -> Event:
        return self._sends(user, group, events.pin(number(), latitude, longitude))

    def unsend(self, user: str, message_id: str, *, group: str = "") -> Event:
        self.contents.pop(message_id, None)
        return self._happens("unsend", events.source(user, group), token=False, unsend={"messageId": message_id})

    def _sends(self, user: str, group: str, content: dict[str, Any], kept: tuple[str, bytes] | None = None) -> Event:
        if kept:
            self.contents[content["id"]] = kept
        return self._happens("message", events.source(user, group), message=content)

    def _happens(self, kind: str, source: dict[str, str], *, token: bool = True, **more: Any) -> Event:
        made = events.event(kind, self.now(), source, token=token, **more)
        self.post([made])
        return made

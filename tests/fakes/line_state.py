"""What the fake of LINE knows: people and groups, what each chat was shown, tokens, retry keys, the bill, the faults.

Times are seconds since 1970 by the fake's own clock, which `World.later` moves.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from itertools import count
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Literal, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


FaultKind = Literal["before", "after", "hang", "drop", "rate", "quota", "empty", "unauthorized"]
Event = dict[str, Any]

_TOKEN_SECONDS = 60
_REDELIVERED_TOKEN_SECONDS = 20 * 60
_KEY_SECONDS = 24 * 60 * 60
_SEQUENCE = count(600_000_000_000_000_001)


class Call(NamedTuple):
    """One call of the API as it ended. `status` 0: it was never answered. `chat`: several are joined by commas."""

    method: str
    path: str
    status: int
    chat: str


class Refused(Exception):  # noqa: N818 - named for what LINE did
    """What LINE answers when it does not do as asked. `mistake`: a bot that is well never gets to see this."""

    def __init__(
        self, status: int, message: str, details: Iterable[tuple[str, str]] = (), *, mistake: bool = True
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.details = list(details)
        self.mistake = mistake
        self.headers: dict[str, str] = {}
        self.more: dict[str, Any] = {}


@dataclass
class Token:
    """A reply token: `event_at` is when the event was, `delivered_at` when it was last brought to the bot."""

    chat: str
    event_at: float
    delivered_at: float
    redelivered: bool = False
    used: bool = False


@dataclass(frozen=True)
class Accepted:
    """A sending call that was accepted under a retry key."""

    at: float
    asked: bytes
    request_id: str
    answer: Mapping[str, Any]


@dataclass
class Group:
    name: str
    members: list[str]
    here: bool = True


@dataclass
class MenuShelf:
    """Rich menus by id, their pictures (type, bytes), what aliases mean; `of` one person, `default` for the others."""

    menus: dict[str, dict[str, Any]] = field(default_factory=dict)
    pictures: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)
    default: str = ""


@dataclass
class Fault:
    kind: FaultKind
    times: int
    path: str


@dataclass
class World:
    """All that is kept; `lock` is held while any of it is read or changed."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    people: dict[str, str] = field(default_factory=dict)
    friends: set[str] = field(default_factory=set)
    blocked: set[str] = field(default_factory=set)
    groups: dict[str, Group] = field(default_factory=dict)
    chats: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    contents: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    quotable: dict[str, str] = field(default_factory=dict)
    keys: dict[str, Accepted] = field(default_factory=dict)
    menus: MenuShelf = field(default_factory=MenuShelf)
    loading: list[tuple[str, int]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    quota: int | None = None
    used: int = 0
    rate: int | None = None
    bot: str = field(default_factory=lambda: f"U{token_hex(16)}")
    _known: set[str] = field(default_factory=set)
    _faults: list[Fault] = field(default_factory=list)
    _recent: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _ahead: float = 0.0

    def now(self) -> float:
        return time.time() + self._ahead

    def later(self, seconds: float) -> None:
        """Move the fake's clock on."""
        with self.lock:
            self._ahead += seconds

    def friend(self, name: str) -> str:
        """A new person who has added the bot: their user id. No event is brought."""
        user = self.stranger(name)
        with self.lock:
            self.friends.add(user)
        return user

    def stranger(self, name: str) -> str:
        """A new person who has not added the bot."""
        user = f"U{token_hex(16)}"
        with self.lock:
            self.people[user] = name
        return user

    def group(self, members: Iterable[str] = (), name: str = "กลุ่มเรียน") -> str:
        """A new group that the bot is in: its id. No event is brought."""
        group = f"C{token_hex(16)}"
        with self.lock:
            self.groups[group] = Group(name, list(members))
        return group

    def shown(self, chat: str) -> list[dict[str, Any]]:
        """Every message object that the chat was shown, in order."""
        with self.lock:
            return list(self.chats[chat])

    def fault(self, kind: FaultKind, times: int = 1, path: str = "") -> None:
        """Let the next `times` sending calls end so; with `path`, the next calls of any kind with it in their path.

        Faults that are set one after another are met in that order.
        """
        with self.lock:
            self._faults.append(Fault(kind, times, path))

    def next_fault(self, path: str, *, sends: bool) -> FaultKind | None:
        """The fault that this call meets."""
        for fault in self._faults:
            if fault.times and (fault.path in path if fault.path else sends):
                fault.times -= 1
                return fault.kind
        return None

    def menu(self, user: str) -> dict[str, Any] | None:
        """The rich menu that the person has under the chat now."""
        with self.lock:
            return self.menus.menus.get(self.menus.of.get(user, self.menus.default))

    def within_pace(self, endpoint: str, most: int, seconds: float) -> bool:
        """Whether one more call of `endpoint` is within `most` in any `seconds`; it is counted in any case."""
        recent, now = self._recent[endpoint], self.now()
        while recent and recent[0] <= now - seconds:
            recent.popleft()
        recent.append(now)
        return len(recent) <= most

    def happened(self, event: Event) -> None:
        """Take in what an event changes; the same event again changes nothing. Who is new in it is a friend."""
        source = event.get("source") or {}
        chat, user, once = _chat(source), source.get("userId", ""), event.get("webhookEventId")
        with self.lock:
            if once in self._known:
                return
            if once:
                self._known.add(once)
            if user and user not in self.people:
                self.people[user] = "ผู้ใช้"
                self.friends.add(user)
            if chat != user and chat not in self.groups:
                self.groups[chat] = Group("กลุ่ม", [user] if user else [])
            self._change(event, chat)
            if token := (event.get("message") or {}).get("quoteToken"):
                self.quotable[token] = chat

    def _change(self, event: Event, chat: str) -> None:
        match event.get("type"):
            case "follow":
                self.friends.add(chat)
                self.blocked.discard(chat)
            case "unfollow":
                self.friends.discard(chat)
                self.blocked.add(chat)
            case "join":
                self.groups[chat].here = True
            case "leave":
                self.groups[chat].here = False
            case "memberJoined":
                joined = [member["userId"] for member in event["joined"]["members"] if "userId" in member]
                for user in joined:
                    self.people.setdefault(user, "ผู้ใช้")
                self.groups[chat].members += [user for user in joined if user not in self.groups[chat].members]
            case "memberLeft":
                gone = [member.get("userId") for member in event["left"]["members"]]
                self.groups[chat].members = [user for user in self.groups[chat].members if user not in gone]

    def delivered(self, event: Event) -> None:
        """The event is being brought to the bot (again): its reply token's minute begins."""
        token = event.get("replyToken")
        if not token:
            return
        chat = _chat(event.get("source") or {})
        with self.lock:
            kept = self.tokens.setdefault(token, Token(chat, self.now(), self.now()))
            kept.delivered_at = self.now()
            kept.redelivered = bool((event.get("deliveryContext") or {}).get("isRedelivery"))

    def spend(self, token: str) -> str:
        """The chat that a reply under `token` goes to; the token is used then. Raises Refused."""
        kept = self.tokens.get(token)
        if kept is None:
            raise Refused(400, "Invalid reply token")
        now = self.now()
        late = kept.redelivered and now - kept.event_at > _REDELIVERED_TOKEN_SECONDS
        if kept.used or late or now - kept.delivered_at > _TOKEN_SECONDS:
            raise Refused(400, "Invalid reply token", mistake=False)
        kept.used = True
        return kept.chat

    def accepted_under(self, key: str) -> Accepted | None:
        """What was accepted under this retry key in the last day."""
        kept = self.keys.get(key)
        return kept if kept and self.now() - kept.at <= _KEY_SECONDS else None

    def charge(self, recipients: int) -> None:
        """Put paid messages on the bill. Raises Refused where the month's are used up."""
        if self.quota is not None and self.used + recipients > self.quota:
            raise Refused(429, "You have reached your monthly limit.", mistake=False)
        self.used += recipients

    def show(self, chat: str, messages: Iterable[dict[str, Any]], *, seen: bool = True) -> list[dict[str, str]]:
        """Show messages in a chat, unless it is not to see them: what LINE tells of each, `sentMessages`."""
        sent = []
        for message in messages:
            if seen:
                self.chats[chat].append(message)
            told = {"id": str(next(_SEQUENCE))}
            if message["type"] in ("text", "textV2", "sticker", "image", "video", "template"):
                told["quoteToken"] = token_hex(24)
                self.quotable[told["quoteToken"]] = chat
            sent.append(told)
        return sent


def _chat(source: dict[str, str]) -> str:
    return source.get("groupId") or source.get("roomId") or source.get("userId") or ""


def number() -> str:
    """A new message id."""
    return str(next(_SEQUENCE))

"""Whom an announcement reaches where, and what that costs of LINE's paid messages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.lengths import utf16
from bot.messages import Card
from storage import audiences, quotas, recipients


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session as Store

    from bot.messages import Reply
    from bot.texts import Texts
    from storage.announcements import Announcement

    Parts = Callable[[Reply], int]
    """By how many calls LINE shows a reply: each is a message to pay for every recipient."""


_TEXT, _IN_A_CALL = 5000, 5  # see bot/channels/line/draw.py, which has the last word
_BRANDS = {"line": "LINE", "telegram": "Telegram"}
_MISSED = ("unlinked", "stopped", "closed")


def calls(reply: Reply) -> int:
    """By how many calls LINE shows an announcement, five things by one: texts, pictures, places, cards and a menu."""
    texts = -(-utf16(reply.text) // _TEXT)
    things = texts + len(reply.images) + len(reply.places) + bool(reply.cards) + bool(reply.links or reply.files)
    return max(1, -(-things // _IN_A_CALL))


@dataclass(frozen=True, slots=True)
class Cost:
    """How many `people` are told, by channel, and how many are not: not linked, wanting none, or gone.

    `line_messages` are to be paid for of the `line_left` that are left, before this, of the month's `line_most` (None:
    no limit is known); `reserve` of those are kept for reminders. `channel` is the only one, or "".
    """

    people: int
    by_channel: Mapping[str, int]
    line_messages: int
    line_left: int | None
    line_most: int | None
    reserve: int
    unlinked: int
    stopped: int
    closed: int
    channel: str = ""

    @property
    def uses_reserve(self) -> bool:
        """Whether it takes more than is left beside the reserve."""
        beyond = self.line_left is not None and self.line_messages > self.line_left - self.reserve
        return bool(self.line_messages) and beyond

    def line(self, say: Texts) -> str:
        """In one line: ส่งถึง 42 คน · LINE 30 ข้อความ เหลือ 118 จาก 300 · Telegram 12."""
        return " · ".join([say("announcing.to_people", people=f"{self.people:,}"), *self._channels(say)])

    def missing(self, say: Texts) -> list[str]:
        """A line for each kind of people who are not told."""
        counts = {"unlinked": self.unlinked, "stopped": self.stopped, "closed": self.closed}
        channel = _BRANDS.get(self.channel) or say("announcing.web")
        lines = []
        for name, people in counts.items():
            if people:
                elsewhere = name == "unlinked" and self.channel
                text = "announcing.not_there" if elsewhere else f"announcing.not_{name}"
                lines.append(say(text, people=f"{people:,}", **({"channel": channel} if elsewhere else {})))
        return lines

    def _channels(self, say: Texts) -> list[str]:
        shown = []
        if self.by_channel.get("line"):
            messages, left = f"{self.line_messages:,}", self.line_left
            if left is None or self.line_most is None:
                shown.append(say("announcing.line", messages=messages))
            else:
                most = f"{self.line_most:,}"
                shown.append(say("announcing.line_left", messages=messages, left=f"{left:,}", most=most))
        for channel, people in sorted(self.by_channel.items()):
            if people and channel != "line":
                shown.append(f"{_BRANDS.get(channel) or say('announcing.web')} {people:,}")
        return shown


def cost(store: Store, announcement: Announcement, parts: Parts = calls) -> Cost:
    """What it costs as it is now."""
    audience = announcement.audience
    who = audiences.who(announcement.programme, audience)
    counts = recipients.counted(store, who, audience.channel)
    by_channel = {name: people for name, people in counts.items() if name not in _MISSED}
    quota = quotas.of(store, "line")
    return Cost(
        sum(by_channel.values()),
        by_channel,
        by_channel.get("line", 0) * (parts(_whole(announcement)) if by_channel.get("line") else 0),
        quota.left if quota else None,
        quota.most if quota else None,
        quota.reserve if quota else 0,
        counts["unlinked"],
        counts["stopped"],
        counts["closed"],
        audience.channel,
    )


def _whole(announcement: Announcement) -> Reply:
    """The announcement with a card for its button, as it goes."""
    reply = announcement.reply
    return replace(reply, cards=(*reply.cards, Card(""))) if announcement.asks else reply

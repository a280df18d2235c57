"""How far an announcement has got, and what became of it with whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.services.announce.drafts import get
from storage import announced
from storage.announced import Each, Ended


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session as Store

    from storage.announcements import Announcement


__all__ = ["Each", "Ended", "Progress", "everybody", "listing", "progress"]

_TELEGRAM = 28  # messages a second: Telegram takes 30 of a bot, and answers go first
_LINE = 500 * 50  # people a second: 500 by one call


@dataclass(frozen=True, slots=True)
class Progress:
    """How it ended with how many people so far, see storage.announced.Ended.

    `acknowledged` of all of them say that they know it; `seconds` is about how long the rest will take. The
    `announcement` is "sending" as long as any of it waits to go.
    """

    announcement: Announcement
    ended: Mapping[Ended, int]
    acknowledged: int
    seconds: int

    @property
    def planned(self) -> int:
        """The people who have been seen to, whether they can be told or not."""
        return sum(self.ended.values())

    @property
    def goes(self) -> bool:
        """Whether something of it is still to go."""
        return self.announcement.state == "sending" or bool(self.ended.get("waiting"))

    @property
    def unheard(self) -> int:
        """Those who were told, or may have been, and have not said that they know it."""
        return max(0, self.ended.get("accepted", 0) + self.ended.get("uncertain", 0) - self.acknowledged)


def progress(store: Store, number: int) -> Progress:
    """How far the announcement with this number has got. Raises Refused where there is none."""
    found = get(store, number)
    counts = announced.counted(store, found.key)
    ended: Counter[Ended] = Counter()
    waiting: Counter[str] = Counter()
    for each in counts:
        ended[each.ended] += each.people
        if each.ended == "waiting":
            waiting[each.channel] += each.people
    telegram = waiting["telegram"] * _calls(found)
    seconds = max(-(-telegram // _TELEGRAM), -(-waiting["line"] // _LINE))
    if found.state == "sent" and waiting:  # all of it is in the outbox, and not with people yet
        found = replace(found, state="sending")
    return Progress(found, ended, sum(each.people for each in counts if each.acknowledged), seconds)


def listing(
    store: Store, number: int, *ended: Ended, acknowledged: bool | None = None, after: int = 0, limit: int = 50
) -> list[Each]:
    """The next people (above the id `after`) with whom it ended so, or any way; `acknowledged`: who has, or has not.

    Raises Refused where there is no such announcement.
    """
    key = get(store, number).key
    return announced.by_name(store, key, ended, acknowledged=acknowledged, after=after, limit=limit)


def everybody(store: Store, number: int) -> Iterator[Each]:
    """Every one of them. Raises Refused where there is no such announcement."""
    return announced.everybody(store, get(store, number).key)


def _calls(found: Announcement) -> int:
    """By about how many messages Telegram shows it to one person."""
    reply = found.reply
    return bool(reply.text) + len(reply.images) + len(reply.places) + len(reply.files) or 1

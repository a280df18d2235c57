"""What follows an announcement that went: told again to whoever has not said that they know it, and corrected."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.services.announce.drafts import draft, get
from storage import announcements
from storage.audiences import Audience


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Reply
    from storage.announcements import Announcement


_WENT = ("sending", "sent", "stopped")


def chase(store: Store, number: int, author: int | None, now: datetime) -> Announcement:
    """A draft that tells it again, as it was last corrected, to whoever was to know it and has not said so.

    To acknowledge it counts for the first one, too. To chase a chase is to chase what that did. Raises Refused where
    nothing has gone yet.
    """
    found = _went(store, number)
    if found.chases:
        found = _went(store, found.chases)
    reply = found.reply
    for later in announcements.following(store, found.id):
        if later.corrects and later.state in _WENT:
            reply = replace(reply, text=later.reply.text)
    audience = Audience(unheard=found.id, channel=found.audience.channel)
    return draft(store, found.programme, author, reply, now, audience, urgent=found.urgent, chases=found.id)


def correct(store: Store, number: int, author: int | None, reply: Reply, now: datetime) -> Announcement:
    """A draft that corrects it with everybody to whom it went, or is just going.

    In Telegram it takes the place of what they got; elsewhere, and where that cannot be, it follows. Pictures, places,
    files and links that they have already are not sent again. Raises Refused where nothing has gone yet, or where
    `reply` is empty or too much.
    """
    found = _went(store, number)
    while found.corrects or found.chases:
        found = get(store, found.corrects or found.chases or 0)
    numbers = [found.id]
    for each in numbers:
        numbers += [later.id for later in announcements.following(store, each) if later.state in _WENT]
    new = replace(
        reply,
        images=tuple(image for image in reply.images if image not in found.reply.images),
        places=tuple(place for place in reply.places if place not in found.reply.places),
        files=tuple(file for file in reply.files if file not in found.reply.files),
    )
    audience = Audience(told=tuple(numbers), channel=found.audience.channel)
    return draft(
        store, found.programme, author, new, now, audience, asks=found.asks, urgent=found.urgent, corrects=found.id
    )


def _went(store: Store, number: int) -> Announcement:
    found = get(store, number)
    if found.state not in _WENT:
        raise Refused("announcing.not_begun", number=str(number))
    return found

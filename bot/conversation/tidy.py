"""What is kept of an event: no more than a database can hold, and than somebody can mean."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.messages import Address
from bot.thai.text import cut
from storage import inbox


if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from bot.messages import Attached, Inbound


QUESTION = 500
"""Characters of one message that are read as a question; none needs more."""

_LONGEST_ID = 300  # PostgreSQL's indexes take 2,704 bytes; no platform's ids are near either
_LONGEST_DATA = 1000  # of a button in the web chat, where it is a session's own code
_LONGEST = 5000  # characters of one message that are kept, which may be an announcement; LINE lets nobody type more
_LONGEST_NAME = 200  # characters of a file's, or a place's


def keep(store: Session, events: Sequence[Inbound]) -> list[Inbound]:
    """Put the events into the inbox; says which were new, in order."""
    return inbox.add(store, [_tidy(event) for event in events])


def _tidy(event: Inbound) -> Inbound:
    """What a database can hold, and no more than a question needs."""
    return replace(
        event,
        address=Address(event.address.channel, _id(event.address.chat)),
        text=cut(_storable(event.text), _LONGEST),
        data=_storable(event.data)[:_LONGEST_DATA],
        event_id=_id(event.event_id),
        message_id=_id(event.message_id),
        quoted=_id(event.quoted),
        sender=_id(event.sender),
        reply_token=_id(event.reply_token),
        attached=event.attached and _named(event.attached),
        spot=event.spot and replace(event.spot, title=_name(event.spot.title), address=_name(event.spot.address)),
    )


def _named(attached: Attached) -> Attached:
    return replace(attached, id=_id(attached.id), name=_name(attached.name))


def _name(text: str) -> str:
    return cut(_storable(text), _LONGEST_NAME)


def _id(text: str) -> str:
    """An id of a platform's as it can be stored and found again: none that is real is changed."""
    kept = _storable(text)
    return kept if len(kept) <= _LONGEST_ID else sha256(kept.encode()).hexdigest()


def _storable(text: str) -> str:
    """Without the zero character, which PostgreSQL refuses, and without halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")

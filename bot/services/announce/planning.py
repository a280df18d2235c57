"""Announcements that are due are written into the outbox, slice by slice: each a transaction that may be the last."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from bot.messages import Card, Reading
from bot.outbox import ORDINARY, URGENT, Batch
from bot.texts import texts
from storage import announced, announcements, audiences, notices, recipients


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.messages import Choice, Language, Reply
    from bot.texts import Texts
    from storage.announcements import Announcement
    from storage.recipients import Recipient

    Ask = Callable[[Texts, Sequence[str]], Choice]
    """The button by which people say that they know what is named: bot.services.notices.acknowledge_choice."""


SLICE = 2000
"""People a transaction: some 0.1 s, for which on SQLite answers wait."""
_LASTS = timedelta(days=1)
_EDITED = "telegram"  # the one channel in which a message can be changed
_DEEP = 20  # corrections and chases of each other


def is_due(store: Store, now: datetime) -> bool:
    """Whether anything is to be planned at `now`, by the clock: at the cost of one small query."""
    return announcements.is_due(store, now)


def plan(store: Store, now: datetime, ask: Ask, most: int = SLICE) -> bool:
    """Write the next `most` people's messages of what is due at `now`, by the clock; whether there was any.

    Any number of processes may do so at once: each announcement is one's at a time. Cut off anywhere, the slice is done
    anew.
    """
    found = announcements.take_due(store, now)
    if found is None:
        return False
    if found.state == "scheduled":
        ends = found.expires_at or now + _LASTS
        found = announcements.change(store, found.id, state="sending", begun_at=now, expires_at=ends)
    audience = found.audience
    told = recipients.chosen(
        store, audiences.who(found.programme, audience), found.planned_to, most, channel=audience.channel
    )
    if told:
        _tell(store, found, told, ask)
        announcements.change(store, found.id, planned_to=told[-1].person)
    if len(told) < most:
        announcements.change(store, found.id, state="sent", ended_at=now)
    return True


def shown(store: Store, announcement: Announcement, language: Language, ask: Ask) -> Reply:
    """The announcement as people get it whose language that is."""
    say, text = texts(language), announcement.reply.text
    if announcement.corrects:
        text = say("announcing.corrected", text=text).rstrip(" :")
    elif announcement.chases:
        text = say("announcing.again", text=text).rstrip(" :")
    # On a card of its own: in LINE the buttons under a message go with the next one, and are not there on a computer.
    asking = (Card("", choices=(ask(say, _keys(store, announcement)),)),) if announcement.asks else ()
    cards = (*announcement.reply.cards, *asking)
    return replace(announcement.reply, text=text, cards=cards, choices=(), replaces=False, about=(), reading=Reading())


def _keys(store: Store, announcement: Announcement) -> list[str]:
    """What somebody knows who knows this announcement: that which it corrects or chases, too."""
    keys, found = [announcement.key], announcement
    while (before := found.corrects or found.chases) and len(keys) < _DEEP:
        keys.append(audiences.key_of(before))
        above = announcements.get(store, before)
        if above is None:
            break
        found = above
    return keys


def _tell(store: Store, found: Announcement, told: Sequence[Recipient], ask: Ask) -> None:
    """Write a slice; of a correction, in the place of what it corrects where that can be."""
    replaces: dict[int, str] = {}
    if found.audience.told:
        told, replaces = _in_place(store, found, told)
    usual = announcements.language_of(store, found.programme)
    by_language: defaultdict[Language, list[Recipient]] = defaultdict(list)
    for each in told:
        by_language[each.language or usual].append(each)
    for language, some in by_language.items():
        batch = Batch(
            shown(store, found, language, ask),
            str(uuid5(NAMESPACE_URL, f"nongnat:{found.key} {found.made_at.isoformat()} {language}")),
            found.expires_at,
            URGENT if found.urgent else ORDINARY,
        )
        old = [replaces.get(each.person, "") for each in some if each.address]
        notices.tell(store, [found.key], some, batch, fallback=not found.audience.channel, replaces=old)


def _in_place(store: Store, found: Announcement, told: Sequence[Recipient]) -> tuple[list[Recipient], dict[int, str]]:
    """Where each got what is corrected, and the channel's id of that message where it can be changed.

    What of it still waits is taken back: they get the correction alone.
    """
    keys = {audiences.key_of(number): number for number in found.audience.told}
    people = [each.person for each in told]
    announced.supersede(store, list(keys), people)
    got = {each.person: each for each in announced.latest(store, list(keys), people)}
    numbers = {keys[each.key] for each in got.values()}
    replies = {number: old.reply for number in numbers if (old := announcements.get(store, number))}
    messages = {
        person: _text_of(replies.get(keys[before.key]), before.message_id)
        for person, before in got.items()
        if before.address.channel == _EDITED
    }
    replaces = {each.person: messages[each.person] for each in told if each.address and messages.get(each.person)}
    placed = [replace(each, address=got[each.person].address) if each.person in replaces else each for each in told]
    return placed, replaces


def _text_of(reply: Reply | None, message_ids: str) -> str:
    """The id of the one message, of all that showed `reply`, that has its text; "" where that is not just one."""
    ids = message_ids.split()
    if reply is None or not reply.text.strip():
        return ""
    beside = len(reply.images) + len(reply.places) + len(reply.files)
    return ids[0] if len(ids) == 1 + beside else ""

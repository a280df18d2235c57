"""What is attached to a message is fetched once, before it is answered, where something will be made of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clock import SetClock
from bot.conversation import Conversation, Desk
from bot.errors import Never, Retry
from bot.messages import Address, Attached, Inbound, Reply, Spot
from bot.outbox import Delivery
from bot.port import Media
from bot.router import Router
from storage import inbox, media
from storage.people_said import erase_messages
from tests.outbox.post import Post


if TYPE_CHECKING:
    from bot.router import Turn
    from storage.db import Database


NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)
HOME = Address("post", "1")
PHOTO = Inbound(HOME, "e1", "", NOW, kind="photo", message_id="m1", attached=Attached("a1"))
SECOND = replace(PHOTO, event_id="e2", message_id="m2", attached=Attached("a2", "แผนที่.pdf", 9))
FOUND = Media(b"\x89PNG", "image/png", "")


class Gallery(Post):
    """Hands over what its `brings` say, in turn; `asked` are the ids that it was asked for."""

    def __init__(self, *brings: Media | Exception) -> None:
        super().__init__()
        self.brings = list(brings)
        self.asked: list[str] = []

    async def fetch(self, event: Inbound) -> Media:
        assert event.attached
        self.asked.append(event.attached.id)
        await asyncio.sleep(0.05)
        found = self.brings.pop(0)
        if isinstance(found, Exception):
            raise found
        return found


def taking(turn: Turn) -> Reply:
    found = media.take(turn.store, turn.inbound.address, turn.inbound.message_id)
    return Reply(f"{turn.inbound.message_id} {found.content!r}" if found else f"{turn.inbound.message_id} –")


def heart_of(database: Database, *, wants: bool = True, clock: SetClock | None = None) -> Conversation:
    return Conversation(database, clock or SetClock(NOW), Router([(lambda _: True, taking)]), lambda *_: wants)


def answers(heart: Conversation, gallery: Gallery, *events: Inbound) -> list[str]:
    """What is answered to the events, which come one by one; without any, to what waits."""

    async def day() -> None:
        delivery = Delivery(heart.database, SetClock(NOW), [gallery])
        desk = Desk(heart, delivery, {gallery.name: gallery}, patience=0.01, pause=0.01)
        for event in events:
            await desk.take([event])
        if not events:
            await desk.sweep()
        await desk.close()

    asyncio.run(day())
    return [text for _, text, _ in gallery.got]


def test_it_is_here_when_the_message_is_answered(database: Database) -> None:
    gallery = Gallery(FOUND)

    assert answers(heart_of(database), gallery, PHOTO) == ["m1 b'\\x89PNG'"]
    assert gallery.asked == ["a1"]


def test_it_is_not_fetched_where_nothing_will_be_made_of_it(database: Database) -> None:
    gallery = Gallery()

    assert answers(heart_of(database, wants=False), gallery, PHOTO) == ["m1 –"]
    assert gallery.asked == []


def test_of_two_that_come_at_once_each_is_fetched_once_and_answered_in_order(database: Database) -> None:
    gallery = Gallery(FOUND, replace(FOUND, content=b"2"))

    assert answers(heart_of(database), gallery, PHOTO, SECOND) == ["m1 b'\\x89PNG'", "m2 b'2'"]
    assert gallery.asked == ["a1", "a2"]


def test_what_was_fetched_before_a_restart_is_not_fetched_again(database: Database) -> None:
    before = heart_of(database)
    before.receive([PHOTO])
    before.keep_media(PHOTO, FOUND)
    gallery = Gallery()

    assert answers(heart_of(database), gallery) == ["m1 b'\\x89PNG'"]
    assert gallery.asked == []


def test_what_cannot_be_fetched_now_is_asked_for_again(database: Database) -> None:
    gallery = Gallery(Retry("503"), FOUND)

    assert answers(heart_of(database), gallery, PHOTO) == ["m1 b'\\x89PNG'"]
    assert gallery.asked == ["a1", "a1"]


@pytest.mark.parametrize("brings", [[Never("gone")], [Retry("503")] * 3, [OSError("a mistake of ours")]])
def test_where_it_never_comes_the_message_is_answered_without(database: Database, brings: list[Exception]) -> None:
    gallery = Gallery(*brings)

    assert answers(heart_of(database), gallery, PHOTO) == ["m1 –"]
    assert gallery.brings == []


def test_what_nobody_took_is_kept_for_a_day(database: Database) -> None:
    clock = SetClock(NOW)
    heart = heart_of(database, clock=clock)
    heart.keep_media(PHOTO, FOUND)
    here = []
    for hours in (0, 24, 24.1):
        clock.set(NOW + timedelta(hours=hours))
        heart.sweep()
        with database.read() as store:
            here.append(media.is_here(store, HOME, "m1"))

    assert here == [True, True, False]


def test_what_is_taken_back_goes_with_its_message(database: Database) -> None:
    heart = heart_of(database)
    heart.receive([PHOTO])
    heart.keep_media(PHOTO, FOUND)
    heart.keep_media(SECOND, FOUND)

    heart.receive([Inbound(HOME, "e3", "", NOW, kind="unsent", message_id="m1")])

    with database.read() as store:
        assert [media.is_here(store, HOME, each) for each in ("m1", "m2")] == [False, True]


def test_whoever_has_their_words_erased_has_nothing_kept(database: Database) -> None:
    heart_of(database).keep_media(PHOTO, FOUND)
    with database.write() as store:
        erase_messages(store, HOME)

        assert not media.is_here(store, HOME, "m1")


def test_what_came_with_a_message_waits_with_it(database: Database) -> None:
    pinned = Inbound(HOME, "e4", "", NOW, kind="location", spot=Spot(13.7, 100.5, "ห้องแล็บ", "ถนนโยธี"))
    heart = heart_of(database)
    heart.receive([SECOND, pinned])

    with database.read() as store:
        assert [event for _, event in inbox.first_two(store, HOME)] == [SECOND, pinned]

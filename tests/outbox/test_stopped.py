"""What is taken back while it is on its way: if that try fails, there is no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.errors import Gone, Retry
from bot.messages import Address, Reply
from storage import addresses, notices, outbox, people, recipients
from storage.models import PersonRow
from storage.outbox import Batch
from storage.people import Details
from tests.outbox.post import NOW, House, Post


if TYPE_CHECKING:
    from datetime import datetime

    from bot.port import Outbound, Sent
    from storage.db import Database


KEY = "announcement 1"


class Stopping(Post):
    """While the first call is on its way, what it says is taken back."""

    database: Database

    async def send(self, message: Outbound) -> Sent:
        if not self.got:
            with self.database.write() as store:
                notices.cancel(store, [KEY])
        return await super().send(message)


def told(database: Database, post: Post, *channels: str, expires_at: datetime | None = None) -> House:
    """A house in which one person, in these channels, is told something."""
    house = House(database, post)
    with database.write() as store:
        person = people.add(store, Details("one"))
        for channel in channels:
            people.link(store, person, Address(channel, "one"))
        found = recipients.chosen(store, select(PersonRow.id))
        notices.tell(store, [KEY], found, Batch(Reply("ก"), expires_at=expires_at))
    return house


@pytest.mark.parametrize(
    ("end", "idempotent", "ended"),
    [
        (None, True, ("sent", "")),
        (Retry("500"), True, ("dropped", "expired")),
        (Retry("500"), False, ("dropped", "expired")),
        (OSError("cut"), True, ("uncertain", "expired")),
        (OSError("cut"), False, ("uncertain", "OSError")),
    ],
    ids=["it arrives", "refused on LINE", "refused on Telegram", "doubted on LINE", "doubted on Telegram"],
)
def test_what_was_on_its_way_is_not_tried_again(
    database: Database, end: BaseException | None, ended: tuple[str, str], *, idempotent: bool
) -> None:
    post = Stopping(end, idempotent=idempotent)
    post.database = database
    house = told(database, post, "post")

    house.run(lambda: bool(post.got))
    house.later(10)
    house.run()

    assert post.got == [("one", "ก", "paid")]
    assert house.ended("one") == [ended]


def test_nor_is_it_told_elsewhere(database: Database) -> None:
    post = Stopping(Gone("blocked"))
    post.database = database
    house = told(database, post, "post", "web", expires_at=NOW.replace(year=NOW.year + 1))

    house.run()

    assert house.ended("one") == [("dropped", "blocked")]
    with database.read() as store:
        assert outbox.sent_to(store, Address("web", "one")) == []


def test_what_may_have_arrived_is_not_said_to_be_taken_back(database: Database) -> None:
    post = Post(OSError("cut"))
    house = told(database, post, "post")
    house.run(lambda: house.ended("one") == [("waiting", "OSError")])

    with database.write() as store:
        assert notices.cancel(store, [KEY]) == 0
    house.later(10)
    house.run()

    assert post.got == [("one", "ก", "paid")]
    assert house.ended("one") == [("uncertain", "cancelled")]


def test_what_may_have_arrived_is_not_told_elsewhere_when_they_have_left(database: Database) -> None:
    post = Post(OSError("cut"))
    house = told(database, post, "post", "web", expires_at=NOW.replace(year=NOW.year + 1))
    house.run(lambda: house.ended("one") == [("waiting", "OSError")])

    here = Address("post", "one")
    with database.write() as store:
        addresses.close(store, here, "blocked")
        outbox.drop(store, here, "blocked")
        assert notices.fall_back(store, here, NOW) == 0

    assert house.ended("one") == [("uncertain", "blocked")]
    with database.read() as store:
        assert outbox.sent_to(store, Address("web", "one")) == []

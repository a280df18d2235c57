"""A programme with people to be told things, and what each was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.messages import Address, Reply
from bot.services import announce, notices
from storage import addresses, outbox, people, programmes, quotas
from storage import notices as told
from storage.models import OutboxRow, table
from storage.people import Details, Membership
from storage.quotas import Seen
from tests.storage.sample import COURSE


if TYPE_CHECKING:
    from bot.services.announce import Announcement, Audience
    from storage.db import Database
    from storage.models.people import Role
    from storage.programme import Programme


NOW = datetime(2026, 1, 5, 3, tzinfo=UTC)  # ten in the morning in Bangkok
TEXT = Reply("พรุ่งนี้เลื่อนเป็น 10 โมง")
ACKNOWLEDGE = notices.acknowledge_choice
_outbox = table(OutboxRow)


class Course:
    """The sample programme in `database`; `settings` are those of its file."""

    def __init__(self, database: Database, **settings: object) -> None:
        self.database = database
        self.now = NOW
        self.programme: Programme = replace(COURSE, settings=settings)
        with database.write() as store:
            programmes.save(store, self.programme)

    def person(self, name: str, *channels: str, role: Role = "participant", team: str = "") -> int:
        """Somebody in the programme, in these channels under their name: the id."""
        with self.database.write() as store:
            person = people.add(store, Details(name, f"เทศบาล{name}"))
            people.enrol(store, person, Membership(self.programme.code, role, team))
            for channel in channels:
                people.link(store, person, Address(channel, name))
            return person

    def blocks(self, channel: str, name: str) -> None:
        """Somebody is there no more, as delivery finds out."""
        with self.database.write() as store:
            addresses.close(store, Address(channel, name), "blocked")
            outbox.drop(store, Address(channel, name), "blocked")
            told.fall_back(store, Address(channel, name), self.now)

    def quota(self, most: int | None, used: int, reserve: int) -> None:
        """What LINE says of the month."""
        with self.database.write() as store:
            quotas.keep(store, "line", Seen(most, used, reserve, "2026-01", self.now))

    def draft(self, reply: Reply = TEXT, audience: Audience | None = None, author: int | None = None) -> int:
        with self.database.write() as store:
            return announce.draft(store, self.programme.code, author, reply, self.now, audience).id

    def confirm(self, number: int, by: int | None = None) -> Announcement:
        with self.database.write() as store:
            return announce.confirm(store, self.programme, number, by, self.now).announcement

    def plan(self, most: int = 2000) -> int:
        """Plan all that is due: the number of slices."""
        slices = 0
        while self.slice(most):
            slices += 1
        return slices

    def slice(self, most: int = 2000) -> bool:
        with self.database.write() as store:
            return announce.plan(store, self.now, ACKNOWLEDGE, most)

    def send(self, reply: Reply = TEXT, audience: Audience | None = None) -> int:
        """Announce it now, to the outbox: the number."""
        number = self.draft(reply, audience)
        self.confirm(number)
        self.plan()
        return number

    def arrives(self, channel: str = "", state: str = "sent") -> None:
        """What waits (in one channel) has ended so, under ids by the messages' own."""
        with self.database.write() as store:
            waiting = select(_outbox.c.id).where(_outbox.c.state == "waiting")
            if channel:
                waiting = waiting.where(_outbox.c.channel == channel)
            for number in store.scalars(waiting).all():
                ended = update(_outbox).where(_outbox.c.id == number)
                store.execute(ended.values(state=state, message_id=str(1000 + number)))

    def knows(self, channel: str, name: str, *numbers: int) -> None:
        """Somebody taps the button of the announcements."""
        keys = [f"announcement {number}" for number in numbers]
        with self.database.write() as store:
            assert notices.acknowledge(store, Address(channel, name), keys, self.now)

    def told(self, channel: str, name: str) -> list[tuple[str, str]]:
        """What was put to somebody in a channel: (text, state and reason)."""
        with self.database.read() as store:
            left = outbox.sent_to(store, Address(channel, name))
        return [(each.reply.text, " ".join(filter(None, (each.state, each.reason)))) for each in left]

    def get(self, number: int) -> Announcement:
        with self.database.read() as store:
            return announce.get(store, number)

    def later(self, **more: float) -> None:
        self.now += timedelta(**more)

"""A season on a simulated clock: people in programmes, the passes of the clock, and what each is told.

season = Season(course(lesson("a", "2026-01-05T09:00")))
season.joins("ann")
season.at("2026-01-05T08:30")
assert season.told("ann") == ["…"]
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update

from bot.handlers import telling
from bot.messages import Address
from bot.services.programme import Programmes
from bot.services.reminders import Planner, Wishes
from storage import outbox, people, programmes, reminders
from storage.bodies import said
from storage.models import AddressRow, MembershipRow, OutboxRow, PersonRow, ReminderRow, table
from storage.people import Details, Membership
from storage.programme import Programme, Session, Text
from tests.stores import in_memory


if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session as Store

    from bot.messages import Language, Reply
    from bot.services.reminders import Occasion, Planned
    from storage.db import Database

BANGKOK = ZoneInfo("Asia/Bangkok")
MADRID = ZoneInfo("Europe/Madrid")


def lesson(code: str, start: str, *, hours: float = 3, zone: ZoneInfo = BANGKOK, **more: object) -> Session:
    """A session that begins at `start`, on the clocks of its zone."""
    begins = datetime.fromisoformat(start).replace(tzinfo=zone)
    ends = begins + timedelta(hours=0 if more.get("kind") == "deadline" else hours)
    return replace(Session(code, Text(f"วิชา {code}", f"Class {code}"), begins, ends, zone.key), **more)  # type: ignore[arg-type] # fields of a session


def course(*sessions: Session, code: str = "c", **settings: object) -> Programme:
    """A programme in Bangkok with these settings for its reminders."""
    title = Text(f"หลักสูตร ({code.upper()})", f"Course ({code.upper()})")
    return Programme(
        code, title, "Asia/Bangkok", sessions=sessions, settings={"reminders": settings} if settings else {}
    )


class Season:
    """Times without a zone are on Bangkok's clocks."""

    def __init__(self, *about: Programme, database: Database | None = None, sources: Sequence[Occasion] = ()) -> None:
        self.database = database or in_memory()
        self.sources = list(sources)
        self._seen: dict[str, int] = {}
        self.imports(*about)
        self.restart()

    def restart(self) -> None:
        """The process ends, and another begins."""
        kept = Programmes()
        self._planner = Planner(self.database, kept.get, [self._due], telling(kept).draw)

    def imports(self, *about: Programme) -> None:
        with self.database.write() as store:
            for each in about:
                programmes.save(store, each)

    def joins(
        self,
        name: str,
        *codes: str,
        channels: Sequence[str] = ("line",),
        wishes: Wishes | None = None,
        language: Language | None = None,
    ) -> int:
        """Somebody is in these programmes ("c" where none is given), and reached in these channels: their id."""
        with self.database.write() as store:
            person = people.add(store, Details(name))
            for code in codes or ("c",):
                people.enrol(store, person, Membership(code))
            for channel in channels:
                people.link(store, person, Address(channel, name))
            if language:
                people.speak(store, person, language)
            if wishes:
                reminders.wish(store, person, wishes, datetime.now(UTC))
        return person

    def crowd(self, count: int, *codes: str, channel: str = "line") -> None:
        """So many more people in these programmes, called `p1`, `p2` and so on."""
        with self.database.write() as store:
            names = [f"p{number}" for number in range(1, count + 1)]
            made = store.scalars(
                insert(table(PersonRow)).returning(table(PersonRow).c.id), [{"name": n} for n in names]
            )
            ids = list(made)
            store.execute(
                insert(table(MembershipRow)),
                [
                    {"person_id": i, "programme": c, "role": "participant", "team": "", "code": ""}
                    for i in ids
                    for c in codes
                ],
            )
            here = {"channel": channel, "is_group": False, "state": "open", "programme": "", "pushes": False}
            store.execute(
                insert(table(AddressRow)),
                [{**here, "chat": name, "person_id": i} for name, i in zip(names, ids, strict=True)],
            )

    def counts(self) -> Counter[str]:
        """How many messages there are to each chat."""
        with self.database.read() as store:
            return Counter(store.scalars(select(OutboxRow.chat)))

    def at(self, moment: str) -> Planned:
        """The clock shows this, and a pass is made."""
        return self._planner.plan(self.moment(moment))

    def moment(self, text: str) -> datetime:
        read = datetime.fromisoformat(text)
        return read if read.tzinfo else read.replace(tzinfo=BANGKOK)

    def told(self, name: str) -> list[str]:
        """The first line of each message to somebody since the last look, oldest first."""
        return [reply.text.split("\n")[0] for reply in self.replies(name)]

    def replies(self, name: str) -> list[Reply]:
        """The same, whole."""
        with self.database.read() as store:
            mine = select(table(OutboxRow).c.id, said.label("reply")).where(
                table(OutboxRow).c.chat == name, table(OutboxRow).c.id > self._seen.get(name, 0)
            )
            rows = store.execute(mine.order_by(table(OutboxRow).c.id)).all()
        self._seen[name] = max([self._seen.get(name, 0), *(row.id for row in rows)])
        return [row.reply for row in rows]

    def arrives(self) -> None:
        """All that waits has been sent."""
        with self.database.write() as store:
            store.execute(update(OutboxRow).where(OutboxRow.state == "waiting").values(state="sent", attempts=1))

    def states(self, name: str) -> list[tuple[str, str]]:
        """What became of all messages to somebody, in LINE."""
        with self.database.read() as store:
            return [(each.state, each.reason) for each in outbox.sent_to(store, Address("line", name))]

    def marks(self) -> list[tuple[str, str, int]]:
        """What is known of each occasion, in the order in which it was due: its key, what became of it, how many."""
        with self.database.read() as store:
            rows = store.execute(select(table(ReminderRow)).order_by(ReminderRow.due_at, ReminderRow.key)).all()
        return [(row.key, row.state, row.people) for row in rows]

    def _due(self, _store: Store, until: datetime) -> list[Occasion]:
        return [each for each in self.sources if each.due_at <= until]

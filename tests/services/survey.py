"""A hall whose people are asked afterwards what they thought of it, at moments on the clock of Bangkok.

survey = Survey(asked(lesson("a", "2026-01-05T09:00")), "ann", "ben")
survey.at("2026-01-05T12:00").ticks()
assert survey.told("ann") == ["asked: a"]
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.messages import Reply
from bot.services import feedback
from bot.services.feedback import About, Asker
from storage import checkins
from storage import feedback as kept
from storage.bodies import said
from storage.checkins import Entry
from storage.models import OutboxRow, table
from tests.services.hall import Hall
from tests.services.season import course


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.services.feedback import Opened
    from bot.texts import Texts
    from storage.db import Database
    from storage.models import Status
    from storage.programme import Programme, Session


REAL = datetime(2030, 1, 1, tzinfo=UTC)
_outbox = table(OutboxRow)


def asked(*sessions: Session, code: str = "c", **settings: object) -> Programme:
    """A programme in Bangkok with these settings for feedback."""
    return replace(course(*sessions, code=code), settings={"feedback": settings})


def drawn(programme: Programme, forms: Sequence[Opened], say: Texts, *, again: bool) -> Reply:  # noqa: ARG001 - as Draw has it
    names = ", ".join(form.about.session or f"<{form.about.form}>" for form in forms)
    return Reply(f"{'again' if again else 'asked'}: {names}" + (" (en)" if say.language == "en" else ""))


class Standing:
    """A clock that stands still."""

    def now(self) -> datetime:
        return REAL


class Survey(Hall):
    def __init__(self, *about: Programme | str, database: Database | None = None, hold: int = 0) -> None:
        super().__init__(*about, database=database)
        self._hold = timedelta(minutes=hold)
        self._seen: dict[str, int] = {}
        self.restarts()

    def at(self, moment: str) -> Survey:
        super().at(moment)
        return self

    def restarts(self) -> None:
        self.asker = Asker(self.database, self.get, drawn, self._hold, Standing())

    def ticks(self) -> int:
        return self.asker.work(self.now)

    def notes(self, status: Status, *names: str, session: str = "a", stand_in: str = "") -> None:
        """It is noted of them."""
        with self.database.write() as store:
            for name in names:
                line = Entry(
                    self.codes[0], session, "", self.people[name], "mark", "organiser", self.now, self.now, status
                )
                checkins.add(store, replace(line, stand_in=stand_in))

    @property
    def codes(self) -> list[str]:
        return self._codes

    def told(self, name: str, channel: str = "line") -> list[str]:
        """What somebody was told since the last look."""
        here = (_outbox.c.channel == channel, _outbox.c.chat == name, _outbox.c.id > self._seen.get(name, 0))
        with self.database.read() as store:
            rows = store.execute(select(_outbox.c.id, said.label("reply")).where(*here).order_by(_outbox.c.id)).all()
        self._seen[name] = max((row.id for row in rows), default=self._seen.get(name, 0))
        return [row.reply.text for row in rows]

    def form(self, session: str = "", form: str = "") -> Opened:
        with self.database.read() as store:
            found = kept.of(store, About(self.codes[0], form, session))
        assert found
        return found

    def asked(self, session: str = "", form: str = "") -> dict[str, str]:
        """How it is with whom."""
        names = {person: name for name, person in self.people.items()}
        with self.database.read() as store:
            return {names[person]: state for person, state in kept.asked_in(store, self.form(session, form).id).items()}

    def stars(self, name: str, stars: int, session: str = "a") -> None:
        form = self.form(session)
        with self.database.write() as store:
            sheet = feedback.sheet(store, self.get(store, self.codes[0]), form, self.people[name], self.now)
            assert sheet
            sheet.stars(stars)

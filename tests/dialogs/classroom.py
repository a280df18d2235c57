"""Talks of a programme in which attendance was taken: who takes part, who organises, and who was where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.attendance import Drawing
from bot.messages import Address, Inbound, Reply
from bot.services import checkin
from bot.services.attendance import Warner
from bot.services.checkin import Mark, Place
from storage import outbox, people
from storage.people import Details, Membership
from tests.dialogs.talk import Talk


if TYPE_CHECKING:
    from storage.models import Status
    from storage.models.people import Role
    from storage.programme import Programme


class Classroom(Talk):
    """Everybody has a chat in LINE by their name; "som" organises."""

    def __init__(self, *about: Programme, now: str = "2026-01-05T08:00") -> None:
        super().__init__(*about, now=now)
        self._codes = [each.code for each in about]
        self.ids: dict[str, int] = {}
        self._said = 0
        self._seen: dict[str, int] = {}
        self.restarts()
        self.joins("som", "นายสมศักดิ์ ตั้งใจ", role="organiser")

    def joins(self, who: str, name: str, *codes: str, role: Role = "participant", team: str = "") -> None:
        with self.database.write() as store:
            person = self.ids.get(who) or people.add(store, Details(name, "เทศบาลเมืองตัวอย่าง"))
            people.link(store, person, Address("line", who))
            for code in codes or self._codes:
                people.enrol(store, person, Membership(code, role, team))
        self.ids[who] = person

    def marks(self, status: Status, *who: str, session: str = "a", point: str = "", at: str = "") -> None:
        """An organiser says so of them; at `at`, if it is said."""
        if at:
            self.at(at)
        with self.database.write() as store:
            place = Place(self._codes[0], session, point)
            checkin.mark(store, place, [self.ids[each] for each in who], Mark(status, self.ids["som"]), self.now)

    def closes(self, at: str) -> None:
        """The points that are over by then are closed."""
        self.at(at)
        with self.database.write() as store:
            checkin.close_due(store, self._app.programmes.get, self.now)

    def warns(self, at: str) -> int:
        """The clock shows this, and whoever is to be warned is; says how many messages that are."""
        self.closes(at)
        return self._warner.warn(self.now)

    def restarts(self) -> None:
        """The process ends, and another begins."""
        self._warner = Warner(self.database, self._app.programmes.get, Drawing)

    def asks(self, who: str, text: str, *, group: bool = False) -> Reply:
        self._said += 1
        here = Address("line", "C1" if group else who)
        return self.hear(
            Inbound(here, f"c{self._said}", text, self.now, group=group, called=group, sender=who if group else "")
        )

    def unasked(self, who: str) -> list[str]:
        """What `who` was told since the last look, in their chat."""
        with self.database.read() as store:
            sent = outbox.sent_to(store, Address("line", who), 1000)
        before = self._seen.get(who, 0)
        self._seen[who] = len(sent)
        return [each.reply.text for each in sent[before:]]

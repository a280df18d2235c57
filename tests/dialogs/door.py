"""Talks at the door of a class: participants in two teams (`da` leads one), organisers, and a screen that shows a code.

door = Door()
assert door.says("kk", door.code()).text == "…"
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.app.ticks import ticks
from bot.messages import Address, Choice, Inbound, Reading, Reply
from bot.services import checkin
from bot.services.checkin import Place, codes
from bot.services.people.enrolling import enrol
from storage import boards, checkins, people
from storage.models import OutboxRow
from tests.dialogs.people_talk import OPEN
from tests.dialogs.talk import Talk


if TYPE_CHECKING:
    from datetime import timedelta

    from storage.programme import Programme


KK, WI, DA, CH = "ดร.กิ่งแก้ว ใจงาม", "นางวิไล ทองดี", "นายดำรง ใจงาม", "นายชัย ใจดี"
SOM, PIM = "นายสมหมาย ตั้งต้น", "นางสาวพิมพ์ ดีงาม"
NAMES = {"kk": KK, "wi": WI, "da": DA, "ch": CH, "som": SOM, "pim": PIM}
ROSTER = f"""\
ชื่อ-สกุล,หน่วยงาน,กลุ่ม,หัวหน้าทีม,บทบาท
{KK},เทศบาลเหนือ,ทีมเหนือ,,ผู้เข้าอบรม
{WI},เทศบาลเหนือ,ทีมเหนือ,,ผู้เข้าอบรม
{DA},เทศบาลเหนือ,ทีมเหนือ,ใช่,ผู้เข้าอบรม
{CH},เทศบาลใต้,ทีมใต้,,ผู้เข้าอบรม
{SOM},,,,ผู้จัด
{PIM},,,,ผู้จัด
"""
FRIDAY = "2019-10-11T08:50"
URBAN = "UrbanTech for City Transformation\nวันศุกร์ที่ 11 ตุลาคม 2562 เวลา 09.00–12.00 น. · ห้องประชุมใหญ่ อุทยานนวัตกรรม"
ASIDE = Reading(aside=True)


class Door(Talk):
    """Each has a chat in LINE. It is ten minutes before a class, and the screen is on."""

    def __init__(self, programme: Programme = OPEN, *, now: str = FRIDAY, opens: str = "urbantech") -> None:
        super().__init__(programme, now=now)
        self.programme = programme.code
        with self.database.write() as store:
            enrol(store, "roster.csv", ROSTER.encode(), programme.code)
            by_name = {each.person.name: each.person.id for each in people.everybody(store)}
            for who, name in NAMES.items():
                people.link(store, by_name[name], Address("line", who))
        self.ids = {who: by_name[name] for who, name in NAMES.items()}
        self._events = count(1)
        self._looked: dict[str, int] = {}
        if opens:
            self.shows(opens)

    def shows(self, session: str, point: str = "", what: str = "in") -> None:
        """A screen shows codes for it."""
        with self.database.write() as store:
            place = Place(self.programme, session, point, what)  # type: ignore[arg-type] # "in" or "out"
            boards.open_one(store, place, self.now)

    def code(self, session: str = "urbantech", what: str = "in") -> str:
        """The code on the screen now."""
        with self.database.read() as store:
            shown = {(each.place.session, str(each.place.what)): each.secret for each in boards.opened(store)}
        return codes.shown(shown[session, what], self.now)

    def says(self, who: str, text: str, *, sent: timedelta | None = None, **more: object) -> Reply:
        """`who` says `text`, so long ago."""
        event = Inbound(Address("line", who), f"d{next(self._events)}", text, self.now - sent if sent else self.now)
        return self.hear(replace(event, **more))  # type: ignore[arg-type] # fields of an event

    def taps(self, who: str, choice: Choice) -> Reply:
        return self.says(who, choice.says, data=choice.data)

    def sent(self, who: str) -> list[Reply]:
        """What `who` was sent unasked since the last look."""
        here = (OutboxRow.channel == "line", OutboxRow.chat == who, OutboxRow.inbox_id.is_(None))
        with self.database.read() as store:
            rows = store.execute(select(OutboxRow.id, OutboxRow.reply).where(*here).order_by(OutboxRow.id)).all()
        new = [row for row in rows if row.id > self._looked.get(who, 0)]
        self._looked[who] = max([self._looked.get(who, 0), *(row.id for row in rows)])
        return [row.reply for row in new]

    def statuses(self, session: str = "urbantech") -> dict[str, str]:
        """How it is with whom, by their short names."""
        short = {person: who for who, person in self.ids.items()}
        with self.database.read() as store:
            found = checkin.states(checkins.counted(store, self.programme, [session]))
        return {short[person]: state.status for (_, _, person), state in found.items()}

    def closes(self) -> None:
        """The tick that looks for classes that are over."""
        (tick,) = (each for each in ticks(self._app) if each.name == "closing")

        async def look() -> None:
            await tick.work()

        asyncio.run(look())


def aside(text: str, *choices: Choice) -> Reply:
    return Reply(text, choices=choices, reading=ASIDE)

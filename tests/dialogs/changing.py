"""Talks of a programme's office that changes its timetable, while the clock ticks: what everybody is told arrives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.messages import Address, Choice, Inbound, Reading, Reply
from bot.services import programme as programmes
from bot.services.people.enrolling import enrol
from storage import bodies
from storage.models import OutboxRow
from storage.programme import Text
from tests.dialogs.office import PIM, ROSTER, SOM
from tests.dialogs.people_talk import KK, MONDAY, OPEN, join
from tests.dialogs.talk import Talk
from tests.stores import remembered


if TYPE_CHECKING:
    from datetime import timedelta

    from storage.programme import Programme


TITLE = "หลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2"
BLOCKCHAIN = "Blockchain Technology for Transparency Procurement"
HALL, LAB = "ห้องประชุมใหญ่ อุทยานนวัตกรรม", "ห้องปฏิบัติการนวัตกรรม ชั้น 3"
AT_ONE = "วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 13.00–16.00 น."
AT_TWO = "วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 14.00–17.00 น."
MOVE, CANCEL, CHANGE, RESTORE = (
    [f"{verb}และแจ้งทุกคน", f"{verb} ยังไม่แจ้ง", f"ไม่{verb}"] for verb in ("ย้าย", "ยกเลิก", "เปลี่ยน", "คืน")
)
AGING = "Innovative City for Aging Society การวางแผนเมืองเพื่อรองรับสังคมสูงอายุ"
URBAN = "UrbanTech for City Transformation"
CLINIC_1, CLINIC_2 = "คลินิกโครงงานครั้งที่ 1", "คลินิกโครงงานครั้งที่ 2"
PHUKET = "ศึกษาดูงานภูเก็ต: Data Science for Innovative City"
PHUKET_DAYS = "วันพฤหัสบดีที่ 24 ตุลาคม 2562 เวลา 08.30 น. ถึงวันเสาร์ที่ 26 ตุลาคม 2562 เวลา 16.00 น."
IN_ONE = [f"เดิม: {AT_ONE} · {HALL}"]
ASIDE = Reading(aside=True)
PEOPLE = {"kk": KK, "som": SOM, "pim": PIM}


class Changing(Talk):
    """In one channel "kk" has registered as a participant, "som" and "pim" as organisers."""

    def __init__(self, channel: str = "line", now: str = MONDAY) -> None:
        super().__init__(OPEN, now=now)
        self.channel = channel
        remembered(self.database, f"changing in {channel} at {now}", self._opens)
        self._seen = {who: len(self._all(who)) for who in PEOPLE}

    def _opens(self) -> None:
        with self.database.write() as store:
            enrol(store, "roster.csv", ROSTER.encode(), "ccio-2")
        for who, name in PEOPLE.items():
            join(self, name, channel=self.channel, who=who)

    def writes(self, who: str, text: str) -> Reply:
        return self.say(text, who=who, channel=self.channel)

    def taps(self, who: str, choice: Choice) -> Reply:
        return self.tap(choice, who=who, channel=self.channel)

    def calls(self, who: str, text: str) -> Reply:
        """`who` says `text` to the bot in a group."""
        here = Address(self.channel, "C1")
        return self.hear(Inbound(here, f"group {text}", text, self.now, group=True, called=True, sender=who))

    def tick(self) -> None:
        """The clock is looked at, and what is due is told."""
        self._app.planner.plan(self.now)

    def sent(self, who: str) -> list[Reply]:
        """What `who` was sent unasked since the last look, oldest first."""
        found = self._all(who)[self._seen[who] :]
        self._seen[who] += len(found)
        return found

    def changed(self, **fields: object) -> None:
        """A newer file, in which the class about blockchains is other."""
        sessions = [replace(each, **fields) if each.code == "blockchain" else each for each in OPEN.sessions]  # type: ignore[arg-type] # fields of a session
        self._import(replace(OPEN, sessions=tuple(sessions)))

    def renames(self, room: str, called: str, *, cancelled: str) -> None:
        """A newer file, in which a room is called otherwise, and a session is not there."""
        venues = [replace(each, name=Text(each.name.th.replace(room, called), each.name.en)) for each in OPEN.venues]
        left = tuple(each for each in OPEN.sessions if each.code != cancelled)
        self._import(replace(OPEN, venues=tuple(venues), sessions=left))

    def postpones(self, later: timedelta) -> None:
        """A newer file, in which everything is later."""
        sessions = [replace(each, start=each.start + later, end=each.end + later) for each in OPEN.sessions]
        self._import(replace(OPEN, sessions=tuple(sessions)))

    def _import(self, programme: Programme) -> None:
        with self.database.write() as store:
            programmes.keep(store, programme, now=self.now)

    def taken_back(self, who: str) -> int:
        """How many messages to `who` were taken back before they left."""
        mine = (OutboxRow.chat == who, OutboxRow.state == "dropped", OutboxRow.reason == "cancelled")
        with self.database.read() as store:
            return len(store.scalars(select(OutboxRow.id).where(*mine)).all())

    def _all(self, who: str) -> list[Reply]:
        here = (OutboxRow.channel == self.channel, OutboxRow.chat == who, OutboxRow.inbox_id.is_(None))
        with self.database.read() as store:
            return list(store.scalars(select(bodies.said).where(*here).order_by(OutboxRow.id)))


def button(label: str, data: str, says: str = "") -> Choice:
    return Choice(label, says or label, data)


def shown(reply: Reply) -> tuple[str, list[str]]:
    return reply.plain, [choice.label for choice in reply.taps]


def moved(title: str, kinds: str, *facts: str, warned: str = "") -> tuple[str, list[str]]:
    return confirm(f"ย้าย {title} ตามนี้นะคะ", title, kinds, *facts, warned=warned), MOVE


def confirm(asked: str, title: str, kinds: str, *facts: str, warned: str = "") -> str:
    lead = [asked, *([warned] if warned else []), "ถ้าแจ้ง จะส่งถึง 3 คน · LINE 3 ข้อความ"]
    return "\n".join(lead) + "\n\n" + "\n".join([title, kinds, *facts])


TO_TWO_IN_THE_LAB = moved(BLOCKCHAIN, "เลื่อนเวลา · เปลี่ยนสถานที่", *IN_ONE, f"ใหม่: {AT_TWO} · {LAB}")
TO_TWO = moved(BLOCKCHAIN, "เลื่อนเวลา", *IN_ONE, f"ใหม่: {AT_TWO} · {HALL}")

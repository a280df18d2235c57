"""Talks of an office whose participants sign: on the morning of the first class of the sample, a roster and sheets."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from bot.app import build
from bot.messages import Address, Choice, Inbound, Reading, Reply
from bot.services import checkin
from bot.services.checkin import Mark, Place
from bot.services.people.enrolling import enrol
from storage import checkins
from storage.members import enrolled
from tests.dialogs.people_talk import OPEN, join
from tests.dialogs.talk import Talk


if TYPE_CHECKING:
    from storage.programme import Programme


SOM, KK = "นายสมหมาย ตั้งต้น", "ดร.กิ่งแก้ว ใจงาม"
NAMES = [KK, "นายหนึ่ง ตั้งใจ", "นางสองศรี มานะ", "นายสามารถ เรียนดี", "นางสาวสี่ทิศ กว้างไกล"]
ROSTER = "ชื่อ-สกุล,หน่วยงาน,ตำแหน่ง,กลุ่ม,บทบาท\n" + "".join(
    f"{name},เทศบาลที่ {number},ปลัด,{'ราชการ' if number < 3 else 'เอกชน'},ผู้เข้าอบรม\n"
    for number, name in enumerate(NAMES, start=1)
)
STAFF = f"{SOM},ฝ่ายเลขานุการ,,,ผู้จัด\n"
ASIDE = Reading(aside=True)
TITLE = "พิธีเปิดและปฐมนิเทศ"
WHEN = "วันศุกร์ที่ 4 ตุลาคม 2562 เวลา 09.00–10.00 น."
HALL = "ห้องประชุมใหญ่ อุทยานนวัตกรรม"
FIRST = OPEN.sessions[0].code


class Office(Talk):
    """In LINE, "som" has registered as an organiser, and "kk", the first on the sheet, as a participant."""

    def __init__(self, *more: Programme, now: str = "2019-10-04T08:50", site: str = "") -> None:
        super().__init__(OPEN, *more, now=now)
        self._app = build(self.database, self._clock, public_url=site, trusted={"test"})
        with self.database.write() as store:
            for each in (OPEN, *more):
                enrol(store, "roster.csv", (ROSTER + STAFF).encode(), each.code)
        for who, name in (("som", SOM), ("kk", KK)):
            join(self, name, who=who)
        self._events = count(1)

    def writes(self, who: str, text: str, *, group: bool = False, channel: str = "line") -> Reply:
        return self.hear(self._said(who, text, group=group, channel=channel))

    def taps(self, who: str, choice: Choice) -> Reply:
        return self.hear(replace(self._said(who, choice.says), data=choice.data))

    def _said(self, who: str, text: str, *, group: bool = False, channel: str = "line") -> Inbound:
        return Inbound(Address(channel, who), f"r{next(self._events)}", text, self.now, group=group, called=group)

    def marks(self, mark: Mark, *names: str, session: str = FIRST) -> None:
        """It is noted by somebody else."""
        with self.database.write() as store:
            ids = {each.name: each.person for each in enrolled(store, "ccio-2")}
            checkin.mark(store, Place("ccio-2", session), [ids[name] for name in names], mark, self.now)

    def noted(self, session: str = FIRST) -> dict[str, tuple[str, str, str]]:
        """How it is with everybody of whom something is known: status, way and reason."""
        with self.database.read() as store:
            names = {each.person: each.name for each in enrolled(store, "ccio-2")}
            found = checkin.states(checkins.counted(store, "ccio-2", [session]))
        return {names[person]: (state.status, state.way, state.reason) for (_, _, person), state in found.items()}

"""Talks with people who are asked afterwards what they thought of it; "som" organises.

class_ = Evening(ASKS)
assert class_.asked("kk").text == "…"
assert class_.taps("kk", "★★★★★ ดีมาก").text == "…"
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.handlers import feedback as asking
from bot.messages import Address, Inbound, Reading, Reply
from bot.services import feedback
from bot.services.feedback import About
from storage import checkins, people
from storage import feedback as kept
from storage.bodies import said
from storage.checkins import Entry
from storage.models import OutboxRow
from storage.people import Details, Membership
from tests.dialogs.talk import CCIO, Talk, read


if TYPE_CHECKING:
    from bot.services.feedback import Answer, Opened
    from storage.programme import Programme


NAMES = {"kk": "ดร.กิ่งแก้ว ใจงาม", "wi": "นางวิไล ทองดี", "da": "นายดำรง ใจงาม"}
FRIDAY = "2019-10-04T16:00"
"""The end of a day with two short sessions and a long one."""
ASIDE = Reading(aside=True)
OPENING, CITY, WORKSHOP = (
    "พิธีเปิดและปฐมนิเทศ",
    "City of Innovation: DiverCity การพัฒนาเมืองที่หลากหลาย",
    "ปฏิบัติการประชาคมเมือง",
)
NAMELESS = "(ไม่มีชื่อกำกับคำตอบ และถ้ามีไม่ถึง 5 คำตอบ จะไม่แสดงผลค่ะ)"
UNTIL = "แก้คำตอบได้ถึงวันจันทร์ที่ 7 ตุลาคม 2562 16.00 น."
THANKS = "ขอบคุณค่ะ (อยากบอกอะไรเพิ่ม พิมพ์ได้เลยนะคะ)"
MORE = "ขอบคุณค่ะ อยากบอกอะไรเพิ่มไหมคะ พิมพ์ได้เลย หรือแตะ “เท่านี้พอ”"
WHY = "ขอบคุณค่ะ มีอะไรที่อยากให้ปรับไหมคะ\nแตะได้หลายข้อ หรือพิมพ์บอกได้เลย เสร็จแล้วแตะ “เท่านี้พอ”"
KEPT, DONE = "เก็บความเห็นแล้ว ขอบคุณค่ะ", "บันทึกแล้ว ขอบคุณค่ะ"
STARS = ["★★★★★ ดีมาก", "★★★★ ดี", "★★★ พอใช้", "★★ ควรปรับ", "★ ไม่ดี"]
QUICK = [
    "เนื้อหายากไป", "เนื้อหาง่ายไป", "สอนเร็วไป", "นานเกินไป", "เสียงไม่ชัด", "ห้อง/แอร์ไม่สบาย", "เอกสารไม่พร้อม", "อื่น ๆ",
]  # fmt: skip


def how(place: int, title: str, total: int = 3) -> str:
    return f"{place}/{total} “{title}” เป็นอย่างไรบ้างคะ แตะให้ดาวได้เลยค่ะ"


def labels(reply: Reply) -> list[str]:
    return [choice.label for choice in reply.taps]


def course(**settings: object) -> Programme:
    """The sample, with these settings for feedback."""
    sample = read(CCIO)
    return replace(sample, settings={**sample.settings, "feedback": settings})


class Evening(Talk):
    """Everybody has a chat in LINE; nobody took attendance, so that all of them are asked."""

    def __init__(self, programme: Programme | None = None, *, now: str = FRIDAY, asks: bool = True) -> None:
        self.programme = programme or course()
        super().__init__(self.programme, now=now)
        self.ids: dict[str, int] = {}
        with self.database.write() as store:
            for who, name in NAMES.items():
                self.ids[who] = people.add(store, Details(name))
                people.link(store, self.ids[who], Address("line", who))
                people.enrol(store, self.ids[who], Membership(self.programme.code, "participant"))
            self.ids["som"] = people.add(store, Details("นายสมหมาย ตั้งต้น"))
            people.link(store, self.ids["som"], Address("line", "som"))
            people.enrol(store, self.ids["som"], Membership(self.programme.code, "organiser"))
        self._events = count(1)
        self._looked: dict[str, int] = {}
        self._last: dict[str, Reply] = {}
        self.restarts()
        if asks:
            self.works()

    def restarts(self) -> None:
        self._asker = feedback.Asker(self.database, self._app.programmes.get, asking.draw)

    def works(self, now: str = "") -> int:
        """The tick of feedback, at `now` if that is said; says how many were told."""
        if now:
            self.at(now)
        return self._asker.work(self.now)

    def says(self, who: str, text: str, **more: object) -> Reply:
        event = Inbound(Address("line", who), f"f{next(self._events)}", text, self.now)
        self._last[who] = self.hear(replace(event, **more))  # type: ignore[arg-type] # fields of an event
        return self._last[who]

    def taps(self, who: str, label: str) -> Reply:
        """The button with this label, under the last message to `who`, or on a card of it."""
        found = [choice for choice in self._last[who].taps if choice.label == label]
        assert found, [choice.label for choice in self._last[who].taps]
        return self.says(who, found[0].says, data=found[0].data)

    def asked(self, who: str) -> Reply:
        """What `who` was told unasked, once since the last look."""
        (reply,) = self.told_all(who)
        self._last[who] = reply
        return reply

    def told_all(self, who: str) -> list[Reply]:
        here = (OutboxRow.channel == "line", OutboxRow.chat == who, OutboxRow.inbox_id.is_(None))
        with self.database.read() as store:
            statement = select(OutboxRow.id, said.label("reply")).where(*here).order_by(OutboxRow.id)
            rows = store.execute(statement).all()
        new = [row for row in rows if row.id > self._looked.get(who, 0)]
        self._looked[who] = max([self._looked.get(who, 0), *(row.id for row in rows)])
        return [row.reply for row in new]

    def form(self, session: str = "", form: str = "") -> Opened:
        with self.database.read() as store:
            found = kept.of(store, About(self.programme.code, form, session))
        assert found
        return found

    def answer(self, who: str, session: str = "", form: str = "") -> Answer:
        """What is kept of `who`."""
        opened = self.form(session, form)
        with self.database.write() as store:
            found = feedback.sheet(store, self.programme, opened, self.ids[who], self.now)
            assert found
            return found.found

    def state(self, who: str, session: str = "", form: str = "") -> str | None:
        opened = self.form(session, form)
        with self.database.read() as store:
            return kept.state(store, opened.id, self.ids[who])

    def came(self, who: str, session: str) -> None:
        with self.database.write() as store:
            line = Entry(
                self.programme.code, session, "", self.ids[who], "mark", "organiser", self.now, self.now, "present"
            )
            checkins.add(store, line)

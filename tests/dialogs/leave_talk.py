"""Talks of an office in which leave is asked for and decided on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.messages import Address, Attached, Card, Choice, Reading, Reply
from bot.port import Media
from bot.services import checkin
from storage import checkins, media, people
from storage.models import MediaRow
from tests.dialogs.office import TITLE, Office
from tests.dialogs.people_talk import KK


if TYPE_CHECKING:
    from bot.messages import Kind


ASIDE = Reading(aside=True)
FRIDAY = "วันศุกร์ที่ 11 ตุลาคม 2562"
CLINIC = f"คลินิกโครงงานครั้งที่ 1 · {FRIDAY} เวลา 13.00–16.00 น."
URBAN = f"UrbanTech for City Transformation · {FRIDAY} เวลา 09.00–12.00 น."
BLOCKCHAIN = "Blockchain Technology for Transparency Procurement · วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 13.00–16.00 น."
AGING = "Innovative City for Aging Society การวางแผนเมืองเพื่อรองรับสังคมสูงอายุ · วันศุกร์ที่ 18 ตุลาคม 2562 เวลา 09.00–12.00 น."
RULE = "ตามเกณฑ์ของหลักสูตร การลายังนับเป็นขาดในเกณฑ์เข้าเรียน 80% ค่ะ"
MORE_PAPER = "ส่งรูปหรือไฟล์ประกอบมาเพิ่มได้ ถ้าถูกต้องแล้ว แตะ ส่งคำขอ ค่ะ"
SENT = "ส่งคำขอลาที่ {} ให้ทีมงานแล้วค่ะ ได้ผลเมื่อไรจะแจ้งทันที\nถ้าเปลี่ยนใจ พิมพ์ ยกเลิกการลา ได้จนถึงเวลาเริ่มคาบนะคะ"


class Leaving(Office):
    """On Monday; "kk" takes part, "som" and "pim" organise."""

    def sends(self, who: str, kind: Kind, content: bytes, *, name: str = "", text: str = "", size: int = 0) -> Reply:
        """A photo or a file, which is here already unless it is empty."""
        message = f"m{next(self._events)}"
        attached = Attached(message, name, size or len(content))
        said = replace(self._said(who, text, "line"), kind=kind, message_id=message, attached=attached)
        if content:
            with self.database.write() as store:
                media.keep(store, said.address, message, Media(content, "", name), self.now)
        return self.hear(said)

    def fetches(self, who: str, text: str = "") -> bool:
        """Whether a photo that `who` sends is fetched."""
        message = f"m{next(self._events)}"
        said = replace(self._said(who, text, "line"), kind="photo", message_id=message, attached=Attached(message))
        heart = self._app.conversation
        heart.receive([said])
        wanted = heart.step(said.address, tried=frozenset()).wanted is not None
        if wanted:
            heart.answer(said.address)
        return wanted

    def asks(self, text: str = "ขอลาวันศุกร์บ่าย ติดประชุมสภา") -> Reply:
        """Whoever takes part asks, and sends it."""
        self.writes("kk", text)
        return self.writes("kk", "ส่งคำขอ")

    def statuses(self) -> dict[str, str]:
        """Of "kk", by session and point."""
        with self.database.read() as store:
            person = people.at(store, Address("line", "kk"))
            assert person
            found = checkin.states(checkins.counted(store, "ccio-2", people=[person.id]))
        return {f"{session} {point}".strip(): state.status for (session, point, _), state in found.items()}

    def papers(self) -> int:
        """How many are kept that nothing was made of."""
        with self.database.read() as store:
            return len(store.scalars(select(MediaRow.id)).all())


def said(reply: Reply) -> tuple[str, list[str]]:
    return reply.plain, [choice.label for choice in reply.taps]


def confirm(*sessions: str, why: str, paper: str = "", lead: str = "") -> tuple[str, list[str]]:
    lines = [*([lead] if lead else []), "ขอลาตามนี้นะคะ", *(f"• {each}" for each in sessions), f"เหตุผล: {why}"]
    lines += [f"เอกสารแนบ: {paper}"] if paper else []
    lines += [RULE, "ถ้าถูกต้องแล้ว แตะ ส่งคำขอ ค่ะ" if paper else MORE_PAPER]
    return "\n".join(lines), ["ส่งคำขอ", "แก้", "ยกเลิก"]


def wish(label: str, says: str, name: str, number: int = 1) -> Choice:
    return Choice(label, f"{says} {number}", f"leave.{name}:{number}")


APPROVE, DECLINE = wish("อนุมัติ", "อนุมัติคำขอลา", "approve"), wish("ไม่อนุมัติ", "ไม่อนุมัติคำขอลา", "decline")
PAPER, SHOW = wish("ดูเอกสาร", "ดูเอกสารคำขอลา", "paper"), wish("ดูคำขอลา", "ดูคำขอลา", "show")
WITHDRAW = wish("ถอนคำขอลา", "ถอนคำขอลา", "withdraw")
MINE = Choice("การลาของฉัน", "การลาของฉัน", "leave.mine:1")


def card(about: str, *choices: Choice, why: str = "ติดประชุมสภา", more: tuple[tuple[str, str], ...] = ()) -> Card:
    return Card(f"คำขอลาที่ 1 · {about}", "", (("คาบที่ลา", CLINIC), ("เหตุผล", why), *more, ("เกณฑ์", RULE)), choices)


def brought(*choices: Choice, more: tuple[tuple[str, str], ...] = ()) -> Reply:
    shown = card(KK, *(choices or (APPROVE, DECLINE)), more=more)
    return Reply(f"{KK} ขอลาเรียนค่ะ\n({TITLE})", (shown,), reading=ASIDE)

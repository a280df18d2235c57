"""Talks of an office that announces: what is said before an answer too, and what people get."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image as Picture
from sqlalchemy import select, update

from bot.handlers.announce.drawing import version
from bot.messages import Attached, Card, Choice, Reading, Reply
from bot.port import Media
from bot.services import announce
from bot.services.notices import acknowledge_choice
from storage import bodies, media
from storage.models import OutboxRow
from tests.dialogs.office import SOM, Office


if TYPE_CHECKING:
    from bot.messages import Kind, Spot
    from bot.services.announce import Announcement


__all__ = ["ASIDE", "SOM", "Bureau", "button", "confirming", "picture", "shown"]

ASIDE = Reading(aside=True)
_LABELS = {
    "send": "ส่งเลย",
    "later": "ส่งตามเวลานี้",
    "ask": "ขออนุมัติ",
    "when": "ตั้งเวลา",
    "retime": "เปลี่ยนเวลา",
    "whom": "เปลี่ยนผู้รับ",
    "text": "แก้ข้อความ",
    "bare": "เอาของแนบออก",
    "drop": "ยกเลิก",
    "show": "ดูตัวอย่าง",
    "keep": "ใช้ตามเดิม",
    "progress": "ดูความคืบหน้า",
    "stop": "หยุดส่ง",
    "names": "ดูรายชื่อ",
    "chase": "ตามคนที่ยังไม่รับทราบ",
    "correct": "แก้ไขประกาศ",
    "approve": "อนุมัติ",
    "decline": "ไม่อนุมัติ",
}
_SAYS = {
    "send": "ส่งประกาศที่ {}",
    "when": "ตั้งเวลาประกาศที่ {}",
    "whom": "เปลี่ยนผู้รับประกาศที่ {}",
    "text": "แก้ข้อความประกาศที่ {}",
    "bare": "เอาของแนบออกจากประกาศที่ {}",
    "drop": "ยกเลิกประกาศที่ {}",
    "show": "ดูประกาศที่ {}",
    "progress": "ดูความคืบหน้าประกาศที่ {}",
    "stop": "หยุดส่งประกาศที่ {}",
    "names": "ดูรายชื่อประกาศที่ {}",
    "chase": "ตามคนที่ยังไม่รับทราบประกาศที่ {}",
    "correct": "แก้ไขประกาศที่ {}",
    "approve": "อนุมัติประกาศที่ {}",
    "decline": "ไม่อนุมัติประกาศที่ {}",
}
NOTHING = Choice("ยกเลิก", "ยกเลิก", "announce.nothing:0")
TITLE = "หลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2"


class Bureau(Office):
    def says(self, who: str, text: str, *, message: str = "") -> list[Reply]:
        """`who` types `text`: everything that is answered, in order."""
        return self._all(self.writes(who, text, message=message), who)

    def presses(self, who: str, choice: Choice) -> list[Reply]:
        return self._all(self.taps(who, choice), who)

    def edits(self, who: str, message: str, text: str) -> list[Reply]:
        """The message now reads `text`."""
        edit = replace(self._said(who, text, "line"), kind="edited", message_id=message)
        return self._all(self.hear(edit), who)

    def sends(
        self, who: str, kind: Kind, content: bytes = b"", *, name: str = "", text: str = "", spot: Spot | None = None
    ) -> list[Reply]:
        """A photo, a file or a place; what is to be fetched is here already, unless it is empty."""
        message = f"m{next(self._events)}"
        said = replace(self._said(who, text, "line"), kind=kind, message_id=message, spot=spot)
        if kind in ("photo", "file"):
            said = replace(said, attached=Attached(message, name, len(content)))
        if content:
            with self.database.write() as store:
                media.keep(store, said.address, message, Media(content, "", name), self.now)
        return self._all(self.hear(said), who)

    def goes(self) -> None:
        """What is due is planned, however long it takes."""
        more = True
        while more:
            with self.database.write() as store:
                more = announce.plan(store, self.now, acknowledge_choice)

    def got(self, who: str) -> list[Reply]:
        """What of all that was announced has reached `who` since the last look."""
        waits = (OutboxRow.channel == "line", OutboxRow.chat == who, OutboxRow.state == "waiting")
        with self.database.write() as store:
            batches = (*waits, OutboxRow.batch.is_not(None))
            found = list(store.scalars(select(bodies.said).where(*batches).order_by(OutboxRow.id)))
            store.execute(update(OutboxRow).where(*waits).values(state="sent", message_id="1"))
        return [replace(reply, reading=ASIDE) for reply in found]

    def number(self, number: int) -> Announcement:
        with self.database.read() as store:
            return announce.get(store, number)

    def _all(self, reply: Reply, who: str) -> list[Reply]:
        """The rows of the last event, the last of which is the answer."""
        here = (OutboxRow.channel == "line", OutboxRow.chat == who, OutboxRow.inbox_id.is_not(None))
        with self.database.read() as store:
            last = select(OutboxRow.inbox_id).where(*here).order_by(OutboxRow.id.desc()).limit(1).scalar_subquery()
            rows = list(
                store.scalars(select(OutboxRow.reply).where(*here, OutboxRow.inbox_id == last).order_by(OutboxRow.id))
            )
        assert rows[-1] == replace(reply, reading=Reading())
        return [replace(row, reading=ASIDE) for row in rows]


def button(wish: str, number: int, mark: str = "", label: str = "") -> Choice:
    data = f"announce.{wish}:{number}" + (f".{mark}" if mark else "")
    return Choice(_LABELS[label or wish], _SAYS[wish].format(number), data)


def shown(text: str, number: int, **more: object) -> Reply:
    """The announcement as people get it."""
    known = Choice("รับทราบ", "รับทราบ", f"ack:announcement {number}")
    return replace(Reply(text, (Card("", choices=(known,)),), reading=ASIDE), **more)  # type: ignore[arg-type] # fields of Reply


def confirming(  # noqa: PLR0913 - whatever is told
    found: Announcement,
    cost: str,
    to: str = "ทุกคนในหลักสูตร",
    when: str = "ทันทีที่กด ส่งเลย",
    *,
    said: str = "ข้อความข้างบนคือสิ่งที่ผู้รับจะเห็น ส่งเลยไหมคะ",
    labels: dict[str, str] | None = None,
    wishes: tuple[str, ...] = ("send", "when", "whom", "text", "drop"),
    more: tuple[tuple[str, str], ...] = (),
) -> Reply:
    """What is asked under it."""
    mark = version(found)
    buttons = tuple(button(wish, found.id, mark, (labels or {}).get(wish, "")) for wish in wishes)
    facts = (("ถึง", to), ("ส่งเมื่อ", when), *more)
    return Reply(said, (Card(f"ประกาศที่ {found.id} · ยังไม่ส่ง", cost, facts, buttons),), reading=ASIDE)


def about(text: str, number: int, state: str, begins: str, *wishes: str, replaces: bool = False) -> Reply:
    """What is said of an announcement, with its buttons on a card."""
    card = Card(f"ประกาศที่ {number} · {state}", begins, choices=tuple(button(wish, number) for wish in wishes))
    return Reply(text, (card,) if wishes else (), replaces=replaces, reading=ASIDE)


def picture(kind: str = "PNG", size: tuple[int, int] = (4, 3)) -> bytes:
    drawn = BytesIO()
    Picture.new("RGB", size, "teal").save(drawn, kind)
    return drawn.getvalue()

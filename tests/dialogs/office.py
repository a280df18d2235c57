"""Talks of a programme's office: two organisers and a participant who have registered, and what each is sent."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.messages import Address, Card, Choice, Inbound, Reading, Reply
from bot.services.people.enrolling import enrol
from storage.models import OutboxRow
from tests.dialogs.people_talk import KK, MONDAY, OPEN, join
from tests.dialogs.talk import Talk
from tests.stores import remembered


if TYPE_CHECKING:
    from collections.abc import Sequence


SOM, PIM = "นายสมหมาย ตั้งต้น", "นางสาวพิมพ์ ดีงาม"
ROSTER = f"""\
ชื่อ-สกุล,บทบาท
{KK},ผู้เข้าอบรม
{SOM},ผู้จัด
{PIM},ผู้จัด
"""
TITLE = "หลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2"

QUESTION = "โรงแรมที่ภูเก็ตชื่ออะไร"
ANSWER = "โรงแรมริมหาดค่ะ ส่งเลขห้องพักให้วันศุกร์นะคะ"
KEPT = "ขออภัยค่ะ น้องนัดไม่แน่ใจคำตอบ เก็บคำถามนี้ไว้ให้ทีมงานแล้วนะคะ"
PASSED = "ขออภัยค่ะ น้องนัดไม่แน่ใจคำตอบ ส่งคำถามนี้ให้ทีมงานช่วยตอบแล้วนะคะ"
ASIDE = Reading(aside=True)
ANSWER_IT = Choice("ตอบ", "ตอบ 1", "question.answer:1")
LATER = Choice("ไว้ก่อน", "ไว้ก่อน 1", "question.later:1")
NOT_OURS = Choice("ไม่ใช่คำถามของเรา", "ไม่ใช่คำถามของเรา 1", "question.dismiss:1")
MORE = Choice("ส่งเพิ่ม", "ส่งเพิ่ม 1", "question.more:1")
STORE = Choice("เก็บเป็นคำตอบสำเร็จรูป", "เก็บเป็นคำตอบสำเร็จรูป 1", "question.store:1")
DROP = Choice("ไม่ส่ง", "ไม่ส่ง", "question.drop:1")
SENT = Reply("ส่งแล้วค่ะ", (Card(f"คำถามที่ 1 · {KK}", choices=(STORE,)),), about=(1,), reading=ASIDE)


class Office(Talk):
    """Each with a chat in LINE: "kk" has registered as a participant, "som" and "pim" as organisers."""

    def __init__(self, *joined: str) -> None:
        super().__init__(OPEN, now=MONDAY)
        remembered(self.database, f"office of {joined}", lambda: self._opens(joined))
        self._events = count(1)

    def _opens(self, joined: Sequence[str]) -> None:
        with self.database.write() as store:
            enrol(store, "roster.csv", ROSTER.encode(), "ccio-2")
        names = {"kk": KK, "som": SOM, "pim": PIM}
        for who in joined or names:
            join(self, names[who], who=who)

    def writes(self, who: str, text: str, *, quoted: str = "", message: str = "", channel: str = "line") -> Reply:
        """`who` types `text`, perhaps in answer to the message of ours that has the id `quoted`."""
        return self._hear(self._said(who, text, channel), quoted=quoted, message_id=message)

    def calls(self, who: str, text: str, *, group: str = "C1", message: str = "") -> Reply:
        """`who` says `text` to the bot in a group."""
        return self._hear(self._said(group, text, "line"), group=True, called=True, sender=who, message_id=message)

    def taps(self, who: str, choice: Choice) -> Reply:
        return self._hear(self._said(who, choice.says, "line"), data=choice.data)

    def does(self, who: str, kind: str, message: str = "") -> Reply | None:
        """Something without words: blocked, unsent; the answer, if there is one."""
        event = replace(self._said(who, "", "line"), kind=kind, message_id=message)  # type: ignore[arg-type] # a Kind
        heart = self._app.conversation
        heart.receive([event])
        return heart.answer(event.address)

    def moves(self, chat: str, new: str) -> None:
        """The group `chat` has a new id."""
        self._hear(self._said(chat, "", "line"), kind="moved", group=True, data=new)

    def sent(self, who: str, channel: str = "line") -> list[Reply]:
        """What reached `who` unasked since the last look, oldest first."""
        return [reply for _, reply in self.messages(who, channel)]

    def messages(self, who: str, channel: str = "line") -> list[tuple[str, Reply]]:
        """The same, each with the id that the channel gives it."""
        return [(f"<{row}>", reply) for row, reply, answers in self._deliver(who, channel) if not answers]

    def shown(self, who: str) -> str:
        """The channel's id of the last message at `who`."""
        return f"<{self._deliver(who, 'line')[-1][0]}>"

    def copies(self, who: str) -> list[str]:
        """What is kept of all that was said to `who`."""
        with self.database.read() as store:
            here = (OutboxRow.channel == "line", OutboxRow.chat == who)
            return [reply.plain for reply in store.scalars(select(OutboxRow.reply).where(*here).order_by(OutboxRow.id))]

    def _deliver(self, who: str, channel: str) -> list[tuple[int, Reply, bool]]:
        """Whatever waits for `who` arrives, under an id made of its own."""
        waits = (OutboxRow.channel == channel, OutboxRow.chat == who, OutboxRow.state == "waiting")
        with self.database.write() as store:
            rows = store.execute(
                select(OutboxRow.id, OutboxRow.reply, OutboxRow.inbox_id).where(*waits).order_by(OutboxRow.id)
            ).all()
            for row in rows:
                arrived = update(OutboxRow).where(OutboxRow.id == row.id)
                store.execute(arrived.values(state="sent", message_id=f"0 <{row.id}>"))
        return [(row.id, row.reply, row.inbox_id is not None) for row in rows]

    def _said(self, who: str, text: str, channel: str) -> Inbound:
        return Inbound(Address(channel, who), f"o{next(self._events)}", text, self.now)

    def _hear(self, said: Inbound, **more: object) -> Reply:
        return self.hear(replace(said, **more))  # type: ignore[arg-type] # fields of Inbound, by name


def asked(*joined: str) -> Office:
    office = Office(*joined)
    office.writes("kk", QUESTION, message="q")
    return office


def brought(who: str = KK, text: str = QUESTION) -> Reply:
    return Reply(
        f"{who} ถามว่า\n“{text}”\n({TITLE})\nตอบกลับข้อความนี้ได้เลย หรือแตะ ตอบ ค่ะ",
        (Card(f"คำถามที่ 1 · {who}", choices=(ANSWER_IT, LATER, NOT_OURS)),),
        about=(1,),
        reading=ASIDE,
    )


def answered(text: str = ANSWER) -> Reply:
    return Reply(f"คำตอบจากทีมงานค่ะ\nที่ถามว่า “{QUESTION}”\n{text}", about=(1,), reading=ASIDE)


def confirm(draft: str, number: int) -> Reply:
    send, change = (
        Choice(label, label, f"question.{wish}:1.{number}") for label, wish in (("ส่ง", "send"), ("แก้", "change"))
    )
    return Reply(f"ส่งคำตอบนี้ให้ {KK} นะคะ\n“{draft}”", choices=(send, change, DROP), about=(1,), reading=ASIDE)


def already(answer: str = ANSWER) -> Reply:
    text = f"{SOM} ตอบไปแล้วค่ะ\n“{answer}”\nถ้าต้องการส่งคำตอบของท่านด้วย แตะ ส่งเพิ่ม"
    return Reply(text, choices=(MORE,), about=(1,), reading=ASIDE)

"""A timetable of which a change is not told yet: how organisers are asked, and what people get."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Card, Choice, Reply
from tests.dialogs.changing import ASIDE, AT_ONE, AT_TWO, BLOCKCHAIN, HALL, TITLE, Changing, button
from tests.dialogs.people_talk import OPEN


EVENING = "2019-10-07T22:00"
PLAYED = {each.code: each for each in OPEN.sessions}
SEND, NOTE, HOLD, HUSH, NOW = (
    button(label, f"change.{wish}:2")
    for label, wish in (
        ("ส่งแจ้งทุกคน", "send"),
        ("แก้ข้อความ", "note"),
        ("ยังไม่ส่ง", "hold"),
        ("ไม่ต้องแจ้ง", "hush"),
        ("ส่งเดี๋ยวนี้", "now"),
    )
)
LINES = f"• เลื่อนเวลา: {BLOCKCHAIN}\n  เดิม: {AT_ONE} · {HALL}\n  ใหม่: {AT_TWO} · {HALL}"
TIMETABLE = Choice("ตารางล่าสุด", "กำหนดการทั้งหมด")
COSTS = {"line": "ส่งถึง 3 คน · LINE 3 ข้อความ", "telegram": "ส่งถึง 3 คน · Telegram 3"}


def changing(channel: str = "line", **fields: object) -> Changing:
    """The class about blockchains begins an hour later by a newer file; nobody was told."""
    office = Changing(channel)
    start, end = (time + timedelta(hours=1) for time in (PLAYED["blockchain"].start, PLAYED["blockchain"].end))
    office.changed(**({"start": start, "end": end} | fields))
    return office


def offered(
    *extra: str, lead: str = f"{TITLE}\nกำหนดการเปลี่ยน 1 รายการ ยังไม่ได้แจ้งผู้เรียนค่ะ", cost: str = COSTS["line"]
) -> Reply:
    buttons = (SEND, NOTE, HOLD, HUSH) if not extra or "ตั้งไว้" not in extra[-1] else (NOW, HOLD)
    card = Card("การเปลี่ยนแปลงครั้งที่ 2", choices=buttons)
    return Reply("\n".join([lead, LINES, *extra, cost]), (card,), reading=ASIDE)


def notice(note: str = "", key: str = "release 2") -> Reply:
    text = f"{BLOCKCHAIN} เลื่อนเป็น{AT_TWO} ค่ะ" + (f"\n{note}" if note else "")
    calendar = Choice("เพิ่มลงปฏิทิน", f"เพิ่ม {BLOCKCHAIN} ลงปฏิทิน", "of:ccio-2:calendar:blockchain")
    facts = (("เดิม", f"{AT_ONE} · {HALL}"), ("ใหม่", f"{AT_TWO} · {HALL}"))
    card = Card(BLOCKCHAIN, "เลื่อนเวลา", facts, (calendar, button("รับทราบ", f"ack:{key}")))
    return Reply(text, (card,), choices=(TIMETABLE,), reading=ASIDE)

"""Talks of people on a roster: who is on it, and a code for each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.messages import Address
from bot.services import people
from bot.services.people.enrolling import enrol
from bot.services.people.inviting import Chosen, invite, invite_owner
from storage.models import Base
from tests.dialogs.talk import CCIO, Talk, read


if TYPE_CHECKING:
    from storage.programme import Programme


MONDAY = "2019-10-07T09:00"
CLOSED = replace(read(CCIO), settings={})
"""The first sample as a programme that is not public."""
OPEN = read(CCIO)
ROSTER = """\
ชื่อ-สกุล,หน่วยงาน,ตำแหน่ง,กลุ่ม,บทบาท,อีเมล,โทรศัพท์
ดร.กิ่งแก้ว ใจงาม,เทศบาลนครตัวอย่าง,นายกเทศมนตรี,ราชการ,,kk@example.org,081-000-0001
นายสมหมาย ตั้งต้น,เทศบาลเมืองตัวอย่าง,ปลัด,ทีมเหนือ,ผู้จัด,,
"""
KK, SM = "ดร.กิ่งแก้ว ใจงาม", "นายสมหมาย ตั้งต้น"
TITLE = "หลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2"
NOTICE = (
    "ก่อนเริ่มใช้ ขอแจ้งเรื่องข้อมูลส่วนบุคคลค่ะ\n"
    "• ผู้เก็บ: สำนักงานนวัตกรรมแห่งชาติ (องค์การมหาชน)\n"
    "• เก็บอะไร: ชื่อ หน่วยงาน ตำแหน่ง กลุ่ม อีเมล โทรศัพท์ ช่องทางแชตนี้ ข้อความที่คุยกับน้องนัด "
    "การเข้าเรียน การลา คำตอบตอนเช็กอิน และผลประเมิน\n"
    "• ใช้ทำอะไร: ตอบคำถาม แจ้งเตือน และดูแลการเรียนในหลักสูตรเท่านั้น\n"
    "• ใครเห็น: ผู้จัดของหลักสูตรและผู้ดูแลระบบ ตรวจได้ด้วยคำว่า ใครดูข้อมูลของฉัน\n"
    "• แบบประเมินที่ไม่ระบุชื่อ: รู้ได้เพียงว่าใครตอบแล้ว แต่ไม่รู้ว่าใครตอบอะไร\n"
    "• นานเท่าไร: ข้อความ 90 วัน ข้อมูลอื่น 365 วันหลังจบหลักสูตร หรือจนท่านสั่งลบ โดยหลักฐานการเข้าเรียนจะเหลือแบบไม่มีชื่อ\n"
    "• ดูได้ทุกเมื่อด้วยคำว่า ข้อมูลของฉัน ลบได้ด้วยคำว่า ลบข้อมูล\n"
    "ยินยอมให้เก็บและใช้ข้อมูลตามนี้ไหมคะ"
)
WELCOME = f"ยินดีต้อนรับค่ะ {KK}\nหลักสูตร: {TITLE} (บทบาท: ผู้เข้าอบรม, กลุ่ม: ภาครัฐ)\nถามเรื่องหลักสูตรได้เลยนะคะ"
OFFERS = ["พรุ่งนี้เรียนอะไร", "ครั้งถัดไป", "กำหนดการทั้งหมด", "ติดต่อทีมงาน", "ถามอะไรได้บ้าง"]
HOW = "พิมพ์ ลงทะเบียน ตามด้วยรหัส 8 ตัวบนบัตรเชิญ เช่น ลงทะเบียน K7PM-4XQD\nยังไม่มีรหัส ขอได้ที่ฝ่ายเลขานุการของหลักสูตรค่ะ"
CLOSED_TO_YOU = f"เรื่องนี้น้องนัดตอบให้ผู้ที่ลงทะเบียนแล้วค่ะ\n{HOW}"


def meeting(*about: Programme | str, now: str = MONDAY) -> Talk:
    """A store with the programmes and, for the first of them, the roster."""
    talk = Talk(*(about or (CLOSED,)), now=now)
    with talk.database.write() as store:
        first = about[0] if about else CLOSED
        code = first.code if not isinstance(first, str) else read(first).code
        enrol(store, "roster.csv", ROSTER.encode(), code)
    return talk


def code_of(talk: Talk, name: str) -> str:
    """A new code for somebody on the roster."""
    with talk.database.write() as store:
        (made,) = invite(store, Chosen(names=(name,)), talk.now)
    return made.code


def owners_code(talk: Talk, name: str) -> str:
    with talk.database.write() as store:
        return invite_owner(store, name, talk.now).code


def join(talk: Talk, name: str, *, channel: str = "line", who: str = "me") -> None:
    """Somebody on the roster registers, and agrees."""
    talk.say(f"ลงทะเบียน {code_of(talk, name)}", channel=channel, who=who)
    talk.say("ยินยอม", channel=channel, who=who)


def everything(talk: Talk) -> str:
    """All that the store holds, as text."""
    with talk.database.read() as store:
        tables = [table for table in Base.metadata.sorted_tables if table.name != "programmes"]
        rows = [tuple(row) for table in tables for row in store.execute(select(table))]  # a Row itself shows but a part
    return str(rows)


def who_is(talk: Talk, channel: str, who: str = "me") -> str | None:
    with talk.database.read() as store:
        person = people.at(store, Address(channel, who))
    return person.name if person else None

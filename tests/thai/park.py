"""An invented programme about looking after parks, as entries: small, with everything that names get wrong.

Two people share a first name, titles are stacked, a clinic is numbered, one title is in English alone.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.thai.entries import Entry
from bot.thai.question import Question, Reader


PROGRAMME = (
    Entry("programme", "green-3", ("หลักสูตรผู้ดูแลสวนสาธารณะ", "Urban Green Keepers", "green-3", "สถาบันพื้นที่สีเขียว")),
    Entry("module", "tree", ("ต้นไม้และดิน", "Trees and Soil"), ("หมวดต้นไม้",)),
    Entry("module", "crowd", ("ผู้คนกับสวน", "People and Greens")),
    Entry("venue", "lotus", ("ห้องใบบัว ชั้น 4 อาคารร่มไม้", "Lotus Room"), ("ใบบัว",), ("ถนนริมคลอง",)),
    Entry("venue", "nursery", ("เรือนเพาะชำคลองสาน", "Khlong San Nursery"), ("เรือนเพาะชำ",)),
    Entry("venue", "screen", ("ห้องเรียนออนไลน์ (Webex)",), ("webex",)),
    Entry("speaker", "wirat-t", ("รศ.ดร.วิรัช ทองไพร",), (), ("คณบดีคณะวนศาสตร์",)),
    Entry("speaker", "wirat-k", ("คุณวิรัช แก้วกังวาน",), (), ("นักออกแบบแสง",)),
    Entry("speaker", "thanu", ("นพ.ธนู ศรีสวน",), ("หมอนู",)),
    Entry("speaker", "panwad", ("ผศ.ดร.ปานวาด เรืองชล", "Asst. Prof. Dr. Panwad Rueangchon"), ("อ.ปาน",)),
    Entry("contact", "เลขานุการหลักสูตร", ("เลขานุการหลักสูตร",)),
    Entry("group", "north", ("กลุ่มเมืองเหนือ",), ("สายเหนือ",)),
    Entry("session", "opening", ("พิธีเปิดและปฐมนิเทศ", "Opening and Orientation"), ("ปฐมนิเทศ",)),
    Entry(
        "session",
        "pruning",
        ("การตัดแต่งไม้ใหญ่อย่างปลอดภัย", "Safe Pruning of Large Trees"),
        ("ตัดแต่งไม้ใหญ่", "ตัดแต่งกิ่ง"),
        ("หมวกนิรภัยและถุงมือหนัง", "รองเท้าผ้าใบ"),
    ),
    Entry("session", "compost", ("ปุ๋ยหมักจากเศษใบไม้", "Composting Leaf Litter"), (), ("จุลินทรีย์และไส้เดือน",)),
    Entry("session", "clinic-1", ("คลินิกออกแบบสวน ครั้งที่ 1", "Garden Design Clinic 1")),
    Entry("session", "clinic-2", ("คลินิกออกแบบสวน ครั้งที่ 2", "Garden Design Clinic 2")),
    Entry("session", "sandbox", ("Placemaking Sandbox",), ("แซนด์บ็อกซ์",)),
    Entry(
        "session",
        "singapore",
        ("ศึกษาดูงานสวนริมอ่าวสิงคโปร์", "Study Visit: Singapore Bay Gardens"),
        ("ดูงานสิงคโปร์",),
        ("พกหนังสือเดินทางและร่ม",),
    ),
    Entry("session", "pitch", ("นำเสนอโครงงานสวนหย่อม", "Pocket Garden Pitches")),
)
ANSWERS = (
    (("มีที่จอดรถไหม", "จอดรถที่ไหน"), ("จอดได้ที่ลานหลังอาคาร ประทับตราบัตรจอดที่โต๊ะลงทะเบียน",)),
    (("ขอใบประกาศนียบัตรได้เมื่อไหร่",), ("รับในวันนำเสนอโครงงาน เมื่อเข้าเรียนครบร้อยละ 80",)),
)
NOW = datetime(2026, 6, 3, 10, tzinfo=ZoneInfo("Asia/Bangkok"))
SPAN = (date(2026, 6, 5), date(2026, 7, 24))


@cache
def reader() -> Reader:
    return Reader(PROGRAMME, ANSWERS)


def read(typed: str) -> Question:
    """What `typed` asks on Wednesday 3 June 2026 at ten, two days before the programme begins."""
    return reader().read(typed, NOW, SPAN)

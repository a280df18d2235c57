"""The clauses of a message, and those that ask nothing: people explain why they ask (จะได้บอกคนขับรถ)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.thai.lexicon import lexicon


if TYPE_CHECKING:
    from collections.abc import Callable


ORDER = frozenset(["now", "next", "next_day", "previous", "first", "last"])
DETAILS = frozenset(
    [
        "when",
        "time",
        "clock",
        "changed",
        "start",
        "end",
        "where",
        "meet",
        "place",
        "who",
        "person",
        "role",
        "about",
        "bring",
        "wear",
        "link",
        "days",
        "length",
        "until",
        "calendar",
    ]
)
"""What is asked of sessions that are known; without one of these, the sessions themselves are asked for."""
ASKING = (
    ORDER
    | DETAILS
    | {"what", "which", "count", "count_people", "count_modules", "count_groups", "remaining", "yesno"}
    | {"how", "why", "amount", "can", "contact"}
)
"""The tags of words that ask something."""

_MANY = 8  # of a message of more clauses, none is looked at by itself
_BECAUSE = "จะได้(?:บอก|เตรียม|จอง|จัด|แจ้ง|วางแผน|เผื่อ|ไม่)|เพราะ|เนื่องจาก|เผื่อจะ"
_CLAUSES = re.compile(rf"[,;?!\n]+\s*|(?<=[\u0e01-\u0e4e])\s+(?=[\u0e01-\u0e4e])|\.\s+(?=[a-z])|(?={_BECAUSE})")
_INTRODUCES = re.compile(r"^(?:สวัสดี\S*\s*)?(?:ดิฉัน|ผม|หนู|กระผม|พี่|นี่|เรา)(?:เป็น|ชื่อ|จาก|มาจาก|คือ|เลขา|ผู้ช่วย|ทำงาน|โทร|ติดต่อ)")
_SALUTATION = re.compile(r"^(?:เรียน|กราบเรียน|ถึง)\s*(?:ท่าน|คุณ|ผู้|อาจารย์|เจ้าหน้าที่|ทีมงาน|แอดมิน|ฝ่าย)\S*\s+")


def clauses(text: str) -> list[str]:
    """The clauses of `text` (repaired, lower case)."""
    found = [clause for clause in _CLAUSES.split(text) if clause]
    return found if len(found) <= _MANY else [text]


def unaddressed(text: str) -> str:
    """`text` without the salutation of a letter."""
    return _SALUTATION.sub("", text)


def core(text: str, names_something: Callable[[str], bool]) -> str:
    """`text` without the clauses that only tell something, or "" where there are none such (or nothing else)."""
    found = clauses(text)
    kept = [clause for clause in found if not _tells(clause, names_something)]
    return " ".join(kept) if 0 < len(kept) < len(found) else ""


def _tells(clause: str, names_something: Callable[[str], bool]) -> bool:
    units = lexicon().units(clause)
    asks = {tag for unit in units for tag in unit.tags & ASKING} - {"start", "end"}  # เพิ่งประชุมเสร็จ asks nothing
    if _INTRODUCES.match(clause):
        return asks <= {"contact", "place", "person"}
    if clause.startswith("จะได้"):  # why it is asked: จะได้นัดหมอ
        return asks <= {"can", "lesson"}
    light = any("light" in unit.tags for unit in units)  # a lone noun is part of the question: ดูงานวันไหน ญี่ปุ่น
    return not asks and light and len(units) > 1 and not names_something(clause)

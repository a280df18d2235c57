"""A small programme that has one of everything."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from storage.programme import Contact, Faq, Group, Module, Programme, Session, Speaker, Text, Venue


BANGKOK, MADRID = ZoneInfo("Asia/Bangkok"), ZoneInfo("Europe/Madrid")

COURSE = Programme(
    "c",
    Text("หลักสูตร", "Course"),
    "Asia/Bangkok",
    organizer=Text("สำนักงาน"),
    settings={"attendance": {"required_percent": 80}},
    contacts=(Contact(Text("เลขานุการ"), "02-000-0000", "desk@example.org"),),
    venues=(Venue("a", Text("ห้อง A"), ("ห้องเอ",), Text("กรุงเทพฯ"), 13.75, 100.5), Venue("b", Text("ห้อง B"))),
    speakers=(Speaker("y", Text("ผศ. ย")), Speaker("z", Text("ดร. ซ"), ("อ.ซ",), Text("ผู้อำนวยการ"))),
    modules=(Module("m", Text("โมดูล")),),
    sessions=(
        Session(
            "s1",
            Text("เปิด", "Opening"),
            datetime(2026, 1, 5, 9, tzinfo=BANGKOK),
            datetime(2026, 1, 5, 12, tzinfo=BANGKOK),
            "Asia/Bangkok",
            module="m",
            venue="a",
            speakers=("y", "z"),
        ),
        Session(
            "s2",
            Text("ดูงาน"),
            datetime(2026, 10, 25, 2, 30, tzinfo=MADRID, fold=1),
            datetime(2026, 10, 25, 5, tzinfo=MADRID),
            "Europe/Madrid",
            venue="b",
        ),
        Session(
            "s3",
            Text("ส่งงาน"),
            datetime(2026, 2, 1, 16, 30, tzinfo=BANGKOK),
            datetime(2026, 2, 1, 16, 30, tzinfo=BANGKOK),
            "Asia/Bangkok",
            kind="deadline",
            attendance=False,
        ),
    ),
    groups=(Group("g", Text("ภาคเหนือ"), "region"),),
    faqs=(Faq(("มาแทนได้ไหม",), Text("ได้")),),
)

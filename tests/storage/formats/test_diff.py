from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from storage.formats import read
from storage.formats.diff import Change, diff
from storage.programme import Faq, Programme, Text
from tests.storage.formats.shared import SAMPLES


CDE, _ = next(read(path.name, path.read_bytes()) for path in SAMPLES if path.stem == "cde-1")
KEYNOTE = next(session for session in CDE.sessions if session.code == "keynote")


def with_keynote(**fields: object) -> Programme:
    changed = replace(KEYNOTE, **fields)  # type: ignore[arg-type] # any of its fields
    return replace(CDE, sessions=tuple(changed if one is KEYNOTE else one for one in CDE.sessions))


def test_the_same_is_no_change() -> None:
    assert diff(CDE, CDE) == ()


def test_the_same_moment_in_another_zone_is_a_change_of_zone_alone() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    moved = with_keynote(
        start=KEYNOTE.start.astimezone(tokyo), end=KEYNOTE.end.astimezone(tokyo), timezone="Asia/Tokyo"
    )

    assert diff(CDE, moved) == (Change("changed", "session", "keynote", "timezone", "Asia/Bangkok", "Asia/Tokyo"),)


def test_a_session_moved_to_another_hour_room_and_speaker() -> None:
    hour = timedelta(hours=1)
    start, end = KEYNOTE.start + hour, KEYNOTE.end + hour
    moved = with_keynote(start=start, end=end, venue="room-a", speakers=("kitti", "poon"), status="cancelled")

    assert diff(CDE, moved) == (
        Change("changed", "session", "keynote", "start", "2022-09-02T09:00", "2022-09-02T10:00"),
        Change("changed", "session", "keynote", "end", "2022-09-02T10:00", "2022-09-02T11:00"),
        Change("changed", "session", "keynote", "venue", "grand-hall", "room-a"),
        Change("changed", "session", "keynote", "speakers", "suttiporn", "kitti, poon"),
        Change("changed", "session", "keynote", "status", "confirmed", "cancelled"),
    )


def test_what_came_and_what_went_in_the_order_of_the_format() -> None:
    faq = Faq(("มีเสื้อไหม",), Text("มีค่ะ", "Yes."))
    new = replace(
        CDE,
        title=Text("ใหม่"),
        venues=CDE.venues[1:],
        speakers=CDE.speakers[:4],
        sessions=CDE.sessions[1:],
        faqs=(faq, *CDE.faqs),
    )

    assert diff(CDE, new) == (
        Change("changed", "programme", "cde-1", "title", f"{CDE.title.th} / {CDE.title.en}", "ใหม่"),
        Change("removed", "venue", "grand-hall", before="ห้องแกรนด์ฮอลล์ ชั้น 2 / Grand Hall, 2nd floor"),
        Change("removed", "speaker", "pongsak", before="นายพงษ์ศักดิ์ ยิ่งชนม์เจริญ / Mr. Pongsak Yingchoncharoen"),
        Change("removed", "session", "registration", before="ลงทะเบียน / Registration"),
        Change("added", "faq", "มีเสื้อไหม", after="มีค่ะ / Yes."),
    )

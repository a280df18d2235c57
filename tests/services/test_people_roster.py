"""Rosters as secretariats keep them: what is read, what is wrong, and who is known again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import BadFile, Fault, Refused
from bot.services.people.enrolling import Enrolled, enrol, tried
from bot.services.people.roster import LARGEST, MOST, read
from bot.texts import LANGUAGES, texts
from storage import people
from storage.people import Details, Membership
from tests.dialogs.talk import CCIO, CDE
from tests.dialogs.talk import read as sample
from tests.stores import in_memory


if TYPE_CHECKING:
    from collections.abc import Iterator, Sized

    from storage.db import Database


@pytest.fixture
def house() -> Iterator[Database]:
    database = in_memory(sample(CCIO), sample(CDE))
    yield database
    database.close()


def bring(house: Database, text: str | bytes, programme: str = "ccio-2") -> Enrolled:
    with house.write() as store:
        return enrol(store, "r.csv", text if isinstance(text, bytes) else text.encode(), programme)


def everybody(house: Database) -> list[tuple[Details, tuple[Membership, ...]]]:
    with house.read() as store:
        return [(each.person.details, each.memberships) for each in people.everybody(store)]


def test_trying_a_roster_tells_what_bringing_it_does_and_writes_nothing(house: Database) -> None:
    bring(house, ROSTER)
    newer = f"{ROSTER.replace('ทีมเหนือ', 'ทีมใต้')}นายใหม่ มาเพิ่ม,เทศบาล,,,ผู้จัด,,\n".encode()
    before = everybody(house)
    with house.read() as store:
        would = tried(store, read("r.csv", newer), "ccio-2")
        with pytest.raises(Refused, match=r"roster\.owners_only"):
            tried(store, read("r.csv", newer), "ccio-2", "organiser")
    assert everybody(house) == before

    assert bring(house, newer) == would
    assert (would.added, would.changed) == (("นายใหม่ มาเพิ่ม",), (SM.name,))


KK = Details("ดร.กิ่งแก้ว ใจงาม", "เทศบาลนครตัวอย่าง", "นายกเทศมนตรี", "kk@example.org", "081-000-0001")
SM = Details("นายสมหมาย ตั้งต้น", "เทศบาลเมืองตัวอย่าง")
BOTH = [
    (KK, (Membership("ccio-2", "participant", "public"),)),
    (SM, (Membership("ccio-2", "organiser", "ทีมเหนือ"),)),
]
ENDLESS = "field larger than field limit (131072)"
ROSTER = """\
ชื่อ-สกุล,หน่วยงาน,ตำแหน่ง,กลุ่ม,บทบาท,อีเมล,โทรศัพท์
ดร.กิ่งแก้ว ใจงาม,เทศบาลนครตัวอย่าง,นายกเทศมนตรี,ราชการ,,kk@example.org,081-000-0001
นายสมหมาย ตั้งต้น,เทศบาลเมืองตัวอย่าง,,ทีมเหนือ,เลขานุการ,,
"""
MOVED = """\
รายชื่อผู้เข้าอบรมรุ่นที่ 2;;;;;;;;
;;;;;;;;
Role;No.;Prefix;First name;Last name;Organization;E-mail;Mobile (Thailand);Team
;1;ดร.;กิ่งแก้ว;ใจงาม;เทศบาลนครตัวอย่าง;kk@example.org;081-000-0001;ภาครัฐ
secretary;2;นาย;สมหมาย;ตั้งต้น;เทศบาลเมืองตัวอย่าง;;;ทีมเหนือ
"""


@pytest.mark.parametrize(
    "content",
    [
        ROSTER.encode(),
        ROSTER.encode("utf-8-sig"),
        ROSTER.encode("cp874"),
        ROSTER.encode("utf-16"),
        ROSTER.replace(",", ";").encode(),
        ROSTER.replace(",", "\t").encode(),
        ROSTER.replace("\n", "\r\n").encode(),
        ROSTER.replace("ใจงาม", "  ใจงาม\u200b ").encode(),
    ],
    ids=["utf-8", "bom", "tis-620", "utf-16", "semicolon", "tab", "crlf", "blanks"],
)
def test_a_roster_is_read_however_it_was_saved(house: Database, content: bytes) -> None:
    assert bring(house, content) == Enrolled((KK.name, SM.name), (), (), (), ())
    assert everybody(house) == BOTH


def test_columns_may_be_moved_named_otherwise_or_missing(house: Database) -> None:
    bring(house, ROSTER)

    assert bring(house, MOVED) == Enrolled((), (), (KK.name, SM.name), (), ())
    assert everybody(house) == BOTH


def test_names_in_parts_are_put_together_as_they_are_said(house: Database) -> None:
    bring(house, "คำนำหน้า,ชื่อ,นามสกุล\nรศ.ดร.,ปุ่น,ดี\nDr.,Ann,Smith\n,เอก,\n")

    assert [details.name for details, _ in everybody(house)] == ["รศ.ดร.ปุ่น ดี", "Dr. Ann Smith", "เอก"]


def test_a_newer_roster_changes_what_it_says_and_nothing_else(house: Database) -> None:
    bring(house, ROSTER)
    newer = "ชื่อ-สกุล,หน่วยงาน,กลุ่ม\nผศ.ดร.กิ่งแก้ว ใจงาม,เทศบาลนครตัวอย่าง,นักลงทุน\nนางมาลี ดี,x,\n"

    assert bring(house, newer) == Enrolled(("นางมาลี ดี",), ("ผศ.ดร.กิ่งแก้ว ใจงาม",), (), (SM.name,), ())
    assert everybody(house) == [
        (
            Details("ผศ.ดร.กิ่งแก้ว ใจงาม", KK.organisation, KK.position, KK.email, KK.phone),
            (Membership("ccio-2", "participant", "investor"),),
        ),
        BOTH[1],
        (Details("นางมาลี ดี", "x"), (Membership("ccio-2"),)),
    ]


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("id,ชื่อ\n7,เอก ดี\n", "id,ชื่อ\n7,สมศรี ใหม่\n", True),  # the file's own id
        ("id,ชื่อ\n7,เอก ดี\n", "id,ชื่อ\n8,เอก ดี\n", False),
        ("ชื่อ,หน่วยงาน\nนายเอก ดี,ก\n", "ชื่อ,หน่วยงาน\nดร.เอก  ดี,ก\n", True),  # another title
        ("ชื่อ,หน่วยงาน\nเอก ดี,ก\n", "ชื่อ,หน่วยงาน\nเอก ดี,ข\n", False),
        ("ชื่อ,หน่วยงาน\nเอก ดี,ก\n", "ชื่อ\nเอก ดี\n", True),
        ("ชื่อ,อีเมล\nเอก ดี,A@b.co\n", "ชื่อ,อีเมล\nเอก ใหม่,a@B.co\n", True),  # another last name
        ("ชื่อ,อีเมล\nเอก ดี,a@b.co\n", "ชื่อ,อีเมล\nสมศรี ใหม่,a@b.co\n", False),  # an office's address, another person
        ("ชื่อ,โทร\nเอก ดี,081-234-5678\n", "ชื่อ,โทร\nเอก ใหม่,+66 ๘๑ ๒๓๔ ๕๖๗๘\n", True),
        ("ชื่อ,โทร\nเอก ดี,1\nโท ดี,1\n", "ชื่อ,โทร\nเอก ใหม่,1\n", False),
    ],
)
def test_who_is_known_again(house: Database, before: str, after: str, same: bool) -> None:  # noqa: FBT001 - expected
    bring(house, before)
    count = len(everybody(house))

    assert len(bring(house, after).added) == (not same)
    assert len(everybody(house)) == count + (not same)


def test_somebody_in_two_programmes_is_one_person(house: Database) -> None:
    both = "รหัสหลักสูตร,ชื่อ,หน่วยงาน\nccio-2,เอก ดี,ก\ncde-1,เอก ดี,ก\n"

    assert bring(house, both, "") == Enrolled(("เอก ดี", "เอก ดี"), (), (), (), ())
    assert everybody(house) == [(Details("เอก ดี", "ก"), (Membership("ccio-2"), Membership("cde-1")))]


@pytest.mark.parametrize("heading", ["หมายเหตุ", "โน้ต", "Note", "Remarks (staff)"])
def test_a_note_for_the_staff_at_the_door_is_kept_until_a_roster_says_otherwise(house: Database, heading: str) -> None:
    bring(house, f"ชื่อ,{heading}\nเอก ดี,รถเข็น  ชั้น 1\nโท ดี,\n")
    assert [membership.note for _, (membership,) in everybody(house)] == ["รถเข็น ชั้น 1", ""]

    assert bring(house, "ชื่อ\nเอก ดี\nโท ดี\n").unchanged == ("เอก ดี", "โท ดี")
    assert bring(house, f"ชื่อ,{heading}\nเอก ดี,\nโท ดี,{'ก' * 200}\n").changed == ("เอก ดี", "โท ดี")
    assert [membership.note for _, (membership,) in everybody(house)] == ["", "ก" * 200]


def test_a_note_that_is_too_long_is_told_with_its_line(house: Database) -> None:
    assert refused(house, f"ชื่อ,หมายเหตุ\nเอก ดี,x\nโท ดี,{'ก' * 201}\n") == (
        Fault("too-long", "หมายเหตุ", 3, {"found": f"{'ก' * 20}…", "high": "200"}),
    )


def refused(house: Database, text: str | bytes, programme: str = "ccio-2") -> tuple[Fault, ...]:
    with pytest.raises(BadFile) as error:
        bring(house, text, programme)
    for fault in error.value.faults:
        assert all(texts(language)(f"fault.{fault.code}", **fault.values) for language in LANGUAGES)
    assert everybody(house) == []
    return error.value.faults


def test_every_fault_is_told_at_once_and_nothing_is_brought_in(house: Database) -> None:
    text = (
        "ชื่อ,อีเมล,บทบาท,สีเสื้อ,ชื่อเต็ม,หน่วยงาน\n"
        "เอก ดี,เอก,หัวหน้าห้อง,แดง,,\n"
        '"โท\nดี",,,,,ก\n'
        ",a@b.co,,,,\n"
        f"โท ดี,,,,,ก\nตรี,,,,,{'ก' * 201}\n"
    )

    assert refused(house, text) == (
        Fault("unknown-column", "สีเสื้อ", 1, {"found": "สีเสื้อ"}, warning=True),
        Fault("column-twice", "ชื่อเต็ม", 1, {"found": "ชื่อเต็ม", "first": "ชื่อ"}, warning=True),
        Fault("not-email", "อีเมล", 2, {"found": "เอก"}),
        Fault("not-role", "บทบาท", 2, {"found": "หัวหน้าห้อง"}),
        Fault("missing", "ชื่อ", 5, {"field": "ชื่อ"}),
        Fault("same-person", "ชื่อ", 6, {"found": "โท ดี", "first": "3"}),
        Fault("too-long", "หน่วยงาน", 7, {"found": f"{'ก' * 20}…", "high": "200"}),
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault("empty", "")),
        (b" \n,\n", Fault("no-name-column", "", 1)),
        ("หน่วยงาน,อีเมล\nก,a@b.co\n".encode(), Fault("no-name-column", "", 1)),
        ("ชื่อ\n".encode(), Fault("no-people", "")),
        (b"name\n\xff\xfe\xdb\xdc", Fault("encoding", "", None, {"known": "UTF-8, TIS-620"})),
        (b"name\n" + b'"' + b"x" * 140_000, Fault("syntax", "", 2, {"format": "CSV", "found": ENDLESS})),
        (b"name\n" + b"x\n" * (MOST + 1), Fault("too-much", "", MOST + 2)),
        (b"x" * (LARGEST + 1), Fault("too-big", "", None, {"found": "5.0", "high": "5"})),
    ],
    ids=["nothing", "blank", "no names", "nobody", "bytes", "quote", "many", "large"],
)  # fmt: skip
def test_what_is_no_roster(house: Database, content: bytes, fault: Fault) -> None:
    assert refused(house, content) == (fault,)


def test_a_programme_must_be_there(house: Database) -> None:
    known = "ccio-2, cde-1"

    assert refused(house, "รหัสหลักสูตร,ชื่อ\nx,เอก\n,โท\n", "") == (
        Fault("unknown-programme", "รหัสหลักสูตร", 2, {"found": "x", "known": known}),
        Fault("missing", "รหัสหลักสูตร", 3, {"field": "รหัสหลักสูตร"}),
    )
    for programme, code, values in (("", "people.which", {"known": known}), ("x", "programme.unknown", {"id": "x"})):
        with pytest.raises(Refused) as error:
            bring(house, ROSTER, programme)
        assert (error.value.code, error.value.values) == (code, values)


any_cells = st.text("ชื่อname,;\t\"'\n\r ก0\u0e31", max_size=200).map("ชื่อ,อีเมล\n{}".format).map(str.encode)


@given(st.binary(max_size=300) | any_cells)
@settings(deadline=None)
def test_any_bytes_are_a_roster_or_a_bad_file(content: bytes) -> None:
    try:
        roster = read("r.csv", content)
    except BadFile as error:
        found: Sized = error.faults
    else:
        found = [*roster.entries, *roster.faults]

    assert found


@pytest.mark.parametrize(
    ("roster", "leaders"),
    [
        ("ชื่อ,ทีม,หัวหน้าทีม\nก้อย,เหนือ,ใช่\nขวัญ,เหนือ,\nคำ,เหนือ,ไม่ใช่\n", ["ก้อย"]),
        ("ชื่อ,ทีม,หัวหน้าทีม\nก้อย,เหนือ,✓\nขวัญ,เหนือ,-\n", ["ก้อย"]),
        ("ชื่อ,ทีม,หัวหน้าทีม\nนางก้อย,เหนือ,คุณก้อย\nขวัญ,เหนือ,คุณก้อย\n", ["นางก้อย"]),
        ("ชื่อ,ทีม,บทบาท\nก้อย,เหนือ,หัวหน้าทีม\nขวัญ,เหนือ,ผู้เข้าอบรม\nคำ,เหนือ,\n", ["ก้อย"]),
        ("name,team,team leader\nAnn,North,yes\nBen,North,no\n", ["Ann"]),
    ],
)
def test_who_leads_a_team(house: Database, roster: str, leaders: list[str]) -> None:
    bring(house, roster)

    found = [(details.name, member) for details, (member,) in everybody(house)]
    assert [name for name, member in found if member.leads] == leaders
    assert {member.role for _, member in found} == {"participant"}


def test_a_roster_that_says_nothing_of_leaders_leaves_them(house: Database) -> None:
    bring(house, "ชื่อ,หัวหน้าทีม\nก้อย,ใช่\n")
    assert bring(house, "ชื่อ,หน่วยงาน\nก้อย,\n").unchanged == ("ก้อย",)
    assert bring(house, "ชื่อ,หัวหน้าทีม\nก้อย,\n").changed == ("ก้อย",)

    assert everybody(house) == [(Details("ก้อย"), (Membership("ccio-2"),))]

"""Bad files, each with everything that is said about it."""

from __future__ import annotations

import pytest

from bot.errors import BadFile, Fault
from bot.texts import texts
from storage.formats import read


HEAD = """\
programme: {id: p, title: {th: ป, en: P}, timezone: Asia/Bangkok}
venues:
  - {id: hall, name: {th: ห้องโถง, en: Hall}}
  - {id: zoom, name: {th: ซูม, en: Zoom}, url: "https://example.org/z"}
speakers:
  - {id: ann, name: {th: แอน, en: Ann}}
modules:
  - {id: city, title: {th: เมือง, en: City}}
sessions:
"""
LINE = HEAD.count("\n") + 1  # of what follows it
GOOD = "  - {id: a, title: A, start: 2026-10-05T09:00, end: 2026-10-05T12:00, venue: hall, speakers: [ann]}\n"


def faults(text: str | bytes, name: str = "p.yaml") -> list[Fault]:
    content = text if isinstance(text, bytes) else text.encode()
    try:
        _, found = read(name, content)
    except BadFile as refused:
        return list(refused.faults)
    return list(found)


def session(rest: str, times: str = "start: 2026-10-05T09:00, end: 2026-10-05T10:00") -> str:
    return f"{HEAD}  - {{id: a, title: A, {times}, {rest}}}\n"


def error(code: str, place: str, line: int | None = LINE, /, **values: str) -> Fault:
    return Fault(code, place, line, values)


def warning(code: str, place: str, line: int | None = LINE, /, **values: str) -> Fault:
    return Fault(code, place, line, values, warning=True)


FIELDS = [
    (session("venue: hal"), error("unknown-venue", "sessions[0].venue", found="hal", known="hall")),
    (session("speakers: [ann, an]"), error("unknown-speaker", "sessions[0].speakers[1]", found="an", known="ann")),
    (session("module: citty"), error("unknown-module", "sessions[0].module", found="citty", known="city")),
    (
        HEAD.replace("Bangkok}", "Bangkok, public: yesterday}") + GOOD,
        error("not-yes-no", "programme.public", 1, found="yesterday"),
    ),
    (
        HEAD.replace("Bangkok}", "Bangkok, announcements: {approval: maybe}}") + GOOD,
        error("not-yes-no", "programme.announcements.approval", 1, found="maybe"),
    ),
    (
        HEAD.replace("Bangkok}", "Bangkok, announcements: {aproval: true}}") + GOOD,
        warning("unknown-key", "programme.announcements.aproval", 1, found="aproval", known="approval"),
    ),
    (
        HEAD.replace("Bangkok}", "Bangkok, announcements: true}") + GOOD,
        error("not-fields", "programme.announcements", 1, found="True"),
    ),
    (session("status: gone"), error("not-choice", "sessions[0].status", found="gone", known="confirmed, cancelled")),
    (session("attendance: maybe"), error("not-yes-no", "sessions[0].attendance", found="maybe")),
    (session("sequence: 1.5"), error("not-whole", "sessions[0].sequence", found="1.5")),
    (session("sequence: -1"), error("out-of-range", "sessions[0].sequence", found="-1", low="0", high="2147483647")),
    (session("speakers: {a: b}"), error("not-list", "sessions[0].speakers", found="{a}")),
    (session("description: [a, b]"), error("not-fields", "sessions[0].description", found="[a, b]")),
    (session("kind: [a]"), error("not-text", "sessions[0].kind", found="[a]")),
    (session("url: javascript:alert(1)"), error("not-link", "sessions[0].url", found="javascript:alert(1)")),
    (session("venu: hall"), warning("unknown-key", "sessions[0].venu", found="venu", known="venue")),
    (
        session("timezone: Asia/Bankok"),
        error(
            "unknown-zone", "sessions[0].timezone", found="Asia/Bankok", known="Asia/Bangkok, Asia/Baku, Asia/Yangon"
        ),
    ),
    (session("dress: {th: ก, cn: x}"), warning("unknown-key", "sessions[0].dress.cn", found="cn", known="en, th")),
]
TIMES = [
    (
        "start: 2026-10-05T10:00, end: 2026-10-05T09:00",
        error("end-before-start", "sessions[0].end", start="2026-10-05T10:00", end="2026-10-05T09:00"),
    ),
    (
        "start: 2569-10-05T09:00, end: 2026-10-05T12:00",
        error("buddhist-year", "sessions[0].start", found="2569-10-05T09:00", meant="2026-10-05T09:00"),
    ),
    ("start: 2026-10-05, end: 2026-10-05T12:00", error("bad-time", "sessions[0].start", found="2026-10-05")),
    (
        "start: 2026-02-30T09:00, end: 2026-03-01T12:00",
        error("bad-time", "sessions[0].start", found="2026-02-30T09:00"),
    ),
    (
        "start: 5 ต.ค. 2569 09.00, end: 2026-10-05T12:00",
        error("bad-time", "sessions[0].start", found="5 ต.ค. 2569 09.00"),
    ),
    ("end: 2026-10-05T12:00", error("missing", "sessions[0].start", field="start")),
    ("start: , end: 2026-10-05T12:00", error("missing", "sessions[0].start", field="start")),
    ("start: 2026-10-05T09:00, end: 2027-10-05T09:00", warning("long-session", "sessions[0].end", days="365")),
    (
        "start: 2026-03-29T02:30, end: 2026-03-29T05:00, timezone: Europe/Madrid",
        warning(
            "time-gap", "sessions[0].start", found="2026-03-29T02:30", zone="Europe/Madrid", meant="2026-03-29T03:30"
        ),
    ),
]


@pytest.mark.parametrize(("text", "fault"), FIELDS, ids=lambda value: getattr(value, "place", ""))
def test_a_field_that_is_wrong(text: str, fault: Fault) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize(("times", "fault"), TIMES, ids=lambda value: getattr(value, "code", ""))
def test_a_time_that_is_wrong(times: str, fault: Fault) -> None:
    assert faults(session("kind: lecture", times)) == [fault]


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nprogramme: *b\n"
FILES: list[tuple[str, str | bytes, list[Fault]]] = [
    ("p.yaml", "", [error("empty", "", None)]),
    ("p.yaml", " \n\n", [error("empty", "", None)]),
    ("p.docx", "P", [error("kind", "", None, found=".docx", known=".yaml, .yml, .xml, .json, .ics, .xlsx, .csv")]),
    ("p.yaml", b"a: b\nc: \xa1\xd2\xc3", [error("encoding", "", 2, known="UTF-8")]),
    ("p.yaml", b"x" * 20_000_001, [error("too-big", "", None, found="20.0", high="20")]),
    ("p.yaml", "programme:\n\tid: p", [error("tab", "", 2, format="YAML", found="id: p")]),
    ("p.yaml", "programme:\n  title: one: two", [error("colon", "", 2, format="YAML", found="title: one: two")]),
    ("p.yaml", "programme: [", [error("syntax", "", 2, format="YAML", found="")]),
    ("p.yaml", BOMB, [error("yaml-alias", "", 2, found="*a")]),
    (
        "p.yaml",
        "a: !!python/object:os.system x",
        [error("yaml-tag", "", 1, found="tag:yaml.org,2002:python/object:os.system")],
    ),
    ("p.yaml", "a: 1\na: 2", [error("yaml-same-key", "", 2, found="a", first="1")]),
    ("p.yaml", "a: 1\n---\nb: 2", [error("yaml-documents", "", 3)]),
    ("p.yaml", "[" * 1000, [error("too-deep", "", 1)]),
    ("p.yaml", "? [a]\n: b", [error("yaml-key", "", 1, found="[]")]),
    ("p.yaml", "{}", [error("missing", "programme", 1, field="programme"), warning("no-sessions", "sessions", 1)]),
    (
        "p.yaml",
        "just words",
        [error("not-programme", "", 1, found="just words"), warning("no-sessions", "sessions", None)],
    ),
    ("p.xml", "<schedule><day></schedule>", [error("syntax", "", 1, format="XML", found="<schedule><day></schedule>")]),
    ("p.xml", "<html/>", [error("not-schedule", "", 1, found="<html>", known="<schedule>, <day>")]),
    ("p.xml", '<!DOCTYPE s [<!ENTITY a "aa">]><schedule>&a;</schedule>', [error("entities", "DOCTYPE", 1)]),
    ("p.xml", '<!DOCTYPE s SYSTEM "http://example.org/x"><schedule/>', [error("entities", "DOCTYPE", 1)]),
    ("p.json", '{\n"schedule": }', [error("syntax", "", 2, format="JSON", found='"schedule": }')]),
    ("p.json", "[" * 100_000, [error("too-deep", "", None)]),
    ("p.json", '{"a": 1}', [error("not-schedule", "", None, found="{a}", known="schedule.conference.days")]),
    ("p.ics", "hello", [error("syntax", "", 1, format="iCalendar", found="hello")]),
]


@pytest.mark.parametrize(("name", "content", "found"), FILES, ids=lambda value: str(value)[:20])
def test_a_file_that_cannot_be_read(name: str, content: str | bytes, found: list[Fault]) -> None:
    assert sorted(faults(content, name), key=lambda fault: fault.warning) == found


def test_every_fault_is_told_at_once() -> None:
    text = """\
programme: {id: p, title: {th: " "}, language: de, contacts: [{phone: 1}]}
venues:
  - {id: hall, name: Hall, location: {latitude: 95, longitude: east}}
  - {id: hall, name: Hall 2, location: {latitude: 95, longitude: 200}}
  - {name: Nameless}
  - hall
speakers: ann
session:
sessions:
  - id: a
    title: A
    start: 2569-10-05T09:00
    end: 2569-10-05T08:00
    venue: haul
    speakers: [bob]
faqs:
  - {questions: [], answer: x}
"""
    assert faults(text) == [
        error("missing", "programme.title", 1, field="title"),
        error("missing-zone", "programme.timezone", 1),
        error("not-choice", "programme.language", 1, found="de", known="th, en"),
        error("missing", "programme.contacts[0].name", 1, field="name"),
        error("not-number", "venues[0].location.longitude", 3, found="east"),
        error("same-id", "venues[1].id", 4, found="hall", first="venues[0]"),
        error("out-of-range", "venues[1].location.latitude", 4, found="95", low="-90", high="90"),
        error("out-of-range", "venues[1].location.longitude", 4, found="200", low="-180", high="180"),
        error("missing", "venues[2].id", 5, field="id"),
        error("not-fields", "venues[3]", 6, found="hall"),
        error("not-list", "speakers", 7, found="ann"),
        warning("unknown-key", "session", 8, found="session", known="sessions"),
        error("buddhist-year", "sessions[0].start", 12, found="2569-10-05T09:00", meant="2026-10-05T09:00"),
        error("buddhist-year", "sessions[0].end", 13, found="2569-10-05T08:00", meant="2026-10-05T08:00"),
        error("end-before-start", "sessions[0].end", 13, start="2026-10-05T09:00", end="2026-10-05T08:00"),
        error("unknown-venue", "sessions[0].venue", 14, found="haul", known="hall"),
        error("unknown-speaker", "sessions[0].speakers[0]", 15, found="bob", known="–"),
        error("missing", "faqs[0].questions", 17, field="questions"),
    ]


def test_two_sessions_with_one_calendar_id() -> None:
    one, two = (f"  - {{id: {x}, title: A, start: 2026-10-05T09:00, end: 2026-10-05T10:00, uid: u}}\n" for x in "ab")

    assert faults(HEAD + one + two) == [error("same-uid", "sessions[1].uid", LINE + 1, found="u", first="sessions[0]")]


def test_clashes_of_room_and_speaker() -> None:
    def other(rest: str) -> list[Fault]:
        times = "start: 2026-10-05T11:00, end: 2026-10-05T13:00"
        return faults(f"{HEAD}{GOOD}  - {{id: b, title: B, {times}, {rest}}}\n")

    both = {"first": "a", "second": "b"}
    room = warning("room-clash", "sessions[1].venue", LINE + 1, found="hall", **both)
    speaker = warning("speaker-clash", "sessions[1].speakers", LINE + 1, found="ann", **both)
    assert other("venue: hall, speakers: [ann]") == [room, speaker]
    assert other("venue: zoom, speakers: [ann]") == [speaker]
    assert other("venue: hall, kind: break") == []
    assert other("venue: hall, kind: deadline") == []
    assert other("venue: hall, status: cancelled") == []
    assert other("venue: zoom") == []
    assert other("venue: hall, start: 2026-10-05T12:00") == [
        error("yaml-same-key", "", LINE + 1, found="start", first=str(LINE + 1))
    ]


def test_sessions_one_after_the_other_and_online_do_not_clash() -> None:
    after = "  - {id: b, title: B, start: 2026-10-05T12:00, end: 2026-10-05T13:00, venue: hall, speakers: [ann]}\n"
    online = "  - {id: c, title: C, start: 2026-10-06T12:00, end: 2026-10-06T13:00, venue: zoom}\n"

    assert faults(HEAD + GOOD + after + online + online.replace("id: c", "id: d")) == []


def test_an_alias_that_means_two_things() -> None:
    text = HEAD.replace("id: ann,", "id: ann, aliases: [แอน, AN N],").replace(
        "id: city,", "id: city, aliases: [ann, ห้อง โถง],"
    )

    assert faults(text + GOOD) == [
        warning(
            "alias-clash", "modules[0].aliases[1]", 8, found="ห้อง โถง", first="hall (venues)", second="city (modules)"
        ),
        warning(
            "alias-clash", "modules[0].aliases[0]", 8, found="ann", first="ann (speakers)", second="city (modules)"
        ),
    ]


def test_a_session_may_share_the_alias_of_its_module() -> None:
    text = HEAD.replace("id: city,", "id: city, aliases: [bcg],")

    assert (
        faults(text + "  - {id: a, title: BCG, module: city, start: 2026-10-05T09:00, end: 2026-10-05T12:00}\n") == []
    )


SPOKEN = [
    (session("venue: hal"), "ไม่มีสถานที่รหัส hal ในไฟล์ ที่ใกล้เคียงคือ hall"),
    (session("speakers: [an]"), "ไม่มีวิทยากรรหัส an ในไฟล์ ที่ใกล้เคียงคือ ann"),
    (session("venu: hall"), "ไม่รู้จัก venu จึงข้ามไป หมายถึง venue หรือไม่"),
    (session("kind: a", TIMES[0][0]), "เวลาเลิก 2026-10-05T09:00 มาก่อนเวลาเริ่ม 2026-10-05T10:00"),
    (session("kind: a", TIMES[1][0]), "2569-10-05T09:00 เป็นปี พ.ศ. กรุณาใช้ปี ค.ศ. คือ 2026-10-05T09:00"),
    (session("kind: a", TIMES[2][0]), "อ่านวันเวลา 2026-10-05 ไม่ได้ ต้องเขียนเช่น 2026-10-05T09:00"),
    (session("kind: a", TIMES[5][0]), "ไม่มีข้อมูล start ซึ่งต้องมี"),
    (session("kind: a", TIMES[7][0]), "ยาวถึง 365 วัน วันที่ถูกต้องหรือไม่"),
    (session("attendance: maybe"), "ต้องเป็น true หรือ false แต่พบ maybe"),
    (HEAD.replace("timezone: Asia/Bangkok", "x: y") + GOOD, "ไม่ได้บอกเขตเวลา กรุณาใส่ timezone เช่น Asia/Bangkok"),
    (HEAD + GOOD + GOOD.replace("05T", "06T"), "รหัส a ซ้ำกับ sessions[0]"),
    (HEAD + GOOD + GOOD.replace("id: a", "id: b").replace(", speakers: [ann]", ""), "a กับ b ใช้ห้อง hall เวลาทับกัน"),
    ("programme:\n\tid: p", "ย่อหน้าด้วย Tab ไม่ได้ กรุณาใช้เว้นวรรค: id: p"),
    (BOMB, "อ้างซ้ำด้วย *a ไม่ได้ กรุณาเขียนข้อมูลให้ครบตรงนี้"),
]


@pytest.mark.parametrize(("text", "said"), SPOKEN, ids=range(len(SPOKEN)))
def test_a_fault_as_a_secretary_reads_it(text: str, said: str) -> None:
    assert [texts("th")(f"fault.{fault.code}", **fault.values) for fault in faults(text)] == [said]


def test_a_refused_file_says_how_many_faults() -> None:
    with pytest.raises(BadFile) as refused:
        read("p.yaml", session("venue: hal, venu: x, kind: [a]").encode())

    assert texts("th")(refused.value.code, **refused.value.values) == "p.yaml: พบข้อผิดพลาด 2 แห่ง"

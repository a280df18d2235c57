"""Schedules of other systems: what is read, and what is said to have been assumed."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.errors import BadFile, Fault
from storage.formats import read
from storage.formats.identity import uid_of
from storage.programme import Module, Session, Speaker, Text, Venue
from tests.storage.formats.shared import shared


def at(zone: str, *time: int) -> datetime:
    year, month, day, hour, minute = time
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone))


def warning(code: str, place: str, line: int | None = None, /, **values: str) -> Fault:
    return Fault(code, place, line, values, warning=True)


BARE = b"""\
<schedule>
  <conference><title>Open Days</title></conference>
  <day index="1" date="2026-02-07">
    <room name="Janson">
      <event id="7">
        <start>09:30</start>
        <duration>00:25</duration>
        <title>Welcome</title>
        <description><![CDATA[<p>Come <b>in</b></p><ul><li>early</li></ul>]]></description>
        <track>Keynotes</track>
        <type>keynote</type>
        <persons><person id="3">Ann</person></persons>
        <url>/welcome</url>
      </event>
      <event id="7">
        <start>10:00</start>
      </event>
    </room>
  </day>
</schedule>
"""


def test_a_schedule_with_neither_guid_nor_zone_nor_date() -> None:
    programme, warnings = read("days.xml", BARE)

    assert (programme.code, programme.timezone, programme.language) == ("open-days", "Asia/Bangkok", "en")
    assert programme.venues == (Venue("janson", Text(en="Janson")),)
    assert programme.speakers == (Speaker("person-3", Text(en="Ann")),)
    assert programme.modules == (Module("keynotes", Text(en="Keynotes")),)
    assert programme.sessions == (
        Session(
            code="event-7",
            title=Text(en="Welcome"),
            start=at("Asia/Bangkok", 2026, 2, 7, 9, 30),
            end=at("Asia/Bangkok", 2026, 2, 7, 9, 55),
            timezone="Asia/Bangkok",
            kind="keynote",
            module="keynotes",
            venue="janson",
            speakers=("person-3",),
            description=Text(en="Come in\n\n• early"),
            uid=uid_of("open-days", "event-7"),
        ),
        Session(
            code="event-7-2",
            title=Text(en="event-7-2"),
            start=at("Asia/Bangkok", 2026, 2, 7, 10, 0),
            end=at("Asia/Bangkok", 2026, 2, 7, 10, 0),
            timezone="Asia/Bangkok",
            venue="janson",
            uid=uid_of("open-days", "event-7-2"),
        ),
    )
    assert warnings == (
        warning("zone-assumed", "time_zone_name", zone="Asia/Bangkok"),
        warning("no-uid", "guid", count="2"),
        warning("dropped-link", "event[7].url", 5, found="/welcome"),
        warning("renamed", "event[7]", 15, found="event-7", meant="event-7-2"),
        warning("untitled", "event[7]", 15, meant="event-7-2"),
        warning("no-end", "event[7].duration", 15),
    )


def test_an_event_in_a_buddhist_year_is_refused() -> None:
    with pytest.raises(BadFile) as refused:
        read("days.xml", BARE.replace(b"2026-02-07", b"2569-02-07"))

    assert refused.value.faults[2] == Fault(
        "buddhist-year", "event[7].start", 5, {"found": "2569-02-07T09:30", "meant": "2026-02-07T09:30"}
    )


def test_debconf_that_breaks_its_schema() -> None:
    programme, warnings = read("debconf23.xml", shared("schedules/debconf23.xml").read_bytes())

    first = programme.sessions[0]
    assert (programme.code, programme.timezone, len(programme.sessions)) == ("debconf23", "Asia/Kolkata", 117)
    assert [venue.code for venue in programme.venues] == ["outside", "anamudi", "kuthiran", "ponmudi", "elsewhere"]
    assert (first.code, first.start, first.uid) == (
        "event-35",
        at("Asia/Kolkata", 2023, 9, 10, 10, 30),
        "455d075f-48c0-2ec2-24b3-f5add30c383a",
    )
    assert warnings == ()


def test_democon_whose_rooms_share_a_guid_and_whose_zone_does_not_fit() -> None:
    programme, warnings = read("democon.json", shared("schedules/pretalx-democon.json").read_bytes())

    guid = "b379c473-93b9-4eae-9a09-d482e86cede3"
    assert (len(programme.sessions), programme.sessions[0].start) == (36, at("Etc/GMT-1", 2020, 12, 14, 9, 0))
    assert [(fault.code, dict(fault.values)) for fault in warnings] == [
        ("same-room-guid", {"first": "Gray Room", "second": "Tan Room", "found": guid}),
        ("zone-from-offset", {"found": "UTC", "zone": "Etc/GMT-1"}),
        ("speaker-clash", {"found": "n33euy", "first": "event-20", "second": "event-36"}),
    ]


def test_kielux_in_utc() -> None:
    programme, warnings = read("kielux_2020.ics", shared("schedules/kielux_2020.ics").read_bytes())

    first = programme.sessions[0]
    assert (len(programme.sessions), len(programme.venues), len(programme.speakers)) == (24, 4, 20)
    assert (first.code, first.uid, first.start) == ("460", "460@KOLT20", at("UTC", 2020, 9, 18, 11, 0))
    assert (first.venue, first.speakers) == ("ravensberg", ("jakob-semere",))
    assert warnings == (warning("zone-assumed", "X-WR-TIMEZONE", zone="UTC"),)


@pytest.mark.parametrize(
    ("name", "sessions"), [("schedules/icalgc-2569.json", 9), ("schedules/pharmacy-course-2569.json", 6)]
)
def test_agendas_are_read_with_what_they_assume(name: str, sessions: int) -> None:
    path = shared(name)
    programme, warnings = read(path.name, path.read_bytes())

    assert len(programme.sessions) == sessions
    assert {each.start.year for each in programme.sessions} == {2026}
    assert "assumed-buddhist" in {each.code for each in warnings}


def calendar(*lines: str, head: str = "") -> bytes:
    event = "\r\n".join(("BEGIN:VEVENT", "UID:1@x", "SUMMARY:เรื่องหนึ่ง", *lines, "END:VEVENT"))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{event}\r\nEND:VCALENDAR\r\n".encode()


BANGKOK = "X-WR-TIMEZONE:Asia/Bangkok\r\n"
START = "DTSTART:20261005T020000Z"
NINE, TEN = at("Asia/Bangkok", 2026, 10, 5, 9, 0), at("Asia/Bangkok", 2026, 10, 5, 10, 0)
MIDNIGHT = at("Asia/Bangkok", 2026, 10, 5, 0, 0)
EVENTS = [
    ((START, "DTEND:20261005T030000Z"), NINE, TEN, ()),
    ((START, "DURATION:PT1H"), NINE, TEN, ()),
    ((START,), NINE, NINE, (warning("no-end", "VEVENT[0]", 4),)),
    (("DTSTART:20261005T090000", "DTEND:20261005T100000"), NINE, TEN, ()),
    (("DTSTART;VALUE=DATE:20261005",), MIDNIGHT, at("Asia/Bangkok", 2026, 10, 6, 0, 0), ()),
    (("DTSTART;VALUE=DATE:20261005", "DTEND;VALUE=DATE:20261008"), MIDNIGHT, at("Asia/Bangkok", 2026, 10, 8, 0, 0), ()),
    (("DTSTART;TZID=SE Asia Standard Time:20261005T090000", "DURATION:PT1H"), NINE, TEN, ()),
    (
        ("DTSTART;TZID=Europe/Madrid:20261005T090000", "DURATION:PT1H"),
        at("Europe/Madrid", 2026, 10, 5, 9, 0),
        at("Europe/Madrid", 2026, 10, 5, 10, 0),
        (),
    ),
    (
        (START, "DURATION:PT1H", "RRULE:FREQ=WEEKLY"),
        NINE,
        TEN,
        (warning("repeats", "VEVENT[0]", 4, found="FREQ=WEEKLY"),),
    ),
    (
        ("DTSTART;TZID=Mars/Base:20261005T090000", "DURATION:PT1H"),
        NINE,
        TEN,
        (warning("unknown-zone", "X-WR-TIMEZONE", found="Mars/Base", known="Asia/Bangkok"),),
    ),
]


@pytest.mark.parametrize(("lines", "start", "end", "warnings"), EVENTS, ids=range(len(EVENTS)))
def test_times_of_a_calendar(
    lines: tuple[str, ...], start: datetime, end: datetime, warnings: tuple[Fault, ...]
) -> None:
    programme, found = read("c.ics", calendar(*lines, head=BANGKOK))

    assert [(one.start, one.end, one.timezone) for one in programme.sessions] == [(start, end, str(start.tzinfo))]
    assert sorted(found, key=lambda fault: fault.code) == sorted(warnings, key=lambda fault: fault.code)


def test_a_zone_of_the_calendars_own() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Here\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0700\r\n"
        "TZOFFSETTO:+0700\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    programme, warnings = read("c.ics", calendar("DTSTART;TZID=Here:20261005T090000", "DURATION:PT1H", head=zone))

    assert ([(one.start, one.timezone) for one in programme.sessions], warnings) == ([(NINE, "Asia/Bangkok")], ())


def test_what_a_calendar_says_of_an_event() -> None:
    lines = (START, "DURATION:PT1H", "LOCATION:ห้อง A\\, ชั้น 2", "GEO:13.75;100.5", "STATUS:CANCELLED", "SEQUENCE:3")
    guests = (
        "ATTENDEE;CN=Guest:mailto:guest@example.org",
        "ATTENDEE;CN=ดร.แอน:invalid:nomail",
        "URL:https://example.org/1",
    )
    programme, _ = read("c.ics", calendar(*lines, *guests, "DESCRIPTION:<p>มา</p>กัน", head=BANGKOK))

    assert programme.venues == (Venue("ห้อง-a,-ชั้น-2", Text(th="ห้อง A, ชั้น 2"), latitude=13.75, longitude=100.5),)
    assert programme.speakers == (Speaker("ดร.แอน", Text(th="ดร.แอน")),)
    assert programme.sessions == (
        Session(
            code="1",
            title=Text(th="เรื่องหนึ่ง"),
            start=NINE,
            end=TEN,
            timezone="Asia/Bangkok",
            venue="ห้อง-a,-ชั้น-2",
            speakers=("ดร.แอน",),
            description=Text(th="มา\nกัน"),
            url="https://example.org/1",
            status="cancelled",
            sequence=3,
            uid="1@x",
        ),
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            "DTSTART:25691005T020000Z",
            Fault("buddhist-year", "VEVENT[0].DTSTART", 3, {"found": "2569-10-05", "meant": "2026-10-05"}),
        ),
        ("DTSTART:tomorrow", Fault("bad-time", "VEVENT[0].DTSTART", 3, {"found": "tomorrow"})),
        ("LOCATION:x", Fault("missing", "VEVENT[0].DTSTART", 3, {"field": "DTSTART"})),
    ],
)
def test_times_of_a_calendar_that_are_wrong(line: str, fault: Fault) -> None:
    with pytest.raises(BadFile) as refused:
        read("c.ics", calendar(line))

    assert [found for found in refused.value.faults if not found.warning] == [fault]


def test_an_empty_time_zone_is_utc_when_nothing_else_is_said() -> None:
    programme, warnings = read("c.ics", calendar(START, "DURATION:PT1H"))

    assert [one.start for one in programme.sessions] == [datetime(2026, 10, 5, 2, 0, tzinfo=UTC)]
    assert warnings == (warning("zone-assumed", "X-WR-TIMEZONE", zone="UTC"),)

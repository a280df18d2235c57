"""schedule.xml, in and out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lxml import etree

from storage.formats.report import Unreadable, shown
from storage.formats.schedule import Day, Event, Person, Room, Schedule
from storage.formats.words import clean


if TYPE_CHECKING:
    from collections.abc import Iterator

_EVENT = ("start", "duration", "room", "slug", "url", "title", "subtitle", "track", "type", "language", "abstract")


def parse(content: bytes) -> Schedule:
    """Raises Unreadable. No entity is expanded and nothing is fetched: a file that declares any is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:  # lxml raises ValueError for an encoding that it does not know
        line = getattr(error, "lineno", None) or 1
        lines = content.splitlines()
        found = lines[line - 1].decode("utf-8", "replace") if line <= len(lines) else ""
        raise Unreadable("syntax", "", line, format="XML", found=shown(clean(found))) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("entities", "DOCTYPE", 1)
    conference = root.find("conference")
    if root.tag != "schedule" or root.find("day") is None:
        raise Unreadable("not-schedule", "", _line(root), found=shown(f"<{root.tag}>"), known="<schedule>, <day>")
    days = tuple(_day(day) for day in root.iterfind("day"))
    rooms = {room.get("name") or "": room for room in reversed(root.findall("day/room"))}
    return Schedule(
        title=_text(conference, "title"),
        acronym=_text(conference, "acronym"),
        zone=_text(conference, "time_zone_name"),
        base_url=_text(conference, "base_url"),
        rooms=tuple(
            Room(name, room.get("guid") or "", place=f"room[{name}]", line=_line(room))
            for name, room in reversed(rooms.items())
        ),
        days=days,
        meta=_meta(root),
    )


def _meta(root: etree._Element) -> dict[str, object]:
    """Our own part: what the processing instruction `nongnat` holds."""
    for node in root.iterchildren(etree.ProcessingInstruction):
        target, _, text = str(node).removeprefix("<?").removesuffix("?>").partition(" ")
        if target == "nongnat":
            try:
                meta = json.loads(text)
            except (ValueError, RecursionError):
                return {}
            return meta if isinstance(meta, dict) else {}
    return {}


def _day(day: etree._Element) -> Day:
    date = day.get("date") or (day.get("start") or "")[:10]
    events = (
        _event(event, date, room.get("name") or "") for room in day.iterfind("room") for event in room.iterfind("event")
    )
    return Day(date, day.get("start") or "", day.get("end") or "", tuple(events))


def _event(event: etree._Element, day: str, room: str) -> Event:
    fields: dict[str, Any] = {name: _text(event, name) for name in (*_EVENT, "date", "description")}
    fields["room"] = fields["room"] or room
    id_ = event.get("id") or event.get("code") or ""
    persons = (
        Person(_spoken(person).strip(), person.get("id") or person.get("code") or "", person.get("guid") or "")
        for person in event.iterfind("persons/person")
    )
    return Event(
        **fields,
        id=id_,
        guid=event.get("guid") or "",
        day=day,
        persons=tuple(persons),
        place=f"event[{id_ or fields['slug'] or _line(event)}]",
        line=_line(event),
    )


def _text(parent: etree._Element | None, name: str) -> str:
    node = parent.find(name) if parent is not None else None
    return _spoken(node).strip() if node is not None else ""


def _spoken(node: etree._Element) -> str:
    return "".join(str(part) for part in node.itertext())


def _line(node: etree._Element) -> int | None:
    line: object = node.sourceline
    return line if isinstance(line, int) else None


def render(schedule: Schedule) -> bytes:
    root = etree.Element("schedule")
    etree.SubElement(root, "generator", name="nongnat")
    etree.SubElement(root, "version").text = "1"
    conference = etree.SubElement(root, "conference")
    for name, value in _conference(schedule):
        etree.SubElement(conference, name).text = value
    for track in schedule.tracks:
        etree.SubElement(conference, "track", name=track)
    for index, day in enumerate(schedule.days, 1):
        node = etree.SubElement(root, "day", date=day.date, start=day.start, end=day.end, index=str(index))
        for room in (*schedule.rooms, Room("")):
            events = [event for event in day.events if event.room == room.name]
            if events:
                element = etree.SubElement(node, "room", name=room.name)
                if room.guid:
                    element.set("guid", room.guid)
                element.extend(_element(event) for event in events)
    # ">" is escaped: it could end the instruction
    root.append(
        etree.ProcessingInstruction("nongnat", json.dumps(schedule.meta, sort_keys=True).replace(">", "\\u003e"))
    )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _conference(schedule: Schedule) -> Iterator[tuple[str, str]]:
    yield "title", schedule.title
    yield "acronym", schedule.acronym
    yield "start", schedule.first
    yield "end", schedule.last
    yield "days", str(len(schedule.days))
    yield "timeslot_duration", "00:05"
    yield "base_url", schedule.base_url
    if schedule.zone:
        yield "time_zone_name", schedule.zone


def _element(event: Event) -> etree._Element:
    node = etree.Element("event", id=event.id, guid=event.guid)
    for name in ("date", *_EVENT, "description"):
        etree.SubElement(node, name).text = getattr(event, name)
    persons = etree.SubElement(node, "persons")
    for person in event.persons:
        etree.SubElement(persons, "person", guid=person.guid).text = person.name
    return node

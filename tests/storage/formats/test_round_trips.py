from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, get_args
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from storage.formats import Kind, read, session_ics, write
from storage.formats.diff import diff
from storage.programme import Module, Programme, Session, Speaker, Text, Venue
from tests.storage.formats.shared import SAMPLES, shared
from tests.storage.formats.strategies import programmes


if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
FOUND = ["schedules/debconf23.xml", "schedules/pretalx-democon.json", "schedules/kielux_2020.ics"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_have_no_fault_and_no_warning(path: Path) -> None:
    programme, warnings = read(path.name, path.read_bytes())

    assert (programme.code, len(programme.sessions), warnings) == (path.stem, 14, ())


@few
@given(programmes())
def test_yaml_keeps_everything(programme: Programme) -> None:
    again, _ = read("programme.yaml", write(programme, "yaml"))

    assert again == programme


@few
@given(programmes(), st.sampled_from(["xml", "json", "ics"]))
def test_other_formats_keep_sessions(programme: Programme, kind: Literal["xml", "json", "ics"]) -> None:
    again, _ = read(f"programme.{kind}", write(programme, kind))

    # The schedule formats cannot say that a session is cancelled, so that it is not in them
    kept = [session for session in programme.sessions if kind == "ics" or session.status == "confirmed"]
    assert _told(again.sessions) == _told(kept)


@pytest.mark.parametrize("kind", ["yaml", "xml", "json", "ics"])
@pytest.mark.parametrize("words", ["\\N", "\\n", "ก\\", "\\\\", "\\,", "\\;", "\\:", "ก = ข", '"', "^n", "%5C"])
def test_what_means_something_in_a_file_is_kept_as_it_is(kind: Kind, words: str) -> None:
    named = Text(words, words)
    start = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Bangkok"))
    parts = {"code": words, "uid": "u1", "venue": words, "speakers": (words,), "module": words}
    session = Session(title=named, start=start, end=start, timezone="Asia/Bangkok", **parts)  # type: ignore[arg-type] # each is of its field
    programme = Programme(
        words, named, "Asia/Bangkok", "th",
        venues=(Venue(words, named),), speakers=(Speaker(words, named),), modules=(Module(words, named),),
        sessions=(session,),
    )  # fmt: skip

    again, _ = read(f"programme.{kind}", write(programme, kind))

    assert (again.code, _told(again.sessions)) == (words, _told([session]))
    assert {code for code, _ in _names(again, {words})} == {again.sessions[0].module} == {words}


def _told(sessions: Iterable[Session]) -> list[tuple[object, ...]]:
    """What every format keeps of sessions: ids, moments, zones, titles, rooms, speakers."""
    return sorted(
        (
            session.code,
            session.uid,
            session.start.astimezone(UTC),
            session.end.astimezone(UTC),
            session.timezone,
            session.title,
            session.venue,
            session.speakers,
            session.sequence,
        )
        for session in sessions
    )


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_keep_the_names_of_rooms_speakers_and_modules(path: Path, kind: Kind) -> None:
    programme, _ = read(path.name, path.read_bytes())
    again, warnings = read(f"again.{kind}", write(programme, kind))

    used = {session.venue for session in programme.sessions} | {session.module for session in programme.sessions}
    used |= {code for session in programme.sessions for code in session.speakers}
    assert _names(again, used) == _names(programme, used)
    assert (again.title.th, again.timezone, again.language, warnings) == (
        programme.title.th,
        programme.timezone,
        programme.language,
        (),
    )


def _names(programme: Programme, used: set[str]) -> set[tuple[str, str]]:
    named = {(venue.code, venue.name.th) for venue in programme.venues if venue.code in used}
    named |= {(speaker.code, speaker.name.th) for speaker in programme.speakers if speaker.code in used}
    return named | {(module.code, module.title.th) for module in programme.modules if module.code in used}


@few
@given(programmes())
def test_nothing_is_different_from_itself(programme: Programme) -> None:
    assert diff(programme, programme) == ()


def _passes_schema(content: bytes) -> None:
    schema = json.loads(shared("schedules/schema.json").read_text("utf-8"))
    jsonschema.Draft6Validator(schema, format_checker=jsonschema.FormatChecker()).validate(json.loads(content))


def _passes_xsd(content: bytes) -> None:
    etree.XMLSchema(etree.parse(shared("schedules/schedule.xml.xsd"))).assertValid(etree.fromstring(content))


@few
@given(programmes())
def test_any_programme_passes_the_schemas(programme: Programme) -> None:
    _passes_schema(write(programme, "json"))
    _passes_xsd(write(programme, "xml"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_pass_the_schemas(path: Path) -> None:
    programme, _ = read(path.name, path.read_bytes())

    _passes_schema(write(programme, "json"))
    _passes_xsd(write(programme, "xml"))


@pytest.mark.parametrize("name", FOUND)
def test_real_schedules_pass_the_schemas_when_written_again(name: str) -> None:
    path = shared(name)
    programme, _ = read(path.name, path.read_bytes())

    _passes_schema(write(programme, "json"))
    _passes_xsd(write(programme, "xml"))


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("name", FOUND)
def test_real_schedules_keep_their_sessions(name: str, kind: Kind) -> None:
    path = shared(name)
    programme, _ = read(path.name, path.read_bytes())
    again, _ = read(f"again.{kind}", write(programme, kind))

    assert _told(again.sessions) == _told(programme.sessions)


@few
@given(programmes())
def test_calendar_lines_are_folded_at_75_bytes_and_within_no_character(programme: Programme) -> None:
    content = write(programme, "ics")
    lines = content.split(b"\r\n")

    assert max(len(line) for line in lines) <= 75
    assert [line.decode().encode() for line in lines] == lines
    assert b"\n" not in content.replace(b"\r\n", b"")


@few
@given(programmes(), st.sampled_from(["th", "en"]))
def test_one_session_for_a_calendar_has_the_uid_of_the_whole(
    programme: Programme, language: Literal["th", "en"]
) -> None:
    for session in programme.sessions:
        alone, _ = read("one.ics", session_ics(programme, session, language).encode())

        assert [(one.uid, one.sequence, one.status, one.start) for one in alone.sessions] == [
            (session.uid, session.sequence, session.status, session.start)
        ]

"""Whatever a file holds, it is a programme or it is refused with every reason; nothing else is ever raised."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import BadFile
from bot.texts import LANGUAGES, texts
from storage.formats import read, write
from tests.storage.formats.shared import SAMPLES


if TYPE_CHECKING:
    from storage.programme import Programme


few = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
names = st.sampled_from(["a.yaml", "a.yml", "a.xml", "a.json", "a.ics", "a.xlsx", "a", ""])
SAMPLE = SAMPLES[0].read_bytes()
WHOLE, _ = read("sample.yaml", SAMPLE)
FILES = {"a.yaml": SAMPLE, **{f"a.{kind}": write(WHOLE, kind) for kind in ("xml", "json", "ics")}}
PIECES = [
    *(b": - [] {} \" ' # & * ! | > % @ ` \t \n \r \x00 \xff \xe0 < > &amp; <![CDATA[ ]]> , ;".split(b" ")),
    b"2562",
    b"2562-10-04T09:00",
    b"*a",
    b"&a",
    b"!!python/object:os.system",
    b"<!DOCTYPE a>",
    b"&x;",
    b"RRULE:FREQ=DAILY\r\n",
    b"DTSTART:25620101\r\n",
    b"null",
    b"-1",
    b"1e999",
    b"{",
    b"}",
    b"[" * 100,
    b"BEGIN:VEVENT\r\n",
    b"END:VCALENDAR\r\n",
    b";TZID=Mars/Base:",
    "\u0e33\u0e49".encode(),
    b"timezone: Mars/Base\n",
    b"\\ud800",
    b"9" * 30,
]


def judged(name: str, content: bytes) -> None:
    """Read it: a programme that can be written and read again, or faults that can be said in both languages."""
    programme: Programme | None = None
    try:
        programme, faults = read(name, content)
    except BadFile as refused:
        faults = refused.faults
        errors = [fault for fault in faults if not fault.warning]
    else:
        errors = []
        again, _ = read("again.yaml", write(programme, "yaml"))
        assert again.sessions == programme.sessions
    assert bool(errors) == (programme is None)
    for fault in faults:
        assert all(texts(language)(f"fault.{fault.code}", **fault.values) for language in LANGUAGES)


@few
@given(names, st.binary(max_size=300))
def test_any_bytes(name: str, content: bytes) -> None:
    judged(name, content)


@few
@given(
    names, st.lists(st.sampled_from(PIECES) | st.text(max_size=10).map(lambda text: text.encode("utf-8", "replace")))
)
def test_any_pieces(name: str, pieces: list[bytes]) -> None:
    judged(name, b"".join(pieces))


@few
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(PIECES)), min_size=1, max_size=4),
)
def test_a_file_with_something_replaced(name: str, changes: list[tuple[float, int, bytes]]) -> None:
    content = FILES[name]
    for where, length, piece in changes:
        at = int(where * len(content))
        content = content[:at] + piece + content[at + length :]
    judged(name, content)


@few
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["schedule", "conference", "days", "rooms", "date", "start", "persons", "title", "guid", "a"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json(value: object) -> None:
    judged("a.json", json.dumps(value).encode())
    judged(
        "a.json", json.dumps({"schedule": {"conference": {"days": [{"date": "2026-01-01", "rooms": value}]}}}).encode()
    )
    judged("a.yaml", json.dumps({"programme": value, "sessions": [value], "venues": value}).encode())

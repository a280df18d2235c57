"""Any programme that a file could hold, for property tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from storage.formats.identity import uid_of
from storage.programme import CheckPoint, Contact, Faq, Group, Module, Programme, Session, Speaker, Text, Venue


ZONES = ("Asia/Bangkok", "Europe/Madrid", "UTC", "Etc/GMT-1", "America/New_York", "Asia/Kathmandu", "Asia/Ho_Chi_Minh")

# Whatever may stand in a file: no control characters, no halves of characters, no blanks at the ends
said = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp"), exclude_characters="\ufeff"), max_size=40
    )
    | st.sampled_from(['ก่อน, หลัง; \\n และ "คำ" : #', "เมืองนวัตกรรม 🏙", "no", "12:30", "null", "- a", "x" * 200])
).map(lambda text: " ".join(text.split()))
words = said.filter(bool)
texts = st.builds(Text, th=said, en=said)
titles = texts.filter(bool)
links = st.sampled_from(["", "https://example.org/a?b=c&d=%20", "http://example.org"])


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    aliases = st.lists(words, max_size=2).map(tuple)
    code = draw(words)
    venues = tuple(draw(_venues(name)) for name in draw(st.lists(words, max_size=3, unique=True)))
    speakers = tuple(
        Speaker(name, draw(titles), draw(aliases), draw(texts))
        for name in draw(st.lists(words, max_size=3, unique=True))
    )
    modules = tuple(
        Module(name, draw(titles), draw(aliases)) for name in draw(st.lists(words, max_size=2, unique=True))
    )
    groups = tuple(
        Group(name, draw(titles), draw(said), draw(aliases)) for name in draw(st.lists(words, max_size=2, unique=True))
    )
    return Programme(
        code=code,
        title=draw(titles),
        timezone=draw(st.sampled_from(ZONES)),
        language=draw(st.sampled_from(["th", "en"])),
        organizer=draw(texts),
        settings={
            **draw(st.dictionaries(st.sampled_from(["certificate", "badge"]), _settings)),
            **({"public": True} if draw(st.booleans()) else {}),
        },
        contacts=tuple(draw(st.lists(st.builds(Contact, titles, said, said), max_size=2))),
        venues=venues,
        speakers=speakers,
        modules=modules,
        sessions=tuple(
            draw(_sessions(code, name, venues, speakers, modules))
            for name in draw(st.lists(words, max_size=4, unique=True))
        ),
        groups=groups,
        faqs=tuple(
            draw(st.lists(st.builds(Faq, st.lists(words, min_size=1, max_size=2).map(tuple), titles), max_size=2))
        ),
    )


_settings = st.dictionaries(
    words, st.integers(-1000, 1000) | st.booleans() | said | st.lists(said, max_size=2), max_size=3
)


@st.composite
def _venues(draw: st.DrawFn, code: str) -> Venue:
    at = draw(st.none() | st.tuples(st.integers(-90, 90), st.integers(-180, 180)))
    latitude, longitude = (float(at[0]), float(at[1])) if at else (None, None)
    aliases = tuple(draw(st.lists(words, max_size=2)))
    return Venue(code, draw(titles), aliases, draw(texts), latitude, longitude, draw(links))


@st.composite
def _sessions(
    draw: st.DrawFn,
    programme: str,
    code: str,
    venues: tuple[Venue, ...],
    speakers: tuple[Speaker, ...],
    modules: tuple[Module, ...],
) -> Session:
    zone = draw(st.sampled_from(ZONES))
    start = draw(st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1))).replace(second=0, microsecond=0, tzinfo=UTC)  # noqa: DTZ001 - hypothesis wants them so
    end = start + timedelta(minutes=draw(st.integers(0, 200) | st.integers(0, 100_000)))
    return Session(
        code=code,
        title=draw(titles),
        start=start.astimezone(ZoneInfo(zone)),
        end=end.astimezone(ZoneInfo(zone)),
        timezone=zone,
        kind=draw(st.sampled_from(["lecture", "workshop", "break", "trip", "exam"])),
        module=draw(st.sampled_from(["", *(module.code for module in modules)])),
        venue=draw(st.sampled_from(["", *(venue.code for venue in venues)])),
        speakers=tuple(speaker.code for speaker in speakers if draw(st.booleans())),
        aliases=tuple(draw(st.lists(words, max_size=2))),
        description=draw(texts),
        bring=draw(texts),
        dress=draw(texts),
        url=draw(links),
        attendance=draw(st.booleans()),
        points=tuple(
            CheckPoint(name, draw(titles), start.astimezone(ZoneInfo(zone)))
            for name in draw(st.lists(words, max_size=2, unique=True))
        ),
        status=draw(st.sampled_from(["confirmed", "confirmed", "cancelled"])),
        sequence=draw(st.integers(0, 99)),
        uid=draw(st.sampled_from([uid_of(programme, code), f"{uid_of(programme, code)}@example.org"])),
    )

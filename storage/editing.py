"""One session of a programme changed by hand: checked, and what it then clashes with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.errors import Refused
from storage.formats.identity import uid_of
from storage.programme import Programme, Session, Speaker, Status, Text, Venue


if TYPE_CHECKING:
    from collections.abc import Sequence


LONG = timedelta(days=60)
"""No session is longer: it would be a slip in the month."""
LINK = re.compile(r"(?:(?:ลิงก์|ลิงค์|ลิ้งค์|ลิ้งก์|link)\s*:?\s*)?(https?://\S+)", re.IGNORECASE)
"""An address in what is typed, with the word for it."""
_LAST_YEAR, _BUDDHIST = 2400, 543
_TIMELESS = frozenset({"break", "deadline"})


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be other than it is; None, () and "" leave things alone, but for `venue`.

    A time without a zone is in the session's own. A `start` alone moves the session and keeps its length. `venue` and
    `speakers` are ids, names or other names for them; "" is no venue, and a new one's way in (https://…) may stand
    with its name. `title` and `meeting` are
    in the language that they are written in.
    """

    start: datetime | None = None
    end: datetime | None = None
    venue: str | None = None
    title: str = ""
    speakers: tuple[str, ...] = ()
    status: Status | None = None
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Another session at the same time: in the same room, with the same speaker, or else merely at that time."""

    kind: Literal["room", "speaker", "time"]
    session: Session


def edited(programme: Programme, code: str, edit: Edit, *, new_venue: bool = False) -> Programme:
    """`programme` with its session `code` changed; who speaks there and is not known is added, `new_venue` so too.

    Raises Refused where there is no such session, where the change makes no sense, or changes nothing.
    """
    session = session_of(programme, code)
    start, end = _times(session, edit)
    venues, venue = _venue(programme, session, edit.venue, new_venue=new_venue)
    speakers, cast = _speakers(programme, session, edit.speakers)
    title, meeting = edit.title.strip(), edit.meeting.strip()
    named = title and title not in (session.title.th, session.title.en)
    met = meeting and meeting not in (session.meeting.th, session.meeting.en)
    changed = replace(
        session,
        start=start,
        end=end,
        points=tuple(replace(point, at=point.at + (start - session.start)) for point in session.points),
        venue=venue,
        speakers=cast,
        title=_text(title) if named else session.title,
        aliases=_called(session) if named else session.aliases,
        status=edit.status or session.status,
        meeting=_text(meeting) if met else session.meeting,
    )
    if changed == session:
        raise Refused("programme.nothing", title=session.title.in_("th"))
    sessions = tuple(changed if each is session else each for each in programme.sessions)
    return replace(programme, sessions=sessions, venues=venues, speakers=speakers)


def begun(programme: Programme, title: str, start: datetime, end: datetime) -> Programme:
    """`programme` with one session more, the last in its order, which can be `edited`; times as those of an Edit.

    Raises Refused where it has no title, or ends before it begins.
    """
    if not title.strip():
        raise Refused("programme.no_title")
    zone = ZoneInfo(programme.timezone)
    code = _free("session", [each.code for each in programme.sessions])
    blank = Session(
        code, _text(title.strip()), start.replace(tzinfo=zone), start.replace(tzinfo=zone), programme.timezone
    )
    start, end = _times(blank, Edit(start, end))
    new = replace(blank, start=start, end=end, uid=uid_of(programme.code, code))
    return replace(programme, sessions=(*programme.sessions, new))


def session_of(programme: Programme, code: str) -> Session:
    """The session with this id. Raises Refused, with the ids most like it, where there is none."""
    found = next((session for session in programme.sessions if session.code == code), None)
    if found is None:
        from storage.formats.report import nearest  # noqa: PLC0415 - the readers of files take a while to load

        known = nearest(code, dict.fromkeys(session.code for session in programme.sessions))
        raise Refused("programme.no_session", found=code, known=known)
    return found


def _times(session: Session, edit: Edit) -> tuple[datetime, datetime]:
    lasts = session.end.replace(tzinfo=None) - session.start.replace(tzinfo=None)
    start = _local(edit.start, session) if edit.start else session.start
    if edit.end:
        end = _local(edit.end, session)
    else:
        end = _local(start.replace(tzinfo=None) + lasts, session) if edit.start else session.end
    length = end.astimezone(UTC) - start.astimezone(UTC)
    if length < timedelta() or (length == timedelta() and session.start != session.end):
        raise Refused("programme.ends_early", start=_minute(start), end=_minute(end))
    if length > LONG:
        raise Refused("programme.too_long", days=str(length.days), most=str(LONG.days))
    return start, end


def _local(time: datetime, session: Session) -> datetime:
    """In the session's zone; an hour that its clocks pass over is the one after."""
    if time.year > _LAST_YEAR:
        raise Refused("programme.buddhist", found=str(time.year), meant=str(time.year - _BUDDHIST))
    zone = ZoneInfo(session.timezone)
    return (time if time.tzinfo else time.replace(tzinfo=zone)).astimezone(UTC).astimezone(zone)


def _minute(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M}"


def _venue(
    programme: Programme, session: Session, wanted: str | None, *, new_venue: bool
) -> tuple[tuple[Venue, ...], str]:
    if wanted is None or not wanted.strip():
        return programme.venues, session.venue if wanted is None else ""
    found = venue_of(programme, wanted)
    if found:
        return programme.venues, found.code
    if not new_venue:
        raise Refused(
            "programme.no_venue", found=wanted, known=", ".join(each.code for each in programme.venues) or "–"
        )
    link = LINK.search(wanted)
    name = " ".join(LINK.sub(" ", wanted).split()) or (urlsplit(link[1]).hostname if link else "") or wanted.strip()
    code = _free("venue", [each.code for each in programme.venues])
    made = Venue(code, _text(name), url=link[1] if link else "")
    return (*programme.venues, made), made.code


def venue_of(programme: Programme, wanted: str) -> Venue | None:
    """The venue with this id, name or other name."""
    return next((each for each in programme.venues if _is_called(wanted, each.code, each.name, each.aliases)), None)


def speaker_of(programme: Programme, wanted: str) -> Speaker | None:
    """The speaker with this id, name or other name."""
    return next((each for each in programme.speakers if _is_called(wanted, each.code, each.name, each.aliases)), None)


def _speakers(
    programme: Programme, session: Session, wanted: Sequence[str]
) -> tuple[tuple[Speaker, ...], tuple[str, ...]]:
    known, cast = list(programme.speakers), []
    for name in wanted:
        if not any(letter.isalpha() for letter in name):
            raise Refused("programme.no_speaker", found=name)
        found = speaker_of(replace(programme, speakers=tuple(known)), name)
        if found is None:
            found = Speaker(_free("speaker", [each.code for each in known]), _text(name.strip()))
            known.append(found)
        cast.append(found.code)
    return tuple(known), tuple(dict.fromkeys(cast)) if wanted else session.speakers


def _is_called(wanted: str, code: str, name: Text, aliases: Sequence[str]) -> bool:
    return wanted == code or _key(wanted) in {_key(each) for each in (name.th, name.en, *aliases) if each}


def _key(words: str) -> str:
    return "".join(words.split()).casefold()


def _text(words: str) -> Text:
    """One name is the name in both languages: the other one's was that of something else."""
    return Text(words)


def _called(session: Session) -> tuple[str, ...]:
    """People go on asking for it by the name that it had."""
    old = [each for each in (session.title.th, session.title.en) if each and each not in session.aliases]
    return (*session.aliases, *dict.fromkeys(old))


def _free(kind: str, taken: Sequence[str]) -> str:
    return next(code for number in count(1) if (code := f"{kind}-{number}") not in taken)


def added(before: Programme, after: Programme) -> list[Text]:
    """The names of the venues and speakers that `edited` has added."""
    venues = [each.name for each in after.venues[len(before.venues) :]]
    return [*venues, *(each.name for each in after.speakers[len(before.speakers) :])]


def clashes(programme: Programme, before: Programme, code: str) -> list[Clash]:
    """What the session `code` clashes with in `programme` and did not in the version `before`, by time."""
    known = {(clash.kind, clash.session.code) for clash in _clashes(before, session_of(before, code))}
    found = _clashes(programme, session_of(programme, code))
    return [clash for clash in found if (clash.kind, clash.session.code) not in known]


def _clashes(programme: Programme, session: Session) -> list[Clash]:
    if session.status == "cancelled" or session.kind in _TIMELESS:
        return []
    beside = [other for other in programme.sessions if other.code != session.code and _overlap(session, other)]
    online = {venue.code for venue in programme.venues if venue.url}
    return [
        Clash(_kind(session, other, online), other)
        for other in sorted(beside, key=lambda other: (other.start, other.end, other.code))
    ]


def _overlap(session: Session, other: Session) -> bool:
    """A deadline takes no time, and a break is there for all."""
    if other.status == "cancelled" or other.kind in _TIMELESS:
        return False
    return session.start < other.end and other.start < session.end


def _kind(session: Session, other: Session, online: set[str]) -> Literal["room", "speaker", "time"]:
    if session.venue and session.venue == other.venue and session.venue not in online:
        return "room"
    return "time" if set(session.speakers).isdisjoint(other.speakers) else "speaker"

"""A programme as a value: what a programme file says, whatever its format, and what the store gives back.

Ids are the file's own (`code`), stable over versions of the file. Times are aware; a session keeps its own zone, in
which its times are shown. References between entries are by code and hold: a Programme is only made of checked parts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal


if TYPE_CHECKING:
    from datetime import datetime

Status = Literal["confirmed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Text:
    """Words in Thai and English; either may be empty."""

    th: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.th or self.en)

    def in_(self, language: str) -> str:
        """In `language`, or in the other where that is empty."""
        return (self.en or self.th) if language == "en" else (self.th or self.en)


@dataclass(frozen=True, slots=True)
class Contact:
    name: Text
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Venue:
    """`latitude` and `longitude` in degrees (WGS 84), both or neither; `url` is where an online room is joined."""

    code: str
    name: Text
    aliases: tuple[str, ...] = ()
    address: Text = Text()
    latitude: float | None = None
    longitude: float | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """`name` with its titles (ดร. รศ. นาย), as it is to be shown."""

    code: str
    name: Text
    aliases: tuple[str, ...] = ()
    role: Text = Text()


@dataclass(frozen=True, slots=True)
class Module:
    code: str
    title: Text
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    title: Text
    kind: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """A moment of a session at which it is noted who is there, such as the bus in the morning; `at` is aware."""

    code: str
    title: Text
    at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """`start` and `end` are aware, in the session's own `timezone` (IANA); a deadline has both the same.

    `uid` is the calendar's id for it for good; `sequence` counts its changes (RFC 5545). `meeting` is where people meet
    before it, where that is elsewhere than at the venue. `points`: where there are none, there is one at its start,
    or one on each of its days, see bot.services.checkin.
    """

    code: str
    title: Text
    start: datetime
    end: datetime
    timezone: str
    kind: str = "lecture"
    module: str = ""
    venue: str = ""
    speakers: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    description: Text = Text()
    bring: Text = Text()
    dress: Text = Text()
    meeting: Text = Text()
    url: str = ""
    attendance: bool = True
    points: tuple[CheckPoint, ...] = ()
    status: Status = "confirmed"
    sequence: int = 0
    uid: str = ""


@dataclass(frozen=True, slots=True)
class Faq:
    questions: tuple[str, ...]
    answer: Text


@dataclass(frozen=True, slots=True)
class Programme:
    """`settings` are the file's other keys under `programme:` (attendance and the like), for the rooms they concern.

    `public` among them, which is True or not there: anybody may ask about the programme, on its roster or not.
    """

    code: str
    title: Text
    timezone: str
    language: Literal["th", "en"] = "th"
    organizer: Text = Text()
    settings: dict[str, object] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    venues: tuple[Venue, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    modules: tuple[Module, ...] = ()
    sessions: tuple[Session, ...] = ()
    groups: tuple[Group, ...] = ()
    faqs: tuple[Faq, ...] = ()

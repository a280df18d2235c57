"""A morning on which much is to be told, and those who are to be told it: the store before it begins.

Times are in minutes after seven o'clock of that day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from bot.messages import Address
from bot.services import programme as programmes
from bot.services.reminders import Timetable, Wishes
from bot.services.reminders.looking import JOINED
from bot.services.reminders.occasions import occasions
from storage import people, reminders
from storage.people import Details, Membership
from storage.programme import Session, Text
from tests.dialogs.talk import CCIO, ROOT


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from storage.db import Database
    from storage.programme import Programme
    from tests.soak.crowd import Crowd
    from tests.soak.noted import NotedLine, NotedTelegram


Way = Literal["there", "blocked", "leaves", "stopped"]

SEVEN = datetime(2019, 10, 7, 7, tzinfo=ZoneInfo("Asia/Bangkok"))
CODE = "ccio-2"
LEAD = 10
EVENING, DIGEST, FIRST, CHANGE, LEAVE, SECOND, KILLED_TO, OUTAGE = 0, 6, 7, 8, 12.5, 14, 28, 29
STARTS = {"first": 22, "second": 28, "called-off": 31, "moved": 58, "slept-through": 45, "tomorrow": 26 * 60}
NAMES = {
    "first": "บรรยายเรื่องน้ำ",
    "second": "บรรยายเรื่องถนน",
    "called-off": "ประชุมย่อย",
    "moved": "ปฏิบัติการเรื่องขยะ",
    "slept-through": "เสวนาปิดท้าย",
    "tomorrow": "บรรยายวันรุ่งขึ้น",
}
MOVED, CALLED_OFF, SLEPT, TOMORROW = "moved", "called-off", "slept-through", "tomorrow"
EARLIER = 34
"""When the session that is moved begins then."""
END = 46
TOLD_OF_SLEPT = STARTS[SLEPT] - LEAD - JOINED / timedelta(minutes=1)
"""The nudge that the outage is to swallow may be told from then on, joined to something else."""
NOTE = "ฝ่ายเลขานุการขออภัยในความไม่สะดวก"
EVERYBODY, STOPPED = "พรุ่งนี้โปรดแต่งกายสุภาพ", "คืนนี้มีงานเลี้ยงต้อนรับ"
"""What the announcements say: the one that goes, and the one that is stopped half-way."""


def at(minutes: float) -> datetime:
    return SEVEN + timedelta(minutes=minutes)


def course() -> Programme:
    """The sample with a full morning more, and a session on the next."""
    sample, _ = programmes.read(CCIO, (ROOT / CCIO).read_bytes())
    spare = replace(sample.sessions[0], aliases=(), uid="")
    more = [_moved(_named(spare, code), start) for code, start in STARTS.items()]
    reminders_ = {"evening": "07:00", "digest": "07:06", "nudge": LEAD}
    settings = {**sample.settings, "reminders": reminders_, "feedback": {"skip": [*STARTS]}}
    return replace(sample, sessions=(*sample.sessions, *more), settings=settings)


def changed(before: Programme) -> Programme:
    """One session is earlier, one is called off, one of the next day is longer."""
    done: dict[str, Callable[[Session], Session]] = {
        MOVED: lambda session: _moved(session, EARLIER),
        CALLED_OFF: lambda session: replace(session, status="cancelled"),
        TOMORROW: lambda session: replace(session, end=session.end + timedelta(hours=1)),
    }
    sessions = tuple(done[each.code](each) if each.code in done else each for each in before.sessions)
    return replace(before, sessions=sessions)


def _named(session: Session, code: str) -> Session:
    return replace(session, code=code, title=Text(NAMES[code]))


def _moved(session: Session, start: float) -> Session:
    return replace(session, start=at(start), end=at(start + 60))


@dataclass(frozen=True)
class What:
    """Something that is told: `words` is how people see that it is this, `key` how its keys begin in the store.

    `begins`: the session of which it is too late to be told then. `never`: nobody is to be told.
    """

    name: str
    key: str
    words: re.Pattern[str]
    due: float
    begins: float | None = None
    never: bool = False


def told(first: str, second: str, release: str, *, slept: bool) -> list[What]:
    """All that is told, with the keys of the announcements and of the release.

    `slept`: no bot was up when the nudge could be told that the outage is to swallow. On a busy machine one may be.
    """
    starts = {**STARTS, MOVED: EARLIER}
    nudges = [
        What(
            f"nudge {code}",
            f"nudge {CODE} {code} ",
            re.compile(rf"^อีก [^\n]*\n{re.escape(NAMES[code])}", re.MULTILINE),
            start - LEAD,
            start,
            never=code == CALLED_OFF or (code == SLEPT and slept),
        )
        for code, start in starts.items()
        if code != TOMORROW
    ]
    return [
        What("feedback", "feedback ", re.compile("^ขอถามสั้น ๆ", re.MULTILINE), EVENING),  # of the Friday before
        What("evening", f"evening {CODE} ", re.compile("^พรุ่งนี้ เริ่ม", re.MULTILINE), EVENING),
        What("digest", f"digest {CODE} ", re.compile("^วันนี้ เริ่ม", re.MULTILINE), DIGEST, STARTS[SLEPT]),
        What("announcement", first, re.compile(EVERYBODY), FIRST),
        What("change", release, re.compile(NOTE), CHANGE),
        What("announcement, stopped", second, re.compile(STOPPED), SECOND),
        *sorted(nudges, key=lambda nudge: nudge.due),
    ]


@dataclass(frozen=True)
class Member:
    """Somebody in the programme, with their chats; `first` is the channel that they chose.

    `blocked` and `leaves` are of that one: the bot is not told of it, or is while it works.
    """

    person: int
    chats: dict[str, str]
    first: str = ""
    way: Way = "there"

    @property
    def reached(self) -> bool:
        """Whether there is a chat in which they are to the end."""
        return self.way != "stopped" and len(self.chats) > (self.way in ("blocked", "leaves"))


_BOTH = ("line", "telegram")
_KINDS: tuple[tuple[int, tuple[str, ...], str, Way], ...] = (
    (14, ("line",), "line", "there"),
    (12, ("telegram",), "telegram", "there"),
    (3, _BOTH, "line", "there"),
    (3, _BOTH, "telegram", "there"),
    (2, _BOTH, "telegram", "blocked"),
    (1, _BOTH, "line", "leaves"),
    (1, _BOTH, "telegram", "leaves"),
    (1, ("telegram",), "telegram", "blocked"),
    (1, ("line",), "line", "leaves"),
    (1, (), "", "there"),
    (1, _BOTH, "line", "stopped"),
)
"""Of forty people, how many there are of each kind."""


def filled(database: Database, line: NotedLine, telegram: NotedTelegram, crowd: Crowd, number: int) -> list[Member]:
    """The store before the bot is started: the programme with `number` people in it, and with the crowd."""
    programme = course()
    kinds = [kind[1:] for kind in _KINDS for _ in range(kind[0])]
    asking = [("line", str(each.chat)) for each in crowd.on_line]
    asking += [("telegram", str(each.chat)) for each in crowd.on_telegram]
    with database.write() as store:
        programmes.keep(store, programme, now=at(-90))
        past = [each for each in occasions(Timetable(programme), Wishes()) if each.due_at < at(-90)]
        reminders.mark(store, "planned", dict.fromkeys(past, 0), at(-90))
        made: list[Member] = []
        for channel, chat in asking:
            made.append(Member(people.add(store, Details("ผู้ถาม")), {channel: chat}, channel))
        for each in range(number):
            chats, first, way = kinds[each % len(kinds)]
            person = people.add(store, Details(f"ผู้เรียน {each}"))
            made.append(Member(person, {name: _opened(name, line, telegram) for name in chats}, first, way))
        for member in made:
            people.enrol(store, member.person, Membership(CODE))
            for channel, chat in member.chats.items():
                people.link(store, member.person, Address(channel, chat))
            if len(member.chats) > 1:
                reminders.wish(store, member.person, Wishes(channel=member.first), at(-90))
            if member.way == "stopped":
                people.stop(store, member.person, stopped=True)
            if member.way == "blocked":
                telegram.world.chats[int(member.chats["telegram"])].state = "blocked"
    return made


def _opened(channel: str, line: NotedLine, telegram: NotedTelegram) -> str:
    """A chat in which the bot may write, of which it has not heard."""
    if channel == "line":
        return line.friend("ผู้เรียน")
    user = telegram.person("ผู้เรียน")
    telegram.world.chats[user].state = "open"
    return str(user)


def leave(members: Sequence[Member], line: NotedLine, telegram: NotedTelegram) -> None:
    """Those who leave block the bot where they were told things."""
    for member in members:
        if member.way == "leaves" and member.first == "line":
            line.unfollow(member.chats["line"])
        elif member.way == "leaves":
            telegram.block(int(member.chats["telegram"]))

"""The page of who did what, when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from bot.services import log
from bot.services.log import COMMAND, KINDS, PAGES, Asked
from bot.texts import short
from bot.web.console.here import Shown
from bot.web.console.paging import number


if TYPE_CHECKING:
    from starlette.routing import Route

    from bot.services.log import Deed, Read
    from bot.web.console.guard import Room
    from bot.web.console.here import Answer, Here


_FIRST, _LAST = date(2000, 1, 1), date(2999, 1, 1)  # days beyond which no clock of any zone is asked
_LONGEST = 60  # letters of an announcement that are shown


def routes(room: Room) -> list[Route]:
    return [room.page("log", "log", _log, seen=True)]


class Line(NamedTuple):
    """A deed as it is shown; `who` is "" for the clock, `about` whose data it was, if others'."""

    when: str
    who: str
    what: str
    about: str


def _log(here: Here) -> Answer:
    asked = _asked(here)
    found = log.read(here.store, here.programme, asked, nowhere=here.role == "owner")
    titles = {session.code: session.title.in_(here.language) for session in here.programme.sessions}
    values = {
        "lines": [_line(here, deed, found, titles) for deed in found.deeds],
        "asked": asked,
        "more": found.more and asked.page < PAGES,
        "kinds": [(kind, here.say(f"console.tab_{kind}")) for kind in KINDS],
        "staff": [(each.id, each.name) for each in log.staff(here.store, here.programme.code)],
    }
    return Shown("console/log.html", values)


def _asked(here: Here) -> Asked:
    """What the query asks for; what it says wrongly, it does not say."""
    kind, person, page = (here.asked.get(name, "") for name in ("kind", "who", "page"))
    try:
        day = date.fromisoformat(here.asked.get("day", ""))
    except ValueError:
        day = None
    if day and not _FIRST < day < _LAST:
        day = None
    return Asked(kind if kind in KINDS else "", number(person) or None, day, max(1, number(page)))


def _line(here: Here, deed: Deed, found: Read, titles: dict[str, str]) -> Line:
    at = deed.at.astimezone(here.zone)
    when = f"{here.say.short_day(at.date())} {here.say.hours(at, at)}"
    about = "" if deed.about == deed.person else found.names.get(deed.about or 0, "")
    who = here.say("console_log.command") if deed.details.get("by") == COMMAND["by"] else ""
    return Line(when, found.names.get(deed.person or 0, who), _what(here, deed, found, titles), about)


def _what(here: Here, deed: Deed, found: Read, titles: dict[str, str]) -> str:
    say, subject = here.say, titles.get(deed.subject, deed.subject)
    if deed.what == "people.seen" and deed.subject:
        subject = say(f"console.tab_{deed.subject}")
    if deed.what.startswith("announcement.") and deed.subject.isdigit():
        text = short(found.words.get(int(deed.subject), ""), _LONGEST)
        subject = f"{deed.subject} “{text}”" if text else deed.subject
    values = dict(deed.details)
    if "status" in values:
        values["status"] = say(f"console_log.{values['status'] or 'unmarked'}")
    try:
        return say(f"deeds.{deed.what}", **{**values, "subject": subject})
    except LookupError:  # evidence lasts longer than the code that wrote it
        return say("deeds.unknown", subject=deed.what)

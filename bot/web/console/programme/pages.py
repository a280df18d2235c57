"""What is shown of a programme: its timetable by day, what nobody was told of yet, its versions."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from bot.handlers.changes.drawing import Drawing
from bot.handlers.changes.offering import moment, priced
from bot.services import changes
from bot.services.programme import listed, session_of, to_edit
from bot.showing import Frame, period, where, who
from bot.web.console.here import Shown
from bot.web.console.programme.forms import Changing
from storage import people


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.services.changes import Changed, Release
    from bot.web.console.here import Answer, Here
    from storage.programme import Programme, Session


_VERSIONS = 20


def timetable(here: Here) -> Answer:
    """GET programme: by day, what is over folded away; and above it what nobody was told of yet."""
    ordered = sorted(here.programme.sessions, key=lambda each: (each.start.date(), each.start, each.code))
    today = here.now.astimezone(here.zone).date()
    frame = Frame(here.programme)
    days = [
        {
            "day": here.say.day(day),
            "short": here.say.short_day(day),
            "id": f"d{day.isoformat()}",
            "over": day < today,
            "sessions": [_row(here, frame, each) for each in some],
        }
        for day, some in groupby(ordered, key=lambda each: each.start.date())
    ]
    return Shown(
        "console/programme.html",
        {
            "days": days,
            "shortcuts": [(each["short"], f"#{each['id']}", False) for each in days],
            "pending": pending(here),
            "over": sum(bool(each["over"]) for each in days),
        },
    )


def session(here: Here) -> Answer:
    """GET programme/session, of `?session=`, or (without) a new one."""
    return editing(here, Changing.for_(here, wanted(here)))


def editing(here: Here, form: Changing, status: int = 200) -> Shown:
    """The form of a session."""
    known = wanted(here)
    names = [each.name.in_(here.language) for each in here.programme.speakers]
    return Shown("console/programme_session.html", {"form": form, "known": known, "names": names}, status)


def wanted(here: Here) -> Session | None:
    """The session that is meant; None for a new one. Raises Refused for one that is not there."""
    code = here.posted.get("session") or here.asked.get("session", "")
    return session_of(here.programme, code) if isinstance(code, str) and code else None


def releases(here: Here) -> Answer:
    """GET programme/releases: what was changed when and by whom, and what people were told of it."""
    found = changes.listed(here.store, here.programme.code, most=_VERSIONS)
    makers = {each.made_by for each in found if each.made_by}
    names = {each: people.get(here.store, each).name for each in makers}
    snapshots = changes.snapshots(here.store, [each.id for each in found])
    rows = []
    for each, before in pairwise([*found, None]):
        what = changes.diff(snapshots[before.id], snapshots[each.id]) if each and before else []
        rows += [_version(here, each, what, names)] if each else []
    return Shown("console/programme_releases.html", {"rows": rows, "most": _VERSIONS})


def _version(here: Here, release: Release, what: Iterable[Changed], names: Mapping[int, str]) -> dict[str, object]:
    return {
        "release": release,
        "made": moment(here.say, release.made_at, here.programme),
        "by": names.get(release.made_by or 0, here.say("console_programme.by_file")),
        "state": _state(here, release),
        "changes": facts(here, here.programme, what),
    }


def facts(here: Here, programme: Programme, found: Iterable[Changed]) -> list[dict[str, object]]:
    """Changes as they are shown: title, kinds, and what it was and is."""
    draw = Drawing(here.say, programme)
    return [
        {"title": each.after.title.in_(here.language), "kinds": draw.kinds(each), "facts": draw.facts(each)}
        for each in found
    ]


def pending(here: Here) -> dict[str, object] | None:
    """What nobody was told of yet, with what telling would cost; None where there is nothing."""
    found = changes.pending(here.store, here.programme.code, here.now)
    if found is None:
        return None
    going = found.release.state == "told" and found.release.told_at
    return {
        "release": found.release,
        "changes": facts(here, here.programme, found.changes),
        "cost": priced(here.say, changes.cost(here.store, here.programme.code)),
        "going": moment(here.say, found.release.told_at, here.programme) if going and found.release.told_at else "",
        "disturbed": found.disturbed,
    }


def version(here: Here) -> str:
    """Of the programme as it is in the store."""
    return str(next(each.version for each in listed(here.store) if each.code == here.programme.code))


def to_change(here: Here) -> Programme:
    return to_edit(here.store, here.programme.code)


def _row(here: Here, frame: Frame, each: Session) -> dict[str, object]:
    return {
        "code": each.code,
        "title": each.title.in_(here.language),
        "when": _when(here, frame, each),
        "where": where(here.say, frame, each),
        "who": who(here.say, frame, each),
        "cancelled": each.status == "cancelled",
    }


def _when(here: Here, frame: Frame, each: Session) -> str:
    """The day stands above it, where it ends on that."""
    one = each.start.date() == each.end.date()
    return here.say.hours(each.start, each.end) if one else period(here.say, frame, each)


def _state(here: Here, release: Release) -> str:
    say = here.say
    if release.state == "told" and release.told_at:
        text = "going" if release.told_at > here.now else "told"
        return say(f"console_programme.state_{text}_at", when=moment(say, release.told_at, here.programme))
    return say(f"console_programme.state_{release.state}")

"""What became of a scan, in words and as JSON for the page's script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.services.checkin import showing


if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session as Store

    from bot.services.checkin.entering import Spot
    from bot.services.checkin.scanning import Scanned
    from bot.texts import Texts

    Json = dict[str, Any]


_TONES = {"": "good", "repeated": "known", **dict.fromkeys(("two", "early", "closed", "incomplete"), "ask")}
_FORCED = ("early", "closed")


def scanned(say: Texts, found: Scanned, *, may_force: bool) -> Json:
    """`asks` is what whoever scans may do about it: `answers` (to the `questions`), `moves` or `force`.

    `staff` is the roster's note for them; `undo`: it can be taken back.
    """
    entry, who = found.entry, found.who
    is_late = found.outcome == "" and entry.what == "in" and found.state is not None and found.state.status == "late"
    asks = "moves" if found.outcome == "two" else "force" if found.outcome in _FORCED and may_force else ""
    questions = [
        {"code": each.code, "title": each.title.in_(say.language), "choices": list(each.choices)} for each in found.asks
    ]
    return {
        "tone": "late" if is_late else _TONES.get(found.outcome, "bad"),
        "title": say(f"scanner.{_title(found, is_late=is_late)}"),
        "name": who.name if who else "",
        "organisation": who.organisation if who else "",
        "note": _note(say, found),
        "staff": say("scanner.staff", note=found.note) if found.note else "",
        "asks": "answers" if questions else asks,
        "questions": questions,
        "undo": found.outcome == "",
    }


def _title(found: Scanned, *, is_late: bool) -> str:
    goes = found.entry.what == "out"
    if found.outcome == "":
        return "late" if is_late else "noted_out" if goes else "noted"
    return "repeated_out" if found.outcome == "repeated" and goes else found.outcome


def _note(say: Texts, found: Scanned) -> str:
    """When that was or will be possible, and what can be done about it."""
    if found.outcome in ("unknown", "old"):
        return say("scanner.own_code")
    if found.other:
        return say("scanner.is_in", title=found.other.title.in_(say.language))
    wording, at = _when(found)
    return say(f"scanner.{wording}", time=_time(say, found.spot, at)) if found.spot and at else ""


def _when(found: Scanned) -> tuple[str, datetime | None]:
    spot, state, goes = found.spot, found.state, found.entry.what == "out"
    if found.outcome == "repeated" and state:
        return "since", state.left_at if goes else state.since
    if found.outcome == "early" and spot:
        return "opens", spot.window.starts if goes else spot.window.opens
    if found.outcome == "closed" and spot:
        return "closed_at", spot.window.leaves_by if goes else spot.window.closes
    return "at", None if found.outcome else found.entry.at


def _time(say: Texts, spot: Spot, at: datetime) -> str:
    local = at.astimezone(ZoneInfo(spot.session.timezone))
    return say.hours(local, local)


def crowd(store: Store, say: Texts, spot: Spot) -> str:
    """How many are there, for the top of the page; where people leave, how many have left."""
    found = showing.crowd(store, spot)
    came = found.present + found.late
    if spot.place.what == "out":
        return say("scanner.crowd_out", gone=found.left, inside=came - found.left)
    return say("scanner.crowd", came=came, everybody=found.everybody, late=found.late, missing=found.missing)

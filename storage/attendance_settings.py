"""What a programme's file says of attendance, under `programme: attendance:`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from storage.programme import Text


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.reminder_settings import Tell


_WHOLE = {
    "required_percent": (1, 100),
    "opens_minutes_before": (0, 24 * 60),
    "late_after_minutes": (0, 24 * 60),
    "closes_minutes_after": (0, 24 * 60),
    "team_needs": (1, 1000),
    "location_metres": (10, 100_000),
    "warn_left": (0, 1000),
}
_CHOICES = {
    "counted_by": ("person", "team"),
    "counted_in": ("sessions", "hours"),
    "leave_counts": ("absent", "excused"),
    "team_by": ("leader", "member", "none"),
}
_SWITCHES = ("leaving", "greet")
_QUESTIONS = "questions"
_FIELDS = (*_WHOLE, *_CHOICES, *_SWITCHES, _QUESTIONS)
_OF_QUESTION = ("id", "title", "choices")


@dataclass(frozen=True, slots=True)
class DoorQuestion:
    """What everybody is asked when they first check in, such as their meal; without `choices`, in their own words."""

    code: str
    title: Text
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttendanceSettings:
    """`required_percent`: how much is to be attended, `counted_in` sessions or hours, `counted_by` person or team.

    Checking in is possible from `opens_minutes_before` the start until `closes_minutes_after` the end; who comes more
    than `late_after_minutes` after the start is late. Of a team, so many are needed for it to be there (`team_needs`);
    `team_by`: who may check in others of it. Approved leave counts as being `absent`, or what it misses is not counted
    at all (`excused`). `location_metres`: a pin is asked for, and how near to the venue it should be; None: it is not.
    `leaving`: that is recorded, too. `greet`: names are shown on the board as people arrive. `warn_left`: people are
    warned from when they may miss no more than so many sessions, of the mean length where hours count. `questions` are
    asked at the door.
    """

    required_percent: int = 80
    opens_minutes_before: int = 45
    late_after_minutes: int = 15
    closes_minutes_after: int = 0
    counted_by: Literal["person", "team"] = "person"
    counted_in: Literal["sessions", "hours"] = "sessions"
    leave_counts: Literal["absent", "excused"] = "absent"
    team_needs: int = 1
    team_by: Literal["leader", "member", "none"] = "leader"
    location_metres: int | None = None
    leaving: bool = False
    greet: bool = True
    warn_left: int = 1
    questions: tuple[DoorQuestion, ...] = ()


def _unheard(_code: str, _field: str, /, **_values: object) -> None:
    """Nobody is told."""


def read(raw: object, tell: Tell = _unheard) -> AttendanceSettings:
    """What the settings say; `tell` hears of what is wrong, in place of which the defaults stand."""
    if raw is None:
        return AttendanceSettings()
    if not isinstance(raw, dict):
        tell("not-fields", "", found=raw)
        return AttendanceSettings()
    given: dict[str, Any] = {}
    for field, value in raw.items():
        if field not in _FIELDS:
            tell("unknown-key", field, found=field, known=", ".join(_FIELDS))
        elif field == _QUESTIONS:
            given[field] = tuple(_questions(value, tell))
        elif value is not None and _fits(field, value, tell):
            given[field] = value
    return AttendanceSettings(**given)


def _fits(field: str, value: object, tell: Tell) -> bool:
    if field in _SWITCHES:
        if not isinstance(value, bool):
            tell("not-yes-no", field, found=value)
        return isinstance(value, bool)
    if field in _CHOICES:
        if value not in _CHOICES[field]:
            tell("not-choice", field, found=value, known=", ".join(_CHOICES[field]))
        return value in _CHOICES[field]
    low, high = _WHOLE[field]
    if not isinstance(value, int) or isinstance(value, bool):
        tell("not-whole", field, found=value)
        return False
    if not low <= value <= high:
        tell("out-of-range", field, found=value, low=str(low), high=str(high))
        return False
    return True


def _questions(value: object, tell: Tell) -> Iterator[DoorQuestion]:
    if not isinstance(value, list):
        if value is not None:
            tell("not-list", _QUESTIONS, found=value)
        return
    seen: set[str] = set()
    for each in value:
        if not isinstance(each, dict):
            tell("not-fields", _QUESTIONS, found=each)
            continue
        for field in each:
            if field not in _OF_QUESTION:
                tell("unknown-key", _QUESTIONS, found=field, known=", ".join(_OF_QUESTION))
        code, title = str(each.get("id") or ""), _words(each.get("title"))
        choices = each.get("choices") or []
        if not code or not (title.th or title.en):
            tell("missing", _QUESTIONS, field="title" if code else "id")
        elif not isinstance(choices, list):
            tell("not-list", _QUESTIONS, found=choices)
        elif code in seen:
            tell("same-id", _QUESTIONS, found=code, first=_QUESTIONS)
        else:
            seen.add(code)
            yield DoorQuestion(code, title, tuple(str(choice) for choice in choices if str(choice).strip()))


def _words(value: object) -> Text:
    if isinstance(value, dict):
        return Text(str(value.get("th") or ""), str(value.get("en") or ""))
    return Text(str(value or ""))

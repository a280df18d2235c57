"""What a programme's file says of feedback, under `programme: feedback:`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

from storage.programme import Text


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from storage.reminder_settings import Tell


QuestionKind = Literal["stars", "scale", "recommend", "choice", "choices", "text"]
"""One to five stars; a number between two ends; 0 to 10 for recommending it to a friend; one or several; words."""

NOTHING = Text()
STARS, RECOMMEND = range(1, 6), range(11)
SESSION = ("stars", "reasons", "more")
"""What is asked of a session, by the ids under which it is kept: the stars, reasons (a list of REASONS), and words."""
REASONS = ("hard", "easy", "fast", "long", "sound", "room", "papers", "other")
"""Why somebody gave few stars, as far as buttons offer it: those of LOW and fewer are asked."""
LOW = 3
_LARGEST_SCALE = 10
_WHOLE = {
    "fewest": (2, 1000),
    "asks_after_minutes": (0, 24 * 60),
    "short_minutes": (0, 24 * 60),
    "reminds_after_hours": (0, 24 * 14),
    "closes_after_hours": (1, 24 * 90),
}
_SWITCHES = ("sessions", "anonymous")
_SKIP, _FORMS = "skip", "forms"
_OF_FORM = ("id", "title", "module", "opens", "closes_after_days", "anonymous", "questions")
_OF_QUESTION = ("id", "title", "kind", "choices", "low", "high", "steps", "required")
_CHOOSING = ("choice", "choices")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form. `choices` are the programme's words; a scale goes from 1 (`low`) to `steps` (`high`)."""

    code: str
    title: Text
    kind: QuestionKind
    choices: tuple[str, ...] = ()
    low: Text = NOTHING
    high: Text = NOTHING
    steps: int = 5
    required: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """A form for a module, or (`module` is "") the whole programme.

    It opens at the end of the last session of that, or at `opens` (no zone: the programme's own; a date alone is its
    noon), for `closes_after_days`. `anonymous` is None where the programme's setting holds.
    """

    code: str
    title: Text
    questions: tuple[Question, ...]
    module: str = ""
    opens: datetime | None = None
    closes_after_days: int = 14
    anonymous: bool | None = None


_Made = TypeVar("_Made", Form, Question)


@dataclass(frozen=True, slots=True)
class FeedbackSettings:
    """`sessions`: whoever was at one is asked after it, and `forms` what else is asked.

    That is `asks_after_minutes` its end, to be answered within `closes_after_hours`; who has not is reminded once after
    `reminds_after_hours`, 0 for never. Sessions shorter than `short_minutes` are asked about together, after the last
    of the day. `skip` are codes or kinds of sessions that nobody is asked about. `anonymous`: nobody knows whose an
    answer is, and of fewer than `fewest` nothing is shown.
    """

    sessions: bool = True
    anonymous: bool = True
    fewest: int = 5
    asks_after_minutes: int = 0
    short_minutes: int = 120
    reminds_after_hours: int = 20
    closes_after_hours: int = 72
    skip: frozenset[str] = frozenset()
    forms: tuple[Form, ...] = ()

    def form(self, code: str) -> Form | None:
        return next((form for form in self.forms if form.code == code), None)


def _unheard(_code: str, _field: str, /, **_values: object) -> None:
    """Nobody is told."""


def read(raw: object, tell: Tell = _unheard) -> FeedbackSettings:
    """What the settings say; `tell` hears of what is wrong, in place of which the defaults stand."""
    if raw is None:
        return FeedbackSettings()
    if not isinstance(raw, dict):
        tell("not-fields", "", found=raw)
        return FeedbackSettings()
    known = (*_SWITCHES, *_WHOLE, _SKIP, _FORMS)
    given: dict[str, Any] = {}
    for field, value in raw.items():
        if field not in known:
            tell("unknown-key", field, found=field, known=", ".join(known))
        elif field == _FORMS:
            given[field] = tuple(_each(value, field, _OF_FORM, _form, tell))
        elif field == _SKIP:
            given[field] = frozenset(_listed(value, field, tell))
        elif _fits(field, value, tell):
            given[field] = value
    return FeedbackSettings(**given)


def _fits(field: str, value: object, tell: Tell) -> bool:
    if field not in _SWITCHES:
        return _whole(field, value, *_WHOLE[field], tell)
    if not isinstance(value, bool):
        tell("not-yes-no", field, found=value)
    return isinstance(value, bool)


def _whole(field: str, value: object, low: int, high: int, tell: Tell) -> bool:
    if not isinstance(value, int) or isinstance(value, bool):
        tell("not-whole", field, found=value)
    elif not low <= value <= high:
        tell("out-of-range", field, found=value, low=str(low), high=str(high))
    else:
        return True
    return False


def _listed(value: object, field: str, tell: Tell) -> list[str]:
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list):
        tell("not-list", field, found=value)
        return []
    return [str(each) for each in value if str(each).strip()]


def _each(
    value: object,
    field: str,
    fields: tuple[str, ...],
    made: Callable[[str, dict[str, Any], Tell], _Made | None],
    tell: Tell,
) -> Iterator[_Made]:
    """The entries of a list that are as they should be, no two of one id."""
    if not isinstance(value, list):
        tell("not-list", field, found=value)
        return
    seen: set[str] = set()
    for entry in value:
        if not isinstance(entry, dict):
            tell("not-fields", field, found=entry)
            continue
        for name in entry:
            if name not in fields:
                tell("unknown-key", field, found=name, known=", ".join(fields))
        code = str(entry.get("id") or "")
        if not code:
            tell("missing", field, field="id")
        elif code in seen:
            tell("same-id", field, found=code, first=field)
        elif found := made(code, entry, tell):
            seen.add(code)
            yield found


def _form(code: str, entry: dict[str, Any], tell: Tell) -> Form | None:
    title = _words(entry.get("title"))
    questions = tuple(_each(entry.get("questions"), _FORMS, _OF_QUESTION, _question, tell))
    if not (title.th or title.en) or not questions:
        tell("missing", _FORMS, field="questions" if title.th or title.en else "title")
        return None
    given: dict[str, Any] = {}
    days, anonymous, opens = (entry.get(name) for name in ("closes_after_days", "anonymous", "opens"))
    if days is not None and _whole(_FORMS, days, 1, 365, tell):
        given["closes_after_days"] = days
    if isinstance(anonymous, bool):
        given["anonymous"] = anonymous
    elif anonymous is not None:
        tell("not-yes-no", _FORMS, found=anonymous)
    if opens is not None:
        given["opens"] = _moment(opens, tell)
    return Form(code, title, questions, str(entry.get("module") or ""), **given)


def _moment(value: object, tell: Tell) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, 12)  # noqa: DTZ001 - on the clock of the programme
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        tell("not-moment", _FORMS, found=value)
        return None
    return found.replace(hour=12) if len(str(value)) == len("2026-01-01") else found


def _question(code: str, entry: dict[str, Any], tell: Tell) -> Question | None:
    kind, title = entry.get("kind", "stars"), _words(entry.get("title"))
    if not (title.th or title.en):
        tell("missing", _FORMS, field="title")
        return None
    if kind not in get_args(QuestionKind):
        tell("not-choice", _FORMS, found=kind, known=", ".join(get_args(QuestionKind)))
        return None
    choices = tuple(_listed(entry["choices"], _FORMS, tell)) if "choices" in entry else ()
    if kind in _CHOOSING and not choices:
        tell("missing", _FORMS, field="choices")
        return None
    steps, required = entry.get("steps", 5), entry.get("required", kind != "text")
    if not _whole(_FORMS, steps, 2, _LARGEST_SCALE, tell):
        return None
    if not isinstance(required, bool):
        tell("not-yes-no", _FORMS, found=required)
        return None
    ends = (_words(entry.get("low")), _words(entry.get("high")))
    return Question(code, title, kind, choices if kind in _CHOOSING else (), *ends, steps, required)


def _words(value: object) -> Text:
    if isinstance(value, dict):
        return Text(str(value.get("th") or ""), str(value.get("en") or ""))
    return Text(str(value or ""))

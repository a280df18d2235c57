"""What is different between two versions of a programme, entry by entry and field by field."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from storage.programme import Text


if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.programme import Programme

What = Literal["programme", "venue", "speaker", "module", "session", "group", "faq"]

_SECTIONS: tuple[tuple[str, What], ...] = (
    ("venues", "venue"),
    ("speakers", "speaker"),
    ("modules", "module"),
    ("sessions", "session"),
    ("groups", "group"),
    ("faqs", "faq"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different. `before` and `after` are as a reader writes them, times in the session's own zone.

    Of what was added or removed `field` is empty, and `after` or `before` is its title. A ready answer (faq) has no id:
    its first question stands for one.
    """

    kind: Literal["added", "removed", "changed"]
    what: What
    code: str
    field: str = ""
    before: str = ""
    after: str = ""


def diff(old: Programme, new: Programme) -> tuple[Change, ...]:
    """From `old` to `new`: the programme itself, then each section in the order of `new`, and last what is gone."""
    changes = list(_fields("programme", new.code, old, new, {section for section, _ in _SECTIONS}))
    for section, what in _SECTIONS:
        before, after = ({_code(entry): entry for entry in getattr(version, section)} for version in (old, new))
        for code, entry in after.items():
            if code in before:
                changes += _fields(what, code, before[code], entry)
            else:
                changes.append(Change("added", what, code, after=_name(entry)))
        changes += [Change("removed", what, code, before=_name(before[code])) for code in before if code not in after]
    return tuple(changes)


def _fields(what: What, code: str, old: Any, new: Any, passed_over: set[str] | None = None) -> Iterator[Change]:
    for field in fields(new):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.name not in (passed_over or ()) and _key(before) != _key(after):
            yield Change("changed", what, code, field.name, _written(before), _written(after))


def _key(value: Any) -> Any:
    """Times are the same when they are the same moment; the zone is a field of its own."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _code(entry: Any) -> str:
    code: str = entry.questions[0] if hasattr(entry, "questions") else entry.code
    return code


def _name(entry: Any) -> str:
    name = next(getattr(entry, field) for field in ("title", "name", "answer") if hasattr(entry, field))
    return _written(name)


def _written(value: Any) -> str:
    if isinstance(value, Text):
        return " / ".join(part for part in (value.th, value.en) if part)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(timespec="minutes")
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_written(item)}" for key, item in value.items())
    if isinstance(value, (tuple, list)):
        return ", ".join(_written(item) for item in value)
    if hasattr(value, "phone"):
        return " ".join(part for part in (_written(value.name), value.phone, value.email) if part)
    return "" if value is None else str(value)

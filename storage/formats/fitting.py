"""An entry of a file into its shape: what does not fit is told in our own words, and what does fit is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from storage.formats.report import nearest, shown
from storage.formats.shapes import ProgrammeShape


if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from storage.formats.report import Locate, Path, Report
    from storage.formats.shapes import Shape

S = TypeVar("S", bound="Shape")

_CODES = {
    "string_type": "not-text",
    "list_type": "not-list",
    "model_type": "not-fields",
    "model_attributes_type": "not-fields",
    "float_type": "not-number",
    "float_parsing": "not-number",
    "finite_number": "not-number",
    "int_type": "not-whole",
    "int_parsing": "not-whole",
    "int_parsing_size": "not-whole",
    "int_from_float": "not-whole",
    "bool_type": "not-yes-no",
    "bool_parsing": "not-yes-no",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    "not-link": "not-link",
}
_CHOICES = re.compile(r"'([^']*)'")
_RANGE = {"sequence": ("0", "2147483647")}


def fit(shape: type[S], raw: object, path: Path, locate: Locate, report: Report, language: str = "th") -> S:
    """`raw` as a `shape`, in which what is missing or wrong is blank; the faults are in `report`."""
    context = {"language": language}
    try:
        return shape.model_validate(raw, context=context)
    except ValidationError as error:
        wrong = error.errors(include_url=False)
    for detail in wrong:
        _tell(shape, detail, path, locate, report)
    if not isinstance(raw, dict):
        return shape.model_validate(shape.blank, context=context)
    raw = {**shape.blank, **_without(raw, {_removed(detail) for detail in wrong})}
    try:
        return shape.model_validate(raw, context=context)
    except ValidationError as error:  # a text of which nothing is left, once what was wrong is gone
        gone = {str(detail["loc"][0]) for detail in error.errors(include_url=False)}
    kept = {key: value for key, value in raw.items() if key not in gone}
    return shape.model_validate({**shape.blank, **kept}, context=context)


def _tell(shape: type[Shape], detail: ErrorDetails, path: Path, locate: Locate, report: Report) -> None:
    at, found = (*path, *detail["loc"]), shown(detail["input"])
    where, field = locate(*at), str(at[-1])
    if detail["type"] == "extra_forbidden":
        known = nearest(field, _fields(shape, detail["loc"][:-1]))
        report.warn("unknown-key", *where, found=shown(field), known=known)
    elif detail["type"] == "missing" and field == "timezone" and shape is ProgrammeShape:
        report.error("missing-zone", *where)
    elif detail["type"] == "missing":
        report.error("missing", *where, field=shown(field))
    elif detail["type"] == "literal_error":
        report.error("not-choice", *where, found=found, known=", ".join(_CHOICES.findall(detail["ctx"]["expected"])))
    else:
        code = _CODES[detail["type"]]
        low, high = _RANGE.get(field, ("", ""))
        limits = {"low": low, "high": high} if code == "out-of-range" else {}
        report.error(code, *where, found=found, **limits)


def _fields(shape: type[Shape], loc: tuple[str | int, ...]) -> list[str]:
    """The fields that may stand where `loc` leads to within `shape`."""
    fields: Mapping[str, Any] = shape.model_fields
    for part in loc:
        if isinstance(part, str):
            inner = fields[part].annotation
            inner = next((arg for arg in getattr(inner, "__args__", ()) if hasattr(arg, "model_fields")), inner)
            fields = inner.model_fields
    return list(fields)


def _removed(detail: ErrorDetails) -> tuple[str | int, ...]:
    """What must go for the rest to fit: the field itself, or the part of an entry that lacks something."""
    loc = detail["loc"]
    return loc[:-1] if detail["type"] == "missing" and len(loc) > 1 else loc


def _without(value: Any, locs: set[tuple[str | int, ...]]) -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    kept = []
    for key, item in items:
        inner = {loc[1:] for loc in locs if loc[0] == key}
        if () not in inner:
            kept.append((key, _without(item, inner) if inner else item))
    return dict(kept) if isinstance(value, dict) else [item for _, item in kept]

"""What is wrong with a file, gathered while it is read, so that all of it is said at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from bot.errors import BadFile, Fault


if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.programme import Programme

Path = tuple[str | int, ...]
Locate = Callable[..., tuple[str, int | None]]
"""Where an entry, or a field of it, stands in the file: `locate("sessions", 3, "venue")` → its place and its line."""

_SHOWN = 60
_LIKE = 60  # per cent of two names in common


class Report:
    """The faults of one file."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def error(self, code: str, place: str, line: int | None = None, /, **values: str) -> None:
        self.faults.append(Fault(code, place, line, values))

    def warn(self, code: str, place: str, line: int | None = None, /, **values: str) -> None:
        self.faults.append(Fault(code, place, line, values, warning=True))

    def result(self, name: str, programme: Programme) -> tuple[Programme, tuple[Fault, ...]]:
        """The programme with its warnings, in the order of the file. Raises BadFile if anything is an error."""
        faults = sorted(self.faults, key=lambda fault: fault.line or 0)
        if any(not fault.warning for fault in faults):
            raise BadFile(name, faults)
        return programme, tuple(faults)


class Unreadable(Exception):  # noqa: N818 - reads as what happened, like the tree in bot.errors
    """A file that cannot be read on from here: `fault` says where and why."""

    def __init__(self, code: str, place: str, line: int | None = None, /, **values: str) -> None:
        super().__init__(code)
        self.fault = Fault(code, place, line, values)


def place(path: Iterable[str | int]) -> str:
    """A path as a reader writes it: `sessions[3].title.th`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def shown(value: object) -> str:
    """What stands in the file, short enough for a line."""
    if value is None:
        text = "null"
    elif isinstance(value, dict):
        text = "{" + ", ".join(str(key) for key in value) + "}"
    elif isinstance(value, list):
        text = "[" + ", ".join(shown(item) for item in value[:5]) + ("…]" if len(value) > 5 else "]")  # noqa: PLR2004 - five show what it is
    else:
        text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def nearest(found: str, known: Iterable[str]) -> str:
    """The known names that may be meant by `found`, likeliest first; else any three; a dash where none is known."""
    best = process.extract(found, [name for name in known if name], scorer=fuzz.ratio, limit=3)
    meant = [name for name, score, _ in best if score >= _LIKE] or [name for name, _, _ in best]
    return ", ".join(shown(name) for name in meant) or "–"

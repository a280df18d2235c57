"""What is wanted of this room: read from a button's data, or from what was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.messages import Choice


_TAP = re.compile(r"feedback\.([a-z]+):([0-9]{1,9})(?::([0-9]{1,4}))?(?::(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tapped:
    """A wish, the form that it is about, a value, and the id of a question, a reason or whatever else it names."""

    wish: str
    form: int
    value: int = 0
    code: str = ""


def choice(label: str, says: str, wish: str, form: int, value: int = 0, code: str = "") -> Choice:
    return Choice(label, says, f"feedback.{wish}:{form}:{value}" + (f":{code}" if code else ""))


def tapped(data: str) -> Tapped | None:
    """What a button of this room wants; None for any other."""
    found = _TAP.fullmatch(data)
    return Tapped(found[1], int(found[2]), int(found[3] or 0), found[4] or "") if found else None

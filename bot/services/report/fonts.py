"""The letters in which is printed and drawn: Sarabun, that of Thai offices, which comes with the bot."""

from __future__ import annotations

from functools import cache
from typing import Literal


@cache
def font(weight: Literal["regular", "bold"] = "regular") -> str:
    """The file of the font."""
    import fontpkg  # noqa: PLC0415 - read where something is drawn, and only there

    return str(fontpkg.path("Sarabun", weight))

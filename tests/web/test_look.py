"""The style sheet: letters can be read on what they are written on (WCAG 2.2, 1.4.3: 4.5 to 1)."""

from __future__ import annotations

import re
from importlib import resources

import pytest


CSS = (resources.files("bot.web") / "static" / "base.css").read_text(encoding="utf-8")
LIGHT, DARK = [
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
]
WRITTEN = [
    *(("ink", ground) for ground in ("page", "surface", "tint")),
    *(("quiet", ground) for ground in ("page", "surface", "tint")),
    *(("accent", ground) for ground in ("surface", "tint")),
    ("accent-ink", "accent"),
    ("mine-ink", "mine"),
    ("warn-ink", "warn"),
    ("bad-ink", "page"),
]
EDGES = [("edge", "surface"), ("edge", "page"), ("accent", "page"), ("accent", "surface")]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_letters_stand_out(colours: dict[str, str]) -> None:
    too_faint = [pair for pair in WRITTEN if _contrast(colours[pair[0]], colours[pair[1]]) < 4.5]

    assert too_faint == []


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_what_can_be_pressed_stand_out(colours: dict[str, str]) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1."""
    too_faint = [pair for pair in EDGES if _contrast(colours[pair[0]], colours[pair[1]]) < 3]

    assert too_faint == []

"""The picture of the rich menu: six calm tiles, each an icon over a label."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PIL import Image, ImageDraw, ImageFont


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PIL.ImageDraw import ImageDraw as Pen


Icon = Literal["today", "tomorrow", "next", "me", "contact", "help"]
Box = tuple[int, int, int, int]

WIDTH, HEIGHT = 2500, 1686  # LINE's own for a large menu
COLUMNS, ROWS = 3, 2

_GAP, _ROUND, _MARGIN = 26, 56, 44
_DISC, _DISC_Y = 390, 104
_LABEL_Y, _LABEL_SIZE = 648, 124
_FINE = 4  # drawn so much larger, then made smaller: round edges are smooth
_STROKE = 7  # of an icon's hundred

_GROUND, _TILE, _INK = "#DCE8EA", "#FFFFFF", "#12343B"
_COLOURS: dict[Icon, str] = {
    "today": "#0F766E",
    "tomorrow": "#B4662A",
    "next": "#2B5C9E",
    "me": "#5B4B8A",
    "contact": "#A23E63",
    "help": "#52606D",
}


@dataclass(frozen=True, slots=True)
class Tile:
    """What is on a sixth of the menu, and what tapping it says."""

    label: str
    says: str
    icon: Icon


def areas() -> list[Box]:
    """The sixths of the picture, row by row: left, top, width, height."""
    rights = [WIDTH * column // COLUMNS for column in range(COLUMNS + 1)]
    height = HEIGHT // ROWS
    return [
        (rights[column], row * height, rights[column + 1] - rights[column], height)
        for row in range(ROWS)
        for column in range(COLUMNS)
    ]


def picture(tiles: Sequence[Tile], font: str) -> bytes:
    """A PNG of six tiles; `font` is the file of a font that has their letters. Raises OSError where there is none."""
    whole = Image.new("RGB", (WIDTH, HEIGHT), _GROUND)
    pen = ImageDraw.Draw(whole)
    letters = _fitted([tile.label for tile in tiles], font, WIDTH // COLUMNS - _GAP - 2 * _MARGIN)
    for tile, (left, top, width, height) in zip(tiles, areas(), strict=True):
        inner = (left + _GAP // 2, top + _GAP // 2, left + width - _GAP // 2, top + height - _GAP // 2)
        pen.rounded_rectangle(inner, _ROUND, fill=_TILE)
        disc = _disc(tile.icon, font)
        whole.paste(disc, (left + (width - _DISC) // 2, top + _DISC_Y), disc)
        pen.text((left + width // 2, top + _LABEL_Y), tile.label, _INK, letters, anchor="mm")
    written = io.BytesIO()
    whole.save(written, "PNG", optimize=True)
    return written.getvalue()


def _fitted(labels: Sequence[str], font: str, width: int) -> ImageFont.FreeTypeFont:
    """The font in the largest size in which no label is wider than `width`."""
    letters = ImageFont.truetype(font, _LABEL_SIZE)
    longest = max(map(letters.getlength, labels))
    return letters if longest <= width else ImageFont.truetype(font, int(_LABEL_SIZE * width / longest))


def _disc(icon: Icon, font: str) -> Image.Image:
    size = _DISC * _FINE
    disc = Image.new("RGBA", (size, size))
    pen = ImageDraw.Draw(disc)
    pen.ellipse((0, 0, size - 1, size - 1), fill=_COLOURS[icon])
    _ICONS[icon](_Hand(pen, size / 100, font, _COLOURS[icon]))
    return disc.resize((_DISC, _DISC), Image.Resampling.LANCZOS)


class _Hand:
    """Draws in white, in hundredths of the disc; `behind` is the disc's colour."""

    def __init__(self, pen: Pen, unit: float, font: str, behind: str) -> None:
        self._pen = pen
        self._unit = unit
        self._font = font
        self._behind = behind

    def line(self, *points: float) -> None:
        """Through the points (x, y, x, y …), with round ends."""
        scaled = list(self._scaled(points))
        width = round(_STROKE * self._unit)
        self._pen.line(scaled, "white", width, joint="curve")
        for x, y in zip(scaled[::2], scaled[1::2], strict=True):
            self._pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), "white")

    def ring(self, *box: float) -> None:
        self._pen.ellipse(tuple(self._scaled(box)), outline="white", width=round(_STROKE * self._unit))

    def spot(self, *box: float, dark: bool = False) -> None:
        self._pen.ellipse(tuple(self._scaled(box)), self._behind if dark else "white")

    def block(self, *box: float, dark: bool = False) -> None:
        self._pen.rounded_rectangle(tuple(self._scaled(box)), 7 * self._unit, self._behind if dark else "white")

    def half(self, *box: float) -> None:
        """The upper half of an ellipse."""
        self._pen.pieslice(tuple(self._scaled(box)), 180, 360, "white")

    def wedge(self, *points: float) -> None:
        self._pen.polygon(list(self._scaled(points)), "white")

    def letter(self, letter: str, size: float) -> None:
        font = ImageFont.truetype(self._font, round(size * self._unit))
        left, top, right, bottom = font.getbbox(letter)
        middle = 50 * self._unit
        self._pen.text((middle - (left + right) / 2, middle - (top + bottom) / 2), letter, "white", font)

    def _scaled(self, numbers: Sequence[float]) -> Iterator[float]:
        return (number * self._unit for number in numbers)


def _calendar(hand: _Hand) -> None:
    hand.block(25, 29, 75, 75)
    hand.line(37, 24, 37, 34)
    hand.line(63, 24, 63, 34)
    hand.block(31, 43, 69, 69, dark=True)


def _today(hand: _Hand) -> None:
    _calendar(hand)
    hand.spot(42, 48, 58, 64)


def _tomorrow(hand: _Hand) -> None:
    _calendar(hand)
    hand.line(41, 56, 58, 56)
    hand.line(52, 49, 59, 56, 52, 63)


def _next(hand: _Hand) -> None:
    hand.ring(23, 23, 77, 77)
    hand.line(50, 34, 50, 51, 61, 59)


def _me(hand: _Hand) -> None:
    hand.spot(37, 22, 63, 48)
    hand.half(25, 53, 75, 101)


def _contact(hand: _Hand) -> None:
    hand.block(23, 28, 77, 66)
    hand.wedge(33, 64, 33, 79, 50, 64)
    for x in (37, 50, 63):
        hand.spot(x - 4, 43, x + 4, 51, dark=True)


def _help(hand: _Hand) -> None:
    hand.letter("?", 62)


_ICONS: dict[Icon, Callable[[_Hand], None]] = {
    "today": _today,
    "tomorrow": _tomorrow,
    "next": _next,
    "me": _me,
    "contact": _contact,
    "help": _help,
}

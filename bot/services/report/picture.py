"""How it is at this moment, as a picture that is read on a telephone: figures, groups, and who is not there."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

from PIL import Image, ImageDraw, ImageFont

from bot.services.report import words
from bot.services.report.fonts import font
from bot.thai.wrapping import wrapped


if TYPE_CHECKING:
    from datetime import datetime

    from bot.services.report.live import Count, Live
    from bot.texts import Texts

    Weight = Literal["regular", "bold"]


_WIDTH, _EDGE, _GAP = 1080, 56, 24
_MOST_TEAMS, _MOST_NAMES = 12, 16
_LEADING = 1.55  # of a line: Thai has marks over and under its letters
_COLOURS_KEPT = 64  # in the file, a third of its size so
_GROUND, _TILE, _INK, _SOFT, _TOP = "#EEF4F5", "#FFFFFF", "#12343B", "#55707A", "#0F766E"
_STATUSES = ("present", "late", "excused", "missing")
_COLOURS = {"present": "#2E9E5B", "late": "#D99A1C", "excused": "#3F7FC4", "missing": "#C4473A"}


def picture(found: Live, say: Texts, now: datetime) -> bytes:
    """A PNG."""
    return _Canvas(found, say).draw(now)


def label(say: Texts, name: str, found: Live) -> str:
    """What a figure is called: whoever is missing when a point has closed is absent."""
    if name == "missing":
        return say("report.status_absent" if found.closed else "report.not_yet")
    return say(f"report.status_{name}")


class _Canvas:
    """Drawn from the top down, on a sheet long enough, which is cut off under the last line."""

    def __init__(self, found: Live, say: Texts) -> None:
        self._found, self._say = found, say
        self._y = 0
        self._whole = Image.new("RGB", (_WIDTH, 4000), _GROUND)
        self._pen = ImageDraw.Draw(self._whole)

    def draw(self, now: datetime) -> bytes:
        self._top()
        self._figures()
        self._bar(self._found.count, _EDGE, self._y, _WIDTH - 2 * _EDGE, 28)
        self._y += 28 + 2 * _GAP
        self._teams()
        self._names()
        at = now.astimezone(self._found.spot.window.starts.tzinfo)
        self._line(self._say("report.as_of_moment", when=self._say.period(at, at)), 30, _SOFT)
        self._y += _GAP
        written = io.BytesIO()
        drawn = self._whole.crop((0, 0, _WIDTH, self._y))
        drawn.quantize(_COLOURS_KEPT, Image.Quantize.FASTOCTREE).save(written, "PNG")
        return written.getvalue()

    def _top(self) -> None:
        """The session, when and where, in white; how high that is shows when it is written."""
        say, spot = self._say, self._found.spot
        texts: list[tuple[str, int, Weight]] = [
            (spot.programme.title.in_(say.language), 32, "regular"),
            (words.point_title(say, spot.session, spot.window), 52, "bold"),
            (words.when(say, spot.session, spot.window), 36, "regular"),
            (words.where(say, spot.programme, spot.session), 36, "regular"),
        ]
        lines = [(line, size, weight) for text, size, weight in texts for line in self._lines(text, size, weight)[:3]]
        height = sum(int(size * _LEADING) for _, size, _ in lines) + 3 * _GAP
        self._pen.rectangle((0, 0, _WIDTH, height), _TOP)
        self._y = _GAP
        for number, (line, size, weight) in enumerate(lines):
            self._y += _GAP if weight == "bold" and lines[number - 1][2] != "bold" else 0
            self._line(line, size, "#FFFFFF", weight)
        self._y = height + _GAP + 8

    def _figures(self) -> None:
        """How many came of how many, and a tile for each figure."""
        count, say = self._found.count, self._say
        self._line(say("report.came_of", came=count.came, whole=count.whole), 64, _INK, "bold")
        self._y += 8
        width = (_WIDTH - 2 * _EDGE - 3 * _GAP) // len(_STATUSES)
        for place, name in enumerate(_STATUSES):
            left = _EDGE + place * (width + _GAP)
            self._pen.rounded_rectangle((left, self._y, left + width, self._y + 176), 24, _TILE)
            self._pen.rounded_rectangle((left, self._y, left + width, self._y + 14), 7, _COLOURS[name])
            middle = left + width // 2
            self._write(middle, self._y + 78, str(getattr(count, name)), 72, _COLOURS[name], "bold")
            self._write(middle, self._y + 142, label(say, name, self._found), 34, _INK)
        self._y += 176 + _GAP

    def _bar(self, count: Count, left: int, top: int, width: int, height: int) -> None:
        self._pen.rounded_rectangle((left, top, left + width, top + height), height // 2, "#D5E0E3")
        begun = left
        parts = [(name, getattr(count, name)) for name in _STATUSES if name != "missing" and getattr(count, name)]
        for name, number in parts:
            end = begun + round(width * number / count.whole)
            self._pen.rounded_rectangle(
                (begun, top, max(end, begun + height), top + height), height // 2, _COLOURS[name]
            )
            begun = end

    def _teams(self) -> None:
        """Those from which most are missing first; all that are complete come last."""
        teams = sorted(self._found.teams, key=lambda each: -each[1].missing)
        if not teams:
            return
        self._line(self._say("report.by_team"), 38, _INK, "bold")
        for team, count in teams[:_MOST_TEAMS]:
            title = words.team(self._say, self._found.spot.programme, team)
            letters = self._letters(34)
            lines = wrapped(title, 470, letters.getlength)
            shown = lines[0] if len(lines) == 1 else f"{lines[0]}…"
            self._pen.text((_EDGE, self._y), shown, _INK, letters)
            self._bar(count, 570, self._y + 16, 300, 22)
            figure = f"{count.came}/{count.whole}"
            self._pen.text((_WIDTH - _EDGE, self._y), figure, _INK, self._letters(34, "bold"), anchor="ra")
            self._y += 54
        if len(teams) > _MOST_TEAMS:
            self._line(self._say("report.more_teams", count=len(teams) - _MOST_TEAMS), 32, _SOFT)
        self._y += _GAP

    def _names(self) -> None:
        missing = self._found.missing
        if not missing:
            return
        self._line(f"{label(self._say, 'missing', self._found)} ({len(missing)})", 38, _COLOURS["missing"], "bold")
        for member in missing[:_MOST_NAMES]:
            for line in self._lines(f"• {member.name}", 34, "regular")[:2]:
                self._line(line, 34, _INK)
        if len(missing) > _MOST_NAMES:
            self._line(self._say("report.more_people", count=len(missing) - _MOST_NAMES), 32, _SOFT)
        self._y += _GAP

    def _line(self, text: str, size: int, colour: str, weight: Weight = "regular") -> None:
        self._pen.text((_EDGE, self._y), text, colour, self._letters(size, weight))
        self._y += int(size * _LEADING)

    def _write(self, x: int, y: int, text: str, size: int, colour: str, weight: Weight = "regular") -> None:
        """In the middle."""
        self._pen.text((x, y), text, colour, self._letters(size, weight), anchor="mm")

    def _lines(self, text: str, size: int, weight: Weight) -> list[str]:
        return wrapped(text, _WIDTH - 2 * _EDGE, self._letters(size, weight).getlength)

    def _letters(self, size: int, weight: Weight = "regular") -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(font(weight), size, layout_engine=ImageFont.Layout.RAQM)

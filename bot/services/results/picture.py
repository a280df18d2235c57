"""How something was found, as a picture that is read on a telephone: its mean, the spread, and what is to be done.

Pillow draws it: it is there already, shapes Thai (HarfBuzz), and knows the width of a line before it is written.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Literal

from PIL import Image, ImageDraw, ImageFont

from bot.services.results import words
from bot.thai.wrapping import wrapped


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.services.results.figures import Spread
    from bot.services.results.overview import Result, Theme, Together
    from bot.texts import Texts

    Weight = Literal["regular", "bold"]


_WIDTH, _EDGE, _GAP = 1080, 56, 24
_LONGEST = 5200  # of the sheet; what is under its last line is cut off
_MOST_SESSIONS, _MOST_THEMES = 12, 6
_LEADING = 1.55  # of a line: Thai has marks over and under its letters
_COLOURS_KEPT = 64  # in the file, a third of its size so
_GROUND, _TRACK, _INK, _SOFT, _TOP, _BAR = "#EEF4F5", "#D5E0E3", "#12343B", "#55707A", "#0F766E", "#1B8A80"
_TONES = {"bad": "#C4473A", "suggestion": "#D99A1C", "good": "#2E9E5B", "neutral": "#8FA09C"}
_STARS = 5


def picture(about: Together, title: str, under: str, say: Texts) -> bytes:
    """A PNG. `title` is what it is about, `under` when or of which programme."""
    return _Canvas(about, say).draw(title, under)


class _Canvas:
    """Drawn from the top down."""

    def __init__(self, about: Together, say: Texts) -> None:
        self._about, self._say = about, say
        self._y = 0
        self._whole = Image.new("RGB", (_WIDTH, _LONGEST), _GROUND)
        self._pen = ImageDraw.Draw(self._whole)

    def draw(self, title: str, under: str) -> bytes:
        about, say = self._about, self._say
        self._top(title, under)
        if about.stars.whole:
            self._mean(about.stars)
            self._spread(about.stars)
        self._line(words.counted(say, about), 40, _SOFT)
        self._y += _GAP
        if about.reasons:
            self._line(say("results.column_reasons"), 44, _INK, "bold")
            self._paragraph(" · ".join(f"{words.reason(say, code)} {count}" for code, count in about.reasons))
        if len(about.results) > 1:
            self._sessions(about.results)
        if about.themes:
            self._themes(about.themes[:_MOST_THEMES])
        written = io.BytesIO()
        drawn = self._whole.crop((0, 0, _WIDTH, min(self._y + _GAP, _LONGEST)))
        drawn.quantize(_COLOURS_KEPT, Image.Quantize.FASTOCTREE).save(written, "PNG")
        return written.getvalue()

    def _top(self, title: str, under: str) -> None:
        texts: list[tuple[str, int, Weight]] = [(title, 56, "bold"), (under, 40, "regular")]
        lines = [(line, size, weight) for text, size, weight in texts for line in self._lines(text, size, weight)[:3]]
        height = sum(int(size * _LEADING) for _, size, _ in lines) + 2 * _GAP
        self._pen.rectangle((0, 0, _WIDTH, height), _TOP)
        self._y = _GAP
        for line, size, weight in lines:
            self._line(line, size, "#FFFFFF", weight)
        self._y = height + _GAP

    def _mean(self, stars: Spread) -> None:
        mean = words.number(stars.mean)
        letters = self._letters(120, "bold")
        self._pen.text((_EDGE, self._y - 16), mean, _INK, letters)
        left = _EDGE + letters.getlength(mean) + _GAP
        beside = f"{self._say('results.of_stars')} · {self._say('results.column_median')} {words.number(stars.median)}"
        self._pen.text((left, self._y + 62), beside, _SOFT, self._letters(42))
        self._y += 176

    def _spread(self, stars: Spread) -> None:
        for value, count in reversed(stars.counts):
            self._row(self._say("results.stars", stars=value), count / (stars.most or 1), str(count), _BAR)
        self._y += _GAP

    def _sessions(self, results: Sequence[Result]) -> None:
        """The lowest first; what is withheld comes last."""
        self._line(self._say("results.sheet_sessions"), 44, _INK, "bold")
        ranked = sorted(results, key=lambda each: (each.stars.mean is None, each.stars.mean or 0))
        for each in ranked[:_MOST_SESSIONS]:
            mean = each.stars.mean
            title = each.title.in_(self._say.language)
            self._row(title, (mean or 0) / _STARS, words.number(mean), _BAR, width=560)
        if len(ranked) > _MOST_SESSIONS:
            self._line(self._say("results.more_sessions", count=len(ranked) - _MOST_SESSIONS), 38, _SOFT)
        self._y += _GAP

    def _themes(self, themes: Sequence[Theme]) -> None:
        self._line(self._say("results.sheet_themes"), 44, _INK, "bold")
        left = float(_EDGE)
        for name, colour in _TONES.items():
            label, letters = words.tone(self._say, name), self._letters(36)
            self._pen.rounded_rectangle((left, self._y + 16, left + 28, self._y + 44), 6, colour)
            self._pen.text((left + 40, self._y), label, _SOFT, letters)
            left += 40 + letters.getlength(label) + 2 * _GAP
        self._y += 60
        longest = max(each.whole for each in themes)
        for each in themes:
            self._label(words.theme(self._say, each.name), 480)
            begun, full = 560.0, _WIDTH - _EDGE - 90 - 560
            for name, count in zip(_TONES, (each.bad, each.suggestions, each.good, each.neutral), strict=True):
                end = begun + full * count / longest
                if count:
                    self._pen.rectangle((begun, self._y + 18, end, self._y + 46), _TONES[name])
                begun = end
            self._figure(str(each.whole))
        self._y += _GAP

    def _row(self, label: str, share: float, figure: str, colour: str, width: int = 200) -> None:
        """A label so wide, a bar that is full by `share`, and a figure behind it."""
        self._label(label, width)
        left, right = _EDGE + width + _GAP, _WIDTH - _EDGE - 110
        top, bottom = self._y + 18, self._y + 46
        self._pen.rounded_rectangle((left, top, right, bottom), 14, _TRACK)
        if share:
            self._pen.rounded_rectangle((left, top, max(left + (right - left) * share, left + 28), bottom), 14, colour)
        self._figure(figure)

    def _label(self, text: str, width: int) -> None:
        lines = wrapped(text, width, self._letters(40).getlength)
        shown = lines[0] if len(lines) <= 1 else f"{lines[0]}…"
        self._pen.text((_EDGE, self._y), shown, _INK, self._letters(40))

    def _figure(self, text: str) -> None:
        self._pen.text((_WIDTH - _EDGE, self._y), text, _INK, self._letters(42, "bold"), anchor="ra")
        self._y += 68

    def _paragraph(self, text: str) -> None:
        for line in self._lines(text, 40, "regular"):
            self._line(line, 40, _INK)
        self._y += _GAP

    def _line(self, text: str, size: int, colour: str, weight: Weight = "regular") -> None:
        self._pen.text((_EDGE, self._y), text, colour, self._letters(size, weight))
        self._y += int(size * _LEADING)

    def _lines(self, text: str, size: int, weight: Weight) -> list[str]:
        return wrapped(text, _WIDTH - 2 * _EDGE, self._letters(size, weight).getlength)

    def _letters(self, size: int, weight: Weight = "regular") -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(_font(weight), size, layout_engine=ImageFont.Layout.RAQM)


@cache
def _font(weight: Weight) -> str:
    """Sarabun, that of Thai offices, which comes with the bot."""
    import fontpkg  # noqa: PLC0415 - read where something is drawn, and only there

    return str(fontpkg.path("Sarabun", weight))

"""The tone of one clause: praise or complaint, what turns it round, and whether it is a wish.

Negation turns the next words with a tone (ไม่ค่อยดี, ไม่น่าเบื่อ); a degree that is too much is bad (เร็วไป); what is wished
for is no praise (ควรดีกว่านี้).
"""

from __future__ import annotations

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.thai.opinion_units import Unit

LIGHT = frozenset({"light", "polite"})
"""Marks of words over which a negation reaches further."""

_REACH = 2  # words over which a negation reaches
_TONES = frozenset({"good", "bad", "able", "scale"})
_FLIPPED = {"good": "bad", "bad": "good"}


def judged(units: Sequence[Unit], themes: Iterable[str], *, wished: bool = False) -> tuple[str, bool]:
    """The tone ("good", "bad", or "" for none) of a clause about `themes`, and whether it suggests something.

    `wished`: it goes on with a wish that was begun before (ควรเพิ่มเวลา และแจกเอกสาร).
    """
    return _Judge(themes, wished=wished).judged(units)


class _Judge:
    """Reads the tone of one clause, from its first unit to its last."""

    def __init__(self, themes: Iterable[str], *, wished: bool) -> None:
        self._themes = list(themes)
        self._tones: list[str] = []  # besides good and bad: wanted (good, wished for)
        self._reach = 0  # how many words more the last negation reaches
        self._lacking = False
        self._open = False  # a negation that met no word with a tone
        self._wish = "wish" if wished else ""  # "wish", or "maybe" where it may be a guess
        self._scaled = False  # the word before was a matter of degree
        self._denied = False  # and denied (ไม่นานเกินไป)

    def judged(self, units: Sequence[Unit]) -> tuple[str, bool]:
        asked = any("ask" in unit.marks for unit in units)
        for place, unit in enumerate(units):
            self._take(unit, first=place == 0)
        tones = ["good" if tone == "wanted" and self._wish == "maybe" else tone for tone in self._tones]
        tones = [tone for tone in tones if tone == "bad" or (tone == "good" and not asked)]
        suggests = bool(self._wish) and not (self._wish == "maybe" and tones[-1:] == ["good"])
        if not self._tones and self._themes and not asked and not suggests:
            if self._open:  # ไม่ + what is done with a subject: ไม่แจกเอกสาร
                tones = ["bad"]
            elif any("thanks" in unit.marks for unit in units):
                tones = ["good"]
        return (tones[-1] if tones else ""), suggests

    def _take(self, unit: Unit, *, first: bool) -> None:
        marks = unit.marks
        if "wished" in marks and first:  # ก็ดี
            self._say("good")
        elif "wished" in marks:  # ถ้า … จะดีมาก: what was said before is the wish
            self._tones = [tone for tone in self._tones if tone == "bad"]
            self._wish = "wish"
        elif marks & {"wish", "maybe"} or ("begins" in marks and first):
            self._wish = (self._wish or "maybe") if "maybe" in marks else "wish"
            self._open, self._reach = False, 0
        elif marks & {"not", "lack", "spared"}:
            self._reach, self._lacking, self._open = _REACH + 1, "lack" in marks, "spared" not in marks
        elif marks & {"too", "over"}:
            self._too(sure="too" in marks)
        elif marks & _TONES and (not self._wish or "good" in marks):
            self._tone(marks)
        elif self._lacking and self._reach and unit.of("theme"):
            self._say("bad")
        if "better" in marks and self._tones[-1:] == ["wanted"]:
            self._tones[-1] = "bad"  # น่าจะดีกว่านี้: it was not good enough
        self._scaled = "scale" in marks or (self._scaled and "light" in marks)
        if self._reach and not marks & LIGHT:
            self._reach -= 1

    def _too(self, *, sure: bool) -> None:
        if self._wish or not (sure or self._scaled):
            return
        if self._denied:
            self._say("good")
        elif self._tones[-1:] != ["good"] or self._scaled:
            self._say("bad")

    def _tone(self, marks: frozenset[str]) -> None:
        tone = next((tone for tone in ("good", "bad") if tone in marks), "") or self._of_degree(marks)
        if self._reach:
            self._denied = "scale" in marks
            tone = _FLIPPED.get(tone, "bad" if "able" in marks else "")
            self._open = self._open and not self._denied
        if tone:
            self._say(tone)

    def _of_degree(self, marks: frozenset[str]) -> str:
        found = (tone for tone in ("bad", "good") for theme in self._themes if f"scale:{tone}:{theme}" in marks)
        return next(found, "")

    def _say(self, tone: str) -> None:
        self._open, self._reach = False, 0
        self._tones.append("wanted" if self._wish and tone == "good" else tone)

"""The units of a comment put together into clauses, each with what it is about and its tone.

A clause ends at a contrast or a full stop; at a blank, where something was said before it; and where a new subject
comes after something was said (อาหารดีห้องกว้าง). One without a subject keeps the last one's (วิทยากรพูดเร็ว จดไม่ทัน).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.thai.opinion_tones import LIGHT, judged
from bot.thai.opinion_words import vocabulary


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.thai.opinion_units import Unit

_STATED = 2  # words beside its subject that make a statement of a clause without a tone
_NEAR = 2  # words before a subject, among which "and" goes on with a wish
_TRAILING = LIGHT | {"too", "over", "better", "wished"}  # what belongs to the words before a blank
_BEFORE = frozenset({"good", "bad", "scale", "too", "not", "light"})
_TELLING = frozenset(
    {"good", "bad", "able", "scale", "too", "wish", "wished", "maybe", "begins", "not", "lack", "thanks"}
)


@dataclass(slots=True)
class Draft:
    """A clause in the making.

    `named` and `hinted` are the themes of its own words, `headed` where one is named by more than what belongs to
    another word; `themes`, those it is about. `apart`, `excepted`, `bound`, `continued`: a full stop stands before
    it, an exception's word, nothing at all, or an "and".
    """

    apart: bool = False
    excepted: bool = False
    bound: bool = False
    continued: bool = False
    units: list[Unit] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    headed: bool = False
    hinted: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    tone: str = ""
    suggests: bool = False

    def subjects(self, carried: Sequence[str] = ()) -> list[str]:
        """What it is about, where the clause before is about `carried`."""
        over = {named for hint, named in vocabulary().prevails if hint in self.hinted}
        named = [theme for theme in self.named if theme not in over]
        common = [theme for theme in carried if theme in self.hinted]
        otherwise = [theme for unit in self.units for theme in unit.of("otherwise")]
        return (
            (named if self.headed else common or named) or common or self.hinted[:1] or list(carried) or otherwise[:1]
        )

    @property
    def decided(self) -> bool:
        """Whether something is said: a tone, or a wish with what is wished for."""
        return bool(self.tone) or (self.suggests and bool(self.named or self.hinted or self.stated))

    @property
    def stated(self) -> bool:
        """Whether something is said of its subject, though no tone (เนื้อหาเยอะ)."""
        return any(unit.marks & {"scale", "able"} for unit in self.units) or (
            sum(not unit.marks for unit in self.units) >= _STATED
        )

    @property
    def empty(self) -> bool:
        """Whether it tells nothing by itself: no tone, no wish, no subject; or one that nothing parts from the last."""
        return not (self.tone or self.suggests) and (self.bound or not (self.named or self.hinted))

    def judge(self) -> None:
        """Reads what it has of units."""
        heads, modifiers, self.hinted = _subjects(self.units)
        self.named, self.headed = heads or modifiers, bool(heads)
        self.tone, self.suggests = judged(self.units, self.subjects())

    def _takes(self) -> bool:
        """Whether a theme that comes after the tone belongs to it: as its object, or by a preposition."""
        last = self.units[-1].marks
        if "both" in last or _governs(self.units[-1]):
            return True
        told = max((place for place, unit in enumerate(self.units) if unit.marks & _TELLING), default=-1)
        after = self.units[told + 1 :]
        if self.named:  # ประทับใจวิทยากรและทีมงาน, but not วิทยากรเก่งและอาหารอร่อย
            return "and" in last and any(unit.of("theme") for unit in after)
        return all(unit.marks and "and" not in unit.marks for unit in after)

    def taken_off(self) -> list[Unit]:
        """Takes off and returns what is said before its noun, as English has it: "and great" before food."""
        place = next((place for place in range(len(self.units), 0, -1) if "and" in self.units[place - 1].marks), 0)
        tail = self.units[place:]
        if not place or not tail or not all(unit.text.isascii() and unit.marks & _BEFORE for unit in tail):
            return []
        del self.units[place:]
        return tail

    def ends(self, unit: Unit, gap: frozenset[str]) -> bool:
        """Whether `unit`, after a blank of such marks, or none, begins another clause."""
        if not self.units or not (gap or unit.of("theme") or "wish" in unit.marks):
            return False
        self.judge()
        if gap and self.decided and ("comma" in gap or not unit.marks & _TRAILING):
            return True
        if unit.of("theme"):
            return not self._takes() if self.decided else bool(gap and self.named and self.stated)
        return "wish" in unit.marks and bool(self.tone)


def _subjects(units: Sequence[Unit]) -> tuple[list[str], list[str], list[str]]:
    """The themes that are named, those named by what belongs to another word (ในห้อง), and those hinted at."""
    heads: dict[str, None] = {}
    modifiers: dict[str, None] = {}
    hinted: dict[str, None] = {}
    last: Unit | None = None
    for unit in units:
        for theme in unit.of("theme"):
            (modifiers if last and _governs(last) else heads)[theme] = None
        hinted |= dict.fromkeys(unit.of("hint"))
        last = unit
    return list(heads), list(modifiers), list(hinted)


def _governs(unit: Unit) -> bool:
    """Whether the noun after `unit` is no subject: after a preposition, or as the object of a verb (ถ่ายทอดเนื้อหา)."""
    return "of" in unit.marks or (bool(unit.of("hint")) and not unit.marks & {"good", "bad", "able"})


def clauses(units: Iterable[Unit]) -> list[Draft]:
    """The clauses of a comment; none where no word of it tells anything."""
    drafts = _divided(units)
    carried: list[str] = []
    wished = False
    for draft in drafts:
        draft.judge()
        carried = [] if draft.apart else carried
        draft.themes = draft.subjects(carried)
        wished = wished and (draft.continued or "and" in draft.units[0].marks)
        draft.tone, draft.suggests = judged(draft.units, draft.themes, wished=wished)
        if draft.excepted and not draft.decided:
            draft.tone = "bad"
        carried, wished = draft.themes, draft.suggests
    return _joined(drafts)


def _divided(units: Iterable[Unit]) -> list[Draft]:
    drafts = [Draft()]
    none: frozenset[str] = frozenset()
    gap = none
    for unit in units:
        if "blank" in unit.marks:  # between words of English
            continue
        if unit.marks & {"strong", "but", "except"}:
            drafts.append(Draft(apart="strong" in unit.marks, excepted="except" in unit.marks))
            gap = none
        elif "gap" in unit.marks:
            gap = unit.marks
        else:
            if drafts[-1].ends(unit, gap):
                continued = not gap and any("and" in known.marks for known in drafts[-1].units[-_NEAR:])
                drafts.append(Draft(bound=not gap, continued=continued, units=drafts[-1].taken_off()))
            drafts[-1].units.append(unit)
            gap = none
    return [draft for draft in drafts if draft.units]


def _joined(drafts: list[Draft]) -> list[Draft]:
    """`drafts` with those that tell nothing put to the one before, or after."""
    done: list[Draft] = []
    for draft in drafts:
        if done and (draft.empty or done[-1].empty):
            kept, other = (done[-1], draft) if draft.empty else (draft, done[-1])
            kept.units = [*done[-1].units, *draft.units]
            kept.themes = kept.themes or other.themes
            done[-1] = kept
        else:
            done.append(draft)
    return done

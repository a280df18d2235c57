"""A form, question by question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.services.results.figures import Recommend, Spread, recommend, spread
from storage.feedback_settings import RECOMMEND, STARS


if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.results.overview import Result
    from storage.feedback_settings import Question


_NONE = Spread()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is answered on a scale (`spread`) or by choosing (`chosen`, the most frequent first).

    `whole`: how many answered, or of several choices, how many were chosen. `withheld`: not all who answered the form
    have answered this, and those are too few.
    """

    question: Question
    spread: Spread = _NONE
    chosen: tuple[tuple[str, int], ...] = ()
    withheld: bool = False

    @property
    def whole(self) -> int:
        return self.spread.whole or sum(count for _, count in self.chosen)

    @property
    def recommend(self) -> Recommend | None:
        """None where it does not ask for that."""
        return recommend(self.spread) if self.question.kind == "recommend" else None


def questions(result: Result) -> tuple[Asked, ...]:
    """What a form asks now but for words, in its order."""
    asked = result.form.questions if result.form else ()
    return tuple(_asked(result, each) for each in asked if each.kind != "text")


def _asked(result: Result, question: Question) -> Asked:
    counted = result.tally.get(question.code, {})
    scale = {"stars": STARS, "recommend": RECOMMEND, "scale": range(1, question.steps + 1)}.get(question.kind)
    if scale is not None:
        found = Asked(question, spread(counted, scale))
    else:
        found = Asked(question, chosen=_chosen(counted, question))
    few = found.whole < (result.opened.fewest if result.opened.anonymous else 1) and question.kind != "choices"
    return Asked(question, withheld=True) if few else found


def _chosen(counted: Mapping[str, int], question: Question) -> tuple[tuple[str, int], ...]:
    """What nobody chose is there too, as is what was offered once and chosen then."""
    offered = {**dict.fromkeys(question.choices, 0), **counted}
    return tuple(sorted(offered.items(), key=lambda each: -each[1]))

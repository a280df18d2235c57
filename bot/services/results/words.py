"""What results are called, in words that are said alike on a page, in chat and in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.thai.opinions import ACCURACY
from storage.feedback_settings import REASONS


if TYPE_CHECKING:
    from datetime import date

    from bot.services.results.figures import Recommend
    from bot.services.results.overview import Overview, Result, Together
    from bot.texts import Texts


def number(value: float | None) -> str:
    """A mean or a median: with one digit, a dash where there is none."""
    return "–" if value is None else f"{value:.1f}"


def share(part: int, whole: int) -> str:
    """In percent, without digits behind the point."""
    return f"{round(100 * part / whole)}%" if whole else "–"


def signed(score: int) -> str:
    """From −100 to +100."""
    return f"{'−' if score < 0 else '+' if score else ''}{abs(score)}"


def reason(say: Texts, code: str) -> str:
    return say(f"results.reason_{code}") if code in REASONS else code


def theme(say: Texts, name: str) -> str:
    return say(f"results.theme_{name}")


def tone(say: Texts, name: str) -> str:
    return say(f"results.tone_{name}")


def day(result: Result, found: Overview) -> date:
    """On which it was, or was asked, on the programme's clock."""
    return result.at.astimezone(ZoneInfo(found.programme.timezone)).date()


def speakers(say: Texts, result: Result, found: Overview) -> str:
    names = {each.code: each.name.in_(say.language) for each in found.programme.speakers}
    return ", ".join(names.get(code, code) for code in (result.session.speakers if result.session else ()))


def module(say: Texts, result: Result, found: Overview) -> str:
    code = (result.session.module if result.session else "") or (result.form.module if result.form else "")
    return next((each.title.in_(say.language) for each in found.programme.modules if each.code == code), code)


def answered(say: Texts, asked: int, came: int) -> str:
    """How many of how many: ตอบ 45 จาก 60 คน (75%)."""
    return say("results.answered_of", came=came, whole=asked, percent=share(came, asked))


def counted(say: Texts, about: Together) -> str:
    """The same of several, who are asked as often: ตอบแล้ว 450 จาก 600 ครั้งที่ถาม (75%)."""
    counts = [each.counts for each in about.results or about.forms]
    asked, came = sum(each.asked for each in counts), sum(each.answered for each in counts)
    if len(counts) == 1:
        return answered(say, asked, came)
    return say("results.answered_times", came=came, whole=asked, percent=share(came, asked))


def of_these(say: Texts, about: Together) -> str:
    """Of how many answers the figures are, where that is not all of them: those without names come by several."""
    known = about.stars.whole
    return say("results.of_these", count=known) if known and known != about.counts.answered else ""


def recommend(say: Texts, found: Recommend) -> str:
    """What the score is of: ผู้สนับสนุน 20 · เฉย ๆ 8 · ไม่แนะนำ 2 (จาก 30 คำตอบ)."""
    return say(
        "results.recommend_of",
        promoters=found.promoters,
        passives=found.passives,
        detractors=found.detractors,
        whole=found.whole,
    )


def why_withheld(say: Texts, result: Result) -> str:
    return say("results.withheld", fewest=result.opened.fewest)


def method(say: Texts) -> str:
    """How comments are read, and how well that was found to be."""
    tone, themes = (f"{100 * each:.0f}" for each in (ACCURACY.tone, ACCURACY.themes))
    return say("results.method", tone=tone, themes=themes, comments=ACCURACY.comments)

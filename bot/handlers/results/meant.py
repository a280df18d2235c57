"""What is meant by the words behind a wish: the whole, a form, a day, sessions, a speaker, a module."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.services.ask.select import named, on
from bot.services.results import Together, words
from bot.thai.text import key


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.services.ask import Guide
    from bot.services.results import Overview, Result
    from bot.texts import Texts
    from bot.thai.dates import When
    from bot.thai.question import Question


class Meant(NamedTuple):
    """`title` is what it is called, `under` when it was or of which programme; `speaker` is a code, if it is one."""

    about: Together
    title: str
    under: str
    speaker: str = ""


def meant(guide: Guide, found: Overview, about: str, say: Texts, now: datetime) -> Meant | None:
    """None where the words name nothing; of what nobody has answered there are no results."""
    programme = found.programme.title.in_(say.language)
    if not about:
        return Meant(found.whole, say("results.whole"), programme)
    if form := next((each for each in found.forms if key(about) in (key(each.title.th), key(each.title.en))), None):
        return Meant(Together("", form.title, (), (form,)), form.title.in_(say.language), programme)
    question = guide.reader.read(about, now.astimezone(guide.zone), guide.span)
    whens = tuple(when for when in question.dates if when.first)
    by_name = any(mention.kind == "session" for mention in question.mentions)
    speakers, modules = question.codes("speaker"), question.codes("module")
    if speakers and not by_name:
        return _one_of(found.speakers, speakers, guide, programme, say)
    if modules and not by_name:
        return _one_of(found.modules, modules, guide, programme, say)
    if whens and not question.named:
        return _on(whens, found, about, say)
    return _sessions(question, whens, guide, found, say)


def _one_of(several: Iterable[Together], codes: Sequence[str], guide: Guide, under: str, say: Texts) -> Meant:
    """One speaker or module, whether there is anything of theirs or not."""
    code = codes[0]
    is_speaker = code in guide.speakers
    title = guide.speakers[code].name if is_speaker else guide.modules[code].title
    about = next((each for each in several if each.code == code), Together(code, title, ()))
    return Meant(about, title.in_(say.language), under, code if is_speaker else "")


def _on(whens: Sequence[When], found: Overview, about: str, say: Texts) -> Meant | None:
    rest = about
    for when in whens:
        rest = rest.replace(when.text, "")
    if rest.strip():
        return None
    results = tuple(
        each
        for each in found.results
        if any(when.first and when.first <= words.day(each, found) <= (when.last or when.first) for when in whens)
    )
    first, last = whens[0].first, whens[-1].last or whens[-1].first
    title = say.day(first) if first and first == last else whens[0].text
    return Meant(Together("", found.programme.title, results), title, found.programme.title.in_(say.language))


def _sessions(question: Question, whens: tuple[When, ...], guide: Guide, found: Overview, say: Texts) -> Meant | None:
    chosen = named(question, guide)
    pool = chosen.sessions if chosen and not chosen.absent else ()
    if not pool:
        return None
    codes = {each.code for each in (on(whens, guide, pool)[0] or pool)}
    results = tuple(each for each in found.results if each.opened.about.session in codes)
    if len(results) == 1 or len(codes) == 1:
        session = guide.by_code[results[0].opened.about.session if results else min(codes)]
        title = session.title.in_(say.language)
        return Meant(Together("", session.title, results), title, _under(results, found, say))
    return Meant(Together("", found.programme.title, results), say("results.whole"), "") if results else None


def _under(results: Sequence[Result], found: Overview, say: Texts) -> str:
    return " · ".join(
        part for each in results for part in (say.day(words.day(each, found)), words.speakers(say, each, found)) if part
    )

"""How results are said: the figures first, then why, then what is to be done."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from bot.messages import Image
from bot.services.results import first, words


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.handlers.results.meant import Meant
    from bot.services.results import Result, Theme, Together
    from bot.services.results.comments import Group, Written
    from bot.texts import Texts


_MOST_SESSIONS, _MOST_THEMES, _MOST_QUOTES = 10, 5, 3


def figures(say: Texts, meant: Meant) -> str:
    about = meant.about
    lines = [meant.title, meant.under, *_figures(say, about)]
    if len(about.results) > 1:
        lines += ["", *_sessions(say, about.results), *_first(say, about)]
    elif about.themes:
        lines.append(f"{say('results.sheet_themes')}: {_themes(say, about.themes)}")
    return "\n".join(lines).replace("\n\n\n", "\n\n").strip()


def image(say: Texts, meant: Meant) -> Image:
    """Its words say the same as the text beside it."""
    from bot.services.results.picture import picture  # noqa: PLC0415 - loaded where something is drawn

    content = picture(meant.about, meant.title, meant.under, say)
    alt = say("results.picture", title=meant.title, mean=words.number(meant.about.stars.mean))
    return Image(alt, "image/png", b64encode(content).decode())


def grouped(say: Texts, title: str, groups: Sequence[Group], sampled: int, whole: int) -> str:
    """What people say of each theme, with what stands for the rest."""
    parts = ["\n".join(part for part in (title, say("results.from", count=sampled, whole=whole)) if part)]
    for group in groups[:_MOST_THEMES]:
        counts = [
            f"{words.tone(say, name)} {count}"
            for name, count in (("bad", group.bad), ("suggestion", group.suggestions), ("good", group.good))
            if count
        ]
        head = " · ".join([words.theme(say, group.theme), *counts])
        quotes = [f"“{quote.text}”" + (f" ({quote.count})" if quote.count > 1 else "") for quote in group.quotes]
        parts.append("\n".join([head, *quotes[:_MOST_QUOTES]]))
    return "\n\n".join([*parts, words.method(say)])


def listed(say: Texts, title: str, comments: Sequence[tuple[Result, Written]], *, more: bool) -> str:
    """Comments one by one."""
    lines = [f"“{each.words}” – {result.title.in_(say.language)}" for result, each in comments]
    return "\n\n".join([title, *lines, *([say("results.more_comments")] if more else [])])


def _figures(say: Texts, about: Together) -> Iterator[str]:
    yield words.counted(say, about)
    if about.stars.whole:
        mean, median = (words.number(each) for each in (about.stars.mean, about.stars.median))
        line = (
            f"{say('results.column_mean')} {mean} {say('results.of_stars')} · {say('results.column_median')} {median}"
        )
        yield " · ".join(part for part in (line, words.of_these(say, about)) if part)
        yield " · ".join(
            f"{say('results.stars', stars=value)} {count}" for value, count in reversed(about.stars.counts)
        )
    elif about.results:
        yield words.why_withheld(say, about.results[0])
    if about.reasons:
        why = " · ".join(f"{words.reason(say, code)} {count}" for code, count in about.reasons)
        yield f"{say('results.column_reasons')}: {why}"


def _sessions(say: Texts, results: Sequence[Result]) -> Iterator[str]:
    """The lowest first; what is withheld comes last."""
    ranked = sorted(results, key=lambda each: (each.stars.mean is None, each.stars.mean or 0))
    for each in ranked[:_MOST_SESSIONS]:
        counts = f"{each.counts.answered}/{each.counts.asked}"
        yield f"• {each.title.in_(say.language)}: {words.number(each.stars.mean)} ({counts})"
    if len(ranked) > _MOST_SESSIONS:
        yield say("results.more_sessions", count=len(ranked) - _MOST_SESSIONS)


def _first(say: Texts, about: Together) -> Iterator[str]:
    todo = first(about)
    themes = [f"{words.theme(say, each.name)} {say('results.complained', count=each.bad)}" for each in todo.complaints]
    themes += [
        f"{words.theme(say, each.name)} {say('results.suggested', count=each.suggestions)}" for each in todo.suggestions
    ]
    if themes:
        yield ""
        yield f"{say('results.first')}: {' · '.join(themes)}"


def _themes(say: Texts, themes: Sequence[Theme]) -> str:
    return " · ".join(f"{words.theme(say, each.name)} {each.whole}" for each in themes[:_MOST_THEMES])

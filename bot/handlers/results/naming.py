"""What each person answered, to a form that told them so before: a few in chat, the others in the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Choice, Reading, Reply
from bot.services.results.naming import Named, named
from bot.texts import short


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session as Store

    from bot.handlers.results.meant import Meant
    from bot.services.results import Result
    from bot.texts import Texts


_MOST = 12  # people in one message
_OFFERED = 8  # forms as buttons
_LONGEST = 200  # letters of one answer
_LETTERS = 3000  # of all; LINE takes 5000 in a message


def with_names(meant: Meant) -> list[Result]:
    """The forms that are meant whose answers have names, and that somebody has answered."""
    every = (*meant.about.results, *meant.about.forms)
    return [each for each in every if not each.opened.anonymous and each.shown]


def by_name(store: Store, say: Texts, meant: Meant) -> Reply:
    """Of one form; of several it is asked which, the newest first."""
    found = sorted(with_names(meant), key=lambda each: each.at, reverse=True)
    if len(found) == 1:
        return _listed(store, say, found[0])
    if not found:
        every = (*meant.about.results, *meant.about.forms)
        nameless = any(each.opened.anonymous for each in every)
        return _aside(say("results.nameless") if nameless else say("results.none_of", title=meant.title))
    titles = [each.title.in_(say.language) for each in found[:_OFFERED]]
    choices = [Choice(short(title), f"{say('results.ask_names')} {title}") for title in titles]
    return _aside(say("results.names_which"), choices)


def _listed(store: Store, say: Texts, result: Result) -> Reply:
    people = named(store, say, result, 0, _MOST + 1)
    lines = list(_fitting([_said(each) for each in people[:_MOST]]))
    more = len(people) > len(lines)
    title = say("results.names_of", title=result.title.in_(say.language))
    console = [Choice(say("results.button_console"), say("results.button_console"))] if more else []
    text = "\n\n".join([title, *lines, *([say("results.more_names")] if more else [])])
    return _aside(text, console, sealed=True)


def _said(person: Named) -> str:
    return "\n".join([person.name, *(f"• {title}: {short(said, _LONGEST)}" for title, said in person.answers)])


def _fitting(lines: Sequence[str]) -> Iterator[str]:
    """As many as one message may have, the first in any case."""
    letters = 0
    for each in lines:
        letters += len(each)
        if letters > _LETTERS and letters > len(each):
            return
        yield each


def _aside(text: str, choices: Sequence[Choice] = (), *, sealed: bool = False) -> Reply:
    return Reply(text, choices=tuple(choices), reading=Reading(aside=True), sealed=sealed)

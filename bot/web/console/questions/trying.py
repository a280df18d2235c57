"""How the bot answers any question now, and how it would with a ready answer or another name: side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.ask import would_say
from bot.services import questions, teaching
from bot.services.teaching import KINDS, OtherName
from bot.web.console.here import Shown
from bot.web.console.paging import number


if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages import Reply
    from bot.services.teaching import Entry
    from bot.web.console.here import Answer, Here
    from storage.programme import Programme


_LONGEST = 500  # letters of a question


def show(here: Here) -> Answer:
    """`?id=` is a question that waits; what was posted stands where it was not taken."""
    return _shown(here, _fields(here))


def tried(here: Here) -> Answer:
    """Nothing is kept, and nobody is told."""
    fields = _fields(here)
    after = teaching.changed(here.programme, fields["question"], fields["answer"], taught(here))
    now = _said(here, here.programme, fields["question"])
    then = now if after is here.programme else _said(here, after, fields["question"])
    return _shown(here, fields, now, then)


def taught(here: Here) -> OtherName | None:
    """The name that is posted, and what is to be called so: `kind:code`."""
    kind, _, code = str(here.posted.get("target", "")).partition(":")
    name = str(here.posted.get("name", "")).strip()
    if not name:
        return None
    known = next((each for each in KINDS if each == kind), None)
    return OtherName(known or "session", code if known else "", name)


def _shown(here: Here, fields: Mapping[str, str], now: Reply | None = None, then: Reply | None = None) -> Shown:
    groups: dict[str, list[Entry]] = {}
    for each in teaching.entries(here.programme):
        groups.setdefault(each.kind, []).append(each)
    return Shown(
        "console/questions_try.html",
        {
            "fields": fields,
            "now": now,
            "then": then,
            "changes": bool(fields["answer"] or fields["name"]),
            "entries": groups,
            "most": teaching.LONGEST,
        },
    )


def _fields(here: Here) -> dict[str, str]:
    names = ("question", "answer", "target", "name")
    fields = {each: str(here.posted.get(each, "")).strip()[:_LONGEST] for each in names}
    about = number(here.asked.get("id", ""))
    if about and not here.posted:
        asked = questions.get(here.store, about)
        if asked and asked.programme == here.programme.code:
            fields["question"] = asked.text
    return fields


def _said(here: Here, programme: Programme, question: str) -> Reply | None:
    return would_say(programme, question, here.say, here.now) if question else None

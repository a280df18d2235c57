"""Two entries of the roster that are one person: looked at side by side, then made one, or both chats are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.handlers.people.merging import asked, told
from bot.outbox import put
from bot.services import questions
from bot.services.people import looking, merging
from bot.services.people.looking import Wanted
from bot.services.people.merging import MERGED_FOR
from bot.texts import texts
from bot.web.console.here import Done, Shown
from bot.web.console.paging import number
from bot.web.console.people.one import member


if TYPE_CHECKING:
    from bot.services.people.merging import Outcome
    from bot.web.console.here import Answer, Here


_FOUND = 10  # people among whom the other one is chosen


def show(here: Here) -> Answer:
    """`?text=` finds the other one, `?with=` is who that is: asked for here, or in the form that was not taken."""
    seen = member(here)
    typed = str(here.posted.get("gone") or here.asked.get("with", ""))
    gone = number(typed)
    pair = merging.pair(here.store, seen.person.id, gone, here.programme.code, here.role) if gone else None
    text = here.asked.get("text", "").strip()[:80]
    found = looking.page(here.store, here.programme.code, Wanted(text), 0, _FOUND + 1) if text and not pair else []
    others = [each for each in found if each.person != seen.person.id]
    values = {"seen": seen, "pair": pair, "others": others, "text": text, "reasons": MERGED_FOR}
    return Shown("console/people_merge.html", values, about=seen.person.id)


def merge(here: Here) -> Answer:
    seen, gone = member(here), number(str(here.posted.get("gone", "")))
    reason = str(here.posted.get("reason", ""))
    if not gone or reason not in MERGED_FOR:
        raise Refused("console_people.no_reason")
    if here.posted.get("sure") != "yes":
        raise Refused("console_people.not_sure")
    proofs = [str(each) for name in ("code_kept", "code_gone") if (each := here.posted.get(name))]
    kept, programme = seen.person.id, here.programme.code
    wanted = merging.Wanted(kept, gone, reason, programme, here.person, here.role, proofs)
    outcome = merging.merge(here.store, wanted, here.now)
    _tell(here, outcome)
    text = "console_people.merged" if outcome.merged else "console_people.merge_asked"
    details = {"reason": reason, "codes": len(proofs)}
    return Done(f"people/{kept}", text, "people.merge_asked", about=kept, details=details)


def withdraw(here: Here) -> Answer:
    seen = member(here)
    merging.withdraw(here.store, seen.person.id)
    to = f"people/{seen.person.id}"
    return Done(to, "console_people.merge_withdrawn", "people.merge_withdrawn", about=seen.person.id)


def _tell(here: Here, outcome: Outcome) -> None:
    """Whoever is one now is told so; of those who are still to agree, each is asked where they were last."""
    if outcome.merged:
        for chat, reply in told(here.store, outcome):
            put(here.store, chat, [reply])
        return
    for person in outcome.unasked():
        place = merging.place_of(here.store, person.id)
        if place is None:
            raise Refused("merging.unreachable", name=person.name)
        put(here.store, place, [asked(outcome, texts(questions.language(here.store, place)))])

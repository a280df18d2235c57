"""A chat is unlinked, all that is held of somebody is given out, and somebody is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from bot.errors import Refused
from bot.messages import Reading, Reply
from bot.outbox import put
from bot.services import people, questions
from bot.services.people import editing, merging
from bot.services.people.merging import UNLINKED_FOR
from bot.texts import texts
from bot.web.console.here import Done, Shown
from bot.web.console.people.one import member, only


if TYPE_CHECKING:
    from bot.web.console.here import Answer, Here


def unlink(here: Here) -> Answer:
    """The chat is told, by the words of the organisers' reason."""
    seen, reason = member(here), str(here.posted.get("reason", ""))
    only(here, seen)
    chat = next((each for each in seen.chats if str(each.id) == here.posted.get("chat")), None)
    if chat is None:
        raise Refused("console_people.no_chat")
    if reason not in UNLINKED_FOR:
        raise Refused("console_people.no_reason")
    person = seen.person
    say = texts(questions.language(here.store, chat.address))
    merging.unlink(here.store, person.id, chat.address)
    told = say("merging.unlinked", name=person.name, reason=say(f"console_people.unlinked_{reason}"))
    put(here.store, chat.address, [Reply(told, reading=Reading(aside=True))])
    details = {"channel": chat.address.channel, "reason": reason}
    to = f"people/{person.id}"
    return Done(to, "console_people.unlinked", "person.unlinked", about=person.id, details=details)


def export(here: Here) -> Response:
    """All that is held of somebody, as a file to be given to them."""
    seen = member(here)
    content = people.export_one(here.store, seen.person.id, here.now, here.person)
    name = quote(f"{seen.person.name}.json", safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, media_type="application/json", headers=headers)


def ask(here: Here) -> Answer:
    seen = member(here)
    return Shown("console/people_erase.html", {"seen": seen}, about=seen.person.id)


def erase(here: Here) -> Answer:
    seen, typed = member(here), str(here.posted.get("name", ""))
    if seen.person.id == here.person:
        raise Refused("roster.not_oneself")
    editing.erase(here.store, seen.person.id, typed, here.now, here.person)
    return Done("people", "console_people.erased", "person.erased")

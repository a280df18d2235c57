"""Leave is approved or declined: as in chat, with the same words to whoever asked and to the others who decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.handlers.leave.deciding import Deciding as Chat
from bot.messages import Address, Inbound
from bot.outbox import put
from bot.router import Talk, Turn
from bot.services import leave, people
from bot.web.console.attendance.leaves import asked
from bot.web.console.here import Done


if TYPE_CHECKING:
    from bot.services.programme import Programmes
    from bot.web.console.here import Answer, Here


class Deciding:
    def __init__(self, programmes: Programmes) -> None:
        self._chat = Chat(programmes)

    def decide(self, here: Here) -> Answer:
        """The first decision counts."""
        found, wish = asked(here), here.posted.get("wish")
        note = str(here.posted.get("note", "")).strip()
        if found.state != "asked":
            raise Refused(f"leave.already_{found.state}", name=found.decider or here.say("leave.colleague"),
                          who=found.asker)  # fmt: skip
        if len(note) > leave.LONGEST:
            raise Refused("leave.too_long", most=str(leave.LONGEST))
        if wish not in ("approve", "decline"):
            raise Refused("console_attendance.undecided")
        me = next(
            person for person, _ in people.organisers(here.store, here.programme.code) if person.id == here.person
        )
        turn = Turn(
            Inbound(Address("console", ""), "", "", here.now), Talk(here.language), here.now, here.store, here.say
        )
        if wish == "approve":
            self._chat.approve(turn, me, found, note)
        else:
            self._chat.declined(turn, me, found, note)
        for address, reply in turn.others:
            put(here.store, address, [reply])
        done = "approved" if wish == "approve" else "declined"
        told = {"who": found.asker}
        return Done(
            "attendance/leaves", f"leave.done_{done}", f"leave.{done}", str(found.id), found.person, values=told
        )

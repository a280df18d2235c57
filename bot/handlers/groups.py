"""In a group the bot speaks when it is spoken to, and not otherwise, unless an organiser lets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import SILENCE, Choice, Reading, Reply
from bot.services import groups
from bot.texts import short_title


if TYPE_CHECKING:
    from bot.router import Route, Turn
    from bot.services.programme import Programmes


_OF = "group:"  # opens the data of a button that says whose the group is
_ASIDE = Reading(aside=True)


def routes(programmes: Programmes) -> list[Route]:
    room = Groups(programmes)
    return [
        (lambda turn: turn.inbound.kind == "joined", room.joined),
        (lambda turn: turn.inbound.group and not groups.is_called(turn.inbound), lambda _: SILENCE),
        (lambda turn: turn.inbound.group and turn.inbound.data.startswith(_OF), room.chosen),
        (lambda turn: turn.inbound.group and groups.switch(turn.inbound.text) == "on", room.on),
        (lambda turn: turn.inbound.group and groups.switch(turn.inbound.text) == "off", room.off),
    ]


class Groups:
    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes

    def joined(self, turn: Turn) -> Reply:
        return Reply(turn.say("groups.joined"), reading=_ASIDE)

    def on(self, turn: Turn) -> Reply:
        codes = self._organised(turn)
        if not codes:
            return Reply(turn.say("groups.organisers_only"), reading=_ASIDE)
        if len(codes) == 1:
            return self._announce(turn, codes[0])
        titles = [(code, self._title(turn, code)) for code in codes]
        choices = tuple(Choice(short_title(title), title, f"{_OF}{code}") for code, title in titles)
        return Reply(turn.say("groups.which"), choices=choices, reading=_ASIDE)

    def chosen(self, turn: Turn) -> Reply:
        """A programme was tapped, perhaps by somebody who may not decide that."""
        code = turn.inbound.data.removeprefix(_OF)
        if code not in self._organised(turn):
            return Reply(turn.say("groups.organisers_only"), reading=_ASIDE)
        return self._announce(turn, code)

    def off(self, turn: Turn) -> Reply:
        if not self._organised(turn):
            return Reply(turn.say("groups.organisers_only"), reading=_ASIDE)
        groups.be_quiet(turn.store, turn.inbound.address)
        return Reply(turn.say("groups.off"), reading=_ASIDE)

    def _announce(self, turn: Turn, code: str) -> Reply:
        groups.announce(turn.store, turn.inbound.address, code)
        turn.talk.programme = code
        return Reply(turn.say("groups.on", title=self._title(turn, code)), reading=_ASIDE)

    def _organised(self, turn: Turn) -> list[str]:
        known = self._programmes.codes(turn.store)
        mine = groups.organised_by(turn.store, turn.inbound.address, turn.inbound.sender)
        return [code for code in known if code in mine]

    def _title(self, turn: Turn, code: str) -> str:
        return self._programmes.get(turn.store, code).title.in_(turn.say.language)

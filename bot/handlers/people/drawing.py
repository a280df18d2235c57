"""How people are told what is kept of them, and to what they are welcome."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.errors import Refused
from bot.messages import Choice, File, Reading, Reply
from bot.services import people, privacy


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.router import Turn
    from bot.services.people import Held, Invited, Joined, Membership
    from bot.services.programme import Programmes
    from bot.texts import Texts
    from storage.programme import Programme


_HOME = ZoneInfo("Asia/Bangkok")
_BRANDS = {"line": "LINE", "telegram": "Telegram"}


class Drawing:
    """In `say`'s language."""

    def __init__(self, turn: Turn, programmes: Programmes, say: Texts) -> None:
        self._turn = turn
        self._programmes = programmes
        self._say = say

    def notice(self, invited: Invited) -> str:
        """The privacy notice, with who keeps the data, and for how long."""
        say, programme = self._say, self._programme(invited.programme)
        organizer = programme.organizer.in_(say.language) if programme else ""
        greeting = say("people.greeting", name=invited.person.name)
        terms = privacy.terms_of(programme)
        days = {"days": terms.keep_days, "message_days": terms.keep_messages_days}
        return f"{greeting}\n{say('people.notice', keeper=organizer or say('people.organisers'), **days)}"

    def welcome(self, joined: Joined) -> str:
        """Whoever joined by the name with its titles, and what they joined."""
        say = self._say
        held = people.memberships(self._turn.store, joined.person)
        mine = [each for each in held if each.programme == joined.programme] or list(held)
        lines = [say("people.welcome", name=joined.person.name), *map(self._membership, mine)]
        if joined.left:
            lines.append(say("people.moved"))
        return "\n".join([*lines, say("people.ask_away")])

    def held(self, held: Held) -> Reply:
        """What is held, in lines and as a file."""
        say = self._say
        lines = [say("people.held"), *(f"• {line}" for line in self._held(held)), say("people.held_file")]
        erase = Choice(say("people.button_erase"), say("people.button_erase"))
        file = File("nongnat-my-data.json", "application/json", held.file())
        return Reply("\n".join(lines), choices=(erase,), files=(file,), reading=Reading(aside=True))

    def _held(self, held: Held) -> Iterator[str]:
        say, person = self._say, held.person
        if person is None:
            yield say("people.held_guest")
        else:
            for field in ("name", "organisation", "position", "email", "phone"):
                if value := getattr(person.details, field):
                    yield say(f"people.held_{field}", value=value)
            yield from map(self._membership, held.memberships)
            if person.consented_at:
                yield say("people.held_consent", day=say.day(person.consented_at.astimezone(_HOME).date()))
            yield say("people.held_stopped" if person.stopped else "people.held_wanted")
        channels = dict.fromkeys(_BRANDS.get(channel, channel) for channel in held.channels)
        yield say("people.held_channels", value=", ".join(channels))
        if held.calendars:
            yield say("people.held_calendars", count=held.calendars)
        yield say("people.held_questions", count=held.questions)
        yield say("people.held_messages", count=held.messages)

    def _membership(self, membership: Membership) -> str:
        """The programme by its title, as what, and in which group."""
        say, programme = self._say, self._programme(membership.programme)
        title = (
            programme.title.in_(say.language) if programme else membership.programme or say("people.every_programme")
        )
        groups = {group.code: group.title.in_(say.language) for group in programme.groups} if programme else {}
        role = say(f"people.role_{membership.role}")
        if not membership.team:
            return say("people.membership", title=title, role=role)
        return say("people.membership_team", title=title, role=role, team=groups.get(membership.team, membership.team))

    def _programme(self, code: str) -> Programme | None:
        try:
            return self._programmes.get(self._turn.store, code)
        except Refused:  # a roster may name one that is not imported
            return None

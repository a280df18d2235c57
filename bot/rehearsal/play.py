"""The simulated clock: from one moment at which something happens to the next, with nothing waited for in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import count, cycle
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.app import build, clockwork, warm
from bot.clock import SetClock
from bot.errors import Refused
from bot.messages import Inbound
from bot.rehearsal.attending import Attending
from bot.rehearsal.cast import roster
from bot.rehearsal.rating import Rating, rating
from bot.services import notices
from bot.services import programme as programmes
from bot.services.people.enrolling import enrol
from bot.services.people.inviting import Chosen, invite
from bot.texts import texts
from storage import delivered
from storage.db import Database


if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from bot.messages import Address, Choice, Reply
    from bot.rehearsal.cast import Player
    from storage.programme import Programme


_ASKED = time(7, 30)
_EARLY = timedelta(days=1)
_DEADLINE_EARLY = timedelta(days=8)
_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a player was told at `at` (the simulated time, aware), or answered to what they `said`."""

    at: datetime
    player: Player
    reply: Reply
    said: str = ""


@dataclass(frozen=True, slots=True)
class Season:
    """From when to when a rehearsal goes, aware."""

    start: datetime
    end: datetime


def season(programme: Programme) -> Season:
    """From before the first reminder until after the last session; in the programme's zone.

    Raises Refused where the programme has no sessions.
    """
    zone = ZoneInfo(programme.timezone)
    begins = [each.start - (_DEADLINE_EARLY if each.kind == "deadline" else _EARLY) for each in programme.sessions]
    if not begins:
        raise Refused("rehearsal.nothing")
    first, last = min(begins).astimezone(zone), max(each.end for each in programme.sessions).astimezone(zone)
    return Season(first.replace(hour=6, minute=0, second=0, microsecond=0), last + _AFTER)


def acknowledging(reply: Reply) -> Choice | None:
    """The button by which somebody says that they know it, which may be on a card; None where there is none."""
    return next((choice for choice in reply.taps if choice.data.startswith(notices.OPENS)), None)


class Play:
    """`programme` before `players`, from `start` (aware) on, in a store of its own that is gone afterwards."""

    def __init__(self, programme: Programme, players: Sequence[Player], start: datetime) -> None:
        self._database = Database("sqlite://")
        self._database.migrate()
        self._clock = SetClock(start)
        self._app = build(self._database, self._clock)
        self._zone = ZoneInfo(programme.timezone)
        self._say = texts(programme.language)
        self._players = {player.address: player for player in players}
        self._events = count(1)
        self._seen = 0
        self._days = sorted({each.start.astimezone(self._zone).date() for each in programme.sessions})
        self._questions = cycle(self._say.listed("rehearsal.questions"))
        with self._database.write() as store:
            programmes.keep(store, programme)
            enrol(store, "roster.csv", roster(list(players), programme), programme.code)
            made = invite(store, Chosen(programme.code), start)
        self._codes = {each.person.name: each.code for each in made}
        self._attending = Attending(programme, players, self._database, self._app.programmes.get)
        self._rating = Rating(programme, self._database, self._app.programmes.get)

    async def run(self, until: datetime, wait: Callable[[datetime], object] = bool) -> AsyncIterator[Heard]:
        """All that the players hear until `until`; `wait` is told of each moment before it comes, and may take time."""
        warm(self._app)
        try:
            self._register()
            await self._deliver()
            at: datetime | None = self._clock.now()
            while at is not None and at <= until:
                wait(at)
                self._clock.set(at)
                for heard in self._asked(at):
                    yield heard
                self._attending.go_on(at)
                self._rating.go_on(at)
                following = await clockwork(self._app)
                for heard in await self._deliver():
                    yield heard
                    self._acknowledge(heard)
                moments = [following, self._next_question(at), self._attending.next(at), self._rating.next(at)]
                at = min((moment for moment in moments if moment and moment > at), default=None)
        finally:
            self._database.close()

    def _register(self) -> None:
        """Everybody who comes does so by a code, as in any chat; then they say how they want it."""
        for player in self._players.values():
            if not player.absent:
                self._talk(player.address, self._say("people.sentence_brief", code=self._codes[player.name]))
                self._talk(player.address, self._say("people.button_agree"))
                for said in player.says:
                    self._talk(player.address, said)

    def _asked(self, at: datetime) -> list[Heard]:
        if self._next_question(at - timedelta(microseconds=1)) != at:
            return []
        here = at.astimezone(self._zone)
        return [
            Heard(here, player, self._talk(player.address, said), said)
            for player in self._players.values()
            if player.asks
            for said in [next(self._questions)]
        ]

    def _next_question(self, after: datetime) -> datetime | None:
        asked = (datetime.combine(day, _ASKED, self._zone) for day in self._days)
        return next((moment for moment in asked if moment > after), None)

    def _acknowledge(self, heard: Heard) -> None:
        """By the message's button for it; what it asks them to rate they do, to the last."""
        if heard.player.acknowledges and (tapped := acknowledging(heard.reply)):
            self._talk(heard.player.address, tapped.says, tapped.data)
        stars = rating(heard.reply) if heard.player.acknowledges else None
        while stars:
            stars = rating(self._talk(heard.player.address, stars.says, stars.data))

    def _talk(self, address: Address, text: str, data: str = "") -> Reply:
        heart = self._app.conversation
        heart.receive([Inbound(address, f"rehearsal {next(self._events)}", text, self._clock.now(), data)])
        reply = heart.answer(address)
        if reply is None:
            raise LookupError("a new event was there, and nobody else answers it")
        return reply

    async def _deliver(self) -> list[Heard]:
        await self._app.delivery.sweep()
        with self._database.read() as store:
            arrived = delivered.unasked_since(store, self._seen)
        self._seen = max((each.id for each in arrived), default=self._seen)
        now = self._clock.now().astimezone(self._zone)
        return [
            Heard(now, self._players[each.address], each.reply) for each in arrived if each.address in self._players
        ]

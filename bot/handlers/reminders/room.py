"""How somebody wants to be reminded: said, done, and shown again in words that can be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.handlers.reminders.drawing import Drawer
from bot.handlers.reminders.said import read
from bot.handlers.reminders.shown import Showing
from bot.messages import Choice, Reading, Reply
from bot.services import feedback, people, reminders
from bot.services.reminders import FEEDBACK, KINDS, LONGEST, NO_QUIET, SHORTEST, Quiet, Wishes
from bot.texts import short


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.reminders.said import Wish
    from bot.router import Turn
    from bot.services.people import Person
    from bot.services.programme import Programmes

    Done = Callable[[Turn, Person, Wishes, Wish], Reply]


_SAID = ("text", "tap")
_MOST_QUIET = timedelta(hours=16)
_BRANDS = {"line": "LINE", "telegram": "Telegram"}


def wanted(turn: Turn) -> Wish | None:
    here = turn.inbound
    return read(here.text) if here.kind in _SAID and not here.data else None


class Room:
    def __init__(self, programmes: Programmes) -> None:
        self._programmes = programmes
        self._drawer = Drawer(programmes)
        self._done: dict[str, Done] = {
            "show": self._show,
            "lead": self._lead,
            "off": self._off,
            "on": self._on,
            "only": self._only,
            "none": self._none,
            "all": self._all,
            "quiet": self._quiet,
            "loud": self._loud,
            "channel": self._channel,
            "alike": self._alike,
            "fixed": self._fixed,
            "elsewhere": self._elsewhere,
        }

    def answer(self, turn: Turn) -> Reply:
        wish, say = wanted(turn), turn.say
        if turn.inbound.group:
            return _aside(say("people.private"))
        person = people.at(turn.store, turn.inbound.address)
        if person is None or wish is None:
            return _aside(f"{say('reminders.guest')}\n{say('people.how')}")
        return self._done[wish.what](turn, person, reminders.of(turn.store, person), wish)

    def _show(self, turn: Turn, person: Person, wishes: Wishes, _wish: Wish) -> Reply:
        mine = reminders.mine(turn.store, person, self._programmes.get)
        showing = Showing(turn.say, mine, wishes, asked=feedback.asks(turn.store, mine, person.id))
        places = reminders.channels(turn.store, person)
        lines = [turn.say("reminders.mine"), *showing.lines(places)]
        choices = showing.choices(places)
        if person.stopped:
            lines.append(turn.say("reminders.stopped"))
            choices = (_says(turn, "people.button_resume"), *choices)
        return _aside("\n".join(lines), *choices)

    def _lead(self, turn: Turn, person: Person, wishes: Wishes, wish: Wish) -> Reply:
        minutes = wish.lead // timedelta(minutes=1)
        if not SHORTEST <= minutes <= LONGEST:
            leads = ("reminders.button_lead_15", "reminders.button_lead_30", "reminders.button_lead_60")
            return _aside(turn.say("reminders.bounds"), *(_says(turn, each) for each in leads))
        changed = replace(wishes, lead=minutes, off=wishes.off - {"nudge"})
        length = Showing(turn.say, (), changed).span(wish.lead)
        return self._change(turn, person, changed, turn.say("reminders.lead_set", lead=length))

    def _alike(self, turn: Turn, _person: Person, wishes: Wishes, wish: Wish) -> Reply:
        """Not for one session alone, nor twice before each."""
        spans = [Showing(turn.say, (), wishes).span(lead) for lead in wish.leads]
        each = [turn.say("reminders.says_lead", lead=span) for span in spans]
        text = turn.say("reminders.one_lead" if len(each) > 1 else "reminders.alike")
        return _aside(text, *(Choice(short(says), says) for says in each))

    def _fixed(self, turn: Turn, person: Person, wishes: Wishes, wish: Wish) -> Reply:
        shown = self._show(turn, person, wishes, wish)
        return replace(shown, text=f"{turn.say('reminders.fixed')}\n\n{shown.text}")

    def _elsewhere(self, turn: Turn, person: Person, wishes: Wishes, wish: Wish) -> Reply:
        shown = self._show(turn, person, wishes, wish)
        return replace(shown, text=f"{turn.say('reminders.elsewhere')}\n\n{shown.text}")

    def _off(self, turn: Turn, person: Person, wishes: Wishes, wish: Wish) -> Reply:
        changed = replace(wishes, off=wishes.off | wish.kinds)
        if wish.kinds == {FEEDBACK}:
            again = _says(turn, f"reminders.button_on_{FEEDBACK}")
            return self._change(turn, person, changed, turn.say("reminders.feedback_off"), again)
        names = Showing(turn.say, (), changed).names(wish.kinds)
        return self._change(turn, person, changed, turn.say("reminders.off_set", what=names))

    def _on(self, turn: Turn, person: Person, wishes: Wishes, wish: Wish) -> Reply:
        lead = None if "nudge" in wish.kinds and wishes.lead == 0 else wishes.lead
        changed = replace(wishes, off=wishes.off - wish.kinds, lead=lead)
        if wish.kinds == {FEEDBACK}:
            return self._change(turn, person, changed, turn.say("reminders.feedback_on"))
        names = Showing(turn.say, (), changed).names(wish.kinds)
        return self._change(turn, person, changed, turn.say("reminders.on_set", what=names))

    def _only(self, turn: Turn, person: Person, wishes: Wishes, wish: Wish) -> Reply:
        changed = replace(wishes, off=(wishes.off | frozenset(KINDS)) - wish.kinds)
        names = Showing(turn.say, (), changed).names(wish.kinds)
        return self._change(turn, person, changed, turn.say("reminders.only_set", what=names))

    def _none(self, turn: Turn, person: Person, wishes: Wishes, _wish: Wish) -> Reply:
        """To be asked after sessions is another wish, of which they are told."""
        changed = replace(wishes, off=wishes.off | frozenset(KINDS))
        mine = reminders.mine(turn.store, person, self._programmes.get)
        asked = FEEDBACK not in wishes.off and feedback.asks(turn.store, mine, person.id)
        text = turn.say("reminders.none_but_asked" if asked else "reminders.none_set")
        labels = ["reminders.button_all", *([f"reminders.button_off_{FEEDBACK}"] if asked else [])]
        choices = (_says(turn, each) for each in (*labels, "reminders.button_stop"))
        return self._change(turn, person, changed, text, *choices)

    def _all(self, turn: Turn, person: Person, wishes: Wishes, _wish: Wish) -> Reply:
        """Also for who had all messages stopped."""
        people.stop(turn.store, turn.inbound.address, stopped=False)
        lead = None if wishes.lead == 0 else wishes.lead
        changed = replace(wishes, off=wishes.off & {FEEDBACK}, lead=lead)
        return self._change(turn, replace(person, stopped=False), changed, turn.say("reminders.all_set"))

    def _quiet(self, turn: Turn, person: Person, wishes: Wishes, wish: Wish) -> Reply:
        """Of what was not said, the programme's own hours are taken."""
        usual = Showing(turn.say, reminders.mine(turn.store, person, self._programmes.get), Wishes()).quiet
        if wish.start is None and wish.end is None:
            hours = usual
            changed = replace(wishes, quiet="")
        else:
            hours = Quiet(wish.start or usual.start, wish.end or usual.end)
            changed = replace(wishes, quiet=str(hours))
        if hours.start == hours.end or hours.length > _MOST_QUIET:
            return _aside(turn.say("reminders.too_quiet"))
        said = Showing(turn.say, (), changed).hours(hours)
        return self._change(turn, person, changed, turn.say("reminders.quiet_set", hours=said))

    def _loud(self, turn: Turn, person: Person, wishes: Wishes, _wish: Wish) -> Reply:
        changed = replace(wishes, quiet=NO_QUIET)
        return self._change(turn, person, changed, turn.say("reminders.loud_set"))

    def _channel(self, turn: Turn, person: Person, wishes: Wishes, wish: Wish) -> Reply:
        name = _BRANDS.get(wish.channel) or turn.say("reminders.web")
        if wish.channel not in reminders.channels(turn.store, person):
            another = _says(turn, "reminders.button_another")
            return _aside(turn.say("reminders.not_linked", channel=name), another)
        changed = replace(wishes, channel=wish.channel)
        return self._change(turn, person, changed, turn.say("reminders.channel_set", channel=name))

    def _change(self, turn: Turn, person: Person, changed: Wishes, said: str, *choices: Choice) -> Reply:
        """Keep it, and say what is due by it right now in the same breath: that costs nobody a message."""
        if FEEDBACK in changed.off:
            feedback.refused(turn.store, person.id, turn.now)
        elif changed.off >= frozenset(KINDS):
            feedback.unreminded(turn.store, person.id, turn.now)
        due = reminders.catch_up(turn.store, person, changed, self._programmes.get, turn.now)
        if person.stopped:
            said = f"{said}\n{turn.say('reminders.stopped')}"
            choices = (_says(turn, "people.button_resume"), *choices)
        mine = _says(turn, "reminders.button_mine")
        reply = _aside(said, *choices, mine)
        drawn = self._drawer.draw(turn.store, due, turn.say, turn.now) if due else None
        return replace(drawn, text=f"{said}\n\n{drawn.text}", choices=reply.choices) if drawn else reply


def _says(turn: Turn, label: str) -> Choice:
    """A button that says its own label, which is read like anything typed."""
    return Choice(turn.say(label), turn.say(label))


def _aside(text: str, *choices: Choice) -> Reply:
    return Reply(text, choices=choices, reading=Reading(aside=True))

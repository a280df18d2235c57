"""What is set of reminders, in words, and the buttons by which it is set otherwise."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.messages import Choice
from bot.services.reminders import FEEDBACK, KINDS, Quiet, ReminderSettings, settings_of, way
from bot.showing import length
from bot.texts import short_title


if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from bot.services.reminders import Way, Wishes
    from bot.texts import Texts
    from storage.programme import Programme


_DAY = timedelta(days=1)
_SOME_DAY = date(2000, 1, 1)  # whose clock shows the time
_BRANDS = {"line": "LINE", "telegram": "Telegram"}


class Showing:
    """In `say`'s language, of somebody in these programmes who wants it so; `asked`: they are asked after sessions."""

    def __init__(self, say: Texts, programmes: Sequence[Programme], wishes: Wishes, *, asked: bool = False) -> None:
        self._say = say
        self._programmes = programmes
        self._wishes = wishes
        self._asked = asked

    @property
    def quiet(self) -> Quiet:
        """When nothing comes; what is usual, where that is never."""
        found = [each.quiet for _, each in self._ways() if each.quiet]
        return found[0] if found else Quiet(time(21), time(6, 30))

    def lines(self, places: Sequence[str]) -> Iterator[str]:
        """What comes and when, by programme where those differ; and where, which is the first of `places`."""
        ways = self._ways()
        alike = len({each for _, each in ways}) <= 1
        for programme, each in ways[:1] if alike else ways:
            if not alike and programme:
                yield short_title(programme.title.in_(self._say.language))
            yield from self._lines(each)
        if self._asked:
            name = self._say(f"reminders.kind_{FEEDBACK}")
            yield self._say("reminders.line_off" if self._refuses else "reminders.line_feedback", what=name)
        if places:
            yield self._say("reminders.line_channel", channel=self._place(places[0]))
        else:
            yield self._say("reminders.line_nowhere")

    def choices(self, places: Sequence[str]) -> tuple[Choice, ...]:
        """What can be said to have it otherwise."""
        off = self._ways()[0][1].off
        names = ["reminders.button_lead_15", "reminders.button_lead_60"]
        names += [f"reminders.button_on_{kind}" if kind in off else f"reminders.button_off_{kind}" for kind in KINDS]
        names.append("reminders.button_all" if off >= frozenset(KINDS) else "reminders.button_none")
        if self._asked:
            names.append(f"reminders.button_{'on' if self._refuses else 'off'}_{FEEDBACK}")
        names += [f"reminders.button_{place}" for place in places[1:] if place in _BRANDS]
        return tuple(Choice(self._say(name), self._say(name)) for name in names)

    def names(self, kinds: Collection[str]) -> str:
        """These kinds, one after another."""
        named = [self._say(f"reminders.kind_{kind}") for kind in (*KINDS, FEEDBACK) if kind in kinds]
        return (
            self._say("ask.joined", first=", ".join(named[:-1]), last=named[-1]) if len(named) > 1 else "".join(named)
        )

    def span(self, time: timedelta) -> str:
        """So long before."""
        if time % _DAY:
            return length(self._say, time)
        return self._say("ask.days_left", count=time // _DAY)

    def hours(self, quiet: Quiet) -> str:
        return self._say.hours(_on_the_clock(quiet.start), _on_the_clock(quiet.end))

    @property
    def _refuses(self) -> bool:
        return FEEDBACK in self._wishes.off

    def _ways(self) -> list[tuple[Programme | None, Way]]:
        if not self._programmes:
            return [(None, way(ReminderSettings(), self._wishes))]
        return [(each, way(settings_of(each), self._wishes)) for each in self._programmes]

    def _lines(self, held: Way) -> Iterator[str]:
        say, settings = self._say, held.settings
        details = {
            "digest": self._clock(settings.digest),
            "evening": self._clock(settings.evening),
            "nudge": self.span(timedelta(minutes=held.lead)),
            "deadline": ", ".join(map(self.span, settings.deadlines)),
        }
        for kind in KINDS:
            name = say(f"reminders.kind_{kind}")
            if kind in held.off or not details[kind]:
                yield say("reminders.line_off", what=name)
            else:
                yield say(f"reminders.line_{kind}", what=name, when=details[kind])
        yield say("reminders.line_quiet", hours=self.hours(held.quiet)) if held.quiet else say("reminders.line_loud")

    def _clock(self, at: time) -> str:
        return self._say.hours(_on_the_clock(at), _on_the_clock(at))

    def _place(self, channel: str) -> str:
        return _BRANDS.get(channel) or self._say("reminders.web")


def _on_the_clock(at: time) -> datetime:
    return datetime.combine(_SOME_DAY, at)

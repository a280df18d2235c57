"""How leave is shown: to whoever asks, to those who decide, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import showing
from bot.messages import Card, Choice, Reading, Reply
from bot.services import leave
from bot.texts import short


if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from bot.errors import Refused
    from bot.handlers.leave.memory import Memory
    from bot.services.leave import Leave, Part
    from bot.texts import Texts
    from storage.programme import Programme


OPENS = "leave."
_ASIDE = Reading(aside=True)
_LISTED = 10  # sessions in one message; the rest are counted
_CARDS = 5


class Drawing:
    """In `say`'s language."""

    def __init__(self, say: Texts, programme: Programme) -> None:
        self._say = say
        self._programme = programme
        self._frame = showing.Frame(programme)

    def lines(self, parts: Sequence[Part]) -> list[str]:
        """A line for each session, with the days of it where they are not all."""
        found = [f"• {self.title(part)} · {self.when(part)}" for part in parts[:_LISTED]]
        more = len(parts) - len(found)
        return [*found, self._say("leave.further", count=more)] if more else found

    def title(self, part: Part) -> str:
        return part.session.title.in_(self._say.language)

    def when(self, part: Part) -> str:
        if part.whole:
            return showing.period(self._say, self._frame, part.session)
        named = (window.title.in_(self._say.language) if window.title else "" for window in part.windows)
        days = (self._say.day(window.starts.date()) for window in part.windows)
        return ", ".join(f"{day} ({name})" if name else day for day, name in zip(days, named, strict=True))

    def rule(self) -> str:
        """How leave counts in this programme."""
        settings = leave.settings_of(self._programme)
        return self._say(f"leave.counts_{settings.leave_counts}", percent=settings.required_percent)

    def which(self, memory: Memory, lead: str = "leave.which", **values: object) -> Reply:
        """Which sessions are meant: the next ones as buttons, or something is typed."""
        say = self._say
        parts = leave.parts_of(self._programme, memory.offered)
        lines = [say(lead, **values), *self.lines(parts)]
        if lead == "leave.which":
            lines.append(self.rule())
        buttons = [
            Choice(self.slot(part), self.title(part), f"{OPENS}pick:{memory.mark}.{place}")
            for place, part in enumerate(parts)
        ]
        return self.aside("\n".join(lines), *buttons, self.button("drop", memory.mark))

    def slot(self, part: Part) -> str:
        """A day and an hour for a button: ศ. 18 ต.ค. 13.00 น."""
        start = part.windows[0].starts
        day = self._say.short_day(start.date()).rpartition(" ")[0]
        return short(f"{day} {self._say.hours(start, start)}")

    def ask_reason(self, memory: Memory, parts: Sequence[Part]) -> Reply:
        lines = [self._say("leave.reason"), *self.lines(parts)]
        return self.aside("\n".join(lines), self.button("drop", memory.mark))

    def confirm(self, memory: Memory, parts: Sequence[Part], *leads: str) -> Reply:
        """All of the request, before it is sent."""
        say = self._say
        text = [*leads, say("leave.confirm"), *self.lines(parts), say("leave.because", reason=memory.reason)]
        if memory.media:
            text.append(say("leave.with_paper", name=memory.media[1] or say("leave.picture")))
        text += [self.rule(), say("leave.how" if memory.media else "leave.how_paper")]
        return self.aside("\n".join(text), *(self.button(wish, memory.mark) for wish in ("send", "change", "drop")))

    def brought(self, asked: Leave, who: str) -> Reply:
        """A request as it comes to an organiser: on a card, for other buttons go with LINE's next message."""
        say = self._say
        title = self._programme.title.in_(say.language)
        text = say("leave.brought", who=who, title=title)
        return Reply(text, (self.card(asked, *self.decisions(asked), named=True),), reading=_ASIDE)

    def decisions(self, asked: Leave) -> tuple[str, ...]:
        return ("approve", "decline", *(("paper",) if asked.has_file else ()))

    def card(self, asked: Leave, *wishes: str, named: bool = False) -> Card:
        """All that is known of a request. `named`: with who asks, else with what became of it."""
        say = self._say
        parts = leave.parts_of(self._programme, asked.sessions)
        shown = "\n".join(line.removeprefix("• ") for line in self.lines(parts))
        facts = [(say("leave.sessions"), shown or say("leave.gone"))]
        facts.append((say("leave.why"), asked.reason or say("leave.erased")))
        if asked.has_file:
            facts.append((say("leave.paper"), asked.file_name or say("leave.picture")))
        if asked.note:
            facts.append((say("leave.note"), asked.note))
        facts.append((say("leave.rule"), self.rule()))
        about = asked.asker if named else say(f"leave.state_{asked.state}")
        return Card(
            say("leave.card", number=asked.id, about=about),
            facts=tuple(facts),
            choices=tuple(self.choice(wish, asked) for wish in wishes),
        )

    @staticmethod
    def mine(say: Texts, found: Sequence[tuple[Programme, Leave]], active: Container[int], lead: str) -> Reply:
        """One's own requests, the last first, each with a button to take it back where that can be done."""
        cards = tuple(
            Drawing(say, programme).card(each, *(("withdraw",) if each.id in active else ()))
            for programme, each in reversed(found[-_CARDS:])
        )
        return Reply(lead, cards, reading=_ASIDE)

    def about(self, asked: Leave, text: str, *wishes: str) -> Reply:
        """Something said of a request, known by its button."""
        return self.aside(text, *(self.choice(wish, asked) for wish in wishes or ("show",)))

    def decided(self, asked: Leave) -> str:
        """To whoever asked: what became of it, and what that means."""
        say, parts = self._say, leave.parts_of(self._programme, asked.sessions)
        text = [say(f"leave.told_{asked.state}"), *self.lines(parts)]
        if asked.note:
            text.append(say("leave.told_note", note=asked.note))
        text.append(self.rule() if asked.state == "approved" else say("leave.told_after"))
        return "\n".join(text)

    def choice(self, wish: str, asked: Leave, label: str = "") -> Choice:
        """A button about a request, which can be typed with its number."""
        say = self._say
        return Choice(
            label or say(f"leave.button_{wish}"),
            say(f"leave.says_{wish}", number=asked.id),
            f"{OPENS}{wish}:{asked.id}",
        )

    def button(self, wish: str, mark: int) -> Choice:
        """A button of the request that is being made, which can be typed."""
        label = self._say(f"leave.button_{wish}")
        return Choice(label, label, f"{OPENS}{wish}:{mark}")

    def refused(self, refused: Refused) -> Reply:
        return self.aside(self._say(refused.code, **refused.values))

    def aside(self, text: str, *choices: Choice) -> Reply:
        return Reply(text, choices=choices, reading=_ASIDE)

"""Whoever takes part asks for leave: when, why, a paper perhaps, all of it shown before it is sent."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from mimetypes import guess_type
from typing import TYPE_CHECKING

from bot.errors import Refused
from bot.handlers.leave.drawing import Drawing
from bot.handlers.leave.meaning import meant
from bot.handlers.leave.memory import Memory, forget, recall, remember
from bot.handlers.leave.reading import Wanted, more, names_reason, trimmed
from bot.port import LARGEST, Media
from bot.services import announce, leave
from bot.texts import texts
from bot.thai.dates import When


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.handlers.leave.meaning import Meant
    from bot.messages import Address, Reply
    from bot.router import Turn
    from bot.services.ask import Guide, Guides
    from bot.services.leave import Leave, Part
    from bot.services.people import Person
    from bot.services.programme import Programmes
    from storage.programme import Programme

    PassOn = Callable[[Turn, str, str], bool]


_OFFERED = 4
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff")  # how they begin
_MEGABYTE = 1024 * 1024


class Asking:
    """`pass_on` brings what the bot cannot do itself to the organisers; says whether anybody has it."""

    def __init__(self, programmes: Programmes, guides: Guides, pass_on: PassOn) -> None:
        self._programmes = programmes
        self._guides = guides
        self._pass_on = pass_on

    def programme(self, turn: Turn, code: str) -> Programme:
        return self._programmes.get(turn.store, code)

    def guide(self, turn: Turn, code: str) -> Guide:
        return self._guides.of(self.programme(turn, code))

    def begin(self, turn: Turn, me: Person, code: str, wanted: Wanted) -> Reply:
        memory = Memory("which", code, reason=wanted.reason, typed=turn.inbound.text)
        if turn.inbound.attached:
            memory = replace(memory, media=self._paper(turn))
        if not (wanted.says_what or wanted.firm):
            wanted = self._of_now(turn, code, wanted)
        return self._with(turn, me, memory, wanted)

    def _of_now(self, turn: Turn, code: str, wanted: Wanted) -> Wanted:
        """Whoever cannot come while something goes on means that, and what is left of the day."""
        guide = self.guide(turn, code)
        today = turn.now.astimezone(guide.zone).date()
        left = [each for each in guide.held if leave.counts(each) and turn.now < each.end]
        if not any(each.start <= turn.now for each in left):
            return wanted
        day = When("", 0, 0, today, today, None, None, "day", 0)
        return replace(wanted, whens=(day,), codes=tuple(each.code for each in left))

    def more(self, turn: Turn, me: Person, memory: Memory) -> Reply:
        """The answer to what was asked: see `is_answer`."""
        wanted = more(turn.inbound.text, self.guide(turn, memory.programme), turn.now) or Wanted()
        if memory.state == "reason" and not (wanted.says_what and not wanted.reason):
            return self._next(turn, replace(memory, reason=_reason(turn, wanted)))
        if not wanted.says_what:
            return self._next(turn, replace(memory, reason=_reason(turn, wanted)))
        return self._with(turn, me, replace(memory, reason=wanted.reason or memory.reason), wanted)

    def is_answer(self, turn: Turn, memory: Memory) -> bool:
        """Whether what was typed answers what was asked for here, and is not something else."""
        wanted = more(turn.inbound.text, self.guide(turn, memory.programme), turn.now)
        if wanted is None:
            return False
        match memory.state:
            case "which":
                return wanted.says_what
            case "reason" | "change":
                return wanted.says_what or bool(wanted.reason)
            case "confirm":
                return (wanted.says_what and not wanted.reason) or names_reason(turn.inbound.text)
        return False

    def picked(self, turn: Turn, memory: Memory, place: int) -> Reply:
        """One of the sessions that were offered."""
        parts = leave.parts_of(self.programme(turn, memory.programme), memory.offered)
        if place >= len(parts):
            raise Refused("leave.expired")
        return self._next(turn, replace(memory, sessions=parts[place].codes))

    def added(self, turn: Turn, memory: Memory) -> Reply:
        """A photo or a file goes with the request."""
        memory = replace(memory, media=self._paper(turn))
        if not memory.sessions:
            return self._which(turn, memory, "leave.which_after_paper")
        return self._next(turn, memory)

    def change(self, turn: Turn, memory: Memory) -> Reply:
        remember(turn, replace(memory, state="change"))
        draw = self._draw(turn, memory)
        return draw.aside(turn.say("leave.change"), draw.button("drop", memory.mark))

    def again(self, turn: Turn, memory: Memory) -> Reply:
        """What is under another button by now, as it is."""
        return self._next(turn, memory) if memory.sessions else self._which(turn, memory)

    def drop(self, turn: Turn, memory: Memory) -> Reply:
        forget(turn)
        return self._draw(turn, memory).aside(turn.say("leave.dropped"))

    def send(self, turn: Turn, me: Person, memory: Memory) -> Reply:
        """The request is kept, and brought to those who decide."""
        programme = self.programme(turn, memory.programme)
        file = leave.look(turn.store, turn.inbound.address, memory.media[0]) if memory.media else None
        forget(turn)
        asked = leave.ask(turn.store, programme, me.id, memory.sessions, memory.reason, turn.now, file=file)
        deciders = self._told(turn, me, programme)
        for _, address in deciders:
            say = texts(leave.language(turn.store, address))
            turn.others.append((address, Drawing(say, programme).brought(asked, me.name)))
        text = turn.say("leave.sent" if deciders else "leave.sent_nobody", number=asked.id)
        return self._draw(turn, memory).aside(text)

    def tell(self, turn: Turn, memory: Memory) -> Reply:
        """It is too late to ask; the organisers hear of it all the same."""
        forget(turn)
        brought = self._pass_on(turn, memory.programme, memory.typed)
        return self._draw(turn, memory).aside(turn.say("leave.passed" if brought else "leave.kept"))

    def mine(self, turn: Turn, me: Person, codes: list[str]) -> Reply:
        """What somebody asked for, the last first."""
        return self._listed(turn, me, codes, lasting=False)

    def undo(self, turn: Turn, me: Person, codes: list[str]) -> Reply:
        """What of it can be taken back."""
        return self._listed(turn, me, codes, lasting=True)

    def withdraw(self, turn: Turn, me: Person, asked: Leave) -> Reply:
        programme = self.programme(turn, asked.programme)
        parts = leave.withdraw(turn.store, programme, asked, turn.now)
        for _, address in self._told(turn, me, programme):
            say = texts(leave.language(turn.store, address))
            draw = Drawing(say, programme)
            told = [say("leave.told_withdrawn_by", who=me.name), *draw.lines(parts)]
            turn.others.append((address, draw.about(asked, "\n".join(told))))
        draw = Drawing(turn.say, programme)
        return draw.aside("\n".join([turn.say("leave.withdrawn"), *draw.lines(parts)]))

    def _told(self, turn: Turn, me: Person, programme: Programme) -> list[tuple[Person, Address]]:
        """Who hears at once of what somebody asks for, or takes back."""
        if not leave.is_brought(turn.store, me.id, turn.now):
            return []
        return leave.deciders(turn.store, programme.code, me.id)

    def _listed(self, turn: Turn, me: Person, codes: list[str], *, lasting: bool) -> Reply:
        found, active = [], set()
        for code in codes:
            programme = self.programme(turn, code)
            mine = leave.of_person(turn.store, me.id, code)
            for each in leave.lasting(turn.store, me.id, code):
                if leave.ahead_of(leave.parts_of(programme, each.sessions), turn.now):
                    active.add(each.id)
            found += [(programme, each) for each in mine if each.id in active or not lasting]
        if not found:
            raise Refused("leave.none_to_withdraw" if lasting else "leave.none_yet")
        found.sort(key=lambda each: each[1].id)
        lead = turn.say("leave.withdraw_which" if lasting else "leave.mine")
        return Drawing.mine(turn.say, found, active, lead)

    def _with(self, turn: Turn, me: Person, memory: Memory, wanted: Wanted) -> Reply:
        """The request with the days and sessions that were said."""
        if not wanted.says_what:
            return self._which(turn, memory)
        programme, draw = self.programme(turn, memory.programme), self._draw(turn, memory)
        read: Meant = meant(wanted, self.guide(turn, memory.programme), programme, turn.now)
        left = leave.left(turn.store, programme, me.id, read.ahead)
        if wanted.is_unclear and len(left) > 1 and not wanted.whens:
            return self._offer(turn, memory, left, "leave.which_of")
        if left:
            leads = []
            if read.begun:
                leads.append(turn.say("leave.some_begun", titles=", ".join(map(draw.title, read.begun))))
            if leave.encoded(left) != leave.encoded(read.ahead):
                leads.append(turn.say("leave.some_before"))
            return self._next(turn, replace(memory, sessions=leave.encoded(left)), *leads)
        if read.ahead:
            forget(turn)
            return draw.aside("\n".join([turn.say("leave.before"), *draw.lines(read.ahead), turn.say("leave.see")]))
        if read.begun:
            late = remember(turn, Memory("late", memory.programme, typed=memory.typed or turn.inbound.text))
            text = "\n".join([turn.say("leave.late"), *draw.lines(read.begun), turn.say("leave.late_how")])
            return draw.aside(text, draw.button("tell", late.mark), draw.button("drop", late.mark))
        return self._which(turn, memory, *self._none(turn, read))

    def _none(self, turn: Turn, read: Meant) -> tuple[str, str]:
        """That nothing is on then, and when that is."""
        if not read.days:
            return "leave.not_counted", ""
        first, last = read.days[0][0], read.days[-1][1]
        days = turn.say.day(first)
        return "leave.none_then", days if first == last else turn.say(
            "leave.until", first=days, last=turn.say.day(last)
        )

    def _which(self, turn: Turn, memory: Memory, lead: str = "leave.which", days: str = "") -> Reply:
        programme = self.programme(turn, memory.programme)
        ahead, _ = leave.split(programme, programme.sessions, (), turn.now)
        if not ahead:
            forget(turn)
            raise Refused("leave.over")
        return self._offer(turn, memory, ahead, lead, days)

    def _offer(self, turn: Turn, memory: Memory, parts: Sequence[Part], lead: str, days: str = "") -> Reply:
        offered = leave.encoded(parts[:_OFFERED])
        memory = remember(turn, replace(memory, state="which", sessions=(), offered=offered))
        return self._draw(turn, memory).which(memory, lead, days=days)

    def _next(self, turn: Turn, memory: Memory, *leads: str) -> Reply:
        """What is still to be asked, or all of it to be confirmed."""
        draw = self._draw(turn, memory)
        parts = leave.parts_of(self.programme(turn, memory.programme), memory.sessions)
        if not parts:
            return self._which(turn, memory)
        if not memory.reason:
            reply = draw.ask_reason(remember(turn, replace(memory, state="reason")), parts)
            return replace(reply, text="\n".join([*leads, reply.text]))
        return draw.confirm(remember(turn, replace(memory, state="confirm")), parts, *leads)

    def _paper(self, turn: Turn) -> tuple[str, str]:
        """What came with the message, looked at and put back. Raises Refused where it cannot be used."""
        here = turn.inbound
        most = str(LARGEST // _MEGABYTE)
        if here.attached and here.attached.size > LARGEST:
            raise Refused("leave.too_large", most=most)
        found = leave.look(turn.store, here.address, here.message_id)
        if found is None:
            raise Refused("leave.not_fetched", most=most)
        name = found.name or (here.attached.name if here.attached else "")
        if here.kind == "photo" or found.content.startswith(_PICTURES):
            image = announce.picture_of(found.content)
            kept = Media(b64decode(image.content), image.media_type, name)
        else:
            name = name or turn.say("leave.file")
            file = announce.file_of(name, guess_type(name)[0] or found.media_type, found.content)
            kept = Media(file.data, file.media_type, file.name)
        leave.keep(turn.store, here.address, here.message_id, kept, turn.now)
        return here.message_id, name

    def _draw(self, turn: Turn, memory: Memory) -> Drawing:
        return Drawing(turn.say, self.programme(turn, memory.programme))


def pending(turn: Turn) -> Memory | None:
    """The request that is being made."""
    memory = recall(turn)
    return memory if memory and memory.state != "note" else None


def _reason(turn: Turn, wanted: Wanted) -> str:
    """As it was typed where that was asked for, without เหตุผล: before it and ค่ะ behind."""
    said = " ".join(turn.inbound.text.split())
    return (wanted.reason if names_reason(said) else trimmed(said) or said)[: leave.LONGEST]

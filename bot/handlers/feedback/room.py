"""What people say about what they are asked, each thing checked anew: taps and typed numbers are anybody's."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.handlers.feedback.drawing import ASIDE
from bot.handlers.feedback.here import aside
from bot.handlers.feedback.memory import forget, is_going, recall
from bot.handlers.feedback.said import Tapped, tapped
from bot.handlers.feedback.words import about, alone, stars
from bot.messages import Choice, Reply
from bot.services import feedback, people
from bot.thai.text import repair


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.feedback.filling import Filling
    from bot.handlers.feedback.hearing import Hearing
    from bot.handlers.feedback.here import Desk
    from bot.handlers.feedback.memory import Memory
    from bot.handlers.feedback.organising import Organising
    from bot.handlers.feedback.rating import Rating
    from bot.router import Turn
    from bot.services.feedback import Opened


_UNREAD = frozenset({"sticker", "photo", "voice", "video", "file", "location", "contact"})
_PLACE = re.compile(r"\D{0,12}?([0-9]{1,2})")  # แก้ข้อ 3


class Room:
    def __init__(self, desk: Desk, rating: Rating, filling: Filling, hearing: Hearing, organising: Organising) -> None:
        self._desk, self._rating, self._filling = desk, rating, filling
        self._hearing, self._organising = hearing, organising
        self._taps: dict[str, Callable[[Turn, Tapped], Reply]] = {
            "star": rating.star,
            "why": rating.why,
            "enough": rating.enough,
            "skip": rating.skip,
            "skipall": rating.skip_all,
            "anew": rating.anew,
            "begin": filling.begin,
            "put": filling.put,
            "next": filling.next,
            "pass": filling.skip,
            "back": filling.back,
            "to": filling.to,
            "send": filling.send,
            "pause": filling.pause,
            "see": self._see,
            "withdraw": self._withdraw,
            "keep": hearing.keep,
            "ask": hearing.ask,
        }

    def is_tap(self, turn: Turn) -> bool:
        said = tapped(turn.inbound.data)
        return said is not None and said.wish in self._taps

    def tap(self, turn: Turn) -> Reply:
        said = tapped(turn.inbound.data)
        if turn.inbound.group or said is None:
            return aside(turn, "feedback.private")
        return self._taps[said.wish](turn, said)

    def is_stale(self, turn: Turn) -> bool:
        """A button that is no more, perhaps of a message that told one's answer, while there is one to be changed."""
        here = turn.inbound
        gone = here.kind == "tap" and not here.text and not here.data
        return gone and bool(self._desk.changeable(turn))

    def stale(self, turn: Turn) -> Reply:
        label = turn.say("feedback.button_change")
        return Reply(turn.say("feedback.stale"), choices=(Choice(label, label),), reading=ASIDE)

    def is_unread(self, turn: Turn) -> bool:
        """A picture, a sticker or a voice where words were asked for."""
        here = turn.inbound
        if here.kind not in _UNREAD or here.text or here.group:
            return False
        memory = recall(turn)
        return memory is not None and memory.asks != "sum"

    def unread(self, turn: Turn) -> Reply:
        return aside(turn, "feedback.only_words")

    def is_typed(self, turn: Turn) -> bool:
        """Something that can be meant for nobody but this room."""
        return self._typed(turn) is not None

    def typed(self, turn: Turn) -> Reply:
        answer = self._typed(turn)
        return answer() if answer else aside(turn, "feedback.none_waiting")

    def _typed(self, turn: Turn) -> Callable[[], Reply] | None:
        """What answers it; nothing is done before that is called."""
        here = turn.inbound
        if here.data or here.kind not in ("text", "tap") or not here.text.strip():
            return None
        wish = alone("alone", here.text)
        if here.group:
            return (lambda: aside(turn, "feedback.private")) if wish and wish != "counts" else None
        wishes = {
            "open": self._open,
            "change": self._change,
            "withdraw": self._change,  # shown first: nobody takes back what they have not seen
        }
        if wish in wishes:
            return lambda: wishes[wish](turn)
        going, rated = alone("going", here.text), stars(here.text)
        memory = recall(turn) if going or rated is not None or is_going(turn) else None
        if memory and (answer := self._going(turn, memory, going, rated)):
            return answer
        return self._named(turn, rated)

    def _going(self, turn: Turn, memory: Memory, going: str, rated: int | None) -> Callable[[], Reply] | None:
        """An answer to what was asked last."""
        if memory.asks == "keep" or (going in ("keep", "ask") and self._hearing.offered(turn, going)):
            return self._kept(turn, going)
        if memory.asks in ("question", "sum"):
            return (self._filled if memory.asks == "question" else self._summed)(turn, memory, going)
        sheet = self._desk.sheet(turn, memory.form)
        if sheet is None:
            return None
        meant = self._rating.typed(turn, sheet) if memory.asks == "more" else memory.form
        if rated is not None:
            return lambda: self._rating.star(turn, Tapped("star", meant, rated))
        ways = {"skip": (self._rating.skip, meant), "skipall": (self._rating.skip_all, meant)}
        if memory.asks != "stars":
            ways["enough"] = (self._rating.enough, memory.form)
        if going not in ways:
            return None
        way, number = ways[going]
        return lambda: way(turn, Tapped(going, number))

    def _filled(self, turn: Turn, memory: Memory, going: str) -> Callable[[], Reply] | None:
        """While a form is filled in."""
        question = self._filling.asked(turn, memory)
        if question is None:
            return None
        said = Tapped(going, memory.form, code=memory.question)
        ways = {"back": self._filling.back, "skip": self._filling.skip, "pause": self._filling.pause}
        if question.kind in ("text", "choices"):
            ways["enough"] = self._filling.next
        if going in ways:
            return lambda: ways[going](turn, said)
        if self._filling.reads(turn, memory):
            return lambda: self._filling.typed(turn, memory) or aside(turn, "feedback.wrong")
        return None

    def _summed(self, turn: Turn, memory: Memory, going: str) -> Callable[[], Reply] | None:
        """While a whole form is shown."""
        said = Tapped(going, memory.form)
        if going in ("send", "keep"):
            return lambda: self._filling.send(turn, said)
        if going == "pause":
            return lambda: self._filling.pause(turn, said)
        found = _PLACE.fullmatch(repair(turn.inbound.text))
        if found is None:
            return None
        return lambda: self._filling.numbered(turn, memory, int(found[1])) or aside(turn, "feedback.wrong")

    def _kept(self, turn: Turn, going: str) -> Callable[[], Reply] | None:
        offered = self._hearing.offered(turn, going) if going in ("keep", "ask") else None
        if offered is None:
            return None
        said, words = offered
        again = _saying(turn, words)
        return lambda: (self._hearing.keep if going == "keep" else self._hearing.ask)(again, said)

    def _named(self, turn: Turn, rated: int | None) -> Callable[[], Reply] | None:
        """ให้คะแนนวิชา Blockchain; ให้ 4 ดาว, which is for what waits."""
        found = about(turn.inbound.text)
        if found is None:
            return None
        name, given = found
        if not name:
            return self._unnamed(turn, rated) if rated is not None else None
        forms = self._desk.called(turn, self._desk.answerable(turn), name)
        if len(forms) > 1:
            return lambda: self._desk.draw(turn, forms[0]).listed(forms, turn.say("feedback.which"))
        if forms and given is not None and forms[0].about.session:
            return lambda: self._rating.star(turn, Tapped("star", forms[0].id, given))
        return (lambda: self._begin(turn, forms[0])) if forms else None

    def _unnamed(self, turn: Turn, stars_: int) -> Callable[[], Reply] | None:
        waiting = [form for form in self._desk.waiting(turn) if form.about.session]
        if len(waiting) > 1:
            return lambda: self._rating.ask(turn, waiting[0])
        return (lambda: self._rating.star(turn, Tapped("star", waiting[0].id, stars_))) if waiting else None

    def _open(self, turn: Turn) -> Reply:
        """What waits: sessions first."""
        me = self._desk.me(turn)
        if me is None:
            return Reply(f"{turn.say('feedback.guest')}\n{turn.say('people.how')}", reading=ASIDE)
        waiting = self._desk.waiting(turn)
        if waiting:
            return self._begin(turn, waiting[0])
        if people.organises(turn.store, turn.inbound.address):
            return self._organising.counts(turn)
        if not self._desk.changeable(turn):
            return aside(turn, "feedback.none_waiting")
        label = turn.say("feedback.button_change")
        return Reply(turn.say("feedback.all_answered"), choices=(Choice(label, label),), reading=ASIDE)

    def _begin(self, turn: Turn, form: Opened) -> Reply:
        if form.about.session:
            sheet = self._desk.sheet(turn, form.id)
            if sheet and sheet.state == "answered":
                return self._rating.see(turn, sheet)
            return self._rating.ask(turn, form)
        return self._desk.draw(turn, form).unasked([form], again=False)

    def _change(self, turn: Turn) -> Reply:
        forms = self._desk.changeable(turn)
        if not forms:
            return self._nothing(turn)
        if len(forms) == 1:
            return self._see(turn, Tapped("see", forms[0].id))
        return self._desk.draw(turn, forms[0]).listed(forms, turn.say("feedback.which_to_change"))

    def _nothing(self, turn: Turn) -> Reply:
        """Nothing can be changed: because nothing was answered, or because it is closed."""
        me = self._desk.me(turn)
        form = feedback.last_closed(turn.store, me.id) if me else None
        return self._desk.gone(turn, form.id) if form else aside(turn, "feedback.nothing_to_change")

    def _see(self, turn: Turn, said: Tapped) -> Reply:
        sheet = self._desk.sheet(turn, said.form)
        if sheet is None:
            return self._desk.gone(turn, said.form)
        if sheet.form.about.form:
            return self._filling.see(turn, sheet)
        return self._rating.see(turn, sheet)

    def _withdraw(self, turn: Turn, said: Tapped) -> Reply:
        sheet = self._desk.sheet(turn, said.form)
        if sheet is None:
            return self._desk.gone(turn, said.form)
        forget(turn)
        return aside(turn, "feedback.withdrawn" if sheet.withdraw() else "feedback.nothing_to_change")


def _saying(turn: Turn, words: str) -> Turn:
    """The turn, as if that had been said."""
    return replace(turn, inbound=replace(turn.inbound, text=words), whole=words)

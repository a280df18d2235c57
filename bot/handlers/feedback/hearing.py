"""What is typed after a question of ours: a comment, a question of theirs, or nobody can tell, and so is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from bot.handlers.feedback.drawing import ASIDE
from bot.handlers.feedback.memory import Memory, forget, recall, remember
from bot.handlers.feedback.said import Tapped, choice, tapped
from bot.handlers.feedback.words import any_of
from bot.messages import Reply
from bot.services import feedback
from bot.thai.text import repair


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.feedback.filling import Filling
    from bot.handlers.feedback.here import Desk
    from bot.handlers.feedback.rating import Rating
    from bot.router import Turn
    from bot.services.feedback import Sheet
    from storage.programme import Programme

    WouldSay = Callable[[Turn, Programme, str], Reply]
    Meant = Literal["comment", "nothing", "question", "unsure"]


class Ask(Protocol):
    """Answers what was typed as a question."""

    def __call__(self, turn: Turn, text: str = "") -> Reply: ...


class Hearing:
    """`would_say` is what is answered about a programme to what somebody types; `ask` answers it."""

    def __init__(self, desk: Desk, rating: Rating, filling: Filling, would_say: WouldSay, ask: Ask) -> None:
        self._desk, self._rating, self._filling = desk, rating, filling
        self._would_say, self._ask = would_say, ask

    def takes(self, turn: Turn) -> bool:
        """What nobody else took: words about what was asked, or what may well be such."""
        here = turn.inbound
        if here.kind != "text" or here.data or here.group or not here.text.strip() or here.text.startswith("/"):
            return False
        sheet, memory = self._about(turn)
        return sheet is not None and self._meant(turn, sheet, memory) != "question"

    def hear(self, turn: Turn) -> Reply:
        sheet, memory = self._about(turn)
        if sheet is None:
            return self._ask(turn)
        meant = self._meant(turn, sheet, memory)
        if meant == "nothing" and memory and memory.asks != "question":
            return self._rating.enough(turn, Tapped("enough", sheet.form.id))
        if meant == "unsure":
            return self._whether(turn, sheet, memory)
        return self._keep(turn, sheet, memory)

    def keep(self, turn: Turn, said: Tapped) -> Reply:
        """A comment it is: the words are on the button."""
        sheet = self._desk.sheet(turn, said.form)
        if sheet is None:
            return self._desk.gone(turn, said.form)
        memory = Memory(said.form, "question", said.code) if said.code else Memory(said.form, "more")
        kept = recall(turn)
        if said.code or kept is None or kept.asks != "anew":
            remember(turn, memory)
        return self._keep(turn, sheet, memory)

    def ask(self, turn: Turn, _said: Tapped) -> Reply:
        """A question it is."""
        forget(turn)
        return self._ask(turn, turn.inbound.text)

    def offered(self, turn: Turn, wish: str) -> tuple[Tapped, str] | None:
        """The button for it, under the last message, that is typed instead of tapped; with the words on it."""
        for each in feedback.offered(turn.store, turn.inbound.address):
            if (found := tapped(each.data)) and found.wish == wish:
                return found, each.says
        return None

    def _about(self, turn: Turn) -> tuple[Sheet | None, Memory | None]:
        """What words may be about: what was asked last, else whatever may be answered still."""
        memory = recall(turn)
        if memory and memory.asks in ("stars", "more", "anew", "question"):
            return self._desk.sheet(turn, memory.form), memory
        forms = self._desk.answerable(turn)
        sessions = [form for form in forms if form.about.session] or forms
        return (self._desk.sheet(turn, sessions[0].id) if sessions else None), None

    def _meant(self, turn: Turn, sheet: Sheet, memory: Memory | None) -> Meant:
        text = repair(turn.inbound.text)
        asks = any_of("asking").search(text) is not None
        said = feedback.read(turn.whole or text)
        opinionated = any(each["tone"] != "neutral" for each in said)
        if memory is None:  # asked long ago, or of something else: no more than likely
            return "unsure" if opinionated and not asks and sheet.form.about.session else "question"
        if asks:
            return "unsure" if opinionated else "question"
        if opinionated:
            return "comment"
        reading = self._would_say(turn, sheet.programme, text).reading
        if reading.understood:
            return "question" if reading.dates else "unsure"
        return "comment" if said or memory.asks == "question" else "nothing"

    def _keep(self, turn: Turn, sheet: Sheet, memory: Memory | None) -> Reply:
        words = turn.whole or turn.inbound.text
        if memory and memory.asks == "question":
            return self._filling.write(turn, memory, words)
        return self._rating.comment(turn, sheet, words)

    def _whether(self, turn: Turn, sheet: Sheet, memory: Memory | None) -> Reply:
        """Ask; the words stay on the buttons, and nowhere else."""
        say, words, number = turn.say, turn.whole or turn.inbound.text, sheet.form.id
        question = memory.question if memory and memory.asks == "question" else ""
        if memory is None:
            remember(turn, Memory(number, "keep"))
        title = self._desk.draw(turn, sheet.form).title(sheet.form)
        return Reply(
            say("feedback.whether", title=title),
            choices=(
                choice(say("feedback.button_keep"), words, "keep", number, code=question),
                choice(say("feedback.button_ask"), words, "ask", number),
            ),
            reading=ASIDE,
            sealed=True,
        )

"""Sessions are rated: one tap for the stars, quick reasons where they are few, and a word for whoever likes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.handlers.feedback.drawing import ASIDE
from bot.handlers.feedback.here import Desk, aside
from bot.handlers.feedback.memory import Memory, forget, recall, remember
from bot.handlers.feedback.said import choice
from bot.messages import Reply
from bot.services.feedback import LOW, MORE, REASON_CODES, REASONS, STARS
from bot.texts import short


if TYPE_CHECKING:
    from bot.handlers.feedback.said import Tapped
    from bot.router import Turn
    from bot.services.feedback import Opened, Sheet


_STARS = range(1, 6)
_SHOWN = 300  # letters of one's own comment


class Rating:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def star(self, turn: Turn, said: Tapped) -> Reply:
        sheet = self._desk.sheet(turn, said.form)
        if sheet is None or not sheet.form.about.session or said.value not in _STARS:
            return self._desk.gone(turn, said.form)
        before = recall(turn) or Memory(said.form, "stars")
        others, waits = self._others(turn, sheet.form), sheet.state in ("asked", "begun")
        total = max(before.total, before.done + len(others) + 1)
        sheet.stars(said.value)
        # The same whatever the stars were: what is remembered must not tell them.
        memory = Memory(said.form, "more", done=before.done + waits, total=total)
        remember(turn, memory)
        draw = self._desk.draw(turn, sheet.form)
        if said.value <= LOW:
            return draw.why(sheet.form, sheet.found)
        if others and waits:
            return self._following(turn, others[0], memory, turn.say("feedback.thanks_next"))
        return Reply(turn.say("feedback.more"), choices=(draw.enough(sheet.form),), reading=ASIDE, sealed=True)

    def typed(self, turn: Turn, sheet: Sheet) -> int:
        """Which session is meant by stars, or a wish to skip, that is typed after this one was asked about.

        After many stars the next one was shown already.
        """
        given = sheet.found.answers.get(STARS, 0)
        others = self._others(turn, sheet.form)
        return others[0].id if others and isinstance(given, int) and given > LOW else sheet.form.id

    def why(self, turn: Turn, said: Tapped) -> Reply:
        """A reason more, or less."""
        sheet = self._desk.sheet(turn, said.form)
        if sheet is None or said.code not in REASON_CODES:
            return self._desk.gone(turn, said.form)
        sheet.toggle(said.code)
        remember(turn, replace(self._memory(turn, said.form), asks="more"))
        reply = self._desk.draw(turn, sheet.form).why(sheet.form, sheet.found)
        return replace(reply, replaces=True)

    def enough(self, turn: Turn, said: Tapped) -> Reply:
        sheet = self._desk.sheet(turn, said.form)
        if sheet is None:
            return self._desk.gone(turn, said.form)
        return self._next(turn, sheet.form, self._memory(turn, said.form), turn.say("feedback.thanks"))

    def skip(self, turn: Turn, said: Tapped) -> Reply:
        sheet = self._desk.sheet(turn, said.form)
        if sheet is None:
            return self._desk.gone(turn, said.form)
        memory = self._memory(turn, said.form)
        if sheet.state in ("asked", "begun") and sheet.form.about.session:
            total = max(memory.total, memory.done + len(self._others(turn, sheet.form)) + 1)
            memory = replace(memory, done=memory.done + 1, total=total)
        sheet.skip()
        lead = "feedback.skipped_one" if self._others(turn, sheet.form) else "feedback.skipped"
        return self._next(turn, sheet.form, memory, turn.say(lead))

    def skip_all(self, turn: Turn, said: Tapped) -> Reply:
        """All sessions of the programme; a form has its own button."""
        sheet = self._desk.sheet(turn, said.form)
        if sheet is None:
            return self._desk.gone(turn, said.form)
        for form in (sheet.form, *self._others(turn, sheet.form)):
            if each := self._desk.sheet(turn, form.id):
                each.skip()
        forget(turn)
        return aside(turn, "feedback.skipped")

    def comment(self, turn: Turn, sheet: Sheet, words: str) -> Reply:
        """Keep what somebody wrote of a session; then what is asked next."""
        memory = recall(turn)
        if memory and memory.asks == "anew":
            sheet.write(MORE, words)
        else:
            sheet.comment(words)
        if STARS not in sheet.found.answers:
            remember(turn, Memory(sheet.form.id, "stars"))
            draw = self._desk.draw(turn, sheet.form)
            return draw.asks(sheet.form, 1, 1, turn.say("feedback.kept"), sealed=True)
        return self._next(turn, sheet.form, self._memory(turn, sheet.form.id), turn.say("feedback.kept"))

    def ask(self, turn: Turn, form: Opened, lead: str = "") -> Reply:
        """Ask about this session, and then about the others that wait."""
        total = len(self._others(turn, form)) + 1
        remember(turn, Memory(form.id, "stars", total=total))
        return self._desk.draw(turn, form).asks(form, 1, total, lead)

    def see(self, turn: Turn, sheet: Sheet) -> Reply:
        """One's own answer, to be changed or taken back."""
        say, draw, answer = turn.say, self._desk.draw(turn, sheet.form), sheet.found
        remember(turn, Memory(sheet.form.id, "more"))
        stars = answer.answers.get(STARS, 0)
        given = answer.answers.get(REASONS, [])
        lines = [say("feedback.yours", title=draw.title(sheet.form))]
        if isinstance(stars, int) and stars:
            lines.append(say("feedback.your_stars", stars="★" * stars))
        if isinstance(given, list) and given:
            lines.append(
                say("feedback.your_reasons", reasons=", ".join(say(f"feedback.reason_{each}") for each in given))
            )
        if words := answer.words.get(MORE):
            lines.append(say("feedback.your_words", words=short(words, _SHOWN)))
        lines.append(draw.until(sheet.form))
        anew, withdraw = say("feedback.button_anew"), say("feedback.button_withdraw")
        choices = (
            *draw.stars(sheet.form)[: len(_STARS)],
            *([choice(anew, anew, "anew", sheet.form.id)] if words else []),
            choice(withdraw, withdraw, "withdraw", sheet.form.id),
        )
        return Reply("\n".join(lines), choices=choices, reading=ASIDE, sealed=True)

    def anew(self, turn: Turn, said: Tapped) -> Reply:
        """The comment is to be written once more."""
        sheet = self._desk.sheet(turn, said.form)
        if sheet is None:
            return self._desk.gone(turn, said.form)
        remember(turn, Memory(said.form, "anew"))
        return aside(turn, "feedback.write_anew")

    def _next(self, turn: Turn, form: Opened, memory: Memory, lead: str) -> Reply:
        """The session that is to be rated next; else a form that waits; else no more than `lead`."""
        if others := self._others(turn, form):
            remember(turn, replace(memory, form=others[0].id, asks="stars"))
            return self._following(turn, others[0], memory, lead)
        forget(turn)
        draw = self._desk.draw(turn, form)
        waiting = [each for each in self._desk.waiting(turn) if each.about.form and each.id != form.id]
        cards = tuple(self._desk.draw(turn, each).card(each) for each in waiting)
        is_given = self._desk.is_answered(turn, form)
        text = f"{lead}\n{draw.until(form)}" if is_given and not cards else lead
        return Reply(text, cards, reading=ASIDE, sealed=True)

    def _following(self, turn: Turn, form: Opened, memory: Memory, lead: str) -> Reply:
        total = max(memory.total, memory.done + len(self._others(turn, form)) + 1)
        return self._desk.draw(turn, form).asks(form, memory.done + 1, total, lead, sealed=True)

    def _others(self, turn: Turn, form: Opened) -> list[Opened]:
        """The other sessions of the same programme that wait for their stars."""
        waiting = self._desk.waiting(turn)
        same = [each for each in waiting if each.about.session and each.about.programme == form.about.programme]
        return [each for each in same if each.id != form.id]

    def _memory(self, turn: Turn, form: int) -> Memory:
        memory = recall(turn)
        return memory if memory and memory.form == form else Memory(form, "more")

"""An organiser answers a question: by answering its message, or by a draft that is shown before it goes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.handlers.questions.drawing import Drawing
from bot.handlers.questions.said import Said, choice, drafted
from bot.messages import Choice
from bot.services import questions


if TYPE_CHECKING:
    from bot.handlers.questions.passing import Passing
    from bot.messages import Reply
    from bot.router import Turn
    from bot.services.people import Person
    from bot.services.questions import Question


_ROOM = "questions"
"""The key of this room's memory in a talk: the `question` that is being answered, the `draft` of the answer, how many
`drafts` there were, whether it goes out beside another's (`more`), whether what is typed next is the answer (`typing`),
and since when (`at`)."""
_PATIENCE = timedelta(minutes=10)
_MOST = 480  # letters of an answer: of a longer message the end would be missing (bot/conversation/tidy.py)


def pending(turn: Turn) -> Said | None:
    """What was typed, as the answer to the question that is being answered."""
    memory = _memory(turn)
    return Said("draft", memory["question"], turn.inbound.text) if memory.get("typing") else None


class Answering:
    """Each of these is allowed, and the question is there."""

    def __init__(self, passing: Passing) -> None:
        self._passing = passing

    def quoted(self, turn: Turn, me: Person, question: Question, said: Said) -> Reply:
        """The message with the question was answered: that goes out at once."""
        if len(said.rest) > _MOST:
            return self._too_long(turn, question)
        if question.state == "answered":
            return self._already(turn, question, said.rest)
        return self._give(turn, me, question, said.rest, more=False)

    def begin(self, turn: Turn, _me: Person, question: Question, said: Said) -> Reply:
        if question.state == "answered":
            return self._already(turn, question, said.rest)
        return self._compose(turn, question, said.rest, more=False)

    def more(self, turn: Turn, me: Person, question: Question, said: Said) -> Reply:
        """Beside the answer that was given, this one goes too."""
        memory = _memory(turn, question)
        if memory and memory["more"] and memory["draft"] and not said.rest:
            return self._sent(turn, me, question, memory)
        return self._compose(turn, question, said.rest, more=question.state == "answered")

    def typed(self, turn: Turn, me: Person, question: Question, said: Said) -> Reply:
        """Something was typed while a question is being answered: the answer, or what is to be done with the draft."""
        memory = _memory(turn, question)
        todo = drafted(said.rest)
        if todo == "drop":
            return self.drop(turn, me, question, Said("drop", question.id))
        if memory["draft"] and todo:
            step = self.send if todo == "send" else self.change
            return step(turn, me, question, Said(todo, question.id))
        return self._compose(turn, question, said.rest, more=memory["more"])

    def send(self, turn: Turn, me: Person, question: Question, said: Said) -> Reply:
        memory = _memory(turn, question)
        if not memory.get("draft"):
            draw = Drawing(turn.say)
            return draw.about(question, turn.say("questions.expired"), *draw.buttons(question, "answer"))
        if said.draft not in (0, memory["drafts"]):
            return self._confirm(turn, question, memory)
        return self._sent(turn, me, question, memory)

    def change(self, turn: Turn, _me: Person, question: Question, _: Said) -> Reply:
        memory = _memory(turn, question)
        _remember(turn, question, more=bool(memory.get("more")))
        return Drawing(turn.say).about(question, turn.say("questions.change"), _drop(turn, question))

    def drop(self, turn: Turn, _me: Person, question: Question, _: Said) -> Reply:
        """Nothing is sent. What was typed may have been a question to the bot."""
        draft = _memory(turn, question).get("draft", "")
        turn.talk.context.pop(_ROOM, None)
        draw = Drawing(turn.say)
        instead = (Choice(turn.say("questions.button_ask"), draft),) if draft else ()
        text = turn.say("questions.dropped", number=question.id)
        return draw.about(question, text, *draw.buttons(question, "answer"), *instead)

    def later(self, turn: Turn, _me: Person, question: Question, _: Said) -> Reply:
        if _memory(turn, question):
            turn.talk.context.pop(_ROOM)
        return Drawing(turn.say).about(question, turn.say("questions.later", number=question.id))

    def dismiss(self, turn: Turn, me: Person, question: Question, _: Said) -> Reply:
        """It is not for the team: whoever asked is told so, and may still be answered."""
        say, draw = turn.say, Drawing(turn.say)
        if question.state == "answered":
            return self._already(turn, question)
        if not questions.dismiss(turn.store, question.id, me.id, turn.now):
            return draw.about(question, say("questions.dismissed_before", name=draw.answerer(question)))
        self._passing.tell_others(turn, question, "questions.told_outside", me)
        to = questions.reach(turn.store, question)
        if to:
            turn.others.append((to, Drawing(self._passing.say(turn, to)).outside(question)))
        text = say("questions.dismissed", who=draw.who(question)) if to else say("questions.noted")
        return draw.about(question, text, *draw.buttons(question, "answer"))

    def _compose(self, turn: Turn, question: Question, draft: str, *, more: bool) -> Reply:
        """Ask for the answer, or show the draft of it."""
        if len(draft) > _MOST:
            return self._too_long(turn, question)
        memory = _remember(turn, question, more=more, draft=draft)
        if draft:
            return self._confirm(turn, question, memory)
        draw = Drawing(turn.say)
        text = turn.say("questions.type_answer", who=draw.who(question), text=question.text)
        return draw.about(question, text, _drop(turn, question))

    def _confirm(self, turn: Turn, question: Question, memory: dict[str, Any]) -> Reply:
        draw, labels = Drawing(turn.say), {wish: turn.say(f"questions.button_{wish}") for wish in ("send", "change")}
        buttons = [choice(label, label, wish, question.id, memory["drafts"]) for wish, label in labels.items()]
        text = turn.say("questions.confirm", who=draw.who(question), answer=memory["draft"])
        return draw.about(question, text, *buttons, _drop(turn, question))

    def _sent(self, turn: Turn, me: Person, question: Question, memory: dict[str, Any]) -> Reply:
        turn.talk.context.pop(_ROOM)
        return self._give(turn, me, question, memory["draft"], more=memory["more"])

    def _give(self, turn: Turn, me: Person, question: Question, words: str, *, more: bool) -> Reply:
        """The answer goes to whoever asked; the first one wins, unless this one is to go beside it."""
        say, draw = turn.say, Drawing(turn.say)
        if not questions.answer(turn.store, question.id, me.id, words, turn.now):
            if not more:
                return self._already(turn, questions.get(turn.store, question.id) or question, words)
            questions.answer_further(turn.store, question.id, words)
        self._passing.tell_others(turn, question, "questions.told_answered", me, words)
        to = questions.reach(turn.store, question)
        if to:
            turn.others.append((to, Drawing(self._passing.say(turn, to)).answered(question, words)))
        text = say("questions.sent") if to else say("questions.not_reached", who=draw.who(question))
        return draw.lasting(question, text, "store")

    def _already(self, turn: Turn, question: Question, words: str = "") -> Reply:
        """Somebody was first; `words` are kept at hand, and go if they are wanted all the same."""
        draw = Drawing(turn.say)
        _remember(turn, question, more=True, draft=words, typing=False)
        text = turn.say("questions.already", name=draw.answerer(question), answer=question.answer)
        return draw.about(question, text, *draw.buttons(question, "more"))

    def _too_long(self, turn: Turn, question: Question) -> Reply:
        return Drawing(turn.say).about(question, turn.say("questions.too_long", most=_MOST))


def _drop(turn: Turn, question: Question) -> Choice:
    label = turn.say("questions.button_drop")
    return choice(label, label, "drop", question.id)


def _memory(turn: Turn, question: Question | None = None) -> dict[str, Any]:
    """What is remembered of the answer to `question`, or to any; empty where it was given, dropped, or long ago."""
    memory: dict[str, Any] = turn.talk.context.get(_ROOM, {})
    fresh = memory and timedelta(0) <= turn.now - datetime.fromisoformat(memory["at"]) <= _PATIENCE
    return memory if fresh and (question is None or question.id == memory["question"]) else {}


def _remember(turn: Turn, question: Question, *, more: bool, draft: str = "", typing: bool = True) -> dict[str, Any]:
    drafts = _memory(turn, question).get("drafts", 0) + bool(draft)
    memory = {"question": question.id, "draft": draft, "drafts": drafts, "more": more, "typing": typing}
    turn.talk.context[_ROOM] = memory | {"at": turn.now.isoformat()}
    return memory

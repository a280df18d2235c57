"""How questions are shown to the people who answer them, and answers to those who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.questions.said import choice
from bot.messages import Card, Reading, Reply
from bot.texts import short


if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages import Choice
    from bot.services.questions import Question
    from bot.texts import Texts


_BRANDS = {"line": "LINE", "telegram": "Telegram"}
_SHORT = 60  # letters of a question that is quoted to whoever asked it
_SHOWN = 3  # questions that are listed at once


class Drawing:
    """In `say`'s language."""

    def __init__(self, say: Texts) -> None:
        self._say = say

    def who(self, question: Question) -> str:
        """Whoever asked, by name and titles; a guest by the channel, never by an id."""
        say, channel = self._say, question.address.channel
        brand = say("questions.web") if channel == "web" else _BRANDS.get(channel, channel)
        who = question.asker or say("questions.guest", channel=brand)
        return say("questions.in_group", who=who) if question.in_group else who

    def answerer(self, question: Question) -> str:
        return question.answerer or self._say("questions.colleague")

    def brought(self, question: Question, title: str) -> Reply:
        """A question as it comes to an organiser; `title` is the programme's."""
        asked = self._say("questions.asked", who=self.who(question), text=question.text, title=title)
        return self.lasting(question, f"{asked}\n{self._say('questions.how')}", "answer", "later", "dismiss")

    def listed(self, waiting: Sequence[tuple[Question, str]]) -> Reply:
        """The questions that wait, the first few of them as cards; each with its programme's title."""
        say = self._say
        if not waiting:
            return Reply(say("questions.none_waiting"), reading=Reading(aside=True))
        shown = waiting[:_SHOWN]
        cards = tuple(
            Card(
                self._title(each),
                each.text,
                ((say("questions.programme"), title),),
                self.buttons(each, "answer", "dismiss"),
            )
            for each, title in shown
        )
        last = shown[-1][0].id
        following = choice(say("questions.button_next"), say("questions.says_list", number=last), "list", last)
        return Reply(
            say("questions.waiting", count=len(waiting)),
            cards,
            choices=(following,) if len(waiting) > _SHOWN else (),
            about=tuple(each.id for each, _ in shown),
            reading=Reading(aside=True),
        )

    def answered(self, question: Question, answer: str) -> Reply:
        """For whoever asked."""
        text = self._say("questions.answered", text=short(question.text, _SHORT), answer=answer)
        return self.about(question, text)

    def outside(self, question: Question) -> Reply:
        """For whoever asked: that it is not for the team to answer."""
        return self.about(question, self._say("questions.outside", text=short(question.text, _SHORT)))

    def told(self, question: Question, message: str, name: str, answer: str = "") -> Reply:
        """For the others on duty: what `name` has done with the question."""
        text = self._say(message, name=name, who=self.who(question), text=question.text, answer=answer)
        return self.about(question, text, *self.buttons(question, "more" if answer else "answer"))

    def about(self, question: Question, text: str, *choices: Choice) -> Reply:
        """Something said in which the question's words are."""
        return Reply(text, choices=choices, about=(question.id,), reading=Reading(aside=True))

    def lasting(self, question: Question, text: str, *wishes: str) -> Reply:
        """The same, with buttons on a card: on LINE others go with the next message, and there may be many at once."""
        card = Card(self._title(question), choices=self.buttons(question, *wishes))
        return Reply(text, (card,), about=(question.id,), reading=Reading(aside=True))

    def _title(self, question: Question) -> str:
        return self._say("questions.card", number=question.id, who=self.who(question))

    def buttons(self, question: Question, *wishes: str, draft: int = 0) -> tuple[Choice, ...]:
        """Buttons about the question, which can be typed with its number."""
        labels = [(wish, self._say(f"questions.button_{wish}")) for wish in wishes]
        return tuple(choice(label, f"{label} {question.id}", wish, question.id, draft) for wish, label in labels)

"""Questions about the programme: read, answered from its data alone, and drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.handlers.ask.draw import Drawing, spans
from bot.handlers.ask.taps import IN, OPENERS, tapped
from bot.messages import Choice, Reading, Reply, Span
from bot.services.ask import Answer, Context, Guide, Guides, answer
from bot.showing import opened
from bot.texts import short_title


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.router import Route, Turn
    from bot.services.people import Access
    from bot.services.programme import Programmes
    from bot.texts import Texts
    from bot.thai.question import Question
    from storage.programme import Programme


_ROOM = "ask"  # the key of this room's memory in a talk
_PENDING = "pending_question"  # and of one that waits for its programme


def routes(room: Ask) -> list[Route]:
    return [
        (lambda turn: turn.inbound.data.startswith(OPENERS), room.tap),
        (lambda _: True, room.ask),
    ]


class Ask:
    """`pass_on` takes the code of a programme and what could not be answered about it; says whether people have it."""

    def __init__(self, programmes: Programmes, access: Access, pass_on: Callable[[Turn, str, str], bool]) -> None:
        self._programmes = programmes
        self._access = access
        self._pass_on = pass_on
        self._guides = Guides()

    def tap(self, turn: Turn) -> Reply:
        """A button of an earlier answer. What it carries is checked against the programme as it is now."""
        if turn.inbound.data.startswith(IN):
            return self._ask_in(turn, turn.inbound.data.removeprefix(IN))
        named, asked = opened(turn.inbound.data)
        if named in self._codes(turn):
            turn.talk.programme = named
        guide = self._guide(turn, named or turn.talk.programme)
        found = tapped(asked, guide) if guide else None
        if guide is None or found is None:
            return self.ask(turn)
        return self._reply(turn, guide, found)

    def _ask_in(self, turn: Turn, code: str) -> Reply:
        """The question that was asked before anybody knew of which programme, asked of this one."""
        pending = turn.talk.context.pop(_PENDING, "")
        if code in self._codes(turn):
            turn.talk.programme = code
        return self.ask(turn, pending or turn.inbound.text)

    def ask(self, turn: Turn, text: str = "") -> Reply:
        """Answer what was typed, or `text` in its place."""
        text = text or turn.inbound.text
        readings = self._readings(turn, text)
        if not readings:
            return self._nothing(turn)
        if len(readings) > 1:
            turn.talk.context[_PENDING] = text
            return self._which(turn, readings)
        guide, question, found = readings[0]
        pending = turn.talk.context.pop(_PENDING, "")
        if (
            pending and question.mentions and not question.asks - {"light"} and not question.dates
        ):  # the name is the answer
            turn.talk.programme = guide.programme.code
            return self.ask(turn, pending)
        if found.subject == "unclear" and question.asks & {"thanks", "bye", "greet"}:
            said = "thanks" if "thanks" in question.asks else "bye" if "bye" in question.asks else "welcome"
            return Reply(turn.say(f"start.{said}"), reading=Reading(aside=True))
        if found.subject in {"unknown", "absent"}:
            found = replace(found, passed=self._pass_on(turn, guide.programme.code, question.text))
        turn.talk.programme = guide.programme.code
        read = spans(question.dates, guide.zone)
        if question.now:
            now = turn.now.astimezone(guide.zone).isoformat()
            read = (Span(question.now, now, now), *read)
        reply = self._reply(turn, guide, found, read)
        letters = [letter for letter in question.text if letter.isalpha()]
        if turn.say.language == "th" and letters and all(letter.isascii() for letter in letters):
            english = Choice(turn.say("ask.english"), turn.say("ask.english"))
            return replace(reply, choices=(*reply.choices, english))
        return reply

    def would_say(self, turn: Turn, programme: Programme, text: str) -> Reply:
        """What `text` is answered by `programme`, which need not be kept yet, where nothing was said before."""
        return would_say(programme, text, turn.say, turn.now)

    def _reply(self, turn: Turn, guide: Guide, found: Answer, read: tuple[Span, ...] = ()) -> Reply:
        if found.sessions and found.subject == "sessions":
            days = [day for when in found.whens if when.first and when.last for day in (when.first, when.last)]
            turn.talk.context[_ROOM] = Context(
                tuple(session.code for session in found.sessions), found.asks, tuple(str(day) for day in days)
            ).dump()
        return Drawing(turn.say, guide, turn.now).reply(found, read)

    def _codes(self, turn: Turn) -> list[str]:
        return self._access.may_ask(turn.store, turn.inbound.address)

    def _nothing(self, turn: Turn) -> Reply:
        """No programme is to be asked about, at all or from here."""
        here = turn.inbound
        text = "ask.no_programme" if self._access.trusts(here.address) else "people.closed"
        return Reply(turn.say("groups.closed" if here.group else text), reading=Reading(understood=False))

    def _guide(self, turn: Turn, code: str) -> Guide | None:
        if code not in self._codes(turn):
            return None
        return self._guides.of(self._programmes.get(turn.store, code))

    def _readings(self, turn: Turn, text: str) -> list[tuple[Guide, Question, Answer]]:
        """The question as read in the talk's programme; where that has no answer, or none is chosen, in the others."""
        codes = self._codes(turn)
        chosen = turn.talk.programme if turn.talk.programme in codes else ""
        context = Context.load(turn.talk.context.get(_ROOM))
        mine = [self._read(turn, text, chosen, context)] if chosen else []
        if mine and (mine[0][2].understood or len(codes) == 1):
            return mine
        others = [self._read(turn, text, code, Context()) for code in codes if code != chosen]
        best = _best(others if not chosen else [other for other in others if other[2].understood and _named(other)])
        return best if len(best) == 1 or not mine else mine

    def _read(self, turn: Turn, text: str, code: str, context: Context) -> tuple[Guide, Question, Answer]:
        guide = self._guides.of(self._programmes.get(turn.store, code))
        question = guide.reader.read(text, turn.now.astimezone(guide.zone), guide.span)
        return guide, question, answer(question, guide, context, turn.now)

    def _which(self, turn: Turn, readings: list[tuple[Guide, Question, Answer]]) -> Reply:
        """Which programme is meant; the tap asks the question again there."""
        titles = [(guide.programme.code, guide.programme.title.in_(turn.say.language)) for guide, _, _ in readings]
        offers = tuple(Choice(short_title(title), title, f"{IN}{code}") for code, title in titles)
        lines = [turn.say("ask.which_programme"), *(f"• {title}" for _, title in titles)]
        understood = any(found.understood for _, _, found in readings)
        return Reply("\n".join(lines), choices=offers, reading=Reading(understood=understood))


def would_say(programme: Programme, text: str, say: Texts, now: datetime) -> Reply:
    """What `text` is answered by `programme` at `now` (aware), where nothing was said before; nobody is told of it."""
    guide = Guide(programme)
    question = guide.reader.read(text, now.astimezone(guide.zone), guide.span)
    return Drawing(say, guide, now).reply(answer(question, guide, Context(), now))


def _named(reading: tuple[Guide, Question, Answer]) -> bool:
    """Whether the question has something of this very programme."""
    _, question, found = reading
    return bool(question.mentions or question.topic or found.subject == "ready")


def _best(readings: list[tuple[Guide, Question, Answer]]) -> list[tuple[Guide, Question, Answer]]:
    """Of several programmes, the one that is named, or whose names the question has; several where none stands out."""
    called = [reading for reading in readings if any(mention.kind == "programme" for mention in reading[1].mentions)]
    if len(called) == 1:
        return called
    understood = [reading for reading in readings if reading[2].understood]
    named = [reading for reading in understood if _named(reading)]
    return named or understood or readings

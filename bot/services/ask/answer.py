"""The answer to one question about one programme, as a value; the words for it are the handler's.

A question is answered only where all of it was understood: every content word explained, something to answer about (a
name, a day, a place in the order, or what was talked about a moment ago), and something asked that a programme holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from bot.services.ask.select import Chosen, after_days, beside, named, numbered, next_day, on, related, relative, same_day


if TYPE_CHECKING:
    from datetime import datetime

    from bot.services.ask.context import Context
    from bot.services.ask.guide import Guide
    from bot.thai.dates import When
    from bot.thai.question import Question
    from bot.thai.ready import Match
    from storage.programme import Faq, Session


Subject = Literal[
    "sessions", "none", "absent", "over", "ready", "contact", "venue", "speaker", "speakers", "which_speaker", "modules",
    "groups", "organizer", "count", "unknown",
]  # fmt: skip

_DETAILS = frozenset({"when", "time", "clock", "start", "end", "where", "place", "who", "person", "about", "bring", "wear", "link", "days", "length", "until", "calendar", "role"})  # fmt: skip
_LISTS = frozenset({"what", "yesno", "lesson", "whole", "count", "online", "onsite", "modules", "groups"})
_ORDER = frozenset({"now", "next", "next_day", "previous", "first", "last"})
_BESIDE = frozenset({"before", "after", "same_day"})
_OUTSIDE = frozenset({"why", "amount", "how", "can", "personal"})
_COUNTED = frozenset({"when", "time", "until", "days", "length", "count"})  # an amount that a timetable has
_HOW_ANSWERED = frozenset({"wear", "where", "link", "bring", "about", "contact", "until"})
_OBJECTS = 3  # words that may stand beside "bring" or "wear" as what is brought or worn


@dataclass(frozen=True, slots=True)
class Answer:
    """`sessions` answer the question, `also` are offered beside it; `asks` is what was asked of them. `assumed` says that
    the coming session was taken because none was named. `codes` name what else the answer is about (venues, speakers)."""

    subject: Subject
    sessions: tuple[Session, ...] = ()
    also: tuple[Session, ...] = ()
    asks: frozenset[str] = frozenset()
    whens: tuple[When, ...] = ()
    codes: tuple[str, ...] = ()
    faq: Faq | None = None
    assumed: bool = False
    sure: bool = True
    named: bool = False
    yesno: bool = field(default=False)

    @property
    def understood(self) -> bool:
        return self.subject not in {"unknown", "absent"}


def answer(question: Question, guide: Guide, context: Context, now: datetime) -> Answer:
    """What is true of `question` at `now` (aware). Never raises."""
    asks = question.asks
    if not question.unknown and (noted := _noted(question, guide)):
        return noted
    if question.ready and _again(question):
        return Answer("ready", faq=guide.programme.faqs[question.ready.answer], asks=asks)
    if "contact" in asks and not question.unknown and not question.codes("session"):
        return Answer("contact", asks=asks)
    if not _explained(question) or not _askable(question):
        return _unsure(question, guide, context, now)
    for mention in question.mentions:
        if mention.kind == "speaker" and len(mention.codes) > 1 and len(question.codes("speaker")) == len(mention.codes):
            return Answer("which_speaker", codes=mention.codes, asks=asks)
    found = _of_the_whole(question, guide) or _about_somebody(question, guide) or _schedule(question, guide, context, now)
    if not found.understood and question.ready and _nearly(question.ready):
        return Answer("ready", faq=guide.programme.faqs[question.ready.answer], asks=asks)
    return replace(found, asks=found.asks or asks, yesno="yesno" in asks, sure=all(mention.sure >= 85 for mention in question.mentions))  # noqa: PLR2004 - the threshold below which a name was guessed


def _again(question: Question) -> bool:
    """Whether a ready answer's question is asked again: the more surely, the better the timetable could answer it too."""
    match = question.ready
    assert match  # noqa: S101 - the caller has looked
    if match.asked >= 0.85 and match.told >= 0.85:  # noqa: PLR2004 - nearly the same words
        return True
    if question.unknown or not _askable(question) or (question.topic and not question.mentions):
        return _nearly(match)
    wants = question.asks & (_DETAILS | _ORDER)
    if not question.dates and not question.named and not wants:
        return match.asked >= 0.6 and match.told >= 0.5  # noqa: PLR2004 - as above
    return False


def _nearly(match: Match) -> bool:
    """Enough for a question that the timetable cannot answer; measured on the development questions."""
    return match.asked >= 0.4 and match.told >= 0.25 and match.asked + match.told >= 1.1  # noqa: PLR2004 - as said


def _explained(question: Question) -> bool:
    if "holiday" in question.asks and not question.dates:
        return False
    if not question.unknown:
        return True
    thing = question.asks & {"bring", "wear"} or ("carry" in question.asks and "yesno" in question.asks)
    return bool(thing) and len(question.unknown) <= _OBJECTS and (question.named or bool(question.dates)) and "amount" not in question.asks


def _askable(question: Question) -> bool:
    """Whether a programme can hold what is asked."""
    outside = question.asks & _OUTSIDE
    if not outside:
        return True
    if outside & {"why", "personal"} or ("amount" in outside and not question.asks & _COUNTED):
        return False
    if "how" in outside:
        return bool(question.asks & _HOW_ANSWERED)
    return bool(question.asks & (_DETAILS | _LISTS - {"yesno"} | _ORDER))


def _noted(question: Question, guide: Guide) -> Answer | None:
    """An amount that stands in the notes of the one session that is meant (สไลด์ได้กี่หน้า: ไม่เกิน 8 หน้า)."""
    codes = question.codes("session")
    if "amount" not in question.asks or question.asks & _COUNTED or len(codes) != 1 or not question.topic or question.codes("venue"):
        return None
    session = guide.by_code[codes[0]]
    asks = {ask for ask, text in (("bring", session.bring), ("about", session.description)) if any(letter.isdigit() for letter in text.th)}
    return Answer("sessions", (session,), asks=frozenset(asks), named=True) if asks else None


def _of_the_whole(question: Question, guide: Guide) -> Answer | None:
    """Answers about the programme as such: its modules, groups, speakers, organiser, beginning, end and size."""
    asks = question.asks
    named_other = any(mention.kind != "programme" for mention in question.mentions) or question.topic or question.kinds
    if "organizer" in asks and not named_other:
        return Answer("organizer")
    if named_other or question.dates:
        return None
    if asks & {"modules", "count_modules"} and question.ordinal is None:
        return Answer("modules", codes=tuple(guide.modules))
    if asks & {"groups", "count_groups"}:
        return Answer("groups", codes=tuple(group.code for group in guide.programme.groups))
    if asks & {"person", "who", "count_people"} and asks & {"count_people", "whole"} or ("person" in asks and asks & {"who", "what"} and not asks & (_ORDER | _BESIDE | {"that", "lesson", "where", "when"})):
        return Answer("speakers", codes=tuple(guide.speakers))
    if asks & {"lesson", "whole"} and not asks & (_ORDER | _BESIDE | {"until", "remaining"}):
        if not guide.held:
            return Answer("none")
        when = asks & {"when", "time"} or not asks & (_DETAILS - {"start", "end", "when", "time"})
        if {"start", "end"} <= asks and "when" in asks:
            return Answer("sessions", (guide.held[0], max(guide.held, key=lambda session: session.end)), asks=asks | {"when"})
        if asks & {"whole", "when"} and when and "start" in asks:
            return Answer("sessions", guide.held[:1], asks=asks | {"when", "first"})
        if asks & {"whole", "when"} and when and "end" in asks:
            return Answer("sessions", (max(guide.held, key=lambda session: session.end),), asks=asks | {"when", "last"})
        if asks & {"count", "days", "length"}:
            return Answer("count", codes=tuple(session.code for session in guide.held))
    return None


def _about_somebody(question: Question, guide: Guide) -> Answer | None:
    """Answers about a person or a place, not about sessions."""
    asks, speakers, venues = question.asks, question.codes("speaker"), question.codes("venue")
    alone = not question.dates and not question.codes("session") and not question.kinds
    if speakers and alone and not venues and ("role" in asks or (asks & {"who"} and not asks & {"lesson", "when", "time", "where"})):
        return Answer("speaker", codes=speakers)
    if venues and alone and not speakers and asks & {"where", "link"} and not asks & (_ORDER | {"when", "time", "who", "lesson", "what"}):
        return Answer("venue", codes=venues)
    return None


def _schedule(question: Question, guide: Guide, context: Context, now: datetime) -> Answer:
    asks = question.asks
    whens = _days(question, guide, context)
    if asks & _BESIDE and context.sessions and not question.named and not question.dates:
        found = beside(question, guide, context)
        return Answer("sessions", found) if found else Answer("none", also=())
    chosen = named(question, guide)
    if chosen and chosen.absent:
        if question.dates and asks & {"yesno", "either"} and not question.mentions and (found := on(whens, guide, guide.held)[0]):
            return Answer("sessions", found, whens=whens)  # not there or so, but this is what there is
        return Answer("absent", also=chosen.near)
    if chosen and question.relation and chosen.sessions:
        found = related(question, guide, chosen.sessions)
        return Answer("sessions", found) if found else Answer("none")
    if "remaining" in asks and not question.dates and "until" not in asks:
        left = tuple(session for session in (chosen.sessions if chosen else guide.held) if session.end > now)
        return Answer("sessions", left, asks=asks) if left else Answer("over", also=guide.held[-1:])
    if not chosen and not question.dates and not asks & _ORDER:
        return _going_on(question, guide, context, now)
    talked = tuple(guide.by_code[code] for code in context.sessions if code in guide.by_code)
    if not chosen and not question.dates and asks & {"first", "last"} and len(talked) > 1 and not asks & {"lesson", "whole"}:
        return Answer("sessions", talked[:1] if "first" in asks else talked[-1:])
    inherited = asks if asks & _DETAILS or "what" in asks or not context.asks else asks | (context.asks & _DETAILS)
    pool = chosen.sessions if chosen else guide.held
    if dated := [when for when in whens if when.first is not None]:
        found, used = on(dated, guide, pool)
        if not found and not chosen and context.sessions and asks & _DETAILS and all(when.unit in {"part", "time"} for when in dated):
            return _going_on(question, guide, context, now)
        if not found:
            also = pool[:3] if chosen else next_day(guide, after_days(used, guide, now))
            if chosen and question.codes("session") and (not asks & {"yesno", "what"} or "either" in asks or len(dated) > 1):
                return Answer("sessions", pool, whens=(), asks=inherited, named=True)
            return Answer("none", also=also, whens=used, asks=inherited, named=bool(chosen))
        pool, whens = found, used
        if question.ordinal and not chosen:
            pool = pool[question.ordinal - 1 : question.ordinal]
    placed = relative(question, guide, pool, now)
    if placed is not None:
        if not placed:
            return _nothing_there(question, guide, pool, now)
        pool = placed
    return Answer("sessions", pool, whens=tuple(dated and whens), asks=inherited, named=bool(chosen))


def _nothing_there(question: Question, guide: Guide, pool: tuple[Session, ...], now: datetime) -> Answer:
    ahead = next_day(guide, now)
    if question.asks & {"next", "next_day"} and not ahead:
        return Answer("over", also=guide.held[-1:])
    if question.asks & {"next", "next_day"}:
        return Answer("none", also=ahead if not pool else pool[-1:])
    return Answer("none", also=ahead)


def _days(question: Question, guide: Guide, context: Context) -> tuple[When, ...]:
    """The days asked about; a time without a day is on the days that were talked about, where there are such."""
    talked = [guide.by_code[code] for code in context.sessions if code in guide.by_code]
    days = context.days or tuple(sorted({str(session.start.date()) for session in talked}))
    if not days or question.named:
        return question.dates
    return tuple(
        same_day(when, days) if when.unit in {"part", "time"} and "นี้" not in when.text and "this" not in when.text else when
        for when in question.dates
    )


def _going_on(question: Question, guide: Guide, context: Context, now: datetime) -> Answer:
    """A question that names nothing: about what was just talked about, else about the coming class, else not clear."""
    asks = question.asks
    about = tuple(guide.by_code[code] for code in context.sessions if code in guide.by_code)
    if about and question.ordinal:
        found = numbered(question.ordinal, guide, about)
        return Answer("sessions", found or about, asks=asks | (context.asks & _DETAILS))
    if about and asks & _DETAILS:
        return Answer("sessions", about)
    if asks & {"lesson", "whole"} or (asks & {"start", "end"} and "time" in asks) or asks & {"wear", "bring"}:
        return _coming(question, guide, now)
    return _unsure(question, guide, context, now)


def _coming(question: Question, guide: Guide, now: datetime) -> Answer:
    """The classes to come: all where the timetable is asked for, else those of the coming day."""
    asks = question.asks
    ahead = next_day(guide, now)
    if not ahead and "whole" not in asks:
        return Answer("over", also=guide.held[-1:])
    if asks & {"when", "whole"} and not asks & (_DETAILS - {"when"}) or not asks & (_DETAILS | _LISTS - {"lesson"}):
        return Answer("sessions", guide.held if "whole" in asks else tuple(session for session in guide.held if session.end > now))
    return Answer("sessions", ahead, assumed=True)


def _unsure(question: Question, guide: Guide, context: Context, now: datetime) -> Answer:
    """Not understood; with what is nearest to it, at most three."""
    chosen = named(question, guide) or Chosen(())
    near = (chosen.sessions or chosen.near)[:3]
    if not near and question.dates:
        near = on([when for when in question.dates if when.first], guide, guide.held)[0][:3]
    return Answer("unknown", also=near or next_day(guide, now)[:2])

"""What lies beside the timetable: ready answers, contacts, notes, and what the programme cannot answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.ask.asked import COUNTED, DETAILS, LISTS, ORDER, Answer
from bot.services.ask.select import next_day, on
from bot.thai.text import places


if TYPE_CHECKING:
    from bot.services.ask.asked import Asked
    from bot.thai.question import Question
    from bot.thai.ready import Match


_HOW_ANSWERED = frozenset({"wear", "where", "link", "bring", "about", "contact", "until"})
_SURE = 95
_PLAIN = frozenset({"when", "time", "start", "end", "where", "until"})
_OBJECTS = 3  # words that may stand beside "bring" or "wear" as what is brought or worn

# Shares of a question that a ready answer covers, and of its wording that the question has (bot/thai/ready.py),
# chosen on the development questions (tests/benchmarks).
_SAME = (0.85, 0.85)
_WHOLE = (0.95, 0.7)  # where only a day stands beside it (ขอสไลด์เมื่อวาน)
_LIKELY = (0.6, 0.5)
_STRONG = (
    0.55,
    0.68,
)  # where only a beginning, an end or a number is asked for, which may be the rule's and not the timetable's
_NEAR = (0.38, 0.25)
_NEAR_SUM = 1.03


def asked_again(asked: Asked, *, sure: bool = True) -> Answer | None:
    """A ready answer whose question is asked again: the better the timetable could answer, the surer it must be.

    Not `sure`: the timetable has been looked at, and has nothing.
    """
    question = asked.question
    if (match := question.ready) is None:
        return None
    wanted = question.asks & (DETAILS | ORDER)
    if "groups" in question.asks:
        wanted -= {"changed"}  # it is no session that is to be another (ย้ายกลุ่มได้ไหม)
    hinted = bool(question.topic) and not (question.mentions or question.dates)
    unanswered = bool(question.unknown) or not _askable(question) or hinted
    free = not question.dates and not question.named
    likely = free and _reaches(match, _STRONG if wanted else _LIKELY) and wanted <= {"start", "end"}
    asked_for = not (question.mentions or wanted or question.asks & {"yesno", "lesson"}) and _reaches(match, _WHOLE)
    if _reaches(match, _SAME) or likely or asked_for or ((unanswered or not sure) and _near(match)):
        return Answer("ready", faq=asked.guide.programme.faqs[match.answer])
    return None


def _reaches(match: Match, least: tuple[float, float]) -> bool:
    return match.asked >= least[0] and match.told >= least[1]


def _near(match: Match) -> bool:
    return _reaches(match, _NEAR) and match.asked + match.told >= _NEAR_SUM


def contact(asked: Asked) -> Answer | None:
    question = asked.question
    return (
        Answer("contact") if "contact" in asked.asks and not question.unknown and not _of_a_session(question) else None
    )


def _of_a_session(question: Question) -> bool:
    return any(mention.kind == "session" for mention in question.mentions)


def noted(asked: Asked) -> Answer | None:
    """An amount that stands in the notes of the one session that is meant (สไลด์ได้กี่หน้า: ไม่เกิน 8 หน้า)."""
    question = asked.question
    codes = question.codes("session")
    counted = "amount" in asked.asks and not asked.asks & COUNTED
    told = question.topic or question.noted
    if not counted or question.unknown or len(codes) != 1 or not told or question.codes("venue"):
        return None
    session = asked.guide.by_code[codes[0]]
    notes = (("bring", session.bring), ("about", session.description))
    asks = {ask for ask, text in notes if any(letter.isdigit() for letter in text.th)}
    return Answer("sessions", (session,), asks=frozenset(asks), named=True) if asks else None


def unclear(asked: Asked) -> Answer | None:
    """Not to be answered: a word that nothing explains, or a thing that no programme holds."""
    return None if _explained(asked.question) and _askable(asked.question) else unsure(asked)


def unsure(asked: Asked) -> Answer:
    """Not understood; with what is nearest to it, at most three."""
    chosen = asked.chosen
    near = (chosen.sessions or chosen.near)[:3] if chosen else ()
    if not near and asked.days:
        near = on(asked.days, asked.guide, asked.guide.held)[0][:3]
    question = asked.question
    puzzling = bool(question.unknown or question.named or question.dates) or not _askable(question)
    return Answer("unknown" if puzzling else "unclear", also=near or next_day(asked.guide, asked.now)[:2])


def _explained(question: Question) -> bool:
    asks = question.asks
    if "holiday" in asks and not question.dates:
        return False
    if not question.unknown:
        # words from a title ask nothing by themselves: ร่างคำกล่าวพิธีเปิดให้ที
        return bool(
            question.mentions or question.dates or not question.topic or asks - {"light", "thing"} or question.bare
        )
    return _as_thing(question) or _in_passing(question)


def _as_thing(question: Question) -> bool:
    """Whether the unknown words may be what is to be brought or worn, which is what is asked (เอาปลั๊กไฟไปไหม)."""
    asks = question.asks
    thing = "what" not in asks and "yesno" in asks and bool(asks & {"bring", "wear", "carry"})
    anchored = question.named or bool(question.dates)
    return thing and anchored and len(question.unknown) <= _OBJECTS and "amount" not in asks


def _in_passing(question: Question) -> bool:
    """Whether one unknown word changes nothing: when, where or by whom something is, whose own name is said.

    ตีกอล์ฟกี่โมง is answered; a place that nobody goes to (ดูงานญี่ปุ่น), yes or no, and how much are not.
    """
    sure = [
        mention for mention in question.mentions if mention.sure >= _SURE and mention.kind in {"session", "speaker"}
    ]
    plain = bool(question.asks & _PLAIN) and not question.asks & {"amount", "why", "how", "personal", "what", "yesno"}
    return bool(sure) and plain and len(question.unknown) == 1 and question.unknown[0] not in places()


def _askable(question: Question) -> bool:
    """Whether a programme can hold what is asked."""
    asks = question.asks
    counted = "count_people" in asks and not asks & {"person", "who"}
    of_learners = counted or ("learners" in asks and bool(asks & {"count_people", "who"}))  # no programme lists them
    if of_learners or asks & {"why", "personal", "task"} or ("amount" in asks and not asks & COUNTED):
        return False
    if "how" in asks:
        return bool(asks & _HOW_ANSWERED)
    there = bool(question.codes("session") and question.codes("venue"))  # can it be joined online?
    return "can" not in asks or there or bool(asks & (DETAILS | LISTS - {"yesno", "groups"} | ORDER))

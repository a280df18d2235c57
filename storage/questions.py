"""Questions that the programme could not answer: kept for the organisers, answered by one of them, or erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, func, insert, select, tuple_, update

from bot.messages import Address, Reply
from storage import questions_ready
from storage.models import AddressRow, InboxRow, OutboxRow, PersonRow, QuestionCopyRow, QuestionRow, table


if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from typing import Any

    from sqlalchemy import ColumnElement, Row
    from sqlalchemy.orm import Session

    from storage.models import QuestionState


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked of which programme (its code), when, where, and what people made of it.

    `message_id` is the channel's own id of the message with the question, by which it is erased if it is taken back:
    then `text` is empty. `asked_by` and `answered_by` are ids of people, `asker` and `answerer` their names with
    titles; None and "" of those who are on no roster, "" of those who were erased. Of a question that was dismissed,
    `answered_by` has done so.
    """

    programme: str
    text: str
    asked_at: datetime
    address: Address
    message_id: str = ""
    id: int = 0
    asked_by: int | None = None
    asker: str = ""
    in_group: bool = False
    state: QuestionState = "open"
    answer: str = ""
    answered_by: int | None = None
    answerer: str = ""


_questions, _addresses = table(QuestionRow), table(AddressRow)
_copies, _outbox, _inbox = table(QuestionCopyRow), table(OutboxRow), table(InboxRow)
_people = table(PersonRow)
_asker, _answerer = _people.alias("asker"), _people.alias("answerer")
_all = (
    select(
        _questions,
        func.coalesce(_asker.c.name, "").label("asker"),
        case((_answerer.c.erased, ""), else_=func.coalesce(_answerer.c.name, "")).label("answerer"),
        func.coalesce(_addresses.c.is_group, False).label("in_group"),
    )
    .outerjoin(_asker, _asker.c.id == _questions.c.asked_by)
    .outerjoin(_answerer, _answerer.c.id == _questions.c.answered_by)
    .outerjoin(_addresses, (_addresses.c.channel == _questions.c.channel) & (_addresses.c.chat == _questions.c.chat))
    .order_by(_questions.c.id)
)
_waits = (_questions.c.state == "open", _questions.c.text != "")


def add(session: Session, question: Question) -> int:
    """Keep a new question: its id."""
    values = {name: getattr(question, name) for name in ("programme", "text", "asked_at", "message_id", "asked_by")}
    where = {"channel": question.address.channel, "chat": question.address.chat}
    made: int = session.execute(insert(_questions).values(**values, **where).returning(_questions.c.id)).scalar_one()
    return made


def get(session: Session, question: int) -> Question | None:
    """The question with this id."""
    row = session.execute(_all.where(_questions.c.id == question)).one_or_none()
    return _question(row) if row else None


def waiting(session: Session, programmes: Collection[str], after: int = 0) -> list[Question]:
    """The open questions about these programmes that came after the one with the id `after`, oldest first."""
    rows = session.execute(_all.where(_questions.c.programme.in_(programmes), _questions.c.id > after, *_waits))
    return [_question(row) for row in rows]


def asked_at(session: Session, address: Address, since: datetime) -> list[Question]:
    """The open questions that were asked at `address` after `since`, oldest first."""
    rows = session.execute(_all.where(*_here(address), _questions.c.asked_at > since, *_waits))
    return [_question(row) for row in rows]


def answer(session: Session, question: int, person: int, words: str, now: datetime) -> bool:
    """Keep the answer of `person`; False where there is one already, or the question was taken back."""
    values = {"state": "answered", "answer": words, "answered_by": person, "answered_at": now}
    return _settle(session, values, _questions.c.id == question, _questions.c.state != "answered")


def answer_further(session: Session, question: int, words: str) -> None:
    """Keep one more answer to a question that has one."""
    further = _questions.c.answer + "\n" + words
    session.execute(update(_questions).where(_questions.c.id == question).values(answer=further))


def dismiss(session: Session, question: int, person: int, now: datetime) -> bool:
    """Keep that `person` finds it no question for them; False where it is not open."""
    values = {"state": "dismissed", "answered_by": person, "answered_at": now}
    return _settle(session, values, _questions.c.id == question, _questions.c.state == "open")


def _settle(session: Session, values: dict[str, Any], *which: ColumnElement[bool]) -> bool:
    settled = update(_questions).where(*which, _questions.c.text != "").values(**values).returning(_questions.c.id)
    return session.execute(settled).first() is not None


def quoted(session: Session, address: Address, message_id: str) -> tuple[int, ...]:
    """The ids of the questions in the message of ours that `address` knows by this id; none where it is about none.

    0 stands for what was in a message whose words are erased.
    """
    ids = " " + _outbox.c.message_id + " "  # several parts have ids with a space between
    row = session.execute(
        select(_outbox.c.reply, _outbox.c.retry_key)
        .where(_outbox.c.channel == address.channel, _outbox.c.chat == address.chat)
        .where(ids.contains(f" {message_id} ", autoescape=True))
        .order_by(_outbox.c.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return ()
    about = select(_copies.c.question_id).where(_copies.c.retry_key == row.retry_key).order_by(_copies.c.question_id)
    return (0,) if row.reply == Reply("") else tuple(session.scalars(about))


def erase(session: Session, address: Address, message_id: str) -> None:
    """The words of a message are taken back, wherever they were brought."""
    _erase(session, *_here(address), _questions.c.message_id == message_id)


def erase_at(session: Session, address: Address) -> None:
    """The words of everything that was asked at `address` are gone, and so is where that was."""
    _forget(session, *_here(address))


def forget(session: Session, person: int) -> None:
    """The words of a person are gone: what they asked, in groups too, and what they answered, with their name."""
    _forget(session, _questions.c.asked_by == person)
    _unname(session, session.scalars(select(_people.c.name).where(_people.c.id == person)).one())
    session.execute(update(_questions).where(_questions.c.answered_by == person).values(answer=""))


def scrub(session: Session, questions: Sequence[int]) -> int:
    """The words of these are gone, and who asked them; says how many that was."""
    if questions:
        _forget(session, _questions.c.id.in_(questions))
    return len(questions)


def _forget(session: Session, *which: ColumnElement[bool]) -> None:
    """The rows stay, for organisers know them by their numbers, which must not become those of other questions."""
    _erase(session, *which)
    questions_ready.forget(session, select(_questions.c.id).where(*which))
    asked = select(_questions.c.channel, _questions.c.chat, _questions.c.message_id)
    asked = asked.where(*which, _questions.c.message_id != "")
    said = tuple_(_inbox.c.channel, _inbox.c.chat, _inbox.c.message_id).in_(asked)
    session.execute(update(_inbox).where(said).values(text="", data="", erased=True))
    nowhere = {"channel": "", "chat": "", "message_id": "", "asked_by": None}
    session.execute(update(_questions).where(*which).values(**nowhere))


def _unname(session: Session, name: str) -> None:
    """The messages that tell colleagues what somebody has done are about other people's questions."""
    about = select(_outbox.c.id, _outbox.c.reply).where(_outbox.c.retry_key.in_(select(_copies.c.retry_key)))
    named = [row.id for row in session.execute(about) if name in row.reply.plain]
    _blank(session, _outbox.c.id.in_(named))


def _erase(session: Session, *which: ColumnElement[bool]) -> None:
    copied = select(_copies.c.retry_key).join(_questions, _questions.c.id == _copies.c.question_id).where(*which)
    _blank(session, _outbox.c.retry_key.in_(copied))
    session.execute(update(_questions).where(*which).values(text="", answer=""))


def _blank(session: Session, which: ColumnElement[bool]) -> None:
    """What is being sent at this moment stays, as everywhere."""
    waits = _outbox.c.state == "waiting"
    blanked = {
        "reply": Reply(""),
        "state": case((waits, "dropped"), else_=_outbox.c.state),
        "reason": case((waits, "erased"), else_=_outbox.c.reason),
    }
    session.execute(update(_outbox).where(which, _outbox.c.state != "sending").values(**blanked))


def _here(address: Address) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return _questions.c.channel == address.channel, _questions.c.chat == address.chat


def _question(row: Row[Any]) -> Question:
    return Question(
        row.programme,
        row.text,
        row.asked_at,
        Address(row.channel, row.chat),
        row.message_id,
        row.id,
        row.asked_by,
        row.asker,
        row.in_group,
        row.state,
        row.answer,
        row.answered_by,
        row.answerer,
    )

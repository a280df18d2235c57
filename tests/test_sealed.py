"""Words that must not tell who has said what are in the store no longer than they are needed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.clock import RealClock
from bot.conversation import Conversation
from bot.messages import Address, Choice, Inbound, Reply
from bot.outbox import unsay_old
from bot.router import Router
from bot.texts import texts
from storage import outbox
from storage.models import InboxRow, OutboxRow, table


if TYPE_CHECKING:
    from bot.router import Turn
    from storage.db import Database


HERE, ELSEWHERE = Address("web", "a"), Address("web", "b")
_inbox, _outbox = table(InboxRow), table(OutboxRow)


def _answer(turn: Turn) -> Reply:
    if turn.inbound.text == "2":
        return Reply("เสียดายจัง เพราะอะไรคะ", choices=(Choice("เสียงไม่ชัด", "เสียงไม่ชัด", "why"),), sealed=True)
    return Reply("ขอบคุณค่ะ", sealed=turn.inbound.text != "สวัสดี")


def _say(heart: Conversation, text: str, address: Address = HERE) -> None:
    heart.receive([Inbound(address, f"{address.chat} {text}", text, datetime.now(UTC), message_id=text)])
    heart.answer(address)


def _kept(database: Database, address: Address = HERE) -> tuple[list[str], list[str]]:
    with database.read() as store:
        heard = store.scalars(select(_inbox.c.text).where(_inbox.c.chat == address.chat).order_by(_inbox.c.id))
        said = store.scalars(select(_outbox.c.reply).where(_outbox.c.chat == address.chat).order_by(_outbox.c.id))
        return list(heard), [reply.text for reply in said]


def _sent(database: Database) -> None:
    with database.write() as store:
        store.execute(_outbox.update().values(state="sent"))


def test_what_is_sealed_goes_with_its_answer_and_the_question_after_it_with_the_next(database: Database) -> None:
    heart = Conversation(database, RealClock(), Router([(lambda _: True, _answer)]))
    _say(heart, "สวัสดี")
    _say(heart, "2")
    _sent(database)
    assert _kept(database) == (["สวัสดี", ""], ["ขอบคุณค่ะ", "เสียดายจัง เพราะอะไรคะ"])

    _say(heart, "เสียงไม่ชัด")
    assert _kept(database) == (["สวัสดี", "", ""], ["ขอบคุณค่ะ", "", "ขอบคุณค่ะ"])


def test_a_second_delivery_of_what_is_sealed_brings_nothing_back(database: Database) -> None:
    heart = Conversation(database, RealClock(), Router([(lambda _: True, _answer)]))
    _say(heart, "2")
    _say(heart, "2")
    assert _kept(database) == ([""], ["เสียดายจัง เพราะอะไรคะ"])


def test_what_broke_a_handler_goes_whatever_it_was_and_what_it_answers_can_be_answered_again(
    database: Database,
) -> None:
    def broken(turn: Turn) -> Reply:
        if turn.inbound.text == "แอร์หนาวมาก":
            raise ValueError(turn.inbound.text)
        return _answer(turn)

    heart = Conversation(database, RealClock(), Router([(lambda _: True, broken)]))
    _say(heart, "2")
    _sent(database)
    _say(heart, "แอร์หนาวมาก")

    assert _kept(database) == (["", ""], ["เสียดายจัง เพราะอะไรคะ", texts("th")("conversation.sorry")])


def test_what_nobody_answers_goes_after_a_day_and_what_has_not_left_stays(database: Database) -> None:
    heart = Conversation(database, RealClock(), Router([(lambda _: True, _answer)]))
    _say(heart, "2")
    _sent(database)
    _say(heart, "2", ELSEWHERE)
    with database.write() as store:
        assert unsay_old(store, datetime.now(UTC) - timedelta(days=1)) == 0
        assert unsay_old(store, datetime.now(UTC) + timedelta(days=1)) == 1
    assert _kept(database)[1] == [""]
    assert _kept(database, ELSEWHERE)[1] == ["เสียดายจัง เพราะอะไรคะ"]
    with database.write() as store:
        assert outbox.sent_to(store, HERE)[0].state == "sent"

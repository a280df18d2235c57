"""One event, one answer: whatever breaks, at whatever step, and however often it is brought."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from bot.clock import SetClock
from bot.conversation import Conversation
from bot.messages import Address, Inbound, Reply
from bot.router import Router
from bot.texts import texts
from storage import outbox


if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.router import Turn
    from storage.db import Database


NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)
HOME = Address("web", "1")
OTHER = Address("web", "2")
SORRY = texts("th")("conversation.sorry")


def inbound(text: str, event_id: str | None = None, address: Address = HOME) -> Inbound:
    return Inbound(address, event_id or text, text, NOW)


def echo(turn: Turn) -> Reply:
    """Says what was said, and how often something was said before."""
    times = turn.talk.context.get("times", 0)
    turn.talk.context["times"] = times + 1
    return Reply(f"{turn.inbound.text} {times}")


def conversation(
    database: Database, handler: Callable[[Turn], Reply] = echo, clock: SetClock | None = None
) -> Conversation:
    return Conversation(database, clock or SetClock(NOW), Router([(lambda _: True, handler)]))


def said(database: Database, address: Address = HOME) -> list[str]:
    with database.read() as store:
        return [left.reply.text for left in outbox.sent_to(store, address)]


def answer_all(heart: Conversation) -> None:
    for address in heart.pending():
        while heart.answer(address):
            pass


def test_what_is_said_is_answered_in_order(database: Database) -> None:
    heart = conversation(database)

    assert heart.receive([inbound("ก"), inbound("ข")]) == [inbound("ก"), inbound("ข")]
    assert heart.answer(HOME) == Reply("ก 0")
    assert heart.answer(HOME) == Reply("ข 1")
    assert heart.answer(HOME) is None
    assert said(database) == ["ก 0", "ข 1"]


def test_the_same_event_is_answered_once(database: Database) -> None:
    heart = conversation(database)
    heart.receive([inbound("ก", "1")])
    answer_all(heart)

    assert heart.receive([inbound("ก", "1"), inbound("ข", "2"), inbound("ข", "2")]) == [inbound("ข", "2")]
    answer_all(heart)
    assert said(database) == ["ก 0", "ข 1"]


def test_the_same_event_id_in_another_channel_is_another_event(database: Database) -> None:
    line = Address("line", "1")

    assert len(conversation(database).receive([inbound("ก", "1"), inbound("ก", "1", line)])) == 2


def test_everybody_has_a_talk_of_their_own(database: Database) -> None:
    heart = conversation(database)
    heart.receive([inbound("ก"), inbound("ข", address=OTHER), inbound("ค")])

    assert heart.pending() == [HOME, OTHER]
    answer_all(heart)
    assert (said(database), said(database, OTHER), heart.pending()) == (["ก 0", "ค 1"], ["ข 0"], [])


@pytest.mark.parametrize(
    ("minutes", "answer"), [(0, "ข 1"), (10, "ข 1"), (10.1, "ข 0"), (-0.1, "ข 0"), (-60 * 24 * 365, "ข 0")]
)
def test_what_was_said_before_is_remembered_for_ten_minutes(database: Database, minutes: float, answer: str) -> None:
    clock = SetClock(NOW)
    heart = conversation(database, clock=clock)
    heart.receive([inbound("ก"), inbound("ข")])
    heart.answer(HOME)

    clock.set(NOW + timedelta(minutes=minutes))

    assert heart.answer(HOME) == Reply(answer)


def test_language_and_programme_are_kept_for_good(database: Database) -> None:
    def choose(turn: Turn) -> Reply:
        before = (turn.talk.language, turn.talk.programme, turn.say.language)
        turn.talk.language, turn.talk.programme = "en", "ccio-2"
        return Reply(repr(before))

    clock = SetClock(NOW)
    heart = conversation(database, choose, clock)
    heart.receive([inbound("ก"), inbound("ข")])

    assert heart.answer(HOME) == Reply("('th', '', 'th')")
    clock.set(NOW + timedelta(days=30))
    assert heart.answer(HOME) == Reply("('en', 'ccio-2', 'en')")


def test_a_handler_that_breaks_is_apologised_for_once(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    def breaks(turn: Turn) -> Reply:
        if turn.inbound.text == "ความลับ":
            turn.talk.language = "en"
            outbox.put(turn.store, HOME, [Reply("half")])
            raise ValueError(turn.inbound.text)
        return echo(turn)

    heart = conversation(database, breaks)
    heart.receive([inbound("ก"), inbound("ความลับ"), inbound("ข")])
    with caplog.at_level(logging.INFO):
        answer_all(heart)

    assert said(database) == ["ก 0", SORRY, "ข 1"]
    assert ("ValueError" in caplog.text, "ความลับ" in caplog.text, heart.pending()) == (True, False, [])


def test_the_apology_is_in_the_persons_language(database: Database) -> None:
    def breaks(turn: Turn) -> Reply:
        if turn.inbound.text == "English":
            turn.talk.language = "en"
            return Reply("English")
        raise LookupError

    heart = conversation(database, breaks)
    heart.receive([inbound("English"), inbound("ข")])
    answer_all(heart)

    assert said(database) == ["English", texts("en")("conversation.sorry")]


def test_trouble_with_the_store_is_waited_out(database: Database) -> None:
    troubles = [OperationalError("select", {}, Exception("locked"))] * 2

    def troubled(turn: Turn) -> Reply:
        if troubles:
            raise troubles.pop()
        return echo(turn)

    heart = conversation(database, troubled)
    heart.receive([inbound("ก")])

    assert [heart.answer(HOME), heart.answer(HOME)] == [None, None]
    assert heart.pending() == [HOME]
    assert heart.answer(HOME) == Reply("ก 0")


def test_trouble_with_the_store_that_stays_is_apologised_for(database: Database) -> None:
    def troubled(_turn: Turn) -> Reply:
        raise OperationalError("select", {}, Exception("locked"))

    heart = conversation(database, troubled)
    heart.receive([inbound("ก")])
    for _ in range(5):
        heart.answer(HOME)

    assert (said(database), heart.pending()) == ([SORRY], [])


def test_one_person_is_answered_one_at_a_time_however_many_threads(database: Database) -> None:
    heart = conversation(database)
    heart.receive([inbound(str(number), address=address) for number in range(10) for address in (HOME,)])
    heart.receive([inbound(f"x{number}", address=OTHER) for number in range(10)])

    def work() -> None:
        for address in (HOME, OTHER, HOME, OTHER):
            while heart.answer(address):
                pass

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert said(database) == [f"{number} {number}" for number in range(10)]
    assert said(database, OTHER) == [f"x{number} {number}" for number in range(10)]


@given(st.text(st.characters(), max_size=700))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
def test_anything_typed_gets_one_answer(database: Database, text: str) -> None:
    heart = conversation(database, lambda turn: Reply(turn.inbound.text))
    before = len(said(database))

    heart.receive([replace(inbound("x"), event_id=f"{before} {text}", text=text, data=text[:100])])

    assert heart.answer(HOME) is not None
    assert heart.answer(HOME) is None

"""What went along with an answer is tried again: the same together while that is safe, and nothing twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clock import SetClock
from bot.errors import Halt, Never, Retry, Spent
from bot.outbox.sending import Sending
from storage import sending
from storage.sending import Due
from tests.outbox.post import NOW, House, Post
from tests.outbox.test_riding import SENT, WAITS, queued


if TYPE_CHECKING:
    from storage.db import Database


def test_a_token_that_was_taken_already_sends_all_back_to_go_without(database: Database) -> None:
    house = House(database, Post(Spent("used"), along=4))
    queued(house)

    house.run()

    assert house.post.got == [("1", "ตอบ+เตือน+ประกาศ", "token")] + [
        ("1", text, "paid") for text in ("ตอบ", "เตือน", "ประกาศ")
    ]
    assert house.ended("1") == [SENT] * 3


@pytest.mark.parametrize("end", [Retry("no connection"), Halt("429", after=0.2), TimeoutError()])
def test_a_repeat_takes_along_the_same(database: Database, end: Exception) -> None:
    house = House(database, Post(end, along=4))
    queued(house)
    house.run(lambda: {state for state, reason in house.ended("1") if reason} == {WAITS})
    house.later(3)

    house.run()

    assert house.post.got == [("1", "ตอบ+เตือน+ประกาศ", "token")] * 2
    assert house.ended("1") == [SENT] * 3


def test_a_repeat_of_which_the_token_is_spent_says_that_all_arrived(database: Database) -> None:
    house = House(database, Post(TimeoutError(), Spent("used"), along=4))
    queued(house)
    house.run(lambda: [reason for _, reason in house.ended("1")] == ["TimeoutError"] * 3)
    house.later(3)

    house.run()

    assert (len(house.post.got), house.ended("1")) == (2, [SENT] * 3)


def test_what_comes_between_two_tries_is_not_taken_for_what_arrived(database: Database) -> None:
    house = House(database, Post(TimeoutError(), Spent("used"), along=4))
    queued(house)
    house.run(lambda: [reason for _, reason in house.ended("1")] == ["TimeoutError"] * 3)
    house.put("1", "ใหม่")
    house.later(3)

    house.run()

    assert house.post.got == [("1", "ตอบ+เตือน+ประกาศ", "token")] * 2 + [("1", "ใหม่", "paid")]


def test_of_what_may_have_arrived_by_a_token_that_is_old_now_nobody_knows(database: Database) -> None:
    house = House(database, Post(TimeoutError(), along=4))
    queued(house)
    house.run(lambda: [reason for _, reason in house.ended("1")] == ["TimeoutError"] * 3)
    house.later(51)

    house.run()

    assert (len(house.post.got), house.ended("1")) == (1, [("uncertain", "nobody knows")] * 3)


def test_one_that_can_never_be_sent_keeps_back_neither_the_answer_nor_the_others(database: Database) -> None:
    house = House(database, Post(Never("400"), None, Never("400"), along=4))
    queued(house)

    house.run()

    assert house.post.got == [
        ("1", "ตอบ+เตือน+ประกาศ", "token"),
        ("1", "ตอบ", "token"),
        ("1", "เตือน", "paid"),
        ("1", "ประกาศ", "paid"),
    ]
    assert house.ended("1") == [SENT, ("failed", "400"), SENT]


def test_what_was_tried_before_does_not_go_along(database: Database) -> None:
    """It may have arrived; under its own key it does so once."""
    house = House(database, Post(TimeoutError(), along=4))
    house.put("1", "เตือน")
    house.run(lambda: house.ended("1") == [(WAITS, "TimeoutError")])
    house.answer("1", "ตอบ")
    house.run(lambda: len(house.post.got) == 2)
    house.later(3)

    house.run()

    assert house.post.got == [("1", "เตือน", "paid"), ("1", "ตอบ", "token"), ("1", "เตือน", "paid")]
    assert len(set(house.post.keys)) == 2


def test_a_batch_goes_on_without_one_whose_token_may_have_been_used(database: Database) -> None:
    house = House(database, Post(Halt("429", after=0.1), TimeoutError(), most=3, along=4))
    house.put_many(["1", "2", "3"], "ก")
    house.run(lambda: house.ended("3") == [(WAITS, "429")])
    house.answer("3", "ตอบ")
    house.run(lambda: len(house.post.got) == 2)
    house.later(3)

    house.run()

    assert sorted(house.post.got[2:]) == [("1,2", "ก", "paid"), ("3", "ตอบ+ก", "token")]


def test_whoever_dies_over_a_call_leaves_all_of_it_to_be_repeated(database: Database) -> None:
    house = House(database, Post(Spent("used"), along=4))
    queued(house)
    with database.write() as store:
        (call,) = sending.claim_calls(store, Due("post", 10, fits=house.post.fits), house.real.now())
    with database.write() as store:
        for message in sending.stuck(store, ["post"], house.real.now() + timedelta(days=1)):
            Sending(database, SetClock(NOW), house.real).taken_back(store, house.post, message)

    house.run()

    assert [message.reply.text for message in call] == ["ตอบ", "เตือน", "ประกาศ"]
    assert (house.post.got, house.ended("1")) == ([("1", "ตอบ+เตือน+ประกาศ", "token")], [SENT] * 3)

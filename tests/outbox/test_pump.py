"""A platform is sent to once, under its limits, the urgent first; and whatever it answers is understood."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest

from bot.errors import Gone, Halt, Moved, Never, Quota, Retry, Spent
from bot.messages import Address
from bot.port import Pace
from storage import addresses, outbox, sending
from storage.db import Database
from storage.sending import Due
from tests.outbox.post import NOW, House, Post, until


def test_a_young_token_is_used_and_an_old_one_is_not(database: Database) -> None:
    house = House(database, Post())
    house.answer("1", "young")
    house.answer("2", "old", age=51)

    house.run()

    assert sorted(house.post.got) == [("1", "young", "token"), ("2", "old", "paid")]


def test_a_refused_token_gives_way_to_a_push(database: Database) -> None:
    house = House(database, Post(Spent("used")))
    house.answer("1", "ก")

    house.run()

    assert house.post.got == [("1", "ก", "token"), ("1", "ก", "paid")]
    assert (house.ended("1"), len(set(house.post.keys))) == ([("sent", "")], 1)


def test_a_lost_answer_is_cleared_up_by_the_same_token(database: Database) -> None:
    house = House(database, Post(TimeoutError(), Spent("used")))
    house.answer("1", "ก")

    house.run(lambda: len(house.post.got) == 1)
    house.later(3)
    house.run()

    assert house.post.got == [("1", "ก", "token")] * 2
    assert house.ended("1") == [("sent", "")]


def test_a_lost_answer_to_a_token_that_is_old_by_now_stays_uncertain(database: Database) -> None:
    house = House(database, Post(TimeoutError()))
    house.answer("1", "ก")

    house.run(lambda: len(house.post.got) == 1)
    house.later(51)
    house.run()

    assert (house.post.got, house.ended("1")) == ([("1", "ก", "token")], [("uncertain", "nobody knows")])


def test_a_push_is_repeated_under_its_key_for_a_day_and_then_stays_uncertain(database: Database) -> None:
    house = House(database, Post(TimeoutError(), TimeoutError()))
    house.put("1", "ก")

    for tries, wait in ((1, 0), (2, 3)):
        house.later(wait)
        house.run(partial(_tried, house, tries))
    house.later(24 * 3600)
    house.run()

    assert (len(house.post.got), len(set(house.post.keys))) == (2, 1)
    assert house.ended("1") == [("uncertain", "nobody knows")]


def test_what_shows_twice_is_never_repeated_blindly_and_the_next_part_goes_on(database: Database) -> None:
    house = House(database, Post(None, TimeoutError(), idempotent=False))
    house.put("1", "ก\nข\nค")

    house.run()

    assert [text for _, text, _ in house.post.got] == ["ก", "ข", "ค"]
    assert house.ended("1") == [("uncertain", "")]


def test_parts_go_one_after_another_under_one_key(database: Database) -> None:
    house = House(database, Post(Retry("rate", after=0)))
    house.put("1", "ก\nข", "ค")

    house.run()

    assert [text for _, text, _ in house.post.got] == ["ก", "ก", "ข", "ค"]
    assert (len(set(house.post.keys[:3])), house.ended("1")) == (1, [("sent", ""), ("sent", "")])


def test_answers_overtake_in_the_same_chat_and_before_others(database: Database) -> None:
    house = House(database, Post(pace=Pace(1, 1000, 1000)))
    house.put("1", "ordinary", urgency=outbox.ORDINARY)
    house.put("2", "urgent")
    house.answer("1", "answer")

    house.run()

    assert [text for _, text, _ in house.post.got] == ["answer", "urgent", "ordinary"]


def test_a_platform_that_takes_nothing_is_left_alone_and_told_of(database: Database) -> None:
    house = House(database, Post(Halt("429", after=0.5)))
    house.put("1", "ก")
    house.run(lambda: len(house.post.got) == 1 and house.ended("1")[0][0] == "waiting")
    house.put("2", "ข")
    house.later(1)

    house.run()

    first, *others = house.post.at
    assert [other - first >= 0.5 for other in others] == [True, True]
    assert house.alarms == ["post: 429"]
    assert (house.ended("1"), house.ended("2")) == ([("sent", "")], [("sent", "")])


def test_when_the_months_messages_are_used_up_answers_still_go(database: Database) -> None:
    house = House(database, Post(Quota("monthly", after=3600)))
    house.put("1", "reminder")
    asyncio.run(_quota_out(house))

    assert house.post.got == [("1", "reminder", "paid"), ("1", "answer", "token"), ("2", "answer", "token")]
    assert (house.ended("1")[0], house.ended("3")) == (("waiting", "monthly"), [("waiting", "")])
    assert house.alarms == ["post: monthly"]


def _tried(house: House, times: int) -> bool:
    return len(house.post.got) == times


async def _quota_out(house: House) -> None:
    async with house.delivery.pumping():
        await until(lambda: bool(house.alarms))
        house.put("3", "reminder")
        house.answer("1", "answer")
        house.answer("2", "answer")
        await until(lambda: len(house.post.got) == 3)


def test_whoever_is_gone_is_sent_nothing_more_until_they_are_back(database: Database) -> None:
    house = House(database, Post(Gone("blocked")))
    house.put("1", "ก", "ข")
    house.run()
    house.put("1", "ค")
    with database.write() as store:
        addresses.opened(store, Address("post", "1"))
    house.put("1", "ง")
    house.run()

    assert [text for _, text, _ in house.post.got] == ["ก", "ง"]
    assert house.ended("1") == [("dropped", "blocked")] * 3 + [("sent", "")]


def test_a_group_that_moved_is_followed(database: Database) -> None:
    house = House(database, Post(Moved("-2")))
    with database.write() as store:
        addresses.opened(store, Address("post", "-1"), is_group=True)
    house.answer("-1", "ก")
    house.answer("-1", "ข")

    house.run()

    assert [(chat, text) for chat, text, _ in house.post.got] == [("-1", "ก"), ("-2", "ก"), ("-2", "ข")]
    assert (house.ended("-1"), house.ended("-2")) == ([], [("sent", "")] * 2)


def test_our_own_mistake_is_kept_with_its_reason(database: Database) -> None:
    house = House(database, Post(Never("400: message text is empty")))
    house.put("1", "ก", "ข")

    house.run()

    assert house.ended("1") == [("failed", "400: message text is empty"), ("sent", "")]


def test_nothing_is_sent_too_late(database: Database) -> None:
    house = House(database, Post())
    house.put("1", "late", expires_at=NOW)
    house.put("1", "in time", expires_at=NOW + timedelta(seconds=1))

    house.run()

    assert (house.post.got, house.ended("1")) == (
        [("1", "in time", "paid")],
        [("dropped", "expired"), ("sent", "")],
    )


def test_a_group_is_written_to_unasked_only_where_it_may_be(database: Database) -> None:
    house = House(database, Post())
    with database.write() as store:
        addresses.opened(store, Address("post", "-1"), is_group=True)
    house.put("-1", "announcement")
    house.answer("-1", "answer")

    house.run()

    assert ([text for _, text, _ in house.post.got], house.ended("-1")[0]) == (["answer"], ("dropped", "blocked"))


def test_the_same_for_many_goes_by_few_calls_and_a_repeat_is_the_very_same_call(database: Database) -> None:
    house = House(database, Post(TimeoutError(), most=3))
    house.put_many(["1", "2", "3", "4"], "ก")

    house.run(lambda: len(house.post.got) == 2)
    house.put_many(["1"], "ข")
    house.later(3)
    house.run()

    assert [(chats, text) for chats, text, _ in house.post.got] == [
        ("1,2,3", "ก"),
        ("4", "ก"),
        ("1,2,3", "ก"),
        ("1", "ข"),
    ]
    assert house.post.keys[0] == house.post.keys[2]
    assert len(set(house.post.keys)) == 3


def test_no_more_calls_begin_in_a_second_than_the_pace_allows(database: Database) -> None:
    house = House(database, Post(pace=Pace(10, 1, 20)))
    for chat in range(25):
        house.put(str(chat), "ก")
    house.put("0", "ข")

    house.run()

    at = sorted(house.post.at)
    assert max(sum(1 for other in at if moment <= other < moment + 1) for moment in at) == 10
    assert [later - first >= 1 for first, later in pairwise(_times(house.post, "0"))] == [True]


def _times(post: Post, chat: str) -> list[float]:
    return [moment for moment, (to, _, _) in zip(post.at, post.got, strict=True) if to == chat]


@pytest.mark.parametrize(("idempotent", "state"), [(True, "sent"), (False, "uncertain")])
def test_a_new_leader_takes_over_what_the_dead_one_was_sending_at_once(
    database: Database,
    idempotent: bool,  # noqa: FBT001 - a table of cases
    state: str,
) -> None:
    house = House(database, Post(idempotent=idempotent))
    house.put("1", "ก")
    with database.write() as store:
        ((taken,),) = sending.claim_calls(store, Due("post", 10), house.real.now())

    house.run()

    assert house.ended("1")[0][0] == state
    assert house.post.keys == ([taken.key] if idempotent else [])


def test_two_processes_send_everything_once_and_only_one_of_them_leads(store_url: str) -> None:
    if store_url == "sqlite://":
        pytest.skip("a store in memory has but one process")
    first, second = Database(store_url), Database(store_url)
    one, two = House(first, Post()), House(second, Post())
    for chat in range(30):
        one.put(str(chat), "1", "2", "3")

    async def together() -> None:
        async with one.delivery.pumping(), two.delivery.pumping():
            await until(lambda: len(one.post.got) + len(two.post.got) == 90)

    asyncio.run(together())

    assert sorted(len(house.post.got) for house in (one, two)) == [0, 90]
    assert [one.ended(str(chat)) for chat in range(30)] == [[("sent", "")] * 3] * 30
    first.close()
    second.close()

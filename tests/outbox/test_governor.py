"""However messages come, no window of time holds more of them than the platform takes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.governor import Governor
from bot.port import Pace


if TYPE_CHECKING:
    from collections.abc import Callable


class Watch:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def governor(pace: Pace) -> tuple[Governor, Watch]:
    watch = Watch()
    return Governor(pace, lambda chat: chat.startswith("-"), watch), watch


@given(st.lists(st.tuples(st.floats(0, 3), st.sampled_from(["1", "2", "-1"])), max_size=120))
def test_no_window_is_ever_too_full(steps: list[tuple[float, str]]) -> None:
    pace = Pace(overall=4, chat=2, group=5)
    keeper, watch = governor(pace)
    sent: list[tuple[float, str]] = []
    for wait, chat in steps:
        watch.at += wait
        if keeper.room() > 0 and chat not in keeper.resting():
            keeper.went(chat)
            sent.append((watch.at, chat))

    for begin, _ in sent:
        second = [chat for at, chat in sent if begin <= at < begin + 1]
        minute = [chat for at, chat in sent if begin <= at < begin + 60]
        assert len(second) <= pace.overall
        assert max(second.count(chat) for chat in "12") <= pace.chat
        assert minute.count("-1") <= pace.group


def test_there_is_room_again_when_the_window_has_passed() -> None:
    keeper, watch = governor(Pace(2, 1, 5))
    keeper.went("1")
    keeper.went("2")

    assert (keeper.room(), keeper.resting(), keeper.wait()) == (0, ["1", "2"], 1.01)
    watch.at = keeper.wait()
    assert (keeper.room(), keeper.resting(), keeper.wait()) == (2, [], 0)


def test_one_call_to_many_counts_once_overall_and_once_for_each() -> None:
    keeper, _ = governor(Pace(2, 1, 5))
    keeper.began(["1", "2", "3"])

    assert (keeper.room(), keeper.resting()) == (1, ["1", "2", "3"])


def test_a_platform_that_said_wait_is_waited_for() -> None:
    keeper, watch = governor(Pace(2, 1, 5))
    keeper.rest(30)
    keeper.rest(10)

    assert (keeper.room(), keeper.wait()) == (0, 30)
    watch.at = 30
    assert (keeper.room(), keeper.wait()) == (2, 0)


def test_a_call_counts_until_after_its_end_for_it_may_have_arrived_then() -> None:
    keeper, watch = governor(Pace(2, 1, 5))
    ended = keeper.began(["1"])
    watch.at = 0.9
    ended()
    ended()

    watch.at = 1.90
    assert (keeper.room(), keeper.resting()) == (1, ["1"])
    watch.at = 1.92
    assert (keeper.room(), keeper.resting()) == (2, [])


def test_a_call_that_is_on_its_way_counts_however_long_it_takes() -> None:
    keeper, watch = governor(Pace(2, 1, 5))
    ended, _ = keeper.began(["1"]), keeper.began(["2"])
    watch.at = 30

    assert (keeper.room(), keeper.resting(), keeper.wait()) == (0, ["1", "2"], float("inf"))
    ended()
    assert (keeper.room(), round(keeper.wait(), 6)) == (0, 1.01)
    watch.at = 31.02
    assert (keeper.room(), keeper.resting()) == (1, ["2"])


@given(st.lists(st.tuples(st.floats(0.001, 0.2), st.floats(0, 3), st.floats(0, 1)), min_size=30, max_size=120))
def test_whenever_a_call_arrives_between_its_ends_no_second_has_too_many(
    steps: list[tuple[float, float, float]],
) -> None:
    """Each waits a while, begins, takes its time, and arrives after some part of that."""
    keeper, watch = governor(Pace(4, 1, 5))
    ends: dict[float, Callable[[], None]] = {}
    arrived: list[float] = []
    for wait, took, part in steps:
        now = watch.at + wait
        for watch.at in sorted(end for end in ends if end <= now):
            ends.pop(watch.at)()
        watch.at = now
        if keeper.room() > 0:
            arrived.append(now + part * took)
            ends[now + took] = keeper.began([])

    assert all(sum(first <= at < first + 1 for at in arrived) <= 4 for first in arrived)


def test_what_can_wait_leaves_room_for_answers_at_any_moment() -> None:
    keeper, watch = governor(Pace(30, 1, 20))
    at: list[float] = []
    while watch.at < 10:
        for _ in range(keeper.spare()):
            at.append(watch.at)
            keeper.began([], answers=False)()
        watch.at += 0.001 if keeper.spare() else max(0.001, keeper.wait_spare())

    assert len(at) / 10 > 0.97 * 30
    assert max(later - first for first, later in pairwise(at)) < 0.3
    assert max(sum(first <= other < first + 0.05 for other in at) for first in at) <= 5


def test_answers_take_whatever_room_there_is() -> None:
    keeper, _ = governor(Pace(30, 1, 20))
    for number in range(30):
        assert keeper.room() == 30 - number
        keeper.began([str(number)])

    assert (keeper.room(), keeper.spare()) == (0, 0)

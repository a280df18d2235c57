"""However messages come, no window of time holds more of them than the platform takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.governor import Governor
from bot.port import Pace


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
            keeper.began([chat])
            sent.append((watch.at, chat))

    for begin, _ in sent:
        second = [chat for at, chat in sent if begin <= at < begin + 1]
        minute = [chat for at, chat in sent if begin <= at < begin + 60]
        assert len(second) <= pace.overall
        assert max(second.count(chat) for chat in "12") <= pace.chat
        assert minute.count("-1") <= pace.group


def test_there_is_room_again_when_the_window_has_passed() -> None:
    keeper, watch = governor(Pace(2, 1, 5))
    keeper.began(["1"])
    keeper.began(["2"])

    assert (keeper.room(), keeper.resting(), keeper.wait()) == (0, ["1", "2"], 1.05)
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
    since = keeper.began(["1"])
    watch.at = 0.9
    keeper.ended(["1"], since)

    watch.at = 1.94
    assert (keeper.room(), keeper.resting()) == (1, ["1"])
    watch.at = 1.96
    assert (keeper.room(), keeper.resting()) == (2, [])

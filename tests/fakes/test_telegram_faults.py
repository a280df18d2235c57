"""The ways in which the fake of Telegram fails when told to, and how fast it lets a bot send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_hand import call, friend, refusal
from tests.fakes.telegram_pace import Bursts, Pace
from tests.fakes.telegram_refused import Refused
from tests.plain import PLAIN


if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


def post(telegram: FakeTelegram, timeout: float = 20, **parameters: Any) -> httpx.Response:
    url = f"{telegram.url}/bot{telegram.token}/sendMessage"
    return httpx.post(url, json=parameters, timeout=timeout, verify=PLAIN, trust_env=False)


def said(telegram: FakeTelegram, user: int) -> list[str]:
    return [each["text"] for each in telegram.shown(user) if each["bot"]]


def test_what_fails_before_it_is_accepted_is_not_shown(telegram: FakeTelegram) -> None:
    user = friend(telegram)
    telegram.fault("before")
    telegram.fault("flood")
    telegram.fault("unauthorized")
    telegram.fault("drop")

    assert post(telegram, chat_id=user, text="ก").json() == refusal(500, "Internal Server Error")
    flood = refusal(429, "Too Many Requests: retry after 1", retry_after=1)
    assert post(telegram, chat_id=user, text="ก").json() == flood
    assert post(telegram, chat_id=user, text="ก").json() == refusal(401, "Unauthorized")
    with pytest.raises(httpx.RemoteProtocolError):
        post(telegram, chat_id=user, text="ก")

    assert said(telegram, user) == []
    assert [called[:3] for called in telegram.calls] == [("sendMessage", status, user) for status in (500, 429, 401, 0)]
    assert telegram.bursts() == Bursts(0, 0, 0)


def test_what_fails_after_it_is_accepted_is_shown(telegram: FakeTelegram) -> None:
    user = friend(telegram)
    telegram.fault("after")
    telegram.fault("empty")
    telegram.fault("hang")

    gateway = post(telegram, chat_id=user, text="ก")
    assert (gateway.status_code, gateway.headers["content-type"]) == (502, "text/html; charset=utf-8")
    empty = post(telegram, chat_id=user, text="ข")
    assert (empty.status_code, empty.content) == (200, b"")
    with pytest.raises(httpx.ReadTimeout):
        post(telegram, timeout=0.3, chat_id=user, text="ค")

    assert said(telegram, user) == ["ก", "ข", "ค"]
    assert [called[:3] for called in telegram.calls] == [("sendMessage", status, user) for status in (502, 200, 0)]


def test_a_fault_of_one_method_waits_for_it(telegram: FakeTelegram) -> None:
    user = friend(telegram)
    telegram.fault("before", times=2, method="sendMessage")

    assert call(telegram, "getMe")["ok"]
    assert [post(telegram, chat_id=user, text="ก").status_code for _ in range(3)] == [500, 500, 200]
    assert call(telegram, "SENDMESSAGE", chat_id=user, text="ข")["ok"]
    assert [called.method for called in telegram.calls] == ["getMe", *["sendMessage"] * 4]


def test_a_call_that_hangs_ends_with_the_fake() -> None:
    with FakeTelegram() as telegram:
        user = friend(telegram)
        telegram.fault("hang")
        with pytest.raises(httpx.ReadTimeout):
            post(telegram, timeout=0.1, chat_id=user, text="ก")


def test_too_much_in_a_minute_is_a_flood(telegram: FakeTelegram) -> None:
    group = telegram.group([friend(telegram)])
    telegram.add(group)
    telegram.rate = (30, 30, 2)

    assert [post(telegram, chat_id=group, text="ก").status_code for _ in range(3)] == [200, 200, 429]
    assert call(telegram, "sendChatAction", chat_id=group, action="typing")["ok"]
    assert telegram.bursts().group == 2
    telegram.rate = None
    assert call(telegram, "sendMessage", chat_id=group, text="ก")["ok"]
    assert telegram.bursts().group == 3


class Watch:
    """Moved by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def taken(pace: Pace, watch: Watch, chat: int, seconds: float, every: float) -> int:
    """How many messages to `chat` are taken of those tried `every` so often."""
    number = 0
    for tick in range(int(seconds / every)):
        watch.at = 1000.0 + tick * every
        try:
            pace.allow(chat)
        except Refused:
            continue
        pace.note(chat)
        number += 1
    return number


@pytest.mark.parametrize(
    ("chat", "rate", "expected", "bursts"),
    [
        (5, (30, 1, 20), 10, Bursts(1, 1, 0)),
        (-5, (30, 1, 20), 10, Bursts(1, 1, 10)),
        (-5, (30, 10, 4), 4, Bursts(4, 4, 4)),
        (5, (2, 10, 4), 20, Bursts(2, 2, 0)),
        (5, None, 100, Bursts(10, 10, 0)),
    ],
)
def test_so_many_are_taken_in_ten_seconds(
    chat: int, rate: tuple[int, int, int] | None, expected: int, bursts: Bursts
) -> None:
    watch = Watch()
    pace = Pace(watch)
    pace.rate = rate
    assert taken(pace, watch, chat, seconds=10, every=0.1) == expected
    assert pace.bursts() == bursts


def test_a_flood_says_how_long_to_wait() -> None:
    watch = Watch()
    pace = Pace(watch)
    pace.rate = (30, 1, 1)
    pace.allow(-5)
    pace.note(-5)
    with pytest.raises(Refused) as refused:
        pace.allow(-5)
    assert refused.value.parameters == {"retry_after": 57}
    watch.at += 57
    pace.allow(-5)

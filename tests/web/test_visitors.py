"""Who is who, and how fast anybody may speak."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from bot.web.visitors import Flood, chat_of, from_here
from tests.web.served import Watch


def request(**headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": raw})


def test_ten_at_once_then_one_a_second() -> None:
    watch = Watch()
    flood = Flood(rate=1, burst=10, now=watch)

    burst = [flood.wait("a") for _ in range(11)]
    watch.at = 0.75
    early = flood.wait("a")
    watch.at = 1
    then = [flood.wait("a"), flood.wait("a")]

    assert (burst, early, then) == (10 * [0] + [1], 0.25, [0, 1])


def test_visitors_do_not_hold_each_other_back() -> None:
    flood = Flood(rate=1, burst=1, now=Watch())

    assert [flood.wait("a"), flood.wait("b"), flood.wait("a")] == [0, 0, 1]


def test_only_so_many_visitors_are_remembered() -> None:
    """The one who was quiet for longest is forgotten, which lets them speak."""
    flood = Flood(rate=1, burst=1, now=Watch())
    for number in range(10_001):
        flood.wait(str(number))

    assert [flood.wait("10000"), flood.wait("0")] == [1, 0]


def test_the_address_is_not_the_cookie() -> None:
    """Whoever reads the store cannot speak as the visitor."""
    cookie = "a" * 32
    chat = chat_of(request(cookie=f"nongnat={cookie}"))

    assert (chat, chat_of(request(cookie=f"nongnat={cookie}"))) == (2 * (chat,))
    assert (chat == cookie, len(chat or "")) == (False, 32)


@pytest.mark.parametrize("cookie", ["", "nongnat=", "nongnat=short", "nongnat=" + 33 * "a", "other=" + 32 * "a"])
def test_what_is_no_cookie_of_ours_is_nobody(cookie: str) -> None:
    assert chat_of(request(cookie=cookie)) is None


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({}, True),
        ({"sec_fetch_site": "same-origin"}, True),
        ({"sec_fetch_site": "none"}, False),
        ({"sec_fetch_site": "cross-site", "origin": "https://bot.example"}, False),
        ({"origin": "http://here:8000"}, True),
        ({"origin": "https://bot.example"}, True),
        ({"origin": "https://bot.example.evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
    ],
)
def test_whose_page_asks(headers: dict[str, str], *, ours: bool) -> None:
    """By what its browser says; behind a gateway the site is known by its public address."""
    assert from_here(request(host="here:8000", **headers), "https://bot.example") is ours

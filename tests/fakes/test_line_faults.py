"""Each fault ends a call as it says, and accepts what it says."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx
import pytest

from tests.fakes.line import FakeLine
from tests.fakes.line_client import Caller, ended, texts


if TYPE_CHECKING:
    from tests.fakes.line_bots import Listener
    from tests.fakes.line_state import FaultKind


@pytest.mark.parametrize(
    ("kind", "end", "shown"),
    [
        ("before", (500, "Internal server error"), []),
        ("after", (500, "Internal server error"), texts("ก")),
        ("rate", (429, "The API rate limit has been exceeded. Try again later."), []),
        ("quota", (429, "You have reached your monthly limit."), []),
        ("empty", (200, ""), texts("ก")),
        (
            "unauthorized",
            (401, "Authentication failed. Confirm that the access token in the authorization header is valid."),
            [],
        ),
    ],
)
def test_a_call_meets_a_fault_and_its_retry_does_not(
    line: FakeLine, caller: Caller, kind: FaultKind, end: tuple[int, str], shown: list[dict[str, str]]
) -> None:
    user, key = line.friend("ก"), str(uuid4())
    line.fault(kind)

    met = caller.push(user, "ก", key=key)
    first = line.shown(user)
    again = caller.push(user, "ก", key=key)

    assert (ended(met), first) == (end, shown)
    assert again.status_code == (409 if shown else 200)
    assert (line.shown(user), line.used) == (texts("ก"), 1)
    assert [(call.status, call.chat) for call in line.calls] == [(end[0], user), (again.status_code, user)]


def test_a_call_that_hangs_was_accepted(line: FakeLine, caller: Caller) -> None:
    user, key = line.friend("ก"), str(uuid4())
    line.fault("hang")

    with pytest.raises(httpx.ReadTimeout):
        caller.push(user, "ก", key=key, timeout=1)

    assert (line.shown(user), line.calls[0].status) == (texts("ก"), 0)
    assert caller.push(user, "ก", key=key).status_code == 409


def test_a_call_that_hangs_ends_with_the_server(bot: Listener) -> None:
    ends: list[int] = []
    with FakeLine() as line:
        line.hook = bot.url
        user, caller = line.friend("ก"), Caller(line)
        line.fault("hang")
        thread = threading.Thread(target=lambda: ends.append(caller.push(user, "ก").status_code))
        thread.start()
        while not line.calls:
            time.sleep(0.01)
    thread.join()
    caller.close()
    assert ends == [500]


def test_a_connection_that_drops_has_accepted_nothing(line: FakeLine, caller: Caller) -> None:
    user = line.friend("ก")
    line.fault("drop")

    with pytest.raises(httpx.TransportError):
        caller.push(user, "ก")

    assert (line.shown(user), line.calls[0].status) == ([], 0)
    assert caller.push(user, "ก").status_code == 200


def test_faults_come_in_their_order_and_to_what_they_are_for(line: FakeLine, caller: Caller) -> None:
    user = line.friend("ก")
    line.fault("before", times=2)
    line.fault("rate")
    line.fault("unauthorized", path="quota")

    assert caller.ask("GET", "info").status_code == 200
    assert caller.ask("GET", "message/quota").status_code == 401
    assert [caller.push(user, "ก").status_code for _ in range(4)] == [500, 500, 429, 200]


def test_a_reply_that_was_accepted_has_spent_its_token(line: FakeLine, caller: Caller) -> None:
    user = line.friend("ก")
    before, after = line.say(user, "1"), line.say(user, "2")
    line.fault("before")
    line.fault("after")

    ends = [caller.reply(event["replyToken"], "ก").status_code for event in (before, after, before, after)]

    assert ends == [500, 500, 200, 400]
    assert line.shown(user) == texts("ก", "ก")

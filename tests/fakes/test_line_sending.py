"""Tokens, retry keys, the bill, who sees what: as LINE keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.fakes.line import FakeLine
from tests.fakes.line_client import ended, texts


if TYPE_CHECKING:
    from tests.fakes.line_client import Caller


INVALID = (400, "Invalid reply token")
RATE = (429, "The API rate limit has been exceeded. Try again later.")
MONTH = (429, "You have reached your monthly limit.")
DAY = 24 * 60 * 60


def test_a_reply_is_shown_in_the_chat_that_was_written_from(line: FakeLine, caller: Caller) -> None:
    user = line.friend("ก")
    group = line.group([user])
    private, public = line.say(user, "ที่นี่"), line.say(user, "ที่กลุ่ม", group=group)

    answers = [caller.reply(private["replyToken"], "1", "2"), caller.reply(public["replyToken"], "3")]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [len(answer.json()["sentMessages"]) for answer in answers] == [2, 1]
    assert (line.shown(user), line.shown(group)) == (texts("1", "2"), texts("3"))
    assert [(call.method, call.path, call.status, call.chat) for call in line.calls] == [
        ("POST", "/v2/bot/message/reply", 200, user),
        ("POST", "/v2/bot/message/reply", 200, group),
    ]
    assert line.used == 0


def test_a_reply_token_is_good_once_and_for_a_minute(line: FakeLine, caller: Caller) -> None:
    user = line.friend("ก")
    first, second = line.say(user, "1"), line.say(user, "2")

    assert caller.reply(first["replyToken"], "ก").status_code == 200
    assert ended(caller.reply(first["replyToken"], "ข")) == INVALID
    line.later(61)
    assert ended(caller.reply(second["replyToken"], "ค")) == INVALID
    assert line.shown(user) == texts("ก")
    assert line.mistakes == []


def test_a_token_that_is_brought_again_lives_again_but_not_twenty_minutes_after_the_event(caller: Caller) -> None:
    line = caller.line
    user = line.friend("ก")
    soon, late = line.say(user, "1"), line.say(user, "2")

    line.later(19 * 60)
    line.post([soon], redelivery=True)
    assert caller.reply(soon["replyToken"], "ก").status_code == 200
    line.later(2 * 60)
    line.post([late], redelivery=True)
    assert ended(caller.reply(late["replyToken"], "ข")) == INVALID


def test_a_token_that_never_was_is_a_mistake_and_so_is_a_retry_key_on_a_reply(line: FakeLine, caller: Caller) -> None:
    token = line.say(line.friend("ก"), "1")["replyToken"]
    body = {"replyToken": token, "messages": texts("ก")}

    assert ended(caller.reply("0" * 32, "ก")) == INVALID
    assert caller.ask("POST", "message/reply", body, x_line_retry_key=str(uuid4())).status_code == 400
    assert [mistake.splitlines()[0] for mistake in line.mistakes] == [
        "POST /v2/bot/message/reply: 400 Invalid reply token",
        "POST /v2/bot/message/reply: 400 The retry key is not supported by this endpoint",
    ]
    line.mistakes.clear()


def test_the_same_retry_key_shows_nothing_twice_for_a_day(line: FakeLine, caller: Caller) -> None:
    user, key = line.friend("ก"), str(uuid4())

    first, again = caller.push(user, "ก", key=key), caller.push(user, "ก", key=key)
    line.later(DAY + 1)
    tomorrow = caller.push(user, "ก", key=key)

    assert [answer.status_code for answer in (first, again, tomorrow)] == [200, 409, 200]
    assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert again.json() == {"message": "The retry key is already accepted", **first.json()}
    assert (line.shown(user), line.used) == (texts("ก", "ก"), 2)


def test_a_repeat_may_leave_out_who_has_left_and_must_not_bring_anybody_else(line: FakeLine, caller: Caller) -> None:
    (one, two, three), key = [line.friend(name) for name in "กขค"], str(uuid4())
    caller.multicast([one, two], "ก", key=key)

    assert caller.multicast([two], "ก", key=key).status_code == 409
    assert line.mistakes == []
    assert caller.multicast([two, three], "ก", key=key).status_code == 409
    assert len(line.mistakes) == 1
    assert [line.shown(user) for user in (one, two, three)] == [texts("ก"), texts("ก"), []]
    line.mistakes.clear()


def test_a_retry_key_of_other_words_is_a_mistake(line: FakeLine, caller: Caller) -> None:
    user, key = line.friend("ก"), str(uuid4())
    caller.push(user, "ก", key=key)
    assert caller.push(user, "ข", key=key).status_code == 409
    assert caller.push(user, "ค", key="1").status_code == 400
    assert len(line.mistakes) == 2
    line.mistakes.clear()


def test_who_has_blocked_the_bot_sees_nothing_and_costs_nothing(line: FakeLine, caller: Caller) -> None:
    user, other = line.friend("ก"), line.friend("ข")
    token = line.say(user, "1")["replyToken"]
    line.unfollow(user)

    answers = [caller.push(user, "ก"), caller.reply(token, "ข"), caller.multicast([user, other], "ค")]
    seen = line.shown(user)
    line.follow(user, again=True)
    caller.push(user, "ง")

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert (seen, line.shown(user), line.shown(other), line.used) == ([], texts("ง"), texts("ค"), 2)


def test_the_bill_counts_people_and_ends_where_the_month_does(line: FakeLine, caller: Caller) -> None:
    members = [line.friend(name) for name in "กขค"]
    group = line.group(members)
    line.quota = 8

    assert caller.push(group, "1", "2", "3").status_code == 200
    assert caller.multicast(members, "4", key=str(uuid4())).json() == {}
    assert ended(caller.push(group, "5")) == MONTH
    assert caller.push(members[0], "6").status_code == 200
    assert caller.ask("GET", "message/quota").json() == {"type": "limited", "value": 8}
    assert caller.ask("GET", "message/quota/consumption").json() == {"totalUsage": 7}
    line.quota = None
    assert caller.ask("GET", "message/quota").json() == {"type": "none"}


def test_more_calls_than_the_rate_are_refused_until_the_second_is_over(line: FakeLine, caller: Caller) -> None:
    user = line.friend("ก")
    line.rate = 0
    assert ended(caller.push(user, "ก")) == RATE
    line.rate = None
    assert caller.push(user, "ก").status_code == 200
    assert [line.within_pace("x", 1, 3600), line.within_pace("x", 1, 3600)] == [True, False]
    line.later(3601)
    assert line.within_pace("x", 1, 3600)


def test_to_whom_nothing_can_be_sent(line: FakeLine, caller: Caller) -> None:
    user, group = line.friend("ก"), line.group()
    line.leave(group)

    assert ended(caller.push(group, "ก")) == (400, "Failed to send messages")
    assert line.mistakes == []
    assert ended(caller.push("U" + "0" * 32, "ก")) == (400, "Failed to send messages")
    assert caller.push("@somebody", "ก").status_code == 400
    assert caller.multicast([user, user], "ก").status_code == 400
    assert caller.multicast([group], "ก").status_code == 400
    assert caller.multicast([], "ก").status_code == 400
    assert caller.multicast([line.friend("ข") for _ in range(501)], "ก").status_code == 400
    assert len(line.mistakes) == 6
    line.mistakes.clear()
    assert line.shown(user) == []


def test_a_message_can_be_quoted_where_it_was_said_alone(line: FakeLine, caller: Caller) -> None:
    user, other = line.friend("ก"), line.friend("ข")
    quoted = line.say(user, "ถาม")["message"]["quoteToken"]
    message = {"type": "text", "text": "ตอบ", "quoteToken": quoted}

    assert caller.ask("POST", "message/push", {"to": user, "messages": [message]}).status_code == 200
    assert caller.ask("POST", "message/push", {"to": other, "messages": [message]}).status_code == 400
    line.mistakes.clear()


def test_a_dry_run_shows_and_costs_nothing(line: FakeLine, caller: Caller) -> None:
    for kind in ("reply", "push", "multicast"):
        assert caller.ask("POST", f"message/validate/{kind}", {"messages": texts("ก")}).json() == {}
        assert caller.ask("POST", f"message/validate/{kind}", {"messages": []}).status_code == 400
    assert (line.used, len(line.mistakes)) == (0, 3)
    line.mistakes.clear()


def test_that_the_bot_is_busy_is_shown_to_a_person_for_a_while(line: FakeLine, caller: Caller) -> None:
    user = line.friend("ก")

    assert caller.ask("POST", "chat/loading/start", {"chatId": user, "loadingSeconds": 10}).status_code == 202
    assert caller.ask("POST", "chat/loading/start", {"chatId": user, "loadingSeconds": 7}).status_code == 400
    assert caller.ask("POST", "chat/loading/start", {"chatId": line.group()}).status_code == 400
    assert (line.loading, len(line.mistakes)) == ([(user, 10)], 2)
    line.mistakes.clear()


def test_who_and_where(line: FakeLine, caller: Caller) -> None:
    user, stranger = line.friend("สมหญิง"), line.stranger("สมชาย")
    group = line.group([user, stranger], "รุ่น 2")
    photo = line.photo(user, content=b"JPEG")["message"]["id"]
    gone = line.photo(user)["message"]["id"]
    line.unsend(user, gone)

    def got(path: str) -> object:
        return caller.ask("GET", path).json()

    assert got(f"profile/{user}") == {"userId": user, "displayName": "สมหญิง", "language": "th"}
    assert got(f"profile/{stranger}") == {"message": "Not found"}
    assert got(f"group/{group}/summary") == {"groupId": group, "groupName": "รุ่น 2"}
    assert got(f"group/{group}/members/count") == {"count": 2}
    assert got(f"group/{group}/member/{stranger}") == {"userId": stranger, "displayName": "สมชาย"}
    assert caller.ask("GET", f"message/{photo}/content").content == b"JPEG"
    assert got(f"message/{gone}/content") == {"message": "Not found"}
    assert caller.ask("POST", f"group/{group}/leave").json() == {}
    assert got(f"group/{group}/summary") == {"message": "Not found"}
    assert caller.ask("GET", "info").json()["userId"] == line.bot


def test_what_is_no_call_of_the_api_is_a_mistake(line: FakeLine, caller: Caller) -> None:
    user = line.friend("ก")
    asked = [
        caller.ask("GET", "friends"),
        caller.ask("GET", "message/push"),
        caller.ask("GET", "info", authorization="Bearer other"),
        caller.ask("POST", "message/push", b"{", content_type="application/json"),
        caller.ask("POST", "message/push", b"[]", content_type="application/json"),
        caller.ask("POST", "message/push", b"{}", content_type="text/plain"),
        caller.push(user, "ก" * 800_000),
    ]
    assert [answer.status_code for answer in asked] == [404, 404, 401, 400, 400, 415, 413]
    assert all(answer.headers["x-line-request-id"] for answer in asked)
    assert len(line.mistakes) == 7
    line.mistakes.clear()


def test_mistakes_are_raised_at_the_end() -> None:
    line = FakeLine()
    line.__enter__()
    line.mistakes.append("GET /v2/bot/friends: 404 Not found")
    with pytest.raises(AssertionError, match="GET /v2/bot/friends: 404 Not found"):
        line.__exit__(None, None, None)

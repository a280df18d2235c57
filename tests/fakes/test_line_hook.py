"""Events come whole and signed, and again until the bot takes them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
from typing import TYPE_CHECKING, Any

import pytest
from linebot.v3.webhook import WebhookParser

from tests.fakes import line_contract
from tests.fakes import line_events as events
from tests.fakes.line_client import ended
from tests.fakes.line_models import lost


if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fakes.line import FakeLine
    from tests.fakes.line_bots import Listener
    from tests.fakes.line_client import Caller
    from tests.fakes.line_state import Event


def everything(line: FakeLine) -> list[Event]:
    """Everything that somebody can do, done."""
    user, other = line.friend("ก"), line.stranger("ข")
    group = line.group([user, other])
    said = line.say(user, "สวัสดี")["message"]["id"]
    return [
        line.follow(user),
        line.follow(user, again=True),
        line.join(group),
        line.say(user, "ถาม", group=group, mention=True, quote=said),
        line.edit(user, said, "ถามใหม่", group),
        line.tap(user, "d"),
        line.tap(other, "d", group=group, params={"date": "2026-11-22"}),
        line.sticker(user),
        line.photo(user),
        line.video(user, group=group),
        line.voice(user),
        line.file(user),
        line.pin(user, 13.75, 100.5),
        line.unsend(user, said),
        line.enter(other, group),
        line.depart(other, group),
        line.leave(group),
        line.unfollow(user),
    ]


def test_every_body_is_signed_over_its_bytes(line: FakeLine, bot: Listener) -> None:
    line.say(line.friend("ก"), "สวัสดี")
    ((body, signature),) = bot.raw
    assert signature == base64.b64encode(hmac.new(line.secret.encode(), body, hashlib.sha256).digest()).decode()


def test_what_is_posted_raw_goes_as_it_is(line: FakeLine, bot: Listener) -> None:
    assert [line.post_raw(b"[]", None), line.post_raw(b"{}", "x")] == [200, 200]
    assert bot.raw == [(b"[]", None), (b"{}", "x")]


def test_the_client_of_line_loses_nothing_of_any_event(line: FakeLine, bot: Listener) -> None:
    done = everything(line)

    parser = WebhookParser(line.secret)
    read = [event.to_dict() for body, signed in bot.raw for event in parser.parse(body.decode(), signed)]

    assert [body["destination"] for body in bot.got] == [line.bot] * (len(done) + 1)
    assert [event for body in bot.got[1:] for event in body["events"]] == done
    assert list(lost("", done, read[1:])) == []


def test_every_event_is_by_the_contract(line: FakeLine, bot: Listener) -> None:
    if not line_contract.CONTRACTS.is_dir():
        pytest.skip("LINE's contract is not at hand beside the repository")
    everything(line)
    faults = {
        body["events"][0]["type"]: list(line_contract.faults(body, "CallbackRequest", "webhook.yml"))
        for body in bot.got
        if body["events"][0]["type"] != "messageEdited"  # newer than the contract
    }
    assert not any(faults.values()), faults


def test_events_change_who_is_a_friend_and_who_is_in_a_group(line: FakeLine, caller: Caller) -> None:
    user, other = line.stranger("ก"), line.stranger("ข")
    group = line.group([user])

    def friend() -> int:
        return caller.ask("GET", f"profile/{user}").status_code

    def count() -> Any:
        return caller.ask("GET", f"group/{group}/members/count").json().get("count")

    seen = [(friend(), count())]
    doings: list[Callable[[], Event]] = [
        lambda: line.follow(user),
        lambda: line.enter(other, group),
        lambda: line.unfollow(user),
        lambda: line.depart(user, group),
        lambda: line.leave(group),
        lambda: line.join(group),
    ]
    for happens in doings:
        happens()
        seen.append((friend(), count()))

    assert seen == [(404, 1), (200, 1), (200, 2), (404, 2), (404, 1), (404, None), (404, 1)]


def test_who_comes_in_a_body_that_was_made_by_hand_is_known(line: FakeLine, caller: Caller) -> None:
    made = events.event("message", line.now(), events.source("U" + "1" * 32), message=events.text("1", "สวัสดี"))
    assert line.post([made]) == 200
    assert caller.push(made["source"]["userId"], "ก").status_code == 200
    assert caller.reply(made["replyToken"], "ข").status_code == 200


def test_what_the_bot_did_not_take_is_brought_again_as_it_was(line: FakeLine, bot: Listener) -> None:
    user = line.friend("ก")
    bot.answers = [500, 302, 200, 503]
    first, second, third = line.say(user, "1"), line.say(user, "2"), line.say(user, "3")

    assert line.redeliver_until(60)

    again = [body["events"][0] for body in bot.got[3:]]
    assert again == [{**event, "deliveryContext": {"isRedelivery": True}} for event in (first, second, first)]
    assert line.statuses == [500, 302, 200, 503, 200, 200]
    assert third not in again
    assert line.redeliver_until(0)


def test_what_was_never_taken_stays(line: FakeLine, bot: Listener) -> None:
    bot.answers = [500] * 2
    line.say(line.friend("ก"), "1")
    assert not line.redeliver_until(0)


def test_a_bot_that_is_not_there_gets_its_events_later_by_itself(line: FakeLine, bot: Listener) -> None:
    taken = threading.Event()
    bot.each = taken.set
    line.hook = "http://127.0.0.1:1/hooks/line"
    said = line.say(line.friend("ก"), "1")
    assert line.statuses == [0]

    line.hook = bot.url
    line.redelivery = True

    assert taken.wait(60)
    assert bot.got[0]["events"] == [{**said, "deliveryContext": {"isRedelivery": True}}]


def test_many_speak_at_once(line: FakeLine, bot: Listener) -> None:
    users = [line.friend(str(number)) for number in range(20)]
    threads = [threading.Thread(target=line.say, args=(user, "สวัสดี")) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    came = [event for body in bot.got for event in body["events"]]
    assert sorted(event["source"]["userId"] for event in came) == sorted(users)
    assert len({event["webhookEventId"] for event in came}) == 20
    assert line.statuses == [200] * 20


def test_the_webhook_is_looked_at_moved_and_tried(line: FakeLine, bot: Listener, caller: Caller) -> None:
    moved = f"{bot.url}/new"
    assert caller.ask("PUT", "channel/webhook/endpoint", {"endpoint": moved}).json() == {}
    assert caller.ask("GET", "channel/webhook/endpoint").json() == {"endpoint": moved, "active": True}
    bot.answers = [200, 503]
    tried = [caller.ask("POST", "channel/webhook/test", {}).json() for _ in range(2)]
    away = caller.ask("POST", "channel/webhook/test", {"endpoint": "http://127.0.0.1:1/"}).json()

    assert line.hook == moved
    assert [body["events"] for body in bot.got] == [[], []]
    assert [(told["success"], told["statusCode"], told["reason"]) for told in (*tried, away)] == [
        (True, 200, "OK"),
        (False, 503, "ERROR_STATUS_CODE"),
        (False, 0, "COULD_NOT_CONNECT"),
    ]
    assert ended(caller.ask("PUT", "channel/webhook/endpoint", {"endpoint": "http://example.org/"})) == (
        400,
        "Invalid webhook endpoint URL",
    )
    line.mistakes.clear()

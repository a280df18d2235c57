"""Nothing that somebody said, and no secret, is in a log or is printed, however much logs and kits are to say."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.clock import RealClock
from bot.conversation import Conversation
from bot.messages import Address, Inbound, Reply
from bot.router import Router
from storage import outbox
from tests.dialogs.over.line import Line
from tests.dialogs.over.telegram import Telegram
from tests.fakes.telegram import SECRET
from tests.plain import PLAIN
from tests.stores import in_memory
from tests.web.visitor import Visitor


if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.router import Turn
    from tests.dialogs.over.house import House


SAID = "ถ้อยคำลับเฉพาะ"
CODE = "K7PM-4XQD"


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[list[str]]:
    """All that is logged and printed until the end of the test, at whatever level."""
    caplog.set_level(logging.DEBUG)
    found: list[str] = []
    yield found
    printed = capfd.readouterr()
    records = caplog.get_records("call")
    said = [f"{each.name} {each.getMessage()} {each.exc_info} {each.__dict__.get('exc_text')}" for each in records]
    everything = "\n".join([*said, printed.out, printed.err])
    assert (len(records) > 0, [word for word in found if word in everything]) == (True, [])


def test_talks_announcements_and_what_the_platforms_bring_are_in_no_log(ccio: House, heard: list[str]) -> None:
    line, telegram = Line(ccio), Telegram(ccio)
    heard += [SAID, CODE, ccio.line.token, ccio.line.secret, ccio.telegram.token, SECRET]
    for place in (line, telegram):
        place.says(f"{SAID} มีไหม")
        place.says(f"ลงทะเบียน {CODE}")
    visitor = Visitor(ccio.url)
    visitor.say(f"{SAID} ทางเว็บ")
    visitor.hear(2)
    with ccio.database.write() as store:
        chats = [Address("line", line.me), Address("telegram", str(telegram.me))]
        outbox.put_many(store, chats, outbox.Batch(Reply(f"ประกาศ {SAID}")))
    ccio.settled()


def test_what_is_refused_at_the_hooks_is_in_no_log(ccio: House, heard: list[str]) -> None:
    heard += [SAID, "wrong-signature", "wrong-secret"]
    body = f'{{"events": [{{"message": "{SAID}"}}]}}'.encode()
    for path, name, value in (
        ("line", "X-Line-Signature", "wrong-signature"),
        ("telegram", "X-Telegram-Bot-Api-Secret-Token", "wrong-secret"),
    ):
        refused = httpx.post(f"{ccio.url}/hooks/{path}", content=body, headers={name: value}, verify=PLAIN)
        assert refused.status_code in (400, 401, 403)
    for path in (f"/enter?token={SAID}", f"/calendar/{CODE}", f"/preview/{CODE}"):
        httpx.get(f"{ccio.url}{path}", verify=PLAIN)


def test_a_handler_that_breaks_says_where_and_not_on_what(heard: list[str]) -> None:
    def broken(turn: Turn) -> Reply:
        raise ValueError(turn.inbound.text)

    heard += [SAID, CODE]
    database = in_memory()
    heart = Conversation(database, RealClock(), Router([(lambda _: True, broken)]))
    here = Address("web", "a")
    heart.receive([Inbound(here, "1", f"{SAID} {CODE}", RealClock().now())])
    answer = heart.answer(here)
    assert answer is not None
    assert SAID not in answer.text

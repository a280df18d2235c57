"""LINE's month is used up: answers go on, take along what waits, and people with both apps are told in the other."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.messages import Address, Reply
from bot.outbox import Batch
from bot.services.notices import acknowledge_choice
from bot.texts import texts
from storage import notices, people, quotas, recipients
from storage.models import PersonRow
from storage.people import Details
from tests.dialogs.conftest import EVENING
from tests.dialogs.over.house import house
from tests.dialogs.over.line import Line
from tests.dialogs.over.scripts import ASK_BLOCKCHAIN
from tests.dialogs.over.telegram import Telegram
from tests.dialogs.talk import CCIO


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.dialogs.over.house import House


REMINDER = "พรุ่งนี้เริ่มเรียน 09.00 น. ห้องประชุมใหญ่"
ACKNOWLEDGE = texts("th")("notices.button_acknowledge")


@pytest.fixture
def used_up(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, CCIO, now=EVENING) as opened:
        opened.line.quota = opened.line.used = 300
        yield opened


def remind(at: House, *places: Address) -> None:
    """Tell whoever is in these places, in the first of them."""
    with at.database.write() as store:
        person = people.add(store, Details("สมหญิง"))
        for place in places:
            people.link(store, person, place)
        mine = select(PersonRow.id).where(PersonRow.id == person)
        told = recipients.chosen(store, mine, channel=places[0].channel)
        reply = Reply(REMINDER, choices=(acknowledge_choice(texts("th"), ["nudge"]),))
        notices.tell(store, ["nudge"], told, Batch(reply))


def until(done: Callable[[], bool]) -> None:
    ends = time.monotonic() + 20
    while not done():
        if time.monotonic() > ends:
            raise TimeoutError
        time.sleep(0.01)


def is_known(at: House) -> bool:
    """Whether the house has seen that nothing paid for can go, or was told so."""
    with at.database.read() as store:
        seen = quotas.seen(store, "line")
    return bool(seen and seen.most == seen.used) or any(call.status == 429 for call in at.line.calls)


def test_a_reminder_comes_with_the_next_answer_and_its_button_works(used_up: House) -> None:
    at = Line(used_up)
    at.opens()
    remind(used_up, Address("line", at.me))
    until(lambda: is_known(used_up))

    answer = at.says(ASK_BLOCKCHAIN.what)

    asked = ASK_BLOCKCHAIN.seen
    assert answer.words == f"{asked.words}\n\n{REMINDER}"
    assert (answer.buttons[-4:], used_up.line.used) == ((ACKNOWLEDGE, *asked.buttons[-3:]), 300)
    assert at.taps(ACKNOWLEDGE).words == "บันทึกแล้วว่ารับทราบ เวลา 19.00 น. ขอบคุณค่ะ"


def test_whoever_has_both_apps_is_told_in_the_other(used_up: House) -> None:
    there = Telegram(used_up)
    there.opens()
    here = Line(used_up)
    here.opens()
    remind(used_up, Address("line", here.me), Address("telegram", str(there.me)))

    until(lambda: REMINDER in there.looks().words)

    assert here.looks().words == ""

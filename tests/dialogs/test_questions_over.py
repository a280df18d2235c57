"""Questions for people over real platforms: brought, answered by answering the message, and sent back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address
from bot.services.people.enrolling import enrol
from bot.services.people.inviting import Chosen, invite
from tests.dialogs.office import ANSWER, PASSED, QUESTION, ROSTER, SOM, TITLE
from tests.dialogs.over.house import house
from tests.dialogs.over.line import Line
from tests.dialogs.over.place import Seen
from tests.dialogs.over.store import last_message_id
from tests.dialogs.over.telegram import Telegram
from tests.dialogs.talk import CCIO


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.dialogs.over.house import House


NOW = "2019-10-07T09:00+07:00"
BUTTONS = ("ตอบ", "ไว้ก่อน", "ไม่ใช่คำถามของเรา")
BACK = Seen(f"คำตอบจากทีมงานค่ะ\nที่ถามว่า “{QUESTION}”\n{ANSWER}")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, CCIO, now=NOW) as opened:
        yield opened


def organises(at: Line | Telegram) -> None:
    """Whoever is there registers as an organiser."""
    with at.house.database.write() as store:
        enrol(store, "roster.csv", ROSTER.encode(), "ccio-2")
        (made,) = invite(store, Chosen(names=(SOM,)), datetime.fromisoformat(NOW))
    at.opens()
    at.says(made.code)
    at.says("ยินยอม")


def brought(channel: str) -> Seen:
    return Seen(
        f"ผู้ถามทาง {channel} ถามว่า\n“{QUESTION}”\n({TITLE})\nตอบกลับข้อความนี้ได้เลย หรือแตะ ตอบ ค่ะ\n\n"
        f"คำถามที่ 1 · ผู้ถามทาง {channel}",
        BUTTONS,
    )


def sent(channel: str) -> Seen:
    return Seen(f"ส่งแล้วค่ะ\n\nคำถามที่ 1 · ผู้ถามทาง {channel}", ("เก็บเป็นคำตอบสำเร็จรูป",))


def test_asked_in_telegram_and_answered_in_line(here: House) -> None:
    team, guest = Line(here), Telegram(here)
    organises(team)

    assert guest.says(QUESTION).words.startswith(PASSED)
    assert team.looks() == brought("Telegram")
    question = last_message_id(here.database, Address("line", team.me))
    assert team.says(ANSWER, quote=question) == sent("Telegram")
    assert guest.looks() == BACK


def test_asked_in_line_and_answered_in_telegram(here: House) -> None:
    team, guest = Telegram(here), Line(here)
    organises(team)
    guest.opens()

    assert guest.says(QUESTION).words.startswith(PASSED)
    assert team.looks() == brought("LINE")
    question = team.shown()[-1]["message_id"]
    assert team.says(ANSWER, reply_to=question) == sent("LINE")
    assert guest.looks() == BACK
    assert team.taps("เก็บเป็นคำตอบสำเร็จรูป").words == f"เก็บแล้วค่ะ ถามแบบนี้อีก น้องนัดจะตอบว่า\n“{ANSWER}”"
    assert guest.says(QUESTION).words == ANSWER

"""Who has looked at one's own data: asked in chat, answered by name, day and place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from bot.messages import Choice
from bot.outbox import unsay_old
from bot.services.people import export
from storage.models import OutboxRow
from tests.dialogs.people_talk import KK, SM, TITLE, everything, join, meeting


if TYPE_CHECKING:
    from tests.dialogs.talk import Talk


DUTY = "ผู้ที่มีสิทธิ์ดูคือผู้จัดของหลักสูตรและผู้ดูแลระบบเท่านั้น และทุกครั้งจะจดไว้วันละครั้งต่อหนึ่งหน้าค่ะ"
NOBODY = f"ยังไม่มีใครเปิดดูหน้าที่มีข้อมูลของท่านค่ะ\n{DUTY}"
SHORT = "CCIO รุ่นที่ 2"
ASKED = "ใครดูข้อมูลของฉันบ้าง"


def line(talk: Talk, text: str, who: str = "me") -> str:
    return talk.say(text, who=who, channel="line").plain


@pytest.fixture
def talk() -> Talk:
    """A participant, and an organiser of the same programme."""
    made = meeting()
    join(made, KK)
    join(made, SM, who="som")
    join(made, KK, channel="web")
    return made


@pytest.mark.parametrize(
    "ask",
    [
        "ใครดูข้อมูลของฉันบ้าง",
        "มีใครเปิดดูข้อมูลส่วนตัวของผมบ้างครับ",
        "ข้อมูลของดิฉันใครเห็นบ้างคะ",
        "ใครเข้าถึงข้อมูลของฉันได้บ้าง",
        "ประวัติการเข้าถึงข้อมูลของฉัน",
    ],
)
def test_before_anybody_has_looked(talk: Talk, ask: str) -> None:
    reply = talk.say(ask, channel="line")
    assert (reply.plain, reply.choices) == (NOBODY, (Choice("ข้อมูลของฉัน", "ข้อมูลของฉัน"),))


def test_who_looked_is_told_with_the_day_and_what_it_was(talk: Talk) -> None:
    line(talk, "ขอไฟล์ Excel การเข้าเรียน", "som")
    line(talk, "ขอไฟล์ Excel การเข้าเรียน", "som")
    talk.later(60)
    with talk.database.write() as store:
        export(store, KK, talk.now)

    assert line(talk, ASKED).splitlines() == [
        "ผู้ที่เปิดดูข้อมูลของท่าน ล่าสุดอยู่บนสุดค่ะ",
        "• ผู้ดูแลเครื่อง · ส่งออกข้อมูลทั้งหมดเพื่อมอบให้ท่าน · จ. 7 ต.ค. 2562 10.00 น.",
        f"• {SM} · การเข้าเรียน ({SHORT}) · จ. 7 ต.ค. 2562 09.00 น.",
        DUTY,
    ]
    assert line(talk, ASKED, "som") == NOBODY  # of what they did themselves nobody need be told


def test_a_guest_has_nothing_to_be_seen_and_a_group_is_no_place_to_ask(talk: Talk) -> None:
    assert line(talk, ASKED, "guest") == "ที่นี่ยังไม่ได้ลงทะเบียน จึงไม่มีชื่อหรือข้อมูลติดต่อให้ใครดูค่ะ"


def test_in_english(talk: Talk) -> None:
    line(talk, "english")
    line(talk, "ขอไฟล์ Excel การเข้าเรียน", "som")
    assert line(talk, "who has seen my data?").splitlines()[0] == "Who has looked at your data, the latest first"


def test_what_was_asked_at_the_same_time_about_the_programme_is_no_such_question(talk: Talk) -> None:
    assert TITLE not in line(talk, "ใครสอนบล็อกเชน")
    assert "เปิดดูข้อมูล" not in line(talk, "ใครสอนบล็อกเชน")


def test_a_link_that_opens_something_is_not_kept_once_it_has_been_sent_and_another_is_asked_for(talk: Talk) -> None:
    secrets = []
    for _ in range(2):
        (link,) = talk.say("ปฏิทินของฉัน", channel="web").links
        secrets.append(link.url.rpartition("/")[2])
        with talk.database.write() as store:
            store.execute(update(OutboxRow).values(state="sent"))

    held = everything(talk)
    assert [secret in held for secret in secrets] == [False, True]
    with talk.database.write() as store:
        assert unsay_old(store, datetime.now(UTC) + timedelta(days=1)) == 1
    assert secrets[1] not in everything(talk)

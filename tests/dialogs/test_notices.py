"""People say that they know what they were told: by the button, or in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.messages import Reading, Reply
from bot.services.notices import acknowledge_choice
from bot.texts import texts
from storage import notices, recipients
from storage.models import PersonRow
from storage.outbox import Batch
from tests.dialogs.people_talk import KK, SM, join, meeting


if TYPE_CHECKING:
    from bot.messages import Choice
    from tests.dialogs.talk import Talk


KNOWN = "บันทึกแล้วว่ารับทราบ เวลา 09.02 น. ขอบคุณค่ะ"
SINCE = "รับทราบไว้แล้วตั้งแต่วันจันทร์ที่ 7 ตุลาคม 2562 เวลา 09.02 น. ค่ะ"
NOT_YOURS = "ขอบคุณค่ะ ข้อความนี้ไม่ได้ส่งถึงท่านโดยตรง จึงไม่ต้องกดรับทราบนะคะ"
KEYS = ["announcement 7", "release 3"]


def _told(*names: str) -> Talk:
    """Those called `names` have joined, and were told something two minutes ago."""
    talk = meeting()
    for name in names:
        join(talk, name, who=name)
    with talk.database.write() as store:
        found = recipients.chosen(store, select(PersonRow.id).where(PersonRow.name.in_(names)))
        batch = Batch(Reply("ย้ายห้องแล้วค่ะ", choices=(_button(),)), expires_at=talk.now + timedelta(hours=8))
        notices.tell(store, KEYS, found, batch)
    talk.later(2)
    return talk


def _button() -> Choice:
    return acknowledge_choice(texts("th"), KEYS)


def _aside(text: str) -> Reply:
    return Reply(text, reading=Reading(aside=True))


def _unheard(talk: Talk, key: str) -> int:
    with talk.database.read() as store:
        return len(store.scalars(notices.unheard(key)).all())


def test_a_tap_is_noted_once() -> None:
    talk = _told(KK, SM)

    assert talk.tap(_button(), channel="line", who=KK) == _aside(KNOWN)
    assert [_unheard(talk, key) for key in KEYS] == [1, 1]
    talk.later(60)
    assert talk.tap(_button(), channel="line", who=KK) == _aside(SINCE)


def test_it_can_be_typed_while_it_is_the_last_thing_that_was_told() -> None:
    talk = _told(KK, SM)

    assert talk.say("รับทราบครับ", channel="line", who=KK) == _aside(KNOWN)
    assert _unheard(talk, KEYS[0]) == 1
    assert talk.say("รับทราบครับ", channel="line", who=KK).plain == "ด้วยความยินดีค่ะ"
    talk.say("พรุ่งนี้เรียนอะไร", channel="line", who=SM)
    assert talk.say("รับทราบ", channel="line", who=SM).plain == "ด้วยความยินดีค่ะ"
    assert _unheard(talk, KEYS[0]) == 1


def test_in_english() -> None:
    talk = _told(KK)
    talk.say("English", channel="line", who=KK)

    button = acknowledge_choice(texts("en"), KEYS)
    assert talk.tap(button, channel="line", who=KK).plain == "Noted at 09:02 that you know. Thank you."


def test_whoever_was_told_nothing_is_thanked() -> None:
    talk = _told(KK)
    join(talk, SM, who=SM)

    assert talk.tap(_button(), channel="line", who=SM) == _aside(NOT_YOURS)
    assert talk.tap(_button(), channel="line", who="a guest") == _aside(NOT_YOURS)
    assert talk.say("รับทราบ", "ack:", channel="line", who=KK) == _aside(NOT_YOURS)
    assert talk.in_group("รับทราบ", data=_button().data).plain == "กดรับทราบได้ในแชตส่วนตัวนะคะ"
    assert [_unheard(talk, key) for key in KEYS] == [1, 1]

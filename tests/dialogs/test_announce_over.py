"""Announcements over real platforms: pictures fetched from them, shown first for nothing, sent, and corrected."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.services import announce
from bot.services.people.enrolling import enrol
from bot.services.people.inviting import Chosen, invite
from tests.dialogs.announce_talk import picture
from tests.dialogs.office import ROSTER, SOM
from tests.dialogs.over.house import house
from tests.dialogs.over.line import Line
from tests.dialogs.over.place import Seen
from tests.dialogs.over.telegram import Telegram
from tests.dialogs.people_talk import KK
from tests.dialogs.talk import CCIO
from tests.plain import PLAIN


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.dialogs.over.house import House


NOW = "2019-10-07T09:00+07:00"
TEXT = "พรุ่งนี้เลื่อนเป็น 10 โมงที่ห้องแล็บ"
RIGHT = "พรุ่งนี้เรียน 9 โมงตามเดิม"
PHOTO = picture(size=(40, 30))
KNOWN = "รับทราบ"  # LINE shows the quick replies of all that came together
ASKS = (KNOWN, "ส่งเลย", "ตั้งเวลา", "เปลี่ยนผู้รับ", "แก้ข้อความ", "ยกเลิก")
FOLLOWS = (KNOWN, "ส่งเลย", "ตั้งเวลา", "แก้ข้อความ", "ยกเลิก")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, CCIO, now=NOW) as opened:
        with opened.database.write() as store:
            enrol(store, "roster.csv", ROSTER.encode(), "ccio-2")
        yield opened


def joins(at: Line | Telegram, name: str) -> None:
    with at.house.database.write() as store:
        (made,) = invite(store, Chosen(names=(name,)), datetime.fromisoformat(NOW))
    at.opens()
    at.says(made.code)
    at.says("ยินยอม")


def went(here: House, number: int = 1) -> None:
    """Returns when it has been planned and has left."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with here.database.read() as store:
            if announce.get(store, number).state == "sent":
                here.settled()
                return
        time.sleep(0.05)
    raise TimeoutError("the announcement does not go")


def confirm(
    number: int, cost: str, *, said: str = "ข้อความข้างบนคือสิ่งที่ผู้รับจะเห็น ส่งเลยไหมคะ", to: str = "ทุกคนในหลักสูตร"
) -> str:
    facts = f"ถึง: {to}\nส่งเมื่อ: ทันทีที่กด ส่งเลย\nส่งไม่ถึง: ยังไม่ลงทะเบียนกับน้องนัด 1 คน"
    return f"{said}\n\nประกาศที่ {number} · ยังไม่ส่ง\n{cost}\n{facts}"


COST = "ส่งถึง 2 คน · LINE 1 ข้อความ · Telegram 1"
GOING = ("ดูความคืบหน้า", "หยุดส่ง")


def test_made_in_line_it_is_shown_for_nothing_and_goes_with_its_picture(here: House) -> None:
    team, guest = Line(here), Telegram(here)
    joins(team, SOM)
    joins(guest, KK)

    assert team.says(f"ประกาศ: {TEXT}") == Seen(f"{TEXT}\n\n{confirm(1, COST)}", ASKS)
    here.line.photo(team.me, content=PHOTO)
    assert team.looks() == Seen("เพิ่มในประกาศแล้วค่ะ ตอนนี้มี: ข้อความ · รูป 1\nส่งเพิ่มได้อีก หรือแตะ ดูตัวอย่าง", ("ดูตัวอย่าง", "ยกเลิก"))
    assert [call.path for call in here.line.calls if call.path.endswith("/content")] == [
        f"/v2/bot/message/{message}/content" for message in here.line.contents
    ]
    assert here.line.used == 0  # all of it went by reply tokens
    here.line.say(team.me, "ส่งเลย")
    here.line.say(team.me, "ส่งเลย")  # as the preview with the picture is, it was not seen yet
    went(here)

    text, photo = [each for each in guest.shown() if "แจ้ง" not in each["text"]][-2:]
    assert (text["text"], photo["kind"], photo["content"]) == (TEXT, "photo", PHOTO)
    assert text["reply_markup"]["inline_keyboard"][0][0]["text"] == KNOWN
    assert here.line.used <= 1  # the team's own copy, unless it went along by a reply token


def test_made_in_telegram_by_a_picture_with_words_under_it(here: House) -> None:
    team, guest = Telegram(here), Line(here)
    joins(team, SOM)
    joins(guest, KK)

    message = here.telegram.photo(team.me, f"ประกาศ: {TEXT}")
    here.settled()
    drawn = next(said["photo"][-1]["file_id"] for said in [here.telegram.world.chats[team.me].said[message].api])
    sent = here.telegram.world.files[drawn].content
    shown = team.shown()[-3:]
    assert [(each["kind"], each["text"]) for each in shown[:2]] == [("text", TEXT), ("photo", "")]
    assert shown[1]["content"] == sent
    team.looks()
    assert team.taps("ส่งเลย") == Seen(f"กำลังส่งถึง 2 คนค่ะ\n\nประกาศที่ 1 · รอส่ง\n“{TEXT}”", GOING)
    went(here)

    text, image, _ = here.line.shown(guest.me)[-3:]
    assert (text["text"], image["type"]) == (TEXT, "image")
    assert httpx.get(image["originalContentUrl"], trust_env=False, verify=PLAIN).content == sent


def test_a_correction_changes_the_message_in_telegram_and_follows_in_line(here: House) -> None:
    team, guest = Line(here), Telegram(here)
    joins(team, SOM)
    joins(guest, KK)
    team.says(f"ประกาศ: {TEXT}")
    team.taps("ส่งเลย")
    went(here)
    guest.looks()
    before = [each["message_id"] for each in guest.shown()]
    assert guest.taps(KNOWN).words.startswith("บันทึกแล้วว่ารับทราบ")
    team.says("แก้ไขประกาศ")
    asked = team.says(RIGHT)
    said = "แก้ไขให้ทุกคนที่ได้รับ ตามข้อความข้างบน ใน Telegram จะแก้ข้อความเดิมให้ ส่งเลยไหมคะ"
    facts = f"ประกาศที่ 2 · ยังไม่ส่ง\n{COST}\nถึง: ผู้ที่ได้รับประกาศที่ 1\nส่งเมื่อ: ทันทีที่กด ส่งเลย"
    assert asked == Seen(f"แก้ไขประกาศ: {RIGHT}\n\n{said}\n\n{facts}", FOLLOWS)
    team.taps("ส่งเลย")
    went(here, 2)

    changed = {each["message_id"]: each["text"] for each in guest.shown()}
    assert changed[before[-1]] == f"แก้ไขประกาศ: {RIGHT}"
    assert len(changed) == len(before) + 1  # and that it was acknowledged
    assert here.line.shown(team.me)[-2]["text"] == f"แก้ไขประกาศ: {RIGHT}"


def test_a_picture_that_line_has_no_more_is_asked_for_again(here: House) -> None:
    team = Line(here)
    joins(team, SOM)
    team.says(f"ประกาศ: {TEXT}")

    here.line.fault("before", 9, "/content")
    here.line.photo(team.me, content=PHOTO)

    assert team.looks().words == ("รับไฟล์นี้ไม่สำเร็จ จึงยังไม่ได้ใส่ในประกาศ รบกวนส่งใหม่อีกครั้ง ไม่เกิน 5 เมกะไบต์ค่ะ")


def test_a_picture_of_anybody_else_is_not_fetched(here: House) -> None:
    guest = Line(here)
    joins(guest, KK)

    here.line.photo(guest.me, content=PHOTO)
    guest.looks()

    assert [call.path for call in here.line.calls if call.path.endswith("/content")] == []

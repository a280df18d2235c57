"""One's own code to be shown at the door, and the link to the scanner for whoever stands there."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.app import build
from bot.messages import Address, Link, Reading, Reply
from bot.services import signin
from bot.services.checkin import personal
from bot.services.signin import Pass
from bot.web.scanner.reading import read
from storage import people
from storage.people import Details, Membership
from storage.programme import Text
from tests.dialogs.people_talk import HOW
from tests.dialogs.talk import Talk
from tests.services.season import course, lesson


if TYPE_CHECKING:
    from storage.models import Role
    from storage.programme import Programme

DAY = course(lesson("a", "2026-01-05T09:00"), lesson("b", "2026-01-06T09:00"))
OTHER = replace(
    course(lesson("o", "2026-01-05T09:30"), code="d"), title=Text("หลักสูตรอื่น (CDE) รุ่นที่ 1", "Another (CDE) 1")
)
SITE = "https://bot.example"
ASIDE = Reading(aside=True)
NAMES: dict[str, tuple[str, Role]] = {
    "ann": ("ดร.กิ่งแก้ว ใจงาม", "participant"),
    "ben": ("นายสมหมาย ตั้งต้น", "participant"),
    "sam": ("แซม", "scanner"),
    "olga": ("อรสา", "organiser"),
    "otto": ("อดุลย์", "owner"),
}
LINK = "ลิงก์เปิดเครื่องสแกนค่ะ ใช้ได้ครั้งเดียว ภายใน 10 นาที เปิดในโทรศัพท์ที่จะใช้สแกนนะคะ\nลิงก์นี้เป็นของท่านคนเดียว อย่าส่งต่อนะคะ"
NOT_ALLOWED = "เครื่องสแกนมีไว้ให้เจ้าหน้าที่จุดลงทะเบียนและผู้จัดค่ะ ถ้าจะให้เจ้าหน้าที่สแกน พิมพ์ โค้ดของฉัน นะคะ"
PRIVATE = "เรื่องนี้ขอคุยในแชตส่วนตัวกับน้องนัดนะคะ"


class Gatehouse(Talk):
    """Everybody in NAMES is what it says in the first programme, with a chat by that word everywhere."""

    def __init__(self, *about: Programme, site: str = SITE, now: str = "2026-01-05T08:30") -> None:
        super().__init__(*(about or (DAY,)), now=now)
        self._app = build(self.database, self._clock, public_url=site, trusted={"test"})
        self.ids: dict[str, int] = {}
        with self.database.write() as store:
            for who, (name, role) in NAMES.items():
                self.ids[who] = people.add(store, Details(name))
                people.enrol(store, self.ids[who], Membership("c", role))
                for channel in ("line", "telegram", "web"):
                    people.link(store, self.ids[who], Address(channel, who))

    def asks(self, text: str, who: str = "ann", *, channel: str = "line", group: bool = False) -> Reply:
        return self.say(text, who=who, channel=channel, group=group)

    def opens(self, link: Link) -> Pass | None:
        with self.database.write() as store:
            found = signin.enter(store, link.url.partition("#")[2], self.now)
        return found[1] if found else None


def seen(reply: Reply) -> str | None:
    """What a scanner reads off the picture."""
    (image,) = reply.images
    picture, written = b64decode(image.content), io.BytesIO()
    assert (image.media_type, picture[:4]) == ("image/png", b"\x89PNG")
    with Image.open(io.BytesIO(picture)) as opened:
        opened.convert("RGB").save(written, "JPEG", quality=70)
    return read(written.getvalue())


MINE = [
    "โค้ดของฉัน", "ขอโค้ดของฉันหน่อยค่ะ", "คิวอาร์ของฉัน", "คิวอาร์โค้ดของผม", "QR ของฉัน", "ขอ QR code ของผมหน่อยครับ",
    "ขอดูคิวอาร์โค้ดส่วนตัว", "รหัสเช็กอินของฉัน", "รหัสเช็คอินของดิฉัน", "ขอรหัสส่วนตัว", "แสดงโค้ดของฉันวันนี้", "คิวอาร์ให้สแกน", "My code",
    "my QR code please", "show my check-in code",
]  # fmt: skip


@pytest.mark.parametrize("wish", MINE)
def test_a_picture_is_given_with_the_code_of_the_day(wish: str) -> None:
    talk = Gatehouse()
    reply = talk.asks(wish)
    code = seen(reply)

    assert code
    assert replace(reply, images=()) == Reply(
        "โค้ดส่วนตัวของ ดร.กิ่งแก้ว ใจงาม ใช้ได้วันจันทร์ที่ 5 มกราคม 2569 วันเดียวค่ะ\n"
        f"แสดงภาพนี้ให้เจ้าหน้าที่ที่จุดลงทะเบียนสแกน หรืออ่านให้ฟัง: {personal.spaced(code)}\n"
        "โค้ดนี้เป็นของท่านคนเดียว อย่าส่งต่อนะคะ",
        reading=ASIDE,
    )
    assert reply.images[0].alt == "คิวอาร์โค้ดส่วนตัวของ ดร.กิ่งแก้ว ใจงาม"


def test_it_is_the_same_all_day_and_another_for_everybody_else_and_on_the_next() -> None:
    talk = Gatehouse()
    codes = [seen(talk.asks("โค้ดของฉัน", channel=channel)) for channel in ("line", "telegram", "web")]
    others = seen(talk.asks("โค้ดของฉัน", "ben"))
    talk.at("2026-01-05T23:59")
    codes.append(seen(talk.asks("โค้ดของฉัน")))
    talk.at("2026-01-06T00:00")

    assert len(set(codes)) == 1
    assert len({codes[0], others, seen(talk.asks("โค้ดของฉัน"))}) == 3


def test_in_english() -> None:
    talk = Gatehouse()
    talk.asks("English")

    assert talk.asks("my code").text.startswith("ดร.กิ่งแก้ว ใจงาม's own code, good for Monday 5 January 2026 only.\n")


def test_guests_organisers_and_groups_get_none() -> None:
    talk = Gatehouse()

    assert [talk.asks("โค้ดของฉัน", "guest"), talk.asks("โค้ดของฉัน", "olga"), talk.asks("โค้ดของฉัน", group=True)] == [
        Reply(f"โค้ดส่วนตัวมีให้ผู้ที่ลงทะเบียนแล้วค่ะ\nลงทะเบียนได้โดย{HOW}", reading=ASIDE),
        Reply("โค้ดส่วนตัวมีให้ผู้เข้าอบรมค่ะ ถ้าจะสแกนของผู้เข้าอบรม พิมพ์ เปิดเครื่องสแกน นะคะ", reading=ASIDE),
        Reply(PRIVATE, reading=ASIDE),
    ]


OPEN = [
    "เปิดเครื่องสแกน", "ขอลิงก์เครื่องสแกนหน่อยค่ะ", "เปิดสแกนเนอร์", "เปิดกล้องสแกน", "ขอเปิดหน้าสแกนเช็กอินครับ",
    "เครื่องสแกน", "เปิดสแกน QR",
    "สแกนโค้ดผู้เข้าอบรม", "เปิดเครื่องแสกน", "open the scanner", "scanner",
]  # fmt: skip


@pytest.mark.parametrize("wish", OPEN)
@pytest.mark.parametrize("who", ["sam", "olga", "otto"])
def test_whoever_stands_at_the_door_gets_a_link_that_opens_it_once(wish: str, who: str) -> None:
    talk = Gatehouse()
    reply = talk.asks(wish, who)
    (link,) = reply.links
    hidden = Link(link.label, re.sub(r"#[\w-]{43}$", "#…", link.url))

    assert replace(reply, links=(hidden,)) == Reply(
        LINK, links=(Link("เปิดเครื่องสแกน", f"{SITE}/enter?openExternalBrowser=1#…"),), reading=ASIDE, sealed=True
    )
    assert [talk.opens(link), talk.opens(link)] == [Pass(talk.ids[who], "scanner", "c"), None]


def test_at_the_doors_of_several_there_is_a_link_for_each() -> None:
    talk = Gatehouse(DAY, OTHER)
    links = talk.asks("เปิดเครื่องสแกน", "otto", channel="telegram").links
    alone = talk.asks("เปิดเครื่องสแกน", "sam", channel="telegram").links

    assert [link.label for link in links] == ["C", "CDE รุ่นที่ 1"]
    assert [link.url.partition("#")[0] for link in links] == [f"{SITE}/enter"] * 2
    assert [talk.opens(link) for link in links] == [Pass(talk.ids["otto"], "scanner", code) for code in ("c", "d")]
    assert [link.label for link in alone] == ["เปิดเครื่องสแกน"]


def test_on_a_day_without_classes_it_opens_all_the_same() -> None:
    talk = Gatehouse(DAY, OTHER, now="2026-01-10T08:30")
    links = talk.asks("เปิดเครื่องสแกน", "otto").links

    assert [talk.opens(link) for link in links] == [Pass(talk.ids["otto"], "scanner", "c")]


def test_nobody_else_gets_one() -> None:
    talk = Gatehouse()

    assert [talk.asks("เปิดเครื่องสแกน", who) for who in ("ann", "guest")] == [Reply(NOT_ALLOWED, reading=ASIDE)] * 2
    assert talk.asks("เปิดเครื่องสแกน", "sam", group=True) == Reply(PRIVATE, reading=ASIDE)


def test_without_an_address_of_the_site_it_is_said_what_is_missing() -> None:
    talk = Gatehouse(site="")

    assert talk.asks("เปิดเครื่องสแกน", "sam").text == (
        "ยังเปิดเครื่องสแกนไม่ได้ค่ะ เพราะยังไม่ได้ตั้งค่า PUBLIC_URL ซึ่งเป็นที่อยู่เว็บไซต์ของน้องนัด รบกวนแจ้งผู้ดูแลระบบให้ตั้งค่าก่อนนะคะ"
    )
    assert talk.asks("เปิดเครื่องสแกน", "sam", channel="web").links[0].url.startswith("/enter#")


@pytest.mark.parametrize("text", ["รหัส", "โค้ด", "สแกน", "สแกนยังไง", "วิชา a สแกนที่ไหน", "ใช้รหัสอะไร", "code"])
def test_what_is_asked_of_others_goes_to_them(text: str) -> None:
    reply = Gatehouse().asks(text, "sam")

    assert (reply.images, [link for link in reply.links if "/enter" in link.url]) == ((), [])
    assert reply.text not in (LINK, NOT_ALLOWED)

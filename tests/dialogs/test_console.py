"""The link to the organisers' console, for whoever organises."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.app import build
from bot.messages import Address, Link, Reading, Reply
from bot.services import signin
from bot.services.signin import Pass
from storage import people
from storage.people import Details, Membership
from storage.programme import Text
from tests.dialogs.talk import Talk
from tests.services.season import course, lesson


if TYPE_CHECKING:
    from storage.models import Role
    from storage.programme import Programme

DAY = course(lesson("a", "2026-01-05T09:00"), lesson("b", "2026-01-06T09:00"))
OTHER = replace(
    course(lesson("o", "2026-01-07T09:30"), code="d"), title=Text("หลักสูตรอื่น (CDE) รุ่นที่ 1", "Another (CDE) 1")
)
SITE = "https://bot.example"
ASIDE = Reading(aside=True)
NAMES: dict[str, tuple[str, Role]] = {
    "ann": ("ดร.กิ่งแก้ว ใจงาม", "participant"),
    "sam": ("แซม", "scanner"),
    "olga": ("อรสา", "organiser"),
    "otto": ("อดุลย์", "owner"),
}
LINK = "ลิงก์เปิดห้องผู้จัดค่ะ ใช้ได้ครั้งเดียว ภายใน 10 นาที เปิดในคอมพิวเตอร์หรือโทรศัพท์ก็ได้นะคะ\nลิงก์นี้เป็นของท่านคนเดียว อย่าส่งต่อนะคะ"
NOT_ALLOWED = "ห้องผู้จัดมีไว้ให้ผู้จัดหลักสูตรค่ะ ถ้าท่านเป็นผู้จัด รบกวนแจ้งเจ้าของระบบให้เพิ่มสิทธิ์ก่อนนะคะ"
PRIVATE = "เรื่องนี้ขอคุยในแชตส่วนตัวกับน้องนัดนะคะ"


class Secretariat(Talk):
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

    def asks(self, text: str, who: str = "olga", *, channel: str = "line", group: bool = False) -> Reply:
        return self.say(text, who=who, channel=channel, group=group)

    def opens(self, link: Link) -> Pass | None:
        with self.database.write() as store:
            found = signin.enter(store, link.url.partition("#")[2], self.now)
        return found[1] if found else None


OPEN = [
    "เปิดห้องผู้จัด", "ขอเปิดห้องผู้จัดหน่อยค่ะ", "ห้องผู้จัด", "คอนโซล", "เปิดคอนโซล", "ขอลิงก์คอนโซลครับ", "หน้าจัดการ", "เข้าหน้าจัดการหน่อย",
    "เปิดระบบจัดการหลักสูตร", "เข้าหลังบ้าน", "เปิดหน้าแอดมิน", "ขอเข้าเว็บผู้จัด", "open console",
    "Open the console please", "console", "go to the admin page",
]  # fmt: skip


@pytest.mark.parametrize("wish", OPEN)
@pytest.mark.parametrize("who", ["olga", "otto"])
def test_organisers_get_a_link_that_opens_it_once(wish: str, who: str) -> None:
    talk = Secretariat()
    reply = talk.asks(wish, who)
    (link,) = reply.links
    hidden = Link(link.label, re.sub(r"#[\w-]{43}$", "#…", link.url))

    assert replace(reply, links=(hidden,)) == Reply(
        LINK, links=(Link("เปิดห้องผู้จัด", f"{SITE}/enter?openExternalBrowser=1#…"),), reading=ASIDE, sealed=True
    )
    assert [talk.opens(link), talk.opens(link)] == [Pass(talk.ids[who], "console", "c"), None]


def test_it_opens_with_the_programme_that_has_a_class_today() -> None:
    talk = Secretariat(DAY, OTHER, now="2026-01-07T08:30")
    today = [talk.opens(talk.asks("เปิดห้องผู้จัด", who).links[0]) for who in ("otto", "olga")]
    talk.at("2026-01-10T08:30")
    later = [talk.opens(talk.asks("เปิดห้องผู้จัด", who).links[0]) for who in ("otto", "olga")]

    assert today == [Pass(talk.ids["otto"], "console", "d"), Pass(talk.ids["olga"], "console", "c")]
    assert later == [Pass(talk.ids["otto"], "console", "c"), Pass(talk.ids["olga"], "console", "c")]


@pytest.mark.parametrize("who", ["ann", "sam", "guest"])
def test_nobody_else_gets_one(who: str) -> None:
    assert Secretariat().asks("เปิดห้องผู้จัด", who) == Reply(NOT_ALLOWED, reading=ASIDE)


def test_it_is_no_matter_for_a_group() -> None:
    assert Secretariat().asks("เปิดห้องผู้จัด", group=True) == Reply(PRIVATE, reading=ASIDE)


def test_without_an_address_of_the_site_it_is_said_what_is_missing() -> None:
    talk = Secretariat(site="")

    assert talk.asks("เปิดห้องผู้จัด").text == (
        "ยังเปิดห้องผู้จัดไม่ได้ค่ะ เพราะยังไม่ได้ตั้งค่า PUBLIC_URL ซึ่งเป็นที่อยู่เว็บไซต์ของน้องนัด รบกวนแจ้งผู้ดูแลระบบให้ตั้งค่าก่อนนะคะ"
    )
    assert talk.asks("เปิดห้องผู้จัด", channel="web").links[0].url.startswith("/enter#")


def test_in_english() -> None:
    talk = Secretariat()
    talk.asks("English")

    assert talk.asks("open console").text.startswith(
        "A link to the organisers' console. It works once, within 10 minutes"
    )


@pytest.mark.parametrize(
    "text", ["ใครเป็นผู้จัด", "ติดต่อผู้จัด", "ผู้จัดคือใคร", "ห้องเรียนอยู่ไหน", "ระบบ", "จัดการ", "ผู้จัด", "เลขานุการ", "admin"]
)
def test_what_is_asked_of_others_goes_to_them(text: str) -> None:
    reply = Secretariat().asks(text)

    assert [link for link in reply.links if "/enter" in link.url] == []
    assert reply.text != NOT_ALLOWED

"""Asking for the board in chat: who gets a link to it, for which class, and what it opens."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.app import build
from bot.messages import Address, Choice, Link, Reading, Reply
from bot.services import signin
from bot.services.signin import Pass
from storage import people
from storage.people import Details, Membership
from storage.programme import CheckPoint, Text
from tests.dialogs.talk import Talk
from tests.services.season import course, lesson


if TYPE_CHECKING:
    from storage.models import Role
    from storage.programme import Programme

CHAIN = replace(
    lesson("b1", "2026-01-05T09:00"), title=Text("บล็อกเชนกับเมือง", "Blockchain and cities"), aliases=("Blockchain",)
)
DATA = replace(lesson("d1", "2026-01-05T13:00"), title=Text("ข้อมูลเปิดภาครัฐ", "Open government data"))
DAY = course(CHAIN, DATA, replace(lesson("z", "2026-01-06T09:00"), title=Text("ความปลอดภัยไซเบอร์")))
ROOMS = course(CHAIN, replace(DATA, start=CHAIN.start))
OTHER = course(replace(lesson("o", "2026-01-05T09:30"), title=Text("การเงินท้องถิ่น")), code="d")
SITE = "https://bot.example"
ASIDE = Reading(aside=True)
ONCE = "เปิดลิงก์นี้บนเครื่องที่ต่อกับจอในห้องนะคะ ใช้ได้ครั้งเดียวภายใน 10 นาที และเป็นของท่านคนเดียว อย่าส่งต่อค่ะ"
WHICH = "เปิดจอเช็กอินของคาบไหนดีคะ"
ORGANISERS = Reply(
    "จอเช็กอินเปิดได้เฉพาะผู้จัดหลักสูตรค่ะ\n"
    "ถ้าจะเช็กอิน สแกน QR หรือพิมพ์รหัสที่เห็นบนจอในห้องได้เลยนะคะ หรือพิมพ์ว่า โค้ดของฉัน แล้วให้ทีมงานสแกนค่ะ",
    reading=ASIDE,
)


class Secretariat(Talk):
    """`olga` organises all of them, `ann` takes part, `sam` scans; each has a chat everywhere."""

    def __init__(self, *about: Programme, site: str = SITE, now: str = "2026-01-05T08:30") -> None:
        programmes = about or (DAY,)
        super().__init__(*programmes, now=now)
        self._app = build(self.database, self._clock, public_url=site, trusted={"test"})
        self.ids: dict[str, int] = {}
        roles: tuple[tuple[str, Role], ...] = (("olga", "organiser"), ("ann", "participant"), ("sam", "scanner"))
        for who, role in roles:
            self.joins(who, role, *(each.code for each in programmes))

    def joins(self, who: str, role: Role, *codes: str) -> None:
        with self.database.write() as store:
            self.ids[who] = people.add(store, Details(who))
            for channel in ("line", "telegram", "web"):
                people.link(store, self.ids[who], Address(channel, who))
            for code in codes:
                people.enrol(store, self.ids[who], Membership(code, role))

    def asks(
        self, text: str, data: str = "", *, who: str = "olga", channel: str = "line", group: bool = False
    ) -> Reply:
        return self.say(text, data, who=who, channel=channel, group=group)

    def opens(self, reply: Reply) -> str:
        """Which board the link in the answer opens; "" where it opens none."""
        with self.database.write() as store:
            found = signin.enter(store, reply.links[0].url.partition("#")[2], self.now)
        if found is None:
            return ""
        assert found[1] == Pass(self.ids["olga"], "board", found[1].programme, found[1].subject)
        return f"{found[1].programme} {found[1].subject}"


def unlinked(reply: Reply) -> Reply:
    """The answer with what is secret in it hidden."""
    hidden = tuple(Link(link.label, re.sub(r"#[\w-]{43}$", "#…", link.url)) for link in reply.links)
    return replace(reply, links=hidden)


def ready(title: str, at: str, url: str = f"{SITE}/enter?openExternalBrowser=1#…") -> Reply:
    text = f"จอเช็กอิน {title} วันจันทร์ที่ 5 มกราคม 2569 เวลา {at} น. พร้อมแล้วค่ะ\n{ONCE}"
    return Reply(text, links=(Link("เปิดจอเช็กอิน", url),), reading=ASIDE, sealed=True)


def test_an_organiser_gets_a_link_that_opens_the_board_once() -> None:
    talk = Secretariat()
    reply = talk.asks("เปิดจอเช็กอิน")

    assert unlinked(reply) == ready("บล็อกเชนกับเมือง", "09.00")
    assert [talk.opens(reply), talk.opens(reply)] == ["c b1//in", ""]


@pytest.mark.parametrize(
    "said",
    [
        "เปิดจอเช็กอิน", "เปิดจอเช็คอินหน่อยค่ะ", "ขอหน้าจอเช็คชื่อครับ", "ช่วยเปิด จอ เช็กอิน ให้ด้วยนะคะ", "ขอ QR เช็กชื่อ",
        "เปิดเช็กอิน", "เปิดเช็คชื่อเลย", "เปิดระบบลงเวลา", "จอเช็กอิน", "ขอโค้ดเช็คอิน", "เปิดจอเช็กอินได้ไหมคะ",
        "open check-in screen", "show the check in board please", "Start check-in",
    ],
)  # fmt: skip
def test_there_are_many_ways_to_ask(said: str) -> None:
    talk = Secretariat()

    assert talk.opens(talk.asks(said)) == "c b1//in"


@pytest.mark.parametrize(
    ("said", "opened"),
    [
        ("เปิดจอเช็กอิน Blockchain", "c b1//in"),
        ("เปิดจอเช็กอินวิชาบล็อกเชนหน่อยครับ", "c b1//in"),
        ("เปิดจอเช็กอินข้อมูลเปิด", "c d1//in"),
        ("ขอ QR เช็กชื่อคาบบ่ายด้วยค่ะ", "c d1//in"),
        ("open the check-in screen for open government data", "c d1//in"),
    ],
)
def test_the_class_may_be_named(said: str, opened: str) -> None:
    talk = Secretariat()

    assert talk.opens(talk.asks(said)) == opened


@pytest.mark.parametrize(
    ("now", "opened"),
    [("06:00", "c b1//in"), ("09:00", "c b1//in"), ("12:00", "c b1//in"), ("12:15", "c d1//in"), ("15:59", "c d1//in")],
)
def test_it_is_the_class_that_is_on_or_comes_next(now: str, opened: str) -> None:
    talk = Secretariat(now=f"2026-01-05T{now}")

    assert talk.opens(talk.asks("เปิดจอเช็กอิน")) == opened


def test_where_several_begin_together_it_is_asked_which() -> None:
    talk = Secretariat(ROOMS, OTHER)
    asked = talk.asks("เปิดจอเช็กอิน")

    chain, data, other = (
        Choice(f"09.{minute} น. {short}", f"เปิดจอเช็กอิน {title}", f"board:{code}//in:{programme}")
        for minute, short, title, programme, code in (
            ("00", "บล็อกเชนกับเ…", "บล็อกเชนกับเมือง", "c", "b1"),
            ("00", "ข้อมูลเปิดภาค…", "ข้อมูลเปิดภาครัฐ", "c", "d1"),
            ("30", "การเงินท้องถิ่น", "การเงินท้องถิ่น", "d", "o"),
        )
    )
    assert asked == Reply(WHICH, choices=(chain, data, other), reading=ASIDE)
    chosen = talk.asks(other.says, other.data)
    assert (unlinked(chosen), talk.opens(chosen)) == (ready("การเงินท้องถิ่น", "09.30"), "d o//in")


def test_a_class_with_several_points_is_opened_at_the_one_that_is_on() -> None:
    points = (
        CheckPoint("bus", Text("ขึ้นรถ"), CHAIN.start.replace(hour=7)),
        CheckPoint("hall", Text("เข้าห้อง"), CHAIN.start.replace(hour=9)),
    )
    talk = Secretariat(course(replace(CHAIN, points=points)), now="2026-01-05T06:50")
    bus = talk.opens(talk.asks("เปิดจอเช็กอิน Blockchain"))
    talk.at("2026-01-05T08:50")

    assert [bus, talk.opens(talk.asks("เปิดจอเช็กอิน"))] == ["c b1/bus/in", "c b1/hall/in"]


def test_a_class_of_another_day_is_not_there_to_be_opened() -> None:
    talk = Secretariat()
    found = talk.asks("เปิดจอเช็กอิน ความปลอดภัยไซเบอร์")

    assert found.text == ("วันนี้ไม่พบคาบ “ความปลอดภัยไซเบอร์” ที่ต้องเช็กอินค่ะ คาบของวันนี้มีตามนี้ เลือกได้เลยนะคะ")
    assert [each.says for each in found.choices] == ["เปิดจอเช็กอิน บล็อกเชนกับเมือง", "เปิดจอเช็กอิน ข้อมูลเปิดภาครัฐ"]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-01-05T16:01", "คาบที่ต้องเช็กอินของวันนี้จบหมดแล้วค่ะ"),
        ("2026-01-07T09:00", "วันนี้ไม่มีคาบที่ต้องเช็กอินค่ะ"),
    ],
)
def test_where_there_is_nothing_to_open_it_is_said(now: str, told: str) -> None:
    assert Secretariat(now=now).asks("เปิดจอเช็กอิน") == Reply(told, reading=ASIDE)


@pytest.mark.parametrize("who", ["ann", "sam", "nobody"])
def test_it_is_for_organisers(who: str) -> None:
    talk = Secretariat()

    assert talk.asks("เปิดจอเช็กอิน", who=who) == ORGANISERS
    assert talk.asks("เปิดจอเช็กอิน", "board:b1//in:c", who=who) == ORGANISERS


def test_a_tap_opens_what_is_theirs_and_is_still_there() -> None:
    talk = Secretariat()
    talk.imports(OTHER)
    gone = Reply("ไม่พบคาบนี้แล้วค่ะ กำหนดการอาจเปลี่ยนไป พิมพ์ว่า เปิดจอเช็กอิน อีกครั้งนะคะ", reading=ASIDE)

    assert talk.asks("x", "board:o//in:d") == ORGANISERS
    assert [talk.asks("x", f"board:{place}:c") for place in ("x//in", "b1", "b1//out")] == [gone] * 3


def test_in_a_group_no_link_is_given() -> None:
    reply = Secretariat().asks("เปิดจอเช็กอิน", group=True)

    assert (reply.text, reply.links) == ("เรื่องส่วนตัวขอคุยในแชตส่วนตัวนะคะ", ())


def test_without_an_address_of_the_site_it_says_what_to_set_but_on_the_site_itself() -> None:
    talk = Secretariat(site="")

    assert talk.asks("เปิดจอเช็กอิน") == Reply(
        "ยังเปิดจอเช็กอินจากที่นี่ไม่ได้ค่ะ เพราะยังไม่ได้ตั้งค่า PUBLIC_URL ซึ่งเป็นที่อยู่เว็บไซต์ของน้องนัด รบกวนแจ้งผู้ดูแลระบบให้ตั้งค่าก่อนนะคะ",
        reading=ASIDE,
    )
    here = talk.asks("เปิดจอเช็กอิน", channel="web")
    assert (unlinked(here), talk.opens(here)) == (ready("บล็อกเชนกับเมือง", "09.00", "/enter#…"), "c b1//in")


def test_elsewhere_than_in_line_the_link_is_a_plain_one() -> None:
    reply = Secretariat().asks("เปิดจอเช็กอิน", channel="telegram")

    assert unlinked(reply) == ready("บล็อกเชนกับเมือง", "09.00", f"{SITE}/enter#…")


def test_in_english() -> None:
    talk = Secretariat()
    talk.asks("English")

    assert talk.asks("open check-in screen").text == (
        "The check-in screen of Blockchain and cities, Monday 5 January 2026, 09:00, is ready.\n"
        "Open this link on the computer that is connected to the hall's screen. It works once, within 10 minutes, and "
        "is yours alone: please do not pass it on."
    )


@pytest.mark.parametrize(
    "said", ["เปิดเช็กอินกี่โมง", "เปิดเช็กอินยังคะ", "เช็คอินโรงแรมกี่โมง", "เปิดเรียนวันไหน", "open check-in when?"]
)
def test_questions_are_questions(said: str) -> None:
    assert Secretariat().asks(said).links == ()


@pytest.mark.parametrize("said", ["ขอ QR เช็กอินของฉัน", "แสดงโค้ดเช็คชื่อของผม"])
def test_ones_own_code_is_something_else(said: str) -> None:
    reply = Secretariat().asks(said, who="ann")

    assert (reply == ORGANISERS, len(reply.images)) == (False, 1)

"""A link to a calendar of one's own, and the end of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.app import build
from bot.messages import Choice, Link, Reading, Reply
from bot.services import calendar
from bot.services.calendar import MOST
from bot.services.people.enrolling import enrol
from tests.dialogs.people_talk import HOW, KK, MONDAY, OPEN, ROSTER, SM, TITLE, everything, join
from tests.dialogs.talk import Talk


if TYPE_CHECKING:
    from bot.services.calendar import Seen


SITE = "https://bot.example"
HIDDEN = "…"
ASIDE = Reading(aside=True)
LINK = (
    "ลิงก์ปฏิทินส่วนตัวของท่านค่ะ เปิดแล้วเลือกปฏิทินที่ใช้ได้เลย\n"
    "เพิ่มครั้งเดียว ต่อไปถ้ากำหนดการเปลี่ยน ปฏิทินจะเปลี่ยนตามเอง\n"
    "ลิงก์นี้เป็นของท่านคนเดียว อย่าส่งต่อนะคะ"
)
OLDEST = f"ใช้ได้พร้อมกันไม่เกิน {MOST} ลิงก์ ลิงก์เก่าที่สุดจึงเลิกใช้แล้วค่ะ"
REVOKE = Choice("ยกเลิกลิงก์ปฏิทิน", "ยกเลิกลิงก์ปฏิทิน")
REALLY = (Choice("ยืนยันยกเลิกลิงก์", "ยืนยันยกเลิกลิงก์"), Choice("ใช้ลิงก์ต่อ", "ใช้ลิงก์ต่อ"))
ASK = (
    "มีลิงก์ปฏิทินที่ใช้อยู่ {count} ลิงก์ ถ้ายกเลิก ทุกลิงก์จะใช้ไม่ได้ทันที และปฏิทินที่เพิ่มไว้จะไม่เปลี่ยนตามกำหนดการอีก\n"
    "ถ้าแน่ใจ แตะหรือพิมพ์ว่า ยืนยันยกเลิกลิงก์ ค่ะ"
)
REVOKED = "ยกเลิกลิงก์ปฏิทินทั้งหมดแล้วค่ะ ถ้าอยากได้ลิงก์ใหม่ พิมพ์ ปฏิทินของฉัน ได้ทุกเมื่อ"
NONE = "ยังไม่มีลิงก์ปฏิทินที่ใช้อยู่ค่ะ ถ้าอยากได้ พิมพ์ ปฏิทินของฉัน"
KEPT = "ได้ค่ะ ลิงก์ปฏิทินยังใช้ได้เหมือนเดิม"
GUEST = f"ปฏิทินส่วนตัวมีให้ผู้ที่ลงทะเบียนแล้วค่ะ\nลงทะเบียนได้โดย{HOW}"
NO_ADDRESS = (
    "ตอนนี้น้องนัดยังออกลิงก์ปฏิทินไม่ได้ค่ะ ต้องให้ฝ่ายเลขานุการตั้งค่าก่อน รบกวนแจ้งฝ่ายเลขานุการของหลักสูตรนะคะ\n"
    "ระหว่างนี้ถามถึงคาบที่ต้องการ แล้วแตะ เพิ่มลงปฏิทิน ทีละคาบได้ค่ะ"
)
NO_ADDRESS_ORGANISER = (
    "ยังออกลิงก์ปฏิทินไม่ได้ค่ะ เพราะยังไม่ได้ตั้งค่า PUBLIC_URL ซึ่งเป็นที่อยู่เว็บไซต์ของน้องนัด รบกวนแจ้งผู้ดูแลระบบให้ตั้งค่าก่อนนะคะ"
)


class Reached(Talk):
    """A talk with a bot whose site people reach at `site`; "me" in LINE has registered."""

    def __init__(self, site: str = SITE) -> None:
        super().__init__(OPEN, now=MONDAY)
        self._app = build(self.database, self._clock, public_url=site, trusted={"test"})
        with self.database.write() as store:
            enrol(store, "roster.csv", ROSTER.encode(), OPEN.code)
        join(self, KK)

    def asks(self, text: str, *, channel: str = "line", who: str = "me") -> Reply:
        return self.say(text, channel=channel, who=who)

    def opens(self, secret: str) -> Seen | None:
        """What whoever opens the link sees."""
        with self.database.read() as store:
            return calendar.look(store, secret)


def secret_of(reply: Reply) -> str:
    (link,) = reply.links
    return re.sub(r"^.*/calendar/|\?.*$", "", link.url)


def unlinked(reply: Reply) -> Reply:
    """The reply with HIDDEN for the secret in it."""
    (link,) = reply.links
    url = link.url.replace(secret_of(reply), HIDDEN)
    return Reply(
        reply.text, links=(Link(link.label, url),), choices=reply.choices, reading=reply.reading, sealed=reply.sealed
    )


def linked(url: str, text: str = LINK) -> Reply:
    return Reply(text, links=(Link("เปิดปฏิทินของฉัน", url),), choices=(REVOKE,), reading=ASIDE, sealed=True)


WISHES = [
    "ปฏิทินของฉัน", "ขอลิงก์ปฏิทิน", "ขอลิ้งค์ปฎิทินหน่อยค่ะ", "เอาตารางลงปฏิทินมือถือ", "อยากใส่ตารางเรียนลงปฏิทินในโทรศัพท์ครับ", "ซิงค์ปฏิทิน",
    "เชื่อมปฏิทินมือถือ", "ช่วยเพิ่มตารางทั้งหมดลงปฏิทินให้หน่อย", "ปฏิทินส่วนตัว", "sync calendar", "my calendar", "calendar link please",
    "Subscribe to calendar", "add everything to my calendar", "ปฏิทิน", "ขอปฏิทินหน่อย", "อยากได้ปฏิทินของหลักสูตร",
    "ใส่ปฏิทินไอโฟนให้หน่อย", "ลิงก์ปฏิทินหาย",
]  # fmt: skip


@pytest.mark.parametrize("wish", WISHES)
def test_a_link_is_given_that_opens_what_the_person_is_in(wish: str) -> None:
    talk = Reached()
    reply = talk.asks(wish)
    seen = talk.opens(secret_of(reply))

    assert unlinked(reply) == linked(f"{SITE}/calendar/{HIDDEN}?openExternalBrowser=1")
    assert seen
    assert seen.titles == (TITLE,)


def test_elsewhere_than_in_line_nothing_is_added_to_it() -> None:
    talk = Reached()
    join(talk, KK, channel="telegram")

    assert unlinked(talk.asks("ปฏิทินของฉัน", channel="telegram")) == linked(f"{SITE}/calendar/{HIDDEN}")


def test_in_english() -> None:
    talk = Reached()
    talk.asks("English")
    reply = talk.asks("my calendar")

    assert reply.text == (
        "Here is your private calendar link. Open it and choose the calendar you use.\n"
        "You add it once; when the timetable changes, your calendar follows by itself.\n"
        "The link is yours alone; please do not pass it on."
    )
    assert [choice.label for choice in reply.choices] == ["Cancel calendar link"]
    seen = talk.opens(secret_of(reply))
    assert seen
    assert seen.language == "en"


def test_every_link_is_another_and_the_oldest_of_too_many_ends() -> None:
    talk = Reached()
    replies = [talk.asks("ปฏิทินของฉัน") for _ in range(MOST + 1)]
    opened = [talk.opens(secret_of(reply)) is not None for reply in replies]

    assert [reply.text for reply in replies] == [LINK] * MOST + [f"{LINK}\n{OLDEST}"]
    assert opened == [False] + [True] * MOST


@pytest.mark.parametrize(
    "wish", ["ยกเลิกลิงก์ปฏิทิน", "ช่วยลบลิ้งค์ปฏิทินด้วยครับ", "เลิกซิงก์ปฏิทิน", "เลิกปฏิทิน", "cancel my calendar link"]
)
def test_links_end_at_once_after_a_confirmation(wish: str) -> None:
    talk = Reached()
    join(talk, KK, channel="telegram")
    secrets = [secret_of(talk.asks("ปฏิทินของฉัน", channel=channel)) for channel in ("line", "telegram")]
    asked = talk.asks(wish)
    before = [talk.opens(secret) is not None for secret in secrets]

    assert asked == Reply(ASK.format(count=2), choices=REALLY, reading=ASIDE)
    assert talk.tap(asked.choices[0], channel="line").plain == REVOKED
    assert (before, [talk.opens(secret) for secret in secrets]) == ([True, True], [None, None])
    assert talk.asks(wish).plain == NONE


def test_others_keep_theirs() -> None:
    talk = Reached()
    join(talk, SM, who="other")
    secret = secret_of(talk.asks("ปฏิทินของฉัน", who="other"))
    talk.asks("ปฏิทินของฉัน")
    talk.asks("ยกเลิกลิงก์ปฏิทิน")
    talk.asks("ยืนยันยกเลิกลิงก์")

    assert talk.opens(secret) is not None


@pytest.mark.parametrize("no", ["ใช้ลิงก์ต่อ", "ไม่ค่ะ", "ไม่ยกเลิกแล้ว", "เปลี่ยนใจ", "no"])
def test_a_no_keeps_them(no: str) -> None:
    talk = Reached()
    secret = secret_of(talk.asks("ปฏิทินของฉัน"))
    talk.asks("ยกเลิกลิงก์ปฏิทิน")

    assert talk.asks(no).plain == KEPT
    assert talk.opens(secret) is not None
    assert talk.asks("ยืนยันยกเลิกลิงก์").plain == ASK.format(count=1)


def test_nothing_ends_by_a_mere_yes_or_without_a_fresh_confirmation() -> None:
    talk = Reached()
    secret = secret_of(talk.asks("ปฏิทินของฉัน"))
    said = [talk.asks("ยืนยันยกเลิกลิงก์").plain, talk.asks("ใช่ค่ะ").plain]
    for _ in range(2):
        talk.later(6)
        talk.asks("สวัสดีค่ะ")
    said.append(talk.asks("ยืนยันยกเลิกลิงก์").plain)

    assert said == [ASK.format(count=1)] * 3
    assert talk.opens(secret) is not None


def test_a_yes_or_no_to_something_else_is_not_for_this_room() -> None:
    talk = Reached()
    talk.asks("ปฏิทินของฉัน")
    talk.asks("ยกเลิกลิงก์ปฏิทิน")
    talk.asks("ลบข้อมูล")

    assert talk.asks("ไม่ค่ะ").plain == "ได้ค่ะ ไม่ได้ลบอะไร ข้อมูลยังอยู่เหมือนเดิม"


def test_guests_are_told_how_to_register() -> None:
    talk = Reached()

    assert talk.asks("ปฏิทินของฉัน", who="guest") == Reply(GUEST, reading=ASIDE)
    assert talk.asks("ยกเลิกลิงก์ปฏิทิน", who="guest").plain == NONE
    assert talk.asks("ยืนยันยกเลิกลิงก์", who="guest").plain == NONE


@pytest.mark.parametrize("text", ["ปฏิทินของฉัน", "ยกเลิกลิงก์ปฏิทิน", "ยืนยันยกเลิกลิงก์"])
def test_in_a_group_it_is_for_the_private_chat(text: str) -> None:
    talk = Reached()

    assert talk.in_group(text, called=True, sender="me").plain == "เรื่องส่วนตัวขอคุยในแชตส่วนตัวนะคะ"


def test_without_an_address_of_the_site_people_are_told_who_can_help() -> None:
    talk = Reached("")
    join(talk, SM, who="organiser")

    assert talk.asks("ปฏิทินของฉัน") == Reply(NO_ADDRESS, reading=ASIDE)
    assert talk.asks("ปฏิทินของฉัน", who="organiser") == Reply(NO_ADDRESS_ORGANISER, reading=ASIDE)


@pytest.mark.parametrize(("site", "url"), [("", f"/calendar/{HIDDEN}"), (SITE, f"{SITE}/calendar/{HIDDEN}")])
def test_on_the_site_itself_no_address_is_needed(site: str, url: str) -> None:
    talk = Reached(site)
    join(talk, KK, channel="web")

    assert unlinked(talk.asks("ปฏิทินของฉัน", channel="web")) == linked(url)


@pytest.mark.parametrize(
    "text",
    ["เพิ่มปฐมนิเทศลงปฏิทิน", "เพิ่มลงปฏิทิน", "บล็อกเชนเรียนวันไหน", "ขอไฟล์ปฏิทินของบล็อกเชน", "ไม่ยกเลิก", "ใช้ลิงก์ต่อ", "ใช่ค่ะ", "ไม่ค่ะ"],
)
def test_what_is_asked_of_others_goes_to_them(text: str) -> None:
    """As without this room: with nothing pending, and for one session's calendar file."""
    talk = Reached()
    reply = talk.asks(text)

    assert (REVOKE in reply.choices, [link for link in reply.links if "/calendar/" in link.url]) == (False, [])
    assert reply.plain not in (KEPT, NONE, ASK.format(count=0))


def test_what_is_held_counts_the_links_and_erasing_ends_them() -> None:
    talk = Reached()
    before = talk.asks("ข้อมูลของฉัน").plain
    secrets = [secret_of(talk.asks("ปฏิทินของฉัน")) for _ in range(2)]
    held = talk.asks("ข้อมูลของฉัน")
    talk.asks("ลบข้อมูล")
    talk.asks("ยืนยันลบ")

    assert ("ลิงก์ปฏิทิน" in before, "• ลิงก์ปฏิทินที่ใช้อยู่: 2 ลิงก์\n" in held.plain) == (False, True)
    assert held.files[0].content.count("2019-10-07T02:00:00+00:00") >= 2
    assert [talk.opens(secret) for secret in secrets] == [None, None]
    assert [secret in everything(talk) for secret in secrets] == [False, False]


def test_erasing_ends_them_for_whoever_stays_as_evidence_too() -> None:
    talk = Reached()
    secret = secret_of(talk.asks("ปฏิทินของฉัน"))
    with talk.database.write() as store:
        connection = store.connection()
        connection.exec_driver_sql("CREATE TABLE evidence (person_id INTEGER NOT NULL REFERENCES people (id))")
        connection.exec_driver_sql("INSERT INTO evidence SELECT person_id FROM addresses WHERE channel = 'line'")
    talk.asks("ลบข้อมูล")
    talk.asks("ยืนยันลบ")

    assert talk.opens(secret) is None

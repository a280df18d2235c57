"""Organisers ask who on the roster has not joined yet; others are told that only organisers are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.app import build
from bot.handlers.people.unjoined import asked
from bot.messages import Address, Choice, Reading, Reply
from bot.services import signin
from bot.services.people.enrolling import enrol
from bot.services.signin import ROSTER, UNJOINED, Pass
from storage import audit, people
from storage.people import Details, Membership
from storage.programme import Group, Text
from tests.dialogs.talk import ROOT, Talk
from tests.services.season import course, lesson


if TYPE_CHECKING:
    from pathlib import Path

    from bot.messages import Language


DAY = course(lesson("a", "2026-01-05T09:00"))
BLIND = ROOT / "tests" / "benchmarks" / "blind"
SITE = "https://bot.example"
ASIDE = Reading(aside=True)
AT_THE_DOOR = Choice("ใครยังไม่มา", "ใครยังไม่มา")
LINKED = "ดูรายชื่อทั้งหมดและพิมพ์บัตรเชิญได้จากลิงก์นี้ ใช้ได้ครั้งเดียว ภายใน 10 นาทีค่ะ"
REFUSED = Reply("รายชื่อผู้ที่ยังไม่ลงทะเบียน น้องนัดบอกได้เฉพาะทีมงานหลักสูตรค่ะ", reading=ASIDE)
TITLE = DAY.title.th
ASKING = [
    "ใครยังไม่ลงทะเบียน", "ใครยังไม่เข้าร่วม", "ใครยังไม่ได้ผูกไลน์", "มีใครยังไม่ลงทะเบียนบ้างคะ", "ยังเหลือใครไม่ได้ลงทะเบียนอีกบ้าง",
    "ใครยังไม่แอดไลน์บ้าง", "ขอรายชื่อคนที่ยังไม่ลงทะเบียนหน่อยค่ะ", "เหลือกี่คนยังไม่ลงทะเบียน", "ยังไม่ลงทะเบียนกี่คน",
    "คนที่ยังไม่เข้าระบบมีใครบ้าง", "ใครยังไม่ใส่รหัส", "ไครยังไม่ลงทะเบียน", "ใครยังไม่เชื่อมไลน์กับน้องนัดบ้างครับ",
    "who has not joined yet?", "who hasn't registered", "how many people have not registered yet",
]  # fmt: skip
COUNTING = ["ลงทะเบียนแล้วกี่คน", "ตอนนี้มีคนลงทะเบียนกี่คนแล้วคะ", "ลงทะเบียนครบหรือยัง", "how many have joined"]

ALL = [
    "มีผู้เข้าอบรมกี่คน",
    "ขอรายชื่อผู้เข้าอบรมทั้งหมดค่ะ",
    "รายชื่อผู้เรียน",
    "หลักสูตรนี้มีผู้เรียนกี่คน",
    "how many participants are there",
    "list of participants",
]


class Roster(Talk):
    """Olga organises, Ann takes part and has joined; of the others nobody has."""

    def __init__(self, others: int = 2, site: str = SITE) -> None:
        super().__init__(DAY, now="2026-01-05T08:30")
        self._app = build(self.database, self._clock, public_url=site, trusted={"test"})
        rows = "".join(f"คนที่ {number},หน่วยงาน {number}\n" for number in range(1, others + 1))
        with self.database.write() as store:
            for who, role in (("olga", "organiser"), ("ann", "participant")):
                person = people.add(store, Details(who))
                people.enrol(store, person, Membership("c", role))  # type: ignore[arg-type] # a role
                for channel in ("line", "web"):
                    people.link(store, person, Address(channel, who))
            if rows:
                enrol(store, "roster.csv", f"ชื่อ-สกุล,หน่วยงาน\n{rows}".encode(), "c")

    def asks(self, text: str, who: str = "olga", *, channel: str = "line", group: bool = False) -> Reply:
        return self.say(text, who=who, channel=channel, group=group)

    def speaks(self, language: Language) -> None:
        self.asks({"en": "english", "th": "ภาษาไทย"}[language])


@pytest.mark.parametrize("text", [*ASKING, *COUNTING, *ALL])
def test_an_organiser_sees_how_many_and_who(text: str) -> None:
    reply = Roster().asks(text)

    assert replace(reply, links=()) == Reply(
        f"{TITLE}\nลงทะเบียนแล้ว 2 จาก 4 คน ยังไม่ลงทะเบียน 2 คนค่ะ\n• คนที่ 1: หน่วยงาน 1\n• คนที่ 2: หน่วยงาน 2\n{LINKED}",
        choices=(AT_THE_DOOR,),
        reading=ASIDE,
        sealed=True,
    )


@pytest.mark.parametrize(("text", "subject"), [("ใครยังไม่ลงทะเบียน", UNJOINED), ("ขอรายชื่อผู้เข้าอบรม", ROSTER)])
def test_the_link_leads_to_that_list(text: str, subject: str) -> None:
    roster = Roster()
    (link,) = roster.asks(text).links
    page, _, token = link.url.partition("#")
    with roster.database.write() as store:
        entered = signin.enter(store, token, roster.now)
        me = people.at(store, Address("line", "olga"))

    assert me
    assert (link.label, page) == ("ดูรายชื่อ", f"{SITE}/enter?openExternalBrowser=1")
    assert entered
    assert entered[1] == Pass(me.id, "console", "c", subject)


@pytest.mark.parametrize("text", ["คนที่ 1 ลงทะเบียนหรือยัง", "คุณคนที่ 1 ลงทะเบียนแล้วรึยังคะ", "has คนที่ 1 registered yet?"])
def test_of_one_it_is_asked_by_name(text: str) -> None:
    assert Roster().asks(text) == Reply("• คนที่ 1: ยังไม่ลงทะเบียน", reading=ASIDE)
    assert Roster().asks("ann ลงทะเบียนยัง") == Reply("• ann: ลงทะเบียนแล้ว", reading=ASIDE)
    assert "คนที่ 1:" not in Roster().asks(text, "ann").text


@pytest.mark.parametrize("text", ["ลงทะเบียนหรือยัง", "เปิดลงทะเบียนหรือยัง", "ผมลงทะเบียนหรือยัง", "วันศุกร์ลงทะเบียนไหม"])
def test_where_nobody_is_called_so_it_is_a_question(text: str) -> None:
    assert "•" not in Roster().asks(text).text


def test_a_team_is_called_by_its_title() -> None:
    roster = Roster(0, site="")
    north = Group("n", Text("ทีมเหนือ", "North"))
    roster.imports(replace(DAY, groups=(north,)))
    with roster.database.write() as store:
        people.enrol(store, people.add(store, Details("วิไล", "เทศบาล")), Membership("c", team="n"))

    assert roster.asks("ใครยังไม่ลงทะเบียน").text.split("\n")[-1] == "• วิไล: ทีมเหนือ"


def test_of_many_the_first_are_named() -> None:
    lines = Roster(23, site="").asks("ใครยังไม่ลงทะเบียน").text.split("\n")

    assert lines[1] == "ลงทะเบียนแล้ว 2 จาก 25 คน ยังไม่ลงทะเบียน 23 คนค่ะ"
    assert lines[2:] == [*(f"• คนที่ {number}: หน่วยงาน {number}" for number in range(1, 21)), "และอีก 3 คน"]


def test_when_all_have_joined() -> None:
    assert Roster(0, site="").asks("ใครยังไม่ลงทะเบียน").text == f"{TITLE}\nลงทะเบียนครบทั้ง 2 คนแล้วค่ะ"


def test_in_english() -> None:
    roster = Roster(1, site="")
    roster.speaks("en")

    assert roster.asks("who has not joined yet").text.split("\n")[1:] == [
        "2 of 3 have registered, 1 have not yet.",
        "• คนที่ 1: หน่วยงาน 1",
    ]


@pytest.mark.parametrize("text", ASKING)
@pytest.mark.parametrize("who", ["ann", "stranger"])
def test_nobody_else_is_told(text: str, who: str) -> None:
    assert Roster().asks(text, who) == REFUSED


@pytest.mark.parametrize("text", [*COUNTING, *ALL])
def test_how_many_joined_is_a_question_to_others(text: str) -> None:
    assert Roster().asks(text, "ann") != REFUSED


def test_in_a_group_nothing_is_told() -> None:
    assert Roster().asks("ใครยังไม่ลงทะเบียน", group=True).text == "เรื่องส่วนตัวขอคุยในแชตส่วนตัวนะคะ"


def test_whoever_was_shown_the_names_is_in_the_log() -> None:
    roster = Roster()
    roster.asks("ใครยังไม่ลงทะเบียน")
    with roster.database.read() as store:
        seen = [(each.what, each.subject) for _, each in audit.of_programme(store, "c")]

    assert seen == [("people.seen", "people")]


@pytest.mark.parametrize(
    "text",
    [
        "ลงทะเบียน",
        "ลงทะเบียนไม่ได้",
        "ใครยังไม่มา",
        "ใครยังไม่เข้าร่วมกิจกรรม",
        "ใครยังไม่เข้าร่วมวันนี้",
        "ลงทะเบียนกี่โมง",
        "ค่าลงทะเบียนหลักสูตรนี้เท่าไหร่คะ",
        "ใครลงทะเบียน",
        "ยังไม่ลงทะเบียน",
    ],
)
def test_what_only_sounds_like_it_is_none(text: str) -> None:
    assert asked(text) is None


def _said(conversation: dict[str, Any]) -> list[str]:
    return [turn["q"] for turn in conversation.get("turns", [conversation])]


@pytest.mark.parametrize("path", sorted(BLIND.glob("*.questions.yaml")), ids=lambda path: path.name)
def test_no_question_of_the_blind_sets_is_taken_from_others(path: Path) -> None:
    questions = [text for each in yaml.safe_load(path.read_text("utf-8"))["conversations"] for text in _said(each)]

    assert len(questions) > 20
    assert [text for text in questions if asked(text) in ("who", "count")] == []
